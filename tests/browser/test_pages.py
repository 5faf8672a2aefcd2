"""Every page without a network: nothing asked from outside, no error, nothing out of place, readable by everyone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import View
from .findings import COLOURS, HEIGHT, SIDEWAYS, STRUCTURE, grave, misordered, misplaced

pytestmark = [pytest.mark.browser, pytest.mark.slow]
MOST_BYTES = 1_000_000
TABLET = 768


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_every_page_is_right(opened: Callable[..., View], pages: list[Path], width: int, scheme: str) -> None:
    """Charts drawn: no outside request, no error, nothing out of place or moved, nothing grave for axe-core.

    What does not depend on colours is the same page in the dark, and is looked at in the light. Between phone and desk,
    a tablet has no sideways scroll either.
    """
    faults: list[str] = []
    rules = [STRUCTURE, COLOURS] if scheme == "light" else [COLOURS]
    for page in pages:
        view = opened(page, width, scheme)
        before = view.tab.evaluate(HEIGHT)
        found = misplaced(view, before, view.draw()) + misordered(view)
        if (width, scheme) == (1280, "dark"):
            view.tab.set_viewport_size({"width": TABLET, "height": 900})
            found += ["scrolls sideways on a tablet"] if view.tab.evaluate(SIDEWAYS) > 0 else []
            view.tab.set_viewport_size({"width": width, "height": 900})
        found += grave(view, *rules)
        faults += [f"{page.name} at {width} px, {scheme}: {fault}" for fault in [*view.faults, *found]]
    assert not faults, "\n".join(faults)


def test_every_page_is_whole_without_scripts(opened: Callable[..., View], pages: list[Path]) -> None:
    """Without scripts every figure shows its static picture, and the text is there."""
    for page in pages:
        view = opened(page, scripts=False)
        figures = view.tab.locator(".bd-article figure")
        assert all(figures.nth(at).locator("img").is_visible() for at in range(figures.count())), page.name
        assert view.tab.locator(".bd-article h1").is_visible()


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
