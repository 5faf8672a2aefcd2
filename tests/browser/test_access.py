"""Readers with a screen reader, a keyboard, or weak eyes: axe-core on every page, and what it cannot see."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import axe_core_python
import pytest

from .conftest import View

pytestmark = pytest.mark.browser
AXE = Path(axe_core_python.__file__).with_name("axe.min.js")
RUN = "() => axe.run(document, {resultTypes: ['violations']})"
GRAVE = {"serious", "critical"}
HEADINGS = (
    "[...document.querySelectorAll('main :is(h1,h2,h3,h4,h5,h6)')].map(h => [Number(h.tagName[1]), h.textContent])"
)


def grave(view: View) -> list[str]:
    """Serious and critical findings of axe on a page, each with its first places."""
    view.tab.evaluate(AXE.read_text(encoding="utf-8"))
    found = view.tab.evaluate(RUN)["violations"]
    return [
        f"{one['id']} ({len(one['nodes'])}): {[node['target'] for node in one['nodes'][:3]]}"
        for one in found
        if one["impact"] in GRAVE
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_grave(opened: Callable[..., View], pages: list[Path], width: int, scheme: str) -> None:
    """No serious or critical finding after the charts are drawn."""
    faults: list[str] = []
    for page in pages:
        view = opened(page, width, scheme)
        view.draw()
        faults += [f"{page.name} at {width} px, {scheme}: {fault}" for fault in grave(view)]
    assert not faults, "\n".join(faults)


def test_headings_are_in_order_and_the_language_is_set(opened: Callable[..., View], pages: list[Path]) -> None:
    """One first heading, no level left out, English."""
    for page in pages:
        view = opened(page)
        levels = [level for level, _ in view.tab.evaluate(HEADINGS)]
        assert levels.count(1) == 1 and levels[0] == 1, page.name
        assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False)), page.name
        assert view.tab.evaluate("document.documentElement.lang") == "en"


def test_a_drawn_chart_is_one_picture_with_a_sentence(opened: Callable[..., View], site: Path) -> None:
    """A screen reader hears the alternative text once and none of the marks; the data are in a table below."""
    view = opened(site / "partners" / "ind.html")
    charts = view.draw()
    live = view.tab.locator('.chart-live[role="img"]')
    assert charts and live.count() == charts
    for at in range(charts):
        assert len(live.nth(at).get_attribute("aria-label") or "") > 20
        assert live.nth(at).locator("[aria-label], [tabindex]").count() == 0
        assert live.nth(at).locator('> [aria-hidden="true"]').count() == 1
    assert view.tab.locator("details.figure-data table").count() == charts


def test_the_keyboard_opens_folds_and_sorts_tables(opened: Callable[..., View], site: Path) -> None:
    """Enter opens the data of a figure and sorts a table, which says so."""
    view = opened(site / "partners" / "ind.html")
    fold = view.tab.locator("details.figure-data").first
    fold.locator("summary").focus()
    view.tab.keyboard.press("Enter")
    assert fold.get_attribute("open") is not None
    button = view.tab.locator(".sort-button").first
    head = view.tab.locator("th", has=button).first
    button.focus()
    view.tab.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") == "ascending"
    view.tab.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") == "descending"
