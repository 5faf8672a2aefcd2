"""Who a partner depends on: suppliers and concentration of its imports, mineral by mineral, stage by stage.

Values are pooled over several years because single years carry price spikes. Stages are never averaged. A
bloc's inner trade is left out; for single members the supplier of record may be a port, not a mine.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from report.analysis.empty import empty
from report.analysis.trade import CELL, Years, annotated, importer_members, imports_of, within

FRAME_KEYS = ["partner", "year", *CELL]
DEPENDENCE_COLUMNS = [
    "imports_usd", "imports_t", "share_canada", "share_china", "largest_supplier", "largest_share",
    "hhi_0_1", "effective_suppliers", "supplier_count", "above_line", "weight_coverage_share",
    "weight_share_canada", "weight_share_china", "weight_largest_supplier", "weight_largest_share",
    "weight_hhi_0_1",
]  # fmt: skip
RANGES = ["largest", "canada", "hhi"]


def suppliers(
    flows: pd.DataFrame,
    hs_map: pd.DataFrame,
    members: Sequence[str],
    bloc: bool,
    years: Years,
    by_year: bool = False,
) -> pd.DataFrame:
    """Imports per mineral, stage and exporter, summed over the pool of years (or per year).

    Returns [year] mineral_id stage headline exporter value_usd weight_t weighed_usd value_share weight_share.
    weighed_usd is the value of the rows that carry a weight; shares are of the mineral's and stage's imports.
    """
    rows = annotated(imports_of(within(flows, years), members, bloc), hs_map)
    rows = rows.assign(weighed_usd=rows["value_usd"].where(rows["weight_t"].notna(), 0.0))
    keys = [*(["year"] if by_year else []), *CELL]
    grouped = rows.groupby([*keys, "exporter"])[["value_usd", "weight_t", "weighed_usd"]]
    summed = grouped.sum(min_count=1).reset_index()
    for share, amount in (("value_share", "value_usd"), ("weight_share", "weight_t")):
        total = summed.groupby(keys)[amount].transform("sum")
        summed[share] = summed[amount] / total.where(total > 0)
    return summed.sort_values([*keys, "value_usd"], ascending=[True] * len(keys) + [False], ignore_index=True)


def suppliers_of_all(
    flows: pd.DataFrame,
    hs_map: pd.DataFrame,
    partners: pd.DataFrame,
    partner_members: pd.DataFrame,
    years: Years,
    by_year: bool = False,
) -> pd.DataFrame:
    """`suppliers` for every partner of the table, with the partner code as first column."""
    pool = within(flows, years)
    frames = [
        suppliers(pool, hs_map, *importer_members(partners, partner_members, code), years, by_year).assign(partner=code)
        for code in partners["partner"]
    ]
    return pd.concat(frames, ignore_index=True).pipe(_partner_first)


def dependence(suppliers: pd.DataFrame, line: float = 0.65) -> pd.DataFrame:
    """Concentration of imports per mineral and stage (and per partner and year where the frame has them).

    Returns the keys, then imports_usd imports_t share_canada share_china largest_supplier largest_share
    hhi_0_1 effective_suppliers supplier_count above_line (largest share over `line`) weight_coverage_share
    (part of the value that carries a weight) and the same shares, largest supplier and index by gross
    weight.
    """
    keys = [key for key in FRAME_KEYS if key in suppliers.columns]
    if suppliers.empty:
        return empty([*keys, *DEPENDENCE_COLUMNS])
    table = _totals(suppliers, keys)
    for prefix, share in (("", "value_share"), ("weight_", "weight_share")):
        table = table.join(_shares(suppliers, keys, share, prefix))
    table["effective_suppliers"] = 1 / table["hhi_0_1"]
    table["above_line"] = table["largest_share"] > line
    return table.reset_index()[[*keys, *DEPENDENCE_COLUMNS]]


def share_of_canada(table: pd.DataFrame) -> float:
    """Canada's part of the imports of all goods in the table, 0-1; missing where nothing was imported.

    table: share_canada imports_usd.
    """
    imports = table["imports_usd"].sum()
    return float((table["share_canada"] * table["imports_usd"]).sum() / imports) if imports > 0 else float("nan")


def yearly_ranges(by_year: pd.DataFrame, table: pd.DataFrame) -> pd.DataFrame:
    """How far the single years of the pool lie apart, per mineral and stage.

    by_year: `suppliers` with a year; table: `dependence` of the same pool, one partner. Returns mineral_id stage
    headline, largest_low largest_high (share of the pool's largest supplier by value), canada_low canada_high, and
    hhi_low hhi_high, which take in the pool by gross weight too.
    """
    if by_year.empty or table.empty:
        return empty([*CELL, *(f"{name}_{end}" for name in RANGES for end in ("low", "high"))])
    years = by_year[["year", *CELL]].drop_duplicates()
    ends = years[CELL].drop_duplicates().set_index(CELL)
    for name, code in (("largest", table.set_index(CELL)["largest_supplier"]), ("canada", None)):
        named = by_year.merge(code.rename("code").reset_index(), on=CELL) if code is not None else by_year
        own = named[named["exporter"] == (named["code"] if code is not None else "CAN")]
        shares = years.merge(own[["year", *CELL, "value_share"]], how="left").fillna({"value_share": 0.0})
        ends = ends.join(_ends(shares, "value_share", name))
    squares = by_year.assign(square=by_year["value_share"] ** 2).groupby(["year", *CELL])["square"].sum().reset_index()
    weighed = table[[*CELL, "weight_hhi_0_1"]].rename(columns={"weight_hhi_0_1": "square"})
    return ends.join(_ends(pd.concat([squares, weighed]), "square", "hhi")).reset_index()


def by_stage(table: pd.DataFrame, minerals: pd.DataFrame, hs_map: pd.DataFrame, least_usd: float) -> pd.DataFrame:
    """What the trade table shows of each mineral at each stage, so that a gap is not read as a zero.

    table: `dependence` of one partner; minerals: the rows to show (mineral_id name); hs_map: headline codes count.
    Returns mineral_id name stage state (seen | little | none | no code) and the columns of `table`, one row for
    each mineral and each stage of ore, refined. little: bought for less than `least_usd` over the pool.
    """
    grid = minerals[["mineral_id", "name"]].merge(pd.DataFrame({"stage": ["ore", "refined"]}), how="cross")
    seen = hs_map[hs_map["in_trade_flows"] & hs_map["headline"]]
    coded = pd.MultiIndex.from_frame(seen[["mineral_id", "stage"]])
    grid = grid.merge(table[table["headline"]], on=["mineral_id", "stage"], how="left")
    has_code = pd.MultiIndex.from_frame(grid[["mineral_id", "stage"]]).isin(coded)
    amount = grid["imports_usd"].fillna(0.0)
    states = [~has_code, amount == 0, amount < least_usd]
    return grid.assign(state=np.select(states, ["no code", "none", "little"], "seen"))


def _ends(rows: pd.DataFrame, column: str, name: str) -> pd.DataFrame:
    ends = rows.groupby(CELL)[column].agg(["min", "max"])
    return ends.set_axis([f"{name}_low", f"{name}_high"], axis=1)


def _totals(suppliers: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    grouped = suppliers.groupby(keys)
    table = grouped[["value_usd", "weight_t", "weighed_usd"]].sum(min_count=1)
    table["supplier_count"] = suppliers[suppliers["value_usd"] > 0].groupby(keys).size()
    table["weight_coverage_share"] = table["weighed_usd"] / table["value_usd"]
    return table.rename(columns={"value_usd": "imports_usd", "weight_t": "imports_t"}).drop(columns="weighed_usd")


def _shares(suppliers: pd.DataFrame, keys: list[str], share: str, prefix: str) -> pd.DataFrame:
    """Herfindahl-Hirschman index, largest supplier and the shares of Canada and China, one row per key."""
    known = suppliers[suppliers[share].notna()]
    squares = known.assign(square=np.square(known[share])).groupby(keys)["square"].sum()
    largest = known.loc[known.groupby(keys)[share].idxmax()].set_index(keys)
    table = pd.DataFrame({f"{prefix}hhi_0_1": squares})
    table[f"{prefix}largest_supplier"] = largest["exporter"]
    table[f"{prefix}largest_share"] = largest[share]
    for name, code in (("canada", "CAN"), ("china", "CHN")):
        own = known[known["exporter"] == code].set_index(keys)[share]
        table[f"{prefix}share_{name}"] = own.reindex(table.index, fill_value=0.0)
    return table


def _partner_first(frame: pd.DataFrame) -> pd.DataFrame:
    return frame[["partner", *frame.columns.drop("partner")]]
