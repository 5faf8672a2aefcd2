"""Minerals side by side: a wider demand is marked, Canada's part has a ceiling where it is not listed."""

import pandas as pd
import pytest

from report.analysis import demand_outlook

DEMAND = pd.DataFrame(
    [
        (2024, "nickel", "Nickel", "base year", 100.0), (2040, "nickel", "Nickel", "STEPS", 200.0),
        (2040, "nickel", "Nickel", "NZE", 250.0), (2024, "", "Graphite", "base year", 90.0),
        (2040, "", "Graphite", "STEPS", 300.0),
    ],
    columns=["year", "mineral_id", "mineral_as_listed", "scenario", "value_kt"],
).assign(scope="total demand", sector="Total demand")  # fmt: skip
TOTALS = pd.DataFrame(
    [
        (year, mineral, "mining", aggregate, value)
        for mineral in ("nickel", "graphite-natural")
        for year in (2024, 2040)
        for aggregate, value in (("world", 100.0), ("other", 20.0))
    ],
    columns=["year", "mineral_id", "stage", "aggregate", "value_kt"],
).assign(value_share=None)
NAMES = pd.DataFrame({"vocabulary": ["iea"], "name": ["Graphite"], "mineral_id": ["graphite-natural"]})


def test_cover_by_hand_and_the_wider_demand_is_marked() -> None:
    table = demand_outlook.against_supply(DEMAND, TOTALS, NAMES)
    nickel = table[(table["mineral_id"] == "nickel") & (table["year"] == 2040)].set_index("scenario")["covered"]
    assert nickel.to_dict() == {"NZE": pytest.approx(0.4), "STEPS": pytest.approx(0.5)}
    assert not table.loc[table["mineral_id"] == "graphite-natural", "comparable"].any()
    ranges = demand_outlook.coverage_range(table, 2040)
    assert ranges[["mineral_id", "low", "high", "base"]].to_numpy().tolist() == [["nickel", 0.4, 0.5, 1.0]]
    assert ranges["low_scenario"].tolist() == ["NZE"]


def test_where_canada_is_not_listed_its_part_has_a_ceiling() -> None:
    supply = pd.DataFrame({"year": [2024], "mineral_id": ["nickel"], "stage": ["mining"], "country": ["CAN"],
                           "value_kt": [5.0]})  # fmt: skip
    table = demand_outlook.canada_part(supply, TOTALS).set_index(["mineral_id", "year"])
    assert table.loc[("nickel", 2024), "share"] == pytest.approx(0.05)
    assert table.loc[("nickel", 2024), "ceiling"] == pytest.approx(0.05)
    assert not table.loc[("nickel", 2040), "listed"]
    assert table.loc[("nickel", 2040), "ceiling"] == pytest.approx(0.2)
