"""Trade rows ready for counting: the right importers, the right years, a mineral and a stage on each row.

Every table of the book that rests on customs data starts here, so that baskets, blocs and known misfilings
are treated in one place. The flows are BACI's: one reconciled FOB value in US dollars and a gross weight in
tonnes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

CANADA = "CAN"
CELL = ["mineral_id", "stage", "headline"]
Years = tuple[int, int]


class Importer(NamedTuple):
    """Who imports: the countries, and whether they form a bloc whose inner trade does not count."""

    members: list[str]
    bloc: bool


def importer_members(partners: pd.DataFrame, partner_members: pd.DataFrame, partner: str) -> Importer:
    """Countries of a partner code and whether it is a bloc. Raises KeyError for a code not in `partners`."""
    row = partners.loc[partners["partner"] == partner]
    if row.empty:
        raise KeyError(f"partner {partner!r} is not in the partners table ({', '.join(partners['partner'])})")
    members = partner_members.loc[partner_members["partner"] == partner, "country"].tolist()
    return Importer(members, bool(row["kind"].iloc[0] == "bloc"))


def within(flows: pd.DataFrame, years: Years) -> pd.DataFrame:
    """Flows of the years first to last, both included."""
    return flows[flows["year"].between(*years)]


def imports_of(flows: pd.DataFrame, members: Sequence[str], bloc: bool) -> pd.DataFrame:
    """Flows into the members; for a bloc only those from outside it."""
    bought = flows[flows["importer"].isin(list(members))]
    return bought[~bought["exporter"].isin(list(members))] if bloc else bought


def without_inner_trade(flows: pd.DataFrame, members: Sequence[str], bloc: bool) -> pd.DataFrame:
    """World flows with the trade inside a bloc left out."""
    if not bloc:
        return flows
    inner = flows["importer"].isin(list(members)) & flows["exporter"].isin(list(members))
    return flows[~inner]


def annotated(flows: pd.DataFrame, hs_map: pd.DataFrame) -> pd.DataFrame:
    """Flows with mineral_id, stage, headline and misfiled; codes without a mineral are dropped.

    headline is false for baskets that mostly hold something else. misfiled marks Canada's spodumene
    concentrate entered as lithium oxide (282520) to China in 2018-2019: real trade, wrong stage, so it is
    marked and kept.
    """
    codes = hs_map.loc[hs_map["in_trade_flows"], ["hs_code", *CELL]].drop_duplicates("hs_code")
    rows = flows.merge(codes, left_on="hs6", right_on="hs_code", how="inner").drop(columns="hs_code")
    return rows.assign(misfiled=_spodumene(rows))


def headline_on_list(hs_map: pd.DataFrame, minerals: pd.DataFrame, on_list: str = "on_list_2024") -> pd.DataFrame:
    """hs_map with headline false for minerals that are not on Canada's list, so that totals mean the list."""
    listed = minerals.loc[minerals[on_list], "mineral_id"]
    return hs_map.assign(headline=hs_map["headline"] & hs_map["mineral_id"].isin(listed))


def withheld(hs_map: pd.DataFrame) -> list[str]:
    """Minerals with a code whose trade is mostly withheld, so that its amounts say little."""
    return sorted(hs_map.loc[hs_map["caveat"].str.contains("suppressed"), "mineral_id"].unique())


def sum_by(rows: pd.DataFrame, keys: Sequence[str]) -> pd.DataFrame:
    """value_usd and weight_t per key; a weight is missing only where every row of the key lacks one."""
    grouped = rows.groupby(list(keys), observed=True)[["value_usd", "weight_t"]]
    return grouped.sum(min_count=1).reset_index()


def provisional_year(flows: pd.DataFrame) -> int | None:
    """The last year of the series, which the producer revises in the next release."""
    return None if flows.empty else int(flows["year"].max())


def _spodumene(rows: pd.DataFrame) -> pd.Series:
    return (
        (rows["hs6"] == "282520")
        & (rows["exporter"] == CANADA)
        & (rows["importer"] == "CHN")
        & rows["year"].isin([2018, 2019])
    )
