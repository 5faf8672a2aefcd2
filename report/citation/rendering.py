"""Citations in words, by the CSL processor and the book's own small style `report.csl`."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

STYLE = Path(__file__).with_name("report.csl")


@lru_cache(maxsize=1)
def _style() -> Any:
    from citeproc import CitationStylesStyle

    return CitationStylesStyle(str(STYLE), validate=False)


def footnote_text(item: dict[str, Any]) -> str:
    """The short form of a CSL item, for a footnote."""
    return _rendered(json.dumps(item), False)


def full_text(item: dict[str, Any]) -> str:
    """The full form of a CSL item: producers of the data, book, edition, id, number, title, link, day of access."""
    return _rendered(json.dumps(item), True)


@lru_cache(maxsize=10_000)
def _rendered(item: str, full: bool) -> str:
    """Kept, since pages, indexes, files and memos all print it."""
    bibliography, citation = _registered(json.loads(item))
    return _tidy(bibliography.bibliography()[0] if full else bibliography.cite(citation, lambda missing: None))


def _registered(item: dict[str, Any]) -> tuple[Any, Any]:
    from citeproc import Citation, CitationItem, CitationStylesBibliography, formatter
    from citeproc.source.json import CiteProcJSON

    bibliography = CitationStylesBibliography(_style(), CiteProcJSON([item]), formatter.plain)
    citation = Citation([CitationItem(item["id"])])
    bibliography.register(citation)
    return bibliography, citation


def _tidy(text: Any) -> str:
    return " ".join(str(text).split()).replace("..", ".")
