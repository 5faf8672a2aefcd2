"""Stream the rows of a BACI file that carry wanted codes, in bounded memory and near the speed of unpacking.

Arrow parses a block while the next one is unpacked, and rows of other goods are dropped before the next block comes.
Product codes are text: they begin with a zero in the first nine chapters, and one (`9999AA`) is no number.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

from .archive import Part
from .common import refuse, shown

COLUMNS = ("t", "i", "j", "k", "v", "q")
TYPES = {"t": pa.int32(), "i": pa.int32(), "j": pa.int32(), "k": pa.string(), "v": pa.float64(), "q": pa.float64()}
WIDTH = 24
"""Older releases pad their numbers with blanks, `NA` too."""
NULLS = ["", *(" " * padding + "NA" for padding in range(WIDTH))]
BLOCK = 1 << 20
"""Bytes parsed at a time; a line that is longer is no row of a table."""
CODE_DIGITS = 6
YEARS = range(1988, 2101)


@dataclass(frozen=True)
class Layout:
    """How a file is written: the names in its header, its separator and decimal sign."""

    names: tuple[str, ...]
    separator: str = ","
    decimal: str = "."


def layout_of(part: Part, any_header: bool = False) -> Layout | None:
    """The layout of a file, or None when it has not BACI's columns and `any_header` is false."""
    head = part.head()
    if b"\x00" in head:
        advice = "Give the CSV file of the download; save a workbook as CSV first."
        raise refuse("holds NUL bytes, so it is no text", part.label, 1, next_step=advice)
    lines = head.decode("utf-8-sig", errors="replace").splitlines() or [""]
    separator = max(",;\t", key=lines[0].count)
    names = tuple(name.strip().strip('"').lower() for name in lines[0].split(separator))
    if set(names) != set(COLUMNS):
        return Layout(names, separator) if any_header else None
    decimal = "," if separator != "," and any("," in line for line in lines[1:]) else "."
    return Layout(names, separator, decimal)


def matching_rows(part: Part, layout: Layout, codes: frozenset[str]) -> pa.Table:
    """The rows of one file whose product is in `codes`: t, i, j whole, k text, v in thousand US dollars, q in tonnes.

    Raises BadInput that names row and column when a cell is no number, a year or code is none, or years differ.
    """
    wanted = pa.array(sorted({*codes, *(code.lstrip("0") for code in codes)}), pa.string())
    kept: list[pa.RecordBatch] = []
    years: set[int] = set()
    try:
        with part.open() as stream, _reader(stream, layout) as reader:
            for batch in reader:
                years |= _years(batch)
                _plausible(part, layout, batch)
                kept.append(batch.filter(pc.is_in(batch["k"], value_set=wanted)).select(list(COLUMNS)))
    except pa.ArrowInvalid as error:
        raise _located(part, layout, error) from None
    _one_year(part, years)
    return pa.Table.from_batches(kept, pa.schema(list(TYPES.items())))


def _reader(stream: io.BufferedIOBase, layout: Layout) -> pa.csv.CSVStreamingReader:
    return pa.csv.open_csv(
        stream,
        read_options=pa.csv.ReadOptions(block_size=BLOCK, column_names=list(layout.names), skip_rows=1),
        parse_options=pa.csv.ParseOptions(delimiter=layout.separator),
        convert_options=pa.csv.ConvertOptions(
            column_types=TYPES,
            null_values=NULLS,
            strings_can_be_null=True,
            decimal_point=layout.decimal,
            include_columns=list(COLUMNS),
        ),
    )


def _years(batch: pa.RecordBatch) -> set[int]:
    ends = pc.min_max(batch["t"])
    return {end for end in (ends["min"].as_py(), ends["max"].as_py()) if end is not None}


def _plausible(part: Part, layout: Layout, batch: pa.RecordBatch) -> None:
    """Raise BadInput when a required cell is empty or a code has not six digits; weights alone may be missing.

    A spreadsheet drops the leading zero of a code, so five digits are read as six.
    """
    lengths = pc.min_max(pc.binary_length(batch["k"])).as_py()
    wrong = lengths["min"] is not None and (lengths["min"] < CODE_DIGITS - 1 or lengths["max"] > CODE_DIGITS)
    if wrong or any(batch[name].null_count for name in COLUMNS[:5]):
        raise _located(part, layout, "a cell is empty, or a product code has not six digits")


def _one_year(part: Part, years: set[int]) -> None:
    advice = "Give the yearly files of BACI as they were downloaded."
    if not years:
        raise refuse("the file has a header and no rows", part.label, next_step=advice)
    if len(years) > 1:
        raise refuse(f"holds several years: {min(years)} and {max(years)}", part.label, column="t", next_step=advice)
    if min(years) not in YEARS:
        raise refuse(f"not a year of trade statistics: {min(years)}", part.label, column="t", next_step=advice)


def _located(part: Part, layout: Layout, error: object) -> Exception:
    """The error with the row and column of the first cell that cannot be what its column holds; a slow second pass."""
    advice = "Download it again, or mend the cell; numbers have a point as decimal sign and no thousands mark."
    with part.open() as stream:
        lines = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="replace", newline="")
        for row, line in enumerate(_bounded(lines, part), start=1):
            if row == 1:
                continue
            cells = next(csv.reader([line], delimiter=layout.separator), [])
            if len(cells) != len(layout.names):
                what = f"{len(cells)} cells where the header has {len(layout.names)}"
                return refuse(what, part.label, row, next_step=advice)
            for name, cell in zip(layout.names, cells, strict=True):
                if not _fits(name, cell.strip(), layout.decimal):
                    return refuse(f"{shown(cell)!r} is no {MEANING[name]}", part.label, row, name, next_step=advice)
    return refuse(f"cannot be read: {shown(error, 200)}", part.label, next_step=advice)


MEANING = {
    "t": "year", "i": "country number", "j": "country number", "k": "six-digit product code",
    "v": "value", "q": "weight or NA",
}  # fmt: skip


def _bounded(lines: io.TextIOWrapper, part: Part) -> io.TextIOWrapper:
    while line := lines.readline(BLOCK):
        if len(line) >= BLOCK:
            raise refuse("a line is longer than any row", part.label, next_step="Download it again.")
        yield line


def _fits(name: str, cell: str, decimal: str) -> bool:
    if name == "q" and cell in ("", "NA"):
        return True
    if name == "k":
        return cell.isascii() and cell.isalnum() and len(cell) in (CODE_DIGITS - 1, CODE_DIGITS)
    if name in ("t", "i", "j"):
        return cell.isascii() and cell.isdigit()
    try:
        return bool(cell) and float(cell.replace(decimal, ".")) == float(cell.replace(decimal, "."))
    except ValueError:
        return False
