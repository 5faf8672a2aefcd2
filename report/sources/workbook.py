"""Read a sheet of a workbook as text, the way a CSV file is read.

Formulas are never run: cells hold the values that were saved with them, and a workbook saved without values is
refused. Macros and links are not opened at all.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pandas as pd

from .archive import Part
from .common import refuse, shown

UNPACKED_LIMIT = 2_000_000_000
ADVICE = "Open it in a spreadsheet, save it as .xlsx, and give it again."


def is_workbook(part: Part) -> bool:
    """Whether the file is an .xlsx workbook, whatever it is called."""
    return part.head(4) == b"PK\x03\x04"


@contextmanager
def opened(part: Part) -> Iterator[Any]:
    """The workbook, for reading; raises BadInput when it is damaged, too large, or an old .xls."""
    import openpyxl

    if part.head(4) == b"\xd0\xcf\x11\xe0":
        raise refuse("an old workbook (.xls)", part.label, next_step=ADVICE)
    with part.open() as stream:
        content = io.BytesIO(stream.read())
    try:
        with zipfile.ZipFile(content) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > UNPACKED_LIMIT:
                raise refuse("unpacks to more than any table of this kind", part.label, next_step=ADVICE)
        book = openpyxl.load_workbook(content, read_only=True, data_only=True)
    except (zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise refuse(f"not a workbook: {shown(error)}", part.label, next_step=ADVICE) from None
    try:
        yield book
    finally:
        book.close()


def sheet_rows(part: Part, book: Any, sheet: str) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """(row, cells) of a sheet; raises BadInput that names the sheets when there is none of that name."""
    if sheet not in book.sheetnames:
        listed = ", ".join(shown(name, 40) for name in book.sheetnames[:12])
        raise refuse(f"no sheet {sheet!r}", part.label, next_step=f"Give the file as downloaded. It has: {listed}.")
    yield from enumerate(book[sheet].iter_rows(values_only=True), start=1)


def first_table(part: Part) -> pd.DataFrame:
    """The first sheet that has a header and rows, all cells as text; the index is the row of the sheet."""
    with opened(part) as book:
        for sheet in book.sheetnames:
            rows = [found for found in sheet_rows(part, book, sheet) if any(cell is not None for cell in found[1])]
            if len(rows) > 1:
                return framed(part, rows)
    raise refuse("no sheet with rows", part.label, next_step=ADVICE)


def framed(part: Part, rows: list[tuple[int, tuple[Any, ...]]]) -> pd.DataFrame:
    """(row, cells) lines, the first of them the header, as a table of texts; the index is the row of the sheet."""
    names = [cell_text(cell) for cell in rows[0][1]]
    width = len(names) - next((at for at, name in enumerate(reversed(names)) if name), 0)
    names = names[:width]
    if repeated := sorted({name for name in names if names.count(name) > 1}):
        raise refuse(f"the header names {shown(repeated[0])!r} twice", part.label, 1, next_step="Keep one of them.")
    cells = [[cell_text(cell) for cell in found[:width]] for _, found in rows[1:]]
    frame = pd.DataFrame(cells, index=[row for row, _ in rows[1:]], columns=names, dtype="str")
    for name in names:
        if (errors := frame[name].str.match(r"#(REF|VALUE|NAME|DIV/0|N/A|NUM|NULL)[!?]?$")).any():
            row = int(errors.idxmax())
            raise refuse(f"a formula gave {frame.at[row, name]}", part.label, row, name, next_step=ADVICE)
    return frame


def cell_text(cell: Any) -> str:
    """A cell as text: whole numbers without `.0`, dates as ISO days, truth as `true` and `false`."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return cell.isoformat()[:10] if hasattr(cell, "isoformat") else str(cell).strip()
