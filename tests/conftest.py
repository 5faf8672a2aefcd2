"""Fixtures of the core tests: a small real project, and one copy of it that was built once for all workers."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

import pytest
from hypothesis import settings

from .project import options, write_package, write_project
from .project import tables as small_tables

settings.register_profile("project", deadline=None, derandomize=True, max_examples=60)
settings.load_profile("project")


def pytest_configure(config: pytest.Config) -> None:
    """The notebook client leaves the event loops of its threads to the garbage collector; ours to close are none."""
    config.addinivalue_line("filterwarnings", "ignore:unclosed (event loop|<socket|<zmq):ResourceWarning")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small project of the test's own, never built."""
    return write_project(tmp_path / "project")


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A small data folder of the test's own."""
    return write_package(tmp_path / "data", small_tables())


@pytest.fixture
def no_check(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out the checks of the data package, which want every table of the book (tests/check covers them)."""
    _apart_from_the_repository(monkeypatch)


def _apart_from_the_repository(patch: pytest.MonkeyPatch) -> None:
    """No check of the package, and a fixed digest of its code: someone may be editing it while the tests run."""
    patch.setattr("report.build.check", lambda options: None)
    for module in ("report.build", "report.execution.cache"):
        patch.setattr(f"{module}.package_code", lambda only_kernel=True: "the code under test")


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small project, built with Jupyter Book once for all test workers; do not change it."""
    shared = tmp_path_factory.getbasetemp()
    shared = shared.parent if os.environ.get("PYTEST_XDIST_WORKER") else shared
    root, finished = shared / "built", shared / "built.finished"
    try:
        root.mkdir()
    except FileExistsError:
        for _ in range(1800):
            if finished.exists():
                break
            time.sleep(0.1)
    else:
        with pytest.MonkeyPatch.context() as patch:
            _apart_from_the_repository(patch)
            outcome = _build(root)
        finished.write_text(outcome, encoding="utf-8")
    assert finished.read_text(encoding="utf-8") == "", finished.read_text(encoding="utf-8")
    return root


def _build(root: Path) -> str:
    """Build the project; the error as text, empty when it went well."""
    from report.build import build

    try:
        build(options(write_project(root)))
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return ""


@pytest.fixture
def book(built: Path, tmp_path: Path) -> Path:
    """A copy of the built small project that a test may change and build again."""
    return Path(shutil.copytree(built, tmp_path / "book"))
