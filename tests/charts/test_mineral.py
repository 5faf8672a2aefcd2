"""Charts of a mineral chapter: whole bars, Canada apart in the outlook, prices only where they can be drawn."""

import pandas as pd
import pytest

from report.charts import mineral, outlook

NAMES = {"CHN": "China", "CAN": "Canada", "JPN": "Japan"}


def chain(shares: dict[str, float]) -> pd.DataFrame:
    rows = [
        ("mine", "USGS", "Nickel content", 2025, code, part, at)
        for at, (code, part) in enumerate(shares.items(), start=1)
    ]
    return pd.DataFrame(rows, columns=["step", "source", "product", "year", "country", "world_share", "rank"])


def test_a_bar_is_whole_and_canada_is_kept_below_the_top():
    parts = mineral.chain_parts(chain({"CHN": 0.6, "JPN": 0.2, "CAN": 0.1}), NAMES, (2021, 2024), top=1)
    assert parts["name"].tolist() == ["China", "Canada", "all others"]
    assert parts["share"].sum() == pytest.approx(1.0)
    assert "Canada 10%, 3rd" in parts["heading"].iloc[0]


def test_an_excess_leaves_nothing_over():
    parts = mineral.chain_parts(chain({"CHN": 0.9, "JPN": 0.15}), NAMES, (2021, 2024))
    assert parts.set_index("name")["share"]["all others"] == 0


@pytest.mark.parametrize(("country", "parts"), [("CAN", {"Canada", "other countries"}), ("CHN", {"other countries"})])
def test_canada_is_apart_only_where_it_is_listed(country, parts):
    supply = pd.DataFrame({"year": [2030], "stage": "mining", "country": country, "value_t": 1000.0, "world_t": 5000.0})
    table = outlook.supply_parts(supply, "mining")
    assert set(table["part"]) == parts
    assert table["value_kt"].sum() == pytest.approx(5.0)


def test_prices_in_several_units_are_not_drawn():
    history = pd.DataFrame(
        {
            "series": ["A", "B"],
            "unit": ["dollars per pound", "dollars per tonne"],
            "date": "2024",
            "frequency": "annual",
            "price": 1.0,
        }
    )
    assert mineral.drawable_prices(history, 2010).empty
    assert len(mineral.drawable_prices(history.iloc[:1], 2010)) == 1


@pytest.mark.parametrize(
    ("series", "label"),
    [
        ("Graphite (Natural) | Price, average unit value of imports, dollars per metric ton: Flake", "Flake"),
        ("Nickel | Price, average annual, LME, cash: Dollars per metric ton", "Average annual, LME, cash"),
        ("TiO2 pigment | Price, dollars per metric ton", "TiO2 pigment"),
        ("Potassium chloride **", "Potassium chloride"),
    ],
)
def test_a_series_has_a_short_label(series, label):
    assert mineral.price_label(series) == label


def test_the_heading_gives_the_place_as_an_interval_and_marks_an_estimate():
    rows = chain({"CHN": 0.6, "CAN": 0.1}).assign(rank_high=[1.0, 4.0], estimated=True)
    heading = mineral.chain_parts(rows, NAMES, (2021, 2024))["heading"].iloc[0]
    assert heading == "Mined: nickel content (USGS, 2025, first estimate)\nCanada 10%, 2nd to 4th"


def scenarios(top: float) -> pd.DataFrame:
    return pd.DataFrame({"year": [2024, 2040], "scenario": "STEPS", "value_kt": [top / 2, top]})


def test_supply_lies_under_the_lines_with_canada_at_the_base():
    supply = pd.DataFrame({"year": [2024, 2024], "part": ["Canada", "other countries"], "value_kt": [2.0, 8.0]})
    table = outlook._from_base(supply).set_index("part")
    assert table.loc["Canada", ["low_kt", "high_kt"]].tolist() == [0, 2]
    assert table.loc["other countries", ["low_kt", "high_kt"]].tolist() == [2, 10]


def test_another_count_of_canada_is_a_dot_with_its_source():
    supply = pd.DataFrame({"year": [2024, 2040], "part": "other countries", "value_kt": 8.0})
    mark = pd.DataFrame({"year": [2025], "value_kt": 5.6, "source": "USGS"})
    text = outlook.outlook(scenarios(10.0), supply, "mine", mark).to_json()
    assert "Canada 2025: 5.60\\u00a0kt (USGS)" in text
    assert "USGS" not in outlook.outlook(scenarios(10.0), supply, "mine", mark.iloc[:0]).to_json()


@pytest.mark.parametrize(("top", "unit"), [(0.02, "Tonnes a year"), (20.0, "Thousand tonnes (kt) a year")])
def test_small_demand_is_drawn_in_tonnes(top, unit):
    assert unit in outlook.clean_demand(scenarios(top)).to_json()
