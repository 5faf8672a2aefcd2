"""Moving part of a market: the algebra, suppliers by position and by name, and refusals."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.indicators import IndicatorError, herfindahl_hirschman_index, optimal_shift, shift_share
from tests.oracles import cases

AMOUNTS = st.lists(st.floats(0.001, 1e6), min_size=2, max_size=30)


@given(AMOUNTS, st.floats(0, 1))
def test_shift_moves_the_index_by_the_formula(amounts, part):
    shares = np.array(amounts) / np.sum(amounts)
    delta = part * shares[0]
    expected = herfindahl_hirschman_index(shares) + 2 * delta * (shares[1] - shares[0]) + 2 * delta**2
    moved = shift_share(shares, 0, 1, delta)
    assert moved.sum() == pytest.approx(1)
    assert herfindahl_hirschman_index(moved) == pytest.approx(expected, abs=1e-9)


@given(AMOUNTS, st.floats(0, 1))
def test_no_shift_beats_the_optimal_one(amounts, part):
    shares = np.array(amounts) / np.sum(amounts)
    best = optimal_shift(shares, 0, 1)
    at_best = herfindahl_hirschman_index(shift_share(shares, 0, 1, best.delta))
    other = herfindahl_hirschman_index(shift_share(shares, 0, 1, part * shares[0]))
    assert at_best == pytest.approx(best.hhi_0_1, abs=1e-9)
    assert at_best <= other + 1e-9


def test_ten_points_of_us_graphite_2022():
    """China .49979, Canada .09716: index .30005709 before, .23953074 after."""
    [shares] = [case.arguments["shares"] for case in cases() if case.oracle_id == "graphite-us-2022-delta"]
    assert herfindahl_hirschman_index(shares) == pytest.approx(0.30005709, abs=1e-8)
    assert herfindahl_hirschman_index(shift_share(shares, 0, 1, 0.1)) == pytest.approx(0.23953074, abs=2e-6)


def test_optimal_shift_to_a_larger_supplier_is_none():
    assert optimal_shift([0.3, 0.7], 0, 1) == (0, pytest.approx(0.58))


def test_suppliers_by_name_come_back_by_name():
    moved = shift_share(pd.Series({"CHN": 70, "CAN": 10, "BRA": 20}), "CHN", "CAN", 0.25)
    assert moved.to_dict() == pytest.approx({"CHN": 0.45, "CAN": 0.35, "BRA": 0.2})
    assert shift_share({"CHN": 7, "CAN": 3}, "CHN", "CAN", 0.1) == pytest.approx({"CHN": 0.6, "CAN": 0.4})
    assert optimal_shift({"CHN": 0.7, "CAN": 0.3}, "CHN", "CAN").delta == pytest.approx(0.2)


def test_the_shares_given_are_left_alone():
    given_shares = np.array([0.7, 0.3])
    shift_share(given_shares, 0, 1, 0.1)
    assert given_shares.tolist() == [0.7, 0.3]


@pytest.mark.parametrize(("source", "target", "wrong"), [("XYZ", "CAN", "XYZ"), ("CHN", "Canada", "Canada")])
def test_unknown_partners_are_named(source, target, wrong):
    with pytest.raises(IndicatorError, match=f"'{wrong}' is not one of the 2 suppliers: CHN, CAN") as caught:
        shift_share({"CHN": 0.7, "CAN": 0.3}, source, target, 0.1)
    assert caught.value.value == wrong


@pytest.mark.parametrize(
    ("source", "target", "delta", "argument"),
    [
        (0, 1, 0.8, "delta"),
        (0, 1, -0.1, "delta"),
        (0, 1, 2, "delta"),
        (0, 1, float("nan"), "delta"),
        (0, 5, 0.1, "target"),
        (-1, 1, 0.1, "source"),
        (1, 1, 0.1, "target"),
    ],
)
def test_impossible_shifts_are_named(source, target, delta, argument):
    with pytest.raises(IndicatorError) as caught:
        shift_share([0.5, 0.5], source, target, delta)
    assert caught.value.argument == argument
