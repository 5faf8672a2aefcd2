"""Which pages make the book: the table of contents joined to notebooks, partners and minerals.

A page `partners/ind` is `notebooks/partnership.ipynb` run for the partner IND, `minerals/cobalt` is
`notebooks/mineral.ipynb` run for cobalt, any other page is the notebook of its name, else the text `book/<page>.md`.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from .errors import BadInput, did_you_mean
from .notebooks import Notebook
from .tabledata import resource

FAMILIES = {
    "partners": ("partnership", "partner", "partners", "partner"),
    "minerals": ("mineral", "mineral", "minerals", "mineral_id"),
}


@dataclass(frozen=True)
class Chapter:
    """One page of the book: its place, the notebook or text it is made from, and the notebook's parameters.

    `data_dir` is set where the page rests on another data folder than the book (`report.trade_partners`).
    """

    page: str
    source: Path
    parameters: dict[str, Any] = field(default_factory=dict)
    data_dir: Path | None = None

    @property
    def id(self) -> str:
        """The permanent prefix of the ids declared in it: `ind`, `mineral-cobalt`, `landscape`."""
        family, _, name = self.page.rpartition("/")
        return f"mineral-{name}" if family == "minerals" else name

    @property
    def is_notebook(self) -> bool:
        """Whether the page is executed rather than copied."""
        return self.source.suffix == ".ipynb"

    @property
    def is_parameterized(self) -> bool:
        """Whether one notebook serves several pages."""
        return bool(self.parameters)

    @property
    def notebook(self) -> Notebook:
        """Its notebook."""
        return Notebook(self.source)


def pages_in_order(root: Path) -> list[str]:
    """Page names of `_toc.yml`, root first; raises BadInput for a page that is listed twice."""
    path = root / "_toc.yml"
    try:
        pages = list(_walk(yaml.safe_load(path.read_text(encoding="utf-8"))))
    except (OSError, yaml.YAMLError) as error:
        raise BadInput(str(error), where=str(path)) from None
    for page in pages:
        if pages.count(page) > 1:
            raise BadInput(f"page '{page}' is listed twice", where=str(path))
    return pages


def _walk(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        yield from (str(node[key]) for key in ("root", "file") if key in node)
        for key in ("parts", "chapters", "sections", "entries", "subtrees"):
            yield from _walk(node.get(key, []))
    elif isinstance(node, list):
        for entry in node:
            yield from _walk(entry)


def chapters(root: Path, data_dir: Path) -> list[Chapter]:
    """All pages in reading order; raises BadInput naming a page without a source or a partner without a page."""
    pages = pages_in_order(root)
    known = {f"{family}/{code}": (family, value) for family in FAMILIES for code, value in _members(family, data_dir)}
    for page in known:
        if page not in pages:
            raise BadInput(
                f"'{page}' is in the data but not in the table of contents",
                where=str(root / "_toc.yml"),
                next_step=f"add the line `- file: {page}`",
            )
    return [_chapter(root, page, known) for page in pages]


def _members(family: str, data_dir: Path) -> Iterator[tuple[str, str]]:
    _, _, table, column = FAMILIES[family]
    path = data_dir / resource(data_dir, table)["path"]
    try:
        rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(str(error), where=str(path), next_step="restore the file that datapackage.json names") from None
    if rows and column not in rows[0]:
        raise BadInput(f"no column '{column}'", where=str(path), cause=did_you_mean(column, filter(None, rows[0])))
    for row in rows:
        if row.get("chapter", "true") == "true":
            yield row[column].lower(), row[column]


def _chapter(root: Path, page: str, known: dict[str, tuple[str, str]]) -> Chapter:
    if page in known:
        family, value = known[page]
        notebook, parameter, _, _ = FAMILIES[family]
        source = root / "notebooks" / f"{notebook}.ipynb"
        if not source.exists():
            raise BadInput(f"page '{page}' needs this notebook", where=str(source), next_step="restore it")
        return Chapter(page, source, {parameter: value})
    for source in (root / "notebooks" / f"{page}.ipynb", root / "book" / f"{page}.md"):
        if source.exists():
            return Chapter(page, source)
    raise BadInput(
        f"page '{page}' has no notebook, text, partner or mineral behind it",
        where=str(root / "_toc.yml"),
        cause=did_you_mean(page, known),
    )
