"""A tiny Sphinx project to see what a piece of MyST becomes."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

CONFIGURATION = """
extensions = ["myst_parser", "report.pages.labels"]
myst_enable_extensions = ["attrs_block", "attrs_inline", "colon_fence", "deflist", "substitution", "fieldlist"]
numfig = True
html_theme = "basic"
"""


@pytest.fixture
def rendered(tmp_path: Path) -> Callable[[str], tuple[BeautifulSoup, str]]:
    """Function from the MyST of a page to its body and Sphinx's warnings."""
    from sphinx.application import Sphinx
    from sphinx.util.docutils import docutils_namespace, patch_docutils

    def render(markdown: str) -> tuple[BeautifulSoup, str]:
        source, output = tmp_path / "source", tmp_path / "html"
        source.mkdir()
        (source / "conf.py").write_text(CONFIGURATION, encoding="utf-8")
        (source / "index.md").write_text(markdown, encoding="utf-8")
        (source / "a.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', encoding="utf-8")
        warned = io.StringIO()
        with patch_docutils(source), docutils_namespace():
            Sphinx(source, source, output, tmp_path / "doctrees", "html", status=None, warning=warned).build()
        page = BeautifulSoup((output / "index.html").read_text(encoding="utf-8"), "html.parser")
        return page.select_one("div.body"), warned.getvalue()

    return render
