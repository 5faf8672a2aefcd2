"""A Sphinx extension: a page's title in its print heading is text, whatever a name from the data holds.

The theme takes the title's markup apart and writes the bare text into the page again, where `<` would begin a tag.
"""

from __future__ import annotations

from html import escape
from typing import Any


def as_text(app: Any, page: str, template: str, context: dict[str, Any], doctree: Any) -> None:
    """Escape the title that the theme has put together."""
    if "pagetitle" in context:
        context["pagetitle"] = escape(str(context["pagetitle"]), quote=False)


def setup(app: Any) -> dict[str, bool]:
    """Register the step after the theme's own."""
    app.connect("html-page-context", as_text, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
