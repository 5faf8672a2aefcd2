"""USGS Mineral Commodity Summaries: production, refining and reserves by country, one edition at a time.

An edition is added beside the others and replaces only itself, since first estimates move and the book compares
editions. Values stay as printed, with the unit as printed; faults of a release belong into `corrections`.

Source: U.S. Geological Survey data releases that go with the Mineral Commodity Summaries, layouts of 2024 to 2026.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from .archive import parts
from .common import Context, Imported, Update, refuse, shown
from .places import OTHER, WORLD, country_finder, unknown_country
from .text import read_table
from .usgs_layouts import Cell, cells, edition_of, layout
from .usgs_tables import us_tables
from .usgs_values import TONNES, half_last_digit, in_tonnes, read_value

AGGREGATES = re.compile(r"^(?P<kind>world total|other countries)(?P<rest>.*)$", re.IGNORECASE)
SUBTOTAL = re.compile(r"\((?P<product>ilmenite and rutile)", re.IGNORECASE)
CLIFFSIDE = re.compile(r"^united states \(from cliffside field\)$", re.IGNORECASE)
NOTED = re.compile(r"\s*(\(extracted from natural gas\)|\d+)$", re.IGNORECASE)
"""What stands after a country: a remark, or the number of a footnote."""
TABLES = {"mine": "production", "smelter": "refining", "refinery": "refining", "": "reserves"}
ADDRESS = "https://www.usgs.gov/centers/national-minerals-information-center/mineral-commodity-summaries"


def read(files: Sequence[Path], context: Context) -> Imported:
    """Rows of production, refining and reserves and their totals; from the layout of 2026 also the US tables.

    Option `edition` where the file does not state it. Statistics that `usgs_products` does not list are left out and
    named. Raises BadInput for a cell that is neither a number nor a known word, and for an unknown unit or country.
    """
    found, sheets, skipped = [], [], []
    for part in parts(files, (".csv", ".txt")):
        if "_salient" in part.name.lower():
            skipped.append(part.name)
            continue
        table = read_table(part)
        kind = layout(table)
        if not kind:
            skipped.append(part.name)
            continue
        context.say(f"Reading {part.name}")
        edition = edition_of(part, table, str(context.options.get("edition") or ""))
        found += cells(part, table, kind, edition)
        if kind == "long":
            sheets.append((part, table, edition))
    if not found:
        advice = "Give the world tables of a data release: mcs2024-..._world.csv, MCS2025_World_Data.csv and so on."
        listed = ", ".join(str(path) for path in files)
        raise refuse("no world table", listed, cause="another file, or renamed columns", next_step=advice)
    rows, left_out = _rows(found, context)
    updates = {name: _update(name, frame, context) for name, frame in _frames(rows, context).items()}
    for part, table, edition in sheets:
        updates |= us_tables(part, table, edition, context)
    return Imported(updates, tuple(_notes(left_out, skipped)))


def _rows(found: list[Cell], context: Context) -> tuple[list[dict[str, Any]], Counter[str]]:
    products = _products(context)
    place_of = country_finder(context)
    rows: list[dict[str, Any]] = []
    left_out: Counter[str] = Counter()
    for cell in found:
        product = _product(cell, products)
        if product is None:
            left_out[f"{cell.commodity}: {cell.detail}"] += 1
            continue
        rows.append(_row(cell, product, place_of))
    return rows, left_out


def _products(context: Context) -> dict[tuple[str, str, str], dict[str, str]]:
    listed = context.table("usgs_products").to_dict("records")
    return {(row["commodity"], row["detail"], row["quantity"]): row for row in listed}


def _product(cell: Cell, products: dict[tuple[str, str, str], dict[str, str]]) -> dict[str, str] | None:
    """The listed product of a cell; a file of 2024 is also known by the first letters of its commodity and its stage.

    Only where these leave one product.
    """
    if listed := products.get((cell.commodity, cell.detail, cell.quantity)):
        return listed
    if len(cell.commodity) > 5:
        return None
    stage = next((word for word in ("mine", "smelter", "refinery") if word in cell.detail), "")
    near = {
        row["product"]: row
        for (commodity, _, quantity), row in products.items()
        if quantity == cell.quantity
        and (commodity.startswith(cell.commodity) if cell.commodity else commodity in cell.detail)
        and row["stage"] in (stage, "")
    }
    return next(iter(near.values())) if len(near) == 1 and stage else None


def _row(cell: Cell, product: dict[str, str], place_of: Any) -> dict[str, Any]:
    value = read_value(cell.printed)
    if value is None:
        advice = "Numbers have a comma between thousands and a point as decimal sign; mend the cell."
        what = f"neither a number nor a known word: {shown(cell.printed)!r}"
        raise refuse(what, cell.part.label, cell.row, cell.column, next_step=advice)
    if cell.unit and cell.unit not in TONNES:
        advice = "If it is right, the unit has to be added to report/sources/usgs_values.py and to the schema."
        raise refuse(f"unknown unit {shown(cell.unit)!r}", cell.part.label, cell.row, next_step=advice)
    number, flag = value
    half = None if flag == "zero_or_nil" else half_last_digit(number)
    name, kind, place = _place(cell, product["product"], place_of)
    return {
        "table": TABLES[product["stage"]] + ("" if kind == "country" else "_totals"),
        "edition": cell.edition, "year": cell.year, "mineral_id": product["mineral_id"], "product": name,
        "stage": product["stage"], "country": place, "aggregate": place, "value_t": in_tonnes(number, cell.unit),
        "value_printed": cell.printed, "unit_printed": cell.unit, "estimated": cell.estimated, "flag": flag,
        "basis": product["basis"], "rounding_t": in_tonnes(half, cell.unit),
    }  # fmt: skip


def _place(cell: Cell, product: str, place_of: Any) -> tuple[str, str, str]:
    """(product, country or aggregate, code) of a printed place; helium from storage is a product of its own."""
    if match := AGGREGATES.match(cell.place):
        both = SUBTOTAL.search(match["rest"])
        kind = WORLD if match["kind"].lower().startswith("world") else OTHER
        return (product.replace("Ilmenite,", "Ilmenite+rutile,") if both else product), "aggregate", kind
    if CLIFFSIDE.match(cell.place):
        return f"{product} [US Cliffside storage]", "country", "USA"
    code = place_of(NOTED.sub("", cell.place))
    if not code:
        raise unknown_country(cell.place, cell.part, cell.row, "Country")
    return product, "country", code


def _frames(rows: list[dict[str, Any]], context: Context) -> dict[str, pd.DataFrame]:
    """Rows by table; a row that a release prints twice is one row."""
    everything = pd.DataFrame(rows)
    frames = {}
    for name, frame in everything.groupby("table"):
        schema = context.schema(str(name))
        columns = [field["name"] for field in schema["fields"]]
        frames[str(name)] = frame[columns].drop_duplicates().sort_values(schema["primaryKey"], ignore_index=True)
    return frames


def _update(name: str, frame: pd.DataFrame, context: Context) -> Update:
    entry = next(entry for entry in context.package["resources"] if entry["name"] == name)
    before = set(context.table(name)["edition"])
    editions = sorted(before | set(frame["edition"]))
    span = f"{editions[0]}-{editions[-1]}"
    new = ", ".join(map(str, sorted(set(frame["edition"]))))
    record = {
        "edition": span,
        "vintage": span,
        "citation": f"U.S. Geological Survey, Mineral Commodity Summaries data releases, editions {editions[0]} to "
        f"{editions[-1]}.",
        "short": f"USGS Mineral Commodity Summaries, editions {editions[0]}\N{EN DASH}{editions[-1]}",
        "sources": [{"title": "USGS Mineral Commodity Summaries", "path": ADDRESS}],
        "address": ADDRESS,
        "doi": entry.get("doi") if before >= set(frame["edition"]) else None,
        "checked": f"{entry['checked']} Edition {new} was imported from the producer's files: every cell is a number "
        "or a known word.",
    }
    return Update(frame, ("edition", "product"), record)


def _notes(left_out: Counter[str], skipped: list[str]) -> Iterator[str]:
    if left_out:
        names = sorted(shown(name, 60) for name in left_out)
        yield (
            f"{sum(left_out.values())} values of {len(left_out)} statistics are not in usgs_products and are left out: "
            f"{'; '.join(names[:15])}{' ...' if len(names) > 15 else ''}."
        )
    if skipped:
        yield f"not world tables, left out: {', '.join(skipped[:10])}."
