"""Whether an expression rests on nothing but what somebody typed.

`1 / 3`, `f"{2} of 5"`, `round(0.65, 1)`, `["CAN"]` and a name that was only ever given such values do; anything that
touches a table, a parameter or a computed name does not.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator

PURE = frozenset("abs bool dict float int len list max min pow round set sorted str sum tuple frozenset repr".split())
"""Built-in functions that add nothing to their arguments."""


def literal_names(trees: Iterable[ast.Module], parameter_trees: Iterable[ast.Module] = ()) -> frozenset[str]:
    """Names that every assignment in `trees` gives a literal; never those that a parameters cell assigns."""
    assigned: dict[str, list[ast.expr | None]] = defaultdict(list)
    for tree in trees:
        for name, value in _assignments(tree):
            assigned[name].append(value)
    parameters = {name for tree in parameter_trees for name, _ in _assignments(tree)}
    names = frozenset(assigned) - parameters
    while True:
        kept = frozenset(
            name for name in names if all(value is not None and typed_by_hand(value, names) for value in assigned[name])
        )
        if kept == names:
            return names
        names = kept


def typed_by_hand(node: ast.expr, names: frozenset[str] = frozenset()) -> bool:
    """True when the expression is made of constants and of `names` only."""
    if isinstance(node, ast.Constant):
        return True
    if isinstance(node, ast.Name):
        return node.id in names
    if isinstance(node, ast.FormattedValue):
        return typed_by_hand(node.value, names)
    if isinstance(node, ast.Call):
        return _pure_call(node, names)
    if isinstance(node, ast.Attribute | ast.Starred):
        return typed_by_hand(node.value, names)
    if isinstance(node, ast.Dict):
        return all(typed_by_hand(part, names) for part in [*node.keys, *node.values] if part is not None)
    composed = (
        ast.JoinedStr, ast.UnaryOp, ast.BinOp, ast.BoolOp, ast.Compare, ast.IfExp,
        ast.List, ast.Tuple, ast.Set, ast.Subscript, ast.Slice, ast.NamedExpr,
    )  # fmt: skip
    if isinstance(node, composed):
        parts = [part for part in ast.iter_child_nodes(node) if isinstance(part, ast.expr)]
        parts = parts[1:] if isinstance(node, ast.NamedExpr) else parts
        return all(typed_by_hand(part, names) for part in parts)
    return False


def _pure_call(node: ast.Call, names: frozenset[str]) -> bool:
    function = node.func
    if isinstance(function, ast.Name):
        pure = function.id in PURE and function.id not in names
    else:
        pure = isinstance(function, ast.Attribute) and typed_by_hand(function.value, names)
    arguments = [*node.args, *(keyword.value for keyword in node.keywords)]
    return pure and all(typed_by_hand(argument, names) for argument in arguments)


def _assignments(tree: ast.Module) -> Iterator[tuple[str, ast.expr | None]]:
    """(name, value) of every binding; the value is None where it cannot be told."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                yield from _bound(target, node.value)
        elif isinstance(node, ast.AnnAssign | ast.AugAssign | ast.NamedExpr):
            yield from _bound(node.target, node.value)
        elif isinstance(node, ast.For | ast.comprehension):
            for name, _ in _bound(node.target, None):
                yield name, node.iter
        elif isinstance(node, ast.With):
            for item in node.items:
                yield from _bound(item.optional_vars, None) if item.optional_vars else ()
        elif isinstance(node, ast.Import | ast.ImportFrom):
            yield from ((alias.asname or alias.name.split(".")[0], None) for alias in node.names)


def _bound(target: ast.expr, value: ast.expr | None) -> Iterator[tuple[str, ast.expr | None]]:
    if isinstance(target, ast.Name):
        yield target.id, value
    elif isinstance(target, ast.Tuple | ast.List):
        parts = value.elts if isinstance(value, ast.Tuple | ast.List) else None
        same = parts is not None and len(parts) == len(target.elts)
        for position, inner in enumerate(target.elts):
            yield from _bound(inner, parts[position] if same and parts else value)
    elif isinstance(target, ast.Starred):
        yield from _bound(target.value, value)
    elif isinstance(target, ast.Subscript | ast.Attribute) and isinstance(target.value, ast.Name):
        yield target.value.id, value
