"""Where each declaration is read on the finished site, and the number that Sphinx printed for it."""

from __future__ import annotations

import html
import re
from pathlib import Path

from ..chapters import Chapter
from ..citation.records import Place
from ..errors import PageFault
from ..registry import Registry

TITLE = re.compile(r"<h1[^>]*>(.*?)(?:<a class=\"headerlink\"|</h1>)", re.S)
IDENTITY = re.compile(r"id=\"((?:fig|tbl)-[a-z0-9-]+)\"")
NUMBER = re.compile(r"<span class=\"caption-number\">\s*(\w+)\.?\s+([\d.]+)")
TAGS = re.compile(r"<[^>]+>")
WORDS = {"Fig": "Figure"}


def places_of(folder: Path, contents: list[Chapter], registry: Registry) -> dict[str, Place]:
    """Place by id of every declaration; raises PageFault for a figure or table without a printed number."""
    pages = _texts(folder, contents)
    titles = {page: title_of(text) for page, text in pages.items()}
    numbers = {identity: number for text in pages.values() for identity, number in numbers_of(text).items()}
    found = {}
    for identity, entry in registry.entries.items():
        chapter = entry.chapter
        if entry.kind in {"figure", "table"} and identity not in numbers:
            raise PageFault("has no number on its page", where=identity, next_step=f"see {chapter.page}.html")
        found[identity] = Place(
            page=f"{chapter.page}.html",
            chapter=chapter.id,
            chapter_title=titles[chapter.page],
            number=numbers.get(identity, ""),
            anchor="" if entry.kind == "value" else identity,
        )
    return found


def titles_of(folder: Path, contents: list[Chapter]) -> dict[str, str]:
    """Title of every page of the contents, by the page's address without its ending."""
    return {page: title_of(text) for page, text in _texts(folder, contents).items()}


def _texts(folder: Path, contents: list[Chapter]) -> dict[str, str]:
    return {chapter.page: (folder / f"{chapter.page}.html").read_text(encoding="utf-8") for chapter in contents}


def title_of(page: str) -> str:
    """The title of an HTML page as plain text."""
    found = TITLE.search(page)
    return " ".join(html.unescape(TAGS.sub("", found[1])).split()) if found else ""


def numbers_of(page: str) -> dict[str, str]:
    """`Figure 9` or `Table 14` by id, as an HTML page prints them."""
    starts = list(IDENTITY.finditer(page))
    ends = [following.start() for following in starts[1:]] + [len(page)]
    found = {}
    for start, end in zip(starts, ends, strict=False):
        if number := NUMBER.search(page, start.end(), end):
            found[start[1]] = f"{WORDS.get(number[1], number[1])} {number[2].rstrip('.')}"
    return found
