"""Pictures of figures: drawn once for what they show, and refused when they cannot be drawn."""

from __future__ import annotations

from pathlib import Path

import pytest

from report.chapters import Chapter
from report.errors import PageFault
from report.pages import draw
from report.registry import Entry

INDIA = Chapter("partners/ind", Path("notebooks/partnership.ipynb"), {"partner": "IND"})
MIME = "application/vnd.vegalite.v5+json"
BARS = {
    "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
    "data": {"values": [{"a": "x", "b": 2}]},
    "mark": "bar",
    "encoding": {"x": {"field": "a"}, "y": {"field": "b", "type": "quantitative"}},
}


def figure(name: str, drawing: dict) -> Entry:
    return Entry(INDIA, {"kind": "figure", "name": name}, drawing)


def test_figures_are_drawn_and_kept_by_what_is_drawn(tmp_path, monkeypatch):
    store, folder = tmp_path / "store", tmp_path / "figures"
    ready = figure("ready", {"image/svg+xml": "<svg>ready</svg>"})
    draw.draw_all([figure("bars", {MIME: BARS}), figure("same", {MIME: BARS}), ready], store, folder)
    assert sorted(path.name for path in folder.iterdir()) == [
        "fig-ind-bars.svg",
        "fig-ind-ready.svg",
        "fig-ind-same.svg",
    ]
    assert (folder / "fig-ind-bars.svg").read_text().startswith("<svg")
    assert (folder / "fig-ind-ready.svg").read_text() == "<svg>ready</svg>"
    assert len(list(store.iterdir())) == 2
    monkeypatch.setattr(draw, "helpers", lambda count: pytest.fail("a process was started"))
    draw.draw_all([figure("again", {MIME: BARS}), ready], store, folder)
    assert (folder / "fig-ind-again.svg").read_text() == (folder / "fig-ind-bars.svg").read_text()


def test_other_data_is_another_picture(tmp_path):
    other = {**BARS, "data": {"values": [{"a": "x", "b": 3}]}}
    draw.draw_all([figure("one", {MIME: BARS}), figure("two", {MIME: other})], tmp_path / "s", tmp_path / "f")
    assert len(list((tmp_path / "s").iterdir())) == 2


def test_figure_that_cannot_be_drawn_is_a_page_fault(tmp_path):
    with pytest.raises(PageFault, match="fig-ind-bad: could not be drawn") as caught:
        draw.draw_all([figure("bad", {MIME: {"mark": "no such mark"}})], tmp_path / "s", tmp_path / "f")
    assert caught.value.exit_code == 5
    assert not list((tmp_path / "s").iterdir())


def test_no_figures_start_no_process(tmp_path, monkeypatch):
    monkeypatch.setattr(draw, "helpers", lambda count: pytest.fail("a process was started"))
    draw.draw_all([], tmp_path / "s", tmp_path / "f")
