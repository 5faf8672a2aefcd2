"""A Word file for a memo: for each figure the sentence with its number and a footnote, the picture, caption and source.

The picture has 300 dots to the inch and alternative text; the footnote carries the whole citation with the permanent
link, where the edition has one.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from .citation.formats import text
from .citation.packages import FIRST_DAY
from .citation.records import AUTHOR, BOOK, Record

WIDEST_INCHES = 6.5
DAY_OF_READING = "[day you read it]"
UNUSED_PARTS = ("stylesWithEffects", "thumbnail", "customXml")


@dataclass(frozen=True)
class Exhibit:
    """A figure of a memo: its record and the PNG of its picture."""

    record: Record
    picture: bytes


def memo_bytes(exhibits: Iterable[Exhibit], title: str = "", accessed: date | None = None) -> bytes:
    """The Word file with `exhibits`; `title` becomes its heading, `accessed` the day of access in the footnotes."""
    from docx import Document

    from .footnotes import Footnotes

    exhibits = list(exhibits)
    document = Document(io.BytesIO(_base()))
    footnotes = Footnotes(document)
    _describe(document, exhibits, title)
    if title:
        document.add_heading(title, level=1)
    for exhibit in exhibits:
        _add(document, footnotes, exhibit, accessed)
    footnotes.finish()
    buffer = io.BytesIO()
    document.save(buffer)
    return _undated(buffer)


def write_memo(path: Path, exhibits: Iterable[Exhibit], title: str = "", accessed: date | None = None) -> Path:
    """Write the Word file and return its path."""
    path.write_bytes(memo_bytes(exhibits, title, accessed))
    return path


def source_line(record: Record) -> str:
    """The reading note and the producers, as below the figure."""
    note = f"{record.note} " if record.note else ""
    several = len(record.producers) > 1
    return f"{note}Source{'s' if several else ''}: {record.sources_short}."


def footnote_text(record: Record, accessed: date | None) -> str:
    """The full citation; without a day of access, a place to write it."""
    return text(record, accessed) + ("" if accessed else f" Accessed {DAY_OF_READING}.")


def caption(record: Record) -> str:
    """Id and edition first, then the number and the caption."""
    number = f" ({record.place.number})" if record.place.number else ""
    return f"{record.id}, edition {record.edition.label}{number}. {record.title}"


def _add(document: Any, footnotes: Any, exhibit: Exhibit, accessed: date | None) -> None:
    from docx.shared import Inches

    record = exhibit.record
    sentence = document.add_paragraph(_ended(record.sentence))
    sentence.paragraph_format.keep_with_next = True
    footnotes.add(sentence, footnote_text(record, accessed))
    holder = document.add_paragraph()
    holder.paragraph_format.keep_with_next = True
    shown = holder.add_run().add_picture(io.BytesIO(exhibit.picture))
    if shown.width > Inches(WIDEST_INCHES):
        shown.height = round(shown.height * Inches(WIDEST_INCHES) / shown.width)
        shown.width = Inches(WIDEST_INCHES)
    properties = shown._inline.docPr
    properties.set("name", record.id)
    properties.set("title", record.id)
    properties.set("descr", record.alt or record.title)
    document.add_paragraph(caption(record), style="Caption").paragraph_format.keep_with_next = True
    document.add_paragraph(source_line(record), style="Source")


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith((".", "!", "?")) else f"{sentence}."


def _describe(document: Any, exhibits: list[Exhibit], title: str) -> None:
    """Title, author, language and day of the file: of the edition, so that the same content gives the same file."""
    first = exhibits[0].record if exhibits else None
    properties = document.core_properties
    properties.title = title or (caption(first)[:250] if first else BOOK)
    properties.author, properties.last_modified_by = AUTHOR, AUTHOR
    properties.comments = f"{BOOK}, edition {first.edition.label}" if first else BOOK
    properties.language = "en-CA"
    if first:
        properties.created = properties.modified = datetime.combine(first.edition.day, datetime.min.time())


def _undated(file: io.BytesIO) -> bytes:
    """The file without the hour of its making, so that the same content gives the same bytes; pictures as they are."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            way = zipfile.ZIP_STORED if name.endswith(".png") else zipfile.ZIP_DEFLATED
            new.writestr(zipfile.ZipInfo(name, FIRST_DAY), old.read(name), way)
    return buffer.getvalue()


@lru_cache(maxsize=1)
def _base() -> bytes:
    """An empty document with the memo's styles: python-docx's own, without parts and styles that no memo uses."""
    from docx import Document
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Inches, Pt, RGBColor

    document = Document()
    package = document.part.package
    for owner in (package, document.part):
        for name, relation in list(owner.rels.items()):
            if any(part in relation.target_ref for part in UNUSED_PARTS):
                del owner.rels[name]
    for style in [one for one in document.styles if one.type == WD_STYLE_TYPE.TABLE and one.name != "Normal Table"]:
        style.element.getparent().remove(style.element)
    for section in document.sections:
        section.left_margin = section.right_margin = Inches(1)
    styles = document.styles
    source = styles.add_style("Source", WD_STYLE_TYPE.PARAGRAPH)
    source.base_style, source.font.size, source.font.color.rgb = styles["Normal"], Pt(9), RGBColor(0x55, 0x62, 0x70)
    styles["Caption"].font.size, styles["Caption"].font.color.rgb = Pt(10), RGBColor(0x1F, 0x29, 0x33)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()
