"""Every page in a real browser with the network cut: nothing asked from outside, no error, no sideways scroll."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

pytestmark = pytest.mark.browser
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The system's Chromium; its absence is a failure here, never a pass."""
    path = next((found for name in NAMES if (found := shutil.which(name))), None)
    assert path, "no Chromium: install the system's package `chromium`"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield chromium
        chromium.close()


def opened(browser: Browser, page: Path, width: int, scheme: str) -> tuple[Page, list[str]]:
    """A page opened from its file, and the faults seen while it loaded."""
    faults: list[str] = []
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    context.route(
        "**/*",
        lambda route: (
            route.continue_()
            if route.request.url.startswith("file:")
            else (faults.append(f"asks for {route.request.url}"), route.abort())
        ),
    )
    tab = context.new_page()
    tab.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    tab.on("pageerror", lambda error: faults.append(str(error)))
    tab.goto(page.as_uri(), wait_until="load")
    return tab, faults


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_every_page_opens_without_network(browser: Browser, pages: list[Path], width: int, scheme: str) -> None:
    """No outside request, no console error, pictures drawn, no sideways scroll."""
    faults: list[str] = []
    for page in pages:
        tab, found = opened(browser, page, width, scheme)
        faults += [f"{page.name}: {fault}" for fault in found]
        broken = tab.evaluate("[...document.images].filter(i => i.complete && !i.naturalWidth).map(i => i.src)")
        faults += [f"{page.name}: picture not drawn {source}" for source in broken]
        sideways = tab.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        faults += [f"{page.name}: scrolls {sideways} px sideways at {width} px"] if sideways > 0 else []
        tab.context.close()
    assert not faults
