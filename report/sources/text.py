"""Read a small text table as users have it: with a byte mark, saved by a spreadsheet, or in an older encoding.

A habit that leaves only one reading is read (byte mark, semicolons, tabs, blanks around cells, cp1252 names). One that
leaves two is refused, with the row and the column.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

import pandas as pd

from .archive import Part
from .common import refuse, shown

SEPARATORS = ",;\t"
PLAIN = {
    ".": re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?"),
    ",": re.compile(r"[+-]?\d+(,\d+)?"),
}
"""A number with a decimal point, or with a decimal comma, which only a file with semicolons or tabs may have."""
DECIMAL_COMMA = re.compile(r"[+-]?\d+,\d+")
CELL_LIMIT = 1_000_000
FILE_LIMIT = 2_000_000_000


def read_table(part: Part, required: Iterable[str] = ()) -> pd.DataFrame:
    """All cells as text, stripped, with the header's names; rows that are wholly empty are dropped.

    The index is the row number in the file, the header being row 1. Raises BadInput for a file that is no text, a row
    with other than the header's number of cells, a name that occurs twice and a required column that is missing.
    """
    text = decoded(part)
    rows = list(_rows(part, text))
    if not rows:
        raise refuse("the file is empty", part.label, 1, next_step="Download it again.")
    names = [name.strip() for name in rows[0][1]]
    while names and not names[-1]:
        names.pop()
    _check_names(part, names, required)
    cells = {row: _fitted(part, row, found, len(names)) for row, found in rows[1:] if any(map(str.strip, found))}
    frame = pd.DataFrame(list(cells.values()), index=list(cells), columns=names, dtype="str")
    frame.attrs["decimal"] = _decimal_sign(text, frame)
    return frame


def _decimal_sign(text: str, frame: pd.DataFrame) -> str:
    """A comma where cells are not separated by commas and some cell is digits, a comma and digits; else a point."""
    if separator_of(text.split("\n", 1)[0]) == ",":
        return "."
    return "," if any(frame[name].str.fullmatch(DECIMAL_COMMA).any() for name in frame) else "."


def numbers(part: Part, frame: pd.DataFrame, column: str, minimum: float | None = None) -> pd.Series:
    """A column as numbers, empty cells missing; raises BadInput with the row of the first cell that is none.

    A thousands mark is never guessed at: it looks like a decimal sign.
    """
    text = frame[column].where(frame[column] != "")
    fits = text.isna() | text.str.fullmatch(PLAIN[frame.attrs.get("decimal", ".")]).fillna(False).astype("bool")
    if not fits.all():
        row = int((~fits).idxmax())
        cause = "a thousands mark, a decimal comma, or a word"
        advice = "Write numbers with a point as decimal sign and no thousands mark."
        what = f"not a number: {shown(frame.at[row, column])!r}"
        raise refuse(what, part.label, row, column, cause=cause, next_step=advice)
    values = pd.to_numeric(text.str.replace(",", "."))
    if minimum is not None and (low := values < minimum).any():
        row = int(low.idxmax())
        advice = "Check the sign; give the file as downloaded."
        raise refuse(f"below {minimum:g}: {shown(frame.at[row, column])}", part.label, row, column, next_step=advice)
    return values.astype("float64")


def decoded(part: Part) -> str:
    """The whole file as text: UTF-8 with or without a byte mark, else cp1252 when it has no control characters."""
    with part.open() as stream:
        content = stream.read(FILE_LIMIT + 1)
    if len(content) > FILE_LIMIT:
        raise refuse("larger than any table of this kind", part.label, next_step="Give the producer's file.")
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _utf16(part, content)
    if (at := content.find(b"\x00")) >= 0:
        advice = "Give the CSV file of the download; save a workbook as CSV first."
        raise refuse("holds NUL bytes, so it is no text", part.label, content.count(b"\n", 0, at) + 1, next_step=advice)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError as error:
        row = content.count(b"\n", 0, error.start) + 1
        raise refuse("neither UTF-8 nor cp1252", part.label, row, next_step="Save it as UTF-8.") from None


def _utf16(part: Part, content: bytes) -> str:
    try:
        return content.decode("utf-16")
    except UnicodeDecodeError:
        raise refuse("a damaged UTF-16 file", part.label, next_step="Save it as UTF-8.") from None


def separator_of(header: str) -> str:
    """The separator that the header uses most; a comma when it has none."""
    return max(SEPARATORS, key=header.count) if any(mark in header for mark in SEPARATORS) else ","


def _rows(part: Part, text: str) -> Iterable[tuple[int, list[str]]]:
    """(row, cells); `row` is the line of the file where the record ends, which is where an editor shows it."""
    csv.field_size_limit(CELL_LIMIT)
    header = text.split("\n", 1)[0][:CELL_LIMIT]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator_of(header), strict=True)
    try:
        yield from enumerate(reader, start=1)
    except csv.Error as error:
        cause = "a quotation mark that is not closed, or a line longer than any row"
        advice = "Download it again, or mend that row."
        raise refuse(f"cannot be read: {error}", part.label, reader.line_num, cause=cause, next_step=advice) from None


def _check_names(part: Part, names: list[str], required: Iterable[str]) -> None:
    repeated = sorted({name for name in names if names.count(name) > 1})
    if repeated:
        advice = "Keep one of the columns."
        raise refuse(f"the header names {shown(repeated[0])!r} twice", part.label, 1, next_step=advice)
    if absent := [name for name in required if name not in names]:
        found = ", ".join(shown(name, 30) for name in names[:12])
        advice = f"Give the file as it was downloaded. It has: {found}."
        what = f"no column {absent[0]!r}"
        raise refuse(what, part.label, 1, cause="another file, or a renamed column", next_step=advice)


def _fitted(part: Part, row: int, cells: list[str], width: int) -> list[str]:
    """The cells of a row, stripped; empty cells beyond the header are what spreadsheets add and are dropped."""
    while len(cells) > width and not cells[-1].strip():
        cells = cells[:-1]
    if len(cells) != width:
        what = f"{len(cells)} cells where the header has {width}"
        cause = "a separator inside an unquoted cell, or a row cut short"
        raise refuse(what, part.label, row, cause=cause, next_step="Download it again, or mend that row.")
    return [cell.strip() for cell in cells]
