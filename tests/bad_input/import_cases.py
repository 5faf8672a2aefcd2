"""Broken files for `report import`: a sound release of trade, broken in one way each, and what has to be named."""

from __future__ import annotations

import os
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from ..sources.files import baci_zip
from .folder import small_flows

YEAR = "BACI_HS92_Y2024_V202701.csv"
COUNTRIES = "country_codes_V202701.csv"
HEADER = "t,i,j,k,v,q"
ROW = "2024,124,699,282520,7000.000,70.000"
LINE_BYTES = 200_000_000
BOMB_BYTES = 300_000_000
Make = Callable[[Path], Path]


class Case(NamedTuple):
    """One broken file; `says` are parts of the message."""

    name: str
    makes: Make
    says: tuple[str, ...]
    source: str = "baci"


def release(**changes: str) -> Make:
    """A release in which members have another text."""
    return lambda folder: baci_zip(folder / "BACI_HS92_V202701.zip", small_flows(), changes=changes)


def member(name: str, text: str) -> Make:
    """A release in which one member has another text."""
    return lambda folder: baci_zip(folder / "BACI_HS92_V202701.zip", small_flows(), changes={name: text})


def year(*lines: str, header: str = HEADER) -> Make:
    """A release whose last year has these lines."""
    return member(YEAR, "\n".join([header, *lines, ""]))


def flows(change: Callable[[pd.DataFrame], pd.DataFrame]) -> Make:
    """A release of changed flows."""
    return lambda folder: baci_zip(folder / "BACI_HS92_V202701.zip", change(small_flows()))


def after(change: Callable[[Path], object]) -> Make:
    """A sound release that is damaged afterwards."""

    def make(folder: Path) -> Path:
        path = release()(folder)
        change(path)
        return path

    return make


def plain(name: str, content: bytes) -> Make:
    """A file of these bytes."""

    def make(folder: Path) -> Path:
        (folder / name).write_bytes(content)
        return folder / name

    return make


def zipped(name: str, content: bytes) -> Make:
    """An archive of one member."""

    def make(folder: Path) -> Path:
        with zipfile.ZipFile(folder / "release.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(name, content)
        return folder / "release.zip"

    return make


def encrypted(path: Path) -> None:
    """Mark all members as encrypted, in the directory of the archive and before each member."""
    content = bytearray(path.read_bytes())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark)
        while at >= 0:
            content[at + place] |= 1
            at = content.find(mark, at + 4)
    path.write_bytes(content)


def lying_size(path: Path) -> None:
    """Let the directory of the archive state other sizes than its members have."""
    content = bytearray(path.read_bytes())
    at = content.find(b"PK\x01\x02")
    content[at + 24 : at + 28] = struct.pack("<I", 12)
    path.write_bytes(content)


def scaled(column: str, factor: float) -> Make:
    """A release whose amounts are in another unit."""
    return flows(lambda old: old.assign(**{column: old[column] * factor}))


