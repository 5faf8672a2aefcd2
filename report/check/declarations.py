"""Does a notebook declare what it computed, and nothing that was typed?

The rules are read off the syntax trees of the code cells: a literal may not pass for a value or for the verdict of a
claim; notebooks define no functions or classes and keep cells short; nothing a run leaves behind is committed; a name
is declared once; every `{{ key }}` in the text has its `report.value`.
"""

from __future__ import annotations

import ast
import difflib
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from report.check.cells import Cell, parse_code, read_cells
from report.check.findings import Finding
from report.check.literals import literal_names, typed_by_hand
from report.check.markdown import line_and_column, substitution_keys

MOST_LINES = 15
DEFINITIONS = {
    ast.FunctionDef: "function",
    ast.AsyncFunctionDef: "function",
    ast.ClassDef: "class",
    ast.Lambda: "lambda",
}
KINDS = ("figure", "table", "value", "claim")
COMPUTED = {"value": {"found": 1, "value": 1}, "claim": {"holds": 2, "found": 3}}
"""Arguments that must be computed, with their position."""


class Declaration(NamedTuple):
    """One call of report.figure, .table, .value or .claim; `name` is None when it is not a plain string."""

    kind: str
    name: str | None
    call: ast.Call
    cell: Cell


def check_notebook(path: Path, known_keys: frozenset[str] = frozenset()) -> list[Finding]:
    """Findings on the declarations and the form of a notebook.

    `known_keys` are value keys that other chapters declare and the build resolves. A file that is not a notebook is
    one finding; a cell that does not parse is one, and its declarations are not seen.
    """
    try:
        cells = read_cells(path)
    except (OSError, ValueError, KeyError, TypeError) as error:
        advice = "Save it again from JupyterLab."
        return [Finding(str(path), None, None, f"not readable as a notebook: {error!r}", "", advice)]
    code = [(cell, parse_code(cell.source)) for cell in cells if cell.kind == "code"]
    parsed = [(cell, tree) for cell, tree in code if tree is not None]
    declarations = list(_declarations(parsed))
    findings = [_finding(cell, None, "is not Python", "Mend the syntax.") for cell, tree in code if tree is None]
    findings += _parameters_findings(path, cells, parsed)
    findings += [finding for cell, tree in parsed for finding in _form_findings(cell, tree)]
    findings += _literal_findings(declarations, parsed)
    return findings + _duplicate_findings(declarations) + _key_findings(cells, declarations, known_keys)


def _declarations(parsed: list[tuple[Cell, ast.Module]]) -> Iterator[Declaration]:
    modules, functions = _imported_names(parsed)
    for cell, tree in parsed:
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            kind = _declared_kind(call, modules, functions)
            if kind:
                yield Declaration(kind, _name_of(call), call, cell)


def _imported_names(parsed: list[tuple[Cell, ast.Module]]) -> tuple[set[str], dict[str, str]]:
    """(names the module `report` goes by, local name of each function imported from it)."""
    modules, functions = {"report"}, {}
    for _, tree in parsed:
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                modules |= {alias.asname for alias in node.names if alias.name == "report" and alias.asname}
            elif isinstance(node, ast.ImportFrom) and node.module in ("report", "report.declare"):
                functions |= {alias.asname or alias.name: alias.name for alias in node.names if alias.name in KINDS}
    return modules, functions


def _declared_kind(call: ast.Call, modules: set[str], functions: dict[str, str]) -> str | None:
    function = call.func
    if isinstance(function, ast.Attribute) and function.attr in KINDS and isinstance(function.value, ast.Name):
        return function.attr if function.value.id in modules else None
    return functions.get(function.id) if isinstance(function, ast.Name) else None


def _argument(call: ast.Call, name: str, position: int) -> ast.expr | None:
    for keyword in call.keywords:
        if keyword.arg == name:
            return keyword.value
    return call.args[position] if len(call.args) > position else None


def _name_expression(call: ast.Call) -> ast.expr | None:
    return _argument(call, "name", 0) or _argument(call, "key", 0)


def _name_of(call: ast.Call) -> str | None:
    name = _name_expression(call)
    return name.value if isinstance(name, ast.Constant) and isinstance(name.value, str) else None


