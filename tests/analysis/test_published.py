"""Printed figures computed again: each measure by hand on small tables, the shipped ones against known results."""

from types import MappingProxyType

import pandas as pd
import pytest

from report.analysis import outcomes, published, reasons

POOL = (2021, 2022)
STATEMENT = {
    "statement_id": "S-A", "measure": "import-growth", "reporter": "IND", "counterparts": "CAN", "minerals": "lithium",
    "first_year": 2021, "last_year": 2022, "value": 0.5, "qualifier": "as printed",
}  # fmt: skip


@pytest.fixture
def tables(flows, hs_map, partners, partner_members):
    more = pd.DataFrame(
        [(2022, "CAN", "IND", "283691", 150.0, 12.0)],
        columns=["year", "exporter", "importer", "hs6", "value_usd", "weight_t"],
    )
    minerals = pd.DataFrame(
        {
            "mineral_id": ["lithium", "copper", "platinum-group"],
            "on_list_2021": [True, False, True],
            "on_list_2024": [True, True, True],
            "priority_six": [True, True, False],
        }
    )
    eu = pd.DataFrame({"year": [2022], "importer": ["DEU"], "exporter": ["CAN"], "cn8": ["28252000"], "value_eur": [9]})
    outlook = pd.DataFrame(
        {
            "year": 2024,
            "mineral_id": ["lithium", "lithium", "copper", "copper"],
            "stage": "refining",
            "aggregate": ["top_three_share", "world", "top_three_share", "world"],
            "value_kt": [None, 100.0, None, 300.0],
            "value_share": [0.9, None, 0.5, None],
        }
    )
    return {
        "trade_flows": pd.concat([flows, more]), "hs_map": hs_map, "minerals": minerals, "partners": partners,
        "partner_members": partner_members, "eu_imports": eu, "supply_outlook_totals": outlook,
    }  # fmt: skip


def test_growth_is_the_change_between_the_years(tables) -> None:
    found = published.import_growth(tables, STATEMENT, POOL)
    main = next(row for row in found if row["main"])
    assert main["found"] == pytest.approx(150 / 100 - 1)
    assert (main["basis"], main["period"]) == ("by value", "2021 to 2022")


def test_growth_from_nothing_is_not_a_number(tables) -> None:
    found = published.import_growth(tables, STATEMENT | {"first_year": 2015, "last_year": 2016}, POOL)
    assert all(pd.isna(row["found"]) for row in found)


def test_the_list_decides_the_share(tables) -> None:
    statement = {"reporter": "CAN", "counterparts": "USA", "minerals": "", "first_year": pd.NA, "last_year": pd.NA}
    found = {(row["basket"], row["basis"]): row for row in published.export_share(tables, statement, POOL)}
    whole = found[("the list of 2024", "by value")]
    assert whole["found"] == pytest.approx(3000 / (100 + 50 + 60 + 3000 + 150))
    assert found[("the list of 2021", "by value")]["found"] == 0
    assert (whole["low"], whole["high"]) == (0, pytest.approx(3000 / 3150))


def test_the_mean_counts_minerals_alike_and_the_other_by_tonnes(tables) -> None:
    statement = {"minerals": "lithium; copper", "last_year": 2024}
    found = {(row["basket"], row["basis"]): row["found"] for row in published.top_three_share(tables, statement, POOL)}
    assert found[("refining", "each mineral alike")] == pytest.approx(0.7)
    assert found[("refining", "by tonnes")] == pytest.approx((0.9 * 100 + 0.5 * 300) / 400)
    assert pd.isna(found[("mining", "each mineral alike")])


@pytest.mark.parametrize(
    ("value", "outcome"),
    [(0.51, outcomes.REPRODUCED), (0.3, outcomes.OTHER_READING), (0.8, outcomes.OTHER_YEARS),
     (0.4, outcomes.BETWEEN), (0.95, outcomes.OUTSIDE)],
)  # fmt: skip
def test_outcomes_in_order(value: float, outcome: str) -> None:
    readings = pd.DataFrame(
        {
            "statement_id": "S-A",
            "basket": ["one", "other"],
            "basis": "by value",
            "found": [0.5, 0.3],
            "low": [0.45, 0.3],
            "high": [0.82, 0.3],
            "main": [True, False],
        }
    )
    readings.loc[0, "low"] = 0.49
    table = outcomes.outcomes(pd.DataFrame([STATEMENT | {"value": value}]), readings)
    assert table["outcome"].tolist() == ([outcome] if value != 0.4 else [outcomes.BETWEEN])


def test_over_is_met_from_above() -> None:
    readings = pd.DataFrame([{"statement_id": "S-A", "basket": "one", "basis": "by value", "found": 0.88, "low": None,
                              "high": None, "main": True}])  # fmt: skip
    table = outcomes.outcomes(pd.DataFrame([STATEMENT | {"value": 0.8, "qualifier": "over"}]), readings)
    assert table.loc[0, "outcome"] == outcomes.REPRODUCED


def test_a_statement_without_readings_is_not_tested() -> None:
    table = outcomes.outcomes(pd.DataFrame([STATEMENT]), pd.DataFrame(columns=published.READING_COLUMNS))
    assert table.loc[0, "outcome"] == outcomes.UNTESTED


def test_the_codes_seen_are_those_of_the_trade_table(hs_map, flows) -> None:
    eu = pd.DataFrame({"year": 2022, "exporter": "CAN", "cn8": ["28252000", "25309040"], "value_eur": [30.0, 10.0]})
    more = pd.DataFrame({"hs_code": ["28252000", "25309040"], "mineral_id": "lithium", "in_trade_flows": False,
                         "headline": True, "stage": "ore"})  # fmt: skip
    table = reasons.seen_by_the_codes(eu, pd.concat([hs_map, more]), flows)
    assert table["seen_share"].tolist() == [0.75]


def test_shipped_statements_against_independent_arithmetic(shipped) -> None:
    flows = shipped("trade/flows.parquet")
    own = flows[(flows["exporter"] == "CAN") & flows["hs6"].str[:5].isin(["71101", "71102", "71103"])]
    own = own[own["year"] == 2018]
    share = own.loc[own["importer"] == "USA", "value_usd"].sum() / own["value_usd"].sum()
    names = [*published.NEEDS, "published_statements"]
    from report.tabledata import Tables

    tables = Tables(str(_data()), *names)
    found = published.readings(tables, (2021, 2024))
    main = found[found["main"]].set_index("statement_id")["found"]
    assert main["S-NRCAN-PGM-2018"] == pytest.approx(share)
    assert main["S-IEA-TOP3"] == pytest.approx(0.86, abs=0.005)
    assert set(found["statement_id"]) == set(tables["published_statements"]["statement_id"])


def _data():
    from tests.analysis.conftest import DATA

    return DATA


def test_a_new_statement_of_a_known_kind_is_computed(tables) -> None:
    more = MappingProxyType(STATEMENT | {"statement_id": "S-NEW"})
    found = published.readings(tables | {"published_statements": pd.DataFrame([dict(more)])}, POOL)
    assert set(found["statement_id"]) == {"S-NEW"} and found["main"].sum() == 1
