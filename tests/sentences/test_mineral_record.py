"""Sentences on lists, instruments, projects and other counts of a mineral."""

import pandas as pd

from report.sentences import mineral_record as record

NAMES = {"USA": "United States", "CAN": "Canada", "EUU": "European Union", "CHL": "Chile"}


def instruments(*rows) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["instrument_id", "short_title", "role", "named_in"])
    dates = {"date": "2026-03-02", "date_precision": "day", "form": "letter-of-intent", "binding": "stated-no"}
    return frame.assign(**dates, status="active")


def test_lists_name_whose_and_who_is_silent():
    naming = pd.DataFrame({"jurisdiction": ["USA", "CAN", "USA"]})
    text = record.lists(naming, ["CAN", "EUU"], NAMES)
    assert text == (
        "Outside Canada, lists of critical minerals of the United States name it. The newest complete list of the "
        "European Union does not."
    )
    assert "No list" in record.lists(naming.iloc[:0], [], NAMES)


def test_laws_of_others_are_not_counted_as_instruments():
    rows = instruments(("A", "Some memorandum", "instrument", "text"), ("B", "Some act", "context", "text"))
    text = record.instruments(rows, "tin")
    assert "1 instrument of the ledger names tin (1 in its text). 1 law or measure beside them does." in text
    assert "The newest is the Some act (2 March 2026)." in text
    assert record.instruments(rows.iloc[1:], "tin").startswith("No instrument of the ledger names tin. 1 law")
    assert "was found to name tin" in record.instruments(rows.iloc[:0], "tin")


def test_rows_of_instruments_lead_to_their_record():
    row = record.instruments_table(instruments(("A-1", "Some memorandum", "instrument", "press"))).iloc[0]
    assert row["title"] == "{ref}`Some memorandum <tbl-instruments-a-1>`"
    assert (row["form_words"], row["binding_words"]) == ("letter of intent", "stated not to be binding")


def test_projects_are_counted_by_stage():
    rows = pd.DataFrame({"stage": ["committed", "announced", "announced"]})
    text = record.projects(rows, "tin")
    assert text == "The ledger holds 3 promises for tin, by stage: 2 announced and 1 committed. No payment is recorded."
    assert "holds none for tin" in record.projects(rows.iloc[:0], "tin")
    assert "Payment is recorded for 1" in record.projects(rows.assign(stage="disbursed").iloc[:1], "tin")


def test_a_country_that_is_not_named_is_not_zero():
    columns = ["importer", "source", "counted", "first_year", "last_year", "share_canada", "largest_supplier",
               "largest_share"]  # fmt: skip
    own = pd.DataFrame([("USA", "BACI", "ore", 2021, 2024, 0.2, "CHL", 0.6)], columns=columns)
    other = pd.DataFrame([("USA", "USGS", "Tin", 2021, 2024, None, "CHL", 0.5)], columns=columns)
    table = record.counts_table(own, other, NAMES)
    assert table["from_canada"].tolist() == ["20%", "not named"]
    assert table["good"].tolist() == ["ores and concentrates", "Tin"]
    text = record.counts(table, NAMES)
    assert "20% for the United States (BACI and USGS)" in text
    assert "does not name among the main sources" in text
    assert "No count" in record.counts(record.counts_table(own.iloc[:0], other.iloc[:0], NAMES), NAMES)
