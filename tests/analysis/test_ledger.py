"""Instruments of a partner, their form and scope, and sites pledged twice."""

import pandas as pd
import pytest

from report.analysis.ledger import (
    area_counts,
    double_pledges,
    form_by_binding,
    instruments_of,
    minerals_named,
    newest_source,
    pledged_sites,
    pledged_tonnes,
    scope_matrix,
)


@pytest.fixture
def instruments():
    rows = [
        ("DE-1", "German text", "memorandum", "instrument", "national", "unknown", "2025-08-26"),
        ("G7-1", "Alliance", "alliance", "instrument", "multilateral", "inferred-no", "2025-06-17"),
        ("EU-1", "EU text", "partnership", "instrument", "national", "stated-no", "2021-06-15"),
        ("US-1", "US tariff", "law-or-measure", "context", "national", "yes", "2026-01-14"),
    ]
    columns = ["instrument_id", "short_title", "form", "role", "level", "binding", "date_start"]
    return pd.DataFrame(rows, columns=columns)


@pytest.fixture
def instrument_partners():
    rows = [("DE-1", "DEU", True), ("G7-1", "DEU", False), ("G7-1", "G7", True), ("EU-1", "EUU", True)]
    return pd.DataFrame(rows, columns=["instrument_id", "partner", "primary"])


def test_relation_of_each_instrument(instruments, instrument_partners, partner_members):
    table = instruments_of("DEU", instruments, instrument_partners, partner_members)
    assert table["instrument_id"].tolist() == ["EU-1", "G7-1", "DE-1"]
    assert table["relation"].tolist() == ["bloc", "multilateral", "bilateral"]
    assert "EU-1" not in set(instruments_of("DEU", instruments, instrument_partners)["instrument_id"])


def test_partner_without_instruments(instruments, instrument_partners, partner_members):
    table = instruments_of("IND", instruments, instrument_partners, partner_members)
    assert table.empty
    assert "relation" in table
    assert form_by_binding(table).empty


def test_context_is_not_counted_as_an_instrument(instruments):
    table = form_by_binding(instruments)
    assert table["instruments"].sum() == 3
    assert set(table["binding"]) == {"yes", "stated-no", "inferred-no", "unknown"}


def test_no_instrument_of_the_shipped_ledger_is_binding(shipped):
    table = form_by_binding(shipped("ledger/instruments.csv")).groupby("binding")["instruments"].sum()
    assert table["yes"] == 0
    assert table["inferred-no"] > table["stated-no"]


def test_scope_says_what_is_skipped(instruments):
    areas = pd.DataFrame({"area": ["trade", "research"], "label": ["Trade", "Research"]})
    cited = [("DE-1", "trade", "S2"), ("DE-1", "trade", "S1"), ("EU-1", "trade", "S3")]
    coded = pd.DataFrame(cited, columns=["instrument_id", "area", "source_id"])
    scope = scope_matrix(instruments, coded, areas)
    assert len(scope) == 8
    assert scope.set_index(["instrument_id", "area"]).loc[("DE-1", "trade"), "source_ids"] == "S1; S2"
    assert area_counts(scope)["instruments"].tolist() == [2, 0]


def test_minerals_named_in_texts_before_press():
    rows = [("DE-1", "lithium", "press"), ("EU-1", "lithium", "text"), ("DE-1", "", "none")]
    named = pd.DataFrame(rows, columns=["instrument_id", "mineral_id", "named_in"])
    table = minerals_named(["DE-1", "EU-1"], named)
    assert table.values.tolist() == [["lithium", "text", 2]]


def test_newest_dated_source(instruments):
    cited = pd.DataFrame({"instrument_id": ["DE-1"] * 3, "source_id": ["S1", "S2", "S3"]})
    sources = pd.DataFrame(
        {
            "source_id": ["S1", "S2", "S3"],
            "title": "t",
            "publisher": "p",
            "published": ["2025", "2026-01", ""],
        }
    )
    assert newest_source(instruments, cited, sources)["source_id"].tolist() == ["S2"]


def test_site_under_two_partners(instrument_partners, partners):
    countries = pd.DataFrame({"country": ["LUX"], "name": ["Luxembourg"]})
    projects = pd.DataFrame(
        [
            ("P1", "mine", "DE-1", "Canada; Luxembourg (a trader)", "graphite"),
            ("P2", "mine", "DE-1", "Germany", "graphite"),
            ("P3", "plant", "DE-1", "Germany", "copper"),
        ],
        columns=["project_id", "site_id", "instrument_id", "partners_text", "mineral_as_listed"],
    )
    table = double_pledges(projects, instrument_partners, partners, countries)
    assert table["site_id"].tolist() == ["mine"]
    assert table["pledged_to"].tolist() == ["DEU; LUX"]
    assert table["project_ids"].tolist() == ["P1; P2"]
    assert double_pledges(projects.iloc[:0], instrument_partners, partners, countries).empty


def test_strange_lake_is_counted_under_three_partners(shipped):
    tables = [
        shipped(f"{name}.csv")
        for name in (
            "ledger/projects",
            "ledger/instrument_partners",
            "reference/partners",
            "reference/countries",
        )
    ]
    pledges = double_pledges(*tables).set_index("site_id")
    assert pledges.loc["strange-lake", "partner_count"] == 3


@pytest.fixture
def sites():
    return pd.DataFrame(
        [
            ("P1", "mine", "A", "graphite", 30.0, float("nan")),
            ("P2", "mine", "B", "graphite", 20.0, 80.0),
            ("P3", "plant", "A", "copper", float("nan"), 9.0),
            ("P4", "", "A", "copper", 1.0, 1.0),
        ],
        columns=["project_id", "site_id", "instrument_id", "mineral_as_listed", "tonnes_per_year", "capacity_t"],
    )


def test_sites_are_pledged_to_every_partner_of_their_rows(sites):
    named = [("P1", "CAN"), ("P1", "G7"), ("P2", "JPN"), ("P2", "G7"), ("P3", "DEU"), ("P4", "KOR")]
    table = pledged_sites(sites, pd.DataFrame(named, columns=["project_id", "partner"]))
    assert table[["site_id", "pledged_to", "partner_count"]].values.tolist() == [["mine", "G7; JPN", 2]]
    assert pledged_sites(sites.iloc[:0], pd.DataFrame(columns=["project_id", "partner"])).empty


def test_tonnes_are_comparable_only_where_both_have_a_source(sites):
    table = pledged_tonnes(sites, ["mine", "plant"]).set_index("site_id")
    assert table.loc["mine", ["pledged_t", "capacity_t", "both_sourced", "pledges"]].tolist() == [50.0, 80.0, True, 2]
    assert not table.loc["plant", "both_sourced"]
    assert pd.isna(table.loc["plant", "pledged_t"])


def test_strange_lake_is_promised_to_germany_korea_and_the_alliance(shipped):
    table = pledged_sites(shipped("ledger/projects.csv"), shipped("ledger/project_partners.csv")).set_index("site_id")
    assert table.loc["strange-lake", "pledged_to"] == "DEU; G7; KOR"
