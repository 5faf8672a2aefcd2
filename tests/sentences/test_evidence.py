"""Sentences of the evidence name ties, and corrections that share a reason become one row."""

import pandas as pd

from report.sentences import evidence


def test_ties_are_named_together() -> None:
    counts = pd.DataFrame({"label": ["A", "B", "C"], "verdict": "confirmed", "claims": 1, "share": [0.5, 0.7, 0.7]})
    assert evidence.weakest(counts) == "Least holds in “A” (50% confirmed), most in “B” and “C” (70%)."


def test_corrections_alike_are_one_row() -> None:
    table = pd.DataFrame(
        {
            "correction_id": ["COR-01", "COR-02"],
            "table": ["production", "reserves"],
            "old": "*",
            "new": "x1000",
            "key": '{"edition": 2025, "product": "Rutile", "unit_printed": "metric tons"}',
            "reason": "r",
            "source": "s",
        }
    )
    rows = evidence.corrections_shown(table)
    assert rows[["where", "change", "ids"]].to_numpy().tolist() == [
        ["Rutile, edition 2025", "every value times 1000", "COR-01, COR-02"]
    ]


def test_sources_without_a_link_are_counted_by_reason() -> None:
    sources = pd.DataFrame({"quotable": [True, False, True], "url": ["https://example.org", "x", ""]})
    assert evidence.unquoted(sources).startswith("2 sources are listed without a link: 1 is reworded")
    assert evidence.unquoted(sources.iloc[:1]) == "Every source is linked."


def test_best_and_weakest_chapters_are_named() -> None:
    letters = pd.DataFrame({"name": ["A", "A", "B"], "grade": ["A", "C", "D"], "sources": [3, 1, 2]})
    assert evidence.by_partner(letters).endswith("largest for A (75%) and smallest for B (0%).")
