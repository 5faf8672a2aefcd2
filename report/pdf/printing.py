"""From the joint document to a PDF file with WeasyPrint: tagged (PDF/UA-1), with bookmarks and the data attached."""

from __future__ import annotations

import gc
import logging
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from importlib import resources
from pathlib import Path
from typing import Any

from lxml import etree, html
from lxml.builder import E

from ..errors import PageFault

LANGUAGE = "en-CA"
INSTALL = "the PDF needs Pango: apt-get install libpango-1.0-0 libpangoft2-1.0-0 (macOS: brew install pango)"
QUIET = ("weasyprint", "weasyprint.progress", "fontTools", "fontTools.subset")
HARMLESS = ("Ignored", "Invalid or unsupported selector", "Unknown", "Expected a media type", "This table has")
PSEUDO_ELEMENTS = {"::marker": "li::marker", "::footnote-": ".footnote::footnote-", "::note-": ".note::note-"}
"""Rules of WeasyPrint's style sheet for every element, and the elements of a book that they are for."""


class NoPango(Exception):
    """WeasyPrint or the libraries it draws text with are not on this machine."""


@dataclass(frozen=True)
class Paper:
    """A document ready to print: its body, title, author, date, style sheet, and files to attach by name."""

    body: list[etree._Element]
    title: str
    author: str
    description: str
    day: str
    style: Path
    attachments: Mapping[str, tuple[bytes, str]]


def weasyprint() -> Any:
    """The library; raises NoPango with one line on what to install."""
    try:
        import weasyprint as library
    except (ImportError, OSError):
        raise NoPango(INSTALL) from None
    return library


def document(paper: Paper) -> str:
    """The joint HTML document."""
    head = E.head(
        E.meta(charset="utf-8"),
        E.title(paper.title),
        E.meta(name="author", content=paper.author),
        E.meta(name="description", content=paper.description),
        E.meta(name="dcterms.created", content=paper.day),
        E.meta(name="dcterms.modified", content=paper.day),
    )
    page = E.html({"lang": LANGUAGE}, head, E.body(*paper.body))
    return "<!doctype html>\n" + html.tostring(page, encoding="unicode")


def print_to(paper: Paper, path: Path) -> list[str]:
    """Write the PDF; returns the lines that WeasyPrint warned of. Raises NoPango, or PageFault without a picture."""
    library = weasyprint()
    said = _Listener()
    loggers = [logging.getLogger(name) for name in QUIET]
    for logger in loggers:
        logger.addHandler(said)
        logger.propagate = False
    try:
        with _in_linear_time():
            _reader(library)(string=document(paper), base_url=str(path.parent)).write_pdf(
                path,
                stylesheets=[library.CSS(filename=str(paper.style))],
                attachments=list(_attachments(library, paper.attachments, datetime.fromisoformat(paper.day))),
                pdf_variant="pdf/ua-1",
                pdf_identifier=paper.title.encode(),
                uncompressed_pdf=True,
            )
    finally:
        for logger in loggers:
            logger.removeHandler(said)
    missing = [line for line in said.lines if "Failed to load" in line]
    if missing or not path.exists():
        raise PageFault("\n  ".join(["a picture of the PDF is missing:", *missing[:10]]), where=str(path))
    return said.lines


def _reader(library: Any) -> Any:
    """WeasyPrint's HTML with markers for lists and footnotes alone.

    Its own style sheet gives six pseudo-elements to each element of a document, nearly all of which can never show; in
    a book they take a third of the time and half of the memory.
    """
    rules = resources.files(library).joinpath("css", "html5_ua.css").read_text(encoding="utf-8")
    for everywhere, needed in PSEUDO_ELEMENTS.items():
        rules = re.sub(rf"(?m)^{everywhere}", needed, rules)
    sheet = library.CSS(string=rules)

    class Reader(library.HTML):
        def _ua_stylesheets(self, forms: bool = False) -> list[Any]:
            return [sheet]

    return Reader


@contextmanager
def _in_linear_time() -> Iterator[None]:
    """While a long book is printed: the list of pages is written out once, and rubbish is looked for seldom.

    The PDF writer spells the list of all pages for every element it tags, and Python's collector walks all boxes again
    and again though none of them is rubbish before the end.
    """
    import pydyf

    spelt = pydyf.PDF.page_references
    kept: dict[int, tuple[bytes, ...]] = {}

    def page_references(self: pydyf.PDF) -> tuple[bytes, ...]:
        count = int(self.pages["Count"])
        if count not in kept:
            kept.clear()
            kept[count] = spelt.fget(self)
        return kept[count]

    thresholds = gc.get_threshold()
    gc.set_threshold(100_000, 50, 100)
    pydyf.PDF.page_references = property(page_references)
    try:
        yield
    finally:
        pydyf.PDF.page_references = spelt
        gc.set_threshold(*thresholds)
        gc.collect()


def _attachments(library: Any, files: Mapping[str, tuple[bytes, str]], day: datetime) -> Iterable[Any]:
    for name, (content, description) in files.items():
        yield library.Attachment(
            string=content, name=name, description=description, created=day, modified=day, relationship="Data"
        )


class _Listener(logging.Handler):
    """Keeps what is worth a look."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one line."""
        line = record.getMessage()
        if not line.startswith(HARMLESS):
            self.lines.append(line)
