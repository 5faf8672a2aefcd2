"""CEPII BACI: reconciled trade of all country pairs, one zip archive for each Harmonized System revision.

The archive holds one CSV file for each year, `BACI_HS92_Y2024_V202601.csv`, with the columns t (year), i (exporter), j
(importer), k (product), v (thousand US dollars, free on board) and q (metric tons, `NA` when unknown), a country file
and a product file. A year has about ten million rows, of which the book uses some tens of thousands, so rows are
filtered while they stream out of the archive and memory does not grow with its size.

Source: Gaulier, G. and Zignago, S. (2010), CEPII Working Paper 2010-23; layout of the releases 202001 to 202601.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from .archive import Part, parts
from .baci_stream import COLUMNS, Layout, layout_of, matching_rows
from .common import Context, Imported, Update, refuse, shown
from .text import read_table
from .trade_record import foreign_codes, kept_producers, said_of

NAMED = re.compile(r"BACI_(?P<revision>HS\d\d)_Y(?P<year>\d{4})_V(?P<release>\d{6}[a-z]?)", re.IGNORECASE)
PRODUCTS = re.compile(r"product_codes_(?P<revision>HS\d\d)(_V(?P<release>\d{6}[a-z]?))?", re.IGNORECASE)
COUNTRY_COLUMNS = ({"country_code", "country_iso3"}, {"country_code", "iso_3digit_alpha"})
TAIWAN = "490"
"""Numeric code of `Other Asia, not elsewhere specified`, which has no ISO code there and is Taiwan in this book."""
DOLLARS_PER_UNIT = 1000
ADDRESS = "https://www.cepii.fr/CEPII/en/bdd_modele/bdd_modele_item.asp?id=37"


@dataclass(frozen=True)
class Release:
    """The parts of one release: yearly files with their layout, and the code lists."""

    years: tuple[tuple[Part, Layout], ...]
    iso3: dict[int, str]
    revision: str
    version: str


def read(files: Sequence[Path], context: Context) -> Imported:
    """The rows of `trade_flows` in a BACI release: codes of `hs_map` only, values in US dollars, weights in tonnes.

    Options: `revision` (HS92 ...) and `release` (202601) where file names do not say them. Raises BadInput for a file
    that is no BACI file, mixed revisions or releases, unknown countries, duplicate keys and negative numbers.
    """
    release = _release(files, context)
    codes = trade_codes(context.table("hs_map")["hs_code"])
    tables = []
    for part, layout in release.years:
        context.say(f"Reading {part.name}")
        tables.append(year_flows(part, layout, codes, release.iso3))
    flows = pa.concat_tables(tables).to_pandas(types_mapper=_text_type)
    flows, notes = _known_areas(flows, context.countries)
    flows = flows.sort_values(["year", "hs6", "exporter", "importer"], ignore_index=True)
    foreign = foreign_codes(context.entry("trade_flows"), flows)
    record = _record(release, flows) | kept_producers(context.entry("trade_flows"), foreign)
    if foreign:
        record["citation"] += said_of(foreign)
    update = Update(flows, ("year",), record, spares={"hs6": frozenset(foreign)})
    return Imported({"trade_flows": update}, notes)


def trade_codes(codes: Iterable[str]) -> frozenset[str]:
    """The six-digit codes among `codes`; eight digits are the European Union's own."""
    return frozenset(code for code in codes if len(code) == 6)


