"""The reasons of a change as HTML, each linked to the table behind it."""

from __future__ import annotations

from typing import Any

from .edition import Edition
from .markup import items, plain
from .reasons import Reason


def reasons_list(reasons: tuple[Reason, ...], new: Edition, up: str, most: int = 12) -> str:
    """`Why it moved` as a list; `up` leads to the site's first page."""
    lines = [_line(reason, new.resources, up) for reason in reasons[:most]]
    rest = len(reasons) - most
    return items([*lines, *([f"and {rest} more"] if rest > 0 else [])])


def table_link(name: str, resources: dict[str, Any], up: str) -> str:
    """The title of a table as a link to its section on the data page."""
    entry = resources.get(name, {})
    return f'<a href="{up}data.html#data-{name.replace("_", "-")}">{plain(entry.get("title") or name)}</a>'


def vintage(name: str, edition: Edition) -> str:
    """`edition 2026, vintage 2021-2024` of a table as an edition used it."""
    facts = edition.manifest["tables"].get(name, {})
    return " / ".join(dict.fromkeys(str(facts[key]) for key in ("edition", "vintage") if facts.get(key)))


def _line(reason: Reason, resources: dict[str, Any], up: str) -> str:
    where = f" in {table_link(reason.table, resources, up)}" if reason.table else ""
    more = items(plain(example) for example in reason.examples)
    return f"<strong>{reason.words}</strong>{where}: {plain(reason.detail)}{more}"
