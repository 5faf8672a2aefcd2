"""Every page without a network: nothing asked from outside, no error, no sideways scroll, charts drawn in place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import View

pytestmark = pytest.mark.browser
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
HEIGHT = "document.documentElement.scrollHeight"
BROKEN = "[...document.images].filter(i => i.complete && !i.naturalWidth && i.offsetParent).map(i => i.src)"
OUTSIDE = """[...document.querySelectorAll('.bd-article figure, .bd-article table')].filter(e => {
  const box = e.closest('.pst-scrollable-table-container, .figure-data-box, .chart-wide') || e;
  return box.getBoundingClientRect().right > document.querySelector('.bd-article').getBoundingClientRect().right + 1;
}).map(e => e.id || e.className)"""
MOST_BYTES = 1_000_000


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark"), (768, "light")])
def test_every_page_opens_without_network(
    opened: Callable[..., View], pages: list[Path], width: int, scheme: str
) -> None:
    """No outside request or console error; figures and tables inside the text; nothing moves when charts are drawn."""
    faults: list[str] = []
    for page in pages:
        view = opened(page, width, scheme)
        before = view.tab.evaluate(HEIGHT)
        charts = view.draw()
        faults += [f"{page.name}: {fault}" for fault in view.faults]
        faults += [f"{page.name}: picture not drawn {source}" for source in view.tab.evaluate(BROKEN)]
        faults += [f"{page.name}: wider than the text: {name}" for name in view.tab.evaluate(OUTSIDE)]
        if view.tab.locator(".chart-drawn").count() != charts:
            faults.append(f"{page.name}: a chart was not drawn")
        if (sideways := view.tab.evaluate(SIDEWAYS)) > 0:
            faults.append(f"{page.name}: scrolls {sideways} px sideways at {width} px")
        if abs(view.tab.evaluate(HEIGHT) - before) > 2 * max(charts, 1):
            faults.append(f"{page.name}: moves when its charts are drawn, at {width} px")
    assert not faults, "\n".join(faults)


def test_every_page_is_whole_without_scripts(opened: Callable[..., View], pages: list[Path]) -> None:
    """Without scripts every figure shows its static picture, and the text is there."""
    for page in pages:
        view = opened(page, scripts=False)
        figures = view.tab.locator(".bd-article figure")
        assert all(figures.nth(at).locator("img").is_visible() for at in range(figures.count())), page.name
        assert view.tab.locator("h1").first.is_visible()


def test_no_page_is_heavy(pages: list[Path]) -> None:
    """No page over 1 MB by itself; the chart library is loaded only where there are charts, and after the text."""
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert len(text.encode()) < MOST_BYTES, page.name
        assert ("charts.js" in text) == ('class="chart-spec"' in text), page.name
        if "charts.js" in text:
            assert text.index("charts.js") > text.rindex("</article>"), page.name


def test_every_page_forbids_what_it_does_not_need(pages: list[Path]) -> None:
    """Each page carries a policy without evaluation of text and without other hosts."""
    for page in pages:
        policy = page.read_text(encoding="utf-8").split('Content-Security-Policy" content="', 1)[1].split('">', 1)[0]
        assert "unsafe-eval" not in policy and "http" not in policy, page.name
        assert "'unsafe-inline'" not in policy.split("style-src")[0], page.name
