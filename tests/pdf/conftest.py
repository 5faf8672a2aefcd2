"""A small built book as files: two chapters and what the registry holds of them; no notebook runs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from report.chapters import Chapter
from report.citation.edition import edition_of
from report.pdf.make import Book

STYLE = Path(__file__).resolve().parents[2] / "book" / "assets" / "print.css"
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="30" viewBox="0 0 60 30">'
    '<rect width="60" height="30" fill="#eee"/><text x="4" y="20">A</text></svg>'
)
INDEX = """<html><body><article class="bd-article"><section id="index">
<h1>Summary<a class="headerlink" href="#index">#</a></h1>
<p>India bought US$8.50 million, as <a class="reference internal" href="partners/ind.html#fig-ind-suppliers">
<span class="std std-numref">Fig. 1</span></a> shows; see
<a class="reference external" href="https://example.org/a/long_address/page.html">the report</a> and
<a href="https://example.org/a/long_address/page.html">it again</a>, or <a href="downloads/x.zip">a file</a>.</p>
<p class="claim" id="claim-index-first">India’s first.</p>
<script>alert(1)</script><button>Copy</button></section></article></body></html>"""
INDIA = """<html><body><article class="bd-article"><section id="ind-chapter"><h1>India</h1>
<section id="ind-suppliers"><h2>Who sells</h2><p>Shares are <math alttext="s_c" display="inline"
 xmlns="http://www.w3.org/1998/Math/MathML"><msub><mi>s</mi><mi>c</mi></msub></math>, and add up.</p>
<figure id="fig-ind-suppliers"><a class="reference internal image-reference" href="../_images/a.svg">
<img alt="Bars of one supplier" src="../_images/a.svg"/></a><figcaption><p><span class="caption-number">Fig. 1 </span>
<span class="caption-text">Suppliers by value</span></p></figcaption></figure>
<div class="report-tools"><a href="#">Cite</a></div>
<div class="pst-scrollable-table-container"><table class="report-table num-2 table" id="tbl-ind-suppliers"><caption>
<span class="caption-number">Table 1 </span><span class="caption-text">Suppliers</span></caption>
<thead><tr><th class="head"><p>Exporter</p></th><th class="head"><p>Value</p></th></tr></thead>
<tbody><tr><td><p>Canada</p></td><td><p>US$8.50 million</p></td></tr></tbody></table></div>
<p class="source">Source:
<a class="reference internal" href="../index.html#index"><span class="std std-ref">it</span></a>.</p>
<details><summary>More</summary><p>Inside the fold.</p></details>
<p id="index">The same id again, seen from
<a class="reference internal" href="#index"><span class="std std-ref">here</span></a>.</p>
</section></section></article></body></html>"""
ENTRIES = {
    "fig-ind-suppliers": {
        "kind": "figure",
        "name": "suppliers",
        "caption": "Suppliers by value",
        "alt": "Bars of one supplier",
        "data": {"columns": ["exporter", "value_usd"], "rows": [["Canada", 8.5e6], ["=1+1", None]]},
    },
    "tbl-ind-suppliers": {"kind": "table", "name": "suppliers", "caption": "Suppliers"},
    "claim-index-first": {"kind": "claim", "name": "first", "sentence": "India's first"},
    "val-ind-total": {"kind": "value", "name": "total", "text": "US$8.50 million", "unit": "usd"},
    "val-ind-unused": {"kind": "value", "name": "unused", "text": "77%", "unit": "share"},
}


@pytest.fixture
def book(tmp_path: Path) -> Book:
    """A built book of two pages in the test's own folder."""
    site = tmp_path / "_build" / "html"
    for name, text in {"index.html": INDEX, "partners/ind.html": INDIA, "_images/a.svg": SVG}.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text, encoding="utf-8")
    (tmp_path / "book" / "assets").mkdir(parents=True)
    (tmp_path / "book" / "assets" / "print.css").write_text(STYLE.read_text(encoding="utf-8"), encoding="utf-8")
    toc = "root: index\nparts:\n- caption: The partners\n  chapters:\n  - file: partners/ind\n"
    (tmp_path / "_toc.yml").write_text(toc, encoding="utf-8")
    (tmp_path / "_config.yml").write_text('title: "A Book\'s Name"\nauthor: Contributors\n', encoding="utf-8")
    (tmp_path / "_build" / "registry.json").write_text(json.dumps(ENTRIES), encoding="utf-8")
    contents = [
        Chapter("index", tmp_path / "notebooks" / "index.ipynb"),
        Chapter("partners/ind", tmp_path / "notebooks" / "partnership.ipynb", {"partner": "IND"}),
    ]
    return Book(
        root=tmp_path,
        work=tmp_path / "_build",
        entries=ENTRIES,
        contents=contents,
        edition=edition_of(tmp_path, tmp_path / "data", {}),
        title="A Book\u2019s Name",
        author="Contributors",
    )
