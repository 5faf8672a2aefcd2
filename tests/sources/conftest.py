"""What the tests of the importers share: the project's data folder as the one that is extended, and a warm check."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from report.sources.common import Context

from .files import DATA

TODAY = date(2027, 2, 1)


@pytest.fixture
def context() -> Context:
    """The project's data on a day after its edition."""
    return Context(DATA, today=TODAY)


@pytest.fixture(scope="session")
def checks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the check remembers its verdicts on tables that no test changes."""
    return tmp_path_factory.mktemp("checks")
