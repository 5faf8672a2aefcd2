"""All indicators for all partners, years, minerals and stages in one pass over the trade table.

The other modules of this package answer one chapter's question; this one fills the whole grid at once, so that a page
can compare partners or years without a loop. Each number equals what the pure function in `report.indicators` gives for
the same cell.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from report.analysis.dependence import DEPENDENCE_COLUMNS, dependence
from report.analysis.empty import empty
from report.analysis.trade import CANADA, CELL, Years, annotated, within, without_inner_trade
from report.indicators import IndicatorError, governance_risk

PERIOD = ["partner", "year"]
GOOD = ["mineral_id", "stage"]
WORST_GOVERNANCE = 10.0
AMOUNTS = ["value_usd", "weight_t", "weighed_usd"]
CELL_COLUMNS = [
    *PERIOD, *CELL, *DEPENDENCE_COLUMNS, "normalized_hhi_0_1", "theil", "governance_hhi_low", "governance_hhi_high",
    "governance_coverage_share", "governance_year", "rca", "rsca", "tii",
]  # fmt: skip
MARKET_COLUMNS = [
    *PERIOD, "tci_0_100", "tii", "exports_usd", "exporter_total_usd", "imports_usd", "world_usd", "basket_size",
]  # fmt: skip
RIVAL_COLUMNS = [*PERIOD, "exporter", "value_usd", "share_of_imports", "esi_0_100"]


class IndicatorTables(NamedTuple):
    """Three grids: one row per partner's market of a good, per partner, and per partner and rival."""

    cells: pd.DataFrame
    markets: pd.DataFrame
    rivals: pd.DataFrame


def indicator_tables(
    flows: pd.DataFrame,
    hs_map: pd.DataFrame,
    partners: pd.DataFrame,
    partner_members: pd.DataFrame,
    governance: pd.DataFrame,
    years: Years,
    by_year: bool = True,
    line: float = 0.65,
    governance_year: int | None = None,
    exporter: str = CANADA,
) -> IndicatorTables:
    """Every indicator that the trade table carries, for every partner of the `partners` table.

    years: first and last; by_year False pools them, and `year` is then the last one. One governance vintage serves
    all years (by default the newest at hand), so that what moves is trade. A bloc's inner trade counts nowhere.

    cells, per partner year mineral_id stage headline: all of `dependence.dependence`, then normalized_hhi_0_1 (N =
    suppliers with sales), theil, governance_hhi_low and governance_hhi_high (0-10; suppliers without an estimate as
    0 and as 10), governance_coverage_share, governance_year, and inside the headline basket rca and rsca of the
    exporter and tii of its sales of that good.
    markets, per partner year: tci_0_100 tii exports_usd exporter_total_usd imports_usd world_usd basket_size; without
    a row where either side trades nothing.
    rivals, per partner year exporter: value_usd share_of_imports esi_0_100, against the exporter's own mix.
    Raises IndicatorError for a partner without members and a governance year without estimates.
    """
    rows = _rows(flows, hs_map, years, by_year)
    members = _members(partners, partner_members)
    bought = _bought(rows, members)
    if bought.empty:
        return IndicatorTables(empty(CELL_COLUMNS), empty(MARKET_COLUMNS), empty(RIVAL_COLUMNS))
    goods = _goods(rows, bought, members, exporter)
    sales = _supplier_sales(bought)
    cells = _cells(sales, goods, _risks(governance, governance_year), line)
    return IndicatorTables(cells, _markets(goods), _rivals(sales, exporter))


def _rows(flows: pd.DataFrame, hs_map: pd.DataFrame, years: Years, by_year: bool) -> pd.DataFrame:
    """Flows with mineral, stage and headline, summed over codes; texts as categories, which group many times faster."""
    rows = annotated(within(flows, years), hs_map).drop(columns=["hs6", "misfiled"])
    rows["year"] = rows["year"].astype("int64") if by_year else int(years[1])
    rows["weighed_usd"] = rows["value_usd"].where(rows["weight_t"].notna(), 0.0)
    return rows.astype(dict.fromkeys(["exporter", "importer", *GOOD], "category"))


