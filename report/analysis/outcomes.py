"""What became of each published statement: do the book's tables give its figure, and under which reading?

A reading is one of the figures of `report.analysis.published`: a list of goods, a direction, a unit and a period.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

OUTCOME_COLUMNS = ["main_found", "lowest", "highest", "nearest", "nearest_basket", "nearest_basis", "outcome"]
TOLERANCE = 0.02
REPRODUCED = "reproduced"
OTHER_READING = "another reading gives it"
OTHER_YEARS = "only with other years"
BETWEEN = "between our readings"
OUTSIDE = "outside all our readings"
UNTESTED = "not testable with these tables"


def outcomes(statements: pd.DataFrame, readings: pd.DataFrame, tolerance: float = TOLERANCE) -> pd.DataFrame:
    """The columns of `statements` and main_found lowest highest nearest nearest_basket nearest_basis outcome.

    readings: from `published.readings`; lowest and highest are of their points and, where the statement gives no year,
    of their single years. outcome, in this order: `reproduced` when the main reading is within `tolerance` (for a
    statement of "over", at least the value less the tolerance); `another reading gives it`; `only with other years`
    when the range over years of the main reading's goods and direction holds the value; else whether the value lies
    between our readings or outside them.
    """
    rows = [_outcome(row, _own(readings, row["statement_id"]), tolerance) for row in statements.to_dict("records")]
    return pd.concat([statements, pd.DataFrame(rows, columns=OUTCOME_COLUMNS, index=statements.index)], axis=1)


def _own(readings: pd.DataFrame, statement_id: str) -> pd.DataFrame:
    own = readings[readings["statement_id"] == statement_id].dropna(subset=["found"])
    return own.assign(low=own["low"].fillna(own["found"]), high=own["high"].fillna(own["found"]))


def _outcome(statement: dict[str, Any], own: pd.DataFrame, tolerance: float) -> dict[str, Any]:
    if own.empty:
        return {"nearest_basket": "", "nearest_basis": "", "outcome": UNTESTED}
    any_year = bool(pd.isna(statement["first_year"]))
    low, high = (own["low"], own["high"]) if any_year else (own["found"], own["found"])
    away = pd.DataFrame({"range": _away(low, high, statement["value"]), "point": _away(own["found"], own["found"],
                         statement["value"])})  # fmt: skip
    nearest = own.loc[away.sort_values(["range", "point"]).index[0]]
    return {
        "main_found": own.loc[own["main"], "found"].mean(), "lowest": low.min(), "highest": high.max(),
        "nearest": nearest["found"], "nearest_basket": nearest["basket"], "nearest_basis": nearest["basis"],
        "outcome": _verdict(statement, own, away["range"].min(), (low.min(), high.max()), tolerance),
    }  # fmt: skip


def _verdict(
    statement: dict[str, Any], own: pd.DataFrame, away: float, span: tuple[float, float], tolerance: float
) -> str:
    value, main = statement["value"], own.loc[own["main"], "found"].mean()
    if abs(main - value) <= tolerance or (statement["qualifier"] == "over" and main >= value - tolerance):
        return REPRODUCED
    if away <= tolerance:
        return OTHER_READING
    alike = own[own["basket"].isin(own.loc[own["main"], "basket"])]
    if _away(alike["low"], alike["high"], value).min() <= tolerance:
        return OTHER_YEARS
    return BETWEEN if span[0] < value < span[1] else OUTSIDE


def _away(low: pd.Series, high: pd.Series, value: float) -> pd.Series:
    """How far `value` lies from each range; zero inside it."""
    return pd.concat([low - value, value - high], axis=1).max(axis=1).clip(lower=0)
