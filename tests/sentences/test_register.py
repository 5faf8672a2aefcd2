"""A record shows every field, says what was not seen, and anchors its milestones and projects."""

import pandas as pd

from report.sentences import register

ROW = {
    "instrument_id": "IN-1",
    "short_title": "India text",
    "title": "The India text",
    "with_whom": "India",
    "also": "",
    "form": "memorandum",
    "role": "instrument",
    "binding": "unknown",
    "binding_evidence": "Text not seen",
    "date": "2026-03-02",
    "date_precision": "day",
    "date_note": "",
    "date_start": "2026-03-02",
    "date_end": "2026-03-02",
    "place": "",
    "canadian_signatory": "A minister",
    "partner_signatory": "",
    "bodies": "",
    "money_note": "",
    "follow_up": "see S1",
    "status": "active",
    "status_note": "",
    "listed_by_nrcan": False,
    "confidence": "high",
    "newest_source_date": "2026-03",
    "note": "",
}
STANDINGS = pd.DataFrame(
    {
        "milestone_id": ["M1"],
        "instrument_id": ["IN-1"],
        "milestone": ["Plan published"],
        "date": ["2026-06"],
        "kind": ["commitment"],
        "standing": ["due, no evidence"],
        "note": [""],
    }
)


def _record() -> dict[str, str]:
    links = pd.DataFrame({"milestone_id": ["M1"], "source_id": ["S1"]})
    parts = register.Parts(["S1"], milestones=register.milestones_part(STANDINGS, links, ["S1"]))
    (record,) = register.records(pd.DataFrame([ROW]), parts)
    assert (record.name, record.caption) == ("in-1", "India text (IN-1)")
    return dict(record.table.itertuples(index=False))


def test_fields_say_what_is_known_and_what_was_not_seen() -> None:
    fields = _record()
    assert fields["Binding"] == "Of unknown force. Text not seen."
    assert fields["Date"] == "2 March 2026 (day known)."
    assert fields["Place"] == fields["Minerals named"] == register.NOT_SEEN
    assert fields["Follow-up"] == "See {cite}`S1`."


def test_a_milestone_has_its_anchor_its_standing_and_its_source() -> None:
    fields = _record()
    assert fields["Milestone [**M1**]{#milestones-m1}"] == (
        "Plan published (June 2026). Commitment: due, no evidence. {cite}`S1`"
    )


def test_index_links_titles_and_does_not_repeat_a_year() -> None:
    instruments = pd.DataFrame(
        {"instrument_id": ["A", "B"], "short_title": ["Text 2025", "Text"], "date_start": ["2025-01-01", "2025-02-01"]}
    )
    places = pd.DataFrame({"key": "x", "order": 1, "instrument_id": ["A", "B"]})
    table = register.index(places, instruments)
    assert table["instruments"].tolist() == [2]
    assert table["links"].iloc[0] == "{ref}`Text 2025 <tbl-instruments-a>`; {ref}`Text (2025) <tbl-instruments-b>`"
