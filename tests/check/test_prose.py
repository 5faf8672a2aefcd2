"""A statistic typed by hand is found; a year, a law, a section number or a code is not."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.check import markdown
from report.check.prose import check_code, check_markdown, check_notebook_prose, statistics_in

REFUSED = [
    "Canada holds 65 % of the trade.",
    "a share of 65%",
    "between 10 and 15 per cent",
    "It fell by 3.2 percentage points.",
    "worth US$2 billion",
    "C$18.5 bn of project value",
    "about €300 million",
    "USD 500 per tonne",
    "a 2-billion-dollar programme",
    "190,000 tonnes in 2024",
    "190 000 tonnes",
    "1 of 50 GWh was installed",
    "some 125 kt of nickel",
    "The HHI is 0.566.",
    "an HHI of 2500",
    "RCA of 3",
    "Canada signed with 13 partners.",
    "All 27 members were counted.",
    "The ledger holds 52 instruments",
    "| India | 13 |",
    "a factor of 1.06",
    "-4.5 since then",
    "two-thirds of exports",
    "two thirds of exports",
    "one third of it",
    "about a third of imports",
    "nearly half of supply",
    "a quarter of the trade",
    "three quarters",
    "a fifth of output",
    "a six-fold increase",
    "demand rises tenfold",
    "exports doubled",
    "imports have tripled since 2010",
    "dozens of projects",
    "millions of tonnes",
    "twice as much as Japan",
    "twice the volume",
    "one in five tonnes",
    "two out of three commitments",
    "the five findings a minister would repeat",
    "thirteen partners",
    "twenty-seven member states",
    "Three new instruments were signed.",
    "the **13** partners",
    "the third-largest producer",
    "Canada is the 4th largest supplier",
    "This is four years older.",
    "within 12 months",
    "## The 13 partners",
    "1 950 firms",
    "exports halved",
    "In 2024, 13 partners bought it.",
    "A (5) and B (3) signed",
    "two\nthirds of it",
    "It is 65\u00a0% there.",
    "[13 partners](partners.md)",
    ":::{note}\nThere are 13 partners.\n:::",
    "```{admonition} Five findings\n:class: tip\nbody\n```",
    "x `code` and 13 partners",
    "double the price",
    "a couple of hundred tonnes",
    "half a dozen projects",
]

ALLOWED = [
    "In 2024 exports fell.",
    "from 2021 to 2024",
    "the average of 2021-24",
    "2021–2024",
    "the 1990s",
    "demand to 2040 by scenario",
    "the 2026 edition",
    "signed on 2 March 2026",
    "on 2 or 3 December 2024",
    "27 and 28 September",
    "September 28, 2023",
    "as of 2026-11-22",
    "in Q3 2025",
    "Regulation (EU) 2024/1252",
    "Regulation (EC) No 1907/2006",
    "2011/833/EU",
    "Section 232 tariffs",
    "Sections 201, 232 and 301",
    "HS92 and CN8",
    "HS 261690",
    "HS codes 810510, 810520 and 810530",
    "ICD 203 words",
    "CC BY 4.0",
    "CC BY-SA 4.0",
    "ISO 3166-1 alpha-3 codes",
    "MCS 2026",
    "the P2030 plan",
    "the G7 and the G20",
    "COP15 in Montréal",
    "EU27",
    "PDF/UA-1",
    "NI 43-101",
    "doi 10.5066/P1WKQ63T",
    "version 1.0.2",
    "Python 3.11",
    "see section 3.2",
    "Table 4 and Figure 12",
    "tier 1",
    "tiers 1-2",
    "## 3. What the partner needs",
    "## 3.2 Trade",
    "1. First item",
    "12. Twelfth item",
    "   2) item",
    "| 1 | HHI |",
    "`0.65` and `x = 13`",
    "```python\nx = 13\n```",
    "```{figure} images/map-2.svg\n:width: 80%\n:name: fig-map\n\nA map.\n```",
    ":::{note}\n:class: tip-13\nText.\n:::",
    "{numref}`Figure 13 <fig-x>`",
    "{{ partners_count }} partners",
    "a share of {{ share }} in 2024",
    "[the page](https://example.org/13/partners-65%25)",
    "https://example.org/13",
    "<https://example.org/13>",
    "<!-- 13 partners -->",
    "% 13 partners",
    "(fig-13)=",
    "A note.[^13]",
    "$H = \\sum s^2 / 2$",
    "$$x = 0.65$$",
    "---\nnumber: 13\n---\n\nText.",
    "Shares run from 0 to 1.",
    "Shares sum to 1.",
    "An RCA above 1 means an advantage.",
    "one partner of the group",
    "the first and the second",
    "both countries",
    "a single supplier",
    "a third party",
    "third countries",
    "between the two countries",
    "the two sources",
    "these three are kept apart",
    "keep the three apart",
    "It is drawn in two panels.",
    "rounded to two decimals",
    "six digits",
    "a five-year plan",
    "the same tonnes are promised twice",
    "the double-pledge table",
    "double counting",
    "in thousands of tonnes",
    "the second half of 2026",
    "in the first quarter of 2026",
    "the Group of Seven",
    "on behalf of Canada",
    "Li2O and CO2",
    "the following: (1) the text, (2) the trade and (3) the tonnes",
    "Bill C-69",
    "Executive Order 14017",
    "a half-year period",
    "% definition: the scale of ICD 203\n| likely | 55-80 % |\n| very likely | 80-95 % |",
]


@pytest.mark.parametrize("text", REFUSED)
def test_a_statistic_is_found(text):
    assert statistics_in(text)


@pytest.mark.parametrize("text", ALLOWED)
def test_what_only_names_something_is_not(text):
    assert statistics_in(text) == []


def test_a_finding_names_line_character_text_and_the_remedy():
    [finding] = check_markdown("# Title\n\nCanada signed with 13 partners.\n", "book/summary.md")
    assert (finding.where, finding.row, finding.column) == ("book/summary.md", 3, 20)
    assert "13 partners" in finding.what
    assert "report.value" in finding.next_step
    assert "line 3, character 20" in str(finding)


def test_a_definition_needs_a_reason_and_ends_at_the_blank_line():
    assert not check_markdown("% definition: the scale of ICD 203\nlikely is 55-80 %", "x.md")
    assert check_markdown("% definition: scale\nlikely is 55-80 %", "x.md")
    assert check_markdown("% definition: the scale of ICD 203\n\nlikely is 55-80 %", "x.md")


def test_strings_for_the_reader_are_read_in_code_cells():
    source = (
        'report.figure("export-share", chart, data=frame, alt="Canada holds 65 %",\n'
        '              caption=f"{name} buys from 13 partners", sources=["trade_flows"])\n'
        'report.table("t", frame, caption="ok", columns={"a": "Share of 27 members (%)"}, sources=["x"])\n'
        'report.claim("us-is-largest", "Five findings hold", holds=top == "USA", found=top, expected="USA")\n'
        'chart.properties(width=300, title="Half of it")\n'
        'words = "13 partners"\nreport.table("u", frame, caption=words, sources=[])\n'
    )
    findings = check_code(source, "partner.ipynb, cell 2")
    texts = " ".join(finding.what for finding in findings)
    for text in ("65 %", "13 partners", "27 members", "Five findings", "Half"):
        assert text in texts
    assert len(findings) == 6
    assert {finding.row for finding in findings} == {1, 2, 3, 4, 5, 6}


def test_values_ids_sources_and_formats_in_code_are_not_prose():
    source = (
        'report.figure("top-10-share", chart, data=frame, caption=f"{share:.1%} of {n} in 2024", alt=text,\n'
        '              sources=["usgs-2026-13"])\n'
        'frame = frame[frame["hs6"] == "810520"]\n'
        'report.claim("x", "The United States is the largest buyer", holds=ok, found=top, expected="13 partners")\n'
    )
    assert check_code(source, "x") == []


def test_a_notebook_is_read_cell_by_cell(tmp_path):
    cells = [
        {"cell_type": "markdown", "source": ["# Title\n", "13 partners"], "metadata": {}},
        {"cell_type": "code", "source": "report.value('x', 'in 12 months', unit='text', sources=[])", "metadata": {}},
        {"cell_type": "raw", "source": "13 partners", "metadata": {}},
    ]
    path = tmp_path / "a.ipynb"
    path.write_text(json.dumps({"cells": cells}))
    findings = check_notebook_prose(path)
    assert [finding.where for finding in findings] == [f"{path}, cell 1", f"{path}, cell 2"]
    assert findings[0].row == 2


@given(st.text(alphabet="ab13 %$`{}#|\n:-[](.)*_~<>", max_size=80))
def test_offsets_survive_the_reduction_to_running_text(text):
    assert len(markdown.running_text(text)) == len(text)


@given(st.integers(2, 1800), st.sampled_from(["partners", "instruments", "tonnes", "%", "kt"]))
def test_any_counted_number_is_found(number, thing):
    assert statistics_in(f"There were {number} {thing} in 2024.")


@given(st.integers(1900, 2100), st.sampled_from(["In {}, exports fell.", "({})", "since {}", "{}: a year"]))
def test_no_year_is_found(year, sentence):
    assert statistics_in(sentence.format(year)) == []
