"""Does Canada sell what the partner buys, more than others do, and who else sells the same?

Every index here is computed inside one stated basket: the headline mineral codes of the trade table, one
good per mineral and stage. An advantage within that basket says nothing about a country's other exports.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from report.analysis.empty import empty
from report.analysis.trade import CANADA, Years, annotated, imports_of, within, without_inner_trade
from report.indicators import (
    export_similarity_index,
    revealed_comparative_advantage,
    symmetric_revealed_comparative_advantage,
    trade_complementarity_index,
    trade_intensity_index,
)

GOOD = ["mineral_id", "stage"]
ADVANTAGE_COLUMNS = [*GOOD, "exports_usd", "world_exports_usd", "world_share", "rca", "rsca"]
FIT_COLUMNS = [
    "tci_0_100", "tii", "exports_usd", "exporter_total_usd", "imports_usd", "world_usd", "basket_size",
]  # fmt: skip
RIVAL_COLUMNS = ["exporter", "value_usd", "share_of_imports", "esi_0_100", "largest_shared_mineral"]


def basket(flows: pd.DataFrame, hs_map: pd.DataFrame, years: Years) -> pd.DataFrame:
    """Headline flows of the pool of years, each row with its mineral and stage."""
    rows = annotated(within(flows, years), hs_map)
    return rows[rows["headline"]]


def comparative_advantage(
    flows: pd.DataFrame, hs_map: pd.DataFrame, years: Years, country: str = CANADA
) -> pd.DataFrame:
    """Where a country is stronger than the world within the minerals basket, strongest first.

    Returns mineral_id stage exports_usd world_exports_usd world_share rca rsca; rsca runs from -1 to below 1.
    """
    matrix = _wide(basket(flows, hs_map, years), "exporter")
    if country not in matrix.index:
        return empty(ADVANTAGE_COLUMNS)
    matrix = matrix.loc[:, matrix.sum() > 0]
    position = matrix.index.get_loc(country)
    table = pd.DataFrame({"exports_usd": matrix.loc[country], "world_exports_usd": matrix.sum()})
    table["world_share"] = table["exports_usd"] / table["world_exports_usd"]
    table["rca"] = revealed_comparative_advantage(matrix.to_numpy())[position]
    table["rsca"] = symmetric_revealed_comparative_advantage(table["rca"])
    return table.sort_values("rsca", ascending=False).reset_index()[ADVANTAGE_COLUMNS]


def complementarity(
    flows: pd.DataFrame,
    hs_map: pd.DataFrame,
    members: Sequence[str],
    bloc: bool,
    years: Years,
    exporter: str = CANADA,
) -> pd.DataFrame:
    """Fit of the exporter's world sales to the partner's purchases, and weight of the partner in them.

    Returns one row: tci_0_100 tii exports_usd (to the partner) exporter_total_usd imports_usd (all the
    partner's) world_usd basket_size (goods); empty where either side trades nothing. A bloc's inner trade
    is left out.
    """
    world = without_inner_trade(basket(flows, hs_map, years), members, bloc)
    bought = imports_of(world, members, bloc)
    sold = world[world["exporter"] == exporter]
    if bought.empty or sold.empty:
        return empty(FIT_COLUMNS)
    sides = pd.DataFrame({"m": _by_good(bought), "x": _by_good(sold)}).reindex(_by_good(world).index).fillna(0.0)
    amounts = {
        "exports_usd": bought.loc[bought["exporter"] == exporter, "value_usd"].sum(),
        "exporter_total_usd": sold["value_usd"].sum(),
        "imports_usd": bought["value_usd"].sum(),
        "world_usd": world["value_usd"].sum(),
    }
    tii = float(trade_intensity_index(*amounts.values()))
    tci = trade_complementarity_index(sides["m"], sides["x"])
    return pd.DataFrame([{"tci_0_100": tci, "tii": tii, **amounts, "basket_size": len(sides)}], columns=FIT_COLUMNS)


def rivals(
    flows: pd.DataFrame,
    hs_map: pd.DataFrame,
    members: Sequence[str],
    bloc: bool,
    years: Years,
    exporter: str = CANADA,
    minimum_share: float = 0.005,
) -> pd.DataFrame:
    """Who sells the partner the same mix of minerals as the exporter does, most alike first.

    minimum_share: least part of the partner's imports for a rival to be listed. Returns exporter value_usd
    share_of_imports esi_0_100 largest_shared_mineral; empty where the exporter sells the partner nothing.
    """
    mix = _wide(imports_of(basket(flows, hs_map, years), members, bloc), "exporter")
    mix = mix[mix.sum(axis=1) > 0]
    if exporter not in mix.index:
        return empty(RIVAL_COLUMNS)
    table = pd.DataFrame({"value_usd": mix.sum(axis=1)})
    table["share_of_imports"] = table["value_usd"] / table["value_usd"].sum()
    table["esi_0_100"] = [export_similarity_index(row, mix.loc[exporter]) for row in mix.to_numpy()]
    shares = mix.div(table["value_usd"], axis=0)
    common = shares.clip(upper=shares.loc[exporter], axis=1)
    table["largest_shared_mineral"] = [good[0] for good in common.idxmax(axis=1)]
    listed = table[(table["share_of_imports"] >= minimum_share) & (table.index != exporter) & (table["esi_0_100"] > 0)]
    ordered = listed.sort_values("esi_0_100", ascending=False)
    return ordered.rename_axis("exporter").reset_index()[RIVAL_COLUMNS]


def _by_good(rows: pd.DataFrame) -> pd.Series:
    return rows.groupby(GOOD)["value_usd"].sum()


def _wide(rows: pd.DataFrame, side: str) -> pd.DataFrame:
    return rows.groupby([side, *GOOD])["value_usd"].sum().unstack(GOOD, fill_value=0.0)
