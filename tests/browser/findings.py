"""What is looked for on a page that a browser shows: axe-core, headings, places."""

from __future__ import annotations

from pathlib import Path

import axe_core_python

from .conftest import View

SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
HEIGHT = "document.documentElement.scrollHeight"
BROKEN = "[...document.images].filter(i => i.complete && !i.naturalWidth && i.offsetParent).map(i => i.src)"
OUTSIDE = """[...document.querySelectorAll('.bd-article figure, .bd-article table')].filter(e => {
  const box = e.closest('.pst-scrollable-table-container, .figure-data-box, .chart-wide, .wide') || e;
  return box.getBoundingClientRect().right > document.querySelector('.bd-article').getBoundingClientRect().right + 1;
}).map(e => e.id || e.className)"""
AXE = Path(axe_core_python.__file__).with_name("axe.min.js")
ROWS_ALIKE = "tbody tr:nth-child(n+6), .citation-list > :nth-child(n+12), .figure-data, .cite-panel, li:nth-child(n+20)"
INDEX_ROWS = ".report-index tbody tr:nth-child(n+40)"
COLOURS = f"""() => {{
  document.querySelectorAll('{ROWS_ALIKE}').forEach(one => one.remove());
  return axe.run({{runOnly: ['color-contrast', 'link-in-text-block'], resultTypes: ['violations'], preload: false}});
}}"""
"""Most of axe's time; a colour is set for a whole table or list, so the first rows stand for the rest, which are taken
out of the page. So this comes last."""
STRUCTURE = f"""() => axe.run({{exclude: ['{INDEX_ROWS}']}}, {{
  rules: {{'color-contrast': {{enabled: false}}}}, resultTypes: ['violations'], preload: false}})"""
"""Everything else, over all rows but those of an index, which repeats one more than a thousand times."""
GRAVE = {"serious", "critical"}
HEADINGS = "[...document.querySelectorAll('.bd-article :is(h1,h2,h3,h4,h5,h6)')].map(h => Number(h.tagName[1]))"


def grave(view: View, *rules: str) -> list[str]:
    """Serious and critical findings of axe on a page, each with its first places; `rules`: STRUCTURE, COLOURS."""
    view.tab.evaluate(AXE.read_text(encoding="utf-8"))
    found = [one for rule in rules for one in view.tab.evaluate(rule)["violations"]]
    return [
        f"{one['id']} ({len(one['nodes'])}): {[node['target'] for node in one['nodes'][:3]]}"
        for one in found
        if one["impact"] in GRAVE
    ]


def misordered(view: View) -> list[str]:
    """What is wrong with a page's headings and language: one first heading, no level left out, English."""
    levels = view.tab.evaluate(HEADINGS)
    faults = [] if levels.count(1) == 1 and levels[0] == 1 else ["not one first heading"]
    if any(after > before + 1 for before, after in zip(levels, levels[1:], strict=False)):
        faults.append("a level of headings is left out")
    if view.tab.evaluate("document.documentElement.lang") != "en":
        faults.append("no language")
    return faults


def misplaced(view: View, before: int, charts: int) -> list[str]:
    """What is not drawn, wider than the text or the window, or moved when the charts came; `before`: height in px."""
    faults = [f"picture not drawn {source}" for source in view.tab.evaluate(BROKEN)]
    faults += [f"wider than the text: {name}" for name in view.tab.evaluate(OUTSIDE)]
    if view.tab.locator(".chart-drawn").count() != charts:
        faults.append("a chart was not drawn")
    if (sideways := view.tab.evaluate(SIDEWAYS)) > 0:
        faults.append(f"scrolls {sideways} px sideways")
    if abs(view.tab.evaluate(HEIGHT) - before) > 2 * max(charts, 1):
        faults.append("moves when its charts are drawn")
    return faults
