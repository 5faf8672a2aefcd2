"""Producers are named with their edition, once, before the project's own tables."""

from __future__ import annotations

import json

import pytest

from report.citation.producers import Producers, full_citations, short_names
from report.errors import BadInput


@pytest.fixture
def producers(package):
    descriptor = json.loads((package / "datapackage.json").read_text())
    for entry in descriptor["resources"]:
        if entry["name"] in {"partners", "minerals"}:
            entry["producer"], entry["edition"] = "This project", "2026-11"
    (package / "datapackage.json").write_text(json.dumps(descriptor))
    return Producers(package)


def test_producer_of_a_table_has_its_edition(producers):
    assert short_names([producers["trade_flows"]]) == "CEPII & BACI_1, January 2026"


def test_own_tables_come_last_and_in_one_piece(producers):
    named = [producers["partners"], producers["trade_flows"], producers["minerals"], producers["trade_flows"]]
    assert short_names(named) == "CEPII & BACI_1, January 2026; this book's tables partners and minerals"


def test_edition_is_added_to_a_citation_that_lacks_its_years(producers):
    from dataclasses import replace

    one = replace(producers["trade_flows"], citation="BACI 2010", edition="January 2026 release")
    assert full_citations([one]) == "BACI 2010, January 2026 release"
    assert full_citations([replace(one, citation="BACI, January 2026")]) == "BACI, January 2026"


def test_source_of_the_ledger_is_named_with_its_id(producers):
    assert producers["S001"].short == "Natural Resources Canada [S001]"
    assert "A list" in producers["S001"].citation


def test_unknown_source_is_refused_with_the_nearest(producers):
    with pytest.raises(BadInput) as caught:
        producers["trade_flow"]
    assert "trade_flows" in caught.value.cause
