"""Every slip that a hand can make in the ledger is named with file, row and column; each test breaks one row."""

import pytest

from report.check import sanity
from report.check.folder import Folder
from report.check.package import check_package
from report.check.sanity_ledger import FORMS, _span

from .ledger_copy import append, change, copy_ledger, remove, rows_of


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory):
    """Remembered verdicts, so that each test validates only the table that it broke."""
    return tmp_path_factory.mktemp("verdicts")


@pytest.fixture
def ledger(tmp_path):
    return copy_ledger(tmp_path / "data")


LEDGER = [check for check in sanity.CHECKS if check.__module__.endswith(("sanity_ledger", "sanity_judgements"))]


def findings(folder, verdicts):
    """What the schema and the rules of the ledger find; the whole run is left to the other tests."""
    own = Folder(folder)
    return check_package(folder, verdicts) + [one for check in LEDGER for one in check(own)]


def test_the_shipped_ledger_passes(ledger, verdicts):
    assert findings(ledger, verdicts) == []


INDIA = {"instrument_id": "IN-MOU-2026"}
CHANGES = {
    "unknown area": ("instrument_areas", INDIA, {"area": "moon-mining"}, "area", "key unknown"),
    "missing source": ("instrument_sources", INDIA, {"source_id": "IN99"}, "source_id", "key unknown"),
    "status outside the list": ("instruments", INDIA, {"status": "signed"}, "status", "not in the closed list"),
    "milestone status": (
        "milestones",
        {"milestone_id": "M007"},
        {"status": "late"},
        "status",
        "not in the closed list",
    ),
    "id out of form": (
        "milestones",
        {"milestone_id": "M075"},
        {"milestone_id": "M75"},
        "milestone_id",
        "not in the declared form",
    ),
    "unknown partner": ("instrument_partners", INDIA, {"partner": "INDIA"}, "partner", "'INDIA' is no known partner"),
    "unknown country": (
        "instrument_partners",
        {"partner": "SAU"},
        {"partner": "KSA"},
        "partner",
        "'KSA' is no known country",
    ),
    "unknown partner of a project": (
        "project_partners",
        {"project_id": "P12"},
        {"partner": "POSCO"},
        "partner",
        "'POSCO' is no",
    ),
    "due before signature": (
        "milestones",
        {"milestone_id": "M009"},
        {"due_start": "2025-01-01", "due_end": "2025-03-31"},
        "due_end",
        "due by 2025-03-31, but IN-TALKS-2026 is of 2026-01-29",
    ),
    "done after the newest source": (
        "milestones",
        {"milestone_id": "M009"},
        {"date": "2026-12-01"},
        "as_of",
        "the newest source is of 2026-03-02",
    ),
    "day without a day": ("instruments", INDIA, {"date": "2026-03"}, "date", "no date of the precision 'day'"),
    "month with a day": ("milestones", {"milestone_id": "M068"}, {"date": "2026-11-05"}, "date", "precision 'month'"),
    "day not in the calendar": (
        "milestones",
        {"milestone_id": "M009"},
        {"date": "2026-02-30"},
        "date",
        "not in the calendar",
    ),
    "none with a date": ("milestones", {"milestone_id": "M051"}, {"date": "2026"}, "date", "precision 'none'"),
    "span backwards": (
        "instruments",
        {"instrument_id": "ID-MOU-2024"},
        {"date_start": "2024-12-05"},
        "date_end",
        "starts on 2024-12-05, ends on 2024-12-03",
    ),
    "span not of the date": (
        "instruments",
        {"instrument_id": "CL-MOU-2024"},
        {"date_end": "2024-03-30"},
        "date_end",
        "'2024-03-30' does not follow from the date '2024-03'",
    ),
    "half a span": ("milestones", {"milestone_id": "M009"}, {"due_start": ""}, "due_start", "only one end of the span"),
    "amount over its ceiling": (
        "projects",
        {"project_id": "P17"},
        {"amount": "75000000"},
        "amount",
        "outside its bounds",
    ),
    "amount without a currency": (
        "projects",
        {"project_id": "P17"},
        {"currency": ""},
        "currency",
        "without a currency",
    ),
    "amount of no one": (
        "projects",
        {"project_id": "P17"},
        {"money_kind": "not-disclosed"},
        "money_kind",
        "an amount of no one",
    ),
    "stage outside the three words": (
        "projects",
        {"project_id": "P17"},
        {"stage": "paid"},
        "stage",
        "not in the closed list",
    ),
    "version without a source": (
        "contradictions",
        {"contradiction_id": "K-01"},
        {"source_b": ""},
        "source_b",
        "a version without a source",
    ),
    "no contradiction": (
        "contradictions",
        {"contradiction_id": "K-01"},
        {"version_a": "one day", "version_b": "one day"},
        "version_b",
        "both versions are the same",
    ),
    "likelihood in a statement": (
        "judgements",
        {"judgement_id": "J-IND-1"},
        {"statement": "it is likely that a mine opens"},
        "statement",
        "says 'likely'",
    ),
    "unknown premise": (
        "judgement_premises",
        {"judgement_id": "J-IND-1"},
        {"premise": "M999"},
        "premise",
        "'M999' is no milestone",
    ),
    "premise of no state": (
        "judgement_premises",
        {"premise": "M014"},
        {"expected": "perhaps"},
        "expected",
        "'perhaps' is no state of M014",
    ),
    "note on nothing": (
        "partner_notes",
        {"note_id": "N-IND-01"},
        {"rests_on": "IN-MOU-2026; M999"},
        "rests_on",
        "rests on 'M999'",
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_changed_cell_is_named(ledger, verdicts, name):
    table, which, cells, column, expected = CHANGES[name]
    row = change(ledger, table, which, **cells)
    found = [one for one in findings(ledger, verdicts) if expected in one.what]
    assert [(one.where.rsplit("/", 1)[1], one.row, column in one.column) for one in found] == [
        (f"{table}.csv", row, True)
    ]
    assert all(one.next_step for one in found)


def test_an_id_used_twice_is_named(ledger, verdicts):
    _, rows = rows_of(ledger, "milestones")
    row = append(ledger, "milestones", **rows[0])
    found = [one for one in findings(ledger, verdicts) if one.where.endswith("milestones.csv")]
    assert {one.row for one in found} == {row}
    assert any("repeats an earlier row" in one.what for one in found)


SOURCED = {
    "instruments": ("instrument_sources", INDIA, "IN-MOU-2026 has no source"),
    "milestones": ("milestone_sources", {"milestone_id": "M007"}, "M007 has no source"),
    "projects": ("project_sources", {"project_id": "P12"}, "P12 has no source"),
    "claims": ("claim_sources", {"claim_id": "X-04"}, "X-04 has no source"),
    "partner_notes": ("partner_note_sources", {"note_id": "N-IND-01"}, "N-IND-01 has no source"),
    "judgements": ("judgement_premises", {"judgement_id": "J-IND-1"}, "J-IND-1 has no premise"),
}


@pytest.mark.parametrize("name", SOURCED)
def test_a_row_without_a_source_is_named(ledger, verdicts, name):
    links, which, expected = SOURCED[name]
    remove(ledger, links, which)
    found = [one for one in findings(ledger, verdicts) if one.what == expected]
    assert [one.where.endswith(f"{name}.csv") for one in found] == [True]
    assert found[0].row is not None


@pytest.mark.parametrize(("headline", "count"), [("true", 2), ("false", 0)])
def test_a_partner_has_one_headline(ledger, verdicts, headline, count):
    _, rows = rows_of(ledger, "judgements")
    of_india = [row for row in rows if row["partner"] == "IND" and row["headline"] != headline]
    change(ledger, "judgements", {"judgement_id": of_india[0]["judgement_id"]}, headline=headline)
    assert any(one.what == f"IND has {count} headline judgements" for one in findings(ledger, verdicts))


def test_a_claim_that_no_one_could_verify_needs_no_source(ledger, verdicts):
    remove(ledger, "claim_sources", {"claim_id": "C000-04"})
    assert findings(ledger, verdicts) == []


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("2024", ("2024-01-01", "2024-12-31")),
        ("2024-02", ("2024-02-01", "2024-02-29")),
        ("2024-12-03", ("2024-12-03", "2024-12-03")),
        ("2024-13", None),
        ("", None),
    ],
)
def test_the_span_of_a_date(text, span):
    assert _span(text) == span


def test_every_precision_has_a_form(ledger):
    for name in ("instruments", "milestones"):
        assert {row["date_precision"] for row in rows_of(ledger, name)[1]} <= set(FORMS)
