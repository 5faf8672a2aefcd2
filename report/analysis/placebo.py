"""Buyers without an instrument, as a yardstick for the buyers with one.

If Canada's sales to countries that signed nothing moved as much as its sales to a partner did, the
instrument is not what moved them. The band is the spread of the buyers without an instrument that are nearest in
size, indexed to the same base years.
"""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import pandas as pd

from report.analysis.empty import empty
from report.analysis.trade import CANADA, Years, annotated, within

QUANTILES = {"low": 0.1, "median": 0.5, "high": 0.9}
INDEXES = {"value_index": "value_usd", "weight_index": "weight_t"}
COLUMNS = ["year", *(f"{name}_{level}" for name in INDEXES for level in QUANTILES), "countries"]


def with_an_instrument(instrument_partners: pd.DataFrame, partner_members: pd.DataFrame) -> list[str]:
    """ISO3 of every country that an instrument names, alone or as a member of a bloc, and of the exporter itself.

    instrument_partners: partner kind (partner | country | body); partner_members: partner country.
    """
    named = instrument_partners[instrument_partners["kind"] != "body"]["partner"]
    members = partner_members.loc[partner_members["partner"].isin(named), "country"]
    return sorted({*named, *members, CANADA})


def comparable_importers(
    flows: pd.DataFrame,
    hs_map: pd.DataFrame,
    excluded: Collection[str],
    base_years: Years,
    size_usd: float,
    nearest: int = 10,
    minimum_usd: float = 1e6,
    exporter: str = CANADA,
) -> pd.DataFrame:
    """Buyers without an instrument that are nearest in size to the partner.

    excluded: ISO3 that do not count; size_usd: the partner's mean annual purchase from the exporter in base_years;
    minimum_usd: least mean annual purchase, so that a first cargo does not count as growth. Size is compared on a
    logarithmic scale. Returns importer base_usd, largest first; headline codes only.
    """
    sales = _headline_sales(flows, hs_map, exporter, base_years)
    sales = sales[~sales["importer"].isin(list(excluded))]
    span = base_years[1] - base_years[0] + 1
    means = sales.groupby("importer")["value_usd"].sum() / span
    means = means[means >= minimum_usd]
    if means.empty or not size_usd > 0:
        return empty(["importer", "base_usd"])
    near = np.log(means / size_usd).abs().nsmallest(nearest).index
    return means[near].sort_values(ascending=False).rename("base_usd").reset_index()


def placebo_band(
    flows: pd.DataFrame,
    hs_map: pd.DataFrame,
    importers: Collection[str],
    base_years: Years,
    years: Years = (2010, 2024),
    exporter: str = CANADA,
) -> pd.DataFrame:
    """Spread of the exporter's sales to some buyers, the mean of base_years being 1 for each.

    Returns year value_index_low value_index_median value_index_high (10, 50 and 90 % of countries), the same by
    weight, and countries (how many make the band). Headline codes only.
    """
    sales = _headline_sales(flows, hs_map, exporter, years)
    sales = sales[sales["importer"].isin(list(importers))]
    if sales.empty:
        return empty(COLUMNS)
    bands = [_band(_by_country(sales, amount), name, base_years) for name, amount in INDEXES.items()]
    return pd.concat(bands, axis=1).assign(countries=sales["importer"].nunique()).reset_index()[COLUMNS]


def _headline_sales(flows: pd.DataFrame, hs_map: pd.DataFrame, exporter: str, years: Years) -> pd.DataFrame:
    sales = annotated(within(flows[flows["exporter"] == exporter], years), hs_map)
    return sales[sales["headline"]]


def _by_country(sales: pd.DataFrame, amount: str) -> pd.DataFrame:
    """Years down, buyers across; a year without sales is 0."""
    wide = sales.pivot_table(index="year", columns="importer", values=amount, aggfunc="sum")
    return wide.fillna(0.0)


def _band(wide: pd.DataFrame, name: str, base_years: Years) -> pd.DataFrame:
    base = wide.loc[wide.index.to_series().between(*base_years)].mean()
    relative = wide / base.where(base > 0)
    spread = relative.quantile(list(QUANTILES.values()), axis=1).T
    return spread.set_axis([f"{name}_{level}" for level in QUANTILES], axis=1)
