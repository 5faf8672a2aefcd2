"""Demand and supply to come for one mineral, as the IEA lists them, with what is known of Canada's part.

Scenarios are not forecasts, and the supply is that of existing and announced projects. Secondary supply is in
neither table, so less mine supply than demand is not by itself a shortage.
"""

from __future__ import annotations

import pandas as pd

from report.analysis.canada import iea_supply
from report.analysis.empty import empty
from report.analysis.trade import CANADA

BASE_SCENARIO = "base year"
ALL_DEMAND = ("total demand", "Total demand")
CLEAN_DEMAND = ("clean-technology demand", "Total clean technologies")
DEMAND_COLUMNS = ["year", "scenario", "value_kt"]
OUTLOOK_COLUMNS = ["year", "scenario", "demand_kt", "mining_kt", "refining_kt", "mining_over_demand"]
OWN_COLUMNS = ["year", "stage", "value_kt", "source"]


def demand(
    demand_outlook: pd.DataFrame, mineral_id: str, listed_as: str = "", part: tuple[str, str] = ALL_DEMAND
) -> pd.DataFrame:
    """World demand by year and scenario: year scenario value_kt.

    listed_as: the producer's name instead of the id, for a demand wider than one mineral (natural and artificial
    graphite together). part: scope and sector of the total wanted, all demand or clean technologies only; finer
    parts by sector and by technology are other cuts of the same tonnes. The base year is repeated as the first
    point of every scenario.
    """
    named = demand_outlook["mineral_as_listed"].eq(listed_as)
    rows = demand_outlook[named if listed_as else demand_outlook["mineral_id"].eq(mineral_id)]
    rows = rows[rows["scope"].eq(part[0]) & rows["sector"].eq(part[1])]
    base = rows[rows["scenario"] == BASE_SCENARIO]
    scenarios = rows.loc[rows["scenario"] != BASE_SCENARIO, "scenario"].unique()
    lines = [rows[rows["scenario"] != BASE_SCENARIO], *(base.assign(scenario=name) for name in scenarios)]
    return pd.concat(lines)[DEMAND_COLUMNS].sort_values(["scenario", "year"], ignore_index=True)


def supply(supply_outlook: pd.DataFrame, supply_outlook_totals: pd.DataFrame, mineral_id: str) -> pd.DataFrame:
    """Announced mining and refining by country to 2040: the columns of `canada.iea_supply`, both stages."""
    tables = _of(supply_outlook, mineral_id), _of(supply_outlook_totals, mineral_id)
    stages = [iea_supply(*tables, stage, projected=True) for stage in ("mining", "refining")]
    return pd.concat(stages, ignore_index=True)


def outlook_gap(demand: pd.DataFrame, supply_outlook_totals: pd.DataFrame, mineral_id: str) -> pd.DataFrame:
    """Announced world supply against demand: year scenario demand_kt mining_kt refining_kt mining_over_demand."""
    world = _of(supply_outlook_totals, mineral_id)
    world = world[world["aggregate"] == "world"]
    if demand.empty or world.empty:
        return empty(OUTLOOK_COLUMNS)
    wide = world.pivot(index="year", columns="stage", values="value_kt").add_suffix("_kt").reset_index()
    table = demand.rename(columns={"value_kt": "demand_kt"}).merge(wide, on="year")
    table = table.reindex(columns=OUTLOOK_COLUMNS)
    return table.assign(mining_over_demand=table["mining_kt"] / table["demand_kt"])


def canada_listed(supply: pd.DataFrame, country: str = CANADA) -> pd.DataFrame:
    """What the IEA lists for the country: year stage value_kt source, zero where it lists none for a year."""
    own = supply[supply["country"] == country]
    own = own[own.groupby("stage")["value_t"].transform("max") > 0]
    return own.assign(value_kt=own["value_t"] / 1000, source="IEA").reindex(columns=OWN_COLUMNS)


def canada_mark(
    supply: pd.DataFrame, production: pd.DataFrame, tolerance: float = 0.25, country: str = CANADA
) -> pd.DataFrame:
    """The country's mine output as another producer counts it, where the IEA lists none: one row or none.

    production: all years of the newest edition from `capacity.latest`, one mineral. The row is given only where that
    producer's world total of a year that both have differs from the IEA's by less than `tolerance`, so that both
    count the same good. Returns year stage value_kt source.
    """
    listed = canada_listed(supply, country)
    if production.empty or (listed["stage"] == "mining").any():
        return empty(OWN_COLUMNS, text=("source",))
    own = production[(production["country"] == country) & (production["value_t"] > 0)]
    own = own[own["product"].isin(_same_goods(supply, production, tolerance))]
    last = own[own["year"] == own["year"].max()].head(1)
    return last.assign(stage="mining", value_kt=last["value_t"] / 1000, source="USGS")[OWN_COLUMNS]


def _same_goods(supply: pd.DataFrame, production: pd.DataFrame, tolerance: float) -> list[str]:
    """Products whose world total agrees with the listed mine supply of a year that both tables hold."""
    mined = supply.loc[supply["stage"] == "mining", ["year", "world_t"]].drop_duplicates()
    counted = production[["year", "product", "world_t"]].drop_duplicates()
    both = counted.merge(mined, on="year", suffixes=("", "_listed"))
    return both.loc[(both["world_t"] / both["world_t_listed"] - 1).abs() < tolerance, "product"].unique().tolist()


def _of(table: pd.DataFrame, mineral_id: str) -> pd.DataFrame:
    return table[table["mineral_id"] == mineral_id]
