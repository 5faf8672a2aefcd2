"""Sentences across partners: who buys, what is promised and not sold, what came of it, what could move."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from report.formats import day, format_value, listed

from .words import BINDING, are, capital, counted


def buyers(totals: pd.DataFrame, names: dict[str, str], years: tuple[int, int]) -> str:
    """Who among the partner countries buys most from Canada. totals: from `synthesis.partner_totals`."""
    countries = totals[totals["kind"] == "country"].sort_values("from_canada_usd", ascending=False)
    if countries.empty or countries["from_canada_usd"].sum() == 0:
        return "The trade table holds no sale of listed minerals to a partner country."
    top = countries.iloc[0]
    share = top["from_canada_usd"] / countries["from_canada_usd"].sum()
    own = format_value(top["share_canada"], "share")
    return (
        f"{capital(names[top['partner']])} is the largest buyer of Canada's listed minerals among the partner "
        f"countries: {format_value(share, 'share')} of what they bought from Canada in {years[0]} to {years[1]} "
        f"by value, and {own} of its own imports."
    )


def rank(place: float) -> str:
    """A rank among countries in words; a bloc, whose rank is missing, is not ranked."""
    return "not ranked" if place != place else format_value(place, "ordinal")


def shares(cells: pd.DataFrame) -> str:
    """The largest shares of Canada in the matrix. cells: name_with_article mineral stage share_canada kind."""
    countries = cells[cells["kind"] == "country"].sort_values("share_canada", ascending=False).head(3)
    parts = [
        f"{good(row)} in {row['name_with_article']} ({format_value(row['share_canada'], 'share')})"
        for row in countries.to_dict("records")
    ]
    if not parts:
        return "Canada has no measurable share of any partner's imports."
    return f"Canada's largest shares of a partner's imports: {listed(parts)}."


def good(row: Mapping[str, Any]) -> str:
    """A mineral at a stage in running text: `copper ore`, `refined aluminium`."""
    mineral, stage = row["mineral"], row["stage"]
    if stage == "ore":
        return mineral if mineral.endswith("ore") else f"{mineral} ore"
    return f"{'refined' if stage == 'refined' else stage} {mineral}"


def room(cells: pd.DataFrame, line: float, shift: float) -> str:
    """In how many of the cells where one supplier is over the line Canada could take over the share asked;
    countries only.
    """
    over, can = room_counts(cells)
    if not over:
        return f"No partner country buys more than {format_value(line, 'share')} of a good from one supplier."
    return (
        f"In {over} cases a partner country buys more than {format_value(line, 'share')} of a good it imports "
        f"from one supplier other than Canada; in {can} of them Canada's sales elsewhere would cover "
        f"{format_value(shift, 'share')} of its imports."
    )


def room_counts(cells: pd.DataFrame) -> tuple[int, int]:
    """(cells over the line with a supplier other than Canada, those Canada could serve); partner countries only."""
    countries = cells[(cells["kind"] == "country") & cells["leaning"]]
    return len(countries), int(countries["can"].sum())


def overlap(table: pd.DataFrame) -> str:
    """The largest part of Canada's sales to a partner country that is in minerals its own texts name."""
    named = table[table["overlap_share"].notna() & (table["kind"] == "country")].sort_values("overlap_share")
    silent = table[(table["minerals_named"] == 0) & (table["kind"] == "country")]["name"].tolist()
    if named.empty:
        return "No text signed with one partner country names a mineral."
    top = named.iloc[-1]
    text = (
        f"Of what Canada sells a partner country, at most {format_value(top['overlap_share'], 'share')} "
        f"({top['name']}) is "
        f"in minerals that the texts signed with it name"
    )
    return f"{text}. The texts with {listed(silent)} name none." if silent else f"{text}."


def sold_and_named(named: pd.DataFrame) -> str:
    """Minerals most named by texts and minerals most sold, over partner countries. named: partner mineral named
    value_usd.
    """
    often = named[named["named"]].groupby("mineral").size().sort_values(ascending=False)
    often = often[often >= often.head(3).min()].index.tolist() if len(often) else []
    sold = named.groupby("mineral")["value_usd"].sum().sort_values(ascending=False).head(3).index.tolist()
    return f"The texts name {listed(often, 'no mineral')} most often; the largest sales are in {listed(sold, 'none')}."


def delivered(row: pd.Series, when: date) -> str:
    """What became of all commitments due. row: from `delivery.delivery` without groups."""
    if not row["due"]:
        return f"No commitment was due by {day(when)}."
    parts = [
        (row["done"], "met"),
        (row["missed"], "known to be missed"),
        (row["no_evidence"], "due without evidence"),
        (row["unknown"], "of unknown outcome"),
    ]
    found = listed([f"{int(count)} {words}" for count, words in parts if count])
    missed = "" if row["missed"] else " None is known to be missed; unknown means that nothing was seen either way."
    return f"Of {counted(row['due'], 'commitment')} due by {day(when)}: {found}.{missed}"


