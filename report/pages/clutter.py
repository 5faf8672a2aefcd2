"""A Sphinx extension: leave out what Jupyter Book puts on every page and this book does not use.

Thebe runs cells on an outside service. Its start-up script names that service, and is put in twice, which is an error
in the reader's console.
"""

from __future__ import annotations

from typing import Any

UNUSED = ("thebe",)


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
