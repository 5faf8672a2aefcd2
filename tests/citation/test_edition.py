"""An address is given when it is known, and never otherwise."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from report.citation.edition import base_url, edition_of
from report.errors import BadInput


@pytest.fixture
def root(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "_config.yml").write_text("title: A book\n")
    return tmp_path


def set_address(root, address):
    (root / "_config.yml").write_text(json.dumps({"html": {"baseurl": address}}))


@pytest.mark.parametrize("address", ["", None, "   "])
def test_no_address_is_no_address(root, address):
    set_address(root, address)
    assert base_url(root) == ""


def test_address_is_taken_without_its_last_slash(root):
    set_address(root, "https://example.org/book/")
    assert base_url(root) == "https://example.org/book"


@pytest.mark.parametrize("address", ["example.org", "ftp://example.org", "https://a b", 'https://a"onload=', "<x>"])
def test_what_is_no_web_address_is_refused(root, address):
    set_address(root, address)
    with pytest.raises(BadInput, match="no web address"):
        base_url(root)


def test_edition_is_named_by_year_and_month_and_of_the_shipped_data(root):
    edition = edition_of(root, root / "data", {})
    assert edition.name == f"{edition.day:%Y-%m}" and not edition.own and not edition.frozen


@pytest.mark.parametrize("settings", [{"last_year": "2023"}, {"edition_date": "2025-11-22"}])
def test_other_parameters_make_a_rebuild(root, settings):
    edition = edition_of(root, root / "data", settings)
    assert edition.own and "rebuilt" in edition.label


def test_other_data_make_a_rebuild_whatever_is_frozen(root):
    set_address(root, "https://example.org")
    (root / "editions" / "2026-11").mkdir(parents=True)
    (root / "editions" / "2026-11" / "manifest.json").write_text("{}")
    edition = edition_of(root, root / "elsewhere", {})
    assert edition.frozen and edition.own and edition.link("fig-a") == ""


def test_permanent_link_needs_address_frozen_edition_and_unchanged_content(root):
    set_address(root, "https://example.org")
    (root / "editions" / "2026-11").mkdir(parents=True)
    (root / "editions" / "2026-11" / "manifest.json").write_text("{}")
    edition = edition_of(root, root / "data", {})
    assert edition.link("fig-a") == "https://example.org/editions/2026-11/fig-a.html"
    changed = replace(edition, changed=frozenset({"fig-a"}))
    assert changed.link("fig-a") == "" and changed.link("fig-b") and not changed.is_frozen("fig-a")
