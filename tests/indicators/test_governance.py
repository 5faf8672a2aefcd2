"""Supply-risk indicators: answers by hand, how they move, and refusals."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.indicators import (
    IndicatorError,
    eu_supply_risk,
    geopolrisk_score,
    governance_risk,
    governance_weighted_hhi,
    herfindahl_hirschman_index,
)

SUPPLIERS = st.lists(st.tuples(st.floats(0.01, 100), st.floats(0, 10), st.floats(0.5, 2)), min_size=1, max_size=12)
FRACTION = st.floats(0, 1)
INDEX = st.floats(0, 10)


def test_governance_is_turned_round():
    """The best estimate gives 0, the middle 5, the worst 10; the mean is over the six indicators."""
    assert governance_risk([2.5] * 6) == 0
    assert governance_risk([[0.0] * 6, [-2.5] * 6]).tolist() == [5, 10]


def test_weighted_index_by_hand():
    """.25 * 6 + .09 * 2 + .04 * 4 = 1.84; with t = 1.1 for the first: 1.5 * 1.1 + .34."""
    shares, governance = [0.5, 0.3, 0.2], [6, 2, 4]
    assert governance_weighted_hhi(shares, governance) == pytest.approx(1.84)
    assert governance_weighted_hhi(shares, governance, [1.1, 1, 1]) == pytest.approx(1.99)


@given(SUPPLIERS)
def test_weighted_index_with_one_governance_is_the_plain_one(rows):
    shares, _, _ = zip(*rows, strict=True)
    assert governance_weighted_hhi(shares, 1.0) == pytest.approx(herfindahl_hirschman_index(shares))


@given(SUPPLIERS, st.floats(0.01, 5))
def test_weighted_index_is_linear_and_rising_in_each_g_and_t(rows, step):
    shares, governance, trade = (np.array(part) for part in zip(*rows, strict=True))
    base = governance_weighted_hhi(shares, governance, trade)
    square = (shares[0] / shares.sum()) ** 2
    one = np.eye(len(rows))[0] * step
    assert governance_weighted_hhi(shares, governance + one, trade) - base == pytest.approx(square * step * trade[0])
    assert governance_weighted_hhi(shares, governance, trade + one) - base == pytest.approx(
        square * step * governance[0], abs=1e-9
    )


def test_supply_risk_by_hand():
    """(4 * .4 + 5 * .6) * .9 * .8 = 3.312."""
    assert eu_supply_risk(4, 5, import_reliance=0.8, eol_rir=0.1, si_sr=0.8) == pytest.approx(3.312)


@given(INDEX, INDEX, FRACTION, FRACTION, FRACTION, FRACTION)
def test_supply_risk_falls_with_recycling(world, sourcing, reliance, recycled, more, substitution):
    low, high = sorted((recycled, more))
    first, second = (eu_supply_risk(world, sourcing, reliance, rate, substitution) for rate in (low, high))
    assert second <= first + 1e-12


@given(INDEX, INDEX, INDEX, FRACTION, FRACTION, FRACTION)
def test_supply_risk_is_linear_in_each_index(world, other, sourcing, reliance, recycled, substitution):
    rest = (reliance, recycled, substitution)
    middle = eu_supply_risk((world + other) / 2, sourcing, *rest)
    ends = (eu_supply_risk(world, sourcing, *rest) + eu_supply_risk(other, sourcing, *rest)) / 2
    assert middle == pytest.approx(ends, abs=1e-9)
    assert eu_supply_risk(max(world, other), sourcing, *rest) >= eu_supply_risk(min(world, other), sourcing, *rest)


@given(INDEX, FRACTION)
def test_supply_risk_with_world_supply_only_does_not_depend_on_reliance(world, reliance):
    assert eu_supply_risk(world, None, reliance) == pytest.approx(world)


def test_supply_risk_takes_arrays():
    found = eu_supply_risk([4, 2], [5, 2], [0.8, 1], [0.1, 0], [0.8, 1])
    assert found == pytest.approx([3.312, 2])


def test_import_score_by_hand():
    """HHI .52; (.5 * 10 + .2 * 30) / (10 + 40) = .22; product .1144."""
    assert geopolrisk_score([60, 40], [0.5, 0.2], [10, 30], domestic_production=10) == pytest.approx(0.1144)
    assert geopolrisk_score(0.52, [0.5, 0.2], [10, 30], 10) == pytest.approx(0.1144)


@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0.01, 1e4)), min_size=1, max_size=10), st.floats(0, 1e5))
def test_import_score_falls_with_own_production_and_stays_below_the_index(rows, own):
    governance, imports = zip(*rows, strict=True)
    score = geopolrisk_score([3, 1], governance, imports, own)
    assert 0 <= score <= 0.625 + 1e-12
    assert score <= geopolrisk_score([3, 1], governance, imports) + 1e-12


@pytest.mark.parametrize(
    ("call", "argument"),
    [
        (lambda: governance_weighted_hhi([0.5, 0.5], [1, -0.3]), "governance[1]"),
        (lambda: governance_weighted_hhi([0.5, 0.5], [1, float("nan")]), "governance[1]"),
        (lambda: governance_weighted_hhi([0.5, 0.5], [1, 2, 3]), "governance"),
        (lambda: governance_weighted_hhi([0.5, 0.2], [1, 1], normalize=False), "shares"),
        (lambda: governance_risk([]), "estimates"),
        (lambda: geopolrisk_score([1, 2], [10, 30], [0.5, 0.2]), "governance[0]"),
        (lambda: geopolrisk_score(1.2, [0.5], [1]), "production"),
        (lambda: geopolrisk_score([1, 2], [0.5], [0]), "imports and domestic_production"),
        (lambda: geopolrisk_score([1, 2], [0.5], [1], -1), "domestic_production"),
        (lambda: eu_supply_risk(1, 1, 80), "import_reliance"),
        (lambda: eu_supply_risk(1, -1, 0.8), "hhi_eu"),
        (lambda: eu_supply_risk(1, 1, 0.8, 12), "eol_rir"),
    ],
)
def test_bad_values_are_named(call, argument):
    with pytest.raises(IndicatorError) as caught:
        call()
    assert caught.value.argument == argument
