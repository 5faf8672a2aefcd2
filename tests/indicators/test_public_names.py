"""The package's public surface is what it says, and every indicator is documented by an example that holds."""

import doctest
import importlib
import inspect
import pkgutil

import pytest

import report.indicators

MODULES = [module.name for module in pkgutil.iter_modules(report.indicators.__path__)]
FUNCTIONS = [name for name in report.indicators.__all__ if inspect.isfunction(getattr(report.indicators, name))]


def test_all_is_sorted_and_real():
    names = report.indicators.__all__
    assert names == sorted(names)
    assert all(hasattr(report.indicators, name) for name in names)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_indicator_says_errors_and_source_and_shows_a_call(name):
    text = " ".join(inspect.getdoc(getattr(report.indicators, name)).split())
    for part in ("Raises IndicatorError", "Source:", "Returns", ">>> "):
        assert part in text


@pytest.mark.parametrize("name", MODULES)
def test_examples_hold(name):
    assert doctest.testmod(importlib.import_module(f"report.indicators.{name}")).failed == 0


def test_indicators_know_no_tables_and_no_files():
    """Arrays in, numbers out: nothing of the package but itself, and no pandas."""
    for name in MODULES:
        source = inspect.getsource(importlib.import_module(f"report.indicators.{name}"))
        imports = [line for line in source.splitlines() if line.startswith(("import ", "from "))]
        assert not [
            line for line in imports if "pandas" in line or ("report" in line and "report.indicators" not in line)
        ]
