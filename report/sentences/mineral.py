"""Sentences of a mineral chapter: who leads each step, what Canada adds, what the sources do not show."""

from __future__ import annotations

from calendar import month_name
from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from report.formats import format_value, listed, ordinal, share
from report.sentences.places import STAGES, inner, opening, period, shares_listed, spoken

CANADA = "CAN"
ROUNDING = 0.005


def mined(miners: pd.DataFrame, names: Mapping[str, str], name: str) -> str:
    """Who mines it, per product. miners: from `mineral.miners`."""
    if miners["world_share"].notna().sum() == 0:
        return (
            f"The USGS tables shipped here hold no mine output of {name} by country in tonnes; a table of another "
            "producer of figures would fill this step."
        )
    parts = []
    for product, group in miners[miners["world_share"] > 0].groupby("product", sort=False):
        top = group.nsmallest(3, "rank")
        estimate = ", a first estimate" if group["estimated"].any() else ""
        parts.append(
            f"World mine output in {int(group['year'].iloc[0])}{estimate}, counted as {inner(product)}: the "
            f"largest shares are those of {shares_listed(top, names, 'country')}."
        )
    held = miners.loc[miners["flag"] == "withheld", "country"].drop_duplicates()
    if len(held):
        parts.append(
            f"The figure of {listed([spoken(names.get(code, code)) for code in held])} is withheld; where the "
            "world total leaves it out as well, shares are of the rest."
        )
    return " ".join(parts)


def refined(refiners: pd.DataFrame, names: Mapping[str, str], name: str) -> str:
    """Who refines it, each producer of figures apart. refiners: from `mineral.refiners`."""
    known = refiners[refiners["world_share"] > 0]
    if known.empty:
        return (
            f"Neither the USGS tables nor the IEA tables shipped here count refined {name} by country; a refinery "
            "table would fill this step."
        )
    parts = []
    for (source, product), group in known.groupby(["source", "product"], sort=False):
        top = group.nsmallest(3, "rank")
        parts.append(
            f"World output in {int(group['year'].iloc[0])} by the {source}'s count of {inner(product)}: the "
            f"largest shares are those of {shares_listed(top, names, 'country')}."
        )
    return " ".join([*parts, *excesses(refiners)])


def excesses(rows: pd.DataFrame) -> list[str]:
    """A sentence for each product whose listed countries add to more than the stated world total."""
    found = []
    for (source, product), group in rows.groupby(["source", "product"], sort=False):
        over = group["world_share"].sum() - 1
        if over > ROUNDING:
            found.append(
                f"The countries that the {source} lists for {inner(product)} add to {share(over)} more than "
                "the total it states, so shares are a little high."
            )
    return found


def imported(importers: pd.DataFrame, names: Mapping[str, str], name: str, first: int, last: int) -> str:
    """Who imports it, each stage apart. importers: from `mineral.importers`."""
    headline = importers[importers["headline"]]
    if headline.empty:
        return (
            f"The trade table holds no clean code for {name}, so its buyers are not seen; customs data at more "
            "digits would fill this step."
        )
    parts = []
    for stage, group in headline.groupby("stage", sort=False):
        top = shares_listed(group.nsmallest(3, "rank"), names, "importer", "share")
        parts.append(
            f"World imports of {STAGES.get(stage, stage)} in {period(first, last)} "
            f"({format_value(group['value_usd'].sum(), 'usd')}): the largest buyers are {top}."
        )
    return " ".join(parts)


def unseen_stages(hs_map: pd.DataFrame, mineral_id: str) -> str:
    """Stages that have HS codes but none in the trade table, in one sentence; empty when there is none."""
    codes = hs_map[(hs_map["mineral_id"] == mineral_id) & (hs_map["nomenclature"] != "CN8")]
    any_seen = codes.groupby("stage")["in_trade_flows"].transform("any")
    dark = [STAGES.get(stage, stage) for stage in sorted(codes.loc[~any_seen, "stage"].unique())]
    lit = codes[any_seen]
    lacking = int((~lit["in_trade_flows"]).sum())
    parts = [
        f"The trade table has no code for {listed(dark)}, so that trade is not seen here." if dark else "",
        f"Of the codes of its other stages it lacks {lacking} of {len(lit)}." if dark and lacking else "",
        f"The trade table lacks {lacking} of its {len(lit)} codes." if lacking and not dark else "",
    ]
    return " ".join(part for part in parts if part) or "Every code mapped to it is in the trade table."


