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
LINE = {"": 112, "dense": 120, "turned": 176}
"""Characters that fit on a line of a table, by its size."""
NUMBERS = re.compile(r"num-\d+")
LONGEST_WORD, SHORT, GAP, SLACK, ROWS = 20, 12, 2, 2, 120
"""In characters: a word and a number that must not break, the space between columns, what a broken line leaves; rows looked at."""


def fit_table(table: etree._Element) -> None:
    """Give a table's columns their widths, mark it as dense or turned, and mark its column heads as such."""
    rows = [row for row in table.iter("tr") if len(row)]
    if not rows:
        return
    count = max(len(row) for row in rows)
    size = "turned" if count >= TURNED_FROM else "dense" if count >= DENSE_FROM else ""
    table.set("class", " ".join([*(table.get("class") or "").split(), f"columns-{count}", size]).strip())
    if size == "turned":
        box = _box(table)
        box.set("class", f"{box.get('class', '')} turned-page".strip())
    for cell in table.iterfind(".//thead//th"):
        cell.set("scope", "col")
    _mark_numbers(table, rows)
    plain = [row for row in rows if len(row) == count and not any(cell.get("colspan") for cell in row)]
    if plain:
        _set_widths(table, shares([[text_of(row[at]) for row in plain] for at in range(count)], LINE[size]))


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


def shares(columns: Sequence[Sequence[str]], line: int) -> list[float]:
    """The share of the line that each column takes; `columns` are the texts of their cells, rows in one order.

    A column gets its longest word at least. What is left goes, a little at a time, to the column that makes the rows
    high, until no row can become lower.
    """
    least = np.array([max((longest_word(cell) for cell in column), default=1) + GAP for column in columns], float)
    wanted = np.array([max(map(len, column), default=1) + GAP for column in columns], float)
    widths = np.minimum(least, np.maximum(wanted, 1))
    rows = zip_longest(*([len(cell) + SLACK for cell in column] for column in columns), fillvalue=0)
    lengths = _sample(np.array(list(rows), float).T)
    for _ in range(max(0, int(line - widths.sum()))):
        heights = np.maximum(lengths / np.maximum(widths - GAP, 1)[:, None], 1)
        tallest = heights.argmax(axis=0)
        gain = np.bincount(tallest, weights=heights.max(axis=0) - 1, minlength=len(columns)) / widths
        if gain.max() <= 0:
            break
        widths[gain.argmax()] += 1
    widths += max(0.0, line - widths.sum()) / len(widths)
    return [float(width) for width in widths / widths.sum()]


def _sample(lengths: np.ndarray) -> np.ndarray:
    """At most `ROWS` rows of a long table, evenly taken; shape (columns, rows)."""
    return lengths[:, :: max(1, -(-lengths.shape[1] // ROWS))]


def longest_word(cell: str) -> int:
    """Characters of a cell's longest word, up to `LONGEST_WORD`; a number stays with its sign or unit."""
    words = cell.split() or [""]
    longest = max(map(len, words))
    if any(sign.isdigit() for sign in cell) and len(cell) <= SHORT:
        longest = len(cell)
    return min(LONGEST_WORD, longest)


def _set_widths(table: etree._Element, widths: Sequence[float]) -> None:
    for old in table.findall("colgroup"):
        table.remove(old)
    group = etree.Element("colgroup")
    for width in widths:
        etree.SubElement(group, "col", {"style": f"width:{100 * width:.2f}%"})
    table.insert(1 if len(table) and table[0].tag == "caption" else 0, group)
