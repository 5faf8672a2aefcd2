"""Indexes, linked data and the places they are built from."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup

from report.chapters import Chapter
from report.citation.producers import Producer
from report.errors import PageFault
from report.pages.indexes import write_indexes
from report.pages.linkeddata import citation_tags, dataset, datasets
from report.pages.places import numbers_of, places_of, title_of
from report.registry import Entry, Registry

from ..citation.conftest import EDITION, FIGURE, LEDGER, TRADE

OPEN = replace(FIGURE, producers=(TRADE,))
PAGE = """<h1>India &amp; <code>Canada</code><a class="headerlink" href="#x">#</a></h1>
<figure id="fig-ind-a"><span class="caption-number">Fig. 9 </span></figure>
<table id="tbl-ind-b"><caption><span class="caption-number">Table 14 </span></caption></table><p id="tbl-ind-c"></p>"""


def test_title_and_numbers_are_read_from_the_page():
    assert title_of(PAGE) == "India & Canada"
    assert numbers_of(PAGE) == {"fig-ind-a": "Figure 9", "tbl-ind-b": "Table 14"}


def test_figure_without_a_number_stops_the_build(tmp_path):
    chapter = Chapter("ind", tmp_path / "ind.ipynb")
    (tmp_path / "ind.html").write_text(PAGE)
    registry = Registry()
    registry.add(Entry(chapter, {"kind": "figure", "name": "a"}))
    registry.add(Entry(chapter, {"kind": "value", "name": "v"}))
    places = places_of(tmp_path, [chapter], registry)
    assert places["fig-ind-a"].number == "Figure 9" and places["val-ind-v"].anchor == ""
    registry.add(Entry(chapter, {"kind": "table", "name": "c"}))
    with pytest.raises(PageFault, match="no number"):
        places_of(tmp_path, [chapter], registry)


def test_index_lists_every_record_with_link_id_chapter_sources_and_last_change(tmp_path):
    (tmp_path / "figures.html").write_text('<div id="report-index-figures"></div>')
    claim = replace(FIGURE, id="claim-ind-x", kind="claim")
    write_indexes(tmp_path, [FIGURE, claim])
    page = BeautifulSoup((tmp_path / "figures.html").read_text(), "html.parser")
    [row] = page.select("tbody tr")
    assert row.a["href"] == "partners/ind.html#fig-ind-flows" and row.a.get_text().startswith("Figure 9. Canada sold")
    words = [cell.get_text() for cell in row.select("td")]
    assert words[1].startswith("fig-ind-flows") and words[2] == "India" and words[4] == "2026-11"
    assert "CEPII BACI" in words[3] and "covers 2005-2024" in words[3]
    assert not page.select("[id^=fig-]")
    assert list(json.loads((tmp_path / "values.json").read_text())["items"]) == ["claim-ind-x"]


def test_book_without_the_pages_still_has_the_files(tmp_path):
    write_indexes(tmp_path, [FIGURE])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["figures.json", "values.json"]


def test_dataset_names_licence_provenance_and_author():
    found = dataset(OPEN)
    assert found["license"] == ["https://example.org/licence"] and found["creator"]["name"] == "Project contributors"
    assert found["isBasedOn"][0]["url"] == "https://example.org/baci" and found["url"] == FIGURE.link
    assert found["distribution"][0]["contentUrl"].startswith("https://example.org/book/downloads/")


def test_dataset_without_an_address_of_the_site_has_none():
    found = dataset(replace(OPEN, edition=replace(EDITION, base_url="")))
    assert "url" not in found and "distribution" not in found


def test_only_figures_whose_every_source_has_a_licence_are_datasets():
    unlicensed = Producer("x", "X", "X", "X")
    records = [OPEN, FIGURE, replace(OPEN, id="fig-b", producers=(TRADE, unlicensed)), replace(OPEN, kind="table")]
    script = BeautifulSoup(datasets(records), "html.parser").script
    graph = json.loads(script.string)["@graph"]
    assert [one["identifier"] for one in graph] == ["fig-ind-flows-2026-11"]
    assert datasets([FIGURE]) == "" and LEDGER.license == ()


def test_text_cannot_end_the_script():
    script = datasets([replace(OPEN, title="</script><script>x()")])
    assert script.count("</script>") == 1
    assert json.loads(BeautifulSoup(script, "html.parser").script.string)["@graph"][0]["name"].startswith("</script>")


def test_landing_page_is_described_and_has_an_address_only_when_there_is_one():
    tags = BeautifulSoup(citation_tags(EDITION, "index.html"), "html.parser").select("meta")
    found = {tag["name"]: tag["content"] for tag in tags}
    assert found["citation_author"] == "Project contributors" and "2026-11" in found["citation_title"]
    assert found["citation_fulltext_html_url"] == "https://example.org/book/index.html"
    assert "fulltext" not in citation_tags(replace(EDITION, base_url=""), "index.html")
