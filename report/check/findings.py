"""What a check hands back: where a fault is, what it is, why it is likely there and what to do next.

Checks return findings instead of raising, so that one run shows every fault and not only the first.
The command line prints them and chooses the exit code.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Finding:
    """One fault.

    `where` is a file as its owner knows it (`data/trade/hs_map.csv`, `notebooks/partner.ipynb, cell 4`).
    In a table `row` counts the header as row 1 and `column` is the column's name; in a text `row` is the
    line and `column` the character, both from 1. Either is None when the fault is about the whole.
    `severity` is `error` (stops a build) or `warning`.
    """

    where: str
    row: int | None
    column: str | int | None
    what: str
    cause: str
    next_step: str
    severity: str = "error"

    def __str__(self) -> str:
        return f"{printable(self.place)}: {printable(self.what)}\n  {f'{self.cause} {self.next_step}'.strip()}".rstrip()

    @property
    def place(self) -> str:
        """The file with its row and column, in words."""
        in_text = isinstance(self.column, int)
        parts = [self.where]
        if self.row is not None:
            parts.append(f"{'line' if in_text else 'row'} {self.row}")
        if self.column is not None:
            parts.append(f"{'character' if in_text else 'column'} {self.column}")
        return ", ".join(parts)


def printable(text: str) -> str:
    """`text` safe for a terminal: what is not printable is written as its escape."""
    shown = (one if one.isprintable() or one == "\n" else one.encode("unicode_escape").decode() for one in text)
    return "".join(shown)


def to_records(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """Findings as plain dictionaries, for JSON."""
    return [asdict(finding) for finding in findings]


def from_records(records: Iterable[dict[str, Any]]) -> list[Finding]:
    """Findings from what `to_records` wrote; raises TypeError when a record is not one."""
    return [Finding(**record) for record in records]


def errors(findings: Iterable[Finding]) -> list[Finding]:
    """Only the findings that stop a build."""
    return [finding for finding in findings if finding.severity == "error"]
