"""The tools below every figure and table: cite, data, pictures, Word file, link.

Everything is a link to a file or a fold of plain HTML, so that it works without scripts. `tools.js` adds copying and
the day of reading.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping

from ..citation.formats import bibtex, csl, footnote, ris, text
from ..citation.records import Record
from ..errors import PageFault
from .downloads import FOLDER

AFTER_SOURCE = re.compile(r"<p class=\"source\">.*?</p>", re.S)
DAY = '<span class="cite-day">[day you read it]</span>'
FILES = (("SVG", "svg", ""), ("PNG 300 dpi", "png", ""), ("Word", "docx", ""))


def with_toolbars(page: str, records: Iterable[Record], up: str, frozen: Mapping[str, str]) -> str:
    """An HTML page with the tools of its figures and tables put in; raises PageFault where one has no place.

    `up` leads from the page to the site's first folder (`../`); `frozen` gives, by id, the page of the frozen edition
    below it.
    """
    inserts = sorted((place_of(page, one), toolbar(one, up, frozen.get(one.id, ""))) for one in records)
    parts, last = [], 0
    for at, tools in inserts:
        parts += [page[last:at], tools]
        last = at
    return "".join([*parts, page[last:]])


def place_of(page: str, record: Record) -> int:
    """Where the tools go: behind the figure, or behind the source line below the table."""
    start = page.find(f'id="{record.id}"')
    if start >= 0 and record.kind == "figure":
        end = page.find("</figure>", start)
        return end + len("</figure>") if end >= 0 else _no_place(record)
    if start >= 0 and (found := AFTER_SOURCE.search(page, start)):
        return found.end()
    return _no_place(record)


def _no_place(record: Record) -> int:
    raise PageFault("no place for the tools of this declaration", where=f"{record.place.page}, {record.id}")


def toolbar(record: Record, up: str, frozen: str = "") -> str:
    """The tools of one figure or table as HTML."""
    what = html.escape(record.place.number or record.id)
    base = f"{up}{FOLDER}/{record.id}/{record.id}"
    links = [_download(f"{base}.zip", "Data (CSV)", f"Data (CSV) of {what}")]
    if record.kind == "figure":
        links += [_download(f"{base}.{suffix}", name, f"{name} of {what}") for name, suffix, _ in FILES]
    address = html.escape(f"{up}{frozen}" if frozen else f"#{record.id}")
    permanent = f' data-permanent="{html.escape(record.link)}"' if record.link else ""
    links.append(f'<a class="tool-link" href="{address}"{permanent} aria-label="Link to {what}">Link</a>')
    return (
        f'\n<div class="report-tools" role="group" aria-label="Tools for {what}">'
        f'{_cite(record, base, what)}{"".join(links)}<span class="tool-said" role="status"></span></div>\n'
    )


def _download(address: str, name: str, label: str) -> str:
    return f'<a href="{address}" download aria-label="{label}">{name}</a>'


def _cite(record: Record, base: str, what: str) -> str:
    """The fold with the citation in every form."""
    status = f" {html.escape(record.edition.status)}." if record.edition.status else ""
    forms = [
        _form("Footnote", "footnote", html.escape(footnote(record)), base, ""),
        _form("In full", "text", f"{html.escape(text(record))} Accessed {DAY}.", base, ""),
        _form("BibTeX", "bibtex", html.escape(bibtex(record).rstrip()), base, "bib"),
        _form("RIS", "ris", html.escape(ris(record).replace("\r\n", "\n").rstrip("\n")), base, "ris"),
        _form("CSL-JSON", "csl", html.escape(csl(record).rstrip(), quote=False), base, "json"),
    ]
    return (
        f'<details class="tool-cite"><summary aria-label="Cite {what}">Cite</summary><div class="cite-panel">'
        f"<p>Id <code>{record.id}</code>, edition {html.escape(record.edition.label)}.{status}</p>"
        f"{''.join(forms)}</div></details>"
    )


def _form(name: str, format_: str, words: str, base: str, suffix: str) -> str:
    tag = "pre" if suffix else "p"
    focus = ' tabindex="0"' if suffix else ""
    file = f'<a href="{base}.{suffix}" download>file</a>' if suffix else ""
    return (
        f'<div class="cite-form" data-format="{format_}"><div class="cite-name"><span>{name}</span>{file}</div>'
        f'<{tag} class="cite-words"{focus}>{words}</{tag}></div>'
    )
