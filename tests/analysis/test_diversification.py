"""Moving part of a market to Canada, with and without the physical limit."""

import pandas as pd
import pytest

from report.analysis.dependence import dependence, suppliers
from report.analysis.diversification import diversification

CELL = {"mineral_id": "lithium", "stage": "refined", "headline": True}


@pytest.fixture
def bought():
    """China 80, Canada 10, Chile 10, in dollars and in tonnes."""
    flows = pd.DataFrame(
        [(2021, "CHN", "IND", 80.0), (2021, "CAN", "IND", 10.0), (2021, "CHL", "IND", 10.0)],
        columns=["year", "exporter", "importer", "value_usd"],
    ).assign(hs6="282520", weight_t=lambda rows: rows["value_usd"])
    hs_map = pd.DataFrame([{"hs_code": "282520", **CELL, "in_trade_flows": True}])
    return suppliers(flows, hs_map, ["IND"], False, (2021, 2021))


@pytest.fixture
def room():
    return pd.DataFrame([{**CELL, "imports_t_per_year": 100.0, "exports_elsewhere_t_per_year": 30.0}])


def test_table_by_hand(bought, room):
    row = diversification(dependence(bought), room, line=0.65, shift=0.1, cap=0.5).iloc[0]
    assert row["hhi_0_1"] == pytest.approx(0.66)
    assert row["delta_optimal"] == pytest.approx(0.35)
    assert row["hhi_minimum"] == pytest.approx(0.66 - 0.7**2 / 2)
    assert row["delta_to_line"] == pytest.approx(0.15)
    assert row["hhi_after_asked"] == pytest.approx(0.7**2 + 0.2**2 + 0.1**2)
    assert (row["asked_t_per_year"], row["redirectable_t_per_year"]) == pytest.approx((10, 15))
    assert row["delta_feasible"] == pytest.approx(0.15)
    assert row["hhi_best_feasible"] == pytest.approx(0.65**2 + 0.25**2 + 0.1**2)


def test_line_is_out_of_reach_under_a_small_cap(bought, room):
    assert not diversification(dependence(bought), room, cap=0.1)["line_is_feasible"].iloc[0]
    assert diversification(dependence(bought), room, cap=0.9)["line_is_feasible"].iloc[0]


def test_feasible_never_exceeds_the_largest_supplier(bought, room):
    plenty = room.assign(exports_elsewhere_t_per_year=1e6)
    row = diversification(dependence(bought), plenty).iloc[0]
    assert row["delta_feasible"] == pytest.approx(0.8)
    assert row["hhi_best_feasible"] == pytest.approx(row["hhi_minimum"])


def test_canada_as_largest_supplier_leaves_nothing_to_move(bought, room):
    canada = bought[bought["exporter"] == "CAN"].assign(value_share=1.0, weight_share=1.0)
    assert diversification(dependence(canada), room).empty


def test_nothing_bought_gives_empty_tables(bought, room):
    none = bought.iloc[:0]
    assert diversification(dependence(none), room).empty
