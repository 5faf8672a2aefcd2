"""Canada's sales over time, before and after, and the placebo band."""

import pandas as pd
import pytest

from report.analysis.flows import (
    before_after,
    export_totals,
    exports_to,
    indexed,
    of_year,
    shown_years,
    through_ports,
)
from report.analysis.placebo import COLUMNS, comparable_importers, placebo_band, with_an_instrument

YEARS = (2021, 2022)


@pytest.fixture
def exports(flows, hs_map):
    return exports_to(flows, hs_map, ["IND"], False, YEARS)


def test_exports_beside_the_partners_imports(exports):
    row = exports.set_index(["year", "mineral_id"]).loc[(2021, "lithium")]
    assert (row["value_usd"], row["weight_t"], row["partner_imports_usd"]) == (100, 10, 300)
    assert row["share_of_imports"] == pytest.approx(1 / 3)


def test_nothing_sold_is_a_zero(exports):
    row = exports.set_index(["year", "mineral_id"]).loc[(2022, "lithium")]
    assert (row["value_usd"], row["weight_t"], row["share_of_imports"]) == (0, 0, 0)


def test_totals_leave_baskets_out_and_mark_the_last_year(exports):
    totals = export_totals(exports).set_index("year")
    assert totals["value_usd"].to_dict() == {2021: 150, 2022: 0}
    assert totals["partner_imports_usd"].to_dict() == {2021: 350, 2022: 700}
    assert totals["provisional"].to_dict() == {2021: False, 2022: True}


def test_misfiled_spodumene_is_marked(shipped):
    exports = exports_to(shipped("trade/flows.parquet"), shipped("trade/hs_map.csv"), ["CHN"], False, (2016, 2021))
    marked = exports[exports["misfiled"]]
    assert marked["year"].tolist() == [2018, 2019]
    assert (marked["value_usd"] / marked["weight_t"]).round().tolist() == [475, 766]


@pytest.fixture
def totals():
    years = range(2018, 2025)
    return pd.DataFrame(
        {"year": years, "value_usd": [10.0, 20, 30, 99, 40, 50, 60], "weight_t": 1.0, "share_of_imports": 0.1}
    )


def test_before_and_after_leave_the_signing_year_out(totals):
    table = before_after(totals, "2021-07", window=2).set_index("period")
    assert table["value_usd"].to_dict() == {"before": 25, "after": 45}
    assert table["years"].to_dict() == {"before": 2, "after": 2}


def test_signing_after_the_data_has_no_after(totals):
    table = before_after(totals, "2026-03-02").set_index("period")
    assert table.loc["after", "years"] == 0
    assert pd.isna(table.loc["after", "value_usd"])
    assert table.loc["before", "first_year"] == 2021


def test_no_signing_date_gives_no_rows(totals):
    assert before_after(totals, "").empty


def test_index_of_the_base_years_is_one(totals):
    table = indexed(totals, (2018, 2020))
    assert table["value_index"].tolist()[:3] == [0.5, 1, 1.5]
    assert indexed(totals.assign(value_usd=0.0), (2018, 2020))["value_index"].isna().all()


def placebo_flows() -> pd.DataFrame:
    """Brazil doubles and Peru halves; Tuvalu buys almost nothing; India has an instrument; China buys far more."""
    amounts = {"BRA": (100, 200), "PER": (100, 50), "TUV": (1, 90), "IND": (100, 900), "CHN": (10_000, 10_000)}
    rows = [
        (year, "CAN", buyer, "260300", float(value), float(value))
        for buyer, pair in amounts.items()
        for year, value in zip((2020, 2021), pair, strict=True)
    ]
    return pd.DataFrame(rows, columns=["year", "exporter", "importer", "hs6", "value_usd", "weight_t"])


def test_placebo_band_by_hand(hs_map):
    band = placebo_band(placebo_flows(), hs_map, ["BRA", "PER"], (2020, 2020), (2020, 2021)).set_index("year")
    assert band.loc[2021, "value_index_median"] == pytest.approx(1.25)
    assert band.loc[2021, "value_index_low"] == pytest.approx(0.65)
    assert band.loc[2021, "weight_index_high"] == pytest.approx(1.85)
    assert band["countries"].tolist() == [2, 2]


def test_comparable_importers_have_no_instrument_and_are_nearest_in_size(hs_map):
    found = comparable_importers(placebo_flows(), hs_map, ["IND"], (2020, 2020), 120.0, nearest=2, minimum_usd=50)
    assert sorted(found["importer"]) == ["BRA", "PER"]
    three = comparable_importers(placebo_flows(), hs_map, ["IND"], (2020, 2020), 120.0, nearest=3, minimum_usd=50)
    assert three["importer"].tolist()[0] == "CHN" and len(three) == 3
    assert comparable_importers(placebo_flows(), hs_map, ["IND"], (2020, 2020), 0.0).empty


def test_members_of_a_bloc_with_an_instrument_are_no_placebo():
    named = pd.DataFrame({"partner": ["EUU", "NOR", "G7"], "kind": ["partner", "country", "body"]})
    members = pd.DataFrame({"partner": ["EUU", "EUU", "IND"], "country": ["DEU", "FRA", "IND"]})
    assert with_an_instrument(named, members) == ["CAN", "DEU", "EUU", "FRA", "NOR"]


def test_shipped_placebo_countries_signed_nothing(shipped):
    named, members = shipped("ledger/instrument_partners.csv"), shipped("reference/partner_members.csv")
    taken = set(with_an_instrument(named, members))
    assert {"USA", "POL", "JPN", "ARE"} <= taken
    assert not {"CHN", "BRA", "CHE"} & taken


@pytest.mark.parametrize(
    ("date", "years"),
    [("2021-06-21", (2016, 2024)), ("2012-01-01", (2010, 2024)), ("2026-03-02", (2021, 2024)), ("", (2010, 2024))],
)
def test_drawn_years_start_before_the_signing(date, years):
    assert shown_years(date, (2010, 2024), 5) == years


def test_a_signing_long_after_the_data_still_shows_a_line():
    assert shown_years("2040", (2010, 2024), 5) == (2023, 2024)


def test_sales_through_ports_are_annual_means(flows, hs_map):
    booked = flows.assign(importer=flows["importer"].replace("DEU", "NLD"))
    table = through_ports(booked, hs_map, YEARS).set_index("importer")["value_usd"]
    assert table.to_dict() == {"NLD": 30.0, "BEL": 0.0}


def test_nothing_to_compare_gives_empty_tables(flows, hs_map):
    exports = exports_to(flows, hs_map, ["XXX"], False, YEARS)
    assert exports.empty
    assert export_totals(exports).empty
    assert placebo_band(flows, hs_map, [], YEARS, YEARS).columns.tolist() == COLUMNS


def test_a_year_without_any_import_is_unknown_and_one_without_a_sale_is_zero():
    totals = pd.DataFrame({"year": [2023, 2024], "value_usd": [5.0, 0.0]})
    assert [of_year(totals, year) for year in (2023, 2024)] == [5.0, 0.0]
    assert of_year(totals, 2020) != of_year(totals, 2020)