def year_flows(part: Part, layout: Layout, codes: frozenset[str], iso3: dict[int, str]) -> pa.Table:
    """One yearly file as year, exporter, importer, hs6, value_usd, weight_t; unsorted.

    Areas that the country file joins (Belgium and Luxembourg until 1998) are summed under their common code.
    """
    rows = matching_rows(part, layout, codes)
    _check_rows(part, rows, iso3)
    named = {side: _as_iso3(rows[letter], iso3) for side, letter in (("exporter", "i"), ("importer", "j"))}
    code = pc.utf8_lpad(rows["k"], 6, "0")
    value = pc.round(pc.multiply(rows["v"], float(DOLLARS_PER_UNIT)))
    table = pa.table({"year": rows["t"], **named, "hs6": code, "value_usd": value, "weight_t": rows["q"]})
    keys = ["year", "exporter", "importer", "hs6"]
    numbers = set(pc.unique(rows["i"]).to_pylist()) | set(pc.unique(rows["j"]).to_pylist())
    if len({iso3[number] for number in numbers}) == len(numbers):
        return table
    summed = table.group_by(keys, use_threads=False).aggregate([("value_usd", "sum"), ("weight_t", "sum")])
    return summed.rename_columns([*keys, "value_usd", "weight_t"]) if len(summed) < len(table) else table


def _text_type(kind: pa.DataType) -> pd.StringDtype | None:
    return pd.StringDtype(na_value=float("nan")) if pa.types.is_string(kind) else None


def _as_iso3(numbers: pa.ChunkedArray, iso3: dict[int, str]) -> pa.ChunkedArray:
    known = pa.array(list(iso3), pa.int32())
    return pc.take(pa.array(list(iso3.values()), pa.string()), pc.index_in(numbers, known))


def _check_rows(part: Part, rows: pa.Table, iso3: dict[int, str]) -> None:
    for letter in ("i", "j"):
        unknown = pc.unique(rows[letter]).to_pylist()
        if missing := sorted(set(unknown) - set(iso3)):
            what = f"country {missing[0]} is not in the country file"
            advice = "Use the country file of the same release."
            raise refuse(what, part.label, column=letter, cause="files of two releases", next_step=advice)
    for letter, what in (("v", "value"), ("q", "weight")):
        lowest = pc.min(rows[letter]).as_py()
        if lowest is not None and lowest < 0:
            raise refuse(f"a negative {what}: {lowest}", part.label, column=letter, next_step="Download it again.")
    if _repeated(rows):
        advice = "Download it again; each year belongs in it once."
        raise refuse("a row occurs twice", part.label, column="t, i, j, k", next_step=advice)


def _repeated(rows: pa.Table) -> bool:
    """Whether a pair of countries has a product twice; a hash table of the keys takes more memory than the rows."""
    product = np.unique(rows["k"].to_numpy(), return_inverse=True)[1]
    key = (rows["i"].to_numpy().astype("int64") * 1000 + rows["j"].to_numpy()) * 10_000 + product
    return len(np.unique(key)) < len(key)


def _release(files: Sequence[Path], context: Context) -> Release:
    found = parts(files, (".csv", ".txt"))
    years: list[tuple[Part, Layout]] = []
    iso3: dict[int, str] = {}
    products: list[Part] = []
    for part in found:
        layout = layout_of(part)
        if layout:
            years.append((part, layout))
        elif NAMED.search(part.name):
            raise _not_a_year(part)
        elif (columns := set(layout_of(part, any_header=True).names)) and any(c <= columns for c in COUNTRY_COLUMNS):
            iso3 |= _countries(part)
        elif {"code", "description"} <= columns:
            products.append(part)
    _complete(years, iso3, files)
    revision = _one("revision", [*years, *((part, None) for part in products)], context)
    return Release(tuple(years), iso3, revision, _one("release", years, context))


def _not_a_year(part: Part) -> Exception:
    """The error for a file that is named as a year of the release and has other columns, or none."""
    found = ", ".join(shown(name, 24) for name in layout_of(part, any_header=True).names)
    absent = [name for name in COLUMNS if name not in found.split(", ")]
    what = f"no column {absent[0]!r}" if found and absent else f"the columns are not {', '.join(COLUMNS)}"
    cause = f"a column is missing or renamed; it has: {found}" if found else "the file is empty"
    return refuse(what, part.label, 1, absent[0] if absent else None, cause=cause, next_step="Download it again.")


