"""Readers with a screen reader or a keyboard: what axe-core (in test_pages) cannot see."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import View

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_a_drawn_chart_is_one_picture_with_a_sentence(opened: Callable[..., View], site: Path) -> None:
    """A screen reader hears the alternative text once and none of the marks; the data are in a table below."""
    view = opened(site / "partners" / "ind.html")
    charts = view.draw()
    live = view.tab.locator('.chart-live[role="img"]')
    assert charts and live.count() == charts
    for at in range(charts):
        assert len(live.nth(at).get_attribute("aria-label") or "") > 20
        assert live.nth(at).locator('[aria-label], [tabindex]:not([tabindex="-1"])').count() == 0
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


def test_a_cell_of_the_scope_matrix_leads_to_its_source(opened: Callable[..., View], site: Path) -> None:
    """A click on a drawn cell asks for the document behind it, which the cut network refuses."""
    view = opened(site / "landscape.html")
    view.draw()
    cells = view.tab.locator("#fig-landscape-scope .chart-live svg .mark-rect path")
    cells.first.scroll_into_view_if_needed()
    asked: list[str] = []
    view.tab.context.on("request", lambda request: asked.append(request.url))
    for at in range(cells.count()):
        cells.nth(at).click()
        view.tab.wait_for_timeout(200)
        if any(address.startswith("http") for address in asked):
            break
    assert any(address.startswith("http") for address in asked)
