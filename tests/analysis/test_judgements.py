"""Judgements: their ranges and age, and premises that no longer hold."""

from datetime import date

import pandas as pd
import pytest

from report.analysis.delivery import milestone_status
from report.analysis.judgements import RANGES, changed, judgements_of, premise_states

JUDGED = date(2026, 11, 22)
JUDGEMENTS = pd.DataFrame(
    [("J2", "IND", 2, "unlikely", "2026-11-22"), ("J1", "IND", 1, "likely", "2026-11-22")],
    columns=["judgement_id", "partner", "order", "likelihood", "judged_on"],
)
MILESTONES = pd.DataFrame(
    [("M1", "first talks", "commitment", "planned", "2026-01-01", "2026-12-31", True)],
    columns=["milestone_id", "milestone", "kind", "status", "due_start", "due_end", "published"],
)
CLAIMS = pd.DataFrame({"claim_id": ["C1"], "verdict": ["unverified"]})
PROJECTS = pd.DataFrame({"project_id": ["P1"], "project": ["mine"], "stage": ["announced"]})
INSTRUMENTS = pd.DataFrame(
    {"instrument_id": ["I1"], "short_title": ["memorandum"], "status": ["active"], "binding": ["unknown"]}
)


def states(expected: dict[str, str], edition: date = JUDGED) -> pd.DataFrame:
    """Premises of one judgement against the small ledger above."""
    premises = pd.DataFrame(
        [("J1", premise, state, "a reason") for premise, state in expected.items()],
        columns=["judgement_id", "premise", "expected", "why"],
    )
    return premise_states(premises, milestone_status(MILESTONES, edition), CLAIMS, INSTRUMENTS, PROJECTS)


def test_the_ranges_meet_and_cover_all_but_the_ends():
    bounds = list(RANGES.values())
    assert [low for low, _ in bounds[1:]] == [high for _, high in bounds[:-1]]
    assert (bounds[0][0], bounds[-1][1]) == (0.01, 0.99)


def test_ranges_and_age_follow_word_and_edition():
    table = judgements_of("IND", JUDGEMENTS, date(2027, 5, 21))
    assert table[["judgement_id", "low", "high"]].to_numpy().tolist() == [["J1", 0.55, 0.8], ["J2", 0.2, 0.45]]
    assert table["age_days"].tolist() == [180, 180]
    assert not table["old"].any()
    assert judgements_of("IND", JUDGEMENTS, date(2027, 5, 22))["old"].all()
    assert judgements_of("MEX", JUDGEMENTS, JUDGED).empty


def test_an_unknown_word_is_refused():
    with pytest.raises(KeyError):
        judgements_of("IND", JUDGEMENTS.assign(likelihood="maybe"), JUDGED)


def test_premises_hold_while_the_ledger_says_what_it_said():
    expected = {"M1": "planned", "C1": "unverified", "I1": "binding:unknown", "P1": "announced"}
    table = states(expected)
    assert table["holds"].all()
    assert table["label"].tolist() == ["first talks", "claim C1", "memorandum", "mine"]
    assert states({"I1": "active"})["holds"].all()


def test_a_date_that_passes_changes_the_premise():
    moved = changed(states({"M1": "planned"}, date(2027, 6, 30)))
    assert moved["found"].tolist() == ["due, no evidence"]


def test_a_changed_row_and_a_lost_one_do_not_hold():
    table = changed(states({"C1": "confirmed", "X9": "done"}))
    assert table["found"].tolist() == ["unverified", ""]
    assert changed(states({})).empty


def test_shipped_premises_hold_on_the_day_they_were_judged(shipped):
    names = ("claims", "instruments", "projects")
    standings = milestone_status(shipped("ledger/milestones.csv"), JUDGED)
    table = premise_states(
        shipped("ledger/judgement_premises.csv"), standings, *(shipped(f"ledger/{name}.csv") for name in names)
    )
    assert len(table)
    assert table[~table["holds"]].empty
