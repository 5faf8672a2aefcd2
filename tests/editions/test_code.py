"""A notebook's code is its cells and what it imports; comments, docstrings and parameters are not."""

from __future__ import annotations

import pytest

from report.editions import code
from report.notebooks import Notebook

from ..project import REPOSITORY, edit_notebook, write_project


def test_a_notebook_rests_on_what_it_imports_and_that_on_more() -> None:
    modules = code.chapter_modules(Notebook(REPOSITORY / "notebooks" / "mineral.ipynb"))
    assert {"report.analysis.trade", "report.declare", "report.formats", "report.tabledata"} <= set(modules)
    assert "report.editions.freeze" not in modules


def test_comments_and_parameters_are_no_method(tmp_path) -> None:
    path = write_project(tmp_path) / "notebooks" / "partnership.ipynb"
    before = code.notebook_code(Notebook(path))
    edit_notebook(path, "last_year = 2024", "last_year = 2023")
    edit_notebook(path, "import altair as alt", "import altair as alt  # for charts")
    assert code.notebook_code(Notebook(path)) == before
    edit_notebook(path, ".nlargest(5", ".nlargest(4")
    assert code.notebook_code(Notebook(path)) != before


def test_docstrings_are_no_method(monkeypatch: pytest.MonkeyPatch) -> None:
    digests = set()
    for text in ('"""One."""\ndef f():\n    """Two."""\n    return 1\n', "def f():\n    return 1  # three\n"):
        monkeypatch.setattr(code, "_tree", lambda name, text=text: code.ast.parse(text))
        digests.add(code.module_code.__wrapped__("report.x"))
    assert len(digests) == 1