def codes_table(hs_map: pd.DataFrame, mineral_id: str) -> pd.DataFrame:
    """HS codes of six digits mapped to the mineral: hs_code description stage_name used caveat."""
    own = hs_map[(hs_map["mineral_id"] == mineral_id) & (hs_map["nomenclature"] != "CN8")]
    used = [
        ("yes" if clean else "yes, not in totals") if seen else "no"
        for seen, clean in zip(own["in_trade_flows"], own["headline"], strict=True)
    ]
    return own.assign(used=used, stage_name=own["stage"].map(STAGES))


def canada_mines(own: pd.DataFrame, reserves: pd.DataFrame, name: str) -> str:
    """Canada's output, place and reserves. own, reserves: Canadian rows of the last year, one per product."""
    made = own[own["value_t"] > 0]
    parts = [
        f"Canada mined {format_value(row.value_t, 't')} in {int(row.year)}, counted as {inner(row.product)}: "
        f"{share(row.world_share)} of the world, {ordinal(row.rank)} of {int(row.countries_ranked)} countries with a "
        "figure."
        for row in made.itertuples()
    ]
    if made.empty and len(own):
        parts = [f"The USGS prints no Canadian mine output of {name} for {int(own['year'].max())}."]
    if own.empty:
        parts = [
            f"The USGS tables name no Canadian mine output of {name}: none, one inside the countries they do not "
            "name, or a good they do not count."
        ]
    held = reserves[reserves["value_t"] > 0]
    parts += [
        f"Reserves, counted as {inner(row.product)}, stand at {format_value(row.value_t, 't')}"
        + (f", {share(row.world_share)} of the world's." if row.world_share == row.world_share else ".")
        for row in held.itertuples()
    ]
    return " ".join(parts)


def canada_refines(refiners: pd.DataFrame, name: str) -> str:
    """Canada's refined output by each producer of figures."""
    own = refiners[(refiners["country"] == CANADA) & (refiners["value_t"] > 0)]
    if own.empty:
        return f"No refined output of {name} in Canada is listed."
    return " ".join(
        f"The {row.source} puts Canada's {inner(row.product)} at {format_value(row.value_t, 't')} in {int(row.year)}, "
        f"{share(row.world_share)} of the world."
        for row in own.itertuples()
    )


def sold(buyers: pd.DataFrame, importers: pd.DataFrame, names: Mapping[str, str], name: str, years: str) -> str:
    """What Canada sold, to whom, and what part of the world's purchases that is, each stage apart."""
    headline = buyers[buyers["headline"]]
    if headline.empty:
        return f"The trade table shows no Canadian sale of {name} in {years} under a clean code."
    parts = []
    for stage, group in headline.groupby("stage", sort=False):
        world = importers.loc[(importers["stage"] == stage) & importers["headline"], "value_usd"].sum()
        top = group.nsmallest(3, "rank")
        worth = group["value_usd"].sum()
        parts.append(
            f"In {years} Canada sold {STAGES.get(stage, stage)} for {format_value(worth, 'usd')}, "
            f"{share(worth / world)} of the world's imports of them, above all to "
            f"{shares_listed(top, names, 'importer', 'share')}."
        )
    return " ".join(parts)


def main_stage(buyers: pd.DataFrame) -> str:
    """The headline stage with the largest Canadian sales, empty when there is none."""
    sizes = buyers[buyers["headline"]].groupby("stage")["value_usd"].sum()
    return str(sizes.idxmax()) if len(sizes) else ""


def buyers_by_year(
    rows: pd.DataFrame, names: Mapping[str, str], stage: str, provisional: int | None, top: int = 5
) -> pd.DataFrame:
    """Canada's sales of one stage by year, the largest buyers named: year name value_usd provisional.

    rows: annotated rows of Canada's exports of the mineral; misfiled ones are left out.
    """
    kept = rows[(rows["stage"] == stage) & rows["headline"] & ~rows["misfiled"]]
    largest = kept.groupby("importer")["value_usd"].sum().nlargest(top).index.tolist()
    named = kept["importer"].map(names).where(kept["importer"].isin(largest), "all others")
    table = kept.assign(name=named).groupby(["year", "name"], as_index=False)["value_usd"].sum()
    order = {**{names.get(code, code): at for at, code in enumerate(largest)}, "all others": len(largest)}
    table = table.assign(place=table["name"].map(order), provisional=table["year"] == provisional)
    return table.sort_values(["place", "year"], ignore_index=True).drop(columns="place")


def misfiled(rows: pd.DataFrame) -> str:
    """What is known to be entered under the wrong code; a plain sentence when nothing is. rows: annotated."""
    wrong = rows[rows["misfiled"]]
    if wrong.empty:
        return "No row of these exports is known to be entered under a wrong code."
    years = listed([str(year) for year in sorted(wrong["year"].unique())])
    worth, weight = format_value(wrong["value_usd"].sum(), "usd"), format_value(wrong["weight_t"].sum(), "t")
    return (
        f"Canadian sales to China in {years} ({worth}, {weight}) are spodumene concentrate entered as lithium "
        "oxide: real trade under the wrong code, left out of the figure."
    )


