"""A value looks the same wherever it appears, and text from data stays text."""

from __future__ import annotations

import math
import re
from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from report import formats

NUMBERS = st.floats(-1e15, 1e15, allow_nan=False)


@pytest.mark.parametrize(
    "value, unit, text",
    [
        (0.405, "share", "40%"),
        (0.0412, "share", "4.1%"),
        (0.0001, "share", "under 0.1%"),
        (0, "share", "0%"),
        (1, "share", "100%"),
        (40.5, "percent", "40%"),
        (-0.052, "points", "\u22125.2 percentage points"),
        (1_234_567_890, "usd", "US$1.23 billion"),
        (94e6, "usd", "US$94.0 million"),
        (1234, "cad", "C$1,230"),
        (2.5e12, "usd", "US$2.50 trillion"),
        (12_345, "t", "12,300\u00a0t"),
        (2_340_000, "t", "2.34 million\u00a0t"),
        (0.5, "kt", "0.500\u00a0kt"),
        (1234567, "count", "1,234,567"),
        (-3, "count", "\u22123"),
        (2024.0, "year", "2024"),
        (1.234, "ratio", "1.23"),
        (6.04, "times", "6.0 times"),
        (0.2512, "hhi", "0.25"),
        (99.96, "index", "100.0"),
        (date(2026, 3, 2), "date", "2 March 2026"),
        ("2026-03", "date", "2026-03"),
        ("as it is", "text", "as it is"),
        (0, "usd", "US$0"),
    ],
)
def test_examples(value, unit, text):
    assert formats.format_value(value, unit) == text


@pytest.mark.parametrize(
    "number, text",
    [
        (1, "1st"),
        (2, "2nd"),
        (3, "3rd"),
        (4, "4th"),
        (11, "11th"),
        (12, "12th"),
        (13, "13th"),
        (21, "21st"),
        (112, "112th"),
        (101, "101st"),
    ],
)
def test_ordinals(number, text):
    assert formats.format_value(number, "ordinal") == text


@pytest.mark.parametrize("missing", [None, float("nan"), pd.NA, pd.NaT])
@pytest.mark.parametrize("unit", sorted(formats.UNITS))
def test_missing_is_unknown_in_every_unit(missing, unit):
    assert formats.format_value(missing, unit) == "unknown"


def test_unknown_unit_is_an_error():
    with pytest.raises(KeyError):
        formats.format_value(1, "furlongs")


def number_in(text: str) -> float:
    words = {"million": 1e6, "billion": 1e9, "trillion": 1e12}
    number = float(re.search(r"[\u2212\d.,]+", text)[0].replace(",", "").replace("\u2212", "-"))
    return number * math.prod(size for word, size in words.items() if word in text)


@given(NUMBERS.filter(lambda number: abs(number) >= 0.1))
def test_money_is_within_half_a_percent(number):
    assert number_in(formats.format_value(number, "usd")) == pytest.approx(number, rel=0.0051)


@given(NUMBERS)
def test_counts_are_exact(number):
    assert number_in(formats.format_value(round(number), "count")) == round(number)


@given(st.floats(0.0005, 1))
def test_share_is_within_half_a_point(number):
    assert number_in(formats.format_value(number, "share")) == pytest.approx(100 * number, abs=0.501)


@given(
    NUMBERS,
    st.sampled_from(["share", "percent", "points", "usd", "t", "kt", "count", "ratio", "times", "hhi", "index"]),
)
def test_no_minus_before_zero_and_no_hyphen(number, unit):
    for size in (1, 1e-6, 1e-12):
        text = formats.format_value(number * size, unit)
        assert not re.search(r"\u2212[^1-9]*$", text), text
        assert "-" not in text


@given(NUMBERS.filter(lambda number: abs(number) > 1e-3))
def test_negative_numbers_mirror_positive_ones(number):
    mirrored = formats.significant(-number).replace("\u2212", "")
    assert mirrored == formats.significant(number).replace("\u2212", "")


@pytest.mark.parametrize(
    "items, text", [([], "none"), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_lists(items, text):
    assert formats.listed(items) == text


@pytest.mark.parametrize("text", ["4.1%", "40%", "10-20", "2024", "1.5 million", "India", "South Korea, 2024"])
def test_escape_leaves_plain_text_alone(text):
    assert formats.escape(text) == text


def rendered(markdown: str) -> str:
    from bs4 import BeautifulSoup
    from markdown_it.renderer import RendererHTML
    from myst_parser.config.main import MdParserConfig
    from myst_parser.parsers.mdit import create_md_parser

    extensions = {"attrs_block", "attrs_inline", "colon_fence", "deflist", "substitution", "fieldlist"}
    parser = create_md_parser(MdParserConfig(enable_extensions=extensions), RendererHTML)
    parser.disable("smartquotes")
    html = parser.render(markdown)
    found = BeautifulSoup(html, "html.parser")
    assert {tag.name for tag in found.find_all(True)} <= {"p"}, html
    return found.get_text().strip()


MARKUP = [
    "<script>alert(1)</script>",
    "{{ x }}",
    "$5$",
    "a | b",
    "`code`",
    "**bold**",
    "_it_",
    "# head",
    "- item",
    "1. item",
    "2) item",
    "+ item",
    "% comment",
    "+++",
    ":::note",
    ":name: x",
    "(label)=",
    "> quote",
    "&lt;",
    "&amp;",
    "[a](b)",
    "![a](b)",
    "{ref}`x`",
    "***",
    "---",
    "===",
    "~~~",
    "```",
    "a\n\nb",
    "\\",
    "{#id .c}",
    "<https://x.org>",
    "|a|b|",
    "[^1]",
    "https://x.org",
]


@pytest.mark.parametrize("text", MARKUP)
def test_markup_in_data_shows_as_typed(text):
    assert visible(rendered(formats.escape(text))) == " ".join(text.split())


def visible(text: str) -> str:
    return text.replace("\u2060", "")


@given(
    st.lists(
        st.one_of(
            st.sampled_from(MARKUP), st.text(st.characters(codec="ascii", categories=["L", "N", "P", "S"]), max_size=6)
        ),
        min_size=1,
        max_size=4,
    ).map(" ".join)
)
def test_any_text_shows_as_typed(text):
    assert visible(rendered(formats.escape(text))) == " ".join(text.split())


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0.0001, "0.000100"),
        (999_999_999, "1.00 billion"),
        (999_999, "1.00 million"),
        (0.9996, "1.00"),
        (994_999, "995,000"),
    ],
)
def test_rounding_up_changes_the_word_and_small_numbers_keep_their_digits(number, text):
    assert formats.scaled(number) == text
