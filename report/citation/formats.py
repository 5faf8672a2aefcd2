"""The forms of a citation: for a footnote, in full, Markdown, BibTeX, RIS and CSL-JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from ..formats import escape
from .records import AUTHOR, BOOK, Record
from .rendering import footnote_text, full_text

CSL_TYPES = {"figure": "figure", "table": "figure", "value": "entry", "claim": "entry"}
RIS_TYPES = {"figure": "FIGURE", "table": "CHART", "value": "GEN", "claim": "GEN"}


def csl_item(record: Record, accessed: date | None = None) -> dict[str, Any]:
    """A record as an item of CSL-JSON; variables without a value are left out."""
    item = {
        "id": record.key,
        "type": CSL_TYPES[record.kind],
        "author": [{"literal": AUTHOR}],
        "title": record.title.rstrip("."),
        "container-title": BOOK,
        "section": record.place.chapter_title,
        "edition": record.edition.label,
        "call-number": record.id,
        "number": record.place.number,
        "issued": _date_parts(record.edition.day),
        "accessed": _date_parts(accessed) if accessed else None,
        "URL": record.link,
        "status": record.status,
        "source": record.sources_short,
        "references": record.sources_full,
        "note": f"{record.id}, edition {record.edition.label}. Data: {record.sources_short}",
        "language": "en-CA",
    }
    return {name: found for name, found in item.items() if found}


def _date_parts(day: date) -> dict[str, list[list[int]]]:
    return {"date-parts": [[day.year, day.month, day.day]]}


def footnote(record: Record, accessed: date | None = None) -> str:
    """The short form: id and edition first, then number, book, producers and link."""
    return footnote_text(csl_item(record, accessed))


def text(record: Record, accessed: date | None = None) -> str:
    """The full form in words."""
    return full_text(csl_item(record, accessed))


def markdown(record: Record, accessed: date | None = None) -> str:
    """The full form with the book in italics and the id as code."""
    words = escape(text(record, accessed))
    for found, marked in ((BOOK, f"*{escape(BOOK)}*"), (record.id, f"`{record.id}`")):
        at = words.rfind(f"In {AUTHOR}")
        words = words[:at] + words[at:].replace(escape(found), marked, 1)
    return words.replace(escape(record.link), f"<{record.link}>") if record.link else words


def bibtex(record: Record, accessed: date | None = None) -> str:
    """A BibTeX entry, written by pybtex."""
    from pybtex.database import BibliographyData, Entry, Person

    from .bibtex import writer

    parts = (record.place.number, f"Data: {record.sources_full}", record.status)
    fields = {
        "title": f"{record.id}: {record.title.rstrip('.')}",
        "howpublished": f"{BOOK}, edition {record.edition.label}",
        "edition": record.edition.label,
        "year": str(record.edition.day.year),
        "month": f"{record.edition.day:%B}".lower()[:3],
        "note": ". ".join(part for part in parts if part),
        "url": record.link,
        "urldate": accessed.isoformat() if accessed else "",
    }
    entry = Entry("misc", fields={name: _for_bibtex(found) for name, found in fields.items() if found})
    entry.persons["author"] = [Person(last=f"{{{AUTHOR}}}")]
    return writer().to_string(BibliographyData({record.key: entry})).strip() + "\n"


def _for_bibtex(found: str) -> str:
    """Text without the braces and backslashes that would be BibTeX's own."""
    return " ".join(found.split()).translate(str.maketrans("{}\\", "()/"))


def ris(record: Record, accessed: date | None = None) -> str:
    """A RIS record; lines end as the format asks, with a carriage return and a line feed."""
    day = record.edition.day
    number, sources, status = record.place.number, f"Data: {record.sources_full}", record.status
    lines = [
        ("TY", RIS_TYPES[record.kind]),
        ("ID", record.key),
        ("AN", record.id),
        ("AU", AUTHOR),
        ("TI", record.title.rstrip(".")),
        ("T2", BOOK),
        ("ET", record.edition.label),
        ("PY", f"{day:%Y}"),
        ("DA", f"{day:%Y/%m/%d}"),
        ("SE", number),
        ("N1", ". ".join(part for part in (f"{record.id}, edition {record.edition.label}", sources, status) if part)),
        ("UR", record.link),
        ("Y2", f"{accessed:%Y/%m/%d}" if accessed else ""),
        ("LA", "en"),
    ]
    written = [f"{tag}  - {' '.join(found.split())}" for tag, found in lines if found]
    return "\r\n".join([*written, "ER  - ", ""])


def csl(record: Record, accessed: date | None = None) -> str:
    """CSL-JSON: a list with one item."""
    return json.dumps([csl_item(record, accessed)], indent=1, ensure_ascii=False) + "\n"


FORMATS: dict[str, Callable[[Record, date | None], str]] = {
    "text": text,
    "footnote": footnote,
    "markdown": markdown,
    "bibtex": bibtex,
    "ris": ris,
    "csl": csl,
}


def all_forms(record: Record) -> dict[str, str]:
    """Every form of a record's citation, without a day of access."""
    return {name: write(record, None) for name, write in FORMATS.items()}


def together(records: list[Record], format_: str, accessed: date | None = None) -> str:
    """Many records in one file of a format."""
    if format_ == "csl":
        return json.dumps([csl_item(one, accessed) for one in records], indent=1, ensure_ascii=False) + "\n"
    return joined(FORMATS[format_](one, accessed) for one in records)


def joined(written: Iterable[str]) -> str:
    """Citations that are already written, one below the other."""
    return "\n".join(one.rstrip("\n") + "\n" for one in written)
