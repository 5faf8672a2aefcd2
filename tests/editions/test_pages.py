"""A build leaves its record, pages of every edition and the page What changed; a page that lies stops it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from report.chapters import chapters
from report.editions.freeze import freeze
from report.editions.step import editions
from report.errors import PageFault
from report.pages.finish import Site
from report.pages.runrecord import stability
from report.registry import Registry

from ..project import edit_text
from .editions import record_of


@pytest.fixture
def site(book: Path) -> Site:
    """The small book, built but for the step under test."""
    contents = chapters(book, book / "data")
    paths = {one.page: book / "_build" / "notebooks" / f"{one.page}.ipynb" for one in contents if one.is_notebook}
    folder = Path(shutil.copytree(book / "_build" / "html", book / "site"))
    for name, mark in (("changes", "what-changed"), ("edition", "run-record")):
        (folder / f"{name}.html").write_text(f'<html><body><div class="{mark}"></div></body></html>', encoding="utf-8")
    return Site(
        folder=folder,
        pictures=folder / "_images",
        root=book,
        work=book / "_build",
        data_dir=book / "data",
        contents=contents,
        registry=Registry.read(paths, contents),
        settings={},
        executed=paths,
    )


def text_of(path: Path) -> str:
    return BeautifulSoup(path.read_text(encoding="utf-8"), "lxml").get_text(" ", strip=True)


def test_the_record_says_what_the_build_was_made_from(site: Site) -> None:
    editions(site)
    record = json.loads((site.folder / "manifest.json").read_text(encoding="utf-8"))
    assert record["counts"] == {"pages": 5, "figures": 2, "tables": 2, "values": 7, "claims": 1}
    assert record["tables"]["trade_flows"]["hash"].startswith("sha256:")
    assert set(record["seconds"]) == {"index", "partners/ind", "partners/mex"}
    assert str(site.root) not in (site.folder / "manifest.json").read_text(encoding="utf-8")
    shown = text_of(site.folder / "edition.html")
    for word in ("Complete", "Stable", "Consistent", "trade_flows", "2026-11"):
        assert word in shown


def test_stable_is_said_only_of_equal_inputs_and_equal_results(site: Site) -> None:
    editions(site)
    path = site.work / "manifest.json"
    record = json.loads(path.read_text(encoding="utf-8"))
    assert stability(path, record) == "same"
    assert stability(path, {**record, "registry": "another"}) == "differs"
    assert stability(path, {**record, "parameters": {}}) == "no earlier build"
    assert stability(path.with_name("none.json"), record) == "no earlier build"


def test_an_open_edition_has_pages_that_say_so(site: Site) -> None:
    editions(site)
    folder = site.folder / "editions" / "2026-11"
    assert {path.stem for path in folder.glob("*.html")} == {"index", *site.registry.entries}
    assert "Not frozen yet" in text_of(folder / "fig-ind-suppliers.html")
    assert "No edition is frozen yet" in text_of(site.folder / "changes.html")


def test_a_frozen_edition_shows_what_was_cited(site: Site) -> None:
    record_of(site.root)
    freeze(site.root, "2026-11")
    editions(site)
    folder = site.folder / "editions" / "2026-11"
    assert (folder / "fig-ind-suppliers.svg").exists()
    page = text_of(folder / "fig-ind-suppliers.html")
    assert "Frozen: this page keeps what was cited" in page and "It reads the same today" in page
    assert "Since edition 2026-11" in text_of(site.folder / "changes.html")


def test_links_and_pictures_of_the_pages_lead_somewhere(site: Site) -> None:
    editions(site)
    for path in (site.folder / "editions").rglob("*.html"):
        soup = BeautifulSoup(path.read_text(encoding="utf-8"), "lxml")
        assert not soup.find_all("script")
        targets = [node["href"] for node in soup.select("a[href], link[href]")] + [
            node["src"] for node in soup.select("img")
        ]
        for target in targets:
            assert (path.parent / target.partition("#")[0]).exists(), f"{path.name}: {target}"


@pytest.mark.parametrize(
    ("page", "old", "new"),
    [
        ("partners/ind", "US$80.0 million", "US$81.0 million"),
        ("index", "Two minerals are followed", "Three are followed"),
    ],
)
def test_a_page_that_says_something_else_stops_the_build(site: Site, page: str, old: str, new: str) -> None:
    edit_text(site.folder / f"{page}.html", old, new)
    with pytest.raises(PageFault, match="not what was declared"):
        editions(site)


def test_a_page_that_is_missing_stops_the_build(site: Site) -> None:
    (site.folder / "methods.html").unlink()
    with pytest.raises(PageFault, match="no page"):
        editions(site)
