"""Money as the ledger states it: announced, committed and disbursed, never mixed and never added across.

Three rules keep the figures honest. A sum is made only of rows that share whose money it is, the currency and the
stage; nothing is converted. Programmes (the sum of many projects, or a fund) may contain rows of single projects, so
they are listed and never summed. A ceiling ("up to") and a floor ("more than") stay marked, and a sum that holds any
says how many. A stage is the furthest one that a source shows; money that was paid without a source saying so reads as
committed or announced.
"""

from __future__ import annotations

import pandas as pd

STAGES = ["announced", "committed", "disbursed", "unknown"]
MONEY_KINDS = ["public", "private", "project-value"]
SUM_COLUMNS = ["money_kind", "currency", "stage", "promises", "amount", "ceilings", "floors"]


def money_rows(projects: pd.DataFrame, scope: str = "project") -> pd.DataFrame:
    """Promises of one scope (project | programme) that state an amount, furthest stage first, then largest.

    Returns the columns of `projects` and bound: exact, range, up to (a ceiling) or more than (a floor). Amounts are
    in the currency of their row.
    """
    rows = projects[(projects["scope"] == scope) & projects["amount"].notna()]
    return _ordered(rows.assign(bound=_bounds(rows)), ["money_kind", "stage", "currency", "amount"])


def money_by_stage(projects: pd.DataFrame) -> pd.DataFrame:
    """What single projects were promised, summed within whose money, currency and stage.

    Returns money_kind currency stage promises amount (sum of the figures stated, in `currency`) ceilings floors (how
    many of them are "up to" and "more than"). Every pair of money_kind and currency that occurs has all four stages,
    so that an empty one is seen. Programmes are left out: they may contain these rows.
    """
    rows = money_rows(projects)
    pairs = rows[["money_kind", "currency"]].drop_duplicates().merge(pd.DataFrame({"stage": STAGES}), how="cross")
    rows = rows.assign(ceiling=rows["bound"] == "up to", floor=rows["bound"] == "more than")
    keys = ["money_kind", "currency", "stage"]
    sums = rows.groupby(keys, as_index=False).agg(
        promises=("project_id", "size"), amount=("amount", "sum"), ceilings=("ceiling", "sum"), floors=("floor", "sum")
    )
    table = pairs.merge(sums, on=keys, how="left")
    counts = {name: table[name].fillna(0).astype("int64") for name in ("promises", "ceilings", "floors")}
    return _ordered(table.assign(amount=table["amount"].fillna(0.0), **counts), keys)[SUM_COLUMNS]


def programmes(projects: pd.DataFrame) -> pd.DataFrame:
    """Amounts stated for many projects at once, largest first within whose money and currency: as `money_rows`."""
    return money_rows(projects, "programme")


def money_of(partner: str, projects: pd.DataFrame, project_partners: pd.DataFrame) -> pd.DataFrame:
    """Promises made with a partner (code, ISO 3166 alpha-3 or body), with or without an amount.

    Returns the columns of `projects` with bound (empty without an amount), role (offtaker | funder |
    announced-beside) and basis; furthest stage first. Empty when the ledger has none.
    """
    named = project_partners[project_partners["partner"] == partner]
    rows = projects.merge(named[["project_id", "role", "basis"]], on="project_id")
    return _ordered(rows.assign(bound=_bounds(rows)), ["stage", "money_kind", "currency", "amount"])


def stage_counts(projects: pd.DataFrame) -> pd.DataFrame:
    """Promises for single projects by stage, every stage present: stage promises with_amount.

    The value of a project is no promise to pay, and is left out.
    """
    rows = projects[(projects["scope"] == "project") & (projects["money_kind"] != "project-value")]
    rows = rows.assign(with_amount=rows["amount"].notna())
    counts = rows.groupby("stage").agg(promises=("project_id", "size"), with_amount=("with_amount", "sum"))
    return counts.reindex(STAGES, fill_value=0).rename_axis("stage").reset_index()


def _bounds(rows: pd.DataFrame) -> pd.Series:
    """exact | range | up to | more than, or empty where no amount is stated."""
    low, high = rows["amount_low"], rows["amount_high"]
    bound = pd.Series("exact", index=rows.index, dtype="str").mask(low.notna() & high.notna() & (low < high), "range")
    bound = bound.mask(low.isna() & high.notna(), "up to").mask(low.notna() & high.isna(), "more than")
    return bound.mask(rows["amount"].isna(), "")


def _ordered(rows: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Rows by `keys`: public money first, the furthest stage first, larger amounts first."""
    ranks = {
        "money_kind": rows["money_kind"].map([*MONEY_KINDS, "not-disclosed"].index),
        "stage": rows["stage"].map(["disbursed", "committed", "announced", "unknown"].index),
        "currency": rows["currency"],
        "amount": -rows["amount"],
    }
    order = pd.DataFrame({key: ranks[key] for key in keys})
    return rows.loc[order.sort_values(keys, kind="stable").index].reset_index(drop=True)
