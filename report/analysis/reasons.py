"""Why a published figure and ours differ, in facts that the tables hold: what the codes see, and what the mix is."""

from __future__ import annotations

import pandas as pd

from report.analysis import trade

SEEN_COLUMNS = ["mineral_id", "seen_eur", "all_eur", "seen_share", "first_year", "last_year"]
MIX_COLUMNS = ["mineral_id", "stage", "value_usd", "share_of_exports", "buyer_share"]
SIZE_COLUMNS = ["mineral_id", "year", "value_usd", "weight_t"]


def seen_by_the_codes(
    eu_imports: pd.DataFrame, hs_map: pd.DataFrame, flows: pd.DataFrame, exporter: str = trade.CANADA
) -> pd.DataFrame:
    """How much of a bloc's purchases of each mineral, as Eurostat lists them, falls under codes the trade table holds.

    An eight-digit code is held when its first six digits are among the headline codes of `flows`; for one mineral a
    code outside them is a form of the mineral that the trade table does not see. Returns mineral_id seen_eur all_eur
    seen_share first_year last_year.
    """
    own = eu_imports[eu_imports["exporter"] == exporter]
    codes = hs_map[["hs_code", "mineral_id"]].drop_duplicates("hs_code")
    rows = own.merge(codes, left_on="cn8", right_on="hs_code")
    held = set(hs_map.loc[hs_map["in_trade_flows"] & hs_map["headline"], "hs_code"]) & set(flows["hs6"].unique())
    later = {"810520": "810510", "810320": "810310"}
    six = rows["cn8"].str[:6].replace(later)
    rows = rows.assign(seen_eur=rows["value_eur"].where(six.isin(held), 0.0))
    table = rows.groupby("mineral_id", as_index=False).agg(
        seen_eur=("seen_eur", "sum"),
        all_eur=("value_eur", "sum"),
        first_year=("year", "min"),
        last_year=("year", "max"),
    )
    return table.assign(seen_share=table["seen_eur"] / table["all_eur"])[SEEN_COLUMNS]


def export_mix(
    flows: pd.DataFrame, hs_map: pd.DataFrame, years: trade.Years, buyer: str = "USA", exporter: str = trade.CANADA
) -> pd.DataFrame:
    """What the exporter sells and how much of each good one buyer takes, largest first, headline goods.

    Returns mineral_id stage value_usd share_of_exports buyer_share (fractions).
    """
    pool = trade.within(flows, years)
    rows = trade.annotated(pool[pool["exporter"] == exporter], hs_map)
    rows = rows[rows["headline"]].assign(bought=lambda sold: sold["value_usd"].where(sold["importer"] == buyer, 0.0))
    table = rows.groupby(["mineral_id", "stage"], as_index=False)[["value_usd", "bought"]].sum()
    table["share_of_exports"] = table["value_usd"] / table["value_usd"].sum()
    table["buyer_share"] = table["bought"] / table["value_usd"].where(table["value_usd"] > 0)
    return table.sort_values("value_usd", ascending=False, ignore_index=True)[MIX_COLUMNS]


def purchases(
    flows: pd.DataFrame, hs_map: pd.DataFrame, importer: trade.Importer, minerals: list[str], years: trade.Years
) -> pd.DataFrame:
    """What the importer bought from Canada of some minerals, year by year, headline goods, zero where nothing.

    Returns mineral_id year value_usd weight_t.
    """
    sold = trade.within(flows[flows["exporter"] == trade.CANADA], years)
    rows = trade.annotated(trade.imports_of(sold, *importer), hs_map[hs_map["mineral_id"].isin(minerals)])
    grid = pd.MultiIndex.from_product([minerals, range(years[0], years[1] + 1)], names=["mineral_id", "year"])
    table = rows[rows["headline"]].groupby(["mineral_id", "year"])[["value_usd", "weight_t"]].sum()
    return table.reindex(grid, fill_value=0.0).reset_index()[SIZE_COLUMNS]
