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


def test_a_source_not_to_be_quoted_has_no_link() -> None:
    sources = pd.DataFrame(
        {
            "source_id": ["S1", "S2"],
            "title": ["One", "Two"],
            "url": "https://example.org",
            "quotable": [True, False],
            "reliability": "B",
            "credibility": 2,
        }
    )
    assert evidence.sources_shown(sources)["linked"].tolist() == ["[One](<https://example.org>)", "Two"]
