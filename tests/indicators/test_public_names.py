"""The package's public surface is what it says, and every indicator is documented."""

import inspect

import report.indicators


def test_all_is_sorted_and_real():
    names = report.indicators.__all__
    assert names == sorted(names)
    assert all(hasattr(report.indicators, name) for name in names)


def test_every_indicator_says_units_and_errors():
    functions = [getattr(report.indicators, name) for name in report.indicators.__all__]
    for function in filter(inspect.isfunction, functions):
        text = " ".join(inspect.getdoc(function).split())
        assert "Raises IndicatorError" in text, function.__name__
