"""Words shared by the sentences of the book-level chapters: counts with their noun, dates as precise as known."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from report.formats import day

BINDING = {
    "yes": "binding",
    "stated-no": "stated not to be binding",
    "inferred-no": "not binding by type",
    "unknown": "of unknown force",
}


def counted(count: int, noun: str, plural: str = "") -> str:
    """`1 instrument`, `3 instruments`, `no instrument`."""
    count = int(count)
    if count == 0:
        return f"no {noun}"
    return f"{count} {noun if count == 1 else plural or noun + 's'}"


def are(count: int) -> str:
    """The verb for a count."""
    return "is" if int(count) == 1 else "are"


def capital(text: str) -> str:
    """`text` with its first letter in upper case."""
    return text[:1].upper() + text[1:]


def spoken_date(iso: str) -> str:
    """An ISO date as precise as it is written: `2 March 2026`, `March 2024`, `2017`; empty text reads `no date`."""
    parts = [int(part) for part in str(iso).split("-") if part.isdigit()]
    if len(parts) == 3:
        return day(date(*parts))
    return f"{date(parts[0], parts[1], 1):%B %Y}" if len(parts) == 2 else str(parts[0]) if parts else "no date"


def signed_on(row: Mapping[str, Any]) -> str:
    """The date of an instrument (keys date, date_precision, date_start, date_end); a disputed one names both days."""
    if row["date_precision"] != "disputed":
        return spoken_date(row["date"])
    first, last = date.fromisoformat(row["date_start"]), date.fromisoformat(row["date_end"])
    short = str(first.day) if (first.year, first.month) == (last.year, last.month) else f"{first.day} {first:%B}"
    return f"{short} or {day(last)}"
