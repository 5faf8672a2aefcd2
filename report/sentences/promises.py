"""Rows of money for the chapter on Canada's supply: three stages, whose money, each currency, never added across."""

from __future__ import annotations

import pandas as pd

from report.analysis.money import STAGES, money_rows
from report.sentences.links import project_link
from report.sentences.money import KINDS, SYMBOLS, summed


def money_table(by_stage: pd.DataFrame) -> pd.DataFrame:
    """A row for each kind of money and currency, a column for each stage. by_stage: from `money.money_by_stage`."""
    cells = by_stage.assign(
        words=[summed(row) for row in by_stage.to_dict("records")],
        whose=by_stage["money_kind"].map(KINDS),
        symbol=by_stage["currency"].map(lambda code: SYMBOLS.get(code, code)),
    )
    wide = cells.pivot(index=["whose", "symbol"], columns="stage", values="words")
    order = cells[["whose", "symbol"]].drop_duplicates()
    return order.merge(wide.reindex(columns=STAGES).fillna("none seen").reset_index(), on=["whose", "symbol"])


def firm_promises(projects: pd.DataFrame) -> pd.DataFrame:
    """Promises for single projects, committed or disbursed, that state an amount: with title (a link) and whose."""
    rows = money_rows(projects)
    rows = rows[rows["stage"].isin(["disbursed", "committed"])]
    links = [project_link(*pair) for pair in zip(rows["project_id"], rows["project"], strict=True)]
    return rows.assign(title=links, whose=rows["money_kind"].map(KINDS)).sort_values(
        ["stage", "money_kind", "amount"], ascending=[False, False, False], ignore_index=True
    )


def programmes_table(programmes: pd.DataFrame) -> pd.DataFrame:
    """Amounts stated for many projects at once, with whose they are. programmes: from `money.programmes`."""
    return programmes.assign(whose=programmes["money_kind"].map(KINDS))
