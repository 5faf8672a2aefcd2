"""Comparative indicators against published numbers and their identities."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from report.indicators import (
    IndicatorError,
    export_similarity_index,
    grubel_lloyd_index,
    revealed_comparative_advantage,
    symmetric_revealed_comparative_advantage,
    trade_complementarity_index,
    trade_intensity_index,
)

VALUES = st.floats(0.01, 1e6)
MATRIX = arrays.arrays(float, st.tuples(st.integers(2, 6), st.integers(2, 6)), elements=VALUES)
PAIR = st.integers(1, 10).flatmap(
    lambda size: st.tuples(*[st.lists(VALUES, min_size=size, max_size=size) for _ in range(2)])
)


def test_rca_by_hand():
    """A sells 30 of 40 in the first good, the world 50 of 100: (30 / 40) / (50 / 100) = 1.5."""
    rca = revealed_comparative_advantage([[30, 10], [20, 40]])
    assert rca[0, 0] == pytest.approx(1.5)
    assert rca[1, 1] == pytest.approx((40 / 60) / (50 / 100))


@given(MATRIX)
def test_world_weighted_rca_is_one(exports):
    weights = exports.sum(axis=1) / exports.sum()
    assert weights @ revealed_comparative_advantage(exports) == pytest.approx(1)


@given(MATRIX)
def test_rca_does_not_depend_on_the_unit(exports):
    first, second = revealed_comparative_advantage(exports), revealed_comparative_advantage(1000 * exports)
    assert np.allclose(first, second)


@given(MATRIX)
def test_rca_from_totals_is_that_of_the_matrix(exports):
    totals = (exports.sum(axis=1, keepdims=True), exports.sum(axis=0), exports.sum())
    assert np.allclose(revealed_comparative_advantage(exports, *totals), revealed_comparative_advantage(exports))


def test_rca_keeps_the_labels_of_a_table():
    table = pd.DataFrame([[30, 10], [20, 40]], index=["CAN", "CHN"], columns=["nickel", "cobalt"])
    assert revealed_comparative_advantage(table).loc["CAN", "nickel"] == pytest.approx(1.5)
    rsca = symmetric_revealed_comparative_advantage(pd.Series({"nickel": 3.0, "cobalt": 0.0}))
    assert rsca.to_dict() == {"nickel": 0.5, "cobalt": -1}


def test_rca_with_totals_in_part_is_refused():
    with pytest.raises(IndicatorError, match="^world_exports"):
        revealed_comparative_advantage(30, 40)


@given(PAIR)
def test_two_way_trade_lies_between_none_and_all(pair):
    exports, imports = pair
    assert 0 <= grubel_lloyd_index(exports, imports) <= 1
    assert grubel_lloyd_index(exports, imports) == pytest.approx(grubel_lloyd_index(imports, exports))
    assert grubel_lloyd_index(exports, exports) == 1
    assert grubel_lloyd_index(exports, [0] * len(exports)) == pytest.approx(0, abs=1e-12)


def test_rca_of_an_exporter_of_nothing_is_missing():
    assert np.isnan(revealed_comparative_advantage([[0, 0], [1, 2]])[0]).all()


@given(st.floats(1e-6, 1e6))
def test_rsca_is_antisymmetric(rca):
    forth, back = symmetric_revealed_comparative_advantage([rca, 1 / rca])
    assert back == pytest.approx(-forth, abs=1e-9)
    assert -1 <= forth < 1


@given(PAIR)
def test_tci_and_esi_are_one_overlap(pair):
    shares = [np.array(side) / np.sum(side) for side in pair]
    expected = 100 * (1 - np.abs(shares[0] - shares[1]).sum() / 2)
    assert trade_complementarity_index(*pair) == pytest.approx(expected, abs=1e-6)
    assert export_similarity_index(*pair) == pytest.approx(expected, abs=1e-6)


@given(PAIR)
def test_overlap_is_symmetric_and_bounded(pair):
    first, second = pair
    assert export_similarity_index(first, second) == pytest.approx(export_similarity_index(second, first))
    assert 0 <= trade_complementarity_index(first, second) <= 100 + 1e-9


def test_overlap_of_equal_and_disjoint_baskets():
    assert trade_complementarity_index([1, 3], [2, 6]) == pytest.approx(100)
    assert export_similarity_index([1, 0], [0, 1]) == 0


@given(PAIR)
def test_overlap_is_full_only_if_equal_and_none_only_if_disjoint(pair):
    one, two = (np.array(side) / np.sum(side) for side in pair)
    apart = np.abs(one - two).max()
    assert export_similarity_index(one, two) > 0
    if apart > 1e-6:
        assert export_similarity_index(one, two) < 100


def test_intensity_by_hand():
    """30 of 100 exports go to a partner that takes 20 of 200 of world trade: 0.3 / 0.1."""
    assert trade_intensity_index(30, 100, 20, 200) == pytest.approx(3)


@given(st.lists(VALUES, min_size=2, max_size=8), st.data())
def test_world_weighted_intensity_is_one(exports, data):
    others = data.draw(st.lists(VALUES, min_size=len(exports), max_size=len(exports)))
    own, imports = np.array(exports), np.array(exports) + np.array(others)
    world = imports.sum()
    intensity = trade_intensity_index(own, own.sum(), imports, world)
    assert (imports / world) @ intensity == pytest.approx(1)


@pytest.mark.parametrize("position", [1, 2, 3])
def test_intensity_names_the_zero(position):
    values = [1.0, 1.0, 1.0, 1.0]
    values[position] = 0
    with pytest.raises(IndicatorError) as caught:
        trade_intensity_index(*values)
    expected = ["", "exporter_total", "partner_imports", "world_total"][position]
    assert caught.value.argument == expected


def test_unequal_baskets_are_refused():
    with pytest.raises(IndicatorError, match="shapes"):
        trade_complementarity_index([1, 2], [1, 2, 3])


def test_goods_in_another_order_are_refused():
    """Two labelled lists of the same goods in another order would give a number, and a wrong one."""
    first, second = pd.Series({"nickel": 1, "cobalt": 3}), pd.Series({"cobalt": 3, "nickel": 1})
    with pytest.raises(IndicatorError, match="same order"):
        trade_complementarity_index(first, second)
    assert trade_complementarity_index(first, second.reindex(first.index)) == pytest.approx(100)


@pytest.mark.parametrize("exports", [[[1, -2]], [[1, float("nan")]], [1, 2], [[0, 0]]])
def test_bad_export_matrices_are_refused(exports):
    with pytest.raises(IndicatorError, match="^exports"):
        revealed_comparative_advantage(exports)


def test_text_is_refused():
    with pytest.raises(IndicatorError, match="cannot be read as numbers"):
        symmetric_revealed_comparative_advantage(["a lot"])