def outlook(gap: pd.DataFrame, scenarios: Mapping[str, str], comparable: bool = True) -> str:
    """Demand by scenario against counted mine supply in the last common year. gap: from `mineral.outlook_gap`."""
    if gap.empty:
        return "The IEA tables shipped here hold no demand and supply for it; a later edition may."
    rows = gap[gap["year"] == gap["year"].max()].sort_values("demand_kt")
    parts = [
        f"{format_value(row.demand_kt, 'kt')} ({scenarios.get(row.scenario, row.scenario).lower()})"
        for row in rows.itertuples()
    ]
    mining, low, high = rows["mining_kt"].iloc[0], rows["mining_over_demand"].min(), rows["mining_over_demand"].max()
    text = (
        f"In the IEA's scenarios demand in {int(rows['year'].iloc[0])} is {listed(parts)}; existing and announced "
        f"mines would give {format_value(mining, 'kt')}"
    )
    if not comparable:
        return f"{text}, which counts less than the demand does."
    return (
        f"{text}, {share(low)} to {share(high)} of it. Recycled metal is not in this supply, so less than the "
        "whole is not by itself a shortage."
    )


def canada_outlook(supply: pd.DataFrame) -> str:
    """Canada's listed part by stage, first and last year. supply: from `mineral.supply`."""
    own = supply[(supply["country"] == CANADA) & (supply["value_t"] > 0)]
    if supply.empty:
        return "No supply by country is listed."
    if own.empty:
        return "Canada is not among the countries that the IEA lists for it; any Canadian supply is inside the rest."
    parts = []
    for stage, group in own.sort_values("year").groupby("stage", sort=False):
        start, end = group.iloc[0], group.iloc[-1]
        parts.append(
            f"{stage} {format_value(start['value_t'], 't')} in {int(start['year'])} "
            f"({share(start['world_share'])} of the world) and {format_value(end['value_t'], 't')} in "
            f"{int(end['year'])} ({share(end['world_share'])})"
        )
    return f"Canada's listed part: {'; '.join(parts)}."


def priced(summary: pd.DataFrame, label: Callable[[str], str], name: str, few: int = 3) -> str:
    """The latest price against its peak: of the monthly series, of a few annual ones, or of many taken together.

    summary: `mineral.price_summary`; label: a producer's series name in short.
    """
    if summary.empty:
        return f"The price tables shipped here hold no series for {name}."
    monthly = summary[summary["frequency"] == "monthly"]
    rows = monthly.head(1) if len(monthly) else summary.sort_values("latest_over_peak")
    if len(rows) <= few:
        return " ".join(_price(row, label) for row in rows.itertuples())
    low = rows.iloc[0]
    below = int((rows["latest_over_peak"] < 1).sum())
    return (
        f"Of {len(rows)} annual series, {below} stand below their peak since {rows['first'].min()}; furthest below "
        f"is {inner(label(low['series']))}, at {share(low['latest_over_peak'])} of the peak of {low['peak']}."
    )


def _price(row: Any, label: Callable[[str], str]) -> str:
    peak = (
        f"the peak of the series since {written(row.first)}"
        if row.latest_over_peak >= 1
        else f"{share(row.latest_over_peak)} of the peak of {written(row.peak)}"
    )
    return (
        f"{opening(label(row.series))}: {format_value(row.latest_price, 'ratio')} {unit_words(row.unit)} in "
        f"{written(row.last)}, {peak}."
    )


def written(when: str) -> str:
    """`2026-05` as `May 2026`; a year stays."""
    year, _, month = str(when).partition("-")
    return f"{month_name[int(month)]} {year}" if month else year


def unit_words(unit: str) -> str:
    """A price unit in words: `$/mt` as `US dollars per tonne`."""
    words = unit.replace("$/mt", "US dollars per tonne").replace("$/", "US dollars per ").replace("dmtu", "dry tonne")
    return words if words.startswith("US ") else f"US {words}".replace("metric ton", "tonne")


def corrected(moves: pd.DataFrame) -> str:
    """How Canada's first estimates of this mineral moved. moves: rows of `estimates.moves` for the mineral."""
    last = moves[moves["is_last"]]
    parts = [
        f"{row.label}: the first estimate for {int(row.year)} was {format_value(row.first_t, 't')}, the newest "
        f"figure of the same producer is {format_value(row.newest_t, 't')} ({row.note})."
        for row in last.itertuples()
    ]
    return " ".join(parts) or "No first estimate of Canada's output of it was revised in the editions shipped here."
