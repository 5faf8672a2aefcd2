"""The step after Sphinx that gives each static chart what a reader's browser needs to draw it with tooltips.

The static picture stays first: it is there without scripts, on paper and until the scripts have drawn. Its size is
written down, so that nothing on the page jumps. The Vega-Lite specification stands in the page as JSON, since a page
opened from a file may not fetch anything; the drawing library is one file of the site, which `charts.js` loads when a
chart comes near the reader's window.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path
from typing import Any

from ..charts.theme import DARK
from ..errors import PageFault
from ..execution.cache import digest
from ..execution.kernel import helpers
from ..registry import Entry
from .datafold import data_fold, readable
from .finish import Site
from .narrow import encodings, narrowed

LIBRARY = "_static/vega.js"
NARROW = "_images/narrow"
PHONE = "(max-width: 40rem)"
SIZE = re.compile(r"<svg[^>]*?viewBox=\"[\d.\-]+ [\d.\-]+ ([\d.]+) ([\d.]+)\"")
FIGURE = re.compile(r"<figure\b[^>]*\bid=\"(fig-[a-z0-9-]+)\".*?</figure>", re.S)
LINKED_IMAGE = re.compile(
    r"(?:<a class=\"[^\"]*image-reference[^>]*>\s*)?<img alt=\"([^\"]*)\"[^>]*?>(?:\s*</a>)?", re.S
)
STANDING = ("$schema", "usermeta")


def add_charts(site: Site) -> None:
    """Rewrite every page with charts; write the drawing library and the narrow pictures into the site."""
    figures = {entry.id: entry for entry in site.registry.of("figure")}
    narrow = draw_narrow(figures, site.work / ".cache" / "narrow", site.folder / NARROW)
    for page in sorted({entry.chapter.page for entry in figures.values()}):
        path = site.folder / f"{page}.html"
        path.write_text(
            with_charts(path.read_text(encoding="utf-8"), figures, narrow, site.folder, "../" * page.count("/")),
            encoding="utf-8",
        )
    if any(specification(entry) for entry in figures.values()):
        write_library(site.work / ".cache", site.folder / LIBRARY)


def write_library(store: Path, path: Path) -> None:
    """Vega, Vega-Lite and Vega-Embed as vl-convert carries them, in a scope of their own beside Sphinx's scripts."""
    import vl_convert

    kept = store / f"vega-{digest(vl_convert.__version__)}.js"
    if not kept.exists():
        partial = kept.with_suffix(".partial")
        partial.write_text(f"(function () {{\n{vl_convert.javascript_bundle()}\n}})();\n", encoding="utf-8")
        os.replace(partial, kept)
    shutil.copyfile(kept, path)


def specification(entry: Entry) -> dict[str, Any] | None:
    """A figure's Vega-Lite specification; None for a picture that is not Vega-Lite's."""
    return next((drawn for mime, drawn in entry.drawing.items() if "vegalite" in mime), None)


def draw_narrow(figures: dict[str, Entry], store: Path, folder: Path) -> dict[str, dict[str, Any]]:
    """Narrow specifications by id of the figures that have one; their pictures in `folder`, both kept in `store`."""
    store.mkdir(parents=True, exist_ok=True)
    folder.mkdir(parents=True, exist_ok=True)
    specs = {identity: spec for identity, entry in figures.items() if (spec := specification(entry))}
    code = Path(__file__).with_name("narrow.py").read_text(encoding="utf-8")
    kept = {identity: store / f"{digest(code, spec)}.json" for identity, spec in specs.items()}
    waiting = [identity for identity, path in kept.items() if not path.exists()]
    if waiting:
        with helpers(os.cpu_count() or 1) as pool:
            for identity, drawn in zip(waiting, pool.map(narrowed, [specs[one] for one in waiting]), strict=True):
                partial = kept[identity].with_suffix(".partial")
                partial.write_text(json.dumps(drawn), encoding="utf-8")
                os.replace(partial, kept[identity])
    found = {}
    for identity, path in kept.items():
        drawn = json.loads(path.read_text(encoding="utf-8"))
        if drawn:
            found[identity] = drawn[0]
            (folder / f"{identity}.svg").write_text(drawn[1], encoding="utf-8")
    return found


