"""All partners asking at once: what one share moved would take of each good, beside what Canada could turn to them.

The matrix of partners and goods looks at one partner at a time; here the same tonnes are asked for once only.
"""

from __future__ import annotations

import pandas as pd

from report.analysis import trade

ASK_COLUMNS = [
    "mineral_id",
    "stage",
    "partners",
    "partner_count",
    "asked_t_per_year",
    "exports_t_per_year",
    "available_t_per_year",
    "coverage",
]


def asks(
    cells: pd.DataFrame,
    reach: pd.DataFrame,
    trade_flows: pd.DataFrame,
    hs_map: pd.DataFrame,
    years: trade.Years,
    cap: float,
) -> pd.DataFrame:
    """Per good: tonnes a year that all partner countries over the line would ask of Canada, and what it could turn.

    cells: from `overview.matrix_cells`; reach: from `overview.reachable` (asked_t_per_year is the share asked of the
    partner's imports). A bloc asks nothing, because some partners are members of it. available: `cap` of Canada's
    exports to all but those who ask. Gross tonnes of the goods as traded. Returns mineral_id stage partners (joined)
    partner_count asked_t_per_year exports_t_per_year available_t_per_year coverage (available over asked).
    """
    goods = ["mineral_id", "stage"]
    leaning = cells[(cells["kind"] == "country") & cells["leaning"]]
    asking = leaning[["partner", *goods]].merge(reach[["partner", *goods, "asked_t_per_year"]])
    asking = asking[asking["asked_t_per_year"] > 0]
    table = asking.groupby(goods, as_index=False).agg(
        partners=("partner", lambda codes: "; ".join(sorted(codes))),
        partner_count=("partner", "size"),
        asked_t_per_year=("asked_t_per_year", "sum"),
    )
    sold = _sold(trade_flows, hs_map, years)
    total = sold.groupby(goods)["weight_t"].sum().rename("exports_t_per_year")
    table = table.merge(total.reset_index(), on=goods, how="left").fillna({"exports_t_per_year": 0.0})
    kept = sold.merge(asking[["partner", *goods]], left_on=["importer", *goods], right_on=["partner", *goods])
    own = kept.groupby(goods)["weight_t"].sum().rename("own").reset_index()
    table = table.merge(own, on=goods, how="left").fillna({"own": 0.0})
    table["available_t_per_year"] = cap * (table["exports_t_per_year"] - table["own"])
    table["coverage"] = table["available_t_per_year"] / table["asked_t_per_year"]
    return table.sort_values("coverage", ascending=False, ignore_index=True)[ASK_COLUMNS]


def _sold(trade_flows: pd.DataFrame, hs_map: pd.DataFrame, years: trade.Years) -> pd.DataFrame:
    """Canada's yearly mean exports in tonnes: mineral_id stage importer weight_t, headline goods."""
    pool = trade.within(trade_flows, years)
    rows = trade.annotated(pool[pool["exporter"] == trade.CANADA], hs_map)
    rows = rows[rows["headline"]]
    table = rows.groupby(["mineral_id", "stage", "importer"], as_index=False)["weight_t"].sum()
    return table.assign(weight_t=table["weight_t"] / (years[1] - years[0] + 1))
