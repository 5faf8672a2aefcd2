"""Tools at figures and tables: in place, real links, nothing that needs a script."""

from __future__ import annotations

from dataclasses import replace

import pytest
from bs4 import BeautifulSoup

from report.citation.formats import all_forms
from report.errors import PageFault
from report.pages.toolbar import toolbar, with_toolbars

from ..citation.conftest import FIGURE

TABLE = replace(FIGURE, id="tbl-ind-flows", kind="table", place=replace(FIGURE.place, number="Table 2"))
PAGE = """<article><figure class="align-default" id="fig-ind-flows"><img src="a.svg"/><figcaption>
<p class="source">inside</p></figcaption></figure><p>after</p>
<table id="tbl-ind-flows"><tr><td>1</td></tr></table></div><p class="source">Source: x.</p><p>end</p></article>"""


def put_in(page: str = PAGE, records=(FIGURE, TABLE), frozen=()) -> BeautifulSoup:
    forms = {one.id: all_forms(one) for one in records}
    return BeautifulSoup(with_toolbars(page, records, forms, "../", frozen), "html.parser")


def test_tools_follow_the_figure_and_the_source_line_of_the_table():
    page = put_in()
    first, second = page.select(".report-tools")
    assert first.find_previous_sibling().name == "figure" and first.find_next_sibling().get_text() == "after"
    assert second.find_previous_sibling().get_text() == "Source: x." and second.find_next_sibling().get_text() == "end"


def test_page_is_otherwise_unchanged():
    page = put_in()
    for tools in page.select(".report-tools"):
        tools.decompose()
    assert "".join(str(page).split()) == "".join(str(BeautifulSoup(PAGE, "html.parser")).split())


def test_tools_of_a_figure_are_files_of_the_site():
    first, second = put_in().select(".report-tools")
    links = {link.get_text(): link["href"] for link in first.select(".tool-links a")}
    base = "../downloads/fig-ind-flows/fig-ind-flows"
    assert links == {
        "Data (CSV)": f"{base}.zip",
        "SVG": f"{base}.svg",
        "PNG 300 dpi": f"{base}.png",
        "Word": f"{base}.docx",
        "Link": "#fig-ind-flows",
    }
    assert [link.get_text() for link in second.select(".tool-links a")] == ["Data (CSV)", "Link"]


def test_link_leads_to_the_frozen_page_where_there_is_one():
    link = put_in(frozen={"fig-ind-flows"}).select_one(".tool-link")
    assert link["href"] == "../editions/2026-11/fig-ind-flows.html" and link["data-permanent"] == FIGURE.link


def test_citation_is_there_in_every_form_without_a_script():
    panel = put_in().select_one("details .cite-panel")
    forms = {form["data-format"]: form.select_one(".cite-words").get_text() for form in panel.select(".cite-form")}
    assert list(forms) == ["footnote", "text", "bibtex", "ris", "csl"]
    assert forms["footnote"].startswith("fig-ind-flows, edition 2026-11")
    assert forms["text"].endswith("Accessed [day you read it].")
    assert forms["bibtex"].startswith("@misc{") and forms["ris"].endswith("ER  -") and forms["csl"].startswith("[")


def test_every_tool_has_a_name_of_its_own():
    page = put_in()
    names = [tag["aria-label"] for tag in page.select("[aria-label]")]
    assert len(set(names)) == len(names)
    for tag in page.select(".tool-links a, summary"):
        assert tag.get_text().split()[0] in tag["aria-label"]


def test_text_from_data_is_escaped_and_nothing_runs():
    hostile = replace(FIGURE, title='<img src=x onerror="x()"> & </pre><script>', note="<b>")
    tools = BeautifulSoup(toolbar(hostile, all_forms(hostile), ""), "html.parser")
    assert not tools.select("script, img, b") and not [tag for tag in tools.find_all(True) if tag.get("onclick")]
    assert "<img src=x" in tools.get_text()


@pytest.mark.parametrize("page", ["<p>nothing</p>", '<figure id="fig-ind-flows"><p>never closed</p>'])
def test_figure_without_a_place_stops_the_build(page):
    with pytest.raises(PageFault, match="no place"):
        put_in(page, (FIGURE,))


def test_table_without_a_source_line_stops_the_build():
    with pytest.raises(PageFault, match="no place"):
        put_in('<table id="tbl-ind-flows"></table>', (TABLE,))