def with_charts(page: str, figures: dict[str, Entry], narrow: dict[str, dict[str, Any]], folder: Path, up: str) -> str:
    """An HTML page whose figures carry their specification, size, narrow picture and data."""

    def replace(match: re.Match[str]) -> str:
        entry = figures[match[1]]
        return _figure(match[0], entry, narrow.get(entry.id), folder, up) + data_fold(entry)

    found = FIGURE.sub(replace, page)
    if 'class="chart-spec"' not in found:
        return found
    scripts = (
        f'<script type="application/json" id="chart-colours">{json.dumps(DARK)}</script>\n'
        f'<script defer src="{up}_static/charts.js" data-library="{up}{LIBRARY}"></script>\n'
    )
    return found.replace("</body>", f"{scripts}</body>", 1)


def _figure(figure: str, entry: Entry, narrow: dict[str, Any] | None, folder: Path, up: str) -> str:
    """One figure: its picture with a size, in two widths, and the specification behind it."""
    image = LINKED_IMAGE.search(figure)
    if not image:
        raise PageFault("no picture in the figure", where=entry.id)
    wide = f"_images/{entry.id}.svg"
    width, height = _size(folder / wide)
    source = ""
    if narrow:
        across, down = _size(folder / NARROW / f"{entry.id}.svg")
        address = f"{up}{NARROW}/{entry.id}.svg"
        source = f'<source media="{PHONE}" srcset="{address}" width="{across:.0f}" height="{down:.0f}">'
    picture = (
        f'<picture class="chart-picture">{source}'
        f'<img alt="{image[1]}" loading="lazy" src="{up}{wide}" width="{width:.0f}" height="{height:.0f}"></picture>'
    )
    spec = specification(entry)
    kind = "chart" if narrow or not spec else "chart chart-wide"
    focus = ' tabindex="0" role="group" aria-label="Chart, scrolls sideways on a narrow screen"'
    own = f' style="--own-width: {width:.0f}px"'
    box = f'<div class="{kind}"{own}{focus if "wide" in kind else ""}>{picture}{_embedded(spec, narrow)}</div>'
    return figure[: image.start()] + box + figure[image.end() :]


def _size(path: Path) -> tuple[float, float]:
    found = SIZE.search(path.read_text(encoding="utf-8"))
    if not found:
        raise PageFault("the picture says no size", where=path.name)
    return float(found[1]), float(found[2])


def _embedded(spec: dict[str, Any] | None, narrow: dict[str, Any] | None) -> str:
    """Both specifications as one JSON block; the narrow one without the data, which are the wide one's."""
    if not spec:
        return ""
    shared = ("datasets", *STANDING)
    content: dict[str, Any] = {"wide": {key: part for key, part in spec.items() if key not in STANDING}}
    if narrow:
        content["narrow"] = {key: part for key, part in narrow.items() if key not in shared}
    content["colour"] = _colour_field(spec)
    for drawn in (content["wide"], content.get("narrow", {})):
        _name_tooltips(drawn)
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")
    return f'<script type="application/json" class="chart-spec">{text}</script>'


def _colour_field(spec: dict[str, Any]) -> str:
    """The column whose values have colours, or an empty text."""
    for channel, encoding in encodings(spec):
        if channel in {"color", "fill", "stroke"} and encoding.get("field") and encoding.get("scale", True):
            return str(encoding["field"])
    return ""


def _name_tooltips(spec: dict[str, Any]) -> None:
    """Words in place of column names in what a tooltip shows."""
    for channel, encoding in encodings(spec):
        if channel == "tooltip" and encoding.get("field"):
            encoding.setdefault("title", readable(encoding["field"]))