def _members(partners: pd.DataFrame, partner_members: pd.DataFrame) -> pd.DataFrame:
    """partner, importer and bloc, one row per member country."""
    table = partners[["partner", "kind"]].merge(partner_members, on="partner", how="left")
    if table["country"].isna().any():
        unknown = table.loc[table["country"].isna(), "partner"].iloc[0]
        raise IndicatorError("partners", unknown, "has no members in the partner_members table")
    return table.assign(bloc=table["kind"] == "bloc").rename(columns={"country": "importer"})


def _bought(rows: pd.DataFrame, members: pd.DataFrame) -> pd.DataFrame:
    """Imports of each partner, a country in a bloc once for itself and once for the bloc, inner trade left out."""
    importers = members[["partner", "importer", "bloc"]].astype({"importer": rows["importer"].dtype})
    joined = rows[rows["importer"].isin(members["importer"])].merge(importers, on="importer")
    inner = _inner(joined["partner"], joined["exporter"], members)
    return joined[~(joined["bloc"] & inner)].astype({"partner": "category"})


def _inner(partner: pd.Series, country: pd.Series, members: pd.DataFrame) -> np.ndarray:
    pairs = pd.MultiIndex.from_frame(members[["partner", "importer"]])
    return pd.MultiIndex.from_arrays([partner.astype("str"), country.astype("str")]).isin(pairs)


def _supplier_sales(bought: pd.DataFrame) -> pd.DataFrame:
    """Sales of each supplier to each partner, largest first, with value_share and weight_share of the cell."""
    keys = [*PERIOD, *CELL]
    sales = _plain(bought.groupby([*keys, "exporter"], observed=True)[AMOUNTS].sum(min_count=1).reset_index())
    sales = sales.sort_values("value_usd", ascending=False, kind="stable", ignore_index=True)
    for share, amount in (("value_share", "value_usd"), ("weight_share", "weight_t")):
        total = sales.groupby(keys)[amount].transform("sum")
        sales[share] = sales[amount] / total.where(total > 0)
    return sales


def _goods(rows: pd.DataFrame, bought: pd.DataFrame, members: pd.DataFrame, exporter: str) -> pd.DataFrame:
    """Per partner, year and headline good: the partner's imports, the exporter's part, and both sides of the world."""
    keys = [*PERIOD, *GOOD]
    inside, traded = bought[bought["headline"]], rows[rows["headline"]]
    everywhere = _world(traded, exporter)
    frames = []
    for (partner, bloc), group in members.groupby(["partner", "bloc"]):
        outer = _world(without_inner_trade(traded, group["importer"], bloc), exporter) if bloc else everywhere
        frames.append(outer.assign(partner=partner))
    table = pd.concat(frames).set_index(keys)
    table["imports_usd"] = _value(inside, keys)
    table["exports_usd"] = _value(inside[inside["exporter"] == exporter], keys)
    return table.fillna({"imports_usd": 0.0, "exports_usd": 0.0}).reset_index()


def _world(rows: pd.DataFrame, exporter: str) -> pd.DataFrame:
    """World trade and the exporter's sales of each good in each year."""
    keys = ["year", *GOOD]
    sides = {"world_usd": _value(rows, keys), "exporter_usd": _value(rows[rows["exporter"] == exporter], keys)}
    return pd.DataFrame(sides).fillna(0.0).reset_index()


def _cells(sales: pd.DataFrame, goods: pd.DataFrame, risks: pd.Series, line: float) -> pd.DataFrame:
    keys = [*PERIOD, *CELL]
    table = dependence(sales, line).set_index(keys)
    count = table["supplier_count"]
    table["normalized_hhi_0_1"] = (table["hhi_0_1"] - 1 / count) / (1 - 1 / count.where(count > 1))
    sold = sales[sales["value_share"] > 0]
    entropy = (sold["value_share"] * np.log(sold["value_share"])).groupby([sold[key] for key in keys]).sum()
    table["theil"] = (np.log(count) + entropy).clip(lower=0)
    table = table.join(_governance(sales, risks))
    return table.reset_index().merge(_advantage(goods), on=[*PERIOD, *GOOD, "headline"], how="left")[CELL_COLUMNS]


def _governance(sales: pd.DataFrame, risks: pd.Series) -> pd.DataFrame:
    """sum_c s_c^2 * g_c with the suppliers that have no estimate at the best and at the worst end."""
    keys = [*PERIOD, *CELL]
    risk, squares = sales["exporter"].map(risks), np.square(sales["value_share"])
    parts = sales[keys].assign(
        governance_hhi_low=squares * risk.fillna(0.0),
        governance_hhi_high=squares * risk.fillna(WORST_GOVERNANCE),
        governance_coverage_share=sales["value_share"].where(risk.notna(), 0.0),
    )
    return parts.groupby(keys).sum(min_count=1).assign(governance_year=risks.name)


