"""Charts of a partner chapter: they hold the rows they are given, and can be drawn."""

from __future__ import annotations

import pandas as pd
import pytest

from report.charts import partner as charts
from report.pages.draw import to_svg

INSTRUMENTS = pd.DataFrame(
    {
        "short_title": ["old text", "new text"],
        "form": ["memorandum", "statement"],
        "date_start": ["2020-01-09", "2023-05-01"],
    }
)
MILESTONES = pd.DataFrame(
    {"short_title": ["old text"], "milestone": ["first meeting"], "standing": ["done"], "date": ["2021-02-03"]}
)
DEPENDENCE = pd.DataFrame(
    {
        "good": ["lithium, refined", "copper, ore"],
        "imports_usd": [2e6, 1e6],
        "share_canada": [0.0, 0.8],
        "share_china": [0.1, 0.0],
        "largest_share": [0.7, 0.8],
        "largest_name": ["Chile", "Canada"],
    }
)
TOTALS = pd.DataFrame(
    {
        "year": [2022, 2023, 2024],
        "value_usd": [1e6, 2e6, 3e6],
        "weight_t": [10.0, 20.0, 30.0],
        "provisional": [False, False, True],
    }
)


def drawn(chart: object) -> str:
    """The chart's SVG."""
    svg = to_svg({"application/vnd.vegalite.v5+json": chart.to_dict()})
    assert svg.startswith("<svg"), svg[:200]
    return svg


@pytest.mark.parametrize("milestones", [MILESTONES, MILESTONES.iloc[:0]])
def test_timeline_has_a_lane_for_each_instrument(milestones: pd.DataFrame) -> None:
    svg = drawn(charts.timeline(INSTRUMENTS, milestones, "2026-11-22"))
    assert "old text" in svg and "new text" in svg
    assert ("Milestone" in svg) is bool(len(milestones))


def test_delivery_prints_the_counts_that_are_not_zero() -> None:
    counts = pd.DataFrame(
        {
            "kind": ["commitment", "commitment", "event"],
            "standing": ["done", "missed", "unknown"],
            "milestones": [7, 0, 3],
        }
    )
    svg = drawn(charts.delivery(counts))
    assert ">7<" in svg and ">3<" in svg and "missed" not in svg
