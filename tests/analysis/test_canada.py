"""Canada's sales by destination, refining by two producers, and the priority six."""

import pandas as pd
import pytest

from report.analysis.canada import (
    destination_shares,
    exports_by_destination,
    price_and_volume,
    priority_six,
    refining_table,
)


@pytest.fixture
def sold(flows, hs_map, partners, partner_members):
    return exports_by_destination(flows, hs_map, partners, partner_members, (2021, 2022))


def test_destinations_do_not_overlap(sold, flows):
    assert set(sold["destination"]) == {"IND", "DEU", "rest"}
    canada = flows[(flows["exporter"] == "CAN") & (flows["hs6"] != "740311")]
    assert sold["value_usd"].sum() == canada["value_usd"].sum()


def test_other_members_are_one_destination(hs_map, partners, partner_members):
    row = (2021, "CAN", "FRA", "260300", 5.0, 1.0)
    flows = pd.DataFrame([row], columns=["year", "exporter", "importer", "hs6", "value_usd", "weight_t"])
    table = exports_by_destination(flows, hs_map, partners, partner_members, (2021, 2021))
    assert table["destination"].tolist() == ["EUU-other"]


def test_shares_add_up_and_leave_baskets_out(sold):
    table = destination_shares(sold)
    assert table.groupby("year")["share"].sum().tolist() == pytest.approx([1, 1])
    assert table[table["year"] == 2022]["destination"].tolist() == ["rest"]


def test_shares_over_everything(sold):
    table = destination_shares(sold, by=()).set_index("destination")
    assert table.loc["rest", "share"] == pytest.approx(3000 / 3210)


def _iea():
    supply = pd.DataFrame(
        [(2024, "CHN", 6.0, False), (2024, "CAN", 2.0, False), (2030, "CAN", 4.0, True)],
        columns=["year", "country", "value_kt", "projection"],
    ).assign(mineral_id="nickel", stage="refining")
    totals = pd.DataFrame(
        [(2024, "world", 10.0), (2024, "other", 2.0), (2030, "world", 12.0)],
        columns=["year", "aggregate", "value_kt"],
    ).assign(mineral_id="nickel", stage="refining")
    return supply, totals


def test_two_producers_stay_two_rows():
    columns = ["edition", "year", "mineral_id", "product", "stage", "country", "value_t"]
    usgs = pd.DataFrame([(2026, 2025, "nickel", "Nickel metal", "refinery", "CAN", 1500.0)], columns=columns)
    totals = usgs.drop(columns="country").assign(aggregate="world", value_t=9000.0, rounding_t=500.0)
    table = refining_table(usgs, totals, *_iea()).set_index("source")
    assert table.loc["IEA", ["year", "value_t", "rank"]].tolist() == [2024, 2000, 2]
    assert table.loc["IEA", "world_share"] == pytest.approx(0.2)
    assert table.loc["USGS", "world_share"] == pytest.approx(1 / 6)


def test_priority_six_of_the_shipped_tables(shipped):
    tables = [shipped(f"reference/{name}.csv") for name in ("partners", "partner_members")]
    sold = exports_by_destination(shipped("trade/flows.parquet"), shipped("trade/hs_map.csv"), *tables, (2021, 2024))
    output = shipped("production/production.csv"), shipped("production/production_totals.csv")
    table = priority_six(shipped("reference/minerals.csv"), *output, sold).set_index("mineral_id")
    assert sorted(table.index) == ["cobalt", "copper", "graphite-natural", "lithium", "nickel", "rare-earths"]
    assert (table.loc["copper", "value_t"], table.loc["nickel", "value_t"]) == (500000, 140000)
    assert table.loc["graphite-natural", "top_destination"] == "USA"


def test_a_rise_of_prices_alone_leaves_the_volume():
    """The same 10 t at twice the unit value: value doubles, volume stays; a good without weight is left out."""
    rows = pd.DataFrame(
        {
            "year": [2020, 2021, 2020, 2021],
            "mineral_id": ["nickel", "nickel", "tin", "tin"],
            "stage": "ore",
            "headline": True,
            "value_usd": [5.0, 10.0, 3.0, 9.0],
            "weight_t": [10.0, 10.0, 0.0, 4.0],
            "misfiled": False,
            "provisional": [False, True, False, True],
        }
    )
    table = price_and_volume(rows, 2020).set_index("year")
    assert table["value_index"].to_dict() == {2020: 1, 2021: 2}
    assert table["volume_index"].to_dict() == {2020: 1, 2021: 1}
    assert table["provisional"].to_dict() == {2020: False, 2021: True}
    assert price_and_volume(rows, 2010).empty
