"""Who produced the data behind a declaration: the full citation, edition, vintage and licence of each named source."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from ..errors import BadInput, did_you_mean
from ..formats import listed
from ..tabledata import read_package

OWN = "This project"


@dataclass(frozen=True)
class Producer:
    """One source of a declaration: a table of the data package, or a source of the ledger.

    `own` marks tables that the project compiled. `license` has `name`, `title` and `path`, or is empty.
    """

    source: str
    short: str
    citation: str
    title: str
    edition: str = ""
    vintage: str = ""
    obtained: str = ""
    address: str = ""
    license: tuple[tuple[str, str], ...] = ()
    own: bool = False


class Producers:
    """Looks up sources by name for one data folder; reads the ledger only when it is asked for one of its sources."""

    def __init__(self, data_dir: Path) -> None:
        self.package = read_package(data_dir)
        self.data_dir = data_dir
        self.tables = {entry["name"]: _of_table(entry) for entry in self.package["resources"]}

    def __getitem__(self, source: str) -> Producer:
        """The producer of a source; raises BadInput for a name that is neither a table nor a ledger source."""
        found = self.tables.get(source) or self.ledger.get(source)
        if found is None:
            raise BadInput(f"unknown source '{source}'", cause=did_you_mean(source, [*self.tables, *self.ledger]))
        return found

    @cached_property
    def ledger(self) -> dict[str, Producer]:
        """Sources of the ledger by id; none when the folder has no table `sources`."""
        entry = next((one for one in self.package["resources"] if one["name"] == "sources"), None)
        if entry is None:
            return {}
        with open(self.data_dir / entry["path"], encoding="utf-8", newline="") as lines:
            return {row["source_id"]: _of_ledger(row) for row in csv.DictReader(lines)}


def _of_table(entry: dict[str, Any]) -> Producer:
    producer, title = entry.get("producer", ""), entry.get("title") or entry["name"]
    edition, vintage = str(entry.get("edition") or ""), str(entry.get("vintage") or "")
    doi = entry.get("doi")
    own = producer == OWN
    short = f"this book's table {title.lower()}" if own else ", ".join(filter(None, (producer, edition or vintage)))
    return Producer(
        source=entry["name"],
        short=entry.get("short") or short,
        citation=(entry.get("citation") or short).rstrip(". "),
        title=title,
        edition=edition,
        vintage=vintage,
        obtained=str(entry.get("obtained") or ""),
        address=f"https://doi.org/{doi}" if doi else str(entry.get("address") or ""),
        license=_license(entry),
        own=own,
    )


def _license(entry: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    found = next(iter(entry.get("licenses") or []), {})
    return tuple((key, str(found[key])) for key in ("name", "title", "path") if found.get(key))


def _of_ledger(row: dict[str, str]) -> Producer:
    address = row.get("url", "") if row.get("quotable") == "true" else ""
    words = ", ".join(part for part in (row["publisher"], row["title"], row.get("published", "")) if part)
    return Producer(
        source=row["source_id"],
        short=f"{row['publisher']} [{row['source_id']}]",
        citation=f"{words} [{row['source_id']}]" + (f", {address}" if address else ""),
        title=row["title"],
        vintage=row.get("published", ""),
        address=address,
    )


def short_names(producers: Iterable[Producer]) -> str:
    """Producers with editions, each once, then the project's own tables: `USGS 2026; this book's table claims`."""
    producers = list(producers)
    outside = dict.fromkeys(_short(one) for one in producers if not one.own)
    return "; ".join([*outside, *_own_tables(producers)])


def _own_tables(producers: list[Producer]) -> list[str]:
    """The project's own tables by title, in one piece of text, or none."""
    titles = list(dict.fromkeys(one.title.lower() for one in producers if one.own))
    return [f"this book's {'table' if len(titles) == 1 else 'tables'} {listed(titles)}"] if titles else []


def _short(one: Producer) -> str:
    return one.short if not one.edition or _names_edition(one.short, one) else f"{one.short}, {one.edition}"


def full_citations(producers: Iterable[Producer]) -> str:
    """Full citations, each once, the producers of data first and then the project's own tables."""
    producers = list(producers)
    found = [*dict.fromkeys(_with_edition(one) for one in producers if not one.own), *_own_tables(producers)]
    words = "; ".join(found)
    return words[:1].upper() + words[1:]


def _with_edition(one: Producer) -> str:
    return one.citation if _names_edition(one.citation, one) else f"{one.citation}, {one.edition}"


def _names_edition(words: str, one: Producer) -> bool:
    """Whether a text carries the years of a producer's edition, or the edition itself where that has none."""
    years = re.findall(r"\d+", one.edition)
    return all(year in words for year in years) if years else one.edition in words
