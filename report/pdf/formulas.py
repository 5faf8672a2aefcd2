"""Formulas of the HTML pages, which are MathML, as vector pictures for paper."""

from __future__ import annotations

import base64
import xml.etree.ElementTree as ElementTree  # reads what this build wrote # nosec B405
from functools import lru_cache
from pathlib import Path

from lxml import etree

NAMESPACE = "{http://www.w3.org/1998/Math/MathML}"
SIZES = {"inline": 13.2, "block": 13.6}
ALT = "Formula: "
COLOUR = "#1f2933"


def picture(math: etree._Element) -> etree._Element:
    """An `<img>` for a `<math>` element, on the line's baseline, with its LaTeX as alternative text."""
    display = math.get("display", "inline")
    address, width, height, below = _drawn(_source(math), SIZES.get(display, SIZES["inline"]))
    style = f"width:{width:.2f}px;height:{height:.2f}px;vertical-align:{below:.2f}px"
    alt = f"{ALT}{math.get('alttext') or ' '.join(math.itertext())}"
    return etree.Element("img", {"class": f"formula {display}", "src": address, "alt": alt, "style": style})


def _source(math: etree._Element) -> str:
    """MathML as text, in the namespace's plain form."""
    tail, math.tail = math.tail, None
    text = etree.tostring(math, encoding="unicode")
    math.tail = tail
    return text


@lru_cache(maxsize=1024)
def _drawn(source: str, size: float) -> tuple[str, float, float, float]:
    """Address, width, height and depth below the line (negative), in CSS pixels."""
    _ready()
    import ziamath

    element = ElementTree.fromstring(source)  # the page step wrote it # nosec B314
    for part in element.iter():
        part.tag = part.tag.removeprefix(NAMESPACE)
    drawn = ziamath.Math(element, size=size)
    svg = drawn.svgxml()
    svg.set("fill", COLOUR)
    _, top, width, height = map(float, svg.get("viewBox").split())
    content = base64.b64encode(ElementTree.tostring(svg)).decode()
    return f"data:image/svg+xml;base64,{content}", width, height, -(top + height)


@lru_cache(maxsize=1)
def _ready() -> Path:
    """Glyphs as shared symbols, which keeps a formula small."""
    import ziamath

    ziamath.config.svg2 = False
    return Path(ziamath.__file__)
