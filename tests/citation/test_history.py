"""Frozen editions decide which citations carry a link and in which edition a declaration last changed."""

from __future__ import annotations

import json
import lzma

import pytest

from report.citation.history import history

KEPT = "val-ind-kept"
MOVED = "val-ind-moved"


def value(text: str) -> dict:
    return {"kind": "value", "name": "x", "chapter": "ind", "text": text, "unit": "text", "value": text, "sources": []}


def freeze(root, name: str, day: str, values: dict[str, str], **more) -> None:
    folder = root / "editions" / name
    folder.mkdir(parents=True)
    record = {"edition": name, "edition_date": day, "chapters": [], **more}
    (folder / "manifest.json").write_text(json.dumps(record))
    lines = "".join(json.dumps({"id": identity, **value(text)}) + "\n" for identity, text in values.items())
    (folder / "values.jsonl").write_text(lines)
    (folder / "claims.jsonl").write_text("")
    for file in ("tables.jsonl.xz", "figures.jsonl.xz"):
        (folder / file).write_bytes(lzma.compress(b""))


@pytest.fixture
def now():
    return {KEPT: value("5"), MOVED: value("7")}


def test_without_a_frozen_edition_today_is_the_first(tmp_path, now):
    found = history(tmp_path, "2026-11", now)
    assert found.changed == frozenset() and set(found.last.values()) == {"2026-11"}


def test_what_reads_otherwise_than_frozen_under_the_same_name_is_changed(tmp_path, now):
    freeze(tmp_path, "2026-11", "2026-11-22", {KEPT: "5", MOVED: "6"})
    found = history(tmp_path, "2026-11", now)
    assert found.changed == {MOVED}
    assert found.last == {KEPT: "2026-11", MOVED: "after 2026-11"}


def test_what_was_declared_after_freezing_is_changed(tmp_path, now):
    freeze(tmp_path, "2026-11", "2026-11-22", {KEPT: "5"})
    assert history(tmp_path, "2026-11", now).changed == {MOVED}


def test_last_change_is_the_newest_edition_that_differs_from_the_one_before(tmp_path, now):
    freeze(tmp_path, "2026-05", "2026-05-22", {KEPT: "5", MOVED: "6"})
    freeze(tmp_path, "2026-11", "2026-11-22", {KEPT: "5", MOVED: "7"})
    found = history(tmp_path, "2026-11", now)
    assert found.changed == frozenset() and found.last == {KEPT: "2026-05", MOVED: "2026-11"}


def test_back_casts_do_not_count(tmp_path, now):
    freeze(tmp_path, "2025-11-backcast", "2025-11-22", {KEPT: "5", MOVED: "6"}, back_cast=True)
    assert set(history(tmp_path, "2026-11", now).last.values()) == {"2026-11"}