def _complete(years: list[tuple[Part, Layout]], iso3: dict[int, str], files: Sequence[Path]) -> None:
    listed = ", ".join(str(path) for path in files)
    if not years:
        what = f"no file with the columns {', '.join(COLUMNS)}"
        advice = "Give the zip archive of a BACI release as it was downloaded, or its CSV files."
        raise refuse(what, listed, cause="not a BACI release, or columns renamed", next_step=advice)
    if not iso3:
        advice = "Give it beside the others; it is part of the same download."
        raise refuse("no country file (country_codes_V....csv)", listed, next_step=advice)


def _countries(part: Part) -> dict[int, str]:
    """ISO alpha-3 by BACI's numeric code; `Other Asia` is Taiwan."""
    table = read_table(part)
    column = "country_iso3" if "country_iso3" in table.columns else "iso_3digit_alpha"
    codes = {}
    for row, (number, name) in enumerate(zip(table["country_code"], table[column], strict=True), start=2):
        if not number.isdigit():
            advice = "Download the country file again."
            raise refuse(f"not a country number: {number!r}", part.label, row, "country_code", next_step=advice)
        codes[int(number)] = "TWN" if number == TAIWAN else name
    return codes


def _one(what: str, named: Iterable[tuple[Part, Layout | None]], context: Context) -> str:
    """The one revision or release that all file names state; the option of that name where none does."""
    stated: dict[str, Part] = {}
    for part, _ in named:
        match = NAMED.search(part.name) or (PRODUCTS.search(part.name) if what == "revision" else None)
        match = match or (NAMED.search(part.path.name) or re.search(r"(?P<revision>HS\d\d)", part.path.name))
        if match and match.groupdict().get(what):
            stated.setdefault(match[what].upper(), part)
    if len(stated) > 1:
        (first, _), (second, other) = list(stated.items())[:2]
        advice = "Import one release of one revision at a time."
        raise refuse(f"mixed {what}s: {first} and {second}", other.label, next_step=advice)
    given = str(context.options.get(what) or "").upper().removeprefix("V")
    if not stated and not given:
        if what == "release":
            return ""
        advice = f"Say it: --{what} HS92 (or the revision it is)."
        where = next(part.label for part, _ in named)
        raise refuse(f"no file name states the {what}", where, cause="a renamed download", next_step=advice)
    return given or next(iter(stated))


def _known_areas(flows: pd.DataFrame, countries: frozenset[str]) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """The flows between countries of the table `countries`, and a sentence on those left out."""
    known = flows["exporter"].isin(countries) & flows["importer"].isin(countries)
    if known.all():
        return flows, ()
    left = flows[~known]
    areas = sorted((set(left["exporter"]) | set(left["importer"])) - countries)
    share = left["value_usd"].sum() / flows["value_usd"].sum()
    return flows[known], (
        f"{len(left):,} rows ({share:.2%} of the value) are of areas that are not in the table countries and are "
        f"left out: {', '.join(areas)}.",
    )


def _record(release: Release, flows: pd.DataFrame) -> dict[str, object]:
    version = release.version
    named = f"release {version}" if version else "release not stated"
    codes, first, last = flows["hs6"].nunique(), flows["year"].min(), flows["year"].max()
    return {
        "description": f"Bilateral trade of {codes} {release.revision} codes, all country pairs, {first}-{last}, one "
        "reconciled value per pair.",
        "producer": "CEPII",
        "sources": [{"title": "CEPII BACI", "path": ADDRESS}],
        "address": ADDRESS,
        "edition": f"{release.revision}, {named}",
        "vintage": f"{first}-{last}",
        "citation": "Gaulier, G. and Zignago, S. (2010). BACI: International Trade Database at the Product-Level. The "
        f"1994-2007 Version. CEPII Working Paper 2010-23. BACI {release.revision}, {named}.",
        "short": f"CEPII BACI {release.revision}, {named}",
        "checked": "Imported from the producer's files: every row's type, year, country and sign, and no key twice. "
        "The last year is provisional.",
    }
