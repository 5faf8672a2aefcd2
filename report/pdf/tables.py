"""Tables on paper: the width of each column from what is in it, and which tables need small type or a turned page.

Widths are given rather than left to the printer: it would measure every cell twice, which takes as long as all the rest
of the layout, and it breaks words where a column is squeezed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest

import numpy as np
from lxml import etree

TURNED_FROM, DENSE_FROM = 10, 7
LINE = {"": 58.0, "dense": 62.0, "turned": 97.0}
"""Ems on a line of a table, by its size (`print.css`)."""
LONGEST_WORD, GAP, STEP = 11.0, 1.0, 0.5
"""In ems: a word that must not break, the space between columns, by how much a column grows at a time."""
SHORT, ROWS = 12, 120
"""Characters of a number with its unit that must not break; rows of a long table that are looked at."""
TIGHT, LEAST_ROWS = 0.75, 4
NUMBERS = re.compile(r"num-\d+")
BREAKS = re.compile(r"\s+|(?<=[-\u2013/\u200b])")
WIDTHS = {" !'(),-.:;IJ[]`fijl|": 0.3, '"/?rst\u2013': 0.45, "&BDGHUNOQ%": 0.76, "MWmw@": 0.9, "ELFcksvxyz": 0.53}
EM = {letter: width for letters, width in WIDTHS.items() for letter in letters}
EM_OF_OTHERS = 0.6
"""Width of letters in ems, as Noto Sans has them, rounded up."""


def fit_table(table: etree._Element) -> None:
    """Give a table's columns their widths, mark it as dense or turned, and mark its column heads as such."""
    rows = [row for row in table.iter("tr") if len(row)]
    if not rows:
        return
    count = max(len(row) for row in rows)
    plain = [row for row in rows if len(row) == count and not any(cell.get("colspan") for cell in row)]
    columns = [[text_of(row[at]) for row in plain] for at in range(count)]
    size = size_of(columns)
    table.set("class", " ".join([*(table.get("class") or "").split(), f"columns-{count}", size]).strip())
    if size == "turned":
        box = _box(table)
        box.set("class", f"{box.get('class', '')} turned-page".strip())
    for cell in table.iterfind(".//thead//th"):
        cell.set("scope", "col")
    _mark_numbers(table, rows)
    _keep_together(table)
    if plain:
        _set_widths(table, shares(columns, LINE[size]))


def size_of(columns: Sequence[Sequence[str]]) -> str:
    """How a table is set: `turned`, `dense` or as usual, by its columns and the room that their longest words leave."""
    if len(columns) >= TURNED_FROM:
        return "turned"
    tight = sum(least_of(column) for column in columns) > TIGHT * LINE[""]
    return "dense" if tight or len(columns) >= DENSE_FROM else ""


def _keep_together(table: etree._Element) -> None:
    """No page with one row of a longer table alone, at its head or at its end."""
    rows = table.findall(".//tbody/tr")
    if len(rows) >= LEAST_ROWS:
        for row, name in ((rows[0], "first"), (rows[-1], "last")):
            row.set("class", f"{row.get('class', '')} {name}".strip())


def _mark_numbers(table: etree._Element, rows: Sequence[etree._Element]) -> None:
    """Give the cells of number columns (`num-3` among the table's classes) the class `n`, which prints faster."""
    columns = [int(name[4:]) - 1 for name in (table.get("class") or "").split() if NUMBERS.fullmatch(name)]
    for row in rows:
        for at in columns:
            if at < len(row):
                row[at].set("class", f"{row[at].get('class', '')} n".strip())


def _box(table: etree._Element) -> etree._Element:
    around = table.getparent()
    return around if around is not None and "scrollable" in (around.get("class") or "") else table


def text_of(cell: etree._Element) -> str:
    """The words of a cell on one line."""
    return " ".join("".join(cell.itertext()).split())


def ems(text: str) -> float:
    """The width of a text on one line, in ems."""
    return sum(EM.get(letter, EM_OF_OTHERS) for letter in text)


def shares(columns: Sequence[Sequence[str]], line: float) -> list[float]:
    """The share of the line (in ems) that each column takes; `columns` are the texts of their cells, in one order.

    A column gets its longest word at least. What is left goes, a little at a time, to the column that makes the rows
    high, until no row can become lower.
    """
    widths = np.array([least_of(column) for column in columns])
    rows = zip_longest(*([ems(cell) + GAP for cell in column] for column in columns), fillvalue=0.0)
    lengths = _sample(np.array(list(rows)).T)
    for _ in range(max(0, int((line - widths.sum()) / STEP))):
        heights = np.maximum(lengths / np.maximum(widths - GAP, GAP)[:, None], 1.0)
        excess = np.bincount(heights.argmax(axis=0), weights=heights.max(axis=0) - 1, minlength=len(columns))
        if not excess.any():
            break
        widths[(excess / widths).argmax()] += STEP
    return [float(width) for width in widths / widths.sum()]


def least_of(column: Sequence[str]) -> float:
    """The least width of a column in ems."""
    return max(map(longest_word, column), default=1.0) + GAP


def _sample(lengths: np.ndarray) -> np.ndarray:
    """At most `ROWS` rows of a long table, evenly taken; shape (columns, rows)."""
    return lengths[:, :: max(1, -(-lengths.shape[1] // ROWS))]


def longest_word(cell: str) -> float:
    """Width of a cell's longest word in ems, up to `LONGEST_WORD`; a number stays with its sign or unit."""
    if len(cell) <= SHORT and any(sign.isdigit() for sign in cell):
        return ems(cell)
    return min(LONGEST_WORD, max(map(ems, BREAKS.split(cell))))


def _set_widths(table: etree._Element, widths: Sequence[float]) -> None:
    for old in table.findall("colgroup"):
        table.remove(old)
    group = etree.Element("colgroup")
    for width in widths:
        etree.SubElement(group, "col", {"style": f"width:{100 * width:.2f}%"})
    table.insert(1 if len(table) and table[0].tag == "caption" else 0, group)
