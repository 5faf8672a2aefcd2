"""What flows from Canada to a partner, year by year, and around the date of signing.

Values rise and fall with prices, so tonnes stand beside them. Before and after are described, never
attributed: what an agreement did cannot be read from the flows of one partner.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from report.analysis.empty import empty
from report.analysis.trade import CANADA, CELL, Years, annotated, imports_of, provisional_year, sum_by, within

AMOUNTS = ["value_usd", "weight_t"]
TOTAL_COLUMNS = [*AMOUNTS, "partner_imports_usd", "share_of_imports", "provisional"]
PERIOD_COLUMNS = ["period", "first_year", "last_year", "years", *AMOUNTS, "share_of_imports"]


def exports_to(
    flows: pd.DataFrame,
    hs_map: pd.DataFrame,
    members: Sequence[str],
    bloc: bool,
    years: Years = (2010, 2024),
    exporter: str = CANADA,
) -> pd.DataFrame:
    """The exporter's sales to the partner beside all the partner's imports.

    Returns year mineral_id stage headline value_usd weight_t partner_imports_usd share_of_imports misfiled
    provisional; one row wherever the partner imports at all, so a zero is a real zero. weight_t is missing
    where no row carries one and 0 where nothing was sold.
    """
    bought = annotated(imports_of(within(flows, years), members, bloc), hs_map)
    keys = ["year", *CELL]
    table = bought.groupby(keys)["value_usd"].sum().rename("partner_imports_usd").reset_index()
    own = bought[bought["exporter"] == exporter]
    table = table.merge(sum_by(own, keys), on=keys, how="left")
    table.loc[table["value_usd"].isna(), AMOUNTS] = 0.0
    table["share_of_imports"] = table["value_usd"] / table["partner_imports_usd"]
    table["misfiled"] = _marked(table, own.loc[own["misfiled"], ["year", "mineral_id", "stage"]])
    table["provisional"] = table["year"] == provisional_year(flows)
    return table[[*keys, *AMOUNTS, "partner_imports_usd", "share_of_imports", "misfiled", "provisional"]]


def export_totals(exports: pd.DataFrame) -> pd.DataFrame:
    """Totals by year over headline codes.

    Returns year value_usd weight_t partner_imports_usd share_of_imports provisional.

    exports: from `exports_to`. weight_t adds gross tonnes of unlike goods and follows the bulk ores.
    """
    counted = exports[exports["headline"]]
    totals = counted.groupby("year")[[*AMOUNTS, "partner_imports_usd"]].sum()
    totals["share_of_imports"] = totals["value_usd"] / totals["partner_imports_usd"]
    totals["provisional"] = counted.groupby("year")["provisional"].any()
    return totals.reset_index()[["year", *TOTAL_COLUMNS]]


def of_year(totals: pd.DataFrame, year: int) -> float:
    """Sales of one year in US dollars; missing where the trade table has no import of the partner in that year."""
    return float(totals.loc[totals["year"] == year, "value_usd"].sum(min_count=1))


def before_after(totals: pd.DataFrame, signing_date: str, window: int = 5) -> pd.DataFrame:
    """Annual means over up to `window` years before and after the year of signing, which itself is left out.

    totals: year value_usd weight_t share_of_imports; signing_date: ISO text, as precise as known, or "".
    Returns two rows: period (before | after) first_year last_year years value_usd weight_t
    share_of_imports; means are missing, and years 0, where the data hold no year of the period. No date
    gives an empty frame.
    """
    if not signing_date:
        return empty(PERIOD_COLUMNS)
    signed = int(signing_date[:4])
    spans = {"before": (signed - window, signed - 1), "after": (signed + 1, signed + window)}
    rows = [_period(totals, name, span) for name, span in spans.items()]
    return pd.DataFrame(rows, columns=PERIOD_COLUMNS)


def indexed(totals: pd.DataFrame, base_years: Years) -> pd.DataFrame:
    """totals with value_index and weight_index, the mean of the base years being 1 (missing where that is
    0).
    """
    base = within(totals, base_years)[AMOUNTS].mean()
    base = base.where(base > 0)
    return totals.assign(
        value_index=totals["value_usd"] / base["value_usd"],
        weight_index=totals["weight_t"] / base["weight_t"],
    )


def shown_years(signing_date: str, years: Years, before: int) -> Years:
    """Years to draw: from `before` years before the signing, as far as `years` go; all of them without a date."""
    if not signing_date:
        return years
    first = min(max(years[0], int(signing_date[:4]) - before), years[1] - 1)
    return max(first, years[0]), years[1]


def through_ports(
    flows: pd.DataFrame,
    hs_map: pd.DataFrame,
    years: Years,
    ports: Sequence[str] = ("NLD", "BEL"),
    exporter: str = CANADA,
) -> pd.DataFrame:
    """The exporter's sales booked to transit ports beside those to other buyers, annual means of the years.

    Returns importer value_usd, headline codes; trade booked to a port may be used in another country.
    """
    sold = annotated(within(flows[flows["exporter"] == exporter], years), hs_map)
    sold = sold[sold["headline"] & sold["importer"].isin(list(ports))]
    sums = sold.groupby("importer")["value_usd"].sum() / (years[1] - years[0] + 1)
    return sums.reindex(list(ports), fill_value=0.0).rename_axis("importer").reset_index()


def _period(totals: pd.DataFrame, name: str, span: Years) -> dict:
    rows = within(totals, span)
    first, last = (int(rows["year"].min()), int(rows["year"].max())) if len(rows) else span
    means = rows[[*AMOUNTS, "share_of_imports"]].mean().to_dict()
    return {"period": name, "first_year": first, "last_year": last, "years": len(rows), **means}


def _marked(table: pd.DataFrame, marks: pd.DataFrame) -> pd.Series:
    keys = ["year", "mineral_id", "stage"]
    return pd.Series(table.set_index(keys).index.isin(marks.set_index(keys).index), index=table.index)
