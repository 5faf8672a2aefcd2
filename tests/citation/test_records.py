"""A record says what the declaration says, on one line, with the sentence that carries the number."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from report.chapters import Chapter
from report.citation.producers import Producers
from report.citation.records import Place, records_of
from report.registry import Entry

from .conftest import EDITION

INDIA = Chapter("partners/ind", Path("notebooks/partnership.ipynb"), {"partner": "IND"})


def record(package, **content):
    entry = Entry(INDIA, {"name": "x", "sources": ["trade_flows"], **content})
    places = {entry.id: Place("partners/ind.html", "ind", "India")}
    [found] = records_of([entry], places, Producers(package), EDITION).values()
    return found


def test_value_is_named_and_keeps_its_number(package):
    found = record(package, kind="value", name="latest_exports", value=1.5e6, unit="usd", text="US$1.5 million")
    assert (found.id, found.title, found.value) == ("val-ind-latest-exports", "latest exports: US$1.5 million", 1.5e6)


def test_sentence_of_a_value_stands_for_itself(package):
    found = record(package, kind="value", value="x", unit="markdown", text="As **said** in {ref}`methods <m>`.")
    assert found.title == "As said in methods." and found.value is None


def test_control_characters_and_line_ends_go(package):
    found = record(package, kind="figure", caption="One\r\ntwo\x00\x1b three", alt="a\nb", note="")
    assert found.title == "One two three" and found.alt == "a b"


def test_last_change_is_the_edition_unless_told(package):
    assert record(package, kind="claim", sentence="It holds", holds=True).last_change == "2026-11"


@pytest.mark.parametrize(
    ("title", "alt", "sentence"),
    [("It rose to 5%", "A line", "It rose to 5%"), ("It rose", "To 5%", "To 5%"), ("It rose", "A line", "It rose")],
)
def test_sentence_is_the_one_with_the_number(figure, title, alt, sentence):
    assert replace(figure, title=title, alt=alt).sentence == sentence


def test_key_of_a_rebuild_is_another(at):
    assert at().key == "fig-ind-flows-2026-11" and at(own=True).key == "fig-ind-flows-2026-11-rebuilt"
