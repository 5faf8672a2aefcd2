"""Buyers without an instrument, as a yardstick for the buyers with one.

If Canada's sales to countries that signed nothing moved as much as its sales to a partner did, the
instrument is not what moved them. The band is the spread of those countries, indexed to the same base
years.
"""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from report.analysis.empty import empty
from report.analysis.trade import CANADA, Years, annotated, within

QUANTILES = {"low": 0.1, "median": 0.5, "high": 0.9}
INDEXES = {"value_index": "value_usd", "weight_index": "weight_t"}
COLUMNS = ["year", *(f"{name}_{level}" for name in INDEXES for level in QUANTILES), "countries"]


def placebo_band(
    flows: pd.DataFrame,
    hs_map: pd.DataFrame,
    excluded: Collection[str],
    base_years: Years,
    years: Years = (2010, 2024),
    exporter: str = CANADA,
    minimum_usd: float = 1e6,
) -> pd.DataFrame:
    """Spread of the exporter's sales to buyers without an instrument, the mean of base_years being 1 for
    each.

    excluded: ISO3 of every country with an instrument. minimum_usd: least mean annual purchase in the base
    years, so that a first cargo does not count as growth. Returns year value_index_low value_index_median
    value_index_high (10, 50 and 90 % of countries), the same by weight, and countries (how many make the
    band). Headline codes only.
    """
    sales = annotated(_sales(within(flows, years), exporter, excluded), hs_map)
    sales = sales[sales["headline"]]
    values = _by_country(sales, "value_usd")
    kept = values.columns[within(values.reset_index(), base_years)[values.columns].mean() >= minimum_usd]
    if kept.empty:
        return empty(COLUMNS)
    bands = [_band(_by_country(sales, amount)[kept], name, base_years) for name, amount in INDEXES.items()]
    return pd.concat(bands, axis=1).assign(countries=len(kept)).reset_index()[COLUMNS]


def _sales(flows: pd.DataFrame, exporter: str, excluded: Collection[str]) -> pd.DataFrame:
    own = flows[flows["exporter"] == exporter]
    return own[~own["importer"].isin(list(excluded))]


def _by_country(sales: pd.DataFrame, amount: str) -> pd.DataFrame:
    """Years down, buyers across; a year without sales is 0."""
    wide = sales.pivot_table(index="year", columns="importer", values=amount, aggfunc="sum")
    return wide.fillna(0.0)


def _band(wide: pd.DataFrame, name: str, base_years: Years) -> pd.DataFrame:
    base = wide.loc[wide.index.to_series().between(*base_years)].mean()
    relative = wide / base.where(base > 0)
    spread = relative.quantile(list(QUANTILES.values()), axis=1).T
    return spread.set_axis([f"{name}_{level}" for level in QUANTILES], axis=1)
