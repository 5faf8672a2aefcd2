"""Sentences on demand and supply to come: what the scenarios say, what is listed, and Canada's part."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from report.formats import format_value, listed, share

HORIZON = 2040


def outlook(gap: pd.DataFrame, scenarios: Mapping[str, str], comparable: bool = True) -> str:
    """Demand by scenario against counted mine supply in the last common year. gap: from `outlook.outlook_gap`."""
    if gap.empty:
        return "The IEA tables shipped here hold no total demand and no supply for it; a later edition may."
    rows = gap[gap["year"] == gap["year"].max()].sort_values("demand_kt")
    mining, low, high = rows["mining_kt"].iloc[0], rows["mining_over_demand"].min(), rows["mining_over_demand"].max()
    text = (
        f"In the IEA's scenarios demand in {int(rows['year'].iloc[0])} is "
        f"{_by_scenario(rows, 'demand_kt', scenarios)}; existing and announced mines would give "
        f"{format_value(mining, 'kt')}"
    )
    if not comparable:
        return f"{text}, which counts less than the demand does."
    return (
        f"{text}, {share(low)} to {share(high)} of it. Recycled metal is not in this supply, so less than the "
        "whole is not by itself a shortage."
    )


def clean_demand(demand: pd.DataFrame, scenarios: Mapping[str, str], last_year: int = HORIZON) -> str:
    """Demand of clean technologies alone, where no total is listed. demand: from `outlook.demand`, clean part."""
    if demand.empty:
        return "Nor do they list what clean technologies would need of it."
    rows = demand[demand["year"] == min(last_year, demand["year"].max())].sort_values("value_kt")
    first = demand[demand["year"] == demand["year"].min()].iloc[0]
    return (
        f"What they list is the part of clean technologies alone: {_weight(first['value_kt'])} in "
        f"{int(first['year'])}, and in {int(rows['year'].iloc[0])} {_by_scenario(rows, 'value_kt', scenarios)}. Other "
        "uses are not in it, so it is not set against output."
    )


def clean_caption(demand: pd.DataFrame, name: str, scenarios: Mapping[str, str]) -> str:
    """The change of clean technologies' demand, first to last year, in the lowest and the highest scenario."""
    first_year, last_year = int(demand["year"].min()), int(demand["year"].max())
    ends = demand[demand["year"].isin([first_year, last_year])].sort_values("year")
    change = ends.groupby("scenario")["value_kt"].agg(["first", "last"])
    change = (change["last"] / change["first"]).sort_values()
    words = [
        f"{format_value(change[name_], 'times')} that of {first_year} ({scenarios.get(name_, name_).lower()})"
        for name_ in (change.index[0], change.index[-1])
    ]
    return f"Clean technologies' demand for {name} in {last_year} runs, by scenario, from {' to '.join(words)}"


def canada_outlook(supply: pd.DataFrame, listed_rows: pd.DataFrame, mark: pd.DataFrame) -> str:
    """Canada's listed part by stage, first and last year, and its counted output where the IEA lists no mine there.

    Empty where no supply by country is listed.

    supply: from `outlook.supply`; listed_rows: `outlook.canada_listed`; mark: `outlook.canada_mark`.
    """
    if supply.empty:
        return ""
    parts = [_listed_part(stage, rows, supply) for stage, rows in listed_rows.groupby("stage", sort=False)]
    text = f"Canada's listed part: {'; '.join(parts)}." if parts else ""
    for row in mark.itertuples():
        text += (
            " Canada is not among the mining countries that the IEA lists for it; the USGS counts "
            f"{format_value(row.value_kt, 'kt')} there in {int(row.year)}, and what Canada would mine later is not "
            "listed."
        )
    return text.strip() or (
        "Canada is not among the countries that the IEA lists for it; any Canadian supply is inside the rest."
    )


def refined_caption(gap: pd.DataFrame, listed_rows: pd.DataFrame, name: str) -> str:
    """Canada's part of the refined supply that is listed, first and last year. gap: from `outlook.outlook_gap`."""
    own = listed_rows[listed_rows["stage"] == "refining"].sort_values("year")
    world = gap.groupby("year")["refining_kt"].first()
    first, last = (
        f"{share(row['value_kt'] / world[row['year']])} in {int(row['year'])}"
        for _, row in own.iloc[[0, -1]].iterrows()
    )
    return f"Of the refined {name} that the IEA lists, Canada's part is {first} and {last}"


def _listed_part(stage: str, rows: pd.DataFrame, supply: pd.DataFrame) -> str:
    world = supply[supply["stage"] == stage].groupby("year")["world_t"].first() / 1000
    first, last = (
        f"{format_value(row['value_kt'], 'kt')} in {int(row['year'])} ({share(row['value_kt'] / world[row['year']])} "
        "of the world)"
        for row in (rows.iloc[0], rows.iloc[-1])
    )
    return f"{stage} {first} and {last}"


def _weight(kilotonnes: float) -> str:
    """Thousand tonnes as such, and below one of them tonnes."""
    return format_value(kilotonnes, "kt") if kilotonnes >= 1 else format_value(1000 * kilotonnes, "t")


def _by_scenario(rows: pd.DataFrame, column: str, scenarios: Mapping[str, str]) -> str:
    pairs = zip(rows[column], rows["scenario"], strict=True)
    return listed([f"{_weight(value)} ({scenarios.get(name, name).lower()})" for value, name in pairs])
