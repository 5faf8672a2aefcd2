"""A real browser on the published book, with the network cut; a failing test keeps a picture of what it saw."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, sync_playwright

from ..book.conftest import pages, registry, site

__all__ = ["pages", "registry", "site"]
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
REQUIRED = "REPORT_BROWSER_REQUIRED"
"""Set by `make check-slow` and by the gate: a missing browser is then a failure."""
FAILURES = Path(__file__).with_name("failures")


@dataclass
class View:
    """A page as a reader sees it, and the faults seen while it loaded."""

    tab: Page
    faults: list[str] = field(default_factory=list)

    def draw(self) -> int:
        """Draw every chart at once; how many the page has."""
        return self.tab.evaluate("window.reportCharts ? reportCharts() : 0")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium; without it these tests are reported as not run, or fail where it must be there."""
    path = next((found for name in NAMES if (found := shutil.which(name))), None)
    if path is None:
        without = pytest.fail if os.environ.get(REQUIRED) else pytest.skip
        without("no Chromium: run `make browser`, or install your system's package `chromium`")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def opened(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Callable[..., View]]:
    """`opened(path, width=1280, scheme="light", scripts=True)`: a page from its file. One page is open at a time."""
    contexts: list[BrowserContext] = []
    views: list[View] = []

    def open_page(path: Path, width: int = 1280, scheme: str = "light", scripts: bool = True, query: str = "") -> View:
        while contexts:
            contexts.pop().close()
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            java_script_enabled=scripts,
            reduced_motion="reduce",
        )
        contexts.append(context)
        view = View(context.new_page())
        views.append(view)
        _watch(context, view)
        view.tab.goto(f"{path.as_uri()}{query}", wait_until="load")
        return view

    yield open_page
    report = getattr(request.node, "report_of_call", None)
    if report is not None and report.failed and views:
        FAILURES.mkdir(exist_ok=True)
        name = "".join(letter if letter.isalnum() else "-" for letter in request.node.name)
        views[-1].tab.screenshot(path=FAILURES / f"{name}.png", full_page=True)
    while contexts:
        contexts.pop().close()


def _watch(context: BrowserContext, view: View) -> None:
    def route(asked: Route) -> None:
        if asked.request.url.startswith("file:"):
            asked.continue_()
        else:
            view.faults.append(f"asks for {asked.request.url}")
            asked.abort()

    context.route("**/*", route)
    view.tab.on("console", lambda said: view.faults.append(said.text) if said.type == "error" else None)
    view.tab.on("pageerror", lambda error: view.faults.append(str(error)))
    view.tab.on("requestfailed", lambda request: view.faults.append(f"missing {request.url}"))


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Leave the outcome on the test, so that the fixture knows whether to keep a picture."""
    outcome = yield
    if outcome.get_result().when == "call":
        item.report_of_call = outcome.get_result()
