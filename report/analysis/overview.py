"""All partners at once: what the texts name against what is sold, what each could take from Canada, sites, delivery.

Loops over partners that single-partner chapters do not need; the European Union keeps its own row and is never added to
its members.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from report.analysis import capacity, delivery, diversification, flows, ledger, promise, specialisation, trade

Years = tuple[int, int]
MINIMUM_USD = 10e6


def pooled(trade_flows: pd.DataFrame, hs_map: pd.DataFrame, years: Years) -> pd.DataFrame:
    """Flows of the years added up, so that loops over partners read each pair and code once.

    Returns year (the last one, for all) exporter importer hs6 value_usd weight_t (missing where no year has one). Means
    over the years stay right because the functions here divide by the length of `years`; what differs between years
    does not survive.
    """
    rows = trade.within(trade_flows, years)
    rows = rows[rows["hs6"].isin(hs_map.loc[hs_map["in_trade_flows"], "hs_code"])]
    grouped = rows.groupby(["exporter", "importer", "hs6"], as_index=False, observed=True)[["value_usd", "weight_t"]]
    return grouped.sum(min_count=1).assign(year=years[1])


def named_and_sold(
    trade_flows: pd.DataFrame,
    hs_map: pd.DataFrame,
    partners: pd.DataFrame,
    partner_members: pd.DataFrame,
    instruments: pd.DataFrame,
    instrument_partners: pd.DataFrame,
    instrument_minerals: pd.DataFrame,
    years: Years,
) -> pd.DataFrame:
    """Per partner and mineral: named in a text signed with that partner alone, and its share of Canada's sales there.

    Returns partner and the columns of `promise.named_against_trade` (value_usd over the years, share of sales 0-1).
    """
    own = instruments[(instruments["role"] == "instrument") & (instruments["level"] != "multilateral")]
    tables = []
    for partner in partners.sort_values("order")["partner"]:
        members, bloc = trade.importer_members(partners, partner_members, partner)
        texts = ledger.instruments_of(partner, own, instrument_partners)["instrument_id"].tolist()
        named = ledger.minerals_named(texts, instrument_minerals)["mineral_id"]
        sold = flows.exports_to(_seen(trade_flows, members), hs_map, members, bloc, years)
        tables.append(promise.named_against_trade(named, sold, years).assign(partner=partner))
    return pd.concat(tables, ignore_index=True)


def _seen(trade_flows: pd.DataFrame, members: Sequence[str]) -> pd.DataFrame:
    """The flows that matter for one partner: what it buys and what Canada sells."""
    return trade_flows[(trade_flows["exporter"] == trade.CANADA) | trade_flows["importer"].isin(members)]


def overlaps(named: pd.DataFrame, partners: pd.DataFrame) -> pd.DataFrame:
    """Per partner: minerals named, Canada's sales and the share of them in named minerals.

    Returns partner name kind minerals_named sold_usd overlap_share (missing when no mineral is named).
    """
    rows = []
    for row in partners.sort_values("order").to_dict("records"):
        table = named[named["partner"] == row["partner"]]
        count = int(table["named"].sum())
        rows.append(
            {
                "partner": row["partner"],
                "name": row["name"],
                "kind": row["kind"],
                "minerals_named": count,
                "sold_usd": table["value_usd"].sum(),
                "overlap_share": promise.overlap_share(table) if count else float("nan"),
            }
        )
    return pd.DataFrame(rows)


def reachable(
    trade_flows: pd.DataFrame,
    hs_map: pd.DataFrame,
    partners: pd.DataFrame,
    partner_members: pd.DataFrame,
    production: pd.DataFrame,
    production_totals: pd.DataFrame,
    dependence: pd.DataFrame,
    years: Years,
    line: float,
    shift: float,
    cap: float,
) -> pd.DataFrame:
    """Per partner and good: whether one supplier is over the line and Canada could take over the share asked.

    dependence: all partners. Rows where Canada is the largest supplier or either weight is missing are left out.
    Returns partner and the columns of `diversification.diversification`, and can (bool: above the line, and the
    feasible share, `cap` of Canada's exports elsewhere in gross tonnes, covers `shift`).
    """
    tables = []
    for partner in partners.sort_values("order")["partner"]:
        members, bloc = trade.importer_members(partners, partner_members, partner)
        room = capacity.capacity(
            _seen(trade_flows, members), hs_map, members, bloc, years, production, production_totals
        )
        own = dependence[dependence["partner"] == partner].drop(columns="partner")
        tables.append(diversification.diversification(own, room, line, shift, cap).assign(partner=partner))
    table = pd.concat(tables, ignore_index=True)
    return table.assign(can=(table["largest_share"] > line) & (table["delta_feasible"] >= shift))


def matrix_cells(
    matrix: pd.DataFrame, reach: pd.DataFrame, partners: pd.DataFrame, minimum_usd: float = MINIMUM_USD
) -> pd.DataFrame:
    """Cells of the partner by mineral matrix: headline goods, with imports of at least `minimum_usd` over the years.

    matrix: from `synthesis.canada_share_matrix`; reach: from `reachable`. Returns partner name name_with_article kind
    order mineral_id stage imports_usd share_canada largest_supplier largest_share leaning (over the line with another
    supplier than Canada) can drawn (false for goods that Canada supplies to nobody to at least 1 % and that nobody
    could get from it).
    """
    cells = (
        matrix[matrix["headline"]]
        .merge(reach[["partner", "mineral_id", "stage", "can"]], on=["partner", "mineral_id", "stage"], how="left")
        .merge(partners[["partner", "name", "name_with_article", "order"]], on="partner")
    )
    cells = cells[cells["imports_usd"] >= minimum_usd]
    leaning = cells["above_line"] & (cells["largest_supplier"] != trade.CANADA)
    cells = cells.assign(can=cells["can"].eq(True), leaning=leaning)
    matters = (cells["share_canada"] >= 0.01) | cells["can"]
    cells["drawn"] = matters.groupby([cells["mineral_id"], cells["stage"]]).transform("any")
    columns = [
        "partner",
        "name",
        "name_with_article",
        "kind",
        "order",
        "mineral_id",
        "stage",
        "imports_usd",
        "share_canada",
        "largest_supplier",
        "largest_share",
        "leaning",
        "can",
        "drawn",
    ]
    return cells.sort_values(["order", "mineral_id"], ignore_index=True)[columns]


def side_by_side(
    instruments: pd.DataFrame, instrument_partners: pd.DataFrame, totals: pd.DataFrame, overlap: pd.DataFrame
) -> pd.DataFrame:
    """Per partner: instruments signed with it alone, Canada's share of its imports, and the overlap of promise and
    trade.

    totals: from `synthesis.partner_totals`; overlap: from `overlaps`. Returns the columns of `overlap`, instruments,
    share_canada, from_canada_usd, imports_usd, cells_above_line, cells.
    """
    own = instruments[(instruments["role"] == "instrument") & (instruments["level"] != "multilateral")]
    signed = instrument_partners["instrument_id"].isin(own["instrument_id"])
    counts = instrument_partners[instrument_partners["primary"] & signed].groupby("partner").size()
    table = overlap.assign(instruments=overlap["partner"].map(counts).fillna(0).astype("int64"))
    columns = ["partner", "share_canada", "from_canada_usd", "imports_usd", "cells_above_line", "cells"]
    return table.merge(totals[columns], on="partner", how="left")


def delivery_by_binding(standings: pd.DataFrame, instruments: pd.DataFrame) -> pd.DataFrame:
    """Commitments by standing for each kind of force: binding and the columns of `delivery.delivery`."""
    forces = instruments.loc[instruments["role"] == "instrument", ["instrument_id", "binding"]]
    return delivery.delivery(standings.merge(forces, on="instrument_id"), by=["binding"])


def complementarities(
    trade_flows: pd.DataFrame,
    hs_map: pd.DataFrame,
    partners: pd.DataFrame,
    partner_members: pd.DataFrame,
    years: Years,
) -> pd.DataFrame:
    """Per partner the indices of `specialisation.complementarity` and the rival that sells it the most alike mix.

    Returns partner name kind, the columns of `complementarity`, and those of `specialisation.rivals` with `rival_`
    before them (missing where Canada sells the partner nothing); countries by fit, then the bloc.
    """
    tables = []
    for row in partners.to_dict("records"):
        members, bloc = trade.importer_members(partners, partner_members, row["partner"])
        table = specialisation.complementarity(trade_flows, hs_map, members, bloc, years)
        rival = specialisation.rivals(trade_flows, hs_map, members, bloc, years).head(1).add_prefix("rival_")
        table = pd.concat([table, rival.reset_index(drop=True)], axis=1)
        tables.append(table.assign(partner=row["partner"], name=row["name"], kind=row["kind"]))
    return pd.concat(tables).sort_values(["kind", "tci_0_100"], ascending=[False, False], ignore_index=True)


def with_room(side: pd.DataFrame, cells: pd.DataFrame) -> pd.DataFrame:
    """`side_by_side` with leaning (goods over the line with another supplier than Canada) and room (those Canada could
    serve); cells: from `matrix_cells`.
    """
    leaning = cells[cells["leaning"]]
    counts = leaning.groupby("partner")["can"].agg(leaning="size", room="sum")
    return (
        side.join(counts, on="partner").fillna({"leaning": 0, "room": 0}).astype({"leaning": "int64", "room": "int64"})
    )
