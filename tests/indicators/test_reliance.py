"""Net import reliance against the US figures of USGS Mineral Commodity Summaries 2026."""

import pytest

from report.indicators import IndicatorError, net_import_reliance

# commodity, year, apparent consumption, domestic production that meets it (one unit), printed percent.
PUBLISHED = [
    ("cobalt", 2021, 6650, 1800, 73),
    ("zinc", 2021, 908, 220, 76),
    ("copper", 2022, 1810, 1069, 41),
    ("zinc", 2023, 921, 220, 76),
    ("copper", 2024, 1860, 1022, 45),
    ("cobalt", 2025, 9600, 2000, 79),
    ("zinc", 2025, 820, 220, 73),
]


@pytest.mark.parametrize(("commodity", "year", "consumption", "domestic", "percent"), PUBLISHED)
def test_reliance_from_domestic_supply(commodity, year, consumption, domestic, percent):
    reliance = net_import_reliance(consumption - domestic, 0, consumption)
    assert round(100 * reliance) == percent


@pytest.mark.parametrize(("net_imports", "consumption", "percent"), [(4673, 5100, 92), (5820, 6200, 94)])
def test_reliance_of_potash_from_net_imports(net_imports, consumption, percent):
    assert round(100 * net_import_reliance(net_imports, 0, consumption)) == percent


def test_primary_part_of_nickel_consumption():
    assert round(100 * net_import_reliance(97500, 0, 254000)) == 38


def test_stocks_and_exports_count():
    assert net_import_reliance(60, 20, 100, stock_change=10) == pytest.approx(0.5)
    assert net_import_reliance(60, 20, 100, stock_change=-10) == pytest.approx(0.3)
    assert net_import_reliance(10, 60, 100) == pytest.approx(-0.5)


@pytest.mark.parametrize(
    ("arguments", "name"),
    [((-1, 0, 10), "imports"), ((1, float("nan"), 10), "exports"), ((1, 0, 0), "apparent_consumption")],
)
def test_bad_amounts_are_named(arguments, name):
    with pytest.raises(IndicatorError) as caught:
        net_import_reliance(*arguments)
    assert caught.value.argument == name
