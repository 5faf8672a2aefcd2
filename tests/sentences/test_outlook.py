"""Notes and judgements in words: sources beside each note, likelihood and confidence apart, changed premises shown."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from report.analysis.judgements import RANGES, judgements_of
from report.sentences import outlook as say
from report.sentences.citing import cited_grades

EDITION = date(2026, 11, 22)


def judgements(likelihood: str = "unlikely", edition: date = EDITION) -> pd.DataFrame:
    """One headline judgement."""
    row = {
        "judgement_id": "J1",
        "partner": "IND",
        "order": 1,
        "statement": "a contract is announced by the end of 2027",
        "likelihood": likelihood,
        "confidence": "low",
        "confidence_reason": "The record is thin.",
        "decision": "whether to count India as an outlet",
        "would_change": "A signed offtake.",
        "headline": True,
        "judged_on": "2026-11-22",
    }
    return judgements_of("IND", pd.DataFrame([row]), edition)


def states(found: str = "planned") -> pd.DataFrame:
    """One premise, a milestone that was planned."""
    columns = ["judgement_id", "premise", "kind", "label", "expected", "found", "holds", "why"]
    row = ("J1", "M1", "milestone" if found else "", "the talks", "planned", found, found == "planned", "They open it.")
    return pd.DataFrame([row], columns=columns)


@pytest.mark.parametrize("word", list(RANGES))
def test_likelihood_has_its_word_and_range_and_no_confidence(word: str) -> None:
    sentence = say.likelihood(judgements(word).iloc[0])
    assert word in sentence
    assert "confidence" not in sentence.lower()
    assert sentence.count("%") == 1
    assert sentence.endswith(") that a contract is announced by the end of 2027.")


def test_likelihood_and_confidence_never_share_a_line() -> None:
    lines = say.judgement_list(judgements(), states(), "India", EDITION).split("\n\n")
    assert [line.strip().split(":")[0] for line in lines[1:]] == [
        "Confidence",
        "Decision it supports",
        "What would change it",
        "Rests on",
    ]
    assert lines[0] == "1. **It is unlikely (20–45%) that a contract is announced by the end of 2027.**"


def test_a_changed_premise_is_marked_in_the_list_and_on_the_card() -> None:
    text = say.judgement_list(judgements(), states("due, no evidence"), "India", EDITION)
    assert "**A premise changed:** {ref}`the talks <milestones-m1>` was planned on 22 November 2026" in text
    assert "is now due, no evidence." in text
    assert "A premise has changed" in say.headline(judgements(), states("due, no evidence"), "India")["change"]
    assert say.premises_hold(judgements(), states("done"), EDITION).startswith("As of 22 November 2026, 1 of 1")
    assert "no longer in the ledger" in say.judgement_list(judgements(), states(""), "India", EDITION)


def test_a_judgement_much_older_than_the_edition_says_so() -> None:
    later = date(2027, 6, 30)
    assert "220 days before" in say.judgement_list(judgements(edition=later), states(), "India", later)
    assert "days before" not in say.judgement_list(judgements(), states(), "India", EDITION)


def test_a_partner_without_judgements_or_notes_says_what_would_fill_it() -> None:
    none = judgements().iloc[:0]
    assert "has been written yet" in say.judgement_list(none, states(), "Chile", EDITION)
    assert "has been written yet" in say.headline(none, states(), "Chile")["likelihood"]
    notes = pd.DataFrame({"section": pd.Series(dtype="str")})
    assert say.risk_list(notes, "Chile") == (
        "The record holds no note on risks, rivals or reversals for Chile; a dated source on one would fill this."
    )


def test_a_note_has_date_sources_with_grades_and_its_status() -> None:
    row = {"date": "2026-03", "date_precision": "month", "statement": "Talks *began*.", "section": "risk"}
    row |= {"source_ids": "S2; S1", "grades": "A1; C2", "status": "reported"}
    assert say.note_list(pd.DataFrame([row]), "") == (
        "- *March 2026.* Talks \\*began\\*. ({cite}`S2` A1, {cite}`S1` C2) *Reported, not confirmed.*"
    )


def test_long_lists_of_sources_are_cut_and_counted() -> None:
    assert cited_grades("A; B; C; D", "A1; A1; B2; C3", most=2) == "{cite}`A` A1, {cite}`B` A1 and 2 more"
    assert cited_grades("", "") == ""
