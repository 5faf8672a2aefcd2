"""Data files: valid for Frictionless, with citation and licence, and without a cell that runs."""

from __future__ import annotations

import csv
import io
import json
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.citation.packages import csv_bytes, data_zip, neutral, type_of, unit_of

CONTENT = {
    "data": {
        "columns": ["name", "value_usd", "share_canada", "year", "listed", "hhi_0_1"],
        "rows": [
            ["=HYPERLINK(1)", 5.5, 0.25, 2024, True, None],
            ["+1", None, -0.5, 2023, False, 0.3],
            ["plain, with comma", -2.0, 0.0, 2022, True, 1.0],
        ],
    }
}


def unpacked(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_package_is_valid_and_carries_citation_units_sources_and_licence(figure, tmp_path):
    import frictionless

    with zipfile.ZipFile(io.BytesIO(data_zip(figure, CONTENT))) as archive:
        archive.extractall(tmp_path)
    report = frictionless.Package(str(tmp_path / "datapackage.json")).validate()
    assert report.valid, report.flatten(["message"])
    found = json.loads((tmp_path / "datapackage.json").read_text())
    assert found["version"] == "2026-11" and found["homepage"] == figure.link
    assert "fig-ind-flows" in found["citation"] and found["contributors"][0]["title"] == "Project contributors"
    assert found["licenses"] == [{"name": "etalab-2.0", "title": "Etalab 2.0", "path": "https://example.org/licence"}]
    assert found["sources"][0]["path"] == "https://example.org/baci" and "path" not in found["sources"][1]
    units = {field["name"]: field.get("unit") for field in found["resources"][0]["schema"]["fields"]}
    assert units["value_usd"] == "US dollars" and units["share_canada"] == "fraction" and units["name"] is None


def test_same_content_gives_the_same_bytes(figure):
    assert data_zip(figure, CONTENT) == data_zip(figure, CONTENT)


def test_cells_of_a_table_are_without_markup(figure):
    content = {
        "heads": [["Source", "markdown"], ["Part", "share"]],
        "data": {"columns": ["source", "part"], "rows": [["{cite}`IN05` [a](<https://e.org>) \\*x\\*", 0.5]]},
    }
    lines = unpacked(data_zip(figure, content))["fig-ind-flows.csv"].decode().splitlines()
    assert lines == ["source,part", "[IN05] a *x*,0.5"]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "  =1", "\n=1"])
def test_text_that_would_run_is_made_text(text):
    assert neutral(text) == f"'{text}"


def test_carriage_return_neither_breaks_a_row_nor_hides_a_formula():
    assert csv_bytes(["a", "b"], [["\r=1", "x\ry"]]) == b'a,b\n"\'\n=1","x\ny"\n'


@pytest.mark.parametrize("text", ["India", "2024", "a=b", "−5", "", "'=1"])
def test_other_text_stays(text):
    assert neutral(text) == text


CELLS = st.one_of(st.text(), st.integers(), st.floats(allow_nan=False), st.none(), st.booleans())


@given(st.lists(CELLS, min_size=1))
def test_every_row_comes_back_and_no_text_begins_like_a_formula(cells):
    written = csv_bytes(["first", "cell"], [["x", cell] for cell in cells]).decode()
    read = list(csv.reader(io.StringIO(written, newline="")))[1:]
    assert len(read) == len(cells)
    texts = [row[1] for row, cell in zip(read, cells, strict=True) if isinstance(cell, str)]
    assert not [text for text in texts if text.lstrip()[:1] in {"=", "+", "-", "@"} or text[:1] in {"\t", "\r"}]


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        ([1, 2], "integer"),
        ([1, 2.5], "number"),
        ([True], "boolean"),
        (["a", 1], "string"),
        ([], "string"),
        ([True, 1], "string"),
    ],
)
def test_type_of_a_column(cells, kind):
    assert type_of(cells) == kind


@pytest.mark.parametrize(
    ("name", "unit"),
    [("weight_t", "tonnes"), ("top_share", "fraction"), ("hhi_0_1", "index from 0 to 1"), ("name", "")],
)
def test_unit_is_read_from_the_name(name, unit):
    assert unit_of(name) == unit
