"""What a page is changed to for paper: interactive charts, terms, the bibliography and definitions."""

from __future__ import annotations

import lxml.html
import pytest

from report.pdf.adapt import CHART_SCALE, adapt, lighten, run_in, scale, set_entry
from report.pdf.make import Book
from report.pdf.pages import Page, read_pages

CHART = """<div class="chart"><picture class="chart-picture">
<source media="(max-width: 40rem)" srcset="../_images/narrow/a.svg" width="300" height="200">
<img alt="Bars of one supplier" loading="lazy" src="../_images/a.svg" width="500" height="300"></picture>
<script type="application/json" class="chart-spec">{}</script></div>"""


def html(text: str) -> lxml.html.HtmlElement:
    return lxml.html.fromstring(text)


def test_an_interactive_chart_is_its_wide_picture(book: Book) -> None:
    path = book.site / "partners" / "ind.html"
    before = path.read_text(encoding="utf-8")
    start, end = before.index('<a class="reference internal image'), before.index("<figcaption>")
    terms = '<div class="definitions" hidden><span id="definition-x">A definition</span></div></article>'
    path.write_text((before[:start] + CHART + before[end:]).replace("</article>", terms), encoding="utf-8")
    (page,) = read_pages(book.site, ["partners/ind"])
    adapt(page)
    (image,) = page.article.xpath(".//figure//img")
    assert image.get("alt") == "Bars of one supplier" and image.get("src").endswith("_images/a.svg")
    assert "narrow" not in lxml.html.tostring(page.article, encoding="unicode")
    assert not list(page.article.iter("picture", "source", "script"))
    assert "A definition" not in page.article.text_content()


@pytest.mark.parametrize("width", [370, 704])
def test_charts_have_one_scale(width: int) -> None:
    image = html(f'<img width="{width}" height="9">')
    scale(image)
    assert image.get("style") == f"width:{width * CHART_SCALE:.0f}px"


def test_lighter_pages_keep_their_words_and_links() -> None:
    article = html(
        '<article><table><tr><td><p>See <a href="#x"><span class="std">it</span></a></p>\n</td>'
        "<td><p>a</p><p>b</p></td></tr></table>"
        '<p><span class="caption-number">1</span> <span id="x">here</span></p></article>'
    )
    words = [part.text_content().split() for part in article.xpath(".//td | ./p")]
    lighten(article)
    assert [part.text_content().split() for part in article.xpath(".//td | ./p")] == words
    assert article.xpath(".//td[1]/a/@href") == ["#x"] and len(article.findall(".//td/p")) == 2
    assert [span.get("class") or span.get("id") for span in article.iter("span")] == ["caption-number", "x"]


def test_an_entry_of_the_bibliography_takes_two_paragraphs() -> None:
    entry = html(
        '<div role="doc-biblioentry"><span class="label"><span>[</span>IN04<span>]</span></span>'
        '<p><a href="https://example.org/x">Title</a>. Paper, 2026.</p>'
        '<p class="grade">News.</p><p>Rests on it: A.</p></div>'
    )
    article = html("<article></article>")
    article.append(entry)
    set_entry(entry)
    assert [" ".join(part.text_content().split()) for part in entry.findall("p")] == [
        "[IN04] Title. Paper, 2026.",
        "News. Rests on it: A.",
    ]
    adapt(Page("sources", article))
    first = article.find(".//p")
    assert first[-1].get("class") == "address" and first[-1].text.replace("\u200b", "") == "https://example.org/x"


def test_definitions_run_in_unless_something_links_to_them() -> None:
    plain = html("<div><dl><dt>Edition</dt><dd><p>2026 <b>now</b></p></dd></dl></div>")
    run_in(plain[0])
    assert plain.xpath("string(p)") == "Edition 2026 now" and plain.find("p/strong").text == "Edition"
    linked = html('<div><dl><dt id="term-x">Term</dt><dd><p>Meaning</p></dd></dl></div>')
    run_in(linked[0])
    assert linked.find("dl/dt") is not None
