"""Do the minerals named in the texts match what Canada sells the partner?"""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from report.analysis.trade import Years, within

COLUMNS = ["mineral_id", "named", "value_usd", "share", "partner_imports_usd", "share_of_imports"]


def named_against_trade(named: Collection[str], exports: pd.DataFrame, years: Years) -> pd.DataFrame:
    """Minerals named in the instruments beside minerals sold, pooled over the years, headline codes.

    named: mineral ids; exports: from `flows.exports_to`. Returns mineral_id named value_usd share (of
    Canada's sales to the partner) partner_imports_usd share_of_imports, largest sale first. A named mineral
    without a code in the trade table has missing amounts: it cannot be seen, which is not the same as not
    sold.
    """
    rows = within(exports[exports["headline"]], years)
    table = rows.groupby("mineral_id")[["value_usd", "partner_imports_usd"]].sum()
    table = table.reindex(table.index.union(pd.Index(sorted(named), dtype="str"))).rename_axis("mineral_id")
    total = table["value_usd"].sum()
    table["share"] = table["value_usd"] / total if total > 0 else float("nan")
    table["share_of_imports"] = table["value_usd"] / table["partner_imports_usd"]
    table["named"] = table.index.isin(list(named))
    return table.reset_index().sort_values("value_usd", ascending=False, ignore_index=True)[COLUMNS]


def overlap_share(table: pd.DataFrame) -> float:
    """Part of Canada's sales to the partner that is in minerals the texts name (0-1); NaN without sales."""
    total = table["value_usd"].sum()
    return float(table.loc[table["named"], "value_usd"].sum() / total) if total > 0 else float("nan")
