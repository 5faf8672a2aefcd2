"""The step of a build that concerns editions: the run record, the editions' pages, the page *What changed*."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..pages.places import titles_of
from ..pages.runrecord import write_record
from .changes_page import body
from .pages import today, write_editions

if TYPE_CHECKING:
    from ..pages.finish import Site

MARK = '<div class="what-changed"></div>'


def editions(site: Site) -> None:
    """Write the run record and all pages on editions; raises PageFault when a check of the record fails."""
    latest = today(site)
    write_record(site, latest.manifest)
    diffs = write_editions(site, latest)
    put_in(site.folder / "changes.html", MARK, body(diffs, titles_of(site.folder, site.contents)))


def put_in(path: Path, mark: str, html: str) -> None:
    """Put HTML into the page at its mark; a book without that page goes without."""
    if path.exists():
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace(mark, html, 1), encoding="utf-8")
