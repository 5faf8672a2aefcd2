"""Notes on a partner with their sources and grades."""

import pandas as pd

from report.analysis.notes import graded, in_section, notes_of

SOURCES = pd.DataFrame({"source_id": ["S1", "S2"], "reliability": ["C", "A"], "credibility": [2, 1]})
LINKS = pd.DataFrame({"note_id": ["N1", "N1"], "source_id": ["S1", "S2"]})
NOTES = pd.DataFrame(
    [
        ("N2", "IND", "risk", 2, "", "none", "second", "", "unknown"),
        ("N1", "IND", "risk", 1, "2026-03", "month", "first", "M001", "confirmed"),
        ("N3", "IND", "gap", 1, "", "none", "gap", "", "unknown"),
        ("N4", "MEX", "risk", 1, "", "none", "other", "", "reported"),
    ],
    columns=["note_id", "partner", "section", "order", "date", "date_precision", "statement", "rests_on", "status"],
)


def test_the_best_source_comes_first_with_its_grade_in_the_same_place():
    table = graded(LINKS, SOURCES, "note_id")
    assert table.to_dict("records") == [{"note_id": "N1", "source_ids": "S2; S1", "grades": "A1; C2"}]
    assert graded(LINKS.iloc[:0], SOURCES, "note_id").empty


def test_notes_are_the_partners_own_in_order_and_without_a_source_stay_empty():
    notes = in_section(notes_of("IND", NOTES, LINKS, SOURCES), "risk")
    assert notes["statement"].tolist() == ["first", "second"]
    assert notes["grades"].tolist() == ["A1; C2", ""]


def test_a_partner_without_notes_has_none():
    assert notes_of("CHL", NOTES, LINKS, SOURCES).empty


def test_every_shipped_partner_has_notes_on_what_was_signed_and_on_gaps(shipped):
    names = ("ledger/partner_notes.csv", "ledger/partner_note_sources.csv", "ledger/sources.csv")
    for partner in shipped("reference/partners.csv")["partner"]:
        notes = notes_of(partner, *(shipped(name) for name in names))
        assert {"signed", "gap"} <= set(notes["section"]), partner