def one_long_line(folder: Path) -> Path:
    """An unpacked year with a line of 200 MB."""
    with (folder / YEAR).open("wb") as stream:
        stream.write(f"{HEADER}\n{ROW}\n".encode())
        for _ in range(LINE_BYTES // 1_000_000):
            stream.write(b"7" * 1_000_000)
    (folder / COUNTRIES).write_text("country_code,country_iso3\n124,CAN\n699,IND\n")
    return folder


def strange_member(folder: Path) -> Path:
    """An archive with a member whose name would write over the terminal."""
    path = member("BACI_HS92_Y2023_V202701\x1b[2J.csv", f"{HEADER}\n2023,x,699,282520,1,1\n")(folder)
    return path


def strange_folder(folder: Path) -> Path:
    """A file whose own name is not UTF-8."""
    path = Path(os.fsdecode(os.fsencode(folder) + b"/\xff\xfe.csv"))
    path.write_text("a,b\n1,2\n")
    return path


CASES = [
    Case("import: no such file", lambda folder: folder / "nowhere.zip", ("nowhere.zip", "no such file")),
    Case("import: empty file", plain("release.zip", b""), ("release.zip", "empty")),
    Case("import: empty folder", lambda folder: folder, ("holds no table",)),
    Case(
        "import: zip cut short",
        after(lambda path: path.write_bytes(path.read_bytes()[:-200])),
        ("BACI_HS92_V202701.zip", "archive"),
    ),
    Case(
        "import: zip with a damaged member",
        after(
            lambda path: path.write_bytes(path.read_bytes().replace(b"\xed", b"\x00", 5).replace(b"\x4b", b"\x01", 20))
        ),
        ("BACI_HS92_V202701.zip",),
    ),
    Case("import: zip that lies about sizes", after(lying_size), ("BACI_HS92_V202701.zip",)),
    Case("import: zip bomb", zipped(YEAR, b"0" * BOMB_BYTES), ("release.zip", "unpacks to 300,000,000 bytes")),
    Case("import: path escape", zipped(f"../../{YEAR}", b"t,i,j,k,v,q\n"), ("release.zip", "points outside")),
    Case("import: absolute path", zipped(f"/etc/{YEAR}", b"t,i,j,k,v,q\n"), ("release.zip", "points outside")),
    Case("import: path of Windows", zipped("..\\..\\x.csv", b"t,i,j,k,v,q\n"), ("release.zip", "points outside")),
    Case(
        "import: an archive inside an archive",
        zipped("BACI_HS92_V202701.zip", b"PK\x03\x04"),
        ("release.zip, BACI_HS92_V202701.zip", "inside an archive"),
    ),
    Case("import: encrypted", after(encrypted), ("BACI_HS92_V202701.zip", "encrypted")),
    Case(
        "import: text with the name of an archive", plain("release.zip", b"not an archive"), ("release.zip", "archive")
    ),
    Case("import: missing column", year(ROW.rpartition(",")[0], header="t,i,j,k,v"), (YEAR,)),
    Case("import: renamed column", year(ROW, header="t,i,j,k,v,weight"), (YEAR,)),
    Case("import: empty year", year(), (YEAR, "no rows")),
    Case("import: a year of 0 bytes", member(YEAR, ""), (YEAR,)),
    Case(
        "import: text in numbers", year(ROW, ROW.replace("7000.000", "about 7")), (YEAR, "row 3", "column v", "about 7")
    ),
    Case("import: W for withheld", year(ROW.replace("70.000", "W")), (YEAR, "row 2", "column q", "'W'")),
    Case("import: decimal comma", year('2024,124,699,282520,"7000,5",70'), (YEAR, "row 2", "column v", "7000,5")),
    Case("import: thousands mark", year('2024,124,699,282520,"7,000.5",70'), (YEAR, "row 2", "column v", "7,000.5")),
    Case("import: a row too short", year(ROW, "2024,124,699"), (YEAR, "row 3", "3 cells")),
    Case("import: NA for a country", year(ROW.replace("124", "NA")), (YEAR, "row 2", "column i")),
    Case("import: unknown country", year(ROW.replace("124", "998")), (YEAR, "column i", "998")),
    Case("import: lost zeros of a code", year(ROW.replace("282520", "2825")), (YEAR, "row 2", "column k", "2825")),
    Case("import: negative weight", year(ROW.replace("70.000", "-70.000")), (YEAR, "column q", "-70")),
    Case("import: negative value", year(ROW.replace("7000.000", "-7000.000")), (YEAR, "column v", "-7000")),
    Case("import: duplicate key", year(ROW, ROW), (YEAR, "twice")),
    Case("import: year out of range", year(ROW.replace("2024", "3024")), (YEAR, "column t", "3024")),
    Case("import: several years in a file", year(ROW, ROW.replace("2024", "2023")), (YEAR, "column t", "2023")),
    Case(
        "import: mixed revisions",
        member("BACI_HS17_Y2024_V202701.csv", f"{HEADER}\n{ROW}\n"),
        ("mixed revisions", "HS17"),
    ),
    Case(
        "import: mixed releases",
        member("BACI_HS92_Y2022_V202601.csv", f"{HEADER}\n{ROW}\n"),
        ("mixed releases", "202601"),
    ),
    Case("import: NUL bytes", year(ROW.replace("699", "6\x0099")), (YEAR, "NUL")),
    Case("import: not text", plain(YEAR, bytes(range(256)) * 40), (YEAR,)),
    Case("import: values in dollars for thousands", scaled("value_usd", 1000.0), ("scale", "trade_flows")),
    Case("import: kg for tonnes", scaled("weight_t", 1000.0), ("scale", "trade_flows")),
    Case(
        "import: a year was cut off",
        flows(lambda old: old[~((old["year"] == 2024) & (old["exporter"] == "CHN"))]),
        ("coverage", "CHN"),
    ),
    Case("import: no country file", member(COUNTRIES, "a,b\n"), ("country file",)),
    Case(
        "import: formula in the country file",
        member(COUNTRIES, "country_code,country_iso3\n=1+1,CAN\n"),
        (COUNTRIES, "row 2", "country_code", "=1+1"),
    ),
    Case("import: a member with control characters", strange_member, ("column i", "row 2")),
    Case("import: a name that is not UTF-8", strange_folder, (".csv",)),
    Case("import: unknown source", release(), ("no source 'bacy'", "did you mean baci"), "bacy"),
    Case("import: another producer's file", release(), ("no world table",), "usgs"),
]
SLOW_CASES = [Case("import: a line of 200 MB", one_long_line, (YEAR, "line"))]
