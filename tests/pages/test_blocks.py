"""Declarations as MyST: what data hold shows as typed, whatever it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from report.chapters import Chapter
from report.pages import blocks
from report.registry import Entry

INDIA = Chapter("partners/ind", Path("notebooks/partnership.ipynb"), {"partner": "IND"})
NASTY = [
    "<script>alert(1)</script>",
    "{{ x }}",
    "US$ 5 and $6",
    "a | b",
    "`code`",
    "**bold** _it_",
    "# head",
    "- item",
    "1. item",
    "% comment",
    ":::note",
    ":name: x",
    "\"quoted\" 'text'",
    "a: b # c",
    "{ref}`x`",
    "R&D &lt;",
    "[a](b)",
    "```",
    "C:\\temp\\new",
    "(label)=",
    "> quote",
    "| x",
    "[list]",
    "{map}",
    "!tag",
    "&anchor",
    "*",
]


def figure(**texts: str) -> Entry:
    return Entry(INDIA, {"kind": "figure", "name": "share", "caption": "Caption", "alt": "Alt", "note": "", **texts})


def table(rows: list[list[str]], units: list[str], **texts: str) -> Entry:
    heads = [[f"Head {at}", unit] for at, unit in enumerate(units)]
    return Entry(
        INDIA, {"kind": "table", "name": "top", "caption": "Caption", "note": "", "heads": heads, "rows": rows, **texts}
    )


def claim(**content: object) -> Entry:
    return Entry(
        INDIA,
        {
            "kind": "claim",
            "name": "largest",
            "sentence": "It is",
            "holds": True,
            "expected": "A",
            "found": "B",
            **content,
        },
    )


def visible(text: str) -> str:
    for typeset, typed in (("\u2060", ""), ("“", '"'), ("”", '"'), ("‘", "'"), ("’", "'")):
        text = text.replace(typeset, typed)
    return " ".join(text.split())


def test_markup_in_data_shows_as_typed_in_every_block(rendered):
    parts = ["(top)=\n# Title\n"]
    for number, name in enumerate(NASTY):
        entry = figure(name=f"f{number}", caption=name, alt=name, note=name)
        parts.append(blocks.figure_block(entry, "a.svg", "Source: x."))
        parts.append(
            blocks.table_block(
                table([[name, "1"], ["1", name]], ["text", "usd"], name=f"t{number}", caption=name, note=name),
                "Source: x.",
            )
        )
        parts.append(blocks.claim_block(claim(name=f"c{number}", sentence=name)))
        parts.append(
            blocks.claim_block(claim(name=f"b{number}", sentence=name, holds=False, expected=name, found=name))
        )
    page, warned = rendered("\n".join(parts))
    assert not warned
    for number, name in enumerate(NASTY):
        drawn = page.find(id=f"fig-ind-f{number}")
        assert visible(drawn.img["alt"]) == name
        assert visible(drawn.select_one(".caption-text").get_text()) == name
        assert visible(drawn.select_one(".legend").get_text()) == f"{name} Source: x."
        rows = page.find(id=f"tbl-ind-t{number}")
        assert rows is not None, name
        assert visible(rows.select_one(".caption-text").get_text()) == name
        assert [visible(cell.get_text()) for cell in rows.select("td")] == [name, "1", "1", name]
        assert visible(page.find(id=f"claim-ind-c{number}").get_text()) == f"{name}."
        assert visible(page.find(id=f"claim-ind-b{number}").get_text()) == (
            f"This finding does not hold with these data: {name}. Expected {name}, found {name}."
        )
    assert not page.select("script, section section, blockquote, hr, main table table")


def test_figure_has_name_alt_caption_note_and_source(rendered):
    page, warned = rendered(
        "(top)=\n# Title\n\n" + blocks.figure_block(figure(note="Read it so."), "a.svg", "Source: x.")
    )
    drawn = page.find("figure")
    assert not warned
    assert (drawn["id"], drawn.img["alt"]) == ("fig-ind-share", "Alt")
    assert drawn.select_one(".caption-number").get_text() == "Fig. 1 "
    assert drawn.select_one(".legend").get_text().split() == "Read it so. Source: x.".split()


def test_table_marks_numeric_columns_and_empty_cells():
    found = blocks.table_block(table([["India", "", "US$1"]], ["text", "count", "usd"]), "Source: x.")
    assert ":class: report-table num-2 num-3" in found
    assert "* - India\n  - –\n  - US\\$1\n" in found
    assert ":name: tbl-ind-top" in found and "{.source}\nSource: x." in found


def test_empty_table_has_one_row_that_says_so():
    found = blocks.table_block(table([], ["text", "usd"]), "Source: x.")
    assert "* - No entry\n  - –\n~~~~" in found


def test_markdown_cell_is_not_escaped():
    assert "* - **bold**" in blocks.table_block(table([["**bold**"]], ["markdown"]), "Source: x.")


def test_broken_claim_says_so_and_a_sound_one_does_not():
    broken = blocks.claim_block(claim(holds=False, expected=["A"], found=None))
    assert "{#claim-ind-largest .claim .broken}" in broken
    assert "**This finding does not hold with these data:** It is. Expected \\['A'\\], found None." in broken
    assert blocks.claim_block(claim()) == "{#claim-ind-largest .claim}\nIt is.\n"


@pytest.mark.parametrize("sources, line", [(["a"], "Source: A."), (["a", "b", "a"], "Sources: A; B.")])
def test_source_line_names_each_producer_once(sources, line):
    assert blocks.source_line(sources, str.upper) == line
