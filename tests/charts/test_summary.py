"""Small figures: the bloc stands last, names stay inside the bar, and every chart is valid."""

import pandas as pd

from report.charts import published, ranks, summary, synthesis, world_outlook
from report.formats import share

ROWS = pd.DataFrame(
    {
        "partner": ["EUU", "JPN"], "name": ["European Union", "Japan"], "kind": ["bloc", "country"], "order": [1, 2],
        "overlap_share": [0.05, float("nan")], "instruments": [4, 3], "share_canada": [0.1, 0.2],
        "leaning": [3, 2], "room": [1, 0],
    }
)  # fmt: skip


def test_the_bloc_comes_last() -> None:
    assert summary.with_bloc_last(ROWS)["shown"].tolist() == ["Japan", "European Union (bloc)"]
    assert synthesis._with_overlap(ROWS)["text"].tolist() == ["none named", f"{share(0.05)} of sales"]


def test_three_panels_for_signed_flows_and_could() -> None:
    assert len(summary.signed_flows_could(ROWS).to_dict()["hconcat"]) == 3


def test_names_keep_apart_and_inside() -> None:
    rows = pd.DataFrame({"name": ["a very long name here", "another long name", "x"], "count": [1, 1, 60]})
    rows = rows.assign(middle=[0.5, 1.5, 32.0])
    places = summary._names_on_lines(rows)
    assert places["line"].tolist()[:2] == [0, 1] and (places["at"] >= 0).all()


def test_parts_leave_out_what_is_zero() -> None:
    rows = pd.DataFrame({"name": ["done", "missed", "unknown"], "count": [2, 0, 6]})
    values = str(summary.parts(rows, {"done": "#2a7f62"}).to_dict())
    assert "missed" not in values and "unknown" in values


def test_charts_of_the_synthesis_are_valid() -> None:
    places = pd.DataFrame({"name": ["A", "B"], "rank_low": [1, 1], "rank_median": [1, 2], "rank_high": [2, 2]})
    assert ranks.intervals(places).to_dict()
    asked = pd.DataFrame({"good": ["tin"], "label": ["tin"], "asked_t_per_year": [10.0], "available_t_per_year": [5.0],
                          "covered": [False], "partner_count": [1]})  # fmt: skip
    assert ranks.asks(asked).to_dict()
    stacked = pd.DataFrame({"site": ["One"], "project": ["offtake"], "tonnes_per_year": [3.0], "capacity_t": [9.0]})
    assert synthesis.pledged_tonnes(stacked).to_dict()
    ranges = pd.DataFrame({"mineral": ["tin"], "year": [2040], "low": [0.5], "high": [0.7], "base": [0.9]})
    assert world_outlook.cover(ranges).to_dict()
    assert published.leading_shares(pd.DataFrame({"mineral": ["tin"], "share": [0.9]}), 0.86).to_dict()


def test_layers_of_a_panel_share_one_axis_title() -> None:
    readings = pd.DataFrame({"mineral": "tin", "basis": ["by value"], "found": [0.5], "low": [0.1], "high": [9.0]})
    printed = pd.DataFrame({"mineral": ["tin"], "value": [0.4], "label": ["+40%"]})
    text = str(published.growth(readings, printed).to_dict())
    assert "'title': 'Change in imports from Canada'" in text and "'end'" in text
