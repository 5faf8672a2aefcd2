"""The Word file of a memo, opened with python-docx: picture, alternative text, caption, source, footnote and link."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Inches
from lxml import etree

from report.commands.memo import memo, picture
from report.errors import BadInput
from report.memo import DAY_OF_READING, Exhibit, memo_bytes, write_memo
from report.pages.rasters import to_png

from .citation.conftest import EDITION, FIGURE

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="300"><rect width="{0}" height="300" fill="red"/></svg>'
)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def drawn() -> bytes:
    return to_png(SVG.format(720))


def opened(content: bytes):
    return Document(io.BytesIO(content))


def footnotes_of(content: bytes) -> list[str]:
    """The texts of the footnotes, without the two separators."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        tree = etree.fromstring(archive.read("word/footnotes.xml"))
    notes = [note for note in tree.iter(f"{W}footnote") if note.get(f"{W}type") is None]
    return ["".join(note.itertext()).strip() for note in notes]


def test_memo_has_sentence_picture_caption_and_source_in_order(drawn):
    document = opened(memo_bytes([Exhibit(FIGURE, drawn)], "A heading"))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert texts == [
        "A heading",
        "Canada sold 5% & more to India_1 {as of} 2024.",
        "",
        "fig-ind-flows, edition 2026-11 (Figure 9). Canada sold 5% & more to India_1 {as of} 2024.",
        "How to read it. Sources: CEPII BACI, January 2026 release; this book's table claims.",
    ]
    assert [paragraph.style.name for paragraph in document.paragraphs][3:] == ["Caption", "Source"]


def test_picture_is_sharp_fits_the_page_and_has_its_alternative_text(drawn):
    document = opened(memo_bytes([Exhibit(FIGURE, drawn)]))
    [shape] = document.inline_shapes
    assert shape.width <= Inches(6.5)
    [part] = list(document.part.package.image_parts)
    assert part.image.px_width / (shape.width / Inches(1)) >= 300
    assert shape._inline.docPr.get("descr") == "A line that rises to 5%."
    assert shape._inline.docPr.get("name") == "fig-ind-flows"


def test_footnote_is_a_footnote_of_word_with_the_link(drawn):
    content = memo_bytes([Exhibit(FIGURE, drawn)], accessed=date(2026, 12, 1))
    document = opened(content)
    marks = [mark.get(qn("w:id")) for mark in document.element.iter(qn("w:footnoteReference"))]
    assert marks == ["1"]
    [note] = footnotes_of(content)
    assert note.startswith("Gaulier") and note.endswith("Accessed 1 December 2026.")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        relations = archive.read("word/_rels/footnotes.xml.rels").decode()
        assert "footnotes+xml" in archive.read("[Content_Types].xml").decode()
        assert "footnotePr" in archive.read("word/settings.xml").decode()
    assert f'Target="{FIGURE.link}"' in relations and 'TargetMode="External"' in relations


def test_several_figures_have_footnotes_in_order(drawn):
    other = replace(FIGURE, id="fig-ind-other", title="Another 7")
    content = memo_bytes([Exhibit(FIGURE, drawn), Exhibit(other, drawn)])
    notes = footnotes_of(content)
    assert "fig-ind-flows" in notes[0] and "fig-ind-other" in notes[1]
    identities = [shape._inline.docPr.get("id") for shape in opened(content).inline_shapes]
    assert len(set(identities)) == 2


def test_without_a_day_there_is_a_place_for_it_and_without_a_link_no_address(drawn):
    [note] = footnotes_of(memo_bytes([Exhibit(replace(FIGURE, edition=replace(EDITION, base_url="")), drawn)]))
    assert note.endswith(f"Accessed {DAY_OF_READING}.")
    assert "No permanent link" in note and "http" not in note


def test_hostile_text_stays_text(drawn):
    hostile = replace(FIGURE, title="</w:t><w:evil/> & 5", alt='"><script>', note="<b>")
    content = memo_bytes([Exhibit(hostile, drawn)])
    assert "</w:t><w:evil/> & 5" in opened(content).paragraphs[0].text
    assert "</w:t><w:evil/>" in footnotes_of(content)[0]


def test_same_content_gives_the_same_bytes(drawn):
    assert memo_bytes([Exhibit(FIGURE, drawn)]) == memo_bytes([Exhibit(FIGURE, drawn)])


def test_file_says_what_it_is(drawn, tmp_path):
    path = write_memo(tmp_path / "memo.docx", [Exhibit(FIGURE, drawn)], "Title")
    found = Document(str(path)).core_properties
    assert (found.title, found.author, found.language) == ("Title", "Project contributors", "en-CA")
    assert not re.search(r"python-docx", found.comments)


@pytest.mark.parametrize(
    ("options", "says"),
    [({}, "no figure named"), ({"figures": ["fig-a"], "out": Path("memo.pdf")}, "not a Word file")],
)
def test_command_refuses_what_it_cannot_do(options, says):
    with pytest.raises(BadInput, match=says):
        memo(**options)


def test_tables_have_no_picture(tmp_path):
    with pytest.raises(BadInput, match="not a figure"):
        picture(tmp_path, "tbl-ind-flows")
    with pytest.raises(BadInput, match="no picture"):
        picture(tmp_path, "fig-ind-flows")
