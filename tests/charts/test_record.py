"""Charts of the record: they hold the rows they are given, and can be drawn."""

from __future__ import annotations

import pandas as pd
import pytest

from report.charts import record as charts
from report.pages.draw import to_svg

INSTRUMENTS = pd.DataFrame(
    {
        "short_title": ["old text", "new text"],
        "form": ["memorandum", "statement"],
        "binding": ["stated-no", "unknown"],
        "date_start": ["2020-01-09", "2023-05-01"],
    }
)
MILESTONES = pd.DataFrame(
    [
        ("old text", "first meeting", "event", "done", "2021-02-03", "", ""),
        ("new text", "a plan", "commitment", "not yet due", "2027", "2027-01-01", "2027-12-31"),
        ("new text", "a promise", "commitment", "no date set", "", "", ""),
    ],
    columns=["short_title", "milestone", "kind", "standing", "date", "due_start", "due_end"],
)


def drawn(chart: object) -> str:
    """The chart's SVG."""
    svg = to_svg({"application/vnd.vegalite.v5+json": chart.to_dict()})
    assert svg.startswith("<svg"), svg[:200]
    return svg


@pytest.mark.parametrize("milestones", [MILESTONES, MILESTONES.iloc[:1], MILESTONES.iloc[:0]])
def test_timeline_names_every_instrument_with_or_without_milestones(milestones: pd.DataFrame) -> None:
    svg = drawn(charts.timeline(INSTRUMENTS, milestones, "2026-11-22"))
    assert "old text" in svg and "new text" in svg
    assert ("not yet due" in svg) is (len(milestones) > 1)


def test_delivery_prints_the_counts_that_are_not_zero() -> None:
    counts = pd.DataFrame(
        {
            "kind": ["commitment", "commitment", "event"],
            "standing": ["done", "missed", "unknown"],
            "milestones": [7, 0, 3],
        }
    )
    svg = drawn(charts.delivery(counts))
    assert "missed" not in svg
    assert "commitment" in svg and "unknown" in svg
