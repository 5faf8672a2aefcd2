"""The Herfindahl-Hirschman family and the Theil index: identities and refusals."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.indicators import (
    IndicatorError,
    effective_number_of_suppliers,
    herfindahl_hirschman_index,
    hhi_bounds,
    normalized_herfindahl_hirschman_index,
    theil_index,
)

AMOUNTS = st.lists(st.floats(0.001, 1e6), min_size=2, max_size=30)


def test_hhi_bounds_without_others_meet():
    assert hhi_bounds([1, 1], 0) == (0.5, 0.5)


@given(AMOUNTS)
def test_hhi_lies_between_equal_shares_and_monopoly(amounts):
    assert 1 / len(amounts) - 1e-12 <= herfindahl_hirschman_index(amounts) <= 1 + 1e-12


@given(AMOUNTS)
def test_hhi_is_equal_part_plus_variance(amounts):
    shares = np.array(amounts) / np.sum(amounts)
    expected = 1 / len(shares) + len(shares) * shares.var()
    assert herfindahl_hirschman_index(amounts) == pytest.approx(expected, rel=1e-9)


@given(AMOUNTS)
def test_merging_two_suppliers_adds_twice_their_product(amounts):
    shares = np.array(amounts) / np.sum(amounts)
    merged = [shares[0] + shares[1], *shares[2:]]
    rise = herfindahl_hirschman_index(merged) - herfindahl_hirschman_index(shares)
    assert rise == pytest.approx(2 * shares[0] * shares[1], abs=1e-12)


@given(AMOUNTS)
def test_effective_number_is_the_inverse(amounts):
    product = effective_number_of_suppliers(amounts) * herfindahl_hirschman_index(amounts)
    assert product == pytest.approx(1)


@pytest.mark.parametrize(
    ("shares", "names"),
    [
        ([0.5, -0.1], "shares[1]: -0.1"),
        ([0.5, float("nan")], "shares[1]: nan"),
        ([], "empty"),
        ([0, 0], "sum"),
    ],
)
def test_bad_shares_are_named(shares, names):
    with pytest.raises(IndicatorError) as caught:
        herfindahl_hirschman_index(shares)
    assert names in str(caught.value)


def test_shares_far_from_one_are_refused_unless_rescaled():
    with pytest.raises(IndicatorError, match="1.2 is the sum of the shares"):
        herfindahl_hirschman_index([0.6, 0.6], normalize=False)
    assert herfindahl_hirschman_index([0.6, 0.6]) == pytest.approx(0.5)


@pytest.mark.parametrize("n", [1, 2])
def test_too_small_n_is_refused(n):
    with pytest.raises(IndicatorError, match="^n: "):
        normalized_herfindahl_hirschman_index([1, 1, 1], n=n)


def test_indicator_error_is_a_value_error():
    assert issubclass(IndicatorError, ValueError)


def test_shares_are_used_as_given_without_rescaling():
    """Printed shares rarely sum to 1 exactly; a hundredth is rounding, more is a mistake."""
    assert herfindahl_hirschman_index([0.333, 0.333, 0.333], normalize=False) == pytest.approx(3 * 0.333**2)
    with pytest.raises(IndicatorError, match="0.98 is the sum"):
        herfindahl_hirschman_index([0.49, 0.49], normalize=False)


def test_labelled_shares_count_as_plain_ones():
    assert herfindahl_hirschman_index({"CHN": 0.6, "CAN": 0.4}) == pytest.approx(0.52)
    assert herfindahl_hirschman_index(pd.Series({"CHN": 6, "CAN": 4})) == pytest.approx(0.52)


@given(AMOUNTS, st.floats(0, 1e6))
def test_bounds_hold_every_way_to_split_the_others(known, other):
    low, high = hhi_bounds(known, other)
    assert low <= herfindahl_hirschman_index([*known, *[other / 7] * 7]) + 1e-12
    assert herfindahl_hirschman_index([*known, other]) == pytest.approx(high)


@given(AMOUNTS)
def test_theil_is_distance_from_the_highest_entropy(amounts):
    shares = np.array(amounts) / np.sum(amounts)
    entropy = -(shares * np.log(shares)).sum()
    assert theil_index(amounts) == pytest.approx(np.log(len(amounts)) - entropy, abs=1e-9)


@given(st.integers(1, 20), st.floats(0.01, 1e6))
def test_theil_of_equal_shares_is_zero_and_of_one_supplier_the_most(size, amount):
    assert theil_index([amount] * size) == pytest.approx(0, abs=1e-12)
    assert theil_index([amount, *[0] * (size - 1)]) == pytest.approx(np.log(size))


@given(AMOUNTS)
def test_theil_above_zero_unless_equal(amounts):
    shares = np.array(amounts) / np.sum(amounts)
    assert theil_index(amounts) >= -1e-12
    if shares.max() - shares.min() > 1e-3:
        assert theil_index(amounts) > 0


@given(AMOUNTS, AMOUNTS)
def test_theil_splits_into_within_and_between(first, second):
    everything = [*first, *second]
    total, within, between = sum(everything), 0.0, 0.0
    for group in (first, second):
        share = sum(group) / total
        within += share * theil_index(group)
        between += share * np.log(share / (len(group) / len(everything)))
    assert theil_index(everything) == pytest.approx(within + between, abs=1e-9)
