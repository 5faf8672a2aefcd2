"""Names of countries and goods as they stand in a sentence, shared by the supply and mineral chapters."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pandas as pd

from report.formats import listed, ordinal, share

GROUPS = {"EUU": "European Union", "EUU-other": "other EU members", "rest": "all others"}
WITH_ARTICLE = {
    "United States",
    "United Kingdom",
    "United Arab Emirates",
    "European Union",
    "Netherlands",
    "Philippines",
    "DR Congo",
    "Czech Republic",
    "Dominican Republic",
    "Central African Republic",
    "Republic of the Congo",
    "Caribbean Netherlands",
    "Netherlands Antilles",
    "Bahamas",
    "Comoros",
    "Gambia",
    "Maldives",
    "Holy See",
    "Isle of Man",
    "British Indian Ocean Territory",
    "French Southern Territories",
}
"""Beside these, every name that ends in `Islands`."""
STAGES = {
    "ore": "ores and concentrates",
    "refined": "refined and processed forms",
    "scrap": "scrap",
    "downstream": "finished goods",
}


def country_names(countries: pd.DataFrame) -> dict[str, str]:
    """Name of every country code and of the groups that charts use. countries: country name."""
    return {**dict(zip(countries["country"], countries["name"], strict=True)), **GROUPS}


def spoken(name: str) -> str:
    """A name as it stands inside a sentence: `the United States`, `Chile`."""
    return f"the {name}" if name in WITH_ARTICLE or name.endswith(" Islands") else name


def opening(text: str) -> str:
    """The text with a capital first letter, the rest unchanged."""
    return text[:1].upper() + text[1:]


def inner(text: str) -> str:
    """A label as it stands inside a sentence: `Lithium content` as `lithium content`, `K2O` unchanged."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def product_label(name: str, product: str, several: bool) -> str:
    """Label of a product: the mineral, and what is counted where the mineral has several products."""
    counted = re.sub(r" \(proxy\)|, TiO2 content", "", inner(product)).removeprefix(f"{name}, ")
    return opening(name) + (f": {counted}" if several else "")


def shares_listed(rows: pd.DataFrame, names: Mapping[str, str], column: str, value: str = "world_share") -> str:
    """`China (70%), Chile (20%) and Argentina (5.5%)`, in the order of the rows."""
    pairs = zip(rows[column], rows[value], strict=True)
    return listed([f"{spoken(names.get(code, code))} ({share(part)})" for code, part in pairs])


def period(first: int, last: int) -> str:
    """`2021-2024`, or the year alone."""
    return f"{first}" if first == last else f"{first}\u2013{last}"


def together(*sentences: str, none: str = "") -> str:
    """The sentences that are not empty, in one paragraph; `none` when all are."""
    return " ".join(sentence for sentence in sentences if sentence) or none


def place(low: float, high: float) -> str:
    """A world rank as the interval that the figures allow: `4th`, or `4th to 6th`; `none` without output."""
    if low != low:
        return "none"
    return ordinal(low) if high <= low or high != high else f"{ordinal(low)} to {ordinal(high)}"
