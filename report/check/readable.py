"""Is a file what its name says, byte by byte, before a parser guesses? Row by row where it is not.

Parsers are too kind: one takes semicolons for commas, another reads a byte mark as part of a name, a third gives
up without a row. A table of this project is UTF-8, with commas, one header and equally long rows.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from report.check.verdicts import Verdict

LONGEST_LINE = 1_000_000
"""Bytes of one line; no row of a table comes near."""
BYTE_MARKS = {b"\xef\xbb\xbf": "a byte order mark", b"\xff\xfe": "a UTF-16 mark", b"\xfe\xff": "a UTF-16 mark"}
PARQUET = b"PAR1"


def check_file(path: Path, columns: list[str]) -> list[Verdict]:
    """Verdicts on a CSV or Parquet file as a file; when there are any, no parser should be asked.

    `columns` are the names that the header has to hold, in order.
    """
    if path.stat().st_size == 0:
        return [Verdict(None, None, "file", "the file is empty")]
    if path.suffix == ".parquet":
        return _parquet(path)
    with path.open("rb") as stream:
        if verdict := _bytes(stream):
            return [verdict]
    with path.open(encoding="utf-8", newline="") as lines:
        return list(_rows(lines, columns))


def _parquet(path: Path) -> list[Verdict]:
    with path.open("rb") as stream:
        head = stream.read(len(PARQUET))
        stream.seek(-min(len(PARQUET), path.stat().st_size), 2)
        tail = stream.read()
    if head != PARQUET:
        return [Verdict(None, None, "file", "not a Parquet file")]
    return [] if tail == PARQUET else [Verdict(None, None, "file", "a Parquet file cut short")]


def _bytes(stream: IO[bytes]) -> Verdict | None:
    """The first line that cannot be text of a table; lines are never read whole when they are too long."""
    number = 0
    while line := stream.readline(LONGEST_LINE):
        number += 1
        mark = next((name for mark, name in BYTE_MARKS.items() if number == 1 and line.startswith(mark)), "")
        if mark:
            return Verdict(1, None, "text", f"begins with {mark}; UTF-8 without one is wanted")
        if len(line) >= LONGEST_LINE:
            return Verdict(number, None, "text", f"longer than {LONGEST_LINE:,} bytes")
        if b"\x00" in line:
            return Verdict(number, None, "text", "holds a NUL byte")
        try:
            line.decode("utf-8")
        except UnicodeDecodeError as error:
            return Verdict(number, None, "text", f"not UTF-8 at byte {error.start + 1}: 0x{line[error.start]:02x}")
    return None


def _rows(lines: IO[str], columns: list[str]) -> Iterator[Verdict]:
    reader = csv.reader(lines, strict=True)
    try:
        header = next(reader, [])
        if header != columns:
            yield Verdict(1, None, "columns", _difference(header, columns))
            return
        for number, row in enumerate(reader, start=2):
            if not row:
                yield Verdict(number, None, "cells", "a blank row")
            elif len(row) != len(columns):
                yield Verdict(number, None, "cells", f"{len(row)} cells where the header has {len(columns)}")
    except csv.Error as error:
        yield Verdict(reader.line_num, None, "text", f"not CSV: {error}")


def _difference(found: list[str], wanted: list[str]) -> str:
    absent = [name for name in wanted if name not in found]
    extra = [name[:60] for name in found if name not in wanted]
    if len(found) == 1 and len(wanted) > 1:
        return "one column only; columns are separated by commas"
    if absent or extra:
        return f"missing columns {absent}, columns not in the schema {extra[:20]}"
    return f"columns are in the order {found}, the schema has {wanted}"
