"""What two editions say differently: findings that hold, moved, flipped, are new or gone, by consequence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .edition import Edition
from .reasons import Reason, Reasons

HOLDS, MOVED, FLIPPED, NEW, GONE = "holds", "moved", "flipped", "new", "gone"
STATUS = (FLIPPED, MOVED, GONE, NEW, HOLDS)
RANK = {"claim": 0, "value": 1, "figure": 2, "table": 3}
CLOSE = 1e-9


@dataclass(frozen=True)
class Change:
    """What became of one declaration; `before` and `after` in words, `weight` between 0 and 1."""

    id: str
    kind: str
    chapter: str
    status: str
    before: str
    after: str
    weight: float
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class Diff:
    """Every declaration of either edition, most consequential first."""

    old: Edition
    new: Edition
    changes: tuple[Change, ...]
    reasons: Reasons

    def of(self, *status: str) -> list[Change]:
        """Changes of these statuses, in order."""
        return [change for change in self.changes if change.status in status]

    def counts(self) -> dict[str, int]:
        """Declarations by status."""
        return {status: len(self.of(status)) for status in STATUS}


def diff(old: Edition, new: Edition) -> Diff:
    """Compare two editions. Order: flipped findings, moved findings, values by how far they moved, then the rest."""
    reasons = Reasons(old, new)
    ids = dict.fromkeys([*old.entries, *(identity for identity in new.entries if _comparable(identity, old, new))])
    changes = [_change(identity, old.entries.get(identity), new.entries.get(identity), reasons) for identity in ids]
    return Diff(old, new, tuple(sorted(changes, key=_order)), reasons)


def _comparable(identity: str, old: Edition, new: Edition) -> bool:
    """A back-cast cannot hold every chapter; what it never held is not new."""
    return not old.is_back_cast or new.entries[identity]["chapter"] in old.chapters


def _order(change: Change) -> tuple[int, int, float]:
    return STATUS.index(change.status), RANK[change.kind], -change.weight


def _change(identity: str, old: dict[str, Any] | None, new: dict[str, Any] | None, reasons: Reasons) -> Change:
    entry = new or old
    status, weight = (GONE, 0.0) if new is None else (NEW, 0.0) if old is None else _status(old, new)
    before, after = ("" if one is None else words_of(one) for one in (old, new))
    why = reasons.why(new) if status in {MOVED, FLIPPED} else ()
    if status == MOVED and before == after:
        after = f"{after} ({_cells_moved(old, new)})"
    return Change(identity, entry["kind"], entry["chapter"], status, before, after, weight, why)


def words_of(entry: dict[str, Any]) -> str:
    """What a declaration says: a value's text, a claim's sentence, a caption."""
    if entry["kind"] == "claim":
        return entry["sentence"] if entry["holds"] else f"Does not hold: {entry['sentence']}"
    return entry["text"] if entry["kind"] == "value" else entry["caption"]


def _status(old: dict[str, Any], new: dict[str, Any]) -> tuple[str, float]:
    if old["kind"] == "claim":
        if old["holds"] != new["holds"]:
            return FLIPPED, 1.0
        return (HOLDS, 0.0) if old["sentence"] == new["sentence"] else (MOVED, _share_moved(old["found"], new["found"]))
    if old["kind"] == "value":
        return (HOLDS, 0.0) if old["text"] == new["text"] else (MOVED, _share_moved(old["value"], new["value"]))
    rows = [_shown(entry) for entry in (old, new)]
    moved = _cells(*rows)
    same = moved == 0 and old["caption"] == new["caption"]
    return (HOLDS, 0.0) if same else (MOVED, moved / max(1, *(sum(map(len, one)) for one in rows)))


def _shown(entry: dict[str, Any]) -> list[list[Any]]:
    return entry["rows"] if entry["kind"] == "table" else entry["data"]["rows"]


def _cells(old: list[list[Any]], new: list[list[Any]]) -> int:
    """Number of cells that differ between two grids; every cell of a row that only one has counts."""
    paired = sum(_unequal(one, other) for one, other in zip(old, new, strict=False))
    longer = old if len(old) > len(new) else new
    return paired + sum(len(row) for row in longer[min(len(old), len(new)) :])


def _unequal(one: list[Any], other: list[Any]) -> int:
    differ = sum(not _alike(a, b) for a, b in zip(one, other, strict=False))
    return differ + abs(len(one) - len(other))


def _alike(a: Any, b: Any) -> bool:
    if isinstance(a, (int, float)) and isinstance(b, (int, float)):
        return abs(a - b) <= CLOSE * max(abs(a), abs(b))
    return a == b


def _cells_moved(old: dict[str, Any], new: dict[str, Any]) -> str:
    count = _cells(_shown(old), _shown(new)) if old["kind"] in {"figure", "table"} else 0
    return f"{count:,} cell{'' if count == 1 else 's'} moved" if count else "the number behind it moved"


def _share_moved(old: Any, new: Any) -> float:
    """How far a number moved, as a part of the larger one; a text that changed counts half."""
    if isinstance(old, bool) or isinstance(new, bool) or not all(isinstance(one, (int, float)) for one in (old, new)):
        return 0.5
    return min(1.0, abs(new - old) / max(abs(old), abs(new), 1e-12))
