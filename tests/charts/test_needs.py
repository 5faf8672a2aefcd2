"""Charts of what a partner needs: they hold the rows they are given, and can be drawn."""

from __future__ import annotations

import pandas as pd

from report.charts import needs as charts
from report.pages.draw import to_svg

DEPENDENCE = pd.DataFrame(
    {
        "good": ["lithium, refined", "copper, ore"],
        "largest_name": ["Chile", "Canada"],
        "share_canada": [0.0, 0.8],
        "share_china": [0.1, 0.0],
        "largest_share": [0.7, 0.8],
        "largest_low": [0.5, 0.7],
        "largest_high": [0.9, 0.8],
        "weight_largest_name": ["China", "Canada"],
        "weight_share_canada": [0.0, 0.7],
        "weight_share_china": [0.6, 0.0],
        "weight_largest_share": [0.6, 0.7],
    }
)
BAND = pd.DataFrame(
    {
        "good": ["graphite", "copper, ore"],
        "largest_name": ["China", "Canada"],
        "largest_share": [0.7, 0.9],
        "largest_share_other": [0.5, 0.99],
        "share_canada": [0.1, 0.9],
        "share_canada_other": [None, 0.99],
    }
)


def drawn(chart: object) -> str:
    """The chart's SVG."""
    svg = to_svg({"application/vnd.vegalite.v5+json": chart.to_dict()})
    assert svg.startswith("<svg"), svg[:200]
    return svg


def test_dependence_shows_value_beside_weight_and_names_the_largest() -> None:
    svg = drawn(charts.dependence(DEPENDENCE, 0.65))
    assert "lithium, refined: Chile" in svg and "By value" in svg and "By gross weight" in svg


def test_no_second_dot_for_canada_or_china_as_largest() -> None:
    shown = DEPENDENCE.assign(row=DEPENDENCE["good"])
    by_value, by_weight = charts._long(shown, ""), charts._long(shown, "weight_")
    assert by_value["supplier"].value_counts().to_dict() == {"Canada": 2, "China": 2, charts.LARGEST: 1}
    assert by_weight["supplier"].value_counts().to_dict() == {"Canada": 2, "China": 2}


def test_sources_mark_both_counts_and_skip_what_is_not_known() -> None:
    svg = drawn(charts.sources(BAND, "BACI", "USGS"))
    assert "BACI" in svg and "USGS" in svg and "graphite: China" in svg
