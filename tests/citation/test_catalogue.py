"""The indexes for machines are written and read back, and a misspelt id is answered with the nearest."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from report.citation.catalogue import find, read_catalogues, write_catalogues
from report.citation.edition import CHANGED
from report.errors import BadInput


@pytest.fixture
def value(figure):
    return replace(
        figure, id="val-ind-total", kind="value", title="total: US$5", value=5.25, unit="usd", alt="", note=""
    )


def test_records_come_back_as_they_were(figure, value, tmp_path):
    write_catalogues(tmp_path, [figure, value])
    assert read_catalogues(tmp_path) == {figure.id: figure, value.id: value}


def test_changed_records_come_back_without_a_link(at, tmp_path):
    record = at(changed=frozenset({"fig-ind-flows"}))
    write_catalogues(tmp_path, [record])
    assert read_catalogues(tmp_path)["fig-ind-flows"].status == CHANGED


def test_index_names_sources_with_licence_and_vintage(figure, value, tmp_path):
    write_catalogues(tmp_path, [figure, value])
    content = json.loads((tmp_path / "figures.json").read_text())
    assert content["sources"]["trade_flows"]["license"]["path"] == "https://example.org/licence"
    item = content["items"]["fig-ind-flows"]
    assert item["vintage"] == ["January 2026 release / 2005-2024"] and item["last_change"] == "2026-11"
    assert json.loads((tmp_path / "values.json").read_text())["items"]["val-ind-total"]["value"] == 5.25


def test_misspelt_id_is_answered_with_the_nearest(figure):
    with pytest.raises(BadInput, match="nothing has the id") as caught:
        find({figure.id: figure}, "fig-ind-flow")
    assert "did you mean fig-ind-flows" in caught.value.cause


def test_id_of_no_kind_is_answered_with_how_ids_begin(figure):
    with pytest.raises(BadInput) as caught:
        find({figure.id: figure}, "zzz")
    assert "ids begin with" in caught.value.cause


def test_without_a_book_the_next_step_is_named(tmp_path):
    with pytest.raises(BadInput) as caught:
        read_catalogues(tmp_path)
    assert "make book" in caught.value.next_step
