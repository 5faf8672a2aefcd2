"""Figures that others print, computed again from the book's tables under several stated baskets.

A share without its list of goods, its direction, its year and its unit can be right and still mislead. So each
statement gets not one number beside it but several readings, and the spread between them is the answer.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd

from report.analysis import trade
from report.analysis.lookup import Tables

READING_COLUMNS = ["statement_id", "source", "basket", "basis", "period", "found", "low", "high", "main"]
BASES = {"value_usd": "by value", "weight_t": "by weight"}
NEEDS = ("trade_flows", "hs_map", "minerals", "partners", "partner_members", "eu_imports", "supply_outlook_totals")
"""Tables that `readings` uses."""

Years = tuple[int, int]
Row = dict[str, Any]


def readings(tables: Tables, pool: Years) -> pd.DataFrame:
    """Our figures beside each row of `published_statements`, one row per reading.

    tables: those of `NEEDS` and `published_statements`; pool: years of a share whose statement gives none. Returns
    statement_id source (BACI | Eurostat | IEA) basket basis period found low high (fractions; the range over years)
    main (the reading that compares like with like, as far as the statement says what it covers).
    """
    found = [
        row | {"statement_id": statement["statement_id"]}
        for statement in tables["published_statements"].to_dict("records")
        for row in MEASURES[statement["measure"]](tables, statement, pool)
    ]
    return pd.DataFrame(found, columns=READING_COLUMNS)


def import_growth(tables: Tables, statement: Row, pool: Years) -> list[Row]:
    """Change of the reporter's imports from the counterparts, and of the counterparts' sales to all, by value and
    weight; the range moves each end year by one.
    """
    first, last = int(statement["first_year"]), int(statement["last_year"])
    sellers = _split(statement["counterparts"])
    sold = _annotated(tables, tables["trade_flows"]["exporter"].isin(sellers), _split(statement["minerals"]))
    members, bloc = trade.importer_members(tables["partners"], tables["partner_members"], statement["reporter"])
    baskets = {
        "imports from Canada": trade.imports_of(sold, members, bloc),
        "Canada's sales to all countries": sold[sold["headline"]],
    }
    return [
        _growth(rows[rows["headline"]], basket, column, first, last, main=at == 0 and column == "value_usd")
        for at, (basket, rows) in enumerate(baskets.items())
        for column in BASES
    ]


def _growth(rows: pd.DataFrame, basket: str, column: str, first: int, last: int, main: bool) -> Row:
    by_year = rows.groupby("year")[column].sum()
    change = by_year.get(last, float("nan")) / by_year.get(first, float("nan")) - 1
    others = [
        by_year[end] / by_year[start] - 1
        for start in range(first - 1, first + 2)
        for end in range(last - 1, last + 2)
        if by_year.get(start, 0) > 0 and end in by_year
    ]
    low, high = (min(others), max(others)) if others else (float("nan"), float("nan"))
    return _reading("BACI", basket, column, f"{first} to {last}", change, low, high, main)


def export_share(tables: Tables, statement: Row, pool: Years) -> list[Row]:
    """Part of the reporter's exports that goes to the counterparts, for several lists of goods."""
    years = _years(statement, pool)
    flows = trade.within(tables["trade_flows"], years)
    own = trade.annotated(flows[flows["exporter"] == statement["reporter"]], _listed(tables, "on_list_2024"))
    minerals = _split(statement["minerals"])
    baskets = _mineral_baskets(own, minerals) if minerals else _list_baskets(own, tables)
    buyers = _split(statement["counterparts"])
    return [
        _share(rows, rows["importer"].isin(buyers), "BACI", basket, column, years, at == 0 and column == "value_usd")
        for at, (basket, rows) in enumerate(baskets.items())
        for column in BASES
    ]


def _list_baskets(own: pd.DataFrame, tables: Tables) -> dict[str, pd.DataFrame]:
    listed = own[own["headline"]]
    before = _listed(tables, "on_list_2021")
    earlier = own[own["hs6"].isin(before.loc[before["headline"], "hs_code"])]
    priority = tables["minerals"].loc[tables["minerals"]["priority_six"], "mineral_id"]
    return {
        "the list of 2024": listed,
        "the list of 2021": earlier,
        "refined goods of the list": listed[listed["stage"] == "refined"],
        "ores of the list": listed[listed["stage"] == "ore"],
        "priority minerals": listed[listed["mineral_id"].isin(priority)],
    }


def _mineral_baskets(own: pd.DataFrame, minerals: Sequence[str]) -> dict[str, pd.DataFrame]:
    rows = own[own["mineral_id"].isin(minerals)]
    baskets = {"its own goods": rows[rows["headline"]]}
    return baskets if rows["headline"].all() else baskets | {"with the codes that also hold other metals": rows}


