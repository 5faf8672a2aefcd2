"""The PDF of the published book: whole, readable, for everyone, and the same numbers as on the pages."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pikepdf
import pytest

from report.chapters import pages_in_order
from report.pdf.make import NAME
from report.pdf.mend import elements
from report.pdf.parity import squeezed, text_of
from report.pdf.printing import LANGUAGE

from .letters import Run, runs

ROOT = Path(__file__).parents[2]
PDF = ROOT / "_build" / NAME
READABLE = 6.5
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def pdf() -> Iterator[pikepdf.Pdf]:
    """The file that the build made; fails with the next step when there is none."""
    assert PDF.exists(), "there is no PDF: run `make book` first, with Pango installed"
    with pikepdf.open(PDF) as opened:
        yield opened


@pytest.fixture(scope="module")
def registry() -> dict[str, dict]:
    """Every declaration by permanent id."""
    return json.loads((ROOT / "_build" / "registry.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def texts(pdf: pikepdf.Pdf) -> list[str]:
    """The words of each page without spaces, running heads left out."""
    return [squeezed(text) for text in text_of(pdf)]


@pytest.fixture(scope="module")
def letters(pdf: pikepdf.Pdf, texts: list[str]) -> list[Run]:
    """Every run of letters; fails when fewer letters were found than the pages have words of."""
    found = list(runs(pdf))
    assert sum(run.letters for run in found) >= sum(map(len, texts))
    return found


def site_text(page: str) -> str:
    return (ROOT / "_build" / "html" / f"{page}.html").read_text(encoding="utf-8")


def test_says_what_it_is(pdf: pikepdf.Pdf) -> None:
    with pdf.open_metadata() as said:
        assert "Critical Minerals Partnerships" in said["dc:title"]
        assert said["pdfuaid:part"] == "1"
    assert str(pdf.Root.Lang) == LANGUAGE and bool(pdf.Root.MarkInfo.Marked)
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)


def test_every_page_has_content(texts: list[str]) -> None:
    empty = [number for number, text in enumerate(texts, 1) if len(text) < 20]
    assert not empty, f"pages without words: {empty}"


def test_figures_and_tables_have_the_numbers_and_captions_of_the_site(texts: list[str]) -> None:
    words, captions = "".join(texts), {}
    pattern = r'<span class="caption-number">(.*?)</span><span class="caption-text">(.*?)</span>'
    for page in pages_in_order(ROOT):
        for number, caption in re.findall(pattern, site_text(page), re.S):
            if "report-index" not in site_text(page):
                captions[number.strip()] = squeezed(unescape(re.sub(r"<[^>]+>", "", number + caption)))
    assert len(captions) > 600
    missing = [number for number, caption in captions.items() if caption not in words]
    assert not missing, missing


def test_headline_values_are_those_of_the_registry(texts: list[str], registry: dict[str, dict]) -> None:
    """Values that the summary shows: the printed summary shows the same text."""
    summary = squeezed(unescape(re.sub(r"<[^>]+>", "", site_text("index"))))
    words = "".join(texts)
    shown = {
        identity: squeezed(entry["text"])
        for identity, entry in registry.items()
        if entry["kind"] == "value" and identity.startswith("val-index-") and squeezed(entry["text"]) in summary
    }
    assert shown
    assert [identity for identity, text in shown.items() if text not in words] == []


def test_every_picture_has_a_text_and_every_figure_its_own(pdf: pikepdf.Pdf, registry: dict[str, dict]) -> None:
    told = [str(one.get("/Alt", "")) for one in elements(pdf.Root.StructTreeRoot.K) if one.S == "/Figure"]
    declared = {squeezed(entry["alt"]) for entry in registry.values() if entry["kind"] == "figure"}
    assert all(told) and len(told) == sum(entry["kind"] == "figure" for entry in registry.values())
    assert {squeezed(text) for text in told} == declared


def test_formulas_are_vector_with_their_source_as_text(pdf: pikepdf.Pdf) -> None:
    formulas = [str(one.get("/Alt", "")) for one in elements(pdf.Root.StructTreeRoot.K) if one.S == "/Formula"]
    assert len(formulas) == site_text("methods").count("<math") and all(len(text) > 9 for text in formulas)
    kinds = [str(one.get("/Subtype")) for one in pdf.objects if isinstance(one, pikepdf.Stream)]
    assert "/Image" not in kinds


def test_bookmarks_name_every_chapter(pdf: pikepdf.Pdf) -> None:
    def titles(items: list) -> Iterator[str]:
        for item in items:
            yield squeezed(item.title)
            yield from titles(item.children)

    with pdf.open_outline() as outline:
        marked = set(titles(outline.root))
    for page in pages_in_order(ROOT):
        if "report-index" not in site_text(page):
            heading = re.search(r"<h1>(.*?)<a class=\"headerlink\"", site_text(page), re.S)
            assert heading and squeezed(unescape(re.sub(r"<[^>]+>", "", heading[1]))) in marked, page


def test_each_figure_has_its_data_attached(pdf: pikepdf.Pdf, registry: dict[str, dict]) -> None:
    data = {identity: entry["data"] for identity, entry in registry.items() if entry["kind"] == "figure"}
    assert sorted(pdf.attachments) == sorted(f"{identity}.csv" for identity in data)
    for identity, wanted in data.items():
        content = pdf.attachments[f"{identity}.csv"].get_file().read_bytes().decode("utf-8-sig")
        head, *rows = csv.reader(io.StringIO(content))
        assert head == wanted["columns"] and len(rows) == len(wanted["rows"]), identity


def test_no_letter_leaves_its_page(pdf: pikepdf.Pdf, letters: list[Run]) -> None:
    sizes = [tuple(map(float, page.MediaBox[2:])) for page in pdf.pages]
    outside = {run.page for run in letters if (run.corners < 0).any() or (run.corners > sizes[run.page - 1]).any()}
    assert not outside, f"letters beyond the paper on pages {sorted(outside)}"


def test_letters_are_large_enough_to_read(letters: list[Run]) -> None:
    small = {(run.page, round(run.size, 2)) for run in letters if run.letters and run.size < READABLE}
    assert not small, f"pages and sizes in points: {sorted(small)[:20]}"


def test_nothing_tells_of_the_machine(pdf: pikepdf.Pdf) -> None:
    whole = io.BytesIO()
    pdf.save(
        whole,
        stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
        compress_streams=False,
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
    )
    content = whole.getvalue()
    for trace in ("file:", str(ROOT), str(Path.home())):
        assert trace.encode() not in content, trace
