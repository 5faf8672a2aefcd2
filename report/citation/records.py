"""One record for each declaration: all that a citation, an index or a download says of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ..registry import Entry
from .edition import Edition
from .plain import plain
from .producers import Producer, Producers, full_citations, short_names

BOOK = "Canada's Critical Minerals Partnerships"
AUTHOR = "Project contributors"
WORDS = {"text", "markdown", "raw"}
CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")


@dataclass(frozen=True)
class Place:
    """Where a declaration is read: `page` is relative to the site, `number` is `Figure 9`, or empty."""

    page: str
    chapter: str
    chapter_title: str
    number: str = ""
    anchor: str = ""


@dataclass(frozen=True)
class Record:
    """A declaration as it is cited. `title` is the caption, the sentence of a claim, or a value as printed."""

    id: str
    kind: str
    title: str
    place: Place
    edition: Edition
    producers: tuple[Producer, ...]
    alt: str = ""
    note: str = ""
    unit: str = ""
    value: Any = None
    last_change: str = ""

    @property
    def key(self) -> str:
        """Id and edition together: the key of a BibTeX or CSL entry."""
        return f"{self.id}-{self.edition.name}" + ("-rebuilt" if self.edition.own else "")

    @property
    def link(self) -> str:
        """The permanent address, or empty."""
        return self.edition.link(self.id)

    @property
    def status(self) -> str:
        """Why there is no permanent address; empty when there is one."""
        return self.edition.status(self.id)

    @property
    def sources_short(self) -> str:
        """Producers with their editions."""
        return short_names(self.producers)

    @property
    def sources_full(self) -> str:
        """Full citations of the producers."""
        return full_citations(self.producers)

    @property
    def sentence(self) -> str:
        """The sentence with the number: the caption, or the first of the alternative text when that has the digits."""
        candidates = [self.title, self.alt]
        return next((text for text in candidates if any(sign.isdigit() for sign in text)), self.title)


def records_of(
    entries: Iterable[Entry],
    places: Mapping[str, Place],
    producers: Producers,
    edition: Edition,
    changed: Mapping[str, str] | None = None,
) -> dict[str, Record]:
    """Records by id, in the order of `entries`; `places` by id, `changed` the edition in which each last changed."""
    return {
        entry.id: _record(entry, places[entry.id], producers, edition, (changed or {}).get(entry.id, edition.label))
        for entry in entries
    }


def _record(entry: Entry, place: Place, producers: Producers, edition: Edition, last_change: str) -> Record:
    content = entry.content
    return Record(
        id=entry.id,
        kind=entry.kind,
        title=_title(content),
        place=place,
        edition=edition,
        producers=tuple(producers[source] for source in content.get("sources", [])),
        alt=one_line(content.get("alt", "")),
        note=one_line(content.get("note", "")),
        unit=content.get("unit", ""),
        value=content.get("value") if content.get("unit") not in WORDS else None,
        last_change=last_change,
    )


def _title(content: Mapping[str, Any]) -> str:
    if content["kind"] != "value":
        return one_line(content["sentence" if content["kind"] == "claim" else "caption"])
    words = one_line(plain(content["text"]) if content["unit"] == "markdown" else str(content["text"]))
    return words if content["unit"] in WORDS else f"{content['name'].replace('_', ' ')}: {words}"


def one_line(text: str) -> str:
    """Text on one line and without control characters, which neither XML nor RIS can carry."""
    return " ".join(CONTROL.sub("", text).split())
