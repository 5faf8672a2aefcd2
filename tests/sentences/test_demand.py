"""Sentences on the outlook follow the scenarios and say what is not listed."""

import pandas as pd
import pytest

from report.sentences import demand

SCENARIOS = {"STEPS": "Stated policies", "NZE": "Net zero by 2050"}


def gap() -> pd.DataFrame:
    rows = pd.DataFrame({"scenario": ["NZE", "STEPS"], "demand_kt": [40.0, 20.0], "mining_over_demand": [0.5, 1.0]})
    return rows.assign(year=2040, mining_kt=20.0, refining_kt=10.0)


def lines(top: float) -> pd.DataFrame:
    steps = pd.DataFrame({"year": [2024, 2040], "scenario": "STEPS", "value_kt": [top / 2, top]})
    return pd.concat([steps, steps.assign(scenario="NZE", value_kt=[top / 2, 2 * top])])


def test_demand_rises_from_the_lowest_scenario_to_the_highest():
    text = demand.outlook(gap(), SCENARIOS)
    assert "20.0\u00a0kt (stated policies) and 40.0\u00a0kt (net zero by 2050)" in text
    assert "50% to 100% of it" in text
    assert demand.outlook(gap(), SCENARIOS, comparable=False).endswith("counts less than the demand does.")
    assert "hold no total demand" in demand.outlook(gap().iloc[:0], SCENARIOS)


@pytest.mark.parametrize(("top", "words"), [(0.02, "20.0\u00a0t"), (2.0, "2.00\u00a0kt")])
def test_small_weights_are_in_tonnes(top, words):
    assert f"in 2040 {words} (stated policies)" in demand.clean_demand(lines(top), SCENARIOS)
    assert "Nor do they list" in demand.clean_demand(lines(top).iloc[:0], SCENARIOS)


def test_the_change_is_told_for_both_ends():
    text = demand.clean_caption(lines(2.0), "tin", SCENARIOS)
    assert "from 2.0 times that of 2024 (stated policies) to 4.0 times that of 2024 (net zero by 2050)" in text


def test_canada_is_listed_counted_or_inside_the_rest():
    supply = pd.DataFrame({"year": [2024, 2040], "stage": "refining", "world_t": 20_000.0})
    own = pd.DataFrame({"year": [2024, 2040], "stage": "refining", "value_kt": [1.0, 5.0], "source": "IEA"})
    mark = pd.DataFrame({"year": [2025], "value_kt": [5.6], "source": "USGS"})
    text = demand.canada_outlook(supply, own, mark)
    assert "refining 1.00\u00a0kt in 2024 (5% of the world) and 5.00\u00a0kt in 2040 (25% of the world)" in text
    assert "the USGS counts 5.60\u00a0kt there in 2025" in text
    assert "inside the rest" in demand.canada_outlook(supply, own.iloc[:0], mark.iloc[:0])
    assert demand.canada_outlook(supply.iloc[:0], own.iloc[:0], mark.iloc[:0]) == ""


def test_the_part_of_refined_supply():
    own = pd.DataFrame({"year": [2024, 2040], "stage": "refining", "value_kt": [0.0, 5.0]})
    world = pd.DataFrame({"year": [2024, 2040], "refining_kt": [10.0, 20.0]})
    text = demand.refined_caption(world, own, "cobalt")
    assert text.endswith("Canada's part is 0% in 2024 and 25% in 2040")
