"""The indexes that machines read: `figures.json` and `values.json` of the site, written from records and read back.

They are what `report cite` and `report memo` answer from, so these say what the published pages say.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from ..errors import BadInput, did_you_mean
from .edition import CHANGED, Edition
from .formats import footnote
from .producers import Producer
from .records import AUTHOR, BOOK, Place, Record

FILES = {"figures.json": ("figure", "table"), "values.json": ("value", "claim")}
PRODUCER_KEYS = ("short", "citation", "title", "edition", "vintage", "obtained", "address", "own")


def write_catalogues(folder: Path, records: Iterable[Record]) -> None:
    """Write `figures.json` (figures and tables) and `values.json` (values and findings) into the site."""
    records = list(records)
    for name, kinds in FILES.items():
        content = catalogue([one for one in records if one.kind in kinds])
        (folder / name).write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def catalogue(records: list[Record]) -> dict[str, Any]:
    """Records as plain data: the edition once, each source once, then the items by id."""
    sources = {producer.source: producer for one in records for producer in one.producers}
    return {
        "title": BOOK,
        "author": AUTHOR,
        "edition": _edition(records[0].edition) if records else None,
        "sources": {name: _producer(producer) for name, producer in sorted(sources.items())},
        "items": {one.id: _item(one) for one in records},
    }


def _edition(edition: Edition) -> dict[str, Any]:
    return {
        "name": edition.name,
        "date": edition.day.isoformat(),
        "base_url": edition.base_url,
        "frozen": edition.frozen,
        "rebuilt_with_other_data": edition.own,
    }


def _producer(one: Producer) -> dict[str, Any]:
    found = {key: getattr(one, key) for key in PRODUCER_KEYS}
    return {**found, "license": dict(one.license)}


def _item(one: Record) -> dict[str, Any]:
    item = {
        "kind": one.kind,
        "title": one.title,
        "number": one.place.number,
        "chapter": one.place.chapter,
        "chapter_title": one.place.chapter_title,
        "page": one.place.page,
        "anchor": one.place.anchor,
        "edition": one.edition.label,
        "link": one.link,
        "status": one.status,
        "sources": [producer.source for producer in one.producers],
        "vintage": vintages(one),
        "last_change": one.last_change,
        "cite": footnote(one),
        "alt": one.alt,
        "note": one.note,
        "unit": one.unit,
    }
    kept = {name: found for name, found in item.items() if found or name in {"link", "vintage"}}
    return {**kept, "value": one.value} if one.kind == "value" else kept


def vintages(one: Record) -> list[str]:
    """What the data of a record cover: edition and vintage of each producer outside the project, each once."""
    outside = [producer for producer in one.producers if not producer.own] or one.producers
    return list(dict.fromkeys(" / ".join(dict.fromkeys(filter(None, (p.edition, p.vintage)))) for p in outside))


def read_catalogues(folder: Path) -> dict[str, Record]:
    """Records by id from the published site; raises BadInput when there is no book with its indexes."""
    records: dict[str, Record] = {}
    for name in FILES:
        path = folder / name
        if not path.exists():
            raise BadInput("there is no built book to cite from", where=str(path), next_step="run `make book` first")
        records |= _records(json.loads(path.read_text(encoding="utf-8")))
    return records


def _records(content: dict[str, Any]) -> dict[str, Record]:
    if not content["items"]:
        return {}
    found = content["edition"]
    day = date.fromisoformat(found["date"])
    changed = frozenset(identity for identity, item in content["items"].items() if item.get("status") == CHANGED)
    edition = Edition(found["name"], day, found["base_url"], found["frozen"], found["rebuilt_with_other_data"], changed)
    sources = {name: _read_producer(name, one) for name, one in content["sources"].items()}
    return {identity: _read(identity, item, edition, sources) for identity, item in content["items"].items()}


def _read_producer(name: str, one: dict[str, Any]) -> Producer:
    license_ = tuple(one["license"].items())
    return Producer(source=name, license=license_, **{key: one[key] for key in PRODUCER_KEYS})


def _read(identity: str, item: dict[str, Any], edition: Edition, sources: dict[str, Producer]) -> Record:
    place = Place(item["page"], item["chapter"], item["chapter_title"], item.get("number", ""), item.get("anchor", ""))
    return Record(
        id=identity,
        kind=item["kind"],
        title=item["title"],
        place=place,
        edition=edition,
        producers=tuple(sources[name] for name in item.get("sources", [])),
        value=item.get("value"),
        **{name: item.get(name, "") for name in ("alt", "note", "unit", "last_change")},
    )


def find(records: dict[str, Record], identity: str) -> Record:
    """The record of an id; raises BadInput that names the nearest ids."""
    if identity not in records:
        known = {one for one in records if one.partition("-")[0] == identity.partition("-")[0]} or set(records)
        near = did_you_mean(identity, known)
        cause = near if near.startswith("did you") else "ids begin with fig-, tbl-, val- or claim-"
        raise BadInput(
            f"nothing has the id '{identity}'",
            cause=cause,
            next_step="the pages figures.html and values.html of the book list every id",
        )
    return records[identity]
