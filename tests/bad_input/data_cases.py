"""Broken data folders: what is done to a sound one, and what the message has to name."""

from __future__ import annotations

import os
from pathlib import Path

import pandas as pd

from .breaking import (
    Break,
    cell,
    changed,
    content,
    flow,
    flows,
    saved,
)
from .descriptor_cases import DESCRIPTOR_CASES, Case
from .folder import record

PARTNERS, COUNTRIES = "reference/partners.csv", "reference/countries.csv"
PRODUCTION, SHARES = "production/production.csv", "trade/us_import_sources.csv"
INSTRUMENTS, SOURCES, GOVERNANCE = "ledger/instruments.csv", "ledger/sources.csv", "context/governance.csv"
LINE_BYTES = 200_000_000


def without(name: str):
    """Rows without a column."""

    def change(rows):
        at = rows[0].index(name)
        return [row[:at] + row[at + 1 :] for row in rows]

    return change


def renamed(old: str, new: str):
    """Rows with a column under another name."""
    return lambda rows: [[new if name == old else name for name in rows[0]], *rows[1:]]


def long_line(folder: Path) -> None:
    """A CSV file whose second line has 200 MB."""
    path = folder / COUNTRIES
    with path.open("ab") as stream:
        for _ in range(LINE_BYTES // 1_000_000):
            stream.write(b"a" * 1_000_000)


def strange_name(folder: Path) -> None:
    """A file whose name is not UTF-8."""
    with open(os.fsencode(folder) + b"/\xff\xfe.csv", "wb") as stream:
        stream.write(b"a\n1\n")


def named_with_controls(folder: Path) -> None:
    """A file whose name would write over the terminal."""
    (folder / "a\x1b[2Jb.csv").write_text("a\n1\n", encoding="utf-8")


def into_folder(path: str) -> Break:
    """Replace a table by a folder of its name."""

    def put(folder: Path) -> None:
        (folder / path).unlink()
        (folder / path).mkdir()

    return put


TABLE_CASES = [
    Case("missing column", changed(PARTNERS, without("name")), ("partners.csv, row 1", "header", "'name'")),
    Case("renamed column", changed(PARTNERS, renamed("kind", "Kind")), ("partners.csv, row 1", "'kind'", "'Kind'")),
    Case(
        "columns in another order",
        changed(PARTNERS, lambda rows: [row[::-1] for row in rows]),
        ("partners.csv, row 1", "header"),
    ),
    Case(
        "a column too many",
        changed(PARTNERS, lambda rows: [[*row, "x"] for row in rows]),
        ("partners.csv, row 1", "header"),
    ),
    Case("a column twice", changed(PARTNERS, renamed("kind", "name")), ("partners.csv, row 1", "header")),
    Case("semicolons", saved(PARTNERS, ";"), ("partners.csv", "row 1", "header")),
    Case("tabs", saved(PARTNERS, "\t"), ("partners.csv", "row 1", "header")),
    Case("Latin-1", saved(COUNTRIES, encoding="latin-1"), ("countries.csv", "UTF-8", "row ")),
    Case("UTF-16", saved(PARTNERS, encoding="utf-16"), ("partners.csv", "UTF-8", "row 1")),
    Case("byte mark", saved(PARTNERS, encoding="utf-8-sig"), ("partners.csv, row 1", "byte order mark")),
    Case("decimal comma", cell(SHARES, "share", "0,52"), ("us_import_sources.csv, row 2, column share", "'0,52'")),
    Case(
        "thousands mark", cell(PRODUCTION, "value_t", "1,200", 3), ("production.csv, row 3, column value_t", "'1,200'")
    ),
    Case(
        "text in numbers",
        cell(PRODUCTION, "value_t", "about 900"),
        ("production.csv, row 2, column value_t", "'about 900'"),
    ),
    Case("W for withheld", cell(PRODUCTION, "value_t", "W"), ("production.csv, row 2, column value_t", "'W'")),
    Case("infinity", cell(PRODUCTION, "value_t", "inf"), ("production.csv, row 2, column value_t", "inf")),
    Case("nan", cell(PRODUCTION, "value_t", "nan"), ("production.csv, row 2, column value_t", "nan")),
    Case("a number of 31 digits", cell(PRODUCTION, "year", "1" * 31), ("production.csv, row 2, column year", "1111")),
    Case("NA for Namibia", cell(PRODUCTION, "country", "NA"), ("production.csv, row 2, column country", "'NA'")),
    Case(
        "duplicate key", changed(PRODUCTION, lambda rows: [*rows, rows[1]]), ("production.csv, row", "key", "repeats")
    ),
    Case(
        "duplicated partner",
        changed(PARTNERS, lambda rows: [*rows, rows[1]]),
        ("partners.csv, row", "column partner", "repeats"),
    ),
    Case("unknown country", cell(PRODUCTION, "country", "ZZZ"), ("production.csv, row 2, column country", "'ZZZ'")),
    Case(
        "a rest among countries",
        cell(GOVERNANCE, "country", "WLD", 5),
        ("governance.csv, row 5, column country", "WLD"),
    ),
    Case(
        "unknown mineral",
        cell(PRODUCTION, "mineral_id", "lithum"),
        ("production.csv, row 2, column mineral_id", "'lithum'"),
    ),
    Case("negative weight", cell(PRODUCTION, "value_t", "-5"), ("production.csv, row 2, column value_t", "'-5")),
    Case("year out of range", cell(PRODUCTION, "year", "3024"), ("production.csv, row 2, column year", "'3024'")),
    Case("half a year", cell(PRODUCTION, "year", "2023.5"), ("production.csv, row 2, column year", "'2023.5'")),
    Case("percent for shares", cell(SHARES, "share", "52"), ("us_import_sources.csv, row 2, column share", "'52")),
    Case("kg for tonnes", cell(PRODUCTION, "value_t", "88000000", 2), ("production", "value_t", "unit")),
    Case("yes for true", cell(PARTNERS, "full_chapter", "yes"), ("partners.csv, row 2, column full_chapter", "'yes'")),
    Case(
        "a date of a spreadsheet",
        cell(INSTRUMENTS, "date_start", "06/03/2023"),
        ("instruments.csv, row 2, column date_start", "06/03/2023"),
    ),
    Case(
        "a day that is not",
        cell(INSTRUMENTS, "date_start", "2026-02-30"),
        ("instruments.csv, row 2, column date_start", "2026-02-30"),
    ),
    Case(
        "published in the future",
        cell(SOURCES, "published", "2031-01-01"),
        ("sources.csv, row 2, column published", "2031-01-01"),
    ),
    Case("a word outside the list", cell(PARTNERS, "kind", "state"), ("partners.csv, row 2, column kind", "'state'")),
    Case("empty where required", cell(PARTNERS, "name", ""), ("partners.csv, row 2, column name", "required")),
    Case(
        "a lost leading zero",
        cell("trade/hs_map.csv", "hs_code", "82520"),
        ("hs_map.csv, row 2, column hs_code", "82520"),
    ),
    Case(
        "formula in a number", cell(PRODUCTION, "value_t", "=1+1"), ("production.csv, row 2, column value_t", "'=1+1'")
    ),
    Case(
        "formula in a name",
        cell(COUNTRIES, "name", '=HYPERLINK("https://example.org","x")'),
        ("countries.csv, row 2, column name", "formula"),
    ),
    Case(
        "command in a name",
        cell(COUNTRIES, "name", "@SUM(1+1)*cmd|' /C calc'!A0"),
        ("countries.csv, row 2, column name", "formula"),
    ),
    Case(
        "control characters in a name",
        cell(COUNTRIES, "name", "Can\x1b[2Jada"),
        ("countries.csv, row 2, column name", "control"),
    ),
    Case(
        "script as an address",
        cell(SOURCES, "url", "javascript:alert(1)"),
        ("sources.csv, row 2, column url", "address"),
    ),
]

FILE_CASES = [
    Case("empty file", content(PARTNERS, lambda old: b""), ("partners.csv", "empty")),
    Case("header and no rows", changed(PARTNERS, lambda rows: rows[:1]), ("partners.csv", "no rows")),
    Case(
        "NUL bytes",
        content(PARTNERS, lambda old: old.replace(b"India", b"In\x00dia", 1)),
        ("partners.csv", "NUL", "row 2"),
    ),
    Case(
        "a row with a cell too many",
        content(PARTNERS, lambda old: old.rstrip(b"\n") + b",x\n"),
        ("partners.csv, row 3", "cell"),
    ),
    Case(
        "a row with a cell too few",
        content(PARTNERS, lambda old: old + b"XXX,Nowhere\n"),
        ("partners.csv, row 4", "cell"),
    ),
    Case(
        "a blank row", content(PARTNERS, lambda old: old.replace(b"\n", b"\n\n", 2)), ("partners.csv, row 2", "blank")
    ),
    Case(
        "a quotation mark not closed",
        content(PARTNERS, lambda old: old.replace(b"IND,India", b'IND,"India', 1)),
        ("partners.csv",),
    ),
    Case(
        "a workbook with the name of a table",
        content(PARTNERS, lambda old: b"PK\x03\x04" + bytes(range(256)) * 8),
        ("partners.csv",),
    ),
    Case("a table that is a folder", into_folder(PARTNERS), ("partners.csv", "no such file")),
    Case("a table that is gone", lambda folder: (folder / PARTNERS).unlink(), ("partners.csv", "no such file")),
    Case(
        "a file nobody named",
        lambda folder: (folder / "extra.csv").write_text("a\n1\n"),
        ("extra.csv", "not in the data package"),
    ),
    Case("a name that is not UTF-8", strange_name, (".csv", "not in the data package")),
    Case("a name with control characters", named_with_controls, (".csv", "not in the data package")),
    Case(
        "changed without its record",
        lambda folder: (
            content(PARTNERS, lambda old: old)(folder)
            or (folder / PARTNERS).write_bytes((folder / PARTNERS).read_bytes().replace(b"India", b"Inda", 1))
        ),
        ("partners.csv", "hash"),
    ),
    Case(
        "Parquet cut short",
        content("trade/flows.parquet", lambda old: old[: len(old) // 2]),
        ("flows.parquet", "cut short"),
    ),
    Case(
        "Parquet that is text",
        content("trade/flows.parquet", lambda old: b"year,exporter\n2024,CAN\n"),
        ("flows.parquet", "Parquet"),
    ),
    Case("Parquet: empty file", content("trade/flows.parquet", lambda old: b""), ("flows.parquet", "empty")),
]

FLOW_CASES = [
    Case("flows: unknown country", flow("exporter", "ZZZ"), ("flows.parquet, row 2, column exporter", "'ZZZ'")),
    Case("flows: NA for Namibia", flow("exporter", "NA"), ("flows.parquet, row 2, column exporter", "'NA'")),
    Case("flows: negative weight", flow("weight_t", -1.0), ("flows.parquet, row 2, column weight_t", "-1")),
    Case("flows: negative value", flow("value_usd", -1.0, 5), ("flows.parquet, row 5, column value_usd", "-1")),
    Case("flows: year out of range", flow("year", 20240), ("flows.parquet, row 2, column year", "20240")),
    Case("flows: infinite value", flow("value_usd", float("inf")), ("flows.parquet, row 2, column value_usd", "inf")),
    Case("flows: value missing", flow("value_usd", float("nan")), ("flows.parquet, row 2, column value_usd", "empty")),
    Case(
        "flows: duplicate key", flows(lambda old: pd.concat([old, old.iloc[[3]]])), ("flows.parquet, row 26", "repeats")
    ),
    Case(
        "flows: codes as numbers",
        flows(lambda old: old.assign(hs6=old["hs6"].astype("int64"))),
        ("flows.parquet", "column hs6"),
    ),
    Case(
        "flows: years as text",
        flows(lambda old: old.assign(year=old["year"].astype("str") + "p")),
        ("flows.parquet, row 2, column year", "2023p"),
    ),
    Case("flows: code not mapped", flow("hs6", "999999"), ("flows.parquet, row 2, column hs6", "999999")),
    Case(
        "flows: column missing", flows(lambda old: old.drop(columns="weight_t")), ("flows.parquet, row 1", "weight_t")
    ),
    Case(
        "flows: a year of a code missing",
        flows(lambda old: old[~((old["year"] == 2024) & (old["hs6"] == "282520"))]),
        ("flows.parquet", "282520", "2024"),
    ),
    Case("flows: no rows", flows(lambda old: old.iloc[:0]), ("flows.parquet", "no rows")),
]

CASES = [*TABLE_CASES, *FILE_CASES, *FLOW_CASES, *DESCRIPTOR_CASES]
SLOW_CASES = [
    Case("a line of 200 MB", lambda folder: (long_line(folder), record(folder)), ("countries.csv", "row 254", "longer"))
]
