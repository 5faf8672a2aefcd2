"""Net import reliance and the asymmetry of two reports: answers by hand, identities and refusals."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.indicators import IndicatorError, mirror_asymmetry, net_import_reliance

AMOUNT = st.floats(0.01, 1e9)


def test_stocks_and_exports_count():
    assert net_import_reliance(60, 20, 100, stock_change=10) == pytest.approx(0.5)
    assert net_import_reliance(60, 20, 100, stock_change=-10) == pytest.approx(0.3)
    assert net_import_reliance(10, 60, 100) == pytest.approx(-0.5)


def test_reliance_takes_arrays_and_gives_plain_numbers_for_numbers():
    assert net_import_reliance([60, 10], [20, 60], [100, 100], [10, 0]).tolist() == [0.5, -0.5]
    assert type(net_import_reliance(60, 20, 100)) is float


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        ((-1, 0, 10), "imports"),
        ((1, float("nan"), 10), "exports"),
        ((1, 0, 0), "apparent_consumption"),
        ((1, 0, 10, float("inf")), "stock_change"),
        (([1, 2], [0, 0], [10, 0]), "apparent_consumption[1]"),
        (("W", 0, 10), "imports"),
    ],
)
def test_bad_amounts_are_named(arguments, name):
    with pytest.raises(IndicatorError) as caught:
        net_import_reliance(*arguments)
    assert caught.value.argument == name


def test_asymmetry_by_hand():
    """The buyer reports 150, the seller 100: 50 over the mean of 125; at 1.06, 44 over 128."""
    assert mirror_asymmetry(150, 100, cif_fob=1) == pytest.approx(0.4)
    assert mirror_asymmetry(150, 100) == pytest.approx(44 / 128)
    assert mirror_asymmetry([106, 0, 50], [100, 10, 0]) == pytest.approx([0, -2, 2])


@given(AMOUNT, AMOUNT)
def test_asymmetry_is_antisymmetric_and_bounded(imports, exports):
    forth, back = mirror_asymmetry(imports, exports, 1), mirror_asymmetry(exports, imports, 1)
    assert forth == pytest.approx(-back)
    assert -2 <= forth <= 2


@given(AMOUNT, st.floats(1, 1.5))
def test_reports_that_differ_by_the_cost_of_transport_agree(exports, factor):
    assert mirror_asymmetry(exports * factor, exports, factor) == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        ((0, 0), "imports and exports"),
        (([1, 0], [1, 0]), "imports and exports[1]"),
        ((-1, 1), "imports"),
        ((1, 1, 0), "cif_fob"),
    ],
)
def test_what_has_no_asymmetry_is_named(arguments, name):
    with pytest.raises(IndicatorError) as caught:
        mirror_asymmetry(*arguments)
    assert caught.value.argument == name
