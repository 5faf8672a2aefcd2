"""What holds, moved, turned, is new or gone, in the order of its consequence and with reasons that were computed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from report.editions.changes_page import body, lines
from report.editions.diff import FLIPPED, GONE, HOLDS, MOVED, NEW, diff
from report.editions.edition import Edition
from report.editions.pages import declaration_page
from report.editions.reasons import METHOD, PERIOD, REVISED, UNKNOWN

from .editions import data_folder, edition, keep_rows

CHAPTER = {"chapter": "mineral-nickel", "sources": ["production"]}


def value(found: float, text: str) -> dict:
    return {**CHAPTER, "kind": "value", "name": "x", "value": found, "unit": "t", "text": text}


def claim(holds: bool, sentence: str = "Nickel is mined") -> dict:
    return {**CHAPTER, "kind": "claim", "name": "c", "sentence": sentence, "holds": holds, "found": 1, "expected": 1}


def figure(rows: list, caption: str = "A caption") -> dict:
    shown = {"columns": ["year", "value_t"], "rows": rows}
    return {**CHAPTER, "kind": "figure", "name": "f", "caption": caption, "alt": "Bars", "note": "", "data": shown}


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Edition, Edition]:
    """The production table a year ago and today."""
    old, new = (data_folder(tmp_path / name, ("production", "corrections")) for name in ("old", "new"))
    keep_rows(old, "production/production.csv", lambda frame: frame["edition"].astype(int) <= 2025)
    keep_rows(old, "corrections.csv", lambda frame: ~frame["key"].str.contains("2026"))
    return edition("2025-11", old), edition("latest", new)


def test_every_status_and_their_order(pair: tuple[Edition, Edition]) -> None:
    old = {"claim-a": claim(True), "val-a": value(1, "1 t"), "val-b": value(2, "2 t"), "val-c": value(5, "5 t")}
    new = {"claim-a": claim(False), "val-a": value(1, "1 t"), "val-b": value(9, "9 t"), "val-d": value(5, "5 t")}
    found = diff(replace(pair[0], entries=old), replace(pair[1], entries=new))
    assert [(one.id, one.status) for one in found.changes] == [
        ("claim-a", FLIPPED),
        ("val-b", MOVED),
        ("val-c", GONE),
        ("val-d", NEW),
        ("val-a", HOLDS),
    ]


def test_the_value_that_moved_furthest_comes_first(pair: tuple[Edition, Edition]) -> None:
    old = {"val-a": value(100, "100 t"), "val-b": value(100, "100 t")}
    new = {"val-a": value(99, "99 t"), "val-b": value(10, "10 t")}
    found = diff(replace(pair[0], entries=old), replace(pair[1], entries=new))
    assert [one.id for one in found.of(MOVED)] == ["val-b", "val-a"]


def test_a_figure_whose_numbers_moved_has_moved(pair: tuple[Edition, Edition]) -> None:
    old, new = {"fig-a": figure([[2024, 1.0]])}, {"fig-a": figure([[2024, 2.0]])}
    moved = diff(replace(pair[0], entries=old), replace(pair[1], entries=new)).changes[0]
    assert moved.status == MOVED and "1 cell moved" in moved.after
    same = diff(replace(pair[0], entries=old), replace(pair[1], entries={"fig-a": figure([[2024, 1.0 + 1e-13]])}))
    assert same.changes[0].status == HOLDS


def test_reasons_name_the_revised_row_of_the_chapter_only(pair: tuple[Edition, Edition]) -> None:
    old, new = (replace(one, entries={"val-a": value(at, f"{at} t")}) for at, one in enumerate(pair))
    reasons = diff(old, new).changes[0].reasons
    assert [reason.kind for reason in reasons] == [REVISED, PERIOD]
    examples = " ".join(reasons[0].examples)
    assert "2024, Nickel content, CAN: value_t 190,000 (edition 2025), now 125,000 (edition 2026)" in examples
    assert "Ilmenite" not in examples


def test_the_method_is_the_reason_where_the_inputs_are_the_same(pair: tuple[Edition, Edition]) -> None:
    new = replace(pair[1], entries={"val-a": value(2, "2 t")})
    changed = {**new.manifest, "modules": {"report.analysis.x": "2"}}
    old = replace(pair[1], manifest=changed, entries={"val-a": value(1, "1 t")})
    reasons = diff(old, new).changes[0].reasons
    assert [reason.kind for reason in reasons] == [METHOD]
    assert "report.analysis.x" in reasons[0].detail


def test_without_any_difference_the_cause_is_not_made_up(pair: tuple[Edition, Edition]) -> None:
    old, new = (replace(pair[1], entries={"val-a": value(at, f"{at} t")}) for at in (1, 2))
    assert [reason.kind for reason in diff(old, new).changes[0].reasons] == [UNKNOWN]


def test_another_last_year_is_a_new_period(pair: tuple[Edition, Edition]) -> None:
    new = replace(pair[1], entries={"val-a": value(2, "2 t")})
    chapter = {**new.manifest["chapters"][0], "parameters": {"mineral": "nickel", "last_year": "2023"}}
    later = {**chapter, "parameters": {"mineral": "nickel", "last_year": "2024"}}
    old = replace(new, manifest={**new.manifest, "chapters": [chapter]}, entries={"val-a": value(1, "1 t")})
    new = replace(new, manifest={**new.manifest, "chapters": [later]})
    reasons = diff(old, new).changes[0].reasons
    assert [reason.kind for reason in reasons] == [PERIOD] and "2023, now 2024" in reasons[0].detail


def test_pages_and_lines_say_it_in_words_and_escape_data(pair: tuple[Edition, Edition]) -> None:
    old = replace(pair[0], entries={"val-a": value(1, "1 <b>t"), "fig-a": figure([[2024, 1.0]])})
    new = replace(pair[1], entries={"val-a": value(2, "2 t"), "fig-a": figure([[2024, 1.0]])})
    compared = diff(old, new)
    page = declaration_page(compared.of(MOVED)[0], compared, "2025-11", frozen=True)
    assert "1 &lt;b&gt;t" in page and "<b>t" not in page and "Why it moved" in page and "Source revised" in page
    same = declaration_page(compared.of(HOLDS)[0], compared, "2025-11", frozen=True)
    assert "It reads the same today" in same and 'src="fig-a.svg"' in same and "Why it moved" not in same
    assert '<a href="editions/2025-11/val-a.html">' in body([compared])
    assert 'id="changes-since-2025-11-mineral-nickel"' in body([compared])
    page = compared.new.chapters["mineral-nickel"]["page"]
    assert "<strong>Nickel</strong>" in body([compared], {page: "Nickel"})
    text = list(lines(compared, "mineral-nickel"))
    assert any(line.startswith("moved    val-a") for line in text)
    assert not any("val-a" in line for line in lines(compared, "ind"))


def test_chapters_that_a_back_cast_never_held_are_not_new(pair: tuple[Edition, Edition]) -> None:
    other = {**value(1, "1 t"), "chapter": "landscape"}
    old = replace(pair[0], manifest={**pair[0].manifest, "back_cast": True}, entries={})
    assert diff(old, replace(pair[1], entries={"val-z": other})).changes == ()
