"""What executed notebooks declared, under permanent ids."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

from report.chapters import Chapter
from report.errors import BadInput, BrokenClaim
from report.registry import MIME, Entry, Registry, describe_broken

INDIA = Chapter("partners/ind", Path("notebooks/partnership.ipynb"), {"partner": "IND"})
COBALT = Chapter("minerals/cobalt", Path("notebooks/mineral.ipynb"), {"mineral": "cobalt"})


def claim(holds: bool, name: str = "largest") -> Entry:
    return Entry(
        INDIA, {"kind": "claim", "name": name, "sentence": "It is", "holds": holds, "found": "B", "expected": "A"}
    )


@pytest.mark.parametrize(
    "chapter, kind, name, identity",
    [
        (INDIA, "figure", "export-share", "fig-ind-export-share"),
        (INDIA, "table", "suppliers", "tbl-ind-suppliers"),
        (INDIA, "value", "canada_share", "val-ind-canada-share"),
        (COBALT, "claim", "largest", "claim-mineral-cobalt-largest"),
    ],
)
def test_ids_are_kind_chapter_name(chapter, kind, name, identity):
    assert Entry(chapter, {"kind": kind, "name": name}).id == identity


def test_value_key_on_other_pages():
    assert Entry(COBALT, {"kind": "value", "name": "canada_share"}).key == "mineral_cobalt_canada_share"


def executed(path: Path, *bundles: dict) -> Path:
    cell = nbformat.v4.new_code_cell("x")
    cell.outputs = [nbformat.v4.new_output("display_data", data=bundle) for bundle in bundles]
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("a"), cell]), path)
    return path


def test_registry_reads_declarations_in_order(tmp_path):
    drawn = {"application/vnd.vegalite.v5+json": {"mark": "bar"}, "text/plain": "Figure"}
    path = executed(
        tmp_path / "a.ipynb",
        {"text/plain": "other"},
        {MIME: {"kind": "figure", "name": "a"}, **drawn},
        {MIME: {"kind": "value", "name": "b"}},
    )
    found = Registry.read({"partners/ind": path}, [COBALT, INDIA])
    assert list(found.entries) == ["fig-ind-a", "val-ind-b"]
    assert found.entries["fig-ind-a"].drawing == {"application/vnd.vegalite.v5+json": {"mark": "bar"}}
    assert list(found.values()) == ["ind_b"]


def test_id_declared_twice_is_refused(tmp_path):
    path = executed(
        tmp_path / "a.ipynb", {MIME: {"kind": "value", "name": "b"}}, {MIME: {"kind": "value", "name": "b"}}
    )
    with pytest.raises(BadInput, match="val-ind-b is declared twice") as caught:
        Registry.read({"partners/ind": path}, [INDIA])
    assert "partnership.ipynb" in str(caught.value)


def test_claims_that_hold_pass():
    Registry({"a": claim(True)}).require_claims()


def test_broken_claims_are_all_listed_with_expected_and_found():
    registry = Registry({"a": claim(False), "b": claim(True, "b"), "c": claim(False, "other")})
    with pytest.raises(BrokenClaim, match="2 finding") as caught:
        registry.require_claims()
    assert caught.value.exit_code == 3
    assert describe_broken(claim(False)) == "claim-ind-largest: \"It is\" expected 'A', found 'B'"
    assert "claim-ind-largest" in str(caught.value) and "claim-ind-other" in str(caught.value)
