"""Footnotes in Word: the part of the file that python-docx does not write, with their styles and links."""

from __future__ import annotations

import re
from typing import Any
from xml.sax.saxutils import escape, quoteattr  # writes markup, reads none # nosec B406

from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
MARK_STYLE, TEXT_STYLE = "FootnoteReference", "FootnoteText"
ADDRESS = re.compile(r"https?://[^\s<>\"]*[^\s<>\".,;)]")
SEPARATORS = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
)


class Footnotes:
    """The footnotes of one document: add them in reading order, then call `finish` before saving."""

    def __init__(self, document: Any) -> None:
        self.document = document
        self.part = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE, b"", document.part.package)
        document.part.relate_to(self.part, RELATIONSHIP_TYPE.FOOTNOTES)
        self.notes: list[str] = []
        self.mark_style = _add_styles(document)
        _name_separators(document)

    def add(self, paragraph: Any, text: str) -> int:
        """Put the mark of a new footnote at the end of `paragraph`; web addresses in `text` become links."""
        number = len(self.notes) + 1
        run = paragraph.add_run(style=self.mark_style)
        mark = OxmlElement("w:footnoteReference")
        mark.set(qn("w:id"), str(number))
        run._r.append(mark)
        self.notes.append(
            f'<w:footnote w:id="{number}"><w:p><w:pPr><w:pStyle w:val="{TEXT_STYLE}"/></w:pPr>'
            f'<w:r><w:rPr><w:rStyle w:val="{MARK_STYLE}"/></w:rPr><w:footnoteRef/></w:r>'
            f"{_run(' ')}{''.join(self._pieces(text))}</w:p></w:footnote>"
        )
        return number

    def _pieces(self, text: str) -> list[str]:
        pieces, last = [], 0
        for found in ADDRESS.finditer(text):
            pieces.append(_run(text[last : found.start()]))
            relation = self.part.relate_to(found[0], RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
            pieces.append(f"<w:hyperlink r:id={quoteattr(relation)}>{_run(found[0])}</w:hyperlink>")
            last = found.end()
        return [*pieces, _run(text[last:])]

    def finish(self) -> None:
        """Write the notes into their part."""
        body = SEPARATORS + "".join(self.notes)
        head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        self.part._blob = f"{head}<w:footnotes {nsdecls('w', 'r')}>{body}</w:footnotes>".encode()


def _run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""


def _add_styles(document: Any) -> Any:
    """Add the two styles of footnotes under Word's own names; returns that of the mark."""
    styles = document.styles
    mark = styles.add_style("footnote reference", WD_STYLE_TYPE.CHARACTER, builtin=True)
    mark.font.superscript = True
    text = styles.add_style("footnote text", WD_STYLE_TYPE.PARAGRAPH, builtin=True)
    text.base_style = styles["Normal"]
    text.font.size = Pt(9)
    text.paragraph_format.space_after = Pt(0)
    for style, identity in ((mark, MARK_STYLE), (text, TEXT_STYLE)):
        style.element.set(qn("w:styleId"), identity)
    return mark


def _name_separators(document: Any) -> None:
    """The settings name the two separators, which Word expects of a file with footnotes."""
    settings = document.settings.element
    properties = OxmlElement("w:footnotePr")
    for identity in ("-1", "0"):
        separator = OxmlElement("w:footnote")
        separator.set(qn("w:id"), identity)
        properties.append(separator)
    before = settings.find(qn("w:compat"))
    settings.insert(len(settings) if before is None else settings.index(before), properties)
