"""The ledger's sources as a BibTeX file, and what in the book rests on each of them.

The file `references.bib` is written into the book's source folder at every build, so a citation cannot differ from the
table `sources`. An entry has the usual fields and five of our own: `kind`, `reliability`, `credibility`, `gradereason`
and `restson`, the last as `table: ids | table: ids`. `pages.citations` shows them.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from pybtex.database import BibliographyData, Entry

from ..registry import PREFIXES, Registry
from ..sentences.links import PLACES
from ..tabledata import read_package

FILE = "references.bib"
DIRECT = {"contradictions": ("source_a", "source_b"), "claims": ("document",)}
"""Tables that name sources in columns of their own, not through a link table."""
Resting = defaultdict[str, defaultdict[str, list[str]]]


def write(data_dir: Path, registry: Registry, folder: Path) -> Path:
    """Write `references.bib` for the sources of a data folder into `folder`; an empty file when it has none.

    `registry` tells which figures and tables name a source themselves.
    """
    resting = what_rests_on(data_dir)
    for entry in registry.of("figure") + registry.of("table"):
        for source in entry.content.get("sources", []):
            resting[source][PREFIXES[entry.kind]].append(entry.id)
    entries = {row["source_id"]: _entry(row, resting[row["source_id"]]) for row in _rows(data_dir, "sources")}
    path = folder / FILE
    path.write_text(BibliographyData(entries).to_string("bibtex"), encoding="utf-8")
    return path


def what_rests_on(data_dir: Path) -> Resting:
    """By source id and table, the ids of the rows that rest on a source: `{"IN05": {"instruments": ["IN-MOU-2026"]}}`.

    Read from every table with a column `source_id` beside the id of another table, and from `DIRECT`. A note of a
    partner counts for the partner's chapter, under `chapters`.
    """
    found: Resting = defaultdict(lambda: defaultdict(list))
    for source, table, identity in sorted(set(_through_link_tables(data_dir)) | set(_named_directly(data_dir))):
        found[source][table].append(identity)
    return found


def _through_link_tables(data_dir: Path) -> Iterator[tuple[str, str, str]]:
    """Source id, table and id from tables such as `milestone_sources`; unpublished milestones have no place."""
    tables = {column: table for table, (column, _) in PLACES.items() if table != "sources"}
    unpublished = {row["milestone_id"] for row in _rows(data_dir, "milestones") if row.get("published") == "false"}
    partner_of = {row["note_id"]: row["partner"].lower() for row in _rows(data_dir, "partner_notes")}
    for resource in read_package(data_dir)["resources"]:
        names = [field["name"] for field in resource.get("schema", {}).get("fields", [])]
        if "source_id" not in names[1:] or names[0] not in {*tables, "note_id"}:
            continue
        for row in _rows(data_dir, resource["name"]):
            identity = row[names[0]]
            if names[0] == "note_id":
                yield row["source_id"], "chapters", partner_of[identity]
            elif identity not in unpublished:
                yield row["source_id"], tables[names[0]], identity


def _named_directly(data_dir: Path) -> Iterator[tuple[str, str, str]]:
    for table, columns in DIRECT.items():
        for row in _rows(data_dir, table):
            yield from ((row[column], table, row[PLACES[table][0]]) for column in columns if row.get(column))


def _rows(data_dir: Path, table: str) -> list[dict[str, str]]:
    """Rows of a table as text; none when the data folder has no such table."""
    for resource in read_package(data_dir)["resources"]:
        if resource["name"] == table:
            with open(Path(data_dir) / resource["path"], encoding="utf-8", newline="") as lines:
                return list(csv.DictReader(lines))
    return []


def _entry(row: dict[str, str], resting: dict[str, list[str]]) -> Entry:
    """A row of `sources` as an entry; the address of a page that is not to be quoted stays out."""
    fields = {
        "title": row["title"],
        "howpublished": row["publisher"],
        "year": row["published"][:4],
        "date": row["published"],
        "url": _address(row["url"]) if row["quotable"] == "true" else "",
        "kind": row["kind"],
        "reliability": row["reliability"],
        "credibility": row["credibility"],
        "gradereason": row["grade_reason"],
        "restson": " | ".join(f"{table}: {'; '.join(ids)}" for table, ids in resting.items()),
    }
    return Entry("misc", fields={name: _without_marks(text) for name, text in fields.items() if text})


def _address(url: str) -> str:
    """An address in which only characters are left that BibTeX can carry."""
    return quote(url, safe=":/?#@!&*+,;=%-._'()").replace("~", "%7E")


def _without_marks(text: str) -> str:
    """Text without the braces and backslashes that would be BibTeX's own."""
    return " ".join(text.split()).translate(str.maketrans("{}\\", "()/"))
