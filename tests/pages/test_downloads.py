"""Files behind the tools: whole, sharp, drawn once, and none for what has no picture."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from PIL import Image

from report.errors import PageFault
from report.pages import rasters
from report.pages.downloads import references, write_all_references, write_downloads, write_files

from ..citation.conftest import FIGURE

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="192" height="96"><rect width="96" height="96" fill="{}"/></svg>'
CONTENT = {"data": {"columns": ["a"], "rows": [[1]]}}
TABLE = replace(FIGURE, id="tbl-ind-flows", kind="table")


@pytest.fixture
def pictures(tmp_path):
    folder = tmp_path / "pictures"
    folder.mkdir()
    (folder / "fig-ind-flows.svg").write_text(SVG.format("#9b1c28"))
    return folder


def test_picture_has_300_dots_to_the_inch_and_its_colours():
    image = Image.open(io.BytesIO(rasters.to_png(SVG.format("#9b1c28"))))
    assert image.size == (600, 300)
    assert image.info["dpi"] == pytest.approx((300, 300), abs=0.01)
    assert image.convert("RGB").getpixel((100, 100)) == (0x9B, 0x1C, 0x28)


def test_pictures_are_drawn_once_for_what_they_show(pictures, tmp_path, monkeypatch):
    store = tmp_path / "store"
    kept = rasters.draw_rasters(pictures, store)
    assert set(kept) == {"fig-ind-flows"} and kept["fig-ind-flows"].exists()
    monkeypatch.setattr(rasters, "helpers", lambda workers: pytest.fail("a process was started"))
    assert rasters.draw_rasters(pictures, store) == kept
    assert [path.suffix for path in store.iterdir()] == [".png"]


def test_picture_that_cannot_be_drawn_names_its_figure(pictures, tmp_path):
    (pictures / "fig-ind-bad.svg").write_text("<svg")
    with pytest.raises(PageFault) as caught:
        rasters.draw_rasters(pictures, tmp_path / "store")
    assert caught.value.where == "fig-ind-bad"


def test_fault_of_the_work_beside_is_not_hidden(pictures, tmp_path):
    with pytest.raises(ZeroDivisionError), rasters.drawn_meanwhile(pictures, tmp_path / "store"):
        raise ZeroDivisionError


def test_figure_gets_all_files_and_table_no_picture(pictures, tmp_path):
    contents = {FIGURE.id: CONTENT, TABLE.id: CONTENT}
    forms = write_downloads(tmp_path / "site", pictures, tmp_path / "store", [FIGURE, TABLE], contents)
    made = {one: sorted(path.suffix for path in (tmp_path / "site" / "downloads" / one).iterdir()) for one in contents}
    assert made[FIGURE.id] == [".bib", ".docx", ".json", ".png", ".ris", ".svg", ".zip"]
    assert made[TABLE.id] == [".bib", ".json", ".ris", ".zip"]
    assert forms[FIGURE.id]["footnote"].startswith("fig-ind-flows")


def test_file_of_references_keeps_the_line_ends_of_ris(pictures, tmp_path):
    write_files(tmp_path, FIGURE, CONTENT, pictures, None)
    assert (tmp_path / "fig-ind-flows" / "fig-ind-flows.ris").read_bytes().endswith(b"ER  - \r\n")


def test_all_references_hold_everything_once(tmp_path):
    value = replace(FIGURE, id="val-ind-x", kind="value")
    records = [FIGURE, value]
    write_all_references(tmp_path, records, references(records))
    found = (tmp_path / "downloads" / "citations.ris").read_text()
    assert found.count("TY  - ") == 2 and "AN  - val-ind-x" in found
    assert (tmp_path / "downloads" / "citations.bib").read_text().count("@misc{") == 2
