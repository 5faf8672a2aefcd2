"""The published book itself: built by `make book`, read here as a reader gets it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SITE = ROOT / "_build" / "html"


@pytest.fixture(scope="session")
def site() -> Path:
    """Folder of the built pages; fails with the next step when there is none."""
    assert (SITE / "index.html").exists(), "there is no book: run `make book` first"
    return SITE


@pytest.fixture(scope="session")
def registry(site: Path) -> dict[str, dict]:
    """Every declaration by permanent id."""
    return json.loads((ROOT / "_build" / "registry.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def pages(site: Path) -> list[Path]:
    """The pages of the table of contents."""
    from report.chapters import pages_in_order

    return [site / f"{page}.html" for page in pages_in_order(ROOT)]
