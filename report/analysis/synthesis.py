"""All partners side by side: where Canada already matters and where need and capacity meet.

The European Union and its members are shown in one table but never summed or ranked together: a bloc
carries no rank.
"""

from __future__ import annotations

import pandas as pd

from report.analysis.empty import empty

MATRIX_COLUMNS = [
    "partner", "kind", "mineral_id", "stage", "headline", "imports_usd", "share_canada",
    "largest_supplier", "largest_share", "above_line", "rank_among_countries",
]  # fmt: skip
TOTAL_COLUMNS = [
    "partner", "kind", "imports_usd", "from_canada_usd", "share_canada", "cells", "cells_above_line",
    "cells_canada_largest", "rank_among_countries",
]  # fmt: skip


def canada_share_matrix(dependence: pd.DataFrame, partners: pd.DataFrame) -> pd.DataFrame:
    """Canada's share of each partner's imports per mineral and stage, long form.

    dependence: of all partners (`dependence.dependence(suppliers_of_all(...))`). Returns partner kind
    mineral_id stage headline imports_usd share_canada largest_supplier largest_share above_line
    rank_among_countries (by Canada's share; missing for a bloc).
    """
    table = dependence.merge(partners[["partner", "kind"]], on="partner")
    countries = table[table["kind"] == "country"]
    ranks = countries.groupby(["mineral_id", "stage"])["share_canada"].rank(ascending=False, method="min")
    return table.assign(rank_among_countries=ranks)[MATRIX_COLUMNS]


def wide_matrix(matrix: pd.DataFrame, value: str = "share_canada") -> pd.DataFrame:
    """The matrix with one column per partner: mineral_id stage and the partner codes; missing = nothing
    bought.
    """
    wide = matrix.pivot(index=["mineral_id", "stage"], columns="partner", values=value)
    return wide.rename_axis(columns=None).reset_index()


def partner_totals(dependence: pd.DataFrame, partners: pd.DataFrame) -> pd.DataFrame:
    """Per partner over headline minerals: value bought, from Canada, and in how many cells who leads.

    A cell is a mineral at a stage. Returns partner kind imports_usd from_canada_usd share_canada cells
    cells_above_line cells_canada_largest rank_among_countries (by value bought from Canada; missing for a
    bloc).
    """
    counted = dependence[dependence["headline"]]
    if counted.empty:
        return empty(TOTAL_COLUMNS, text=("kind",))
    counted = counted.assign(
        from_canada_usd=counted["imports_usd"] * counted["share_canada"],
        canada_largest=counted["largest_supplier"] == "CAN",
    )
    table = counted.groupby("partner", as_index=False).agg(
        imports_usd=("imports_usd", "sum"),
        from_canada_usd=("from_canada_usd", "sum"),
        cells=("mineral_id", "size"),
        cells_above_line=("above_line", "sum"),
        cells_canada_largest=("canada_largest", "sum"),
    )
    table["share_canada"] = table["from_canada_usd"] / table["imports_usd"]
    table = table.merge(partners[["partner", "kind"]], on="partner")
    alone = table["kind"] == "country"
    table["rank_among_countries"] = table["from_canada_usd"].where(alone).rank(ascending=False, method="min")
    return table.sort_values("from_canada_usd", ascending=False, ignore_index=True)[TOTAL_COLUMNS]
