"""Each fault of a built site is found and named."""

from __future__ import annotations

from pathlib import Path

import pytest

from report.chapters import Chapter
from report.errors import PageFault
from report.pages.inspect import inspect_page, inspect_site
from report.registry import Entry, Registry

INDIA = Chapter("ind", Path("notebooks/partnership.ipynb"))
WORDS = "word " * 60
GOOD = (
    f'<html><body><article><section id="ind"><h1>India</h1><p>{WORDS}</p>'
    '<figure id="fig-ind-share"><img alt="Bars" src="a.svg"></figure><table id="tbl-ind-top"></table>'
    '<p id="claim-ind-largest">It is.</p></section></article></body></html>'
)


def page(tmp_path: Path, html: str) -> Path:
    (tmp_path / "ind.html").write_text(html, encoding="utf-8")
    return tmp_path


def registry(*names: tuple[str, str]) -> Registry:
    found = Registry()
    for kind, name in names:
        found.add(Entry(INDIA, {"kind": kind, "name": name}))
    return found


ALL = (("figure", "share"), ("table", "top"), ("claim", "largest"), ("value", "total"))


def test_good_page_has_no_faults(tmp_path):
    assert inspect_site(page(tmp_path, GOOD), ["ind"], registry(*ALL)) == {"pages": 1, "figures": 1, "tables": 1}


@pytest.mark.parametrize(
    "old, new, fault",
    [
        (WORDS, "few words", "only 5 words"),
        ("<h1>India</h1>", "", "no title"),
        ("<p>word", "<p>{{ total }} word", "a value was not put in: {{ total }}"),
        ('alt="Bars"', 'alt="{{ total }}"', "a value was not put in: {{ total }}"),
        ('alt="Bars"', 'alt=" "', "no alt text: a.svg"),
        ('alt="Bars" ', "", "no alt text: a.svg"),
        ("<p>word", '<div class="output text_plain">&lt;alt.Chart&gt;</div><p>word', "raw output: <alt.Chart>"),
        ("<p>word", '<div class="cell_output"><pre>raw</pre></div><p>word', "raw output: raw"),
        ('id="ind"', 'id="id3"', "a heading without a label: India"),
        ('id="fig-ind-share"', "", "fig-ind-share is declared and on no page"),
        ('id="claim-ind-largest"', "", "claim-ind-largest is declared and on no page"),
        ('id="tbl-ind-top"', 'id="tbl-ind-other"', "tbl-ind-other is on a page and not declared"),
        ("</article>", '<p id="fig-ind-share"></p></article>', "fig-ind-share is on 2 pages"),
    ],
)
def test_fault_is_found(tmp_path, old, new, fault):
    assert old in GOOD
    with pytest.raises(PageFault) as caught:
        inspect_site(page(tmp_path, GOOD.replace(old, new)), ["ind"], registry(*ALL))
    assert fault in str(caught.value)
    assert caught.value.exit_code == 5


def test_missing_page_is_found(tmp_path):
    with pytest.raises(PageFault, match="mex: the page is missing"):
        inspect_site(page(tmp_path, GOOD), ["ind", "mex"], registry(*ALL))


def test_page_is_judged_by_its_article(tmp_path):
    html = GOOD.replace("<body>", "<body><script>var template = '{{ x }}'</script><nav>{{ y }}</nav>")
    assert inspect_page(str(page(tmp_path, html) / "ind.html"))[0] == []
