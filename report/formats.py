"""How numbers are written on pages: one rule per unit, so that a value looks the same wherever it appears."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import date
from typing import Any

UNKNOWN = "unknown"
NO_BREAK = "\u00a0"
ESCAPED = str.maketrans({character: "\\" + character for character in "\\`*_{}[]<>#|$~@&"})
OPENS_A_BLOCK = re.compile(r"^(?:(?=[-+%=:(])|(\d+)(?=[.)](?:\s|$)))")


def grouped(number: float, decimals: int = 0) -> str:
    """`-1234567.8` as `−1,234,568`: thousands apart, a true minus sign."""
    text = f"{number:,.{decimals}f}"
    return text.replace("-", "\u2212" if text.strip("-0.,") else "")


def significant(number: float, digits: int = 3) -> str:
    """`number` rounded to `digits` significant digits and grouped."""
    if number == 0:
        return "0"
    places = digits - 1 - math.floor(math.log10(abs(number)))
    rounded = round(number, places)
    return grouped(rounded, max(0, digits - 1 - math.floor(math.log10(abs(rounded)))))


def share(number: float) -> str:
    """A fraction as a percentage: one decimal below 10 %, none that would hide a small share."""
    percent = 100 * number
    if 0 < percent < 0.05:
        return "under 0.1%"
    decimals = 1 if abs(percent) < 10 and percent != round(percent) else 0
    return f"{grouped(percent, decimals)}%"


def scaled(number: float) -> str:
    """A large number with its word: `1.23 billion`."""
    for size, word in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if float(f"{abs(number):.2e}") >= size:
            return f"{significant(number / size)} {word}"
    return significant(number)


def tonnes(number: float) -> str:
    """A weight in tonnes with its unit."""
    return f"{scaled(number) if abs(number) >= 1e6 else significant(number)}{NO_BREAK}t"


def day(when: date) -> str:
    """`2026-03-02` as `2 March 2026`."""
    return f"{when.day} {when:%B %Y}"


def ordinal(number: float) -> str:
    """`3` as `3rd`."""
    teens = 10 <= number % 100 <= 20
    return f"{int(number)}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(int(number) % 10, 'th')}"


UNITS: dict[str, Callable[[Any], str]] = {
    "share": share,
    "percent": lambda number: share(number / 100),
    "points": lambda number: f"{grouped(100 * number, 1)} percentage points",
    "usd": lambda number: f"US${scaled(number)}",
    "cad": lambda number: f"C${scaled(number)}",
    "t": tonnes,
    "kt": lambda number: f"{significant(number)}{NO_BREAK}kt",
    "count": lambda number: grouped(number),
    "ordinal": ordinal,
    "ratio": lambda number: f"{significant(number)}",
    "times": lambda number: f"{significant(number, 2)} times",
    "hhi": lambda number: grouped(number, 2),
    "index": lambda number: grouped(number, 1),
    "year": lambda number: str(int(number)),
    "date": lambda when: day(when) if isinstance(when, date) else str(when),
    "text": str,
    "raw": str,
}


def is_missing(value: Any) -> bool:
    """Whether a scalar is None, NaN or pandas' missing value."""
    if isinstance(value, str):
        return False
    return value is None or str(value) in {"<NA>", "NaT"} or value != value


def format_value(value: Any, unit: str) -> str:
    """`value` as printed on a page for `unit`; a missing value reads `unknown`. Raises KeyError on an unknown unit."""
    rule = UNITS[unit]
    return UNKNOWN if is_missing(value) else rule(value)


def escape(text: str) -> str:
    """`text` from data as plain text of a MyST page: markup in it shows as typed.

    A word joiner, which has no width, keeps two braces from looking like a value that was not put in.
    """
    escaped = " ".join(str(text).split()).translate(ESCAPED).replace("\\{\\{", "\\{\u2060\\{")
    return OPENS_A_BLOCK.sub(r"\1\\", escaped)


def listed(items: list[str], none: str = "none") -> str:
    """Items as an English list: `a, b and c`."""
    items = list(items)
    if not items:
        return none
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"
