"""Each form of a citation is read back by what reads such forms, and says the same."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date

import pytest
from pybtex.database import parse_string

from report.citation import formats
from report.citation.edition import CHANGED, NO_ADDRESS, NOT_FROZEN, OWN_BUILD

READ = date(2026, 12, 1)
LINK = "https://example.org/book/editions/2026-11/fig-ind-flows.html"


def ris_fields(text: str) -> dict[str, str]:
    lines = text.split("\r\n")
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in lines if line)
    assert lines[0].startswith("TY") and lines[-2] == "ER  - "
    return {line[:2]: line[6:] for line in lines if line}


def test_footnote_has_id_and_edition_first_then_the_number(figure):
    words = formats.footnote(figure)
    assert words.startswith(
        "fig-ind-flows, edition 2026-11, Figure 9, in Canada's Critical Minerals Partnerships; data: CEPII"
    )
    assert words.endswith(f"{LINK}.")


def test_full_form_names_the_producer_first_and_ends_with_the_day(figure):
    words = formats.text(figure, READ)
    places = [
        words.index(part)
        for part in ("Gaulier", "Project contributors", "edition 2026-11", "fig-ind-flows", "Figure 9", "sold 5%", LINK)
    ]
    assert places == sorted(places) and words.startswith("Gaulier")
    assert words.endswith("Accessed 1 December 2026.")
    assert ".." not in words


def test_markdown_marks_book_id_and_link(figure):
    words = formats.markdown(figure, READ)
    assert "*Canada's Critical Minerals Partnerships*" in words and "`fig-ind-flows`" in words and f"<{LINK}>" in words
    assert "India\\_1" in words


def test_bibtex_is_read_back(figure):
    [(key, entry)] = parse_string(formats.bibtex(figure, READ), "bibtex").entries.items()
    assert key == "fig-ind-flows-2026-11" and entry.type == "misc"
    assert str(entry.persons["author"][0]).strip("{}") == "Project contributors"
    assert entry.fields["url"] == LINK and entry.fields["urldate"] == "2026-12-01"
    assert entry.fields["edition"] == "2026-11" and entry.fields["title"].startswith("fig-ind-flows: Canada sold 5\\%")
    assert "Gaulier" in entry.fields["note"] and "{" not in entry.fields["title"]


def test_address_with_signs_of_latex_stays_an_address(at):
    record = at(base_url="https://example.org/a_b~c%20d")
    assert "url = {https://example.org/a_b~c%20d/editions/" in formats.bibtex(record)


def test_ris_is_read_back(figure):
    found = ris_fields(formats.ris(figure, READ))
    assert found["TY"] == "FIGURE" and found["AN"] == "fig-ind-flows" and found["ET"] == "2026-11"
    assert found["AU"] == "Project contributors" and found["UR"] == LINK and found["Y2"] == "2026/12/01"


def test_ris_text_cannot_open_a_field_of_its_own(figure):
    found = formats.ris(replace(figure, title="One\r\nUR  - https://elsewhere.example"))
    assert found.count("\r\nUR  - ") == 1


def test_csl_json_is_read_back(figure):
    [item] = json.loads(formats.csl(figure, READ))
    assert item["id"] == "fig-ind-flows-2026-11" and item["author"] == [{"literal": "Project contributors"}]
    assert item["URL"] == LINK and item["accessed"] == {"date-parts": [[2026, 12, 1]]}
    assert "status" not in item


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"base_url": ""}, NO_ADDRESS),
        ({"frozen": False}, NOT_FROZEN),
        ({"own": True}, OWN_BUILD),
        ({"changed": frozenset({"fig-ind-flows"})}, CHANGED),
    ],
)
def test_without_a_permanent_link_every_form_says_why_and_names_no_address(at, fields, why):
    record = at(**fields)
    for name in ("text", "footnote", "markdown", "bibtex", "ris", "csl"):
        words = formats.FORMATS[name](record, READ)
        assert why in words, name
        assert "example.org/book" not in words, name
        assert "2026-11" in words and "fig-ind-flows" in words


def test_many_citations_make_one_file_of_each_format(figure):
    other = replace(figure, id="val-ind-total", kind="value", title="total: 5", value=5)
    assert len(parse_string(formats.together([figure, other], "bibtex"), "bibtex").entries) == 2
    assert len(json.loads(formats.together([figure, other], "csl"))) == 2
    assert formats.together([figure, other], "ris").count("ER  - ") == 2


def test_forms_without_a_day_of_access_name_none(figure):
    found = formats.all_forms(figure)
    assert set(found) == set(formats.FORMATS)
    assert not any(word in "".join(found.values()) for word in ("Accessed", "urldate", "Y2  -", "accessed"))