def delivered_by_force(table: pd.DataFrame) -> str:
    """Whether delivery can be compared between kinds of force. table: from `overview.delivery_by_binding`."""
    judged = table[table["ratio"].notna()]
    if len(judged) < 2:
        return "Too few commitments were due in all but one kind of force for delivery to be compared between them."
    best = judged.sort_values("ratio").iloc[-1]
    ratio = format_value(best["ratio"], "share")
    return f"The highest delivery ratio is that of texts {BINDING[best['binding']]}: {ratio}."


def pledged(pairs: pd.DataFrame) -> str:
    """Sites counted under more than one partner. pairs: from `pledges.pairs`."""
    if pairs.empty:
        return "No project site is counted under more than one partner."
    sites = pairs.groupby("site", sort=False)["partner"].agg(list)
    parts = [f"{site} under {listed(sorted(partners))}" for site, partners in sites.items()]
    count = capital(counted(len(sites), "site"))
    return f"{count} {are(len(sites))} counted under more than one partner: {'; '.join(parts)}."


def ahead(calendar: pd.DataFrame, when: date, months: int = 12) -> str:
    """How many dates fall due in the months after the edition date. calendar: from `delivery.calendar`."""
    if calendar.empty:
        return f"No date of the ledger falls due in the {months} months after {day(when)}."
    own = calendar[calendar["kind"] == "commitment"]
    return (
        f"{capital(counted(len(calendar), 'date'))} fall{'s' if len(calendar) == 1 else ''} due in the "
        f"{months} months after "
        f"{day(when)}, of which {len(own)} {are(len(own))} commitments of governments."
    )


def fits(table: pd.DataFrame) -> str:
    """The partner country whose imports fit Canada's exports best and least. table: from
    `overview.complementarities`.
    """
    ranked = table[(table["kind"] == "country") & table["tci_0_100"].notna()].sort_values("tci_0_100")
    if len(ranked) < 2:
        return "Too few partners have imports to compare."
    low, high = ranked.iloc[0], ranked.iloc[-1]
    return (
        f"Among partner countries the import mix of {high['name']} fits Canada's export mix best "
        f"({high['tci_0_100']:.0f} "
        f"of 100) and that of {low['name']} least ({low['tci_0_100']:.0f})."
    )


def asked(table: pd.DataFrame, shift: float) -> str:
    """How many goods Canada could meet were all to ask at once, and where it falls shortest by need.

    table: from `asks.asks` with mineral.
    """
    if table.empty:
        return "No partner country leans on one supplier for a good."
    met = table[table["coverage"] >= 1]
    short = table[table["coverage"] < 1].sort_values("asked_t_per_year", ascending=False)
    text = (
        f"Were every partner country that leans on one supplier to ask for {format_value(shift, 'share')} of its "
        f"imports "
        f"at once, Canada could turn enough for {len(met)} of {counted(len(table), 'good')}"
    )
    if short.empty:
        return f"{text}."
    tons = [f"{good(row)} ({format_value(row['coverage'], 'share')})" for row in short.head(3).to_dict("records")]
    return (
        f"{text}; it falls short for {listed(tons)} and others."
        if len(short) > 3
        else f"{text}, and not for {listed(tons)}."
    )


def ranked(intervals: pd.DataFrame, measures: int, draws: int) -> str:
    """What the rank intervals allow one to say. intervals: from `ranks.rank_intervals` with `name`."""
    if intervals.empty:
        return "No partner can be ranked."
    top, last = intervals.iloc[0], intervals.iloc[-1]
    rivals = intervals[intervals["rank_low"] <= top["rank_high"]]
    text = (
        f"Over {measures} measures and {draws:,} draws of their weights, {top['name']} comes first in "
        f"{format_value(top['first_share'], 'share')} of draws, and {last['name']} stands between places "
        f"{int(last['rank_low'])} and {int(last['rank_high'])}"
    )
    if len(rivals) < 2:
        return f"{text}."
    return f"{text}; {len(rivals)} partners could stand at place {int(top['rank_high'])} or better."


def tonnage(stated: pd.DataFrame) -> str:
    """Whether tonnes promised can be read against capacity. stated: from `pledges.tonnage_table`."""
    both = int((stated["pledged_t"].notna() & stated["capacity_t"].notna()).sum())
    if stated.empty:
        return "No project row states a yearly tonnage or a capacity."
    if both:
        return f"For {counted(both, 'site')} both the tonnes promised and the capacity have a source."
    return (
        f"{capital(counted(len(stated), 'site'))} {'has' if len(stated) == 1 else 'have'} a stated tonnage or "
        f"capacity, and "
        "none has both, so nothing is stacked: a promise cannot be read against what it would take."
    )
