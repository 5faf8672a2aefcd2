"""The page on data names every table of the package under the label that other pages link to."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from report.errors import BadInput
from report.pages.datapage import GENERATED, citation, fill, label_of, parameters_table, producers, write_data_page
from report.pages.text import with_permanent_labels
from report.settings import Parameters

SHIPPED = Path(__file__).parents[2] / "data"


def a_table(name: str = "trade_flows", path: str = "trade/flows.csv", **more: Any) -> dict[str, Any]:
    """A resource with every key the page prints."""
    schema = {
        "fields": [{"name": "value_usd", "type": "number", "unit": "USD", "description": "Value, FOB"}],
        "primaryKey": ["year", "hs6"],
    }
    return {
        "name": name, "path": path, "title": "Trade flows", "description": "One value per pair.", "schema": schema,
        "producer": "CEPII", "citation": "Gaulier and Zignago (2010).", "doi": "10.5066/P1WKQ63T",
        "edition": "January 2026", "obtained": "2026-11-22", "checked": "Against totals.",
        "licenses": [{"title": "Etalab 2.0", "path": "https://example.org/licence"}],
        "bytes": 1234, "hash": "sha256:ab12", "rows": 484000, **more,
    }  # fmt: skip


def page(folder: Path, *resources: dict[str, Any]) -> str:
    """The generated text of a package of these resources."""
    (folder / "datapackage.json").write_text(json.dumps({"resources": resources}), encoding="utf-8")
    return write_data_page(folder)


def test_every_table_of_the_shipped_package_has_its_label_above_a_heading() -> None:
    lines = write_data_page(SHIPPED).splitlines()
    for entry in json.loads((SHIPPED / "datapackage.json").read_text(encoding="utf-8"))["resources"]:
        at = lines.index(f"(data-{entry['name'].replace('_', '-')})=")
        assert lines[at + 1].startswith("### ")


def test_labels_are_unique_and_accepted_by_the_page_writer() -> None:
    text = write_data_page(SHIPPED)
    labels = [line for line in text.splitlines() if line.startswith("(data-") and line.endswith(")=")]
    assert len(labels) == len(set(labels))
    assert with_permanent_labels(text, "data", "page data").count(")=") == text.count(")=")


def test_a_section_says_what_can_be_cited_and_checked(tmp_path: Path) -> None:
    text = page(tmp_path, a_table())
    assert label_of("trade_flows") == "data-trade-flows"
    assert "Producer\n: CEPII" in text
    assert "[doi:10.5066/P1WKQ63T](https://doi.org/10.5066/P1WKQ63T)" in text
    assert "[Etalab 2.0](https://example.org/licence)" in text
    assert "484,000 rows, 1,234 bytes, SHA-256 `ab12`" in text
    assert "Key\n: `year`, `hs6`" in text
    assert "* - `value_usd`\n  - number\n  - USD\n  - Value, FOB" in text


def test_what_a_record_does_not_say_is_left_out(tmp_path: Path) -> None:
    bare = {"name": "own", "path": "own.csv", "schema": {"fields": []}}
    text = page(tmp_path, bare)
    assert "(data-own)=\n### own" in text
    assert "Citation" not in text and "dropdown" not in text


def test_tables_of_one_folder_stand_together_in_the_order_of_the_package(tmp_path: Path) -> None:
    text = page(tmp_path, a_table("b", "trade/b.csv"), a_table("c", "c.csv"), a_table("a", "trade/a.csv"))
    labels = ("data-in-trade", "data-b", "data-a", "data-in-housekeeping", "data-c")
    places = [text.index(f"({label})=") for label in labels]
    assert places == sorted(places)


@pytest.mark.parametrize("typed", ["*bold*", "{{ key }}", "<b>", "[x](y)", "`code`", "| cell |", "$x$", "# no heading"])
def test_markup_in_data_shows_as_typed(tmp_path: Path, typed: str) -> None:
    text = page(tmp_path, a_table(title=typed, description=typed, producer=typed, checked=typed))
    assert f": {typed}\n" not in text and f"- {typed}\n" not in text
    assert "{{" not in text


@pytest.mark.parametrize(
    ("typed", "written"),
    [("- dash", "\\- dash"), ("+ plus", "\\+ plus"), ("79. facts", "79\\. facts"), ("% no", "\\% no")],
)
def test_a_text_that_looks_like_a_list_or_a_comment_stays_a_text(tmp_path: Path, typed: str, written: str) -> None:
    assert f"Producer\n: {written}" in page(tmp_path, a_table(producer=typed))


@pytest.mark.parametrize("address", ["javascript:alert(1)", "ledger/sources.csv", "data:text/html,x"])
def test_only_addresses_of_the_web_become_links(tmp_path: Path, address: str) -> None:
    text = page(tmp_path, a_table(doi=None, address=address, licenses=[{"title": "Own", "path": address}]))
    assert "](" not in text


def test_a_link_cannot_be_broken_out_of(tmp_path: Path) -> None:
    text = page(tmp_path, a_table(doi=None, address="https://example.org/a) <script> [b"))
    assert "(https://example.org/a%29%20%3Cscript%3E%20%5Bb)" in text


def test_corrections_of_a_table_are_counted_and_linked() -> None:
    text = write_data_page(SHIPPED)
    section = text[text.index("(data-production)=") : text.index("(data-production-totals)=")]
    assert "recorded, see {ref}`the corrections <data-corrections>`" in section


def test_the_parameters_table_names_every_parameter_with_its_limits() -> None:
    table = parameters_table()
    for name in Parameters.model_fields:
        assert f"* - `{name}`" in table
    assert "above 0, below 1" in table and "`2026-11-22`" in table and ".0`" not in table


def test_marks_are_replaced_and_other_text_stays(tmp_path: Path) -> None:
    page(tmp_path, a_table())
    filled = fill("\n\n".join(["Before", *GENERATED, "After"]), tmp_path)
    assert filled.startswith("Before") and filled.endswith("After")
    assert "<!--" not in filled and "(data-trade-flows)=" in filled
    assert fill("Nothing to fill", tmp_path / "none") == "Nothing to fill"


@pytest.mark.parametrize("name", ["data", "rerun", "cite"])
def test_the_text_pages_ask_only_for_what_can_be_written(name: str) -> None:
    text = (SHIPPED.parent / "book" / f"{name}.md").read_text(encoding="utf-8")
    assert any(mark in text for mark in GENERATED)
    assert "<!--" not in fill(text, SHIPPED)


def test_a_citation_names_the_edition_of_the_folder(tmp_path: Path) -> None:
    package = {"version": "2027-05", "created": "2027-05-03", "resources": []}
    (tmp_path / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    text = citation(tmp_path)
    assert "Project contributors: Canada" in text and "edition 2027-05" in text
    assert '  edition = "2027-05",' in text and "{{" not in text


def test_each_producer_is_cited_once_and_the_book_itself_not(tmp_path: Path) -> None:
    own = a_table("d", citation="Canada's Critical Minerals Partnerships, compiled.")
    page(tmp_path, a_table("a"), a_table("b"), a_table("c", citation="Another, https://example.org/c."), own)
    assert producers(tmp_path).count("Gaulier") == 1
    assert "[https://example.org/c](https://example.org/c)." in producers(tmp_path)
    assert producers(tmp_path).count("- ") == 2


def test_a_folder_without_a_package_is_bad_input(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no such file"):
        write_data_page(tmp_path)
