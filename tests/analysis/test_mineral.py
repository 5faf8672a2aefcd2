"""One mineral from mine to buyer, and its outlook and prices."""

import pandas as pd
import pytest

from report.analysis.mineral import (
    buyers,
    chain,
    demand,
    importers,
    outlook_gap,
    price_history,
    price_summary,
)

POOL = (2021, 2022)


def test_importers_with_the_bloc_as_one(flows, hs_map):
    table = importers(flows, hs_map, "lithium", POOL, ["DEU", "FRA"]).set_index("importer")
    assert table["value_usd"].to_dict() == {"IND": 1000, "EUU": 100}
    assert table["rank"].to_dict() == {"IND": 1, "EUU": 2}
    assert table.loc["EUU", "share"] == pytest.approx(1 / 11)


def test_importers_one_by_one(flows, hs_map):
    table = importers(flows, hs_map, "lithium", POOL).set_index("importer")
    assert table.loc["DEU", "value_usd"] == 560


def test_buyers_from_canada(flows, hs_map):
    assert buyers(flows, hs_map, "lithium", POOL)["importer"].tolist() == ["IND", "DEU"]


@pytest.fixture
def outlook():
    rows = [
        (2024, "base year", "total demand", "Total demand", 10.0),
        (2030, "STEPS", "total demand", "Total demand", 20.0),
        (2030, "NZE", "total demand", "Total demand", 40.0),
        (2030, "STEPS", "total demand", "Other uses", 5.0),
        (2030, "STEPS", "clean-technology demand", "Total clean technologies", 15.0),
    ]
    frame = pd.DataFrame(rows, columns=["year", "scenario", "scope", "sector", "value_kt"])
    return frame.assign(mineral_id="lithium", mineral_as_listed="Lithium")


def test_demand_counts_each_tonne_once(outlook):
    table = demand(outlook, "lithium")
    assert table.values.tolist() == [
        [2024, "NZE", 10],
        [2030, "NZE", 40],
        [2024, "STEPS", 10],
        [2030, "STEPS", 20],
    ]


def test_demand_by_the_producers_name(outlook):
    unnamed = outlook.assign(mineral_id="", mineral_as_listed="Graphite")
    assert demand(unnamed, "graphite-natural").empty
    assert len(demand(unnamed, "graphite-natural", listed_as="Graphite")) == 4


def test_supply_over_demand(outlook):
    totals = pd.DataFrame(
        [("mining", "world", 30.0), ("mining", "other", 3.0), ("refining", "world", 25.0)],
        columns=["stage", "aggregate", "value_kt"],
    ).assign(year=2030, mineral_id="lithium")
    table = outlook_gap(demand(outlook, "lithium"), totals, "lithium").set_index("scenario")
    assert table["mining_over_demand"].to_dict() == {"NZE": 0.75, "STEPS": 1.5}
    assert outlook_gap(demand(outlook, "copper"), totals, "copper").empty


def test_sectors_add_up_to_the_shipped_total(shipped):
    table = shipped("outlook/demand.csv").query("mineral_id == 'lithium' and scope == 'total demand'")
    parts = table[table["sector"] != "Total demand"].groupby(["year", "scenario"])["value_kt"].sum()
    total = demand(shipped("outlook/demand.csv"), "lithium").set_index(["year", "scenario"])["value_kt"]
    common = total.index.intersection(parts.index)
    assert len(common) > 0
    assert parts[common].tolist() == pytest.approx(total[common].tolist(), rel=1e-6)


def test_prices_keep_series_apart():
    prices = pd.DataFrame(
        [(2021, None, "A", 10.0), (2022, None, "A", 40.0), (2023, None, "A", 20.0), (2023, 2.0, "B", 1.0)],
        columns=["year", "month", "series", "price"],
    ).assign(mineral_id="lithium", unit="USD/t", frequency="annual", estimated=False, producer="USGS")
    history = price_history(prices, "lithium")
    assert history["date"].tolist() == ["2021", "2022", "2023", "2023-02"]
    row = price_summary(history).set_index("series").loc["A"]
    assert (row["peak"], row["latest_price"], row["latest_over_peak"]) == ("2022", 20, 0.5)
    assert price_summary(price_history(prices, "tin")).empty


def test_chain_takes_the_largest_of_each_step(flows, hs_map):
    mined = pd.DataFrame(
        {"product": "ore", "year": 2025, "country": ["AUS", "CHL"], "value_t": 1.0, "rank": [1.0, 2.0]}
    )
    refined = mined.assign(source="IEA")
    table = chain(mined, refined, importers(flows, hs_map, "lithium", POOL), top=1)
    assert table["step"].tolist() == ["mine", "refine", "import"]
    assert table["country"].tolist() == ["AUS", "AUS", "IND"]
