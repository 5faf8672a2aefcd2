"""Frames and sentences of the chapter on Canada's supply: the words follow whoever leads and whichever way it moved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from report.formats import format_value, listed, ordinal, share
from report.sentences.places import GROUPS, STAGES, country_names, inner, period, place, product_label, spoken

CANADA = "CAN"
UNION = ("EUU-other", "DEU", "FRA", "ITA")
DRAWN = {
    "USA": "United States",
    "CHN": "China",
    "JPN": "Japan",
    "KOR": "South Korea",
    **dict.fromkeys(UNION, "European Union"),
}
SHORT = {"ore": "ore", "refined": "refined", "scrap": "scrap", "downstream": "products"}
ORDER = ["United States", "European Union", "China", "Japan", "South Korea", "all others"]


def production_places(output: pd.DataFrame, minerals: pd.DataFrame, country: str = CANADA) -> pd.DataFrame:
    """The country's newest output per product: name label place note earlier_share, largest world share first.

    output: every year of the newest edition, all countries, from `standing.with_place`; production or refining. The
    place is the interval that withheld and unnamed countries allow; earlier_share is that of the year before.
    """
    own = output[output["country"] == country]
    keys = ["mineral_id", "product"]
    newest = own.groupby(keys)["year"].transform("max")
    before = own[own["year"] == newest - 1].set_index(keys)["world_share"].rename("earlier_share")
    table = own[own["year"] == newest].join(before, on=keys)
    table = table.merge(minerals[["mineral_id", "name"]], on="mineral_id", how="left")
    table["place"] = [_place(row) for row in table.to_dict("records")]
    several = table.groupby("mineral_id")["product"].transform("count") > 1
    labels = zip(table["name"], table["product"], several, strict=True)
    table["label"] = [product_label(*row) for row in labels]
    ranks = [place(*pair) for pair in zip(table["rank_low"], table["rank_high"], strict=True)]
    table["note"] = table["world_share"].map(share) + ", " + ranks
    return table.sort_values("world_share", ascending=False, ignore_index=True)


def _place(row: Mapping[str, Any]) -> str:
    where = place(row["rank_low"], row["rank_high"])
    if where == "none":
        return where
    worst = f", {ordinal(row['rank_high'])} at worst" if row["rank_high"] > row["rank_low"] else ""
    return f"{ordinal(row['rank_low'])} of {int(row['countries_ranked'])} named{worst}"


def places_sentence(places: pd.DataFrame, what: str = "world output") -> str:
    """Where Canada is largest. places: rows of `production_places` with an output; what they are shares of."""
    first, later = places.iloc[0], places.iloc[1:3]
    also = listed([f"{inner(row.label)} ({share(row.world_share)})" for row in later.itertuples()])
    return (
        f"Canada's largest place is in {inner(first['label'])}: {share(first['world_share'])} of {what} in "
        f"{int(first['year'])}, {place(first['rank_low'], first['rank_high'])} in the world; then {also}"
    )


def without_output(own: pd.DataFrame, minerals: pd.DataFrame) -> str:
    """Listed minerals where the tables show no Canadian output, and those they do not cover at all."""
    named = minerals.set_index("mineral_id")["name"]
    zero = own[own["value_t"].eq(0)].drop_duplicates("mineral_id").set_index("mineral_id")["product"].sort_index()
    nil = [
        named[code] + (f" ({inner(product.partition(' (')[0])})" if " (" in product else "")
        for code, product in zero.items()
    ]
    unseen = sorted(own.loc[own["value_t"].isna(), "mineral_id"].unique())
    absent = sorted(set(minerals.loc[minerals["on_list_2024"], "mineral_id"]) - set(own["mineral_id"]))
    parts = [
        f"The USGS prints no mine output of Canada for {listed(nil)}." if nil else "",
        f"It counts {listed([named[code] for code in unseen])} in a unit that is not tonnes, or withholds the figure."
        if unseen
        else "",
        f"Its tables of mine output name no Canadian figure for {listed([named[code] for code in absent])}: "
        "no output, an output inside the countries it does not name, or a good that it does not count by country."
        if absent
        else "",
    ]
    return " ".join(part for part in parts if part)


def drawn_shares(shares: pd.DataFrame, by: Sequence[str] = ("year",)) -> pd.DataFrame:
    """Destination shares in the few groups that charts name: *by name value_usd share.

    shares: `canada.destination_shares`; the European Union is one, from parts that do not overlap.
    """
    named = shares.assign(name=shares["destination"].map(DRAWN).fillna(GROUPS["rest"]))
    table = named.groupby([*by, "name"], as_index=False)[["value_usd", "share"]].sum()
    table["place"] = table["name"].map({name: at for at, name in enumerate(ORDER)})
    return table.sort_values([*by, "place"], ignore_index=True).drop(columns="place")


def leader(shares: pd.DataFrame) -> str:
    """The name with the largest share, all others left out. shares: name share."""
    named = shares[shares["name"] != GROUPS["rest"]]
    return str(named.loc[named["share"].idxmax(), "name"])


def baskets(pooled: pd.DataFrame, minerals: pd.DataFrame) -> pd.DataFrame:
    """Destination shares with the largest goods left out in turn: basket dropped name value_usd share.

    pooled: `canada.exports_by_destination` cut to the pool. The two largest minerals are found, not named.
    """
    counted = pooled[pooled["headline"]]
    sizes = counted.groupby("mineral_id")["value_usd"].sum().sort_values(ascending=False)
    first, second = sizes.index[:2]
    named = minerals.set_index("mineral_id")["name"]
    cuts = {
        "All headline codes": [],
        f"Without {named[first]}": [first],
        f"Without {named[second]}": [second],
        f"Without {named[first]} and {named[second]}": [first, second],
    }
    frames = []
    for heading, dropped in cuts.items():
        kept = counted[~counted["mineral_id"].isin(dropped)]
        sums = kept.groupby("destination", as_index=False)["value_usd"].sum()
        drawn = drawn_shares(sums.assign(share=sums["value_usd"] / sums["value_usd"].sum()), by=())
        size = format_value(kept["value_usd"].sum(), "usd")
        frames.append(drawn.assign(basket=heading, heading=f"{heading} ({size})", dropped=listed(dropped, "")))
    return pd.concat(frames, ignore_index=True)


def leaders(cuts: pd.DataFrame) -> pd.Series:
    """The leading destination of each basket, in order. cuts: from `baskets`."""
    return pd.Series({name: leader(group) for name, group in cuts.groupby("basket", sort=False)})


def baskets_sentence(cuts: pd.DataFrame) -> str:
    """Who leads in each basket, said once where the leader stays and once where it changes."""
    found = leaders(cuts)
    parts = [
        f"{inner(basket)} it is {spoken(name)} ({share(_share_of(cuts, basket, name))})"
        for basket, name in found.iloc[1:].items()
    ]
    whole = found.iloc[0]
    return (
        f"Over all headline codes {spoken(whole)} is the largest destination "
        f"({share(_share_of(cuts, found.index[0], whole))}); {listed(parts)}"
    )


def _share_of(cuts: pd.DataFrame, basket: str, name: str) -> float:
    return float(cuts[(cuts["basket"] == basket) & (cuts["name"] == name)]["share"].iloc[0])


def largest_flows(pooled: pd.DataFrame, minerals: pd.DataFrame, countries: pd.DataFrame, top: int = 15) -> pd.DataFrame:
    """The largest mineral x stage x country flows of the pool: mineral stage_name country value_usd weight_t part.

    pooled: annotated rows of Canada's exports; part is the share of Canada's sales of that mineral and stage.
    """
    keys = ["mineral_id", "stage", "importer"]
    rows = pooled[pooled["headline"]].groupby(keys, as_index=False)[["value_usd", "weight_t"]].sum()
    rows["part"] = rows["value_usd"] / rows.groupby(keys[:2])["value_usd"].transform("sum")
    rows["mineral"] = rows["mineral_id"].map(minerals.set_index("mineral_id")["name"])
    rows["stage_name"], rows["country"] = rows["stage"].map(STAGES), rows["importer"].map(country_names(countries))
    return rows.nlargest(top, "value_usd").reset_index(drop=True)


def top_buyers(pooled: pd.DataFrame, countries: pd.DataFrame) -> pd.DataFrame:
    """The largest single buyer of each mineral: mineral_id buyer buyer_share. pooled: as for `largest_flows`."""
    rows = pooled[pooled["headline"]].groupby(["mineral_id", "importer"], as_index=False)["value_usd"].sum()
    rows["buyer_share"] = rows["value_usd"] / rows.groupby("mineral_id")["value_usd"].transform("sum")
    top = rows.sort_values("value_usd", ascending=False).drop_duplicates("mineral_id")
    return top.assign(buyer=top["importer"].map(country_names(countries)))[["mineral_id", "buyer", "buyer_share"]]


def flows_sentence(flows: pd.DataFrame, first: int, last: int) -> str:
    """The largest single flow. flows: from `largest_flows`."""
    row = flows.iloc[0]
    return (
        f"The largest single flow of {period(first, last)} is {row['mineral']} "
        f"({row['stage_name']}) to {spoken(row['country'])}: {format_value(row['value_usd'], 'usd')}, "
        f"{share(row['part'])} of what Canada sold of it"
    )


def advantages(table: pd.DataFrame, minerals: pd.DataFrame) -> pd.DataFrame:
    """Goods with label and note for the chart. table: `specialisation.comparative_advantage`."""
    names = minerals.set_index("mineral_id")["name"]
    labels = [
        f"{names[code]} ({SHORT[stage]})" for code, stage in zip(table["mineral_id"], table["stage"], strict=True)
    ]
    labels = [label.replace("ore (ore)", "ore") for label in labels]
    return table.assign(label=labels, note=table["world_share"].map(share))


def advantages_sentence(goods: pd.DataFrame, few: int = 3) -> str:
    """How many goods Canada is specialised in within the basket, and the strongest. goods: from `advantages`."""
    strong = goods[goods["rsca"] > 0]
    return (
        f"Within the basket Canada's exports lean to {len(strong)} of {len(goods)} goods, most to "
        f"{listed(strong['label'].head(few).tolist())}"
    )


def price_sentence(table: pd.DataFrame, base_year: int) -> str:
    """The year of the largest value since the base year, and how much of the change is price.

    table: from `canada.price_and_volume`.
    """
    later = table[table["year"] >= base_year]
    if len(later) < 2:
        return f"Too few years follow {base_year} to part price from volume."
    row = later.loc[later["value_index"].idxmax()]
    year, value, volume = int(row["year"]), row["value_index"] - 1, row["volume_index"] - 1
    if year == base_year:
        row = later.iloc[-1]
        year, value, volume = int(row["year"]), row["value_index"] - 1, row["volume_index"] - 1
    return (
        f"In {year} the value of the basket stood {_way(value)} {base_year}; the same goods at the unit values of "
        f"{base_year} stood {_way(volume)}, and the rest is price"
    )


def _way(change: float) -> str:
    return f"{share(abs(change))} {'above' if change >= 0 else 'below'}"


def without_chapter(names: Sequence[str]) -> str:
    """Minerals of the list that have no chapter, and why. names: from `mineral_record.without_chapter`."""
    if not names:
        return "Every mineral of Canada's list has a chapter."
    return (
        f"No chapter is given to {listed(list(names))}; this one and those of the partners hold what is known of them."
    )
