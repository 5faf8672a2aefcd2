"""Sentences of a mineral chapter: who leads each step, what Canada adds, what the sources do not show."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from report.formats import format_value, listed, ordinal, share
from report.sentences.places import STAGES, inner, opening, period, shares_listed, spoken

CANADA = "CAN"
ROUNDING = 0.005


def mined(miners: pd.DataFrame, names: Mapping[str, str], name: str) -> str:
    """Who mines it, per product. miners: from `mineral.miners`."""
    if miners["world_share"].notna().sum() == 0:
        return (f"The USGS tables shipped here hold no mine output of {name} by country in tonnes; a table of another "
                "producer of figures would fill this step.")
    parts = []
    for product, group in miners[miners["world_share"] > 0].groupby("product", sort=False):
        top = group.nsmallest(3, "rank")
        estimate = ", a first estimate" if group["estimated"].any() else ""
        parts.append(f"Of world mine output in {int(group['year'].iloc[0])}{estimate} ({inner(product)}), the largest "
                     f"shares are those of {shares_listed(top, names, 'country')}.")
    held = miners.loc[miners["flag"] == "withheld", "country"].drop_duplicates()
    if len(held):
        parts.append(f"The figure of {listed([spoken(names.get(code, code)) for code in held])} is withheld; where the "
                     "world total leaves it out as well, shares are of the rest.")
    return " ".join(parts)


def refined(refiners: pd.DataFrame, names: Mapping[str, str], name: str) -> str:
    """Who refines it, each producer of figures apart. refiners: from `mineral.refiners`."""
    known = refiners[refiners["world_share"] > 0]
    if known.empty:
        return (f"Neither the USGS tables nor the IEA tables shipped here count refined {name} by country; a refinery "
                "table would fill this step.")
    parts = []
    for (source, product), group in known.groupby(["source", "product"], sort=False):
        top = group.nsmallest(3, "rank")
        parts.append(f"By the {source}'s count for {int(group['year'].iloc[0])} ({inner(product)}), the largest shares "
                     f"are those of {shares_listed(top, names, 'country')}.")
    return " ".join([*parts, *excesses(refiners)])


def excesses(rows: pd.DataFrame) -> list[str]:
    """A sentence for each product whose listed countries add to more than the stated world total."""
    found = []
    for (source, product), group in rows.groupby(["source", "product"], sort=False):
        over = group["world_share"].sum() - 1
        if over > ROUNDING:
            found.append(f"The countries that the {source} lists for {inner(product)} add to {share(over)} more than the "
                         "total it states, so shares are a little high.")
    return found


def imported(importers: pd.DataFrame, names: Mapping[str, str], name: str, first: int, last: int) -> str:
    """Who imports it, each stage apart. importers: from `mineral.importers`."""
    headline = importers[importers["headline"]]
    if headline.empty:
        return (f"The trade table holds no clean code for {name}, so its buyers are not seen; customs data at more "
                "digits would fill this step.")
    parts = [
        f"Of imports of {STAGES.get(stage, stage)} ({format_value(group['value_usd'].sum(), 'usd')} in "
        f"{period(first, last)}), the largest buyers are {shares_listed(group.nsmallest(3, 'rank'), names, 'importer', 'share')}."
        for stage, group in headline.groupby("stage", sort=False)
    ]
    return " ".join(parts)


def unseen_stages(hs_map: pd.DataFrame, mineral_id: str) -> str:
    """Stages that have HS codes but none in the trade table, in one sentence; empty when there is none."""
    codes = hs_map[(hs_map["mineral_id"] == mineral_id) & (hs_map["nomenclature"] != "CN8")]
    seen = codes.groupby("stage")["in_trade_flows"].any()
    dark = [STAGES.get(stage, stage) for stage in seen.index[~seen]]
    partly = codes[codes["stage"].isin(seen.index[seen]) & ~codes["in_trade_flows"]]
    parts = [f"None of the codes of {listed(dark)} is in the trade table, so that trade is not seen here." if dark else "",
             f"Of the other stages it lacks {len(partly)} of {len(codes[codes['stage'].isin(seen.index[seen])])} codes."
             if len(partly) else ""]
    return " ".join(part for part in parts if part) or "Every code mapped to it is in the trade table."


def canada_mines(own: pd.DataFrame, reserves: pd.DataFrame, name: str) -> str:
    """Canada's output, place and reserves. own, reserves: Canadian rows of the last year, one per product."""
    made = own[own["value_t"] > 0]
    parts = [
        f"Canada mined {format_value(row.value_t, 't')} in {int(row.year)} ({inner(row.product)}), {share(row.world_share)} "
        f"of the world and {ordinal(row.rank)} among the {int(row.countries_ranked)} countries with a figure."
        for row in made.itertuples()
    ]
    if made.empty and len(own):
        parts = [f"The USGS prints no Canadian mine output of {name} for {int(own['year'].max())}."]
    if own.empty:
        parts = [f"The USGS tables name no Canadian mine output of {name}: none, or one inside the countries it does not "
                 "name."]
    held = reserves[reserves["value_t"] > 0]
    parts += [f"Reserves stand at {format_value(row.value_t, 't')} ({inner(row.product)})"
              + (f", {share(row.world_share)} of the world's." if row.world_share == row.world_share else ".")
              for row in held.itertuples()]
    return " ".join(parts)


