"""Promises and what came of them, as of a date."""

from datetime import date

import pandas as pd
import pytest

from report.analysis.delivery import calendar, delivery, milestone_status, standing_counts

EDITION = date(2026, 11, 22)


def _milestones(rows):
    columns = ["milestone_id", "instrument_id", "kind", "status", "due_start", "due_end", "published"]
    return pd.DataFrame(rows, columns=columns)


@pytest.fixture
def standings():
    rows = [
        ("M1", "A", "commitment", "done", "2026-01-01", "2026-01-31", True),
        ("M2", "A", "commitment", "planned", "2026-02-01", "2026-02-28", True),
        ("M3", "A", "commitment", "planned", "2026-07-01", "2026-12-31", True),
        ("M4", "A", "commitment", "unknown", "2026-07-01", "2026-12-31", True),
        ("M5", "B", "commitment", "unknown", "2026-03-01", "2026-03-31", True),
        ("M6", "B", "commitment", "missed", "2025-01-01", "2025-06-30", True),
        ("M7", "B", "commitment", "planned", "", "", True),
        ("M8", "B", "signature", "done", "2026-03-02", "2026-03-02", True),
        ("M9", "B", "commitment", "done", "2026-03-02", "2026-03-02", False),
    ]
    return milestone_status(_milestones(rows), EDITION)


def test_standing_of_each(standings):
    assert standings.set_index("milestone_id")["standing"].to_dict() == {
        "M1": "done",
        "M2": "due, no evidence",
        "M3": "not yet due",
        "M4": "not yet due",
        "M5": "unknown",
        "M6": "missed",
        "M7": "no date set",
        "M8": "done",
    }


def test_due_on_the_edition_date_is_not_yet_late():
    rows = [("M1", "A", "commitment", "planned", "2026-11-22", "2026-11-22", True)]
    assert milestone_status(_milestones(rows), EDITION)["standing"].tolist() == ["not yet due"]


def test_signatures_are_not_deliveries_and_few_give_no_ratio(standings):
    row = delivery(standings).iloc[0]
    assert (row["commitments"], row["due"], row["done"], row["unknown"], row["missed"]) == (7, 4, 1, 1, 1)
    assert pd.isna(row["ratio"])


def test_ratio_from_five_due(standings):
    row = delivery(standings, minimum_due=4).iloc[0]
    assert row["ratio"] == pytest.approx(1 / 4)
    assert row["ratio_if_unknown_met"] == pytest.approx(3 / 4)


def test_delivery_by_instrument(standings):
    table = delivery(standings, by=["instrument_id"]).set_index("instrument_id")
    assert table["due"].to_dict() == {"A": 2, "B": 2}


def test_calendar_looks_ahead_only(standings):
    assert calendar(standings, EDITION)["milestone_id"].tolist() == ["M3", "M4"]
    assert calendar(standings, EDITION, months=1).empty


def test_counts_hold_every_standing(standings):
    table = standing_counts(standings)
    assert table["milestones"].sum() == 8
    assert len(table) == 2 * 6


def test_no_milestones_give_empty_tables_and_no_ratio(standings):
    none = milestone_status(_milestones([]).astype({"published": bool, "due_end": str, "status": str}), EDITION)
    assert none.empty
    row = delivery(none).iloc[0]
    assert row["commitments"] == 0
    assert pd.isna(row["ratio"])
    assert delivery(none, by=["instrument_id"]).empty
    assert calendar(none, EDITION).empty


def test_a_promise_without_a_date_is_in_no_ratio_met_or_not():
    rows = [("M1", "A", "commitment", "done", "", "", True), ("M2", "A", "commitment", "planned", "", "", True)]
    row = delivery(milestone_status(_milestones(rows), EDITION)).iloc[0]
    assert (row["due"], row["done"], row["done_undated"], row["no_date"], row["commitments"]) == (0, 0, 1, 1, 2)


@pytest.mark.parametrize("milestone_id", ["M003", "M049", "M057", "M064"])
def test_signatures_and_acts_of_others_do_not_count(shipped, milestone_id):
    """A pause of talks, a signature, a replaced body and a third party's act are shown and never counted."""
    milestones = shipped("ledger/milestones.csv")
    standings = milestone_status(milestones[milestones["milestone_id"] == milestone_id], EDITION)
    assert standings["standing"].tolist() == ["done"]
    assert standings["kind"].isin(["signature", "event"]).all()
    assert delivery(standings).iloc[0][["commitments", "due", "done"]].tolist() == [0, 0, 0]


def test_moving_the_edition_date_moves_what_is_due(shipped):
    milestones = shipped("ledger/milestones.csv")
    now, later = (milestone_status(milestones, day) for day in (EDITION, date(2027, 6, 30)))
    assert now.set_index("milestone_id").loc["M007", "standing"] == "not yet due"
    assert later.set_index("milestone_id").loc["M007", "standing"] == "due, no evidence"
    assert later.set_index("milestone_id").loc["M014", "standing"] == "unknown"
    assert delivery(later).iloc[0]["due"] > delivery(now).iloc[0]["due"]
    assert delivery(later).iloc[0]["done"] == delivery(now).iloc[0]["done"]


def test_an_unpublished_milestone_is_never_shown(shipped):
    assert "M055" not in set(milestone_status(shipped("ledger/milestones.csv"), EDITION)["milestone_id"])
