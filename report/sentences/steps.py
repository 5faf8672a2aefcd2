"""Sentences on the steps of a mineral: who mines, refines and imports it, and what the tables do not show."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from report.formats import format_value, listed, share
from report.sentences.places import STAGES, inner, period, shares_listed, spoken

ROUNDING = 0.005
HELD = {"withheld": "is withheld", "not_available": "is not available"}


def mined(miners: pd.DataFrame, names: Mapping[str, str], name: str) -> str:
    """Who mines it, per product. miners: from `mineral.miners`."""
    known = miners[miners["world_share"] > 0]
    if known.empty:
        return (
            f"The USGS tables shipped here hold no mine output of {name} by country in tonnes; a table of another "
            "producer of figures would fill this step."
        )
    parts = []
    for product, group in known.groupby("product", sort=False):
        top = group.nsmallest(3, "rank")
        estimate = ", a first estimate" if group["estimated"].any() else ""
        parts.append(
            f"World mine output in {int(group['year'].iloc[0])}{estimate}, counted as {inner(product)}: the "
            f"largest shares are those of {shares_listed(top, names, 'country')}."
        )
    return " ".join(parts)


def told(
    mined: str, refined: str, own_mined: str, own_refined: str, known: tuple[bool, bool], name: str
) -> tuple[str, str, str]:
    """The sentences in the order of what is known: those that open the chapter, of the steps, and of Canada's place.

    known: whether mine output and refined output are counted by country.
    """
    if known[0]:
        return f"{mined} {own_mined}", refined, own_refined
    if known[1]:
        return f"{refined} {own_refined}", mined, own_mined
    lead = (
        f"No table shipped here counts mined or refined {name} by country in tonnes; what trade, lists and the record"
    )
    return f"{lead} show of it follows.", refined, own_refined


def held_back(withheld: pd.DataFrame, names: Mapping[str, str]) -> list[str]:
    """A sentence for each figure not printed, with the range the total leaves. withheld: `standing.withheld`."""
    sentences = []
    for row in withheld[withheld["flag"].isin(HELD)].itertuples():
        country = spoken(names.get(row.country, row.country))
        left = (
            f"the rounded world total leaves room for anything from nothing to {format_value(row.high_t, 't')}"
            if row.high_t == row.high_t
            else "the world total leaves no room for it, so it is left out there and shares are of the rest"
        )
        sentences.append(f"The figure of {country} for {inner(row.product)} {HELD[row.flag]}; {left}.")
    return sentences


def rounded(miners: pd.DataFrame, least: float = 0.02) -> list[str]:
    """A sentence for each product whose rounded world total moves the largest share by more than `least`."""
    first = miners[miners["rank"] == 1]
    wide = first[(first["world_share_high"] - first["world_share_low"]) > least]
    return [
        f"The world total of {inner(row.product)} is printed so coarsely that the largest share could be "
        f"{share(row.world_share_low)} to {share(row.world_share_high)}."
        for row in wide.itertuples()
    ]


def unsure(miners: pd.DataFrame, withheld: pd.DataFrame, names: Mapping[str, str]) -> str:
    """What is not sure in the mine figures, in a few sentences. withheld: from `standing.withheld`."""
    if miners.empty:
        return ""
    found = [*held_back(withheld, names), *rounded(miners)]
    return " ".join(found) or "No figure of the newest year is withheld, and rounding moves no large share by much."


def refined(refiners: pd.DataFrame, names: Mapping[str, str], name: str) -> str:
    """Who refines it, each producer of figures apart. refiners: from `mineral.refiners`."""
    known = refiners[refiners["world_share"] > 0]
    if known.empty and len(refiners):
        countries = listed([spoken(names.get(code, code)) for code in sorted(refiners["country"].unique())])
        year = int(refiners["year"].max())
        return f"The USGS names {countries} as refiners of {name} in {year} and prints a figure for none of them."
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
    """Stages that have HS codes but none in the trade table, and codes it lacks, in one or two sentences."""
    codes = hs_map[(hs_map["mineral_id"] == mineral_id) & (hs_map["nomenclature"] != "CN8")]
    if codes.empty:
        return "No six-digit customs code shows it alone, so the trade table does not hold it."
    any_seen = codes.groupby("stage")["in_trade_flows"].transform("any")
    dark = [STAGES.get(stage, stage) for stage in sorted(codes.loc[~any_seen, "stage"].unique())]
    lit = codes[any_seen]
    lacking = int((~lit["in_trade_flows"]).sum())
    parts = [
        f"The trade table has no code for {listed(dark)}, so that trade is not seen here." if dark else "",
        f"Of the codes of its other stages it lacks {lacking} of {len(lit)}." if dark and lacking else "",
        f"The trade table lacks {lacking} of its {len(lit)} codes." if lacking and not dark else "",
    ]
    if not dark and not codes["headline"].any():
        parts.append("Its code in the trade table is shared with other goods, so it is kept out of totals.")
    return " ".join(part for part in parts if part) or "Every code mapped to it is in the trade table."


def suppressed(hs_map: pd.DataFrame, mineral_id: str) -> str:
    """A warning where the trade of a code is kept secret by those who report it; empty where none is known."""
    rows = hs_map[(hs_map["mineral_id"] == mineral_id) & hs_map["caveat"].str.contains("suppressed")]
    if rows.empty:
        return ""
    return (
        f"Customs offices suppress much of this trade for confidentiality (codes {listed(rows['hs_code'].tolist())}), "
        "so what is seen is a part of it."
    )


def tables_of(chain: pd.DataFrame) -> list[str]:
    """The tables that the steps shown rest on. chain: from `mineral.chain`."""
    tables = {("mine", "USGS"): "production", ("refine", "USGS"): "refining", ("refine", "IEA"): "supply_outlook"}
    pairs = chain[["step", "source"]].drop_duplicates().itertuples(index=False)
    return list(dict.fromkeys(tables.get(tuple(pair), "trade_flows") for pair in pairs))


def gaps(
    hs_map: pd.DataFrame,
    mineral_id: str,
    miners: pd.DataFrame,
    refiners: pd.DataFrame,
    outlook_gap: pd.DataFrame,
    clean_demand: pd.DataFrame,
    name: str,
) -> dict[str, str]:
    """What is missing on trade, output and outlook, one sentence each: gap_trade gap_output gap_outlook."""
    mined, refined = (rows["world_share"].gt(0).any() for rows in (miners, refiners))
    missing = " or ".join(word for word, there in (("mined", mined), ("refined", refined)) if not there)
    output = f"no table of {missing} {name} by country in tonnes is shipped here."
    both = f"mined and refined {name} are counted in different ways, and the newest year is an estimate."
    if len(outlook_gap):
        ahead = "the supply is that of projects listed when the tables were made, and recycled metal is not in it."
    elif len(clean_demand):
        ahead = "demand is listed for clean technologies only, and supply by country not at all."
    else:
        ahead = "neither demand nor supply to come is listed."
    return {
        "gap_trade": unseen_stages(hs_map, mineral_id),
        "gap_output": output if missing else both,
        "gap_outlook": ahead,
    }


def codes_table(hs_map: pd.DataFrame, mineral_id: str) -> pd.DataFrame:
    """HS codes mapped to the mineral, of six digits where there are any: hs_code description stage_name used caveat."""
    every = hs_map[hs_map["mineral_id"] == mineral_id]
    six = every[every["nomenclature"] != "CN8"]
    own = six if len(six) else every
    used = [
        ("yes" if clean else "yes, not in totals") if seen else "no"
        for seen, clean in zip(own["in_trade_flows"], own["headline"], strict=True)
    ]
    return own.assign(used=used, stage_name=own["stage"].map(STAGES))
