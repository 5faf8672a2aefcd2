"""What a page needs to read well on paper: folds open, addresses written out, wide tables turned, page numbers named."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from .formulas import picture
from .pages import Page

TURNED_FROM, DENSE_FROM = 10, 7
LONG_WORD = re.compile(r"(?<=[/_.])(?=[^\s/_.]{3})")
NO_NOTE = "table, figcaption, source, notes"
PAPER_WORDS = ("report-table",)


def adapt(page: Page) -> None:
    """Change the article of a page in place."""
    article = page.article
    for fold in list(article.iter("details")):
        open_fold(fold)
    for math in list(article.iter("math")):
        drawn = picture(math)
        drawn.tail = math.tail
        math.getparent().replace(math, drawn)
    for link in list(article.xpath(".//a[contains(@class, 'image-reference')]")):
        link.drop_tag()
    for table in article.iter("table"):
        fit_table(table)
    write_addresses(article)
    name_pages(article)


def open_fold(fold: etree._Element) -> None:
    """A fold as an open block whose title is a line of its own."""
    fold.tag = "div"
    fold.attrib.pop("open", None)
    fold.set("class", f"{fold.get('class', '')} fold".strip())
    for summary in fold.findall("summary"):
        summary.tag = "p"
        summary.set("class", "fold-title")
        for icon in summary.xpath(".//svg | .//*[contains(@class, 'sd-summary-state-marker')]"):
            icon.drop_tree()


def fit_table(table: etree._Element) -> None:
    """Mark a table as dense or turned by its columns, and its row heads as such."""
    columns = max((len(row) for row in table.iter("tr")), default=0)
    size = "turned" if columns >= TURNED_FROM else "dense" if columns >= DENSE_FROM else ""
    table.set("class", f"{table.get('class', '')} columns-{columns} {size}".strip())
    around = table.getparent()
    box = around if "scrollable" in (around.get("class") or "") else table
    if size == "turned":
        box.set("class", f"{box.get('class', '')} turned-page")
    for cell in table.xpath(".//thead//th"):
        cell.set("scope", "col")


def write_addresses(article: etree._Element) -> None:
    """Each outside address in print: a footnote in running text, written out in tables and lists of sources."""
    noted: dict[str, str] = {}
    for link in list(article.iter("a")):
        address = link.get("href", "")
        if not address.startswith("http") or _shows(link, address):
            continue
        if _in_a_table(link):
            _write_out(link, address)
        elif address in noted:
            _mark(link, noted[address], len(noted))
        else:
            noted[address] = f"note-{len(noted) + 1}"
            _footnote(link, address)


def _shows(link: etree._Element, address: str) -> bool:
    text = "".join(link.itertext()).strip()
    return text.removeprefix("https://").removeprefix("http://").rstrip("/") in address and "." in text


def _in_a_table(link: etree._Element) -> bool:
    around = {ancestor.tag for ancestor in link.iterancestors()}
    roles = {ancestor.get("role", "") for ancestor in link.iterancestors()}
    return bool({"table", "figcaption"} & around or "doc-biblioentry" in roles)


def _after(link: etree._Element, new: etree._Element) -> None:
    new.tail, link.tail = link.tail, None
    link.addnext(new)


def _write_out(link: etree._Element, address: str) -> None:
    written = etree.Element("span", {"class": "address"})
    written.text = breakable(address)
    _after(link, written)


def _footnote(link: etree._Element, address: str) -> None:
    note = etree.Element("span", {"class": "footnote"})
    note.text = breakable(address)
    _after(link, note)


def _mark(link: etree._Element, note: str, count: int) -> None:
    """A later link to an address that has its footnote stays a link and gets no second note."""


def breakable(address: str) -> str:
    """An address that may break where a reader expects it: after a slash, a dot or an underscore."""
    return LONG_WORD.sub("\u200b", address)


def name_pages(article: etree._Element) -> None:
    """Mark the cross-references that lead out of their own section: the style sheet adds the page's number."""
    for link in _references(article):
        section = next(link.iterancestors("section"), None)
        target = link.get("href", "")[1:]
        if section is None or not section.xpath("descendant-or-self::*[@id = $target]", target=target):
            link.set("class", f"{link.get('class', '')} paged")


def _references(article: etree._Element) -> Iterator[etree._Element]:
    """Internal links in running text; source lines, legends and tables would drown in page numbers."""
    for link in article.xpath(".//a[starts-with(@href, '#')][.//span[contains(@class, 'std-')]]"):
        classes = " ".join(ancestor.get("class") or "" for ancestor in link.iterancestors())
        tags = {ancestor.tag for ancestor in link.iterancestors()}
        if not {"table", "figcaption"} & tags and not {"source", "legend", "rests"} & set(classes.split()):
            yield link
