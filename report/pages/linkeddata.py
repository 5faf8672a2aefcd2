"""What search engines and reference managers read in the pages: schema.org datasets and `citation_*` tags."""

from __future__ import annotations

import html
import json
from collections.abc import Iterable
from typing import Any

from ..citation.edition import Edition
from ..citation.formats import text
from ..citation.packages import licenses_of
from ..citation.records import AUTHOR, BOOK, Record
from .downloads import FOLDER


def datasets(records: Iterable[Record]) -> str:
    """A `<script>` of JSON-LD with a `Dataset` for each figure whose sources all have a licence; empty without any."""
    found = [dataset(one) for one in records if one.kind == "figure" and is_open(one)]
    if not found:
        return ""
    content = json.dumps({"@context": "https://schema.org", "@graph": found}, ensure_ascii=False)
    return f'<script type="application/ld+json">{content.replace("</", "<" + chr(92) + "/")}</script>\n'


def is_open(record: Record) -> bool:
    """Whether every source of a record has a licence with an address, and a citation."""
    return bool(record.producers) and all(
        dict(one.license).get("path", "").startswith("http") and one.citation for one in record.producers
    )


def dataset(record: Record) -> dict[str, Any]:
    """A figure's data as a schema.org `Dataset`; addresses of the site only when the site has one."""
    base = record.edition.base_url
    found = {
        "@type": "Dataset",
        "identifier": record.key,
        "name": record.title,
        "description": " ".join(part for part in (record.alt or record.title, record.note) if part),
        "version": record.edition.label,
        "datePublished": record.edition.day.isoformat(),
        "creator": {"@type": "Organization", "name": AUTHOR},
        "isPartOf": {"@type": "Book", "name": BOOK, "bookEdition": record.edition.label},
        "isAccessibleForFree": True,
        "license": [one["path"] for one in licenses_of(record)],
        "citation": text(record),
        "isBasedOn": [_source(one) for one in record.producers],
        "url": record.link or (f"{base}/{record.place.page}#{record.id}" if base else ""),
        "distribution": _distribution(record, base),
    }
    return {name: value for name, value in found.items() if value}


def _source(one: Any) -> dict[str, str]:
    found = {"@type": "Dataset", "name": one.title, "creditText": one.citation, "version": one.edition}
    address = one.address if one.address.startswith("http") else ""
    extra = {"url": address, "license": dict(one.license).get("path", "")}
    return {name: value for name, value in {**found, **extra}.items() if value}


def _distribution(record: Record, base: str) -> list[dict[str, str]]:
    if not base:
        return []
    address = f"{base}/{FOLDER}/{record.id}/{record.id}.zip"
    return [{"@type": "DataDownload", "encodingFormat": "application/zip", "contentUrl": address}]


def citation_tags(edition: Edition, first_page: str) -> str:
    """The `citation_*` tags of the landing page; an address only when the site has one."""
    address = f"{edition.base_url}/{first_page}" if edition.base_url else ""
    tags = {
        "citation_title": f"{BOOK}, edition {edition.label}",
        "citation_author": AUTHOR,
        "citation_publication_date": f"{edition.day:%Y/%m/%d}",
        "citation_language": "en",
        "citation_fulltext_html_url": address,
    }
    return "".join(
        f'<meta name="{name}" content="{html.escape(content)}" />\n' for name, content in tags.items() if content
    )
