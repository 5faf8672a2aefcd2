"""Is the PDF the book? Its figures, tables, findings and values against the registry, and what PDF/UA needs.

The words are read back from the file itself, glyph by glyph, so that nothing the printer dropped goes unseen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf

from ..citation.plain import plain
from ..errors import PageFault
from .mend import elements

SHOWN = {"figure": "fig", "table": "tbl", "claim": "claim"}
PIECE = re.compile(rb"/Artifact\b.*?(?:BDC|BMC)|/(\w+)\s+[\d.]+\s+Tf|<([0-9a-fA-F]+)>|\b(BDC|BMC|EMC)\b", re.S)
RANGE = re.compile(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>")
UNSEEN = re.compile(r"[\s\u00ad\u200b\u2060\ufeff]+")
TYPED = str.maketrans({"\u2019": "'", "\u2018": "'", "\u201c": '"', "\u201d": '"', "\u2026": "..."})
NUMBER = re.compile(r"\d[\d.,\u202f]*")


@dataclass(frozen=True)
class Counts:
    """What a checked PDF holds."""

    pages: int
    figures: int
    tables: int
    values: int
    attachments: int

    def __str__(self) -> str:
        return (
            f"{self.pages} pages, {self.figures} figures, {self.tables} tables, {self.attachments} files of data, "
            f"and {self.values} values as in the registry"
        )


def check(
    path: Path, entries: Mapping[str, Mapping[str, Any]], shown: Mapping[str, str], csv: Mapping[str, bytes]
) -> Counts:
    """Counts of a PDF that is whole; raises PageFault with every fault found.

    `entries` are the declarations by id, `shown` the value ids that the HTML pages print with their text, `csv` the
    data by name of the attached file.
    """
    with pikepdf.open(path) as pdf:
        places = dict(_destinations(pdf))
        faults = [*_structure(pdf), *_exhibits(pdf, entries, places), *_attached(pdf, csv)]
        words = squeezed("".join(text_of(pdf)))
        pages = len(pdf.pages)
    missing = [identity for identity, text in shown.items() if not _printed(text, words)]
    faults += [f"{identity} is not printed: {shown[identity][:80]}" for identity in missing]
    if faults:
        raise PageFault("\n  ".join(["the PDF is not the book:", *faults[:40]]), where=str(path))
    kinds = [entry["kind"] for entry in entries.values()]
    return Counts(pages, kinds.count("figure"), kinds.count("table"), len(shown), len(csv))


def squeezed(text: str) -> str:
    """Text without spaces, signs that do not print and curled quotation marks, as lines break where they like."""
    return UNSEEN.sub("", text).translate(TYPED)


def _printed(text: str, words: str) -> bool:
    """Whether a text is printed: whole, or, where a page or a note cuts it, every number of it."""
    return squeezed(text) in words or (len(text) > 60 and all(number in words for number in NUMBER.findall(text)))


def _structure(pdf: pikepdf.Pdf) -> Iterator[str]:
    root = pdf.Root
    if not root.get("/MarkInfo", {}).get("/Marked"):
        yield "the file is not tagged"
    if not str(root.get("/Lang", "")):
        yield "the language is not set"
    with pdf.open_metadata() as metadata:
        if not metadata.get("dc:title"):
            yield "there is no title"
        if metadata.get("pdfuaid:part") != "1":
            yield "the file does not say that it is PDF/UA-1"
    if "/Outlines" not in root:
        yield "there are no bookmarks"


def _destinations(pdf: pikepdf.Pdf) -> Iterator[tuple[str, Any]]:
    def walk(node: Any) -> Iterator[tuple[str, Any]]:
        names = list(node.get("/Names", []))
        yield from ((str(name), place) for name, place in zip(names[::2], names[1::2], strict=True))
        for kid in node.get("/Kids", []):
            yield from walk(kid)

    yield from walk(pdf.Root.Names.Dests)


def _exhibits(pdf: pikepdf.Pdf, entries: Mapping[str, Any], places: Mapping[str, Any]) -> Iterator[str]:
    for identity, entry in entries.items():
        if entry["kind"] in SHOWN and identity not in places:
            yield f"{identity} is not in the PDF"
    printed = {identity for identity in places if identity.startswith(("fig-", "tbl-"))}
    yield from (f"{identity} is in the PDF and not declared" for identity in sorted(printed - set(entries)))
    alts = {squeezed(str(one.get("/Alt", ""))) for one in elements(pdf.Root.StructTreeRoot.K) if one.S == "/Figure"}
    if "" in alts:
        yield "a picture has no alternative text"
    for identity, entry in entries.items():
        if entry["kind"] == "figure" and squeezed(entry["alt"]) not in alts:
            yield f"{identity} has another alternative text"


def _attached(pdf: pikepdf.Pdf, csv: Mapping[str, bytes]) -> Iterator[str]:
    for name, content in csv.items():
        if name not in pdf.attachments:
            yield f"{name} is not attached"
        elif pdf.attachments[name].get_file().read_bytes() != content:
            yield f"{name} holds other data"


def text_of(pdf: pikepdf.Pdf) -> Iterator[str]:
    """The text of each page in the order of drawing, without running heads and page numbers."""
    maps: dict[Any, dict[int, str]] = {}
    for page in pdf.pages:
        fonts = page.Resources.get("/Font", {})
        known = {}
        for name, font in fonts.items():
            if font.objgen not in maps:
                maps[font.objgen] = _characters(font)
            known[name.lstrip("/").encode()] = maps[font.objgen]
        yield "".join(_words(page.Contents.read_bytes(), known))


def _words(content: bytes, fonts: Mapping[bytes, Mapping[int, str]]) -> Iterator[str]:
    current: Mapping[int, str] = {}
    open_marks: list[bool] = []
    for found in PIECE.finditer(content):
        if found[1]:
            current = fonts.get(found[1], {})
        elif found[2] and not any(open_marks):
            yield "".join(current.get(int(found[2][at : at + 4], 16), "") for at in range(0, len(found[2]), 4))
        elif found[3] == b"EMC":
            open_marks and open_marks.pop()
        elif not found[2]:
            open_marks.append(found[3] is None)


def _characters(font: Any) -> dict[int, str]:
    """Glyph number to characters, from the font's own table."""
    if "/ToUnicode" not in font:
        return {}
    found = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", font.ToUnicode.read_bytes(), re.S):
        for glyph, text in RANGE.findall(block):
            found[int(glyph, 16)] = bytes.fromhex(text.decode()).decode("utf-16-be", "replace")
    return found


def shown_values(entries: Mapping[str, Mapping[str, Any]], text_of_page: Mapping[str, str]) -> dict[str, str]:
    """Id and printed text of every value that the HTML page of its chapter shows; `text_of_page` by id's chapter."""
    found = {}
    for identity, entry in entries.items():
        if entry["kind"] == "value":
            text = plain(entry["text"]) if entry["unit"] == "markdown" else str(entry["text"])
            chapter = identity.removeprefix("val-").removesuffix(f"-{entry['name'].replace('_', '-')}")
            if text.strip() and squeezed(text) in text_of_page.get(chapter, ""):
                found[identity] = text
    return found
