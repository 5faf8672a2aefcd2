"""Demand and supply to come: each tonne once, and Canada's part only where the same good is counted."""

import pandas as pd
import pytest

from report.analysis.outlook import CLEAN_DEMAND, canada_listed, canada_mark, demand, outlook_gap, supply


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


def listed(country: str, stage: str = "mining") -> pd.DataFrame:
    """Supply of one country and the world total of 200 kt in 2024 and 2030, as `supply` gives it."""
    rows = pd.DataFrame(
        {"year": [2024, 2030], "country": country, "value_kt": [20.0, 50.0], "projection": [False, True]}
    )
    totals = pd.DataFrame({"year": [2024, 2030], "aggregate": "world", "value_kt": 200.0})
    keys = {"mineral_id": "lithium", "stage": stage}
    return supply(rows.assign(**keys), totals.assign(**keys), "lithium")


def counted(world_t: float) -> pd.DataFrame:
    """Mine output of another producer in two years."""
    frame = pd.DataFrame({"year": [2024, 2025], "country": "CAN", "value_t": [5000.0, 6000.0]})
    return frame.assign(product="Lithium content", world_t=world_t)


def test_demand_counts_each_tonne_once(outlook):
    table = demand(outlook, "lithium")
    assert table.values.tolist() == [
        [2024, "NZE", 10],
        [2030, "NZE", 40],
        [2024, "STEPS", 10],
        [2030, "STEPS", 20],
    ]


def test_clean_technologies_apart(outlook):
    assert demand(outlook, "lithium", part=CLEAN_DEMAND)["value_kt"].tolist() == [15]


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


def test_canada_is_what_the_iea_lists():
    assert canada_listed(listed("CAN"))["value_kt"].tolist() == [20, 50]
    assert canada_listed(listed("CHL")).empty


def test_another_count_is_marked_only_where_the_iea_lists_no_mine():
    assert canada_mark(listed("CHL"), counted(190_000)).to_dict("records") == [
        {"year": 2025, "stage": "mining", "value_kt": 6.0, "source": "USGS"}
    ]
    assert canada_mark(listed("CAN"), counted(190_000)).empty
    assert len(canada_mark(listed("CAN", "refining"), counted(190_000))) == 0


def test_another_count_of_another_good_is_not_marked():
    """World totals of the same year that differ by half count different goods."""
    assert canada_mark(listed("CHL"), counted(400_000)).empty
