"""A second drawing of each chart for a phone: the same marks and text size on a narrow sheet.

A picture drawn for a desk and shrunk to a phone has letters half as high. Panels side by side go below one another,
names on an axis break into lines, legends get two columns. A chart that would lose its sense that way (a matrix with
many columns) has no narrow drawing; the page shows the wide one in a box that scrolls.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from typing import Any

SHEET = 360
LEAST_PLOT = 130
LEAST_STEP = 15
LABEL_WIDTH = 132
LETTERS = 20
TITLE_LETTERS = 44
TRIES = 4
WRAP = f"split(replace(datum.label, /(.{{1,{LETTERS}}})(\\s+|$)/g, '$1~'), '~')"
WIDTH = re.compile(r"<svg[^>]*?\swidth=\"([\d.]+)")


def narrowed(spec: dict[str, Any]) -> tuple[dict[str, Any], str] | None:
    """Narrow Vega-Lite specification and its SVG text, at most `SHEET` pixels wide; None where that is not possible."""
    import vl_convert

    found = folded(spec)
    plot = SHEET - 40.0
    for _ in range(TRIES):
        set_width(found, plot)
        svg = vl_convert.vegalite_to_svg(json.dumps(found))
        match = WIDTH.search(svg)
        excess = float(match[1]) - SHEET if match else 0.0
        if excess <= 1:
            return found, svg
        plot -= excess
        if plot < LEAST_PLOT or plot / most_columns(spec) < LEAST_STEP:
            return None
    return None


def folded(spec: dict[str, Any]) -> dict[str, Any]:
    """A copy with panels stacked, legends of at most two columns and names on axes in lines."""
    found = copy.deepcopy(spec)
    if "hconcat" in found:
        found["vconcat"] = found.pop("hconcat")
    found.setdefault("config", {}).setdefault("legend", {})["columns"] = 2
    for channel, encoding in encodings(found):
        legend, axis = encoding.get("legend"), encoding.get("axis")
        if isinstance(legend, dict):
            legend.update(columns=min(2, legend.get("columns", 2)))
            legend.update(orient="top" if legend.get("orient") in {"left", "right"} else legend.get("orient", "top"))
        if channel == "y" and encoding.get("type") in {"nominal", "ordinal"} and axis is not False and "axis" in encoding:
            _break_labels(encoding)
        elif channel == "y" and encoding.get("type") == "nominal":
            _break_labels(encoding)
        if channel == "x" and len(str(encoding.get("title") or "")) > TITLE_LETTERS:
            encoding["title"] = lines(encoding["title"])
    return found


def _break_labels(encoding: dict[str, Any]) -> None:
    if "axis" in encoding and not isinstance(encoding["axis"], dict):
        return
    axis = encoding.setdefault("axis", {})
    axis["labelLimit"] = LABEL_WIDTH
    axis.setdefault("labelExpr", WRAP)
    axis.setdefault("labelLineHeight", 12)


def lines(title: str) -> list[str]:
    """A title as lines of at most `TITLE_LETTERS` characters."""
    import textwrap

    return textwrap.wrap(title, TITLE_LETTERS)


def views(spec: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The panels of a specification: itself, or those that it places below one another."""
    for view in spec.get("vconcat", [spec]):
        if "vconcat" in view:
            yield from views(view)
        else:
            yield view


def set_width(spec: dict[str, Any], width: float) -> None:
    """Give every panel the same width in pixels."""
    for view in views(spec):
        view["width"] = int(width)


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
