"""`CITATION.cff` fits the published schema (version 1.2.0) and says what the project says.

`cff-1.2.0.json` holds the rules of that schema (https://citation-file-format.github.io/1.2.0/schema) for the keys that
the file may use here: their types, patterns and closed lists, with nothing else allowed.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

import report
from report.citation.records import AUTHOR, BOOK
from report.settings import Parameters

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads(Path(__file__).with_name("cff-1.2.0.json").read_text(encoding="utf-8"))


@pytest.fixture
def content() -> dict[str, Any]:
    return yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))


def test_file_fits_the_schema(content):
    jsonschema.Draft7Validator(SCHEMA).validate(content)


@pytest.mark.parametrize("key", ["cff-version", "message", "title", "authors"])
def test_schema_refuses_a_file_without(content, key):
    del content[key]
    assert not jsonschema.Draft7Validator(SCHEMA).is_valid(content)


@pytest.mark.parametrize(
    ("key", "wrong"), [("cff-version", "1.1.0"), ("date-released", "22 November"), ("authors", []), ("colour", "red")]
)
def test_schema_refuses_a_wrong_value(content, key, wrong):
    assert not jsonschema.Draft7Validator(SCHEMA).is_valid({**content, key: wrong})


def test_file_names_the_version_and_edition_of_the_project(content):
    day = Parameters().edition_date
    book = content["preferred-citation"]
    assert content["version"] == report.__version__
    assert content["title"] == book["title"] == BOOK
    assert content["authors"] == book["authors"] == [{"name": AUTHOR}]
    assert book["edition"] == f"{day:%Y-%m}" and book["date-published"] == day.isoformat()
    assert (book["year"], book["month"]) == (day.year, day.month)
