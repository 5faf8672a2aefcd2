"""Where each run of letters of a PDF stands, and how high it is, read from the file's own drawing operators."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import pikepdf

OPERATORS = "q Q cm BT Tf Td Tm Tj TJ Do"
UNITS = 1000
ASCENT, DESCENT = 0.8, -0.2


@dataclass(frozen=True)
class Run:
    """One run of letters: the corners of its box in points from the page's lower left, and the size of its letters."""

    page: int
    corners: np.ndarray
    size: float
    letters: int


def runs(pdf: pikepdf.Pdf) -> Iterator[Run]:
    """All runs of all pages, of pictures drawn on them too; pages count from 1."""
    fonts: dict[Any, dict[int, float]] = {}
    for number, page in enumerate(pdf.pages, 1):
        for corners, size, letters in _drawn(page.obj, page.obj.Resources, np.eye(3), fonts):
            yield Run(number, corners, size, letters)


def _drawn(stream: Any, resources: Any, matrix: np.ndarray, fonts: dict) -> Iterator[tuple[np.ndarray, float, int]]:
    stack, text, font, size = [], np.eye(3), {}, 0.0
    for operands, operator in pikepdf.parse_content_stream(stream, OPERATORS):
        match str(operator):
            case "q":
                stack.append(matrix)
            case "Q":
                matrix = stack.pop()
            case "cm":
                matrix = _matrix(operands) @ matrix
            case "BT":
                text = np.eye(3)
            case "Td":
                text = _matrix([1, 0, 0, 1, *operands]) @ text
            case "Tm":
                text = _matrix(operands)
            case "Tf":
                font, size = _widths(resources.Font[str(operands[0])], fonts), float(operands[1])
            case "Tj" | "TJ":
                pieces = operands[0] if str(operator) == "TJ" else [operands[0]]
                width, letters = _advance(pieces, font)
                box = np.array([[x, y, 1] for x in (0, width * size) for y in (DESCENT * size, ASCENT * size)])
                placed = text @ matrix
                yield (box @ placed)[:, :2], size * abs(np.linalg.det(placed[:2, :2])) ** 0.5, letters
            case "Do":
                form = resources.XObject[str(operands[0])]
                if form.get("/Subtype") == "/Form":
                    inner = _matrix(form.get("/Matrix", [1, 0, 0, 1, 0, 0])) @ matrix
                    yield from _drawn(form, form.get("/Resources", resources), inner, fonts)


def _matrix(numbers: Any) -> np.ndarray:
    a, b, c, d, e, f = map(float, numbers)
    return np.array([[a, b, 0], [c, d, 0], [e, f, 1]])


def _advance(pieces: Any, widths: dict[int, float]) -> tuple[float, int]:
    """Width of a run at size 1, and its number of letters; two bytes are one letter."""
    width, letters = 0.0, 0
    for piece in pieces:
        if isinstance(piece, pikepdf.String):
            codes = bytes(piece)
            glyphs = [codes[at] << 8 | codes[at + 1] for at in range(0, len(codes), 2)]
            width += sum(widths.get(glyph, UNITS) for glyph in glyphs) / UNITS
            letters += len(glyphs)
        else:
            width -= float(piece) / UNITS
    return width, letters


def _widths(font: Any, known: dict[Any, dict[int, float]]) -> dict[int, float]:
    """Widths by glyph of a font that names its letters with two bytes."""
    if font.objgen not in known:
        listed = list(font.DescendantFonts[0].get("/W", []))
        starts = [at for at, entry in enumerate(listed) if isinstance(entry, pikepdf.Array)]
        found = {int(listed[at - 1]) + n: float(width) for at in starts for n, width in enumerate(listed[at])}
        assert all(second - first == 2 for first, second in pairwise(starts)), "the widths are listed in another form"
        known[font.objgen] = found
    return known[font.objgen]
