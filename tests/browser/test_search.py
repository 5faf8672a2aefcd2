"""Search works from a file, without a server: partners, minerals, instruments and figure titles."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest

from .conftest import View

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def found(view: View) -> list[str]:
    """Addresses of the pages that a search lists."""
    view.tab.wait_for_selector("#search-results li a", timeout=15_000)
    view.tab.wait_for_timeout(800)
    return view.tab.eval_on_selector_all("#search-results li a", "links => links.map(link => link.href)")


@pytest.mark.parametrize(
    ("words", "page"),
    [
        ("India", "partners/ind.html"),
        ("lithium", "minerals/lithium.html"),
        ("critical minerals memorandum", "landscape.html"),
        ("Memorandum of Understanding", "partners/ind.html"),
    ],
)
def test_search_finds(opened: Callable[..., View], site: Path, words: str, page: str) -> None:
    """The page that a reader means is among the results, and nothing fails."""
    view = opened(site / "search.html", query=f"?q={quote(words)}")
    assert any(page in address for address in found(view))
    assert not view.faults


def test_search_finds_a_figure_by_its_caption(opened: Callable[..., View], site: Path, registry: dict) -> None:
    """Words of a figure's caption lead to its page."""
    caption = next(entry["caption"] for name, entry in registry.items() if name == "fig-ind-capacity")
    words = " ".join(word for word in json.dumps(caption).strip('"').split() if word.isalpha())
    view = opened(site / "search.html", query=f"?q={quote(words)}")
    assert any("partners/ind.html" in address for address in found(view))