def supplier_share(tables: Tables, statement: Row, pool: Years) -> list[Row]:
    """Part of the reporter's imports that comes from the counterparts: BACI by value and weight, Eurostat where it
    has the year.
    """
    years, sellers = _years(statement, pool), _split(statement["counterparts"])
    members, bloc = trade.importer_members(tables["partners"], tables["partner_members"], statement["reporter"])
    flows = trade.within(tables["trade_flows"], years)
    rows = _annotated(tables, flows["importer"].isin(members), _split(statement["minerals"]), flows)
    bought = trade.imports_of(rows[rows["headline"]], members, bloc)
    found = [
        _share(bought, bought["exporter"].isin(sellers), "BACI", "imports", column, years, column == "value_usd")
        for column in BASES
    ]
    return found + (_eurostat_share(tables, statement, years, sellers) if bloc else [])


def _eurostat_share(tables: Tables, statement: Row, years: Years, sellers: Sequence[str]) -> list[Row]:
    codes = tables["hs_map"]
    codes = codes.loc[codes["mineral_id"].isin(_split(statement["minerals"])), "hs_code"]
    rows = trade.within(tables["eu_imports"], years)
    rows = rows[rows["cn8"].isin(codes)].rename(columns={"value_eur": "value_usd"})
    if rows.empty:
        return []
    return [_share(rows, rows["exporter"].isin(sellers), "Eurostat", "imports", "value_usd", years, False)]


def top_three_share(tables: Tables, statement: Row, pool: Years) -> list[Row]:
    """Share of the leading countries in mining and refining, averaged over minerals with equal weights or by tonnes."""
    year, minerals = int(statement["last_year"]), _split(statement["minerals"])
    totals = tables["supply_outlook_totals"]
    rows = totals[(totals["year"] == year) & totals["mineral_id"].isin(minerals)]
    found = []
    for stage, main in (("refining", True), ("mining", False)):
        own = rows[rows["stage"] == stage].set_index("mineral_id")
        share = own.loc[own["aggregate"] == "top_three_share", "value_share"]
        tonnes = own.loc[own["aggregate"] == "world", "value_kt"].reindex(share.index)
        weighed = (share * tonnes).sum() / tonnes.sum() if len(share) else float("nan")
        found.append(_reading("IEA", stage, "each mineral alike", str(year), share.mean(), main=main))
        found.append(_reading("IEA", stage, "by tonnes", str(year), weighed))
    return found


def leading_by_mineral(tables: Tables, statement: Row, stage: str = "refining") -> pd.DataFrame:
    """Share of the leading countries in one stage, per mineral of a statement: mineral_id share, largest first."""
    totals = tables["supply_outlook_totals"]
    rows = totals[(totals["aggregate"] == "top_three_share") & (totals["stage"] == stage)]
    rows = rows[(rows["year"] == int(statement["last_year"])) & rows["mineral_id"].isin(_split(statement["minerals"]))]
    table = rows.rename(columns={"value_share": "share"})[["mineral_id", "share"]]
    return table.sort_values("share", ascending=False, ignore_index=True)


MEASURES: dict[str, Callable[[Tables, Row, Years], list[Row]]] = {
    "import-growth": import_growth,
    "export-share": export_share,
    "supplier-share": supplier_share,
    "top-three-share": top_three_share,
}


def _share(rows: pd.DataFrame, part: pd.Series, source: str, basket: str, column: str, years: Years, main: bool) -> Row:
    whole, some = rows.groupby("year")[column].sum(), rows[part].groupby("year")[column].sum()
    yearly = some.reindex(whole.index, fill_value=0.0) / whole.where(whole > 0)
    total = whole.sum()
    found = some.sum() / total if total > 0 else float("nan")
    period = str(years[0]) if years[0] == years[1] else f"{years[0]} to {years[1]}"
    return _reading(source, basket, column, period, found, yearly.min(), yearly.max(), main)


def _reading(
    source: str, basket: str, basis: str, period: str, found: float,
    low: float = float("nan"), high: float = float("nan"), main: bool = False,
) -> Row:  # fmt: skip
    return {
        "source": source, "basket": basket, "basis": BASES.get(basis, basis), "period": period,
        "found": found, "low": low, "high": high, "main": main,
    }  # fmt: skip


def _annotated(
    tables: Tables, chosen: pd.Series, minerals: Sequence[str], flows: pd.DataFrame | None = None
) -> pd.DataFrame:
    hs_map = tables["hs_map"]
    rows = tables["trade_flows"] if flows is None else flows
    return trade.annotated(rows[chosen], hs_map[hs_map["mineral_id"].isin(minerals)])


def _listed(tables: Tables, column: str) -> pd.DataFrame:
    return trade.headline_on_list(tables["hs_map"], tables["minerals"], column)


def _years(statement: Row, pool: Years) -> Years:
    first, last = statement["first_year"], statement["last_year"]
    return pool if pd.isna(first) else (int(first), int(last))


def _split(text: str) -> list[str]:
    return [part.strip() for part in str(text).split(";") if part.strip()]
