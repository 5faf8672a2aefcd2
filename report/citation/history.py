"""What the frozen editions say of today's declarations: which still read as frozen, and when each last moved.

Back-casts are left out: nobody could have cited them at their date.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..editions.diff import HOLDS
from ..editions.diff import _status as status_between
from ..editions.edition import Edition, frozen_names, read


@dataclass(frozen=True)
class History:
    """`changed`: ids that the frozen edition of today's name lacks or words differently; `last`: edition by id."""

    changed: frozenset[str] = frozenset()
    last: Mapping[str, str] = field(default_factory=dict)


def history(root: Path, name: str, entries: Mapping[str, Mapping[str, Any]]) -> History:
    """Compare today's declarations (content by id) with every frozen edition, today's being named `name`."""
    past = [one for one in (read(root, each) for each in frozen_names(root)) if not one.is_back_cast]
    same_name = next((one for one in past if one.name == name), None)
    changed = frozenset(one for one, now in entries.items() if same_name and not _same(same_name, one, now))
    last = {identity: _last_change(identity, now, past, name) for identity, now in entries.items()}
    return History(changed, last)


def _same(edition: Edition, identity: str, now: Mapping[str, Any]) -> bool:
    before = edition.entries.get(identity)
    return before is not None and status_between(before, dict(now))[0] == HOLDS


def _last_change(identity: str, now: Mapping[str, Any], past: list[Edition], name: str) -> str:
    """The newest edition whose reading differs from the one before it; `after 2026-11` when today's differs from it."""
    changed_in = f"after {name}" if any(one.name == name for one in past) else name
    for edition in reversed(past):
        if not _same(edition, identity, now):
            return changed_in
        changed_in, now = edition.name, edition.entries[identity]
    return changed_in
