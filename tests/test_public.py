"""The names that notebooks call are there, and are loaded only when used."""

from __future__ import annotations

import subprocess
import sys

import pytest

import report


def test_public_names_are_sorted_and_there():
    assert report.__all__ == sorted(report.__all__)
    assert set(report.__all__) == {"claim", "figure", "format", "parameters", "table", "tables", "value"}
    assert all(callable(getattr(report, name)) for name in report.__all__)


def test_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="has no attribute 'figures'"):
        _ = report.figures


def test_import_loads_nothing_heavy():
    code = "import sys, report, report.cli; print(sorted({'pandas', 'altair', 'IPython'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
