"""The sources become BibTeX entries that read back as written, with the grade and all that rests on them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from pybtex.database import Entry, parse_file
from pybtex.richtext import Text

from report.chapters import Chapter
from report.pages import bibliography, citations
from report.registry import Entry as Declared
from report.registry import Registry

HEAD = "source_id,title,publisher,url,published,kind,reliability,credibility,grade_reason,quotable\n"
SOURCES = HEAD + (
    "IN05,Cost & {share}: 50% of #1_a,E&E News,https://example.org/a_b--c?x=1&y=~2,2026-03-02,news,B,2,"
    "names officials,true\n"
    "KR09,A copy,Mirror,https://example.org/copy,,blog,E,4,reworded,false\n"
)
TABLES = {
    "sources": SOURCES,
    "milestones": "milestone_id,published\nM1,true\nM2,false\n",
    "milestone_sources": "milestone_id,source_id\nM1,IN05\nM2,IN05\n",
    "instrument_sources": "instrument_id,source_id\nIN-1,IN05\n",
    "partner_notes": "note_id,partner\nN-1,IND\n",
    "partner_note_sources": "note_id,source_id\nN-1,IN05\n",
    "contradictions": "contradiction_id,source_a,source_b\nK-1,IN05,\n",
    "claims": "claim_id,document\nC-1,KR09\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    resources = []
    for name, text in TABLES.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
        fields = [{"name": column} for column in text.partition("\n")[0].split(",")]
        resources.append({"name": name, "path": f"{name}.csv", "schema": {"fields": fields}})
    (tmp_path / "datapackage.json").write_text(json.dumps({"resources": resources}), encoding="utf-8")
    return tmp_path


def _registry() -> Registry:
    chapter = Chapter("landscape", Path("landscape.ipynb"))
    content = {"kind": "figure", "name": "timeline", "sources": ["IN05", "instruments"]}
    return Registry({"fig-landscape-timeline": Declared(chapter, content)})


def test_what_rests_on_a_source_is_found_in_every_link_table_and_unpublished_rows_are_not(folder: Path) -> None:
    found = {source: dict(tables) for source, tables in bibliography.what_rests_on(folder).items()}
    assert found["IN05"] == {
        "chapters": ["ind"],
        "contradictions": ["K-1"],
        "instruments": ["IN-1"],
        "milestones": ["M1"],
    }
    assert found["KR09"] == {"claims": ["C-1"]}


def test_entries_read_back_as_written(folder: Path) -> None:
    entries = parse_file(str(bibliography.write(folder, _registry(), folder))).entries
    fields = entries["IN05"].fields
    assert str(Text.from_latex(fields["title"])) == "Cost & (share): 50% of #1_a"
    assert citations.LATEX_ESCAPE.sub(r"\1", fields["url"]) == "https://example.org/a_b--c?x=1&y=%7E2"
    assert "fig: fig-landscape-timeline" in fields["restson"]
    assert "url" not in entries["KR09"].fields and "year" not in entries["KR09"].fields


def test_a_folder_without_sources_gives_an_empty_file(tmp_path: Path) -> None:
    (tmp_path / "datapackage.json").write_text('{"resources": []}', encoding="utf-8")
    assert bibliography.write(tmp_path, Registry(), tmp_path).read_text(encoding="utf-8") == ""


def test_letter_and_digit_stand_apart() -> None:
    entry = Entry("misc", fields={"kind": "news", "reliability": "B", "credibility": "2", "gradereason": "50\\% seen"})
    assert citations.grade(entry) == "News. Source: B. Information: 2. Why: 50% seen."


PAGE = """
(sources)=
# Sources

See {cite}`IN05`.

```{list-table} A record
:name: tbl-instruments-in-1

* - [**M1**]{#milestones-m1} and [**K-1**]{#contradictions-k-1}
```

```{figure} a.svg
:name: fig-landscape-timeline
A timeline
```

(ind-chapter)=
## India

[C-1]{#claims-c-1}

```{bibliography}
:all:
```
"""


def test_a_citation_leads_to_its_entry_and_the_entry_to_what_rests_on_it(folder: Path) -> None:
    page, warned = _built(folder, PAGE)
    assert not warned
    entry = page.find(id="source-in05")
    assert page.find("a", href="#source-in05").get_text() == "IN05"
    assert [label.get_text() for label in page.select(".citation .label")] == ["[IN05]", "[KR09]"]
    targets = {link["href"] for link in entry.find_all("a")}
    assert {"#tbl-instruments-in-1", "#milestones-m1", "#contradictions-k-1", "#ind-chapter"} <= targets
    assert "#fig-landscape-timeline" in targets
    assert not page.find(id="source-kr09").find_all("a", href=lambda href: href.startswith("http"))


def test_a_link_that_leads_nowhere_is_a_warning(folder: Path) -> None:
    _, warned = _built(folder, PAGE.replace("[**M1**]{#milestones-m1}", "M1"))
    assert "milestones-m1" in warned


def _built(folder: Path, markdown: str) -> tuple[BeautifulSoup, str]:
    import io

    from sphinx.application import Sphinx
    from sphinx.util.docutils import docutils_namespace, patch_docutils

    source = folder / "source"
    source.mkdir()
    bibliography.write(folder, _registry(), source)
    (source / "index.md").write_text(markdown, encoding="utf-8")
    (source / "a.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', encoding="utf-8")
    (source / "conf.py").write_text(
        'extensions = ["myst_parser", "report.pages.labels", "report.pages.citations"]\n'
        'myst_enable_extensions = ["attrs_inline"]\nnumfig = True\nhtml_theme = "basic"\n'
        'bibtex_bibfiles = ["references.bib"]\nbibtex_default_style = "ledger"\nbibtex_cite_id = "source-{key}"\n',
        encoding="utf-8",
    )
    warned = io.StringIO()
    with patch_docutils(source), docutils_namespace():
        Sphinx(source, source, folder / "html", folder / "trees", "html", status=None, warning=warned).build()
    page = BeautifulSoup((folder / "html" / "index.html").read_text(encoding="utf-8"), "html.parser")
    return page.select_one("div.body"), warned.getvalue()
