"""Markdown of a page: permanent labels, and values put in everywhere."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from report.errors import PageFault
from report.formats import escape
from report.pages import text

VALUES = {"total": escape("US$94.0 million"), "name": escape("a_b"), "tag": escape("<b>")}


def filled(source: str) -> str:
    return text.put_in_unreached(source, VALUES, "page x")


def test_keys_are_found_once_in_order():
    assert text.keys_in("{{ b }} {{a}} {{ b }} {{ not a key }} \\{\\{ c \\}\\}") == ["b", "a"]


def test_unknown_key_is_refused_with_the_nearest():
    with pytest.raises(PageFault, match="page x: unknown value 'totl'") as caught:
        text.put_in("{{ totl }}", VALUES, "page x")
    assert "did you mean total" in str(caught.value)


@pytest.mark.parametrize(
    "source",
    [
        "Plain {{ total }} text",
        "# Heading {{ total }}",
        "| {{ total }} | b |",
        "[^1]: note {{ total }}",
        "```{figure} a.svg\n:name: x\n\nCaption {{ total }}\n```",
        "::::{note}\n{{ total }}\n::::",
        "{{ total }}",
    ],
)
def test_what_substitutions_reach_is_left_to_them(source):
    assert filled(source) == source


@pytest.mark.parametrize(
    "source, expected",
    [
        ("Code `{{ total }}` and {{ total }}", "Code `US$94.0 million` and {{ total }}"),
        ("$x = {{ name }}$", "$x = a_b$"),
        ("{math}`{{ name }}`", "{math}`a_b`"),
        ('<img alt="{{ total }}">', '<img alt="US$94.0 million">'),
        ('<span title="{{ tag }}">{{ tag }}</span>', '<span title="&lt;b&gt;">{{ tag }}</span>'),
        (
            "<div>\n<p>{{ total }} {{ tag }}</p>\n</div>\n\n{{ total }}",
            "<div>\n<p>US$94.0 million &lt;b&gt;</p>\n</div>\n\n{{ total }}",
        ),
        ("```\n{{ total }}\n```\n{{ total }}", "```\nUS$94.0 million\n```\n{{ total }}"),
        ("```python\n{{ name }}\n```", "```python\na_b\n```"),
        ("```{math}\n{{ name }}\n```", "```{math}\na_b\n```"),
        ("```{code-block} python\n{{ name }}\n```", "```{code-block} python\na_b\n```"),
        ("```{raw} html\n<p>{{ tag }}</p>\n```", "```{raw} html\n<p>&lt;b&gt;</p>\n```"),
        ("```{figure} a.svg\n:alt: {{ total }}\n```", "```{figure} a.svg\n:alt: US$94.0 million\n```"),
        (
            ":::{figure} a.svg\n:alt: {{ total }}\n:::\n{{ total }}",
            ":::{figure} a.svg\n:alt: US$94.0 million\n:::\n{{ total }}",
        ),
        ("```{note}\n`{{ total }}`\n```", "```{note}\n`US$94.0 million`\n```"),
        ("````{note}\n```\n{{ name }}\n```\n````", "````{note}\n```\n{{ name }}\n```\n````"),
        ("```\nx\n`````\n{{ name }} `{{ name }}`", "```\nx\n`````\n{{ name }} `a_b`"),
    ],
)
def test_values_are_put_in_where_substitutions_do_not_reach(source, expected):
    assert filled(source) == expected


def test_unknown_key_where_substitutions_do_not_reach_is_refused():
    with pytest.raises(PageFault, match="unknown value 'nothing'"):
        filled("`{{ nothing }}`")


@given(st.text(st.characters(codec="ascii", categories=["L", "N", "P", "S"])))
def test_plain_takes_back_what_escape_put_in(written):
    assert text.plain(escape(written)) == written


def test_labels_are_prefixed_with_the_chapter():
    source = "(chapter)=\n# Title\n\n(risks)=\n\n## Risks {{ total }}\n\n(ind-done)=\n### Done\n\n(aside)=\ntext"
    assert text.with_permanent_labels(source, "ind", "page x") == (
        "(ind-chapter)=\n# Title\n\n(ind-risks)=\n\n## Risks {{ total }}\n\n(ind-done)=\n### Done\n\n(aside)=\ntext"
    )
    assert text.with_permanent_labels("(ind)=\n# Title", "ind", "page x") == "(ind)=\n# Title"


@pytest.mark.parametrize(
    "source", ["# Title", "text\n\n## Title", "(Bad Label)=\n# Title", "(a)=\n# Title\n\n## Other"]
)
def test_heading_without_a_label_is_refused(source):
    with pytest.raises(PageFault, match="has no label") as caught:
        text.with_permanent_labels(source, "ind", "page x")
    assert "page x" in str(caught.value) and "(risks)=" in str(caught.value)


@pytest.mark.parametrize(
    "source",
    [
        "```\n# a comment\n```",
        "````\n```\n# a comment\n```\n````",
        "~~~python\n# a\n~~~",
        "#hashtag",
        "text # not a heading",
    ],
)
def test_lines_of_code_are_not_headings(source):
    assert text.with_permanent_labels(source, "ind", "page x") == source


def test_label_after_code_is_still_found():
    source = "````\n```\n# a\n````\n\n(a)=\n# Title"
    assert text.with_permanent_labels(source, "ind", "x").endswith("(ind-a)=\n# Title")


@pytest.mark.parametrize(
    "source, expected",
    [
        ("{numref}`fig-share`", "{numref}`fig-ind-share`"),
        (
            "{numref}`Figure %s <fig-share>` and {ref}`tbl-top`",
            "{numref}`Figure %s <fig-ind-share>` and {ref}`tbl-ind-top`",
        ),
        ("{ref}`the share <fig-share>`", "{ref}`the share <fig-ind-share>`"),
        (
            "{numref}`fig-mex-share` {doc}`fig-share` `fig-share`",
            "{numref}`fig-mex-share` {doc}`fig-share` `fig-share`",
        ),
    ],
)
def test_short_targets_become_permanent(source, expected):
    assert text.with_permanent_targets(source, {"fig-share": "fig-ind-share", "tbl-top": "tbl-ind-top"}) == expected


def test_front_matter_is_yaml_with_the_substitutions():
    found = text.front_matter({"total": 'US\\$1: "a"', "year": "2024"})
    assert found.startswith("---\n") and found.endswith("---\n\n")
    assert yaml.safe_load(found.strip("-\n")) == {"myst": {"substitutions": {"total": 'US\\$1: "a"', "year": "2024"}}}
    assert text.front_matter({}) == ""
