"""What a page needs to read well on paper: folds open, addresses written out, formulas drawn, page numbers named."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from .formulas import picture
from .pages import Page
from .tables import fit_table

LONG_WORD = re.compile(r"(?<=[/_.])(?=[^\s/_.]{3})")
CHART_SCALE = 0.8
"""Charts are drawn with letters of 12 pixels, which are 7.2 points in print."""
QUIET = {"source", "legend", "rests", "grade"}
"""Classes of small print, where page numbers would outweigh the words."""
SET_SPANS = {"caption-number", "caption-text", "address", "footnote"}
"""Classes of spans that the style sheet sets; every other span is the theme's."""
SUMMARY_ONLY = "summary-on-paper"
CELLS = ("td", "th", "li", "dd")


def adapt(page: Page) -> None:
    """Change the article of a page in place."""
    article = page.article
    for fold in list(article.iter("details")):
        open_fold(fold)
    for math in list(article.iter("math")):
        drawn = picture(math)
        drawn.tail = math.tail
        math.getparent().replace(math, drawn)
    for wrapper in list(article.xpath(".//picture | .//source | .//a[contains(@class, 'image-reference')]")):
        wrapper.drop_tag()
    for image in article.iterfind(".//figure//img"):
        scale(image)
    for table in article.iter("table"):
        fit_table(table)
    for entry in article.xpath(".//*[@role='doc-biblioentry']"):
        set_entry(entry)
    write_addresses(article)
    for listed in list(article.iter("dl")):
        run_in(listed)
    name_pages(article)
    lighten(article)


def scale(image: etree._Element) -> None:
    """All charts at one scale, so that their letters have one size; a tall one is bounded by the style sheet."""
    if width := image.get("width"):
        image.set("style", f"width:{float(width) * CHART_SCALE:.0f}px")


def open_fold(fold: etree._Element) -> None:
    """A fold as an open block whose title is a line of its own; one that lists by the hundred keeps its title only."""
    if SUMMARY_ONLY in fold.get("class", "").split():
        for part in list(fold)[1:]:
            fold.remove(part)
    fold.tag = "div"
    fold.attrib.pop("open", None)
    fold.set("class", f"{fold.get('class', '')} fold".strip())
    for summary in fold.findall("summary"):
        summary.tag = "p"
        summary.set("class", "fold-title")
        for icon in summary.xpath(".//svg | .//*[contains(@class, 'sd-summary-state-marker')]"):
            icon.drop_tree()


def set_entry(entry: etree._Element) -> None:
    """An entry of the bibliography in two paragraphs: label, title, publisher and day; grade and what rests on it."""
    paragraphs = entry.findall("p")
    label = entry.find("span[@class='label']")
    if label is None or not paragraphs:
        return
    mark = etree.Element("strong", {"class": "entry-label"})
    mark.text, mark.tail = "".join(label.itertext()).strip(), f" {paragraphs[0].text or ''}"
    label.drop_tree()
    paragraphs[0].text = None
    paragraphs[0].insert(0, mark)
    for further in paragraphs[2:]:
        further.text = f" {further.text or ''}"
        paragraphs[1].append(further)
        further.drop_tag()


def run_in(listed: etree._Element) -> None:
    """A list of definitions of one paragraph each, which nothing links to, as paragraphs that begin with the term."""
    terms, bodies = listed.findall("dt"), listed.findall("dd")
    if len(terms) != len(bodies) or any(term.get("id") for term in terms):
        return
    if any([child.tag for child in body] != ["p"] or (body.text or "").strip() for body in bodies):
        return
    for term, body in zip(terms, bodies, strict=True):
        paragraph = body[0]
        term.tag = "strong"
        term.tail = f" {paragraph.text or ''}"
        paragraph.text = None
        paragraph.insert(0, term)
        paragraph.set("class", "entry")
        body.drop_tag()
    listed.drop_tag()


def write_addresses(article: etree._Element) -> None:
    """Each outside address in print: below its text in tables and lists of sources, else in one footnote a chapter."""
    noted: set[str] = set()
    for link in list(article.iter("a")):
        address = link.get("href", "")
        if not address.startswith("http") or _shows(link, address):
            continue
        if (paragraph := _of_a_source(link)) is not None:
            paragraph.append(_written("address", address))
        elif _in_a_list(link):
            _write_behind(link, "address", address)
        elif address not in noted:
            noted.add(address)
            _write_behind(link, "footnote", address)


def _shows(link: etree._Element, address: str) -> bool:
    text = "".join(link.itertext()).strip()
    return "." in text and text.removeprefix("https://").removeprefix("http://").rstrip("/") in address


def _in_a_list(link: etree._Element) -> bool:
    around = list(link.iterancestors())
    return any(one.tag in {"table", "figcaption"} for one in around)


def _of_a_source(link: etree._Element) -> etree._Element | None:
    """The paragraph of the bibliography that a link stands in, if it does."""
    paragraph = link.getparent()
    entry = paragraph.getparent() if paragraph is not None else None
    return paragraph if entry is not None and entry.get("role") == "doc-biblioentry" else None


def _write_behind(link: etree._Element, role: str, address: str) -> None:
    written = _written(role, address)
    written.tail, link.tail = link.tail, None
    link.addnext(written)


def _written(role: str, address: str) -> etree._Element:
    written = etree.Element("span", {"class": role})
    written.text = breakable(address)
    return written


def breakable(address: str) -> str:
    """An address that may break where a reader expects it: after a slash, a dot or an underscore."""
    return LONG_WORD.sub("\u200b", address)


def name_pages(article: etree._Element) -> None:
    """Mark the cross-references that lead out of their own section: the style sheet adds the page's number."""
    for link in _references(article):
        section = next(link.iterancestors("section"), None)
        target = link.get("href", "")[1:]
        if section is None or not section.xpath("descendant-or-self::*[@id = $target]", target=target):
            link.set("class", f"{link.get('class', '')} paged".strip())


def _references(article: etree._Element) -> Iterator[etree._Element]:
    """Links within the document that stand in running text."""
    for link in article.xpath(".//p//a[starts-with(@href, '#')][.//span[contains(@class, 'std-')]]"):
        around = list(link.iterancestors())
        classes = {name for one in around for name in (one.get("class") or "").split()}
        if not {"table", "figcaption"} & {one.tag for one in around} and not QUIET & classes:
            yield link


def lighten(article: etree._Element) -> None:
    """Take away elements that change nothing in print, for time: the printer lays out each of tens of thousands."""
    for span in list(article.iter("span")):
        if not SET_SPANS & set((span.get("class") or "").split()) and not span.get("id"):
            span.drop_tag()
    for cell in list(article.iter(*CELLS)):
        if len(cell) == 1 and cell[0].tag == "p" and not (cell.text or "").strip() and not (cell[0].tail or "").strip():
            cell[0].tail = None
            cell[0].drop_tag()
