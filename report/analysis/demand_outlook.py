"""All minerals of the IEA's outlook at once: demand by scenario beside listed supply, and Canada's part of it.

`report.analysis.outlook` does this for one mineral; here the minerals stand side by side and are never added up.
"""

from __future__ import annotations

import pandas as pd

from report.analysis import outlook

AGAINST_COLUMNS = ["mineral_id", "listed_as", "year", "scenario", "demand_kt", "mining_kt", "refining_kt", "covered",
                   "comparable"]  # fmt: skip
PART_COLUMNS = ["mineral_id", "stage", "year", "canada_kt", "world_kt", "share", "ceiling", "listed"]
WIDER = "graphite"
"""A demand listed under this name counts artificial graphite too, which the listed mines do not."""


def against_supply(
    demand_outlook: pd.DataFrame, supply_outlook_totals: pd.DataFrame, mineral_names: pd.DataFrame
) -> pd.DataFrame:
    """Demand by scenario and listed mine supply for every mineral that both tables hold.

    mineral_names: the crosswalk, whose `iea` rows name a demand wider than one mineral. Returns mineral_id listed_as
    year scenario demand_kt mining_kt refining_kt covered (mine supply over demand) comparable (false where the demand
    counts more than the mined mineral). Recycled metal is in no supply figure.
    """
    tables = []
    for mineral_id in supply_outlook_totals["mineral_id"].unique():
        named = _listed_as(demand_outlook, mineral_names, mineral_id)
        demand = outlook.demand(demand_outlook, mineral_id, "" if named == mineral_id else named)
        gap = outlook.outlook_gap(demand, supply_outlook_totals, mineral_id)
        wider = named != mineral_id and WIDER in named.lower()
        tables.append(gap.assign(mineral_id=mineral_id, listed_as=named, comparable=not wider))
    if not tables:
        return pd.DataFrame(columns=AGAINST_COLUMNS)
    table = pd.concat(tables, ignore_index=True).rename(columns={"mining_over_demand": "covered"})
    return table[AGAINST_COLUMNS]


def _listed_as(demand_outlook: pd.DataFrame, mineral_names: pd.DataFrame, mineral_id: str) -> str:
    """The mineral's id where demand is listed under it, else the producer's own name for it."""
    if demand_outlook["mineral_id"].eq(mineral_id).any():
        return mineral_id
    own = mineral_names[(mineral_names["vocabulary"] == "iea") & (mineral_names["mineral_id"] == mineral_id)]
    known = own.loc[own["name"].isin(demand_outlook["mineral_as_listed"]), "name"]
    return known.iloc[0] if len(known) else mineral_id


def canada_part(
    supply_outlook: pd.DataFrame, supply_outlook_totals: pd.DataFrame, country: str = "CAN"
) -> pd.DataFrame:
    """The country's part of listed supply per mineral, stage and year.

    Returns mineral_id stage year canada_kt (missing where it is not listed by itself) world_kt share ceiling (the most
    it could hold: its share, or where it is not listed the share of all countries that are not) listed (bool).
    """
    keys = ["mineral_id", "stage", "year"]
    own = supply_outlook[(supply_outlook["country"] == country) & (supply_outlook["value_kt"] > 0)]
    totals = supply_outlook_totals.pivot_table(index=keys, columns="aggregate", values="value_kt").reset_index()
    totals = totals.reindex(columns=[*keys, "world", "other"]).rename(columns={"world": "world_kt"})
    table = totals.merge(own[[*keys, "value_kt"]].rename(columns={"value_kt": "canada_kt"}), on=keys, how="left")
    table["share"] = table["canada_kt"] / table["world_kt"]
    table["listed"] = table["canada_kt"].notna()
    table["ceiling"] = table["share"].fillna(table["other"] / table["world_kt"])
    return table[PART_COLUMNS]


def coverage_range(against: pd.DataFrame, year: int) -> pd.DataFrame:
    """Per mineral the least and most of demand that listed mines would cover in a year, over scenarios, least first.

    Returns mineral_id low high low_scenario high_scenario base (the same ratio in the first year), comparable only.
    """
    rows = against[against["comparable"] & against["covered"].notna()]
    base = rows[rows["year"] == rows["year"].min()].groupby("mineral_id")["covered"].first()
    then = rows[rows["year"] == year].sort_values("covered")
    grouped = then.groupby("mineral_id")
    table = pd.DataFrame({
        "low": grouped["covered"].first(), "high": grouped["covered"].last(),
        "low_scenario": grouped["scenario"].first(), "high_scenario": grouped["scenario"].last(),
    })  # fmt: skip
    table["base"] = base.reindex(table.index)
    return table.sort_values("low").reset_index()
