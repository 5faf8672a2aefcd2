"""One mineral from the ground to the buyer: who mines it, who refines it, who imports it, and at what price.

Each step comes from its own producer and counts its own thing (content, metal, gross weight), so steps
stand side by side and are never divided by one another.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from report.analysis.canada import refining_table
from report.analysis.capacity import last_year, latest
from report.analysis.empty import empty
from report.analysis.standing import with_place
from report.analysis.trade import CANADA, CELL, Years, annotated, sum_by, within

BLOC = "EUU"
CHAIN_COLUMNS = [
    "step", "source", "product", "year", "country", "value_t", "world_share", "rank", "rank_high", "estimated",
]  # fmt: skip
SUMMARY_COLUMNS = [
    "series", "unit", "frequency", "first", "last", "latest_price", "peak", "peak_price",
    "latest_over_peak",
]  # fmt: skip


def miners(production: pd.DataFrame, production_totals: pd.DataFrame, mineral_id: str) -> pd.DataFrame:
    """Countries that mine it: the columns of `standing.with_place`, newest edition, last year, by product and rank."""
    totals = _of(production_totals, mineral_id)
    return with_place(last_year(latest(_of(production, mineral_id), totals)), totals)


def refiners(
    refining: pd.DataFrame,
    refining_totals: pd.DataFrame,
    supply_outlook: pd.DataFrame,
    supply_outlook_totals: pd.DataFrame,
    mineral_id: str,
) -> pd.DataFrame:
    """Countries that refine it, by producer of the figure: the columns of `canada.refining_table`."""
    tables = (refining, refining_totals, supply_outlook, supply_outlook_totals)
    return refining_table(*(_of(table, mineral_id) for table in tables), country=None)


def importers(
    flows: pd.DataFrame,
    hs_map: pd.DataFrame,
    mineral_id: str,
    years: Years,
    bloc_members: Sequence[str] = (),
) -> pd.DataFrame:
    """Who buys it in the world, pooled over the years; given its members, the bloc is one importer (code
    EUU).

    Returns stage headline importer value_usd weight_t share rank, largest first within each stage.
    """
    rows = _one_mineral(within(flows, years), hs_map, mineral_id)
    inside = rows["importer"].isin(list(bloc_members))
    rows = rows[~(inside & rows["exporter"].isin(list(bloc_members)))]
    rows = rows.assign(importer=rows["importer"].mask(inside, BLOC))
    return _ranked(rows)


def buyers(
    flows: pd.DataFrame, hs_map: pd.DataFrame, mineral_id: str, years: Years, exporter: str = CANADA
) -> pd.DataFrame:
    """Who buys it from the exporter: stage headline importer value_usd weight_t share rank."""
    return _ranked(_one_mineral(_from(within(flows, years), exporter), hs_map, mineral_id))


def chain(miners: pd.DataFrame, refiners: pd.DataFrame, importers: pd.DataFrame, top: int = 5) -> pd.DataFrame:
    """The largest countries at each step, for three aligned bars.

    Returns step (mine | refine | import) source product year country value_t world_share rank rank_high (the worst
    place, mines only) estimated; products stay apart and the import step ranks by value.
    """
    mined = miners.assign(step="mine", source="USGS")
    refined = refiners.assign(step="refine")
    bought = importers[importers["headline"]].rename(
        columns={"importer": "country", "weight_t": "value_t", "share": "world_share", "stage": "product"}
    )
    steps = [mined, refined, bought.assign(step="import", source="BACI")]
    table = pd.concat([frame.reindex(columns=CHAIN_COLUMNS) for frame in steps], ignore_index=True)
    return table[table["rank"] <= top].reset_index(drop=True)


def price_history(prices: pd.DataFrame, mineral_id: str) -> pd.DataFrame:
    """Every price series of the mineral: series unit frequency date price estimated producer, date as ISO
    text.
    """
    rows = _of(prices, mineral_id)
    date = pd.Series([_date(*when) for when in zip(rows["year"], rows["month"], strict=True)], rows.index, dtype="str")
    columns = ["series", "unit", "frequency", "date", "price", "estimated", "producer"]
    return rows.assign(date=date)[columns].sort_values(["series", "date"], ignore_index=True)


def price_summary(history: pd.DataFrame) -> pd.DataFrame:
    """Per series: unit frequency first last latest_price peak peak_price latest_over_peak (dates are ISO
    text).
    """
    known = history[history["price"].notna()]
    if known.empty:
        return empty(SUMMARY_COLUMNS, text=("first", "last", "peak", "frequency"))
    keys = ["series", "unit", "frequency"]
    grouped = known.groupby(keys)
    table = grouped.agg(first=("date", "min"), last=("date", "max"), latest_price=("price", "last"))
    peaks = known.loc[grouped["price"].idxmax()].set_index(keys)
    table = table.assign(peak=peaks["date"], peak_price=peaks["price"])
    table["latest_over_peak"] = table["latest_price"] / table["peak_price"]
    return table.reset_index()[SUMMARY_COLUMNS]


def _date(year: float, month: float) -> str:
    return f"{int(year)}" if pd.isna(month) else f"{int(year)}-{int(month):02d}"


def _of(table: pd.DataFrame, mineral_id: str) -> pd.DataFrame:
    return table[table["mineral_id"] == mineral_id]


def _from(flows: pd.DataFrame, exporter: str) -> pd.DataFrame:
    return flows[flows["exporter"] == exporter]


def _one_mineral(flows: pd.DataFrame, hs_map: pd.DataFrame, mineral_id: str) -> pd.DataFrame:
    return annotated(flows, _of(hs_map, mineral_id))


def _ranked(rows: pd.DataFrame) -> pd.DataFrame:
    table = sum_by(rows, [*CELL, "importer"])
    grouped = table.groupby(["stage", "headline"])["value_usd"]
    table["share"] = table["value_usd"] / grouped.transform("sum")
    table["rank"] = grouped.rank(ascending=False, method="min")
    columns = ["stage", "headline", "importer", "value_usd", "weight_t", "share", "rank"]
    return table.sort_values(["stage", "headline", "rank"], ignore_index=True)[columns]