def _form_findings(cell: Cell, tree: ast.Module) -> list[Finding]:
    findings = []
    lines = len(cell.source.rstrip().split("\n"))
    if lines > MOST_LINES:
        advice = f"Move the work to a function in report/ and keep at most {MOST_LINES} lines."
        findings.append(_finding(cell, None, f"has {lines} lines", advice))
    if cell.was_run:
        findings.append(_finding(cell, None, "holds outputs or an execution count", "Clear all outputs, then commit."))
    for node in ast.walk(tree):
        if type(node) in DEFINITIONS:
            what = f"defines a {DEFINITIONS[type(node)]} {getattr(node, 'name', '')}".rstrip()
            findings.append(_finding(cell, node, what, "Put it in report/, with a test, and call it from here."))
    return findings


def _parameters_findings(path: Path, cells: list[Cell], parsed: list[tuple[Cell, ast.Module]]) -> list[Finding]:
    tagged = [cell for cell in cells if "parameters" in cell.tags]
    takes = any(
        isinstance(node, ast.Attribute) and node.attr == "parameters" and isinstance(node.value, ast.Name)
        for _, tree in parsed
        for node in ast.walk(tree)
    )
    if len(tagged) == 1 or (not tagged and not takes):
        return []
    what = f"{len(tagged)} cells are tagged `parameters`"
    advice = "Tag the one cell that assigns the defaults, so that papermill puts its values after it."
    return [Finding(str(path), None, None, what, "A parameterized notebook has exactly one.", advice)]


def _literal_findings(declarations: list[Declaration], parsed: list[tuple[Cell, ast.Module]]) -> list[Finding]:
    trees = [tree for cell, tree in parsed if "parameters" not in cell.tags]
    overridden = [tree for cell, tree in parsed if "parameters" in cell.tags]
    names = literal_names(trees, overridden)
    findings = []
    for declaration in declarations:
        for argument, position in COMPUTED.get(declaration.kind, {}).items():
            expression = _argument(declaration.call, argument, position)
            if expression is not None and typed_by_hand(expression, names):
                shown = f"report.{declaration.kind}({declaration.name!r}): `{argument}`"
                what = f"{shown} is the literal {ast.unparse(expression)}"
                advice = "Compute it from the tables; a constant of the method belongs in the parameters."
                findings.append(_finding(declaration.cell, expression, what, advice))
                break
    return findings


def _duplicate_findings(declarations: list[Declaration]) -> list[Finding]:
    named = [one for one in declarations if one.name is not None]
    counts = Counter((one.kind, one.name) for one in named)
    seen: set[tuple[str, str | None]] = set()
    findings = []
    for one in named:
        key = (one.kind, one.name)
        if counts[key] > 1 and key in seen:
            what = f"{one.kind} '{one.name}' is declared a second time"
            findings.append(_finding(one.cell, one.call, what, "An id has one meaning: rename one of the two."))
        seen.add(key)
    return findings


def _key_findings(cells: list[Cell], declarations: list[Declaration], known_keys: frozenset[str]) -> list[Finding]:
    values = [one for one in declarations if one.kind == "value"]
    declared = {one.name for one in values if one.name}
    computed = [re.compile(_pattern(_name_expression(one.call))) for one in values if one.name is None]
    findings = []
    for cell in (cell for cell in cells if cell.kind == "markdown"):
        for key, offset in substitution_keys(cell.source):
            if key in declared | known_keys or any(pattern.fullmatch(key) for pattern in computed):
                continue
            near = difflib.get_close_matches(key, sorted(declared | known_keys), n=3)
            cause = f"Nearest: {', '.join(near)}." if near else "No declared key is near."
            line, column = line_and_column(cell.source, offset)
            advice = "Mend the spelling, or declare it with report.value."
            findings.append(Finding(cell.where, line, column, f"unknown value key '{key}'", cause, advice))
    return findings


def _pattern(expression: ast.expr | None) -> str:
    """An expression that the keys of a computed name fit; anything when the name is not an f-string."""
    if not isinstance(expression, ast.JoinedStr):
        return r".+"
    parts = (re.escape(str(part.value)) if isinstance(part, ast.Constant) else r".+" for part in expression.values)
    return "".join(parts)


def _finding(cell: Cell, node: ast.AST | None, what: str, next_step: str) -> Finding:
    line = getattr(node, "lineno", None)
    column = node.col_offset + 1 if isinstance(node, ast.expr | ast.stmt) else None
    return Finding(cell.where, line, column, what, "Notebooks only call, draw and say.", next_step)