def _risks(governance: pd.DataFrame, year: int | None) -> pd.Series:
    """g of each country that has all six estimates in the year; named by the year."""
    chosen = int(governance["year"].max()) if year is None else year
    rows = governance[governance["year"] == chosen]
    wide = rows.pivot(index="country", columns="indicator", values="estimate").dropna()
    if wide.empty:
        raise IndicatorError("governance_year", chosen, "has no country with all estimates")
    return pd.Series(governance_risk(wide.to_numpy()), index=wide.index, name=chosen)


def _advantage(goods: pd.DataFrame) -> pd.DataFrame:
    """rca and rsca of the exporter in each good against its whole basket; tii of its sales to the partner."""
    total = goods.groupby(PERIOD)[["exporter_usd", "world_usd"]].transform("sum")
    world_share = goods["exporter_usd"] / goods["world_usd"].where(goods["world_usd"] > 0)
    rca = world_share / (total["exporter_usd"] / total["world_usd"]).where(total["exporter_usd"] > 0)
    bought = goods["imports_usd"] / goods["world_usd"].where(goods["world_usd"] > 0)
    tii = goods["exports_usd"] / goods["exporter_usd"].where(goods["exporter_usd"] > 0) / bought.where(bought > 0)
    return goods[[*PERIOD, *GOOD]].assign(headline=True, rca=rca, rsca=(rca - 1) / (rca + 1), tii=tii)


def _markets(goods: pd.DataFrame) -> pd.DataFrame:
    amounts = ["exports_usd", "exporter_usd", "imports_usd", "world_usd"]
    table = goods.groupby(PERIOD)[amounts].sum().rename(columns={"exporter_usd": "exporter_total_usd"})
    of_basket = goods.groupby(PERIOD)[["imports_usd", "exporter_usd"]].transform("sum")
    shares = goods[["imports_usd", "exporter_usd"]] / of_basket.where(of_basket > 0)
    overlap = shares.min(axis=1, skipna=False).groupby([goods[key] for key in PERIOD]).sum()
    table["tci_0_100"] = 100 * overlap
    table["tii"] = table["exports_usd"] / table["exporter_total_usd"] / (table["imports_usd"] / table["world_usd"])
    table["basket_size"] = goods[goods["world_usd"] > 0].groupby(PERIOD).size()
    return table[(table["imports_usd"] > 0) & (table["exporter_total_usd"] > 0)].reset_index()[MARKET_COLUMNS]


def _rivals(sales: pd.DataFrame, exporter: str) -> pd.DataFrame:
    """Export similarity of every supplier with the exporter in each partner's market."""
    inside = sales.loc[sales["headline"] & (sales["value_usd"] > 0), [*PERIOD, "exporter", *GOOD, "value_usd"]]
    own = [*PERIOD, "exporter"]
    inside["share"] = inside["value_usd"] / inside.groupby(own)["value_usd"].transform("sum")
    mine = inside[inside["exporter"] == exporter].set_index([*PERIOD, *GOOD])["share"]
    common = np.minimum(inside["share"], inside.join(mine.rename("mine"), on=[*PERIOD, *GOOD])["mine"].fillna(0.0))
    table = inside.assign(esi_0_100=100 * common).groupby(own, as_index=False)[["value_usd", "esi_0_100"]].sum()
    table["share_of_imports"] = table["value_usd"] / table.groupby(PERIOD)["value_usd"].transform("sum")
    present = pd.MultiIndex.from_frame(table[PERIOD]).isin(mine.index.droplevel(GOOD))
    return table.loc[present & (table["exporter"] != exporter), RIVAL_COLUMNS].reset_index(drop=True)


def _value(rows: pd.DataFrame, keys: list[str]) -> pd.Series:
    return _plain(rows.groupby(keys, observed=True)["value_usd"].sum().reset_index()).set_index(keys)["value_usd"]


def _plain(frame: pd.DataFrame) -> pd.DataFrame:
    """Categories as ordinary text again, for those who join the result with other tables."""
    return frame.astype({name: "str" for name, kind in frame.dtypes.items() if kind == "category"})
