"""The indexes of figures, tables, values and findings, as tables of two pages and as files for machines.

The pages `figures` and `values` of `book/` hold a mark each. Their tables are put in after Jupyter Book, when numbers
are known. They are plain tables; `tools.js` adds the search field.
"""

from __future__ import annotations

import html
from collections.abc import Iterable
from pathlib import Path

from ..citation.catalogue import write_catalogues
from ..citation.formats import footnote
from ..citation.records import Record

MARKS = {
    "figures": ("report-index-figures", ("figure", "table")),
    "values": ("report-index-values", ("value", "claim")),
}
HEADS = {"figures": "Figure or table", "values": "Value or finding"}


def write_indexes(folder: Path, records: Iterable[Record]) -> None:
    """Write the JSON files, and fill the tables of the pages that are there."""
    records = list(records)
    write_catalogues(folder, records)
    for page, (mark, kinds) in MARKS.items():
        path = folder / f"{page}.html"
        if path.exists():
            chosen = [one for one in records if one.kind in kinds]
            path.write_text(fill(path.read_text(encoding="utf-8"), mark, index_table(page, chosen)), encoding="utf-8")


def fill(page: str, mark: str, table: str) -> str:
    """A page with `table` inside its element of the id `mark`."""
    opening = f'<div id="{mark}">'
    before, found, after = page.partition(opening)
    return f"{before}{found}{table}{after}" if found else page


def index_table(page: str, records: list[Record]) -> str:
    """One row for each record: what it is, id, chapter, sources and what they cover, edition of its last change."""
    heads = [HEADS[page], "Id, and how to cite it in a footnote", "Chapter", "Sources", "Last change"]
    head = "".join(f'<th scope="col">{name}</th>' for name in heads)
    rows = "".join(_row(one) for one in records)
    edition = f"<p>Edition {html.escape(records[0].edition.label)}.</p>" if records else ""
    return (
        f'{edition}<div class="pst-scrollable-table-container"><table class="report-table table report-index" '
        f'data-filter="{html.escape(HEADS[page].lower())}"><thead><tr>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _row(one: Record) -> str:
    number = f"{one.place.number}. " if one.place.number else ""
    address = one.place.page + (f"#{one.place.anchor}" if one.place.anchor else "")
    words = html.escape(f"{number}{one.title}", quote=False)
    cells = [
        f'<a href="{html.escape(address)}">{words}</a>',
        f"<details><summary><code>{one.id}</code></summary>{html.escape(footnote(one), quote=False)}</details>",
        html.escape(one.place.chapter_title, quote=False),
        _sources(one),
        html.escape(one.last_change, quote=False),
    ]
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>\n"


def _sources(one: Record) -> str:
    """Producers, and below them what their data cover where that is not their edition."""
    outside = [producer for producer in one.producers if not producer.own and producer.vintage != producer.edition]
    covered = "; ".join(dict.fromkeys(producer.vintage for producer in outside if producer.vintage))
    below = f'<br><span class="index-vintage">covers {html.escape(covered, quote=False)}</span>' if covered else ""
    return html.escape(one.sources_short, quote=False) + below
