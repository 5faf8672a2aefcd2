"""The tools in a real browser, from files and with the network cut: keyboard, copying, day of reading, filter."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parents[2]
SITE = ROOT / "_build" / "html"
pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def figure() -> dict:
    """The first figure of the index, with its id."""
    items = json.loads((SITE / "figures.json").read_text(encoding="utf-8"))["items"]
    identity = next(one for one in items if one.startswith("fig-"))
    return {"id": identity, **items[identity]}


def opened(browser: Browser, page: str, scripts: bool = True, width: int = 1280) -> Page:
    """A page of the built book, with every request to the network refused."""
    context = browser.new_context(java_script_enabled=scripts, viewport={"width": width, "height": 900})
    context.route("**/*", lambda route: route.continue_() if route.request.url.startswith("file:") else route.abort())
    tab = context.new_page()
    tab.goto((SITE / page).as_uri(), wait_until="load")
    return tab


def test_without_scripts_citation_opens_and_files_are_there(browser: Browser, figure: dict) -> None:
    """Opening the fold shows the citation; every tool leads to a file of the site."""
    tab = opened(browser, figure["page"], scripts=False)
    tools = tab.locator(f"#{figure['id']} ~ .report-tools").first
    tools.locator("summary").click()
    assert tools.locator("[data-format=footnote] .cite-words").inner_text() == figure["cite"]
    assert "[day you read it]" in tools.locator("[data-format=text]").inner_text()
    for address in tools.locator("a[download]").evaluate_all("links => links.map(link => link.href)"):
        path = Path(address.removeprefix("file://"))
        assert path.exists() and path.stat().st_size > 0, address
    tab.context.close()


def test_keyboard_opens_copies_and_closes(browser: Browser, figure: dict) -> None:
    """Enter opens, the copied BibTeX carries today's date, Escape closes and returns to the button."""
    tab = opened(browser, figure["page"])
    tab.evaluate("navigator.clipboard.writeText = (text) => { window.copied = text; return Promise.resolve(); }")
    tools = tab.locator(f"#{figure['id']} ~ .report-tools").first
    tools.locator("summary").focus()
    tab.keyboard.press("Enter")
    assert tools.locator(".cite-day").inner_text().endswith(str(date.today().year))
    tools.locator("[data-format=bibtex] button").focus()
    tab.keyboard.press("Enter")
    tab.wait_for_function("window.copied")
    copied = tab.evaluate("window.copied")
    assert copied.startswith("@misc{") and f'urldate = "{date.today().isoformat()}"' in copied and copied.endswith("}")
    assert tools.locator(".tool-said").inner_text() == "Copied"
    tab.keyboard.press("Escape")
    assert tools.locator("details").get_attribute("open") is None
    assert tab.evaluate("document.activeElement.tagName") == "SUMMARY"
    tab.context.close()


def test_every_form_with_the_day_is_read_back(browser: Browser, figure: dict) -> None:
    """What scripts add leaves the forms readable: BibTeX by pybtex, CSL as JSON, RIS by its lines."""
    from pybtex.database import parse_string

    tab = opened(browser, figure["page"])
    tools = tab.locator(f"#{figure['id']} ~ .report-tools").first
    tools.locator("summary").click()
    words = {
        name: tools.locator(f"[data-format={name}] .cite-words").text_content() for name in ("bibtex", "ris", "csl")
    }
    [entry] = parse_string(words["bibtex"], "bibtex").entries.values()
    assert entry.fields["urldate"] == date.today().isoformat()
    [item] = json.loads(words["csl"])
    assert item["accessed"]["date-parts"][0][0] == date.today().year and item["call-number"] == figure["id"]
    lines = words["ris"].split("\n")
    assert lines[-1].startswith("ER  -") and f"Y2  - {date.today():%Y/%m/%d}" in lines
    tab.context.close()


@pytest.mark.parametrize("page", ["figures.html", "values.html"])
def test_index_is_filtered_as_one_types(browser: Browser, page: str) -> None:
    """Every word has to be in a row; the count is told; clearing shows all again."""
    tab = opened(browser, page, width=390)
    rows = tab.locator("table.report-index tbody tr")
    total = rows.count()
    field = tab.locator(".index-filter input")
    field.fill("india 2026-11")
    shown = tab.locator("table.report-index tbody tr:not([hidden])").count()
    assert 0 < shown < total
    assert tab.locator(".index-filter [role=status]").inner_text() == f"{shown} of {total}"
    field.fill("")
    assert tab.locator("table.report-index tbody tr:not([hidden])").count() == total
    assert tab.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    tab.context.close()
