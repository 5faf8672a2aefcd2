"""One executed notebook, or one text of `book/`, as a page of the site's source folder."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import nbformat

from ..chapters import Chapter
from ..errors import PageFault
from ..formats import escape
from ..registry import PREFIXES, Entry, Registry, declarations
from . import blocks, text
from .datapage import fill
from .sources import SourceNames

ANSWERED = {"application/vnd.report.declaration+json"}


class PageWriter:
    """Writes pages: knows the registry, the sources' names and where the pictures are."""

    def __init__(self, registry: Registry, data_dir: Path, folder: Path) -> None:
        self.registry, self.data_dir, self.folder = registry, data_dir, folder
        self.name_of_source = SourceNames(data_dir)
        self.everywhere = {key: value_text(entry) for key, entry in registry.values().items()}

    def write_notebook(self, chapter: Chapter, executed: Path) -> None:
        """Write the page of an executed notebook; raises PageFault for output that nobody declared."""
        node = nbformat.read(executed, as_version=4)
        entries: dict[int, list[Entry]] = {}
        for index, entry in declarations(node, chapter):
            entries.setdefault(index, []).append(entry)
        own = [entry for group in entries.values() for entry in group]
        parts = []
        for index, cell in enumerate(node.cells):
            if cell.cell_type == "markdown":
                parts.append(cell.source)
            elif cell.cell_type == "code":
                _refuse_undeclared(cell, chapter)
                parts += [self._block(entry, chapter) for entry in entries.get(index, [])]
        short = {
            f"{PREFIXES[entry.kind]}-{entry.content['name']}": entry.id
            for entry in own
            if entry.kind in {"figure", "table"}
        }
        values = {entry.content["name"]: value_text(entry) for entry in own if entry.kind == "value"}
        body = text.with_permanent_targets("\n\n".join(part for part in parts if part.strip()), short)
        self._write(chapter, body, {**self.everywhere, **values})

    def write_text(self, chapter: Chapter) -> None:
        """Write a page of `book/`, with what the data package says put in at its marks."""
        self._write(chapter, fill(chapter.source.read_text(encoding="utf-8"), self.data_dir), self.everywhere)

    def _block(self, entry: Entry, chapter: Chapter) -> str:
        line = blocks.source_line(entry.content.get("sources", []), self.name_of_source)
        if entry.kind == "figure":
            up = "../" * chapter.page.count("/")
            return blocks.figure_block(entry, f"{up}_figures/{entry.id}.svg", line)
        if entry.kind == "table":
            return blocks.table_block(entry, line)
        return blocks.claim_block(entry) if entry.kind == "claim" else ""

    def _write(self, chapter: Chapter, body: str, values: Mapping[str, str]) -> None:
        where = f"page {chapter.page}"
        if not body.strip():
            raise PageFault("the page is empty", where=where)
        body = text.with_permanent_labels(body, chapter.id, where)
        body = text.put_in_unreached(body, values, where)
        used = {key: text.put_in("{{ " + key + " }}", values, where) for key in text.keys_in(body)}
        path = self.folder / f"{chapter.page}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.front_matter(used) + body + "\n", encoding="utf-8")


def value_text(entry: Entry) -> str:
    """A value as the text of a page; markup in data shows as typed."""
    return entry.content["text"] if entry.content["unit"] == "markdown" else escape(entry.content["text"])


def _refuse_undeclared(cell: nbformat.NotebookNode, chapter: Chapter) -> None:
    for output in cell.get("outputs", []):
        if not ANSWERED & set(output.get("data", {})):
            shown = str(output.get("text") or output.get("data", {}).get("text/plain", ""))[:120]
            raise PageFault(
                f"a cell shows something that is not declared: {shown!r}",
                where=f"notebooks/{chapter.source.name}, cell: {cell.source.splitlines()[0]}",
                next_step="declare it with report.figure, report.table, report.value or report.claim, or hide it",
            )
