"""The small book of the tests in a real browser: what `make test` can see before there is a book to read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import View
from .findings import COLOURS, HEIGHT, STRUCTURE, grave, misordered, misplaced

pytestmark = pytest.mark.browser
PAGES = ("index", "partners/ind", "partners/mex", "methods", "data")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 768, 390])
def test_every_page_is_right(opened: Callable[..., View], built: Path, width: int, scheme: str) -> None:
    """No outside request, no error, nothing out of place or moved, nothing grave for axe-core."""
    for page in PAGES:
        view = opened(built / f"_build/html/{page}.html", width, scheme)
        before = view.tab.evaluate(HEIGHT)
        charts = view.draw()
        found = misplaced(view, before, charts) + misordered(view) + grave(view, STRUCTURE, COLOURS)
        assert [*view.faults, *found] == [], f"{page} at {width} px, {scheme}"
        assert charts == (1 if page.startswith("partners/") else 0)


def test_the_picture_is_there_without_scripts(opened: Callable[..., View], built: Path) -> None:
    """Without scripts the figure is its static picture, with its number, caption and alternative text."""
    view = opened(built / "_build/html/partners/ind.html", scripts=False)
    figure = view.tab.locator("#fig-ind-suppliers")
    assert figure.locator("img").is_visible() and figure.locator("img").get_attribute("alt") == "Bars"
    assert "Suppliers by value" in figure.locator("figcaption").inner_text()
    assert view.tab.locator("#fig-ind-suppliers .chart-live").count() == 0


def test_a_tool_opens_by_keyboard_and_cites(opened: Callable[..., View], built: Path) -> None:
    """Enter on *Cite* shows the forms; Escape closes them."""
    view = opened(built / "_build/html/partners/ind.html")
    tools = view.tab.locator("#fig-ind-suppliers ~ .report-tools").first
    tools.locator("summary").focus()
    view.tab.keyboard.press("Enter")
    assert "fig-ind-suppliers" in tools.locator("[data-format=footnote] .cite-words").inner_text()
    view.tab.keyboard.press("Escape")
    assert tools.locator("details").get_attribute("open") is None


def test_search_finds_a_partner(opened: Callable[..., View], built: Path) -> None:
    """The search page works from a file."""
    view = opened(built / "_build/html/search.html", query="?q=India")
    view.tab.wait_for_selector("#search-results li a", timeout=15_000)
    found = view.tab.eval_on_selector_all("#search-results li a", "links => links.map(link => link.href)")
    assert any("partners/ind.html" in address for address in found) and not view.faults
