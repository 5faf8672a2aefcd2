"""Charts of what diversification could buy: they hold the rows they are given, and can be drawn."""

from __future__ import annotations

import pandas as pd
import pytest

from report.charts import shifts as charts
from report.pages.draw import to_svg

CURVE = pd.DataFrame(
    {
        "delta": [0.0, 0.4, 0.8],
        **{f"{name}_{end}": [0.8, 0.5, 0.7] for name in ("hhi", "largest") for end in ("low", "median", "high")},
    }
)


def reachable(low: float) -> pd.DataFrame:
    ends = {"feasible_low": low, "feasible_median": 0.2, "feasible_high": 0.3}
    needed = {"needed_low": 0.1, "needed_median": 0.15, "needed_high": 0.2}
    return pd.DataFrame([{"heading": "graphite", "good": "graphite", **ends, **needed}])


def drawn(chart: object) -> str:
    """The chart's SVG."""
    svg = to_svg({"application/vnd.vegalite.v5+json": chart.to_dict()})
    assert svg.startswith("<svg"), svg[:200]
    return svg


@pytest.mark.parametrize("low", [0.1, 0.0])
def test_a_panel_for_each_good_with_both_measures(low: float) -> None:
    svg = drawn(charts.paths({"graphite": CURVE}, reachable(low), 0.65))
    assert ">graphite<" in svg and "Herfindahl-Hirschman index" in svg and "share of the largest supplier" in svg


def test_reach_sets_what_could_move_beside_what_has_to() -> None:
    svg = drawn(charts.reach(reachable(0.1)))
    assert "could move to Canada" in svg and "has to move" in svg
