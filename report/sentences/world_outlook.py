"""Sentences on demand to come, listed supply and Canada's part of it."""

from __future__ import annotations

import pandas as pd

from report.formats import format_value, listed, share

from .words import capital


def cover(ranges: pd.DataFrame, year: int) -> str:
    """Which mineral's listed mines cover least and most of demand in a year. ranges: `coverage_range` with mineral."""
    if ranges.empty:
        return f"The outlook holds no demand and supply to compare for {year}."
    low, high = ranges.iloc[0], ranges.iloc[-1]
    return (
        f"In {year} listed mines would cover {_span(low)} of demand for {low['mineral']}, the least, and "
        f"{_span(high)} for "
        f"{high['mineral']}, the most."
    )


def _span(row: pd.Series) -> str:
    low, high = share(row["low"]), share(row["high"])
    return low if low == high else f"{low} to {high}"


def short(ranges: pd.DataFrame, year: int) -> str:
    """How many minerals fall short in every scenario, and how the same ratio reads today."""
    every = ranges[ranges["high"] < 1]["mineral"].tolist()
    already = ranges[(ranges["base"] < 1)]["mineral"].tolist()
    text = f"In {year} listed mines fall short of demand in every scenario for {listed(every, 'no mineral')}."
    if not already:
        return text
    return (
        f"{text} They already do today for {listed(already)}, and recycled metal and stocks are in no supply "
        f"figure: a gap "
        "is what is not yet listed, and not by itself a shortage."
    )


def canada(parts: pd.DataFrame, first: int, last: int) -> str:
    """Where the outlook lists Canada by itself, and how that part moves. parts: `canada_part` with mineral."""
    listed_rows = parts[parts["listed"]]
    if listed_rows.empty:
        return "The outlook lists Canada by itself for no mineral."
    texts = []
    for (mineral, stage), own in listed_rows.groupby(["mineral", "stage"], sort=False):
        by_year = own.set_index("year")
        texts.append(f"{mineral} {stage} ({_moves(by_year, parts, mineral, stage, first, last)})")
    return f"Canada is listed by itself for {listed(texts)}."


def _moves(own: pd.DataFrame, parts: pd.DataFrame, mineral: str, stage: str, first: int, last: int) -> str:
    words = []
    for year in (first, last):
        if year in own.index:
            amount = format_value(own.loc[year, "canada_kt"], "kt")
            words.append(f"{amount} in {year}, {share(own.loc[year, 'share'])} of the world's")
        else:
            words.append(f"not listed in {year}")
    return "; ".join(words)


def unlisted(parts: pd.DataFrame, year: int) -> str:
    """What can be said where Canada is not listed by itself: at most the part of all countries that are not."""
    rows = parts[(parts["year"] == year) & ~parts["listed"] & (parts["stage"] == "mining")]
    if rows.empty:
        return "Canada's mine output is listed by itself for every mineral."
    texts = [f"{share(row['ceiling'])} for {row['mineral']}" for row in rows.sort_values("ceiling").to_dict("records")]
    return (
        f"For the others its mines stand among the countries not listed by themselves, who together have in "
        f"{year} at most "
        f"{listed(texts)}."
    )


def wider(against: pd.DataFrame) -> str:
    """Minerals whose listed demand counts more than the mined mineral, which cannot be set against mines."""
    names = against.loc[~against["comparable"], "mineral"].drop_duplicates().tolist()
    if not names:
        return "Demand and mines count the same mineral everywhere."
    return (
        f"{capital(listed(names))} is left out of the comparison: the demand counts artificial material too, "
        f"which no mine "
        "supplies."
    )


def one(own: pd.DataFrame, part: pd.DataFrame) -> str:
    """How demand and listed mine supply of one mineral move, and Canada's listed part at the end.

    own: rows of `against_supply` with mineral; part: rows of `canada_part` for its mines, empty where not listed.
    """
    first, last = own["year"].min(), own["year"].max()
    then, now = own[own["year"] == last], own[own["year"] == first]
    low, high = (value / now["demand_kt"].mean() for value in (then["demand_kt"].min(), then["demand_kt"].max()))
    supply = then["mining_kt"].mean() / now["mining_kt"].mean()
    text = (
        f"By {last} demand for {own['mineral'].iloc[0]} is {low:.1f} to {high:.1f} times that of {first}; listed mines "
        f"yield {supply:.1f} times as much."
    )
    end = part[part["year"] == last]
    if end.empty:
        return text
    return f"{text} Canada's listed part is then {share(end['share'].iloc[0])}."
