"""What the record and other counts say of one mineral."""

import pandas as pd
import pytest

from report.analysis import mineral_record as record
from report.analysis.trade import headline_on_list

SUBJECT = "trade/hs_map.csv", "trade/eu_imports.csv", "trade/us_import_sources.csv", "reference/mineral_names.csv"


@pytest.fixture
def lists() -> pd.DataFrame:
    rows = [
        ("usa-2022", "USA", 2022, True, "Tin", "tin"),
        ("usa-2025", "USA", 2025, True, "Copper", "copper"),
        ("gbr-2022", "GBR", 2022, True, "Tin", "tin"),
        ("gbr-2024", "GBR", 2024, False, "Copper", "copper"),
        ("gbr-2024", "GBR", 2024, False, "Copper ore", "copper"),
    ]
    columns = ["list_id", "jurisdiction", "year", "list_complete", "mineral_as_listed", "mineral_id"]
    return pd.DataFrame(rows, columns=columns).assign(list_name="a list", tier="critical")


def test_lists_stand_once_newest_first(lists):
    named = record.lists_naming(lists, "copper")
    assert named["list_id"].tolist() == ["usa-2025", "gbr-2024"]
    assert named["as_listed"].tolist() == ["Copper", "Copper; Copper ore"]


def test_silent_are_the_newest_complete_lists_only(lists):
    assert record.lists_silent(lists, "tin") == ["USA"]
    assert record.lists_silent(lists, "copper") == []


def test_instruments_name_a_mineral_in_text_before_press():
    minerals = pd.DataFrame(
        [("A", "tin", "press"), ("A", "tin", "text"), ("B", "tin", "unknown"), ("C", "", "text")],
        columns=["instrument_id", "mineral_id", "named_in"],
    )
    instruments = pd.DataFrame({"instrument_id": ["A", "B", "C"], "date_start": ["2025-01-01"] * 3})
    rows = record.instruments_naming(instruments, minerals, "tin")
    assert rows[["instrument_id", "named_in"]].values.tolist() == [["A", "text"]]


def test_projects_firmest_first():
    projects = pd.DataFrame(
        {"project_id": ["P1", "P2", "P3"], "stage": ["unknown", "committed", "disbursed"], "mineral_id": "tin"}
    )
    assert record.projects_of(projects, "tin")["project_id"].tolist() == ["P3", "P2", "P1"]


def test_other_counts_of_potash_come_from_two_producers(shipped):
    """The trade table has no code for potash; the USGS and Eurostat see it."""
    hs_map, european, american, names = (shipped(path) for path in SUBJECT)
    rows = record.other_counts(american, european, hs_map, names, "potash")
    assert rows["source"].tolist() == ["USGS", "Eurostat", "Eurostat"]
    assert rows.loc[0, ["share_canada", "largest_supplier"]].tolist() == [0.79, "CAN"]
    assert (rows["first_year"].tolist(), rows["last_year"].tolist()) == ([2021, 2022, 2022], [2024, 2024, 2024])


def test_a_country_that_is_not_named_has_no_share_rather_than_zero(shipped):
    hs_map, european, american, names = (shipped(path) for path in SUBJECT)
    rows = record.other_counts(american, european, hs_map, names, "lithium").set_index("source")
    assert pd.isna(rows.loc["USGS", "share_canada"])


def test_every_mineral_with_enough_data_has_a_chapter(shipped):
    """Two subjects of four make a chapter; uranium has one for its place in the instruments."""
    minerals, flows = shipped("reference/minerals.csv"), shipped("trade/flows.parquet")
    hs_map, european, american, names = (shipped(path) for path in SUBJECT)
    spelt = names[
        (names["vocabulary"] == "usgs") & names["name"].isin(american.loc[american["share"] > 0, "commodity"])
    ]
    traded = record.traded(flows, headline_on_list(hs_map, minerals), european, spelt["mineral_id"].unique())
    tables = (shipped(f"production/{name}.csv") for name in ("production", "refining"))
    outlooks = (shipped(f"outlook/{name}.csv") for name in ("supply", "demand"))
    table = record.coverage(minerals, *tables, traded, *outlooks)
    enough = set(table.loc[table["subjects"] >= 2, "mineral_id"])
    on_list = set(minerals.loc[minerals["on_list_2024"], "mineral_id"])
    wanted = (enough & on_list) | {"uranium"}
    assert sorted(on_list - wanted) == ["cesium", "helium", "scandium"]
    assert set(minerals.loc[minerals["chapter"], "mineral_id"]) == wanted
