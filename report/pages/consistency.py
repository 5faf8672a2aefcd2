"""Do the finished pages show what the registry holds? They are read back, cell by cell and sentence by sentence."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat
from lxml import html

from ..chapters import Chapter
from ..registry import Entry
from .blocks import rows_shown
from .text import keys_in

if TYPE_CHECKING:
    from .finish import Site

MARKUP = re.compile(r"[\\`*_{}\[\]<>]")
ALIKE = str.maketrans({"\u2060": "", "’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " "})


def missing(site: Site) -> list[str]:
    """Pages and pictures that a complete book has and this one has not."""
    pages = [f"{chapter.page}: no page" for chapter in site.contents if not _path(site, chapter).exists()]
    pictures = [entry.id for entry in site.registry.of("figure") if not (site.pictures / f"{entry.id}.svg").exists()]
    return [*pages, *(f"{identity}: no picture" for identity in pictures)]


def inconsistencies(site: Site) -> list[str]:
    """Declarations whose words or numbers are not on their page as declared."""
    faults = []
    for chapter in site.contents:
        if _path(site, chapter).exists():
            tree = html.parse(str(_path(site, chapter)), html.HTMLParser(encoding="utf-8")).getroot()
            faults += [f"{chapter.page}: {fault}" for fault in _page(site, chapter, tree)]
    return faults


def _page(site: Site, chapter: Chapter, tree: Any) -> list[str]:
    own = [entry for entry in site.registry.entries.values() if entry.chapter.id == chapter.id]
    places = {node.get("id"): node for node in tree.iter() if isinstance(node.tag, str) and node.get("id")}
    words = normal(tree.text_content())
    faults = []
    for entry in own:
        if entry.kind != "value":
            faults += _declared(entry, places.get(entry.id))
    return [*faults, *_values(site, chapter, own, words)]


def _declared(entry: Entry, node: Any) -> list[str]:
    if node is None:
        return [f"{entry.id} is not there"]
    shown = normal(node.text_content())
    said = entry.content["sentence"] if entry.kind == "claim" else entry.content["caption"]
    faults = [] if normal(said) in shown else [f"{entry.id}: the page says something else than {said[:80]!r}"]
    return [*faults, *(_cells(entry, node) if entry.kind == "table" else [])]


def _cells(entry: Entry, node: Any) -> list[str]:
    units = [unit for _, unit in entry.content["heads"]]
    rows = [[cell.text_content() for cell in row.iter("td")] for row in node.iter("tr")]
    rows = [row for row in rows if row]
    expected = rows_shown(entry.content)
    if len(rows) != len(expected):
        return [f"{entry.id}: {len(rows)} rows on the page, {len(expected)} declared"]
    for at, (found, declared) in enumerate(zip(rows, expected, strict=True), start=1):
        for one, other, unit in zip(found, declared, units, strict=False):
            if unit != "markdown" and normal(one) != normal(other or "-"):
                return [f"{entry.id}, row {at}: {one!r} on the page, {other!r} declared"]
    return []


def _values(site: Site, chapter: Chapter, own: list[Entry], words: str) -> list[str]:
    everywhere = site.registry.values()
    named = {entry.content["name"]: entry for entry in own if entry.kind == "value"}
    used = [{**everywhere, **named}.get(key) for key in _keys(chapter)]
    texts = {entry.id: entry.content["text"] for entry in used if entry and entry.content["unit"] != "markdown"}
    return [
        f"{identity}: the page lacks {text[:80]!r}" for identity, text in texts.items() if normal(text) not in words
    ]


def _keys(chapter: Chapter) -> set[str]:
    if not chapter.is_notebook:
        return set(keys_in(chapter.source.read_text(encoding="utf-8")))
    node = nbformat.read(chapter.source, as_version=4)
    return {key for cell in node.cells if cell.cell_type == "markdown" for key in keys_in(cell.source)}


def normal(text: str) -> str:
    """Text as compared: no markup, one kind of quote and dash, no spaces."""
    return "".join(MARKUP.sub("", text.translate(ALIKE)).split())


def _path(site: Site, chapter: Chapter) -> Path:
    return site.folder / f"{chapter.page}.html"
