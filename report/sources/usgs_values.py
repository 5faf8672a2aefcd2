"""What a printed cell of the USGS says: a number, a bound, or a word that stands for no number."""

from __future__ import annotations

import re

TONNES = {
    "metric tons": 1.0, "thousand metric tons": 1e3, "thousand metric dry tons": 1e3, "million metric tons": 1e6,
    "kilograms": 1e-3, "million cubic meters": None,
}  # fmt: skip
"""Tonnes in a unit; None for a volume, which is none."""
NUMBER = re.compile(r"^(?P<bound>>?)(?P<digits>\d{1,3}(,\d{3})+(\.\d+)?|\d+(\.\d+)?)$")
WORDS = (
    (re.compile(r"^w$"), "withheld"),
    (re.compile(r"^(na|n\.a\.|xx)$"), "not_available"),
    (re.compile(r"^(s|less than (½|1/2) unit\.?)$"), "less_than_half_unit"),
    (re.compile(r"^(—|–|-|--)$"), "zero_or_nil"),
    (re.compile(r"^included with ilmenite"), "included_with_ilmenite"),
    (re.compile(r"^included in world total"), "included_in_total"),
    (re.compile(r"^(large|small|moderate)$"), "qualitative"),
)


def read_value(printed: str) -> tuple[float | None, str] | None:
    """(number, flag) of a printed cell; None when it is neither a number nor a known word.

    `zero_or_nil` is 0; a number after `>` is a bound; a comma stands only between groups of three digits.
    """
    text = printed.strip()
    if match := NUMBER.match(text):
        return float(match["digits"].replace(",", "")), "greater_than" if match["bound"] else ""
    for pattern, flag in WORDS:
        if pattern.match(text.lower()):
            return (0.0 if flag == "zero_or_nil" else None), flag
    return None


def in_tonnes(number: float | None, unit: str) -> float | None:
    """A printed number in tonnes; None without a number, without a unit or for a volume."""
    factor = TONNES.get(unit)
    return None if number is None or factor is None else round(number * factor, 6)


def half_last_digit(number: float | None) -> float | None:
    """Half a unit of the last significant digit printed: 50 for 1,200, 0.5 for 1,201, 0.05 for 1.1, 0.5 for 0."""
    if number is None:
        return None
    text = repr(number)
    whole, _, part = text.partition(".")
    if part.strip("0"):
        return 0.5 * 10.0 ** -len(part)
    return 0.5 * 10.0 ** (len(whole.lstrip("0")) - len(whole.strip("0")))
