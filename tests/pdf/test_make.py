"""The PDF of a small book: tagged, titled, whole, with its data; made once, and never at the cost of the HTML."""

from __future__ import annotations

import builtins
import json
import os
from dataclasses import replace
from importlib import resources
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from report.errors import BadInput, PageFault
from report.pdf import make, printing
from report.pdf.make import NAME, Book, make_pdf
from report.pdf.mend import elements
from report.pdf.parity import check, squeezed, text_of

try:
    printing.weasyprint()
    PRINTS = True
except printing.NoPango:
    PRINTS = False
needs_pango = pytest.mark.skipif(not PRINTS and not os.environ.get("CI"), reason=printing.INSTALL)


@pytest.fixture
def said(book: Book, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Lines said, with the book's own chapters in place of those of a data folder."""
    monkeypatch.setattr(make, "chapters", lambda root, data_dir: book.contents)
    return []


def run(book: Book, said: list[str]) -> Path | None:
    return make_pdf(book.root, book.root / "data", {}, said.append)


@needs_pango
def test_makes_a_tagged_pdf_with_its_data(book: Book, said: list[str]) -> None:
    path = run(book, said)
    assert path == book.work / NAME
    with pikepdf.open(path) as pdf:
        assert pdf.Root.MarkInfo.Marked and str(pdf.Root.Lang) == "en-CA"
        assert pdf.open_metadata()["dc:title"] == "A Book\u2019s Name"
        assert pdf.open_metadata()["pdfuaid:part"] == "1"
        content = pdf.attachments["fig-ind-suppliers.csv"].get_file().read_bytes()
        assert content == b"exporter,value_usd\nCanada,8500000.0\n'=1+1,\n"
        kinds = [str(one.S) for one in elements(pdf.Root.StructTreeRoot.K)]
        assert {"/H1", "/H2", "/Figure", "/Formula", "/Caption", "/Table", "/TH"} <= set(kinds)
        with pdf.open_outline() as outline:
            assert [item.title for item in outline.root][:2] == ["Contents", "Figures"]
        text = squeezed("".join(text_of(pdf)))
        assert "Insidethefold." in text and "Suppliersbyvalue" in text
        assert "https://example.org/a/long_address/page.html" in text
    assert "1 figures, 1 tables" in said[-1] and "1 values" in said[-1]


@needs_pango
def test_running_heads_are_artifacts(book: Book, said: list[str]) -> None:
    with pikepdf.open(run(book, said)) as pdf:
        spoken = "".join(text_of(pdf))
        assert spoken.count("A Book\u2019s Name") == 1
        assert b"/Pagination" in pdf.pages[-1].Contents.read_bytes()


@needs_pango
def test_boxes_of_figures_lie_on_their_pages(book: Book, said: list[str]) -> None:
    with pikepdf.open(run(book, said)) as pdf:
        for one in elements(pdf.Root.StructTreeRoot.K):
            if str(one.S) == "/Figure":
                left, bottom, right, top = map(float, one.A.BBox)
                assert 0 <= left < right <= 596 and 0 <= bottom < top <= 842


@needs_pango
def test_an_unchanged_book_is_not_printed_again(book: Book, said: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    first = run(book, said)
    assert first is not None
    monkeypatch.setattr(make, "write", lambda *given: pytest.fail("printed again"))
    assert run(book, said) == first


@needs_pango
def test_an_unchanged_book_is_seen_without_the_printer(
    book: Book, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = run(book, said)
    for name in ("weasyprint", "read_book", "key_of", "publish"):
        monkeypatch.setattr(make, name, lambda *given, name=name: pytest.fail(f"{name} was needed"))
    assert run(book, said) == first


@needs_pango
@pytest.mark.parametrize("stamp", ["", "{", "[]", '{"files": 3}'])
def test_a_damaged_stamp_costs_a_printing_and_no_more(book: Book, said: list[str], stamp: str) -> None:
    run(book, said)
    (book.work / ".pdf-from").write_text(stamp, encoding="utf-8")
    assert run(book, said) == book.work / NAME and "The PDF has" in said[-1]


@needs_pango
def test_a_site_published_anew_gets_the_pdf_without_printing(
    book: Book, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run(book, said)
    index = book.site / "index.html"
    index.write_text(make.LINK.sub("", index.read_text(encoding="utf-8")), encoding="utf-8")
    (book.site / NAME).unlink()
    monkeypatch.setattr(make, "write", lambda *given: pytest.fail("printed again"))
    run(book, said)
    assert (book.site / NAME).exists() and f'href="{NAME}"' in index.read_text(encoding="utf-8")


@needs_pango
def test_the_same_book_makes_the_same_file(book: Book, said: list[str]) -> None:
    first = run(book, said).read_bytes()
    (book.work / ".pdf-from").unlink()
    assert run(book, said).read_bytes() == first
    assert str(book.root).encode() not in first


@needs_pango
def test_the_printers_own_rules_are_those_that_are_narrowed() -> None:
    library = printing.weasyprint()
    rules = resources.files(library).joinpath("css", "html5_ua.css").read_text(encoding="utf-8")
    for everywhere in printing.PSEUDO_ELEMENTS:
        assert f"\n{everywhere}" in rules, f"WeasyPrint has no rule {everywhere} any more"


@needs_pango
def test_a_changed_page_is_printed_again(book: Book, said: list[str]) -> None:
    run(book, said)
    key = make.key_of(book)
    page = book.site / "partners" / "ind.html"
    page.write_text(page.read_text(encoding="utf-8").replace("add up", "sum"), encoding="utf-8")
    assert make.key_of(book) != key


@needs_pango
def test_the_first_page_links_to_the_pdf_once(book: Book, said: list[str]) -> None:
    run(book, said)
    run(book, said)
    text = (book.site / "index.html").read_text(encoding="utf-8")
    assert text.count(f'href="{NAME}"') == 1 and (book.site / NAME).exists()


@needs_pango
@pytest.mark.parametrize(
    ("identity", "change", "fault"),
    [
        ("fig-ind-lost", {"kind": "figure", "alt": "x", "caption": "x"}, "fig-ind-lost is not in the PDF"),
        ("fig-ind-suppliers", {"alt": "Other bars"}, "another alternative text"),
    ],
)
def test_what_is_not_in_the_pdf_is_a_fault(
    book: Book, said: list[str], identity: str, change: dict[str, Any], fault: str
) -> None:
    path = run(book, said)
    assert path is not None
    entries = {**book.entries, identity: {**book.entries.get(identity, {}), **change}}
    with pytest.raises(PageFault, match=fault):
        check(path, entries, {}, {})


@needs_pango
def test_a_value_that_is_not_printed_is_a_fault(book: Book, said: list[str]) -> None:
    path = run(book, said)
    assert path is not None
    with pytest.raises(PageFault, match=r"val-ind-total is not printed: US\$9"):
        check(path, book.entries, {"val-ind-total": "US$9.50 million"}, {})


@needs_pango
def test_a_fault_leaves_html_and_last_pdf(book: Book, said: list[str]) -> None:
    path = run(book, said)
    assert path is not None
    before = path.read_bytes()
    lost = {**book.entries, "fig-ind-lost": {"kind": "figure", "name": "lost", "alt": "x", "caption": "x"}}
    (book.work / "registry.json").write_text(json.dumps(lost), encoding="utf-8")
    with pytest.raises(PageFault, match="fig-ind-lost"):
        run(book, said)
    assert path.read_bytes() == before and (book.site / "index.html").exists()


def test_without_pango_one_line_says_what_to_install(
    book: Book, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = builtins.__import__

    def no_weasyprint(name: str, *rest: Any) -> Any:
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", no_weasyprint)
    before = (book.site / "index.html").read_bytes()
    assert run(book, said) is None
    assert len(said) == 1 and "libpango-1.0-0 libpangoft2-1.0-0" in said[0] and "\n" not in said[0]
    assert (book.site / "index.html").read_bytes() == before and not (book.site / NAME).exists()


def test_without_a_built_book_it_says_so(book: Book, said: list[str]) -> None:
    (book.work / "registry.json").unlink()
    with pytest.raises(BadInput, match="no built book"):
        run(book, said)


def test_a_page_that_was_not_built_is_named(book: Book) -> None:
    with pytest.raises(BadInput, match="'canada' was not built"):
        make.key_of(replace(book, contents=[replace(book.contents[0], page="canada")]))
