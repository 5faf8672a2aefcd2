"""What stands before the first chapter: cover, contents, lists of figures and tables; and the titles of parts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from lxml import etree
from lxml.builder import E

from ..citation.edition import Edition
from .pages import Page

LISTS = {"fig": ("Figures", "list-of-figures"), "tbl": ("Tables", "list-of-tables")}


@dataclass(frozen=True)
class Cover:
    """What the cover says."""

    title: str
    subtitle: str
    authors: str
    edition: Edition
    terms: tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """A part of the book: its title (empty before the first part) and its pages."""

    title: str
    pages: list[Page] = field(default_factory=list)

    @property
    def anchor(self) -> str:
        """Its id."""
        return f"part-{self.title.lower().replace(' ', '-')}"


def parts_of(root: Path, pages: list[Page]) -> list[Part]:
    """The pages by part, as `_toc.yml` groups them; pages below other pages go with them."""
    content = yaml.safe_load((root / "_toc.yml").read_text(encoding="utf-8"))
    known = {page.name: page for page in pages}
    parts = [Part("", [known[content["root"]]])]
    for group in content.get("parts") or [content]:
        names = [name for name in _files(group.get("chapters", [])) if name in known]
        if names:
            parts.append(Part(str(group.get("caption") or ""), [known[name] for name in names]))
    return parts


def _files(node: object) -> Iterable[str]:
    if isinstance(node, dict):
        yield from ([str(node["file"])] if "file" in node else [])
        for value in node.values():
            yield from _files(value)
    elif isinstance(node, list):
        for entry in node:
            yield from _files(entry)


def cover(said: Cover) -> etree._Element:
    """The first page."""
    day = f"{said.edition.day.day} {said.edition.day:%B %Y}"
    return E.section(
        {"class": "cover", "id": "cover"},
        E.p({"class": "cover-edition"}, f"Edition {said.edition.label}"),
        E.h1({"class": "cover-title"}, said.title),
        E.p({"class": "cover-subtitle"}, said.subtitle),
        E.div(
            {"class": "cover-foot"},
            E.p({"class": "cover-authors"}, said.authors),
            E.p({"class": "cover-day"}, day),
            *(E.p({"class": "cover-terms"}, line) for line in said.terms),
        ),
    )


def contents(parts: list[Part], brief: set[str], shown: Iterable[str]) -> etree._Element:
    """The table of contents: parts, chapters, and their sections but for the pages of `brief`, which are all alike."""
    listed = E.ul({"class": "toc"})
    for kind in shown:
        name, anchor = LISTS[kind]
        listed.append(E.li({"class": "toc-chapter"}, _line(anchor, f"List of {name.lower()}")))
    for part in parts:
        if part.title:
            listed.append(E.li({"class": "toc-part"}, _line(part.anchor, part.title)))
        for page in part.pages:
            listed.append(E.li({"class": "toc-chapter"}, _line(page.anchor, page.title)))
            if page.name not in brief:
                listed.extend(E.li({"class": "toc-section"}, _line(*section)) for section in sections_of(page))
    return E.section({"class": "contents", "id": "contents"}, E.h1("Contents"), listed)


def _line(anchor: str, *words: str | etree._Element) -> etree._Element:
    return E.a({"href": f"#{anchor}"}, *words)


def sections_of(page: Page) -> list[tuple[str, str]]:
    """Id and title of each section of a page."""
    found = []
    for section in page.article.iter("section"):
        heading = section.find("h2")
        if heading is not None and section.get("id"):
            found.append((section.get("id"), " ".join("".join(heading.itertext()).split())))
    return found


def list_of(kind: str, pages: list[Page]) -> etree._Element | None:
    """The list of figures (`fig`) or tables (`tbl`) by chapter, or None when the book has none."""
    name, anchor = LISTS[kind]
    listed = E.ul({"class": "toc exhibits"})
    for page in pages:
        lines = [_line(identity, E.b(number), E.span(title)) for identity, number, title in exhibits_of(kind, page)]
        if lines:
            listed.append(E.li({"class": "exhibits-of"}, page.title))
            listed.extend(map(E.li, lines))
    if not len(listed):
        return None
    return E.section({"class": "contents", "id": anchor}, E.h1(name), listed)


def exhibits_of(kind: str, page: Page) -> list[tuple[str, str, str]]:
    """Id, printed number and caption of each figure or table of a page."""
    found = []
    for element in page.article.xpath(f".//*[starts-with(@id, '{kind}-')]"):
        number = element.xpath(".//*[@class='caption-number']")
        title = element.xpath(".//*[@class='caption-text']")
        if number and title:
            words = " ".join("".join(title[0].itertext()).split())
            found.append((element.get("id"), "".join(number[0].itertext()).strip(), words))
    return found


def part_title(part: Part) -> etree._Element:
    """The page that opens a part, with its chapters."""
    listed = [E.li({"class": "toc-chapter"}, _line(page.anchor, page.title)) for page in part.pages]
    return E.section({"class": "part", "id": part.anchor}, E.h1(part.title), E.ul({"class": "toc"}, *listed))
