"""No number is typed into prose: a statistic written by hand stays when the data move.

The rule, for Markdown cells, for `book/**/*.md`, and for the strings of code cells that reach the reader (captions,
alternative texts, notes, titles, headings of columns, sentences of claims, computed sentences):

**A statistic** is a number with a percent sign, a currency, a unit, decimals or thousands; the value of an index; a
whole number that counts something ("13 partners"); and a quantity in words: two-thirds, half, a quarter, six-fold,
doubled, dozens, twice, "one in five", "third-largest", "five findings", millions. Declare it with `report.value` and
write `{{ key }}`.

**Not a statistic**: years and spans of years (1900 to 2100; "2021-24", "the 1990s"), dates and times; names with a
number ("Regulation (EU) 2024/1252", "Section 232", "HS92", "ISO 3166", "CC BY 4.0", "MCS 2026", "G7", "COP15",
"P2030", a DOI, a version); numbering of headings, lists, sections, figures, tables and tiers; code, roles,
formulas, link targets, directive options, comments; scales ("0 to 1") and "above 1"; words of order (first, second,
third party), *one*, *both*, *single*, "the two", "these three"; periods that name something ("five-year plan");
"counted twice", "double-pledge"; and words on the form of the page ("two panels", "six digits", "2 decimals").

A number from 1900 to 2100 that is a count after all ("2000 firms") is not found: write "2,000 firms".

A number that defines a method, and so never follows the data, may stay if the paragraph or table opens with the MyST
comment line `% definition: <reason>`; the mark reaches to the next blank line and needs a reason of three words.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from report.check import markdown
from report.check.cells import parse_code, read_cells
from report.check.findings import Finding
from report.check.quantities import find_quantities

SHOWN_TEXTS = frozenset("caption alt title subtitle note text sentence description label columns found".split())
"""Keyword arguments that hold words for the reader, in any call."""
SENTENCE_POSITION = {"value": 1, "claim": 1, "Markdown": 0, "HTML": 0}
"""Position of the words for the reader in calls that take them without a keyword."""
CAUSE = "A number typed by hand does not follow the data."
NEXT_STEP = "Declare it with report.value(...) in a code cell and write {{ key }} here."
NEXT_STEP_IN_CODE = "Compute it and put it in with an f-string, from the same tables as the figure."
LEAST_REASON_WORDS = 3


def check_page(path: Path) -> list[Finding]:
    """Findings on a Markdown page of the book."""
    return check_markdown(path.read_text(encoding="utf-8"), str(path))


def check_notebook_prose(path: Path) -> list[Finding]:
    """Findings on the Markdown cells and the shown strings of a notebook; none when it cannot be read as one."""
    try:
        cells = read_cells(path)
    except (OSError, ValueError, KeyError, TypeError):
        return []
    findings: list[Finding] = []
    for cell in cells:
        check = check_markdown if cell.kind == "markdown" else check_code
        findings += check(cell.source, cell.where) if cell.kind in ("markdown", "code") else []
    return findings


def check_markdown(text: str, where: str) -> list[Finding]:
    """Findings on one Markdown text; `where` names it in the message."""
    findings = [
        Finding(where, *markdown.line_and_column(text, quantity.offset), _what(quantity.text), CAUSE, NEXT_STEP)
        for quantity in find_quantities(markdown.running_text(text))
    ]
    return findings + _definitions_without_reason(text, where)


def statistics_in(text: str) -> list[str]:
    """The texts of the statistics in a piece of Markdown, in their order."""
    return [quantity.text for quantity in find_quantities(markdown.running_text(text))]


def check_code(source: str, where: str) -> list[Finding]:
    """Findings on the strings of a code cell that reach the reader; none when the cell does not parse."""
    tree = parse_code(source)
    if tree is None:
        return []
    lines = source.split("\n")
    findings = []
    for shown in _shown_strings(tree):
        for quantity in find_quantities(markdown.running_text(shown.text)):
            line, column = _position(lines, shown.node, quantity.text)
            findings.append(Finding(where, line, column, _what(quantity.text), CAUSE, NEXT_STEP_IN_CODE))
    return findings


class _Shown(NamedTuple):
    node: ast.expr
    text: str


def _shown_strings(tree: ast.Module) -> list[_Shown]:
    named = {
        target.id: node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    shown: dict[int, _Shown] = {}
    for argument in _arguments_for_the_reader(tree):
        start = named.get(argument.id, argument) if isinstance(argument, ast.Name) else argument
        for string in _strings(start):
            shown[id(string.node)] = string
    return list(shown.values())


def _arguments_for_the_reader(tree: ast.Module) -> Iterator[ast.expr]:
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        yield from (keyword.value for keyword in call.keywords if keyword.arg in SHOWN_TEXTS)
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        position = SENTENCE_POSITION.get(name)
        if position is not None and len(call.args) > position:
            yield call.args[position]


def _strings(node: ast.expr) -> Iterator[_Shown]:
    """Strings within an expression; an f-string is one text with fillers for its values."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield _Shown(node, node.value)
    elif isinstance(node, ast.JoinedStr):
        constants = [part.value if isinstance(part, ast.Constant) else markdown.FILLER for part in node.values]
        yield _Shown(node, "".join(str(part) for part in constants))
        for part in node.values:
            if isinstance(part, ast.FormattedValue):
                yield from _strings(part.value)
    elif isinstance(node, ast.Dict):
        for value in node.values:
            yield from _strings(value)
    elif isinstance(node, ast.Call):
        for argument in node.args:
            yield from _strings(argument)
        if isinstance(node.func, ast.Attribute):
            yield from _strings(node.func.value)
    elif isinstance(node, ast.BinOp | ast.IfExp | ast.BoolOp | ast.List | ast.Tuple):
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.expr):
                yield from _strings(child)


def _position(lines: list[str], node: ast.expr, text: str) -> tuple[int, int]:
    """Line and character of a text inside a string of the source; of the string when it is written otherwise."""
    for number in range(node.lineno, (node.end_lineno or node.lineno) + 1):
        start = node.col_offset if number == node.lineno else 0
        column = lines[number - 1].find(text, start)
        if column >= 0:
            return number, column + 1
    return node.lineno, node.col_offset + 1


def _definitions_without_reason(text: str, where: str) -> list[Finding]:
    advice = "Say in a few words why this number never follows the data."
    return [
        Finding(where, line, 1, "a definition mark without a reason", "The mark exempts numbers.", advice)
        for line, reason in markdown.definitions(text)
        if len(reason.split()) < LEAST_REASON_WORDS
    ]


def _what(text: str) -> str:
    return f"a statistic typed by hand: '{text}'"
