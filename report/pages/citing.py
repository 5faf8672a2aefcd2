"""After Jupyter Book: everything that serves citing, in one step, since all of it says the same of each declaration."""

from __future__ import annotations

from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING

from ..citation.edition import Edition, edition_of
from ..citation.history import history
from ..citation.producers import Producers
from ..citation.records import Record, records_of
from .downloads import SHOWN, references, write_all_references, write_downloads
from .indexes import write_indexes
from .linkeddata import citation_tags, datasets
from .places import places_of
from .toolbar import with_toolbars

if TYPE_CHECKING:
    from .finish import Site

FIRST_PAGE = "index.html"


def add_citing(site: Site) -> None:
    """Downloads, tools at figures and tables, indexes, and what machines read in the pages.

    Raises PageFault when a figure or table has no number, picture or place for its tools.
    """
    contents = {identity: entry.content for identity, entry in site.registry.entries.items()}
    edition = edition_of(site.root, site.data_dir, site.settings)
    past = history(site.root, edition.name, contents)
    edition = replace(edition, changed=past.changed)
    places = places_of(site.folder, site.contents, site.registry)
    records = records_of(site.registry.entries.values(), places, Producers(site.data_dir), edition, past.last)
    store = site.work / ".cache" / "png"
    with ThreadPoolExecutor(1) as meanwhile:
        written = meanwhile.submit(write_downloads, site.folder, site.pictures, store, records.values(), contents)
        forms = references(one for one in records.values() if one.kind not in SHOWN)
        write_indexes(site.folder, records.values())
        forms |= written.result()
    write_all_references(site.folder, list(records.values()), forms)
    write_tools(site, edition, records, forms)


def write_tools(site: Site, edition: Edition, records: dict[str, Record], forms: dict[str, dict[str, str]]) -> None:
    """Rewrite each page with its tools and its part of the linked data."""
    shown: dict[str, list[Record]] = defaultdict(list)
    for one in records.values():
        if one.kind in SHOWN:
            shown[one.place.page].append(one)
    frozen = {one for one in records if edition.is_frozen(one) and (site.folder / edition.page(one)).exists()}
    for page in {*shown, FIRST_PAGE}:
        path = site.folder / page
        text = with_toolbars(path.read_text(encoding="utf-8"), shown[page], forms, "../" * page.count("/"), frozen)
        head = datasets(shown[page]) + (citation_tags(edition, page) if page == FIRST_PAGE else "")
        path.write_text(text.replace("</head>", f"{head}</head>", 1), encoding="utf-8")
