"""The table of contents joined to notebooks, partners, minerals and texts."""

from __future__ import annotations

import pytest

from report.chapters import Chapter, chapters, pages_in_order
from report.errors import BadInput

from .project import edit_text, write_notebook


def contents(project) -> list[Chapter]:
    return chapters(project, project / "data")


def test_pages_are_in_reading_order(project):
    assert pages_in_order(project) == ["index", "partners/ind", "partners/mex", "methods", "data"]


def test_each_page_has_its_source_and_parameters(project):
    found = {chapter.page: (chapter.source.name, chapter.parameters) for chapter in contents(project)}
    assert found == {
        "index": ("index.ipynb", {}),
        "partners/ind": ("partnership.ipynb", {"partner": "IND"}),
        "partners/mex": ("partnership.ipynb", {"partner": "MEX"}),
        "methods": ("methods.md", {}),
        "data": ("data.md", {}),
    }


def test_mineral_page_takes_its_mineral(project):
    edit_text(
        project / "data/reference/minerals.csv",
        "cobalt,cobalt,battery,true,true,Cobalt,true,false",
        "cobalt,cobalt,battery,true,true,Cobalt,true,true",
    )
    edit_text(project / "_toc.yml", "      - file: methods", "      - file: minerals/cobalt\n      - file: methods")
    write_notebook(project / "notebooks/mineral.ipynb", "# %% tags=parameters\nmineral = 'lithium'\n")
    cobalt = next(chapter for chapter in contents(project) if chapter.page == "minerals/cobalt")
    assert (cobalt.id, cobalt.parameters, cobalt.is_parameterized) == ("mineral-cobalt", {"mineral": "cobalt"}, True)


def test_ids_and_kinds(project):
    found = {chapter.page: (chapter.id, chapter.is_notebook, chapter.is_parameterized) for chapter in contents(project)}
    assert found["partners/ind"] == ("ind", True, True)
    assert found["index"] == ("index", True, False)
    assert found["methods"] == ("methods", False, False)


def test_partner_without_a_page_is_refused_with_the_line_to_add(project):
    edit_text(project / "_toc.yml", "      - file: partners/mex\n", "")
    with pytest.raises(BadInput, match="'partners/mex' is in the data but not in the table of contents") as caught:
        contents(project)
    assert "add the line `- file: partners/mex`" in str(caught.value)
    assert "_toc.yml" in str(caught.value)


def test_page_without_a_source_is_refused(project):
    edit_text(project / "_toc.yml", "partners/ind", "partners/ind\n      - file: partners/idn")
    with pytest.raises(BadInput, match="page 'partners/idn' has no notebook") as caught:
        contents(project)
    assert "did you mean partners/ind" in str(caught.value)


def test_page_listed_twice_is_refused(project):
    edit_text(project / "_toc.yml", "file: methods", "file: data")
    with pytest.raises(BadInput, match="page 'data' is listed twice"):
        contents(project)


@pytest.mark.parametrize("text", ["a: [", None])
def test_unreadable_contents_are_refused(project, text):
    (project / "_toc.yml").unlink()
    if text:
        (project / "_toc.yml").write_text(text)
    with pytest.raises(BadInput, match="_toc.yml"):
        contents(project)


def test_missing_table_of_partners_is_refused(project):
    (project / "data/reference/partners.csv").unlink()
    with pytest.raises(BadInput, match="partners.csv"):
        contents(project)


def test_table_without_the_partners_column_is_refused(project):
    edit_text(project / "data/reference/partners.csv", "partner,", "code,")
    with pytest.raises(BadInput, match="no column 'partner'"):
        contents(project)


def test_missing_notebook_of_a_family_is_refused(project):
    (project / "notebooks/partnership.ipynb").unlink()
    with pytest.raises(BadInput, match="page 'partners/ind' needs this notebook"):
        contents(project)
