"""Pages joined to one document: nothing for the screen alone, unique ids, links within, pictures found."""

from __future__ import annotations

import pytest
from lxml import etree, html

from report.errors import PageFault
from report.pdf.adapt import adapt, breakable, open_fold
from report.pdf.make import Book
from report.pdf.pages import read_pages


def text(element: etree._Element) -> str:
    return etree.tostring(element, encoding="unicode")


def test_leaves_out_what_serves_a_screen(book: Book) -> None:
    written = "".join(text(page.article) for page in read_pages(book.site, ["index", "partners/ind"]))
    for gone in ("script", "button", "headerlink", "report-tools", "Cite"):
        assert gone not in written


def test_links_lead_within_the_document(book: Book) -> None:
    index, india = read_pages(book.site, ["index", "partners/ind"])
    assert index.article.xpath(".//a[contains(@class, 'internal')]/@href") == ["#fig-ind-suppliers"]
    assert "#page-partners-ind--index" in india.article.xpath(".//a/@href")
    assert "#index" in india.article.xpath(".//p[@class='source']/a/@href")


def test_a_link_to_a_file_of_the_site_becomes_text(book: Book) -> None:
    index, _ = read_pages(book.site, ["index", "partners/ind"])
    assert "a file" in text(index.article) and "downloads/x.zip" not in text(index.article)


def test_ids_are_unique(book: Book) -> None:
    pages = read_pages(book.site, ["index", "partners/ind"])
    ids = [identity for page in pages for identity in page.article.xpath(".//@id")]
    assert len(ids) == len(set(ids))


def test_pictures_have_whole_addresses(book: Book) -> None:
    (_, india) = read_pages(book.site, ["index", "partners/ind"])
    assert india.article.xpath(".//img/@src") == [(book.site / "_images" / "a.svg").resolve().as_uri()]


def test_a_missing_page_is_a_fault(book: Book) -> None:
    with pytest.raises(PageFault, match="missing"):
        read_pages(book.site, ["nowhere"])


def test_folds_open_and_formulas_are_pictures_with_words(book: Book) -> None:
    (_, india) = read_pages(book.site, ["index", "partners/ind"])
    adapt(india)
    assert not list(india.article.iter("details", "summary", "math"))
    (formula,) = india.article.xpath(".//img[contains(@class, 'formula')]")
    assert formula.get("alt") == "Formula: s_c" and formula.get("src").startswith("data:image/svg+xml")
    assert formula.tail.startswith(", and add up")


def test_a_fold_that_lists_by_the_hundred_keeps_its_title() -> None:
    shown = "<summary>India: 46 moved</summary><ul><li>one of them</li></ul>"
    long, short = (html.fromstring(f'<details class="{name}">{shown}</details>') for name in ("summary-on-paper", ""))
    open_fold(long)
    open_fold(short)
    assert (long.text_content(), short.text_content()) == ("India: 46 moved", "India: 46 movedone of them")


def test_an_address_has_one_footnote_a_chapter(book: Book) -> None:
    index, _ = read_pages(book.site, ["index", "partners/ind"])
    adapt(index)
    notes = index.article.xpath(".//span[@class='footnote']")
    assert [note.text.replace("\u200b", "") for note in notes] == ["https://example.org/a/long_address/page.html"]


def test_only_references_out_of_a_section_name_the_page(book: Book) -> None:
    index, india = read_pages(book.site, ["index", "partners/ind"])
    adapt(index)
    adapt(india)
    assert len(index.article.xpath(".//a[contains(@class, 'paged')]")) == 1
    assert not india.article.xpath(".//a[contains(@class, 'paged')]")


def test_addresses_break_after_slashes() -> None:
    assert breakable("https://a.org/long/page") == "https://a.\u200borg/\u200blong/\u200bpage"
