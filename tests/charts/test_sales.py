"""Charts of what Canada can sell and sells: they hold the rows they are given, and can be drawn."""

from __future__ import annotations

import pandas as pd

from report.charts import sales as charts
from report.pages.draw import to_svg

TOTALS = pd.DataFrame(
    {
        "year": [2022, 2023, 2024],
        "value_usd": [1e6, 2e6, 3e6],
        "weight_t": [10.0, 20.0, 30.0],
        "value_index": [0.5, 1.0, 1.5],
        "weight_index": [0.5, 1.0, 1.5],
        "provisional": [False, False, True],
    }
)
BAND = pd.DataFrame(
    {
        "year": [2022, 2023, 2024],
        **{f"{name}_index_{end}": [0.4, 0.9, 1.4] for name in ("value", "weight") for end in ("low", "median", "high")},
    }
)
OUTPUT = pd.DataFrame(
    {
        "label": ["lithium (Li content)", "natural graphite (gross weight)"],
        "imports_low_t": [1.0, 5.0],
        "imports_t": [2.0, 5.0],
        "imports_high_t": [3.0, 5.0],
        "exports_low_t": [0.0, 4.0],
        "exports_t": [0.0, 4.0],
        "exports_high_t": [0.0, 4.0],
        "output_t": [7.0, 9.0],
    }
)


def drawn(chart: object) -> str:
    """The chart's SVG."""
    svg = to_svg({"application/vnd.vegalite.v5+json": chart.to_dict()})
    assert svg.startswith("<svg"), svg[:200]
    return svg


def test_flows_mark_the_signing_and_end_with_the_provisional_year() -> None:
    svg = drawn(charts.flows(TOTALS, {2023: "signed"}))
    assert svg.count("signed") >= 2
    assert "signed" not in drawn(charts.flows(TOTALS, {}))


def test_placebo_names_the_partner_and_the_others_once() -> None:
    chart = charts.against_placebo(TOTALS, BAND, {2023: "signed"}, "India")
    svg = drawn(chart)
    assert "India" in svg and "importers without an instrument" in svg and "base years = 1" in svg


def test_capacity_draws_both_sides_on_the_same_scale() -> None:
    table = pd.DataFrame({"good": ["a"], "label": ["a"], "imports_t_per_year": [10.0], "exports_t_per_year": [1e5]})
    layers = charts.capacity(table).to_dict()["layer"]
    assert layers[1]["encoding"]["x"]["scale"] == layers[1]["encoding"]["y"]["scale"]
    drawn(charts.capacity(table))


def test_output_names_the_basis_of_each_row_and_leaves_out_a_zero() -> None:
    chart = charts.output(OUTPUT)
    svg = drawn(chart)
    assert "Li content" in svg and "gross weight" in svg and "Canada" in svg
    rows = next(iter(chart.to_dict()["datasets"].values()))
    assert not [row for row in rows if row["what"] == charts.CANADA and row["label"].startswith("lithium")]


def test_mix_stacks_in_the_order_of_the_colours() -> None:
    exports = pd.DataFrame({"year": [2024, 2024], "mineral": ["b", "a"], "value_usd": [1e6, 2e6], "order": [0, 1]})
    assert "Million US dollars" in drawn(charts.export_mix(exports, {"b": "#111111", "a": "#222222"}))