def canada_refines(refiners: pd.DataFrame, name: str) -> str:
    """Canada's refined output by each producer of figures."""
    own = refiners[(refiners["country"] == CANADA) & (refiners["value_t"] > 0)]
    if own.empty:
        return f"No refined output of {name} in Canada is listed."
    return " ".join(
        f"The {row.source} puts Canada's output of {inner(row.product)} at {format_value(row.value_t, 't')} in "
        f"{int(row.year)}, {share(row.world_share)} of the world." for row in own.itertuples()
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
        parts.append(f"In {years} Canada sold {STAGES.get(stage, stage)} for {format_value(group['value_usd'].sum(), 'usd')}, "
                     f"{share(group['value_usd'].sum() / world)} of the world's imports of them, above all to "
                     f"{shares_listed(top, names, 'importer', 'share')}.")
    return " ".join(parts)


def main_stage(buyers: pd.DataFrame) -> str:
    """The headline stage with the largest Canadian sales, empty when there is none."""
    sizes = buyers[buyers["headline"]].groupby("stage")["value_usd"].sum()
    return str(sizes.idxmax()) if len(sizes) else ""


def misfiled(rows: pd.DataFrame) -> str:
    """What is known to be entered under the wrong code; a plain sentence when nothing is. rows: annotated."""
    wrong = rows[rows["misfiled"]]
    if wrong.empty:
        return "No row of these exports is known to be entered under a wrong code."
    years = listed([str(year) for year in sorted(wrong["year"].unique())])
    worth, weight = format_value(wrong["value_usd"].sum(), "usd"), format_value(wrong["weight_t"].sum(), "t")
    return (f"Canadian sales to China in {years} ({worth}, {weight}) are spodumene concentrate entered as lithium oxide: "
            "real trade under the wrong code, left out of the figure.")


def outlook(gap: pd.DataFrame, scenarios: Mapping[str, str], year: int) -> str:
    """Demand by scenario against listed mine supply in one year. gap: from `mineral.outlook_gap`."""
    rows = gap[gap["year"] == year].sort_values("demand_kt")
    if rows.empty:
        return "The IEA tables shipped here hold no demand and supply for it; a later edition may."
    parts = [f"{format_value(row.demand_kt, 'kt')} under {scenarios.get(row.scenario, row.scenario).lower()}"
             for row in rows.itertuples()]
    mining = rows["mining_kt"].iloc[0]
    cover = f"{share(rows['mining_over_demand'].min())} to {share(rows['mining_over_demand'].max())}"
    return (f"The IEA expects demand in {year} of {listed(parts)}; the mines it lists would give {format_value(mining, 'kt')}, "
            f"{cover} of it. Recycled metal is not in this supply, so less than the whole is not by itself a shortage.")


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
        parts.append(f"{stage} {format_value(start['value_t'], 't')} in {int(start['year'])} "
                     f"({share(start['world_share'])} of the world) and {format_value(end['value_t'], 't')} in "
                     f"{int(end['year'])} ({share(end['world_share'])})")
    return f"Canada's listed part: {'; '.join(parts)}."


def wider_demand(listed_as: str, name: str, mineral_id: str) -> str:
    """Whether the IEA counts another thing than the chapter does. listed_as: its name for the demand."""
    if not listed_as:
        return "The IEA tables shipped here do not list it."
    if not mineral_id:
        return (f"The IEA's demand for {inner(listed_as)} is wider than {name}: it takes in the artificial form as well, so "
                "demand and mine supply are not comparable here.")
    return f"The IEA lists it as: {inner(listed_as)}."


def priced(summary: pd.DataFrame, label: str, name: str) -> str:
    """The latest price against its peak for the chosen series. summary: rows of `mineral.price_summary`."""
    if summary.empty:
        return f"The price tables shipped here hold no series for {name}."
    row = summary.sort_values(["frequency", "series"], ascending=[False, True]).iloc[0]
    peak = (f"which is the peak of the series since {row['first']}" if row["latest_over_peak"] >= 1 else
            f"{share(row['latest_over_peak'])} of the peak of {row['peak']}")
    return (f"{opening(label)}: {format_value(row['latest_price'], 'ratio')} {row['unit'].replace('$/', 'dollars per ')} in "
            f"{row['last']}, {peak}.")


def corrected(moves: pd.DataFrame) -> str:
    """How Canada's first estimates of this mineral moved. moves: rows of `estimates.moves` for the mineral."""
    last = moves[moves["is_last"]]
    parts = [f"The first estimate for {int(row.year)} was {format_value(row.first_t, 't')} of {inner(row.label)}; a year "
             f"later the same producer printed {format_value(row.newest_t, 't')} ({row.note})." for row in last.itertuples()]
    return " ".join(parts) or "No first estimate of Canada's output of it has been revised in the editions shipped here."
