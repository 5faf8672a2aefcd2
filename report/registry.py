"""Everything the executed notebooks declared, under permanent ids: the one object that pages and checks read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat

from .chapters import Chapter
from .errors import BadInput, BrokenClaim

MIME = "application/vnd.report.declaration+json"
PREFIXES = {"figure": "fig", "table": "tbl", "value": "val", "claim": "claim"}


@dataclass(frozen=True)
class Entry:
    """One declaration: its kind, name and content, and the picture or chart specification of a figure."""

    chapter: Chapter
    content: dict[str, Any]
    drawing: dict[str, Any] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """`figure`, `table`, `value` or `claim`."""
        return self.content["kind"]

    @property
    def id(self) -> str:
        """Permanent id, for example `fig-ind-export-share`."""
        return f"{PREFIXES[self.kind]}-{self.chapter.id}-{self.content['name'].replace('_', '-')}"

    @property
    def key(self) -> str:
        """Name under which other pages use a value: `ind_canada_share`."""
        return f"{self.chapter.id}_{self.content['name']}".replace("-", "_")


def declarations(node: nbformat.NotebookNode, chapter: Chapter) -> Iterator[tuple[int, Entry]]:
    """Cell index and entry of each declaration in an executed notebook, in order."""
    for index, cell in enumerate(node.cells):
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if MIME in data:
                rest = {mime: drawn for mime, drawn in data.items() if mime not in {MIME, "text/plain"}}
                yield index, Entry(chapter, data[MIME], rest)


@dataclass
class Registry:
    """Entries by permanent id, in reading order."""

    entries: dict[str, Entry] = field(default_factory=dict)

    @classmethod
    def read(cls, executed: dict[str, Path], chapters: list[Chapter]) -> Registry:
        """Collect from executed notebooks (path by page); raises BadInput on an id declared twice."""
        registry = cls()
        for chapter in chapters:
            if chapter.page in executed:
                node = nbformat.read(executed[chapter.page], as_version=4)
                for _, entry in declarations(node, chapter):
                    registry.add(entry)
        return registry

    def add(self, entry: Entry) -> None:
        """Add an entry; raises BadInput when its id is taken."""
        if entry.id in self.entries:
            raise BadInput(f"{entry.id} is declared twice", where=str(entry.chapter.source))
        self.entries[entry.id] = entry

    def of(self, kind: str) -> list[Entry]:
        """Entries of one kind, in reading order."""
        return [entry for entry in self.entries.values() if entry.kind == kind]

    def values(self) -> dict[str, Entry]:
        """Values by the key under which any page can use them."""
        return {entry.key: entry for entry in self.of("value")}

    def broken_claims(self) -> list[Entry]:
        """Claims that do not hold."""
        return [entry for entry in self.of("claim") if not entry.content["holds"]]

    def require_claims(self) -> None:
        """Raise BrokenClaim that lists every claim that does not hold."""
        broken = self.broken_claims()
        if broken:
            raise BrokenClaim(
                "\n".join(describe_broken(entry) for entry in broken),
                where=f"{len(broken)} finding(s)",
                cause="the data changed, and the sentence does not follow them any more",
                next_step="mend the data or rewrite the claim; --allow-broken-claims marks it on the page instead",
            )


def describe_broken(entry: Entry) -> str:
    """A broken claim in one line: id, sentence, value expected, value found."""
    content = entry.content
    return f'{entry.id}: "{content["sentence"]}" expected {content["expected"]!r}, found {content["found"]!r}'
