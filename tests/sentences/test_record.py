"""Sentences of the record: the words follow the ledger."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from report.sentences import record as say


def instruments(**changes: list) -> pd.DataFrame:
    """Two bilateral instruments and a multilateral one."""
    rows = {
        "instrument_id": ["A-1", "B-2", "C-3"],
        "role": ["instrument", "instrument", "instrument"],
        "level": ["national", "national", "multilateral"],
        "relation": ["bilateral", "bilateral", "multilateral"],
        "binding": ["stated-no", "unknown", "inferred-no"],
        "binding_evidence": ["its last clause", "Text not seen", say.BY_TYPE_ONLY],
        "status": ["active", "unknown", "active"],
        "form": ["memorandum", "statement", "alliance"],
        "short_title": ["old text", "new text", "alliance"],
        "date": ["2020-01-09", "2023-05", "2025-06-17"],
        "date_start": ["2020-01-09", "2023-05-01", "2025-06-17"],
        "date_end": ["2020-01-09", "2023-05-31", "2025-06-17"],
        "date_precision": ["day", "month", "day"],
    }
    return pd.DataFrame({**rows, **changes})


def test_signed_counts_by_force_and_keeps_multilateral_and_bloc_apart() -> None:
    sentence = say.signed(instruments(), "the United States")
    assert (
        "2 instruments between Canada and the United States: 1 is stated not to be binding and 1 is of unknown force"
        in (sentence)
    )
    assert "The United States also takes part in 1 multilateral instrument." in sentence
    member = say.signed(instruments(relation=["bilateral", "bloc", "multilateral"]), "Italy")
    assert "1 instrument between Canada and Italy: it is stated not to be binding." in member
    assert "1 instrument of the European Union reaches it as a member." in member


def test_context_rows_are_not_instruments() -> None:
    rows = instruments(role=["context"] * 3)
    assert say.signed(rows, "Chile") == "The ledger holds no instrument between Canada and Chile."
    assert say.binding(rows) == "Nothing was found that binds either side."
    assert "no instrument of their own" in say.in_force(rows, "Chile")


def test_the_status_line_gives_state_and_newest_as_precise_as_known() -> None:
    assert say.in_force(instruments(), "Chile") == (
        "2 instruments: 1 active and 1 of unknown status. The newest is the new text of May 2023."
    )


def test_binding_keeps_three_kinds_of_no_apart() -> None:
    assert say.binding(instruments()) == (
        "None was found to be binding: 1 stated not to be and 1 not known, because the text was not seen."
    )
    assert say.binding(instruments(binding=["yes", "yes", "yes"])) == "2 binding."


def test_instrument_rows_link_title_and_grade_the_newest_source() -> None:
    minerals = pd.DataFrame({"mineral_id": ["lithium"], "name": ["lithium"]})
    named = pd.DataFrame(
        [("A-1", "lithium", "text"), ("B-2", "", "unknown"), ("C-3", "", "none")],
        columns=["instrument_id", "mineral_id", "named_in"],
    )
    cited = pd.DataFrame({"instrument_id": ["A-1", "A-1"], "source_id": ["S1", "S2"]})
    sources = pd.DataFrame(
        {
            "source_id": ["S1", "S2"],
            "title": ["", ""],
            "publisher": ["", ""],
            "published": ["2021", "2023-04"],
            "reliability": ["A", "D"],
            "credibility": [1, 3],
        }
    )
    rows = say.instrument_rows(instruments(), named, minerals, cited, sources)
    assert rows["title"].iloc[0] == "{ref}`old text <tbl-instruments-a-1>`"
    assert rows["grade"].tolist() == ["{cite}`S2` D3", "none dated", "none dated"]
    assert rows["minerals"].tolist() == ["lithium", "not known", "none by name"]
    assert rows["force"].tolist() == ["no, stated. its last clause", "unknown. Text not seen", "no, by type"]


def outcome(**changes: float) -> pd.Series:
    """A row of `delivery.delivery`."""
    row = {"due": 4, "done": 3, "missed": 0, "no_evidence": 0, "unknown": 1, "not_yet_due": 0, "no_date": 0}
    row |= {"done_undated": 0, "ratio": 0.75, "ratio_if_unknown_met": 1.0}
    return pd.Series({**row, **changes})


@pytest.mark.parametrize(("due", "ratio_is_given"), [(4, False), (5, True)])
def test_a_ratio_needs_enough_commitments(due: int, ratio_is_given: bool) -> None:
    sentence = say.delivered(outcome(due=due, done=due - 1), date(2026, 11, 22), 5)
    assert ("delivery ratio" in sentence) is ratio_is_given
    assert "1 of unknown outcome" in sentence


def test_promises_without_a_date_are_named_apart() -> None:
    sentence = say.delivered(outcome(due=0, done=0, unknown=0, no_date=2, done_undated=1), date(2026, 11, 22), 5)
    assert sentence.startswith("No commitment with a date was due by 22 November 2026.")
    assert "Promised without a date, and so in no ratio: 2 open and 1 met." in sentence
    assert say.ahead(outcome()) == "None is still to come."
    assert say.ahead(outcome(not_yet_due=1)) == "1 commitment is not yet due."


@pytest.mark.parametrize(
    ("iso", "precision", "words"),
    [
        ("2026-03-02", "day", "2 March 2026"),
        ("2026-03", "month", "March 2026"),
        ("2026-03-31", "quarter", "first quarter of 2026"),
        ("2026-12-31", "half-year", "second half of 2026"),
        ("2026-12-31", "year", "2026"),
        ("", "none", "no date"),
    ],
)
def test_a_date_is_no_more_precise_than_known(iso: str, precision: str, words: str) -> None:
    assert say.dated(iso, precision) == words


def test_milestones_stand_by_date_with_the_undated_last() -> None:
    milestones = pd.DataFrame(
        [("M2", "A-1", "", "none", "open", "no date set"), ("M1", "A-1", "2021-02", "month", "talk", "done")],
        columns=["milestone_id", "instrument_id", "date", "date_precision", "milestone", "standing"],
    ).assign(kind="event")
    cited = pd.DataFrame({"milestone_id": ["M1"], "source_id": ["S1"]})
    sources = pd.DataFrame({"source_id": ["S1"], "reliability": ["B"], "credibility": [2]})
    rows = say.milestone_rows(milestones, instruments(), cited, sources)
    assert rows["milestone"].tolist() == ["{ref}`talk <milestones-m1>`", "{ref}`open <milestones-m2>`"]
    assert rows["grade"].tolist() == ["{cite}`S1` B2", "none"]
