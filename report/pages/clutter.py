"""Leave out what Jupyter Book puts on every page and this book does not use: a Sphinx extension and a step after it.

Thebe runs cells on an outside service. Its start-up script names that service, and is put in twice, which is an error
in the reader's console. The search index is as large as a chapter and serves the search page alone. Handlers written
into tags would be forbidden by the policy of the pages. The theme repeats the title for paper without quoting its
markup; the title of the page itself is printed instead. Sphinx calls references a list and its entries something else,
which a screen reader cannot follow.
"""

from __future__ import annotations

import re
from typing import Any

from .finish import Site

UNUSED = ("thebe", "mystnb", "togglebutton", "design-tabs")
LEFT_OVER = re.compile(
    r"\s*<script type=\"text/x-thebe-config\">.*?</script>"
    r"|\s*<script>(?:kernelName|let toggle|var toggle)[^<]*</script>"
    r"|\s*<meta name=\"docsearch:version\" content=\"\" />"
    r"|(?<=<div id=\"jb-print-docs-body\" class=\"onlyprint\">)\s*<h1>.*?</h1>(?=\s*<!-- Table of contents -->)",
    re.S,
)
SEARCH_ONLY = re.compile(r"\s*<script src=\"[^\"]*(?:searchtools|language_data|searchindex)\.js[^\"]*\"[^>]*></script>")
FALSE_LIST = re.compile(r"<div (?:role=\"list\" class=\"citation-list\"|class=\"citation-list\" role=\"list\")>")
HANDLER = re.compile(r"\s(?:onclick|onload|onerror)=\"[^\"]*\"")


def clear(site: Site) -> None:
    """Take out of every page of the theme what is left over."""
    for path in site.theme_pages():
        path.write_text(without_clutter(path.read_text(encoding="utf-8")), encoding="utf-8")


def without_clutter(page: str) -> str:
    """An HTML page without left-overs; the search index stays where results are shown."""
    page = FALSE_LIST.sub('<div class="citation-list">', HANDLER.sub("", LEFT_OVER.sub("", page)))
    return page if 'id="search-results"' in page else SEARCH_ONLY.sub("", page)


def is_used(asset: Any) -> bool:
    """Whether a script or style file of a page serves a reader of this book."""
    text = f"{getattr(asset, 'filename', asset)} {getattr(asset, 'attributes', {})}".lower()
    return not any(name in text for name in UNUSED)


def leave_out(app: Any, page: str, template: str, context: dict[str, Any], doctree: Any) -> None:
    """Drop the unused scripts and styles from a page before it is written."""
    for kind in ("script_files", "css_files"):
        context[kind] = [asset for asset in context.get(kind, []) if is_used(asset)]


def setup(app: Any) -> dict[str, bool]:
    """Register the filter, after the extensions that add the files."""
    app.connect("html-page-context", leave_out, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
