"""Where a producing country stands, and how sure that is: withheld, unnamed and rounded figures as ranges.

A rank among the countries with a figure is the best case. Countries whose figure is withheld, and countries that the
producer sums as "other", could stand before it; the worst case counts all that could.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from report.analysis.empty import empty

PRODUCT = ["edition", "year", "mineral_id", "product"]
PRINTED_ZERO = "zero_or_nil"
EDITION_COLUMNS = ["mineral_id", "product", "year", "edition", "value_t", "is_first", "is_newest"]
WITHHELD_COLUMNS = ["mineral_id", "product", "year", "country", "flag", "low_t", "high_t"]


def with_place(latest: pd.DataFrame, totals: pd.DataFrame) -> pd.DataFrame:
    """`latest` with other_t, rank_low and rank_high: the best and the worst place that the figures allow.

    latest: from `capacity.latest`; totals: the same table's totals. At most floor(other_t / value_t) unnamed
    countries can each produce as much as the country, and every withheld figure can be larger. NaN without output.
    """
    rows = latest.merge(_other(totals), on=_keys(latest), how="left")
    output = rows["value_t"].where(rows["value_t"] > 0)
    unnamed = np.floor(rows["other_t"].fillna(0.0) / output)
    return rows.assign(rank_low=rows["rank"], rank_high=rows["rank"] + rows["countries_withheld"] + unnamed)


def withheld(latest: pd.DataFrame, totals: pd.DataFrame) -> pd.DataFrame:
    """The range of each figure that is not printed: mineral_id product year country flag low_t high_t.

    Low is zero. High is what the world total, rounded up, leaves after all printed figures; it is NaN where nothing is
    left, because the total then leaves the country out or is not printed.
    """
    unknown = latest[latest["value_t"].isna() & (latest["flag"] != PRINTED_ZERO)]
    if unknown.empty:
        return empty(WITHHELD_COLUMNS, text=("country",))
    keys = _keys(latest)
    named = latest.groupby(keys)["value_t"].sum().rename("named_t").reset_index()
    rows = unknown.drop(columns=["other_t"], errors="ignore").merge(named, on=keys)
    rows = rows.merge(_other(totals), on=keys, how="left").merge(_rounding(totals), on=keys, how="left")
    room = rows["world_t"] + rows["rounding_t"] - rows["named_t"] - rows["other_t"].fillna(0.0)
    return rows.assign(low_t=0.0, high_t=room.where(room > 0))[WITHHELD_COLUMNS]


def editions(values: pd.DataFrame, country: str) -> pd.DataFrame:
    """Every edition's figure for each year: mineral_id product year edition value_t is_first is_newest."""
    own = values[(values["country"] == country) & values["value_t"].notna()]
    if own.empty:
        return empty(EDITION_COLUMNS, text=("product",))
    grouped = own.groupby(["mineral_id", "product", "year"])["edition"]
    rows = own.assign(
        is_first=own["edition"] == grouped.transform("min"), is_newest=own["edition"] == grouped.transform("max")
    )
    return rows.sort_values(["product", "year", "edition"], ignore_index=True)[EDITION_COLUMNS]


def _keys(table: pd.DataFrame) -> list[str]:
    return [*PRODUCT, *(["stage"] if "stage" in table else [])]


def _other(totals: pd.DataFrame) -> pd.DataFrame:
    rows = totals[totals["aggregate"] == "other"].rename(columns={"value_t": "other_t"})
    return rows[[*_keys(totals), "other_t"]].drop_duplicates(_keys(totals))


def _rounding(totals: pd.DataFrame) -> pd.DataFrame:
    rows = totals[totals["aggregate"] == "world"]
    rows = rows.assign(rounding_t=rows["rounding_t"].fillna(0.0) if "rounding_t" in rows else 0.0)
    return rows[[*_keys(totals), "rounding_t"]].drop_duplicates(_keys(totals))
