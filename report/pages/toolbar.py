"""The tools below every figure and table: cite, data, pictures, Word file, link.

Everything is a link to a file or a fold of plain HTML, so that it works without scripts. `tools.js` adds copying and
the day of reading.
"""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterable, Mapping

from ..citation.records import Record
from ..errors import PageFault
from .downloads import FOLDER

AFTER_SOURCE = re.compile(r"<p class=\"source(?: sd-card-text)?\">.*?</p>", re.S)
DAY = '<span class="cite-day">[day you read it]</span>'
FILES = {"SVG": "svg", "PNG 300 dpi": "png", "Word": "docx"}
FORMS = (
    ("Footnote", "footnote", ""),
    ("In full", "text", ""),
    ("BibTeX", "bibtex", "bib"),
    ("RIS", "ris", "ris"),
    ("CSL-JSON", "csl", "json"),
)


def with_toolbars(
    page: str, records: Iterable[Record], forms: Mapping[str, Mapping[str, str]], up: str, frozen: Collection[str]
) -> str:
    """An HTML page with the tools of its figures and tables put in; raises PageFault where one has no place.

    `forms` are the citations by id and format; `up` leads from the page to the site's first folder (`../`); `frozen`
    are the ids that have a page in the frozen edition.
    """
    inserts = sorted((place_of(page, one), toolbar(one, forms[one.id], up, one.id in frozen)) for one in records)
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


def toolbar(record: Record, forms: Mapping[str, str], up: str, frozen: bool = False) -> str:
    """The tools of one figure or table as HTML."""
    what = html.escape(record.place.number or record.id)
    base = f"{up}{FOLDER}/{record.id}/{record.id}"
    links = [_download(f"{base}.zip", "Data (CSV)", f"Data (CSV) of {what}")]
    if record.kind == "figure":
        links += [_download(f"{base}.{suffix}", name, f"{name} of {what}") for name, suffix in FILES.items()]
    address = html.escape(f"{up}{record.edition.page(record.id)}" if frozen else f"#{record.id}")
    permanent = f' data-permanent="{html.escape(record.link)}"' if record.link else ""
    links.append(f'<a class="tool-link" href="{address}"{permanent} aria-label="Link to {what}">Link</a>')
    return (
        f'\n<div class="report-tools" role="group" aria-label="Tools for {what}">'
        f'{_cite(record, forms, base, what)}<div class="tool-links">{"".join(links)}'
        '<span class="tool-said" role="status"></span></div></div>\n'
    )


def _download(address: str, name: str, label: str) -> str:
    return f'<a href="{address}" download aria-label="{label}">{name}</a>'


def _cite(record: Record, forms: Mapping[str, str], base: str, what: str) -> str:
    """The fold with the citation in every form."""
    status = f" {html.escape(record.status)}." if record.status else ""
    written = {name: html.escape(words.replace("\r\n", "\n").rstrip(), quote=False) for name, words in forms.items()}
    written["text"] = f"{written['text']} Accessed {DAY}."
    folds = [_form(name, format_, written[format_], base, suffix) for name, format_, suffix in FORMS]
    return (
        f'<details class="tool-cite"><summary aria-label="Cite {what}">Cite</summary><div class="cite-panel">'
        f"<p>Id <code>{record.id}</code>, edition {html.escape(record.edition.label)}.{status}</p>"
        f"{''.join(folds)}</div></details>"
    )


def _form(name: str, format_: str, words: str, base: str, suffix: str) -> str:
    tag = "pre" if suffix else "p"
    focus = ' tabindex="0"' if suffix else ""
    file = f'<a href="{base}.{suffix}" download>file</a>' if suffix else ""
    return (
        f'<div class="cite-form" data-format="{format_}"><div class="cite-name"><span>{name}</span>{file}</div>'
        f'<{tag} class="cite-words"{focus}>{words}</{tag}></div>'
    )
