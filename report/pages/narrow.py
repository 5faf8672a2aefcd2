"""A second drawing of each chart for a phone: the same marks and text size on a narrow sheet.

A picture drawn for a desk and shrunk to a phone has letters half as high. Panels side by side go below one another,
names on an axis break into lines, legends get two columns. A chart that would lose its sense that way (a matrix with
many columns) has no narrow drawing; the page shows the wide one in a box that scrolls.
"""

from __future__ import annotations

import copy
import json
import math
import re
import textwrap
from collections.abc import Iterator
from typing import Any

SHEET = 360
LEAST_PLOT = 130
LEAST_PANEL = 48
LEAST_STEP = 20
LABEL_WIDTH = 140
LETTERS = 22
LINE = 13
TITLE_LETTERS = 44
WRAP = f"split(replace(datum.label, /(.{{1,{LETTERS}}})(\\s+|$)/g, '$1~'), '~')"
WIDTH = re.compile(r"<svg[^>]*?\swidth=\"([\d.]+)")


def narrowed(spec: dict[str, Any]) -> tuple[dict[str, Any], str] | None:
    """Narrow Vega-Lite specification and its SVG text, at most `SHEET` pixels wide; None where that is not possible.

    A chart can ask to stay wide with `usermeta={"narrow": False}`.
    """
    if spec.get("usermeta", {}).get("narrow") is False:
        return None
    ways = (folded(spec), folded(spec, columns=1), folded(with_names(spec), columns=1))
    return next(filter(None, map(_fitted, ways)), None)


def _fitted(found: dict[str, Any]) -> tuple[dict[str, Any], str] | None:
    """The chart with the widest plot that fits the sheet; None where its columns or panels would be too narrow."""
    import vl_convert

    least = max(LEAST_PLOT, LEAST_PANEL * len(found.get("hconcat", [])), LEAST_STEP * most_columns(found))
    plot = SHEET - 40
    while plot >= least:
        set_width(found, plot)
        svg = vl_convert.vegalite_to_svg(json.dumps(found))
        match = WIDTH.search(svg)
        excess = math.ceil(float(match[1])) - SHEET if match else 0
        if excess <= 1:
            return found, svg
        plot -= excess
    return None


def folded(spec: dict[str, Any], columns: int = 2) -> dict[str, Any]:
    """A copy with panels stacked, legends of at most so many columns and names on axes in lines."""
    found = copy.deepcopy(spec)
    if "concat" in found:
        found["vconcat"] = found.pop("concat")
        found.pop("columns", None)
    if "hconcat" in found and not any(_borrows_names(view) for view in found["hconcat"][1:]):
        found["vconcat"] = found.pop("hconcat")
    legends = found.setdefault("config", {}).setdefault("legend", {})
    legends.update(columns=columns, layout={side: {"direction": "vertical"} for side in ("top", "bottom")})
    for view in views(found):
        _make_room(view, found.get("datasets", {}))
    for encoding in _rows_named(found):
        _break_labels(encoding)
    for channel, encoding in encodings(found):
        _fold_legend(encoding.get("legend"), columns)
        if channel == "x" and len(str(encoding.get("title") or "")) > TITLE_LETTERS:
            encoding["title"] = textwrap.wrap(encoding["title"], TITLE_LETTERS)
    return found


def _borrows_names(view: dict[str, Any]) -> bool:
    """Whether a panel's rows are named only by the panel at its left."""
    hidden = [
        encoding.get("axis", {}) is None or (encoding.get("axis") or {}).get("labels") is False
        for encoding in _rows_named(view)
    ]
    return any(hidden)


def with_names(spec: dict[str, Any]) -> dict[str, Any]:
    """A copy in which every panel names its rows as the first one does."""
    found = copy.deepcopy(spec)
    first, *others = found.get("hconcat") or [{}]
    axes = [encoding.get("axis") for encoding in _rows_named(first)]
    for view in others:
        for encoding in _rows_named(view):
            encoding["axis"] = copy.deepcopy(next(filter(None, axes), {}))
    return found


