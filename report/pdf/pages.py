"""The HTML pages as parts of one document: ids made unique, links between pages turned into links within it.

Printing from the finished pages rather than from a second run of Sphinx means that numbers, words and pictures cannot
differ from the site's.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

import lxml.html
from lxml import etree

from ..errors import PageFault

SCREEN_ONLY = (
    "report-tools",
    "headerlink",
    "only-dark",
    "onlyscreen",
    "pdf-link",
    "index-filter",
    "figure-data",
    "chart-data",
    "sd-d-print-none",
    "d-print-none",
    "no-print",
    "definitions",
)
"""Classes of what serves a screen alone. The data behind a figure are attached to the PDF instead of printed."""
INDEX = ".//table[contains(@class, 'report-index')]"
"""A page that lists everything by id serves a search; on paper, the contents and lists do."""
SCREEN_TAGS = ("script", "style", "template", "button", "input", "form", "dialog", "noscript", "link", "object")
DECLARED = re.compile(r"(fig|tbl|claim)-")


@dataclass
class Page:
    """One page: its name (`partners/ind`), its article, and where its ids went in the joint document."""

    name: str
    article: etree._Element
    ids: dict[str, str] = field(default_factory=dict)

    @property
    def anchor(self) -> str:
        """The id of the page's first heading's section in the joint document."""
        return f"page-{self.name.replace('/', '-')}"

    @property
    def title(self) -> str:
        """Its title as plain text."""
        heading = self.article.find(".//h1")
        return " ".join("".join(heading.itertext()).split()) if heading is not None else self.name


def read_pages(site: Path, names: Iterable[str]) -> list[Page]:
    """The pages of a built site, without what serves a screen alone, links and pictures ready for print.

    Raises PageFault for a page that is missing or has no article.
    """
    pages = [page for page in (_read(site, name) for name in names) if not page.article.xpath(INDEX)]
    _make_unique(pages)
    known = {page.name: page for page in pages}
    for page in pages:
        _point_links(page, known)
        _point_pictures(page, site)
    _forget_unused_ids(pages)
    return pages


def _forget_unused_ids(pages: list[Page]) -> None:
    """Keep the ids that a link leads to and those of declarations; the printer looks each up on every page."""
    wanted = {link.get("href", "")[1:] for page in pages for link in page.article.iter("a")}
    for page in pages:
        for element in page.article.xpath(".//*[@id]"):
            if element.get("id") not in wanted and not DECLARED.match(element.get("id")):
                if element.tag != "section":
                    del element.attrib["id"]


def _read(site: Path, name: str) -> Page:
    path = site / f"{name}.html"
    if not path.exists():
        raise PageFault("the page is missing", where=str(path), next_step="build the book first: report build")
    tree = lxml.html.fromstring(path.read_bytes(), parser=lxml.html.HTMLParser(encoding="utf-8"))
    article = tree.find(".//article")
    if article is None:
        raise PageFault("the page has no article", where=str(path))
    _leave_out(article)
    return Page(name, article)


def _leave_out(article: etree._Element) -> None:
    for element in list(article.iter(*SCREEN_TAGS, etree.Comment)):
        remove(element)
    marked = " or ".join(f"contains(concat(' ', @class, ' '), ' {name} ')" for name in SCREEN_ONLY)
    for element in article.xpath(f".//*[{marked}]"):
        remove(element)


def remove(element: etree._Element) -> None:
    """Take an element out and leave the text behind it."""
    if element.getparent() is not None:
        element.drop_tree()


def _make_unique(pages: list[Page]) -> None:
    """Ids keep their name on the first page that has it and carry the page's name on the others."""
    taken: set[str] = set()
    for page in pages:
        for element in page.article.iter():
            if identity := element.get("id"):
                page.ids[identity] = identity if identity not in taken else f"{page.anchor}--{identity}"
                element.set("id", page.ids[identity])
        taken |= set(page.ids.values())


def _point_links(page: Page, known: dict[str, Page]) -> None:
    """Links to pages become links within the document; to anything else of the site, plain text."""
    for link in list(page.article.iter("a")):
        address = link.get("href", "")
        if urlsplit(address).scheme in {"http", "https", "mailto"}:
            continue
        if target := _target(address, page, known):
            link.set("href", f"#{target}")
        else:
            link.drop_tag()


def _target(address: str, page: Page, known: dict[str, Page]) -> str:
    parts = urlsplit(address)
    folder = posixpath.dirname(page.name)
    path = posixpath.normpath(posixpath.join(folder, unquote(parts.path))) if parts.path else f"{page.name}.html"
    other = known.get(path.removesuffix(".html")) if path.endswith(".html") else None
    if other is None:
        return ""
    return other.ids.get(unquote(parts.fragment), "") if parts.fragment else other.anchor


def _point_pictures(page: Page, site: Path) -> None:
    folder = site / posixpath.dirname(page.name)
    for image in page.article.iter("img"):
        if not urlsplit(image.get("src", "")).scheme:
            image.set("src", (folder / unquote(image.get("src", ""))).resolve().as_uri())
