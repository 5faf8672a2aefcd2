"""The US tables of the USGS long layout: where imports come from, and net import reliance."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pandas as pd

from .archive import Part
from .common import Context, Update, refuse, shown
from .places import country_finder

SHARE = re.compile(r"^(?P<bound>[<>]?)(?P<number>\d+(\.\d+)?)$")
WORDS = ("E", "W", "NA", "s")
RELIANCE = re.compile(
    r"^(the united.states was .*|(.*: )?net import reliance ?as a percentage of [a-z ]*consumption( \(.*\))?)[\s:,]*",
    re.IGNORECASE,
)
PERIOD = re.compile(r"(20\d\d)\D(?:20)?(\d\d)")
SALIENT = "salient statistics"


def us_tables(part: Part, table: pd.DataFrame, edition: int, context: Context) -> dict[str, Update]:
    """Updates of `us_import_sources` (the whole table) and of the salient statistics of `import_reliance`."""
    updates = {}
    sources = table[table["Section"] == "Import Sources"]
    if len(sources):
        updates["us_import_sources"] = _sources(part, sources, edition, context)
    reliance = table[table["Statistics"] == "Net import reliance"]
    if len(reliance):
        updates["import_reliance"] = _reliance(part, reliance, edition, context)
    return updates


def _percent(part: Part, row: Any) -> tuple[float | None, str]:
    """(percent, flag) of a printed share; None for a word that stands for no number."""
    text = row.Value.strip()
    if match := SHARE.match(text):
        return float(match["number"]), match["bound"]
    if text in WORDS:
        return None, text
    advice = f"A share is a number, a bound with < or >, or one of {', '.join(WORDS)}."
    raise refuse(f"not a share: {shown(text)!r}", part.label, int(row.Index), "Value", next_step=advice)


def _sources(part: Part, table: pd.DataFrame, edition: int, context: Context) -> Update:
    place_of = country_finder(context)
    rows = []
    for row in table.itertuples():
        percent, flag = _percent(part, row)
        period = PERIOD.search(row.Year)
        if percent is None or not period:
            advice = "Give the file as downloaded."
            raise refuse("a source without share or period", part.label, int(row.Index), "Value", next_step=advice)
        years = f"{period[1]}-{period[1][:2]}{period[2]}"
        detail = row.Statistics_detail
        rows.append((row.Commodity, detail, place_of(row.Country), row.Country, years, percent / 100, flag))
    columns = ["commodity", "detail", "country", "country_as_printed", "period", "share", "flag"]
    frame = pd.DataFrame(rows, columns=columns)
    return Update(
        frame, (), _record(edition, str(edition), sorted(set(frame["period"]))[-1], context, "us_import_sources")
    )


def _reliance(part: Part, table: pd.DataFrame, edition: int, context: Context) -> Update:
    minerals = context.minerals_by_name("usgs")
    rows: list[dict[str, Any]] = []
    seen: set[tuple[str, str, str]] = set()
    for row in table.itertuples():
        percent, flag = _percent(part, row)
        form = RELIANCE.sub("", row.Statistics_detail).strip(" :")
        detail = f"{SALIENT}: {form}" if form else SALIENT
        if (row.Commodity, detail, row.Year) in seen:
            detail = detail.replace(SALIENT, f"{SALIENT} (second row)", 1)
        seen.add((row.Commodity, detail, row.Year))
        rows.append(
            {
                "commodity": row.Commodity, "detail": detail, "mineral_id": minerals.get(row.Commodity, ""),
                "year": int(row.Year), "reliance_percent": percent, "flag": flag, "value_printed": row.Value,
                "edition": edition,
            }
        )  # fmt: skip
    editions = sorted({*context.table("import_reliance")["edition"], edition})
    span = f"{editions[0]}-{editions[-1]}"
    years = context.table("import_reliance")["year"]
    vintage = f"{years.min()}-{max(int(years.max()), *(row['year'] for row in rows))}"
    record = _record(edition, span, vintage, context, "import_reliance")
    return Update(pd.DataFrame(rows), ("edition", "commodity", "detail"), record)


def _record(edition: int, span: str, vintage: str, context: Context, name: str) -> Mapping[str, Any]:
    entry = context.entry(name)
    known = str(edition) in str(entry["edition"]) or str(edition) == str(entry["edition"])[-4:]
    if known:
        return {"doi": entry.get("doi")}
    editions = f"editions {span.replace('-', ' to ')}" if "-" in span else f"edition {span}"
    return {
        "edition": span,
        "vintage": vintage,
        "citation": f"U.S. Geological Survey, Mineral Commodity Summaries data releases, {editions}.",
        "short": f"USGS Mineral Commodity Summaries, {editions.replace(' to ', chr(0x2013))}",
    }
