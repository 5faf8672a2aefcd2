"""Which code a notebook's results rest on: its own cells and the modules it imports, comments and layout left out.

A digest of the whole package would call every edition's method new. This one follows imports, and compares syntax trees
without docstrings, so that it changes when what is computed may change and not when a comment does.
"""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

from ..execution.cache import digest
from ..notebooks import Notebook
from ..tabledata import MAGIC

PACKAGE = Path(__file__).parents[1]
BEHIND_REPORT = ("declare", "formats", "settings", "tabledata")
"""What `import report` leads to: its names are loaded when first used, so that no import statement shows them."""


DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


def chapter_modules(notebook: Notebook) -> list[str]:
    """Dotted names of the package's modules that a notebook reaches by imports, sorted."""
    found: set[str] = set()
    waiting = [f"{PACKAGE.name}.{name}" for name in BEHIND_REPORT]
    waiting += [name for source in notebook.code for name in _imported(ast.parse(MAGIC.sub(r"\1pass", source)), "")]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += module_imports(name)
    return sorted(found)


def notebook_code(notebook: Notebook) -> str:
    """Digest of a notebook's code cells, without comments; its parameters cell is left out."""
    cells = [cell for cell in notebook.node.cells if cell.cell_type == "code"]
    sources = [cell.source for cell in cells if "parameters" not in cell.metadata.get("tags", [])]
    return digest([ast.dump(ast.parse(MAGIC.sub(r"\1pass", source))) for source in sources])


@cache
def module_code(name: str) -> str:
    """Digest of a module's syntax tree without docstrings."""
    tree = _tree(name)
    for node in ast.walk(tree):
        if isinstance(node, DOCUMENTED) and ast.get_docstring(node, clean=False) is not None:
            node.body = node.body[1:] or [ast.Pass()]
    return digest(ast.dump(tree))


@cache
def module_imports(name: str) -> tuple[str, ...]:
    """Names of the package's modules that a module imports."""
    path = _path(name)
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    return tuple(_imported(_tree(name), package))


def _imported(tree: ast.AST, package: str) -> list[str]:
    names: list[str] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = _absolute(node, package)
            names += [base, *(f"{base}.{alias.name}" for alias in node.names)]
    return [name for name in names if _path(name) is not None]


def _absolute(node: ast.ImportFrom, package: str) -> str:
    if not node.level:
        return node.module or ""
    above = package.split(".")[: len(package.split(".")) - node.level + 1]
    return ".".join([*above, *([node.module] if node.module else [])])


def _path(name: str) -> Path | None:
    """The file of a module of this package, or None."""
    first, *rest = name.split(".")
    if first != PACKAGE.name:
        return None
    stem = PACKAGE.joinpath(*rest)
    return next((path for path in (stem.with_suffix(".py"), stem / "__init__.py") if path.is_file()), None)


@cache
def _tree(name: str) -> ast.Module:
    return ast.parse(_path(name).read_text(encoding="utf-8"))