def _rows_named(node: Any) -> list[dict[str, Any]]:
    """Encodings below `node` that place marks in named rows."""
    return [
        encoding
        for channel, encoding in encodings(node)
        if channel == "y" and encoding.get("type") in {"nominal", "ordinal"}
    ]


def _fold_legend(legend: Any, columns: int) -> None:
    if isinstance(legend, dict):
        legend["columns"] = min(columns, legend.get("columns") or columns)
        if legend.get("orient") in {"left", "right"}:
            legend["orient"] = "top"


def _break_labels(encoding: dict[str, Any]) -> None:
    if not isinstance(encoding.get("axis", {}), dict):
        return
    axis = encoding.setdefault("axis", {})
    axis.update(labelLimit=LABEL_WIDTH, labelLineHeight=LINE)
    axis.setdefault("labelExpr", WRAP)


def _make_room(view: dict[str, Any], datasets: dict[str, Any]) -> None:
    """Rows high enough for their names in lines, and names again in a panel that stood beside the one with them."""
    for encoding in _rows_named(view):
        if "field" not in encoding:
            continue
        names = _names(encoding, datasets)
        most = max((len(textwrap.wrap(name, LETTERS)) for name in names), default=1)
        if isinstance(view.get("height"), (int, float)) and most > 1:
            view["height"] = max(view["height"], len(names) * (most * LINE + 3))


def _names(encoding: dict[str, Any], datasets: dict[str, Any]) -> list[str]:
    """The names along an axis, each once."""
    given = encoding.get("sort"), (encoding.get("scale") or {}).get("domain")
    listed = next((names for names in given if isinstance(names, list)), None)
    found = listed or [row.get(encoding["field"]) for rows in datasets.values() for row in rows]
    return [name for name in dict.fromkeys(found) if isinstance(name, str)]


def views(spec: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The panels of a specification: itself, or those that it places below or beside one another."""
    for view in spec.get("vconcat") or spec.get("hconcat") or [spec]:
        if "vconcat" in view or "hconcat" in view:
            yield from views(view)
        else:
            yield view


def set_width(spec: dict[str, Any], width: int) -> None:
    """Give panels below one another `width` pixels each, panels beside one another that much together.

    What stands right of a panel stays as far from it.
    """
    panels = list(views(spec))
    total = sum(view.get("width") or 1 for view in panels) if "hconcat" in spec else 0
    for view in panels:
        old = view.get("width")
        view["width"] = round(width * (old or 1) / total) if total else width
        if isinstance(old, (int, float)):
            _shift(view, old, view["width"] - old)


def _shift(node: Any, beyond: float, by: float) -> None:
    """Move marks and encodings with a fixed place at or beyond the panel's right edge."""
    if isinstance(node, list):
        for child in node:
            _shift(child, beyond, by)
    elif isinstance(node, dict):
        for key, child in node.items():
            if key in {"x", "x2"}:
                place = child.get("value") if isinstance(child, dict) else child
                if isinstance(place, (int, float)) and place >= 0.9 * beyond:
                    node[key] = {**child, "value": place + by} if isinstance(child, dict) else place + by
            if key not in {"data", "datasets", "config"}:
                _shift(node[key], beyond, by)


def encodings(node: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Channel name and definition of every encoding below `node`."""
    if isinstance(node, dict):
        for channel, definition in (node.get("encoding") or {}).items():
            if isinstance(definition, dict):
                yield channel, definition
        for key, child in node.items():
            if key not in {"datasets", "config", "encoding"}:
                yield from encodings(child)
    elif isinstance(node, list):
        for child in node:
            yield from encodings(child)


def most_columns(spec: dict[str, Any]) -> int:
    """The number of columns of names along the bottom of the widest panel; 1 where there are none."""
    counts = [
        len(order)
        for channel, encoding in encodings(spec)
        if channel == "x" and encoding.get("type") == "nominal"
        for order in (encoding.get("sort"), (encoding.get("scale") or {}).get("domain"))
        if isinstance(order, list)
    ]
    return max(counts, default=1)
