"""The site is built aside and put in place whole."""

from __future__ import annotations

import os

import pytest

from report.pages import site
from report.safety.swap import put_in_place


def test_prepared_folder_holds_configuration_and_static_files_only(project, tmp_path):
    target = tmp_path / "source"
    target.mkdir()
    (target / "left over.md").touch()
    site.prepare(project, target)
    assert {"_config.yml", "_toc.yml", "assets"} <= {path.name for path in target.iterdir()}
    assert not (target / "left over.md").exists()
    assert not list(target.glob("*.md"))


def folder(path, text: str):
    path.mkdir(parents=True)
    (path / "index.html").write_text(text)
    return path


def test_published_site_takes_the_place_of_the_last(tmp_path):
    target = folder(tmp_path / "build/html", "old")
    (target / "gone.html").touch()
    put_in_place(folder(tmp_path / "next", "new"), target)
    assert [path.name for path in target.iterdir()] == ["index.html"]
    assert (target / "index.html").read_text() == "new"
    assert os.listdir(tmp_path / "build") == ["html"]


def test_first_site_needs_no_last_one(tmp_path):
    put_in_place(folder(tmp_path / "next", "new"), tmp_path / "build/html")
    assert (tmp_path / "build/html/index.html").read_text() == "new"


def test_failed_publication_keeps_the_last_site(tmp_path):
    target = folder(tmp_path / "build/html", "old")
    with pytest.raises(OSError):
        put_in_place(tmp_path / "nothing was built", target)
    assert (target / "index.html").read_text() == "old"
