"""What PDF/UA asks for and the printer leaves out: running heads as artifacts, places of figures, formulas as such."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf

from .formulas import ALT

MARKED = re.compile(rb"/\w+\s*<</MCID (\d+)>>\s*BDC")
POINTS_PER_PIXEL = 0.75


def mend(path: Path) -> None:
    """Rewrite the file in place, the objects packed together."""
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        spoken: dict[Any, set[int]] = defaultdict(set)
        for element in elements(pdf.Root.StructTreeRoot.K):
            page = element.get("/Pg")
            if page is not None:
                spoken[page.objgen] |= _contents(element)
            if element.get("/S") == "/Figure":
                _place(element, page)
        for page in pdf.pages:
            _hush(pdf, page, spoken[page.obj.objgen])
        pdf.save(path, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)


def elements(kids: Any) -> Iterator[Any]:
    """Every structure element below `kids`, in reading order."""
    waiting = list(_listed(kids))[::-1]
    while waiting:
        element = waiting.pop()
        yield element
        waiting += list(_listed(element.get("/K")))[::-1]


def _listed(kids: Any) -> Iterator[Any]:
    if isinstance(kids, pikepdf.Array):
        for kid in kids:
            yield from _listed(kid)
    elif isinstance(kids, pikepdf.Dictionary) and "/S" in kids:
        yield kids


def _contents(element: Any) -> set[int]:
    kids = element.get("/K")
    listed = kids if isinstance(kids, pikepdf.Array) else [kids]
    return {int(kid) for kid in listed if isinstance(kid, int)}


def _place(element: Any, page: Any) -> None:
    """A picture's box in the page's own units, counted from below; a formula under its own name."""
    height = float(page.MediaBox[3])
    left, top, right, bottom = (float(edge) * POINTS_PER_PIXEL for edge in element.A.BBox)
    element.A.BBox = pikepdf.Array([round(edge, 2) for edge in (left, height - bottom, right, height - top)])
    if str(element.get("/Alt", "")).startswith(ALT):
        element.S = pikepdf.Name.Formula


def _hush(pdf: pikepdf.Pdf, page: pikepdf.Page, spoken: set[int]) -> None:
    """Marks that no structure element names are running heads and page numbers: a screen reader passes over them."""
    page.contents_coalesce()
    content = page.Contents.read_bytes()

    def replace(found: re.Match[bytes]) -> bytes:
        return found[0] if int(found[1]) in spoken else b"/Artifact <</Type /Pagination>> BDC"

    page.Contents = pdf.make_stream(MARKED.sub(replace, content))
