"""The Herfindahl-Hirschman family against published numbers and its identities."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.indicators import (
    IndicatorError,
    effective_number_of_suppliers,
    herfindahl_hirschman_index,
    hhi_bounds,
    normalized_herfindahl_hirschman_index,
    optimal_shift,
    shift_share,
)

AMOUNTS = st.lists(st.floats(0.001, 1e6), min_size=2, max_size=30)

# World production of 2022 in tonnes: test case of geopolrisk-py (akoyamp/geopolrisk-py, commit b453938).
NICKEL_2022 = [
    1570, 155007, 79370, 143266, 109400, 41816, 27610, 43000, 29223, 44921, 1700, 52600, 1593400, 300, 35737,
    157, 9600, 199951, 190, 34302, 345200, 830, 220000, 29500, 14540, 17500, 3946, 14260,
]  # fmt: skip
GRAPHITE_2022 = [
    100, 79372, 13000, 1161000, 0, 185, 82439, 20000, 23798, 116700, 3420, 165932, 0, 10380, 18800, 3299,
    27715, 846, 500,
]  # fmt: skip

# Shares of the ten largest producers in percent, normalised index with N = 10: dw-data/crm, commit 7d37054.
DW_NORMALISED = {
    "antimony": ([74, 8, 4, 3, 3, 2, 2, 1, 1, 1], 0.52204423584895),
    "bauxite": ([28, 20, 13, 8, 8, 7, 3, 3, 3, 2], 0.0810710987996306),
    "bismuth": ([80, 5, 4, 4, 3, 2, 1, 1, 0, 0], 0.608),
    "cobalt": ([59, 7, 5, 4, 4, 3, 3, 2, 2, 2], 0.374203330247286),
    "fluorspar": ([65, 15, 5, 3, 2, 2, 1, 1, 1, 1], 0.430941358024691),
    "germanium": ([80, 10, 5, 2, 2, 1, 0, 0, 0, 0], 0.614888888888889),
    "heavy rare earths": ([86, 6, 2, 2, 1, 1, 1, 1, 0, 0], 0.716),
    "magnesium": ([89, 4, 3, 2, 1, 1, 0, 0, 0, 0], 0.772444444444445),
    "natural rubber": ([33, 24, 7, 7, 6, 6, 3, 3, 3, 2], 0.123535033449022),
    "phosphate rock": ([48, 11, 10, 6, 6, 3, 3, 2, 2, 1], 0.233354337324092),
    "platinum group": ([71, 13, 7, 5, 2, 1, 1, 1, 0, 0], 0.465194044156891),
    "silicon metal": ([66, 8, 7, 6, 4, 2, 2, 2, 1, 1], 0.403008763278123),
    "tantalum": ([33, 28, 9, 6, 6, 5, 5, 3, 2, 1], 0.13068628812069),
    "tungsten": ([82, 4, 4, 2, 1, 1, 1, 1, 1, 1], 0.671664584201027),
}

# Cobalt mine production of 2024 in tonnes (USGS Mineral Commodity Summaries 2025), "other countries" apart.
COBALT_2024 = [220000, 28000, 8700, 4500, 3800, 3600, 3500, 2800, 2700, 2600, 1500, 300]
COBALT_2024_OTHER = 6200


@pytest.mark.parametrize(
    ("percent", "index_10000"),
    [
        ([30, 30, 20, 20], 2600),  # US Department of Justice, page on the HHI
        ([10, 9, 12, 15, 12, 11, 15, 16], 1296),  # Investopedia, eight firms
        ([25, 20, 15, 10, 8, 7, 6, 5, 4], 1540),  # industrialorganization.blogspot.com, before the merger
        ([25, 20, 15, 10, 9, 8, 7, 6], 1580),  # the same, after it
    ],
)
def test_hhi_of_printed_examples(percent, index_10000):
    assert herfindahl_hirschman_index(percent) * 10000 == pytest.approx(index_10000, abs=1e-9)


@pytest.mark.parametrize(("tonnes", "index"), [(NICKEL_2022, 0.26749007657640966), (GRAPHITE_2022, 0.470663478647389)])
def test_hhi_of_world_production_2022(tonnes, index):
    assert herfindahl_hirschman_index(tonnes) == pytest.approx(index, abs=1e-12)


@pytest.mark.parametrize("material", DW_NORMALISED)
def test_normalized_hhi_with_ten_producers(material):
    percent, index = DW_NORMALISED[material]
    assert normalized_herfindahl_hirschman_index(percent, n=10) == pytest.approx(index, abs=1e-6)


def test_normalized_hhi_of_the_worked_example():
    assert normalized_herfindahl_hirschman_index([0.3, 0.3, 0.2, 0.2]) == pytest.approx(0.013333333333, abs=1e-9)


def test_hhi_bounds_of_cobalt_2024():
    low, high = hhi_bounds(COBALT_2024, COBALT_2024_OTHER)
    assert low * 10000 == pytest.approx(5940.798, abs=0.01)
    assert high * 10000 == pytest.approx(5945.426, abs=0.01)


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


def test_diversification_of_us_graphite_2022():
    """China .49979, Canada .09716, HHI .30005709; one large and five equal others are fitted to the index."""
    china, canada, index = 0.49979, 0.09716, 0.30005709
    others, squares = 1 - china - canada, index - china**2 - canada**2
    large = max(np.roots([1.2, -0.4 * others, others**2 / 5 - squares]))
    shares = [china, canada, large, *[(others - large) / 5] * 5]
    assert herfindahl_hirschman_index(shares) == pytest.approx(index)
    best = optimal_shift(shares, 0, 1)
    assert best.delta == pytest.approx(0.20131587, abs=2e-6)
    assert best.hhi_0_1 == pytest.approx(0.21900093, abs=2e-6)
    assert herfindahl_hirschman_index(shift_share(shares, 0, 1, 0.1)) == pytest.approx(0.23953074, abs=2e-6)


def test_optimal_shift_to_a_larger_supplier_is_none():
    assert optimal_shift([0.3, 0.7], 0, 1) == (0, pytest.approx(0.58))


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


@pytest.mark.parametrize(
    ("source", "target", "delta", "argument"),
    [
        (0, 1, 0.8, "delta"),
        (0, 1, -0.1, "delta"),
        (0, 1, 2, "delta"),
        (0, 5, 0.1, "target"),
        (1, 1, 0.1, "target"),
    ],
)
def test_impossible_shifts_are_named(source, target, delta, argument):
    with pytest.raises(IndicatorError) as caught:
        shift_share([0.5, 0.5], source, target, delta)
    assert caught.value.argument == argument


def test_indicator_error_is_a_value_error():
    assert issubclass(IndicatorError, ValueError)
