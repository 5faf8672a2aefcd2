"""A finished build is frozen once, small, whole, the same each time; what is not the build is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from report.editions.edition import built, frozen_names, read
from report.editions.freeze import freeze
from report.editions.verify import check_editions
from report.errors import BadInput

from ..project import content_of, edit_notebook, edit_text
from .editions import record_of


@pytest.fixture
def root(book: Path) -> Path:
    record_of(book)
    return book


def test_an_edition_holds_what_the_build_declared(root: Path) -> None:
    freeze(root, "2026-11")
    kept, now = read(root, "2026-11"), built(root)
    assert frozen_names(root) == ["2026-11"]
    assert kept.entries == now.entries
    assert kept.entries["claim-index-two-minerals"]["holds"] is True
    assert kept.picture("fig-ind-suppliers").lstrip().startswith("<svg")
    assert kept.table("minerals").equals(now.table("minerals"))
    assert kept.table("trade_flows").to_dict("list") == now.table("trade_flows").to_dict("list")
    assert kept.manifest["parameters"]["last_year"] == 2024
    assert check_editions(root) == []


def test_an_edition_is_never_written_again(root: Path) -> None:
    freeze(root, "2026-11")
    before = content_of(root / "editions")
    with pytest.raises(BadInput, match="frozen already"):
        freeze(root, "2026-11")
    assert content_of(root / "editions") == before


def test_freezing_twice_gives_the_same_bytes(root: Path) -> None:
    one = content_of(freeze(root, "2026-11"))
    other = content_of(freeze(root, "2026-12"))
    for name in one.keys() - {"manifest.json", "SHA256SUMS"}:
        assert one[name] == other[name], name
    assert json.loads(one["manifest.json"])["edition"] == "2026-11"


def test_nothing_of_this_machine_is_frozen(root: Path) -> None:
    text = (freeze(root, "2026-11") / "manifest.json").read_text(encoding="utf-8")
    assert str(root) not in text
    assert "data_dir" not in text


@pytest.mark.parametrize("name", ["november", "2026", "../2026-11", "2026-11-22/x", ""])
def test_a_name_is_a_year_and_a_month(root: Path, name: str) -> None:
    with pytest.raises(BadInput, match="not the name of an edition"):
        freeze(root, name)


def test_only_a_back_cast_is_named_so(root: Path) -> None:
    with pytest.raises(BadInput, match="back-cast"):
        freeze(root, "2026-11-backcast")


def test_without_a_build_there_is_nothing_to_freeze(project: Path) -> None:
    with pytest.raises(BadInput, match="no finished build"):
        freeze(project, "2026-11")


def test_data_changed_since_the_build_are_refused(root: Path) -> None:
    edit_text(root / "data" / "reference" / "minerals.csv", "Cobalt", "Kobalt")
    with pytest.raises(BadInput, match="tables changed"):
        freeze(root, "2026-11")
    assert not (root / "editions" / "2026-11").exists()


def test_code_changed_since_the_build_is_refused_and_a_comment_is_not(root: Path) -> None:
    edit_notebook(root / "notebooks" / "index.ipynb", "import report", "import report  # a comment")
    freeze(root, "2026-11")
    edit_notebook(root / "notebooks" / "index.ipynb", "expected=2", "expected=3")
    with pytest.raises(BadInput, match="chapters changed"):
        freeze(root, "2026-12")


def test_an_unknown_edition_names_the_nearest(root: Path) -> None:
    freeze(root, "2026-11")
    with pytest.raises(BadInput) as error:
        read(root, "2026-12")
    assert "2026-11" in str(error.value)
