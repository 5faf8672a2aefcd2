"""Sentences of a mineral chapter on Canada: its place, its sales, its prices, and how first estimates moved."""

from __future__ import annotations

from calendar import month_name
from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from report.formats import format_value, listed, share
from report.sentences.places import STAGES, inner, opening, place, shares_listed

CANADA = "CAN"
TOPICS = {"production": "output", "rank": "world rank"}


def canada_mines(own: pd.DataFrame, reserves: pd.DataFrame, name: str) -> str:
    """Canada's output, place and reserves. own, reserves: Canadian rows, last year; own with its place."""
    made = own[own["value_t"] > 0]
    parts = [
        f"Canada mined {format_value(row.value_t, 't')} in {int(row.year)}, counted as {inner(row.product)}: "
        f"{share(row.world_share)} of the world, {_standing(row)}."
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


def _standing(row: Any) -> str:
    where = f"{place(row.rank_low, row.rank_high)} in rank"
    if row.rank_high > row.rank_low:
        return f"{where}, since countries whose figure is withheld or not named could stand before it"
    return f"{where} among {int(row.countries_ranked)} countries with a figure"


def canada_refines(refiners: pd.DataFrame, name: str) -> str:
    """Canada's refined output by each producer of figures."""
    own = refiners[(refiners["country"] == CANADA) & (refiners["value_t"] > 0)]
    if own.empty and (refiners["country"] == CANADA).any() and refiners["value_t"].isna().all():
        return "Canada is among the refiners that are named without a figure."
    if own.empty:
        return f"No refined output of {name} in Canada is listed."
    return " ".join(
        f"The {row.source} puts Canada's {inner(row.product)} at {format_value(row.value_t, 't')} in {int(row.year)}, "
        f"{share(row.world_share)} of the world."
        for row in own.itertuples()
    )


def nationally(counts: pd.DataFrame, own: pd.DataFrame, old: int = 2) -> str:
    """What Natural Resources Canada prints beside it, left out where the USGS is more than `old` years newer.

    counts: from `mineral_record.national_counts`; own: Canadian rows with an output by the USGS, or none.
    """
    made = own[own["value_t"] > 0]
    fresh = counts[counts["year"] >= made["year"].max() - old] if len(made) else counts
    if fresh.empty:
        return ""
    parts = [f"{TOPICS[row.topic]} {_figure(row)} ({_counted_as(row)}{int(row.year)})" for row in fresh.itertuples()]
    return f"Natural Resources Canada prints: {'; '.join(parts)}."


def _counted_as(row: Any) -> str:
    """What a printed measure adds to its topic: `Canada world rank, refined nickel` as `refined nickel, `."""
    words = (
        row.measure.removeprefix("Canada ").removeprefix(TOPICS[row.topic]).strip(" ,").replace(" (", ", ").rstrip(")")
    )
    return f"{words}, " if words else ""


def _figure(row: Any) -> str:
    if row.topic == "rank":
        return place(row.value, row.value)
    return f"{format_value(row.value, 'ratio')} {row.unit}"


def sold(buyers: pd.DataFrame, importers: pd.DataFrame, names: Mapping[str, str], name: str, years: str) -> str:
    """What Canada sold, to whom, and what part of the world's purchases that is, each stage apart."""
    headline = buyers[buyers["headline"]]
    if headline.empty:
        return f"The trade table shows no Canadian sale of {name} in {years} under a clean code."
    parts = []
    for stage, group in headline.groupby("stage", sort=False):
        world = importers.loc[(importers["stage"] == stage) & importers["headline"], "value_usd"].sum()
        top, worth, weight = group.nsmallest(3, "rank"), group["value_usd"].sum(), group["weight_t"].sum()
        parts.append(
            f"In {years} Canada sold {STAGES.get(stage, stage)} for {format_value(worth, 'usd')} "
            f"({format_value(weight, 't')} gross), {share(worth / world)} of the world's imports of them, above all to "
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
    """Canada's sales of one stage by year, the largest buyers by value named: year name value_usd weight_t provisional.

    rows: annotated rows of Canada's exports of the mineral; misfiled ones are left out.
    """
    kept = rows[(rows["stage"] == stage) & rows["headline"] & ~rows["misfiled"]]
    largest = kept.groupby("importer")["value_usd"].sum().nlargest(top).index.tolist()
    named = kept["importer"].map(names).where(kept["importer"].isin(largest), "all others")
    table = kept.assign(name=named).groupby(["year", "name"], as_index=False)[["value_usd", "weight_t"]].sum()
    order = {**{names.get(code, code): at for at, code in enumerate(largest)}, "all others": len(largest)}
    table = table.assign(place=table["name"].map(order), provisional=table["year"] == provisional)
    return table.sort_values(["place", "year"], ignore_index=True).drop(columns="place")


def misfiled(rows: pd.DataFrame) -> str:
    """What is known to be entered under the wrong code; empty when nothing is. rows: annotated."""
    wrong = rows[rows["misfiled"]]
    if wrong.empty:
        return ""
    years = listed([str(year) for year in sorted(wrong["year"].unique())])
    worth, weight = format_value(wrong["value_usd"].sum(), "usd"), format_value(wrong["weight_t"].sum(), "t")
    return (
        f"Canadian sales to China in {years} ({worth}, {weight}) are spodumene concentrate entered as lithium "
        "oxide: real trade under the wrong code, left out of the figure."
    )


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
