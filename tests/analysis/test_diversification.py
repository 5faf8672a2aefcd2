"""Moving part of a market to Canada, with and without the physical limit."""

import pandas as pd
import pytest

from report.analysis.dependence import dependence, suppliers
from report.analysis.diversification import best_shift, curve, curve_band, diversification

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


def test_curve_starts_at_today_and_ends_without_the_supplier(bought):
    line = curve(bought, "lithium", "refined", delta_feasible=0.15, points=9)
    assert line["hhi_0_1"].iloc[[0, -1]].tolist() == pytest.approx([0.66, 0.9**2 + 0.1**2])
    assert line["largest_share"].iloc[[0, -1]].tolist() == pytest.approx([0.8, 0.9])
    assert line["feasible"].tolist() == [True, True] + [False] * 7


def test_curve_without_canada_among_suppliers(bought):
    line = curve(bought[bought["exporter"] != "CAN"], "lithium", "refined")
    assert line["share_canada"].iloc[0] == 0


def test_band_closes_where_value_and_weight_agree(bought, room):
    band = curve_band(bought, room, "lithium", "refined", draws=200)
    line = curve(bought, "lithium", "refined")
    assert band["hhi_low"].tolist() == pytest.approx(line["hhi_0_1"].tolist())
    assert band["hhi_high"].tolist() == pytest.approx(line["hhi_0_1"].tolist())
    assert band["feasible_probability"].is_monotonic_decreasing
    assert (band["feasible_probability"].iloc[0], band["feasible_probability"].iloc[-1]) == (1, 0)


def test_band_is_the_same_on_every_run(bought, room):
    first, second = (curve_band(bought, room, "lithium", "refined") for _ in range(2))
    assert first.equals(second)


def test_canada_as_largest_supplier_leaves_nothing_to_move(bought, room):
    canada = bought[bought["exporter"] == "CAN"].assign(value_share=1.0, weight_share=1.0)
    assert diversification(dependence(canada), room).empty
    assert curve(canada, "lithium", "refined").empty
    assert best_shift(canada, "lithium", "refined") is None


def test_best_shift_is_the_bottom_of_the_curve(bought):
    assert best_shift(bought, "lithium", "refined") == pytest.approx((0.35, 0.66 - 0.245))


def test_nothing_bought_gives_empty_tables(bought, room):
    none = bought.iloc[:0]
    assert diversification(dependence(none), room).empty
    assert curve(none, "lithium", "refined").empty
    assert curve_band(none, room, "lithium", "refined").empty
