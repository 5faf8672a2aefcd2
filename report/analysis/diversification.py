"""What moving part of a partner's purchases to Canada would do to its concentration, and how much could move.

The arithmetic is static: no price reacts and no contract binds. Without the physical limit it misleads, so
every shift is set beside the tonnes Canada sells elsewhere, and how much of those could be turned is a
stated parameter. `scenario` draws the same move with its uncertainty.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from report.analysis.empty import empty
from report.analysis.trade import CANADA, CELL

TABLE_COLUMNS = [
    *CELL, "largest_supplier", "largest_share", "share_canada", "hhi_0_1", "delta_optimal",
    "hhi_minimum", "delta_to_line", "delta_asked", "hhi_after_asked", "largest_share_after_asked",
    "imports_t_per_year", "asked_t_per_year", "redirectable_t_per_year", "delta_feasible",
    "hhi_best_feasible", "line_is_feasible",
]  # fmt: skip


def diversification(
    dependence: pd.DataFrame,
    capacity: pd.DataFrame,
    line: float = 0.65,
    shift: float = 0.10,
    cap: float = 0.5,
) -> pd.DataFrame:
    """Per mineral and stage: what a move from the largest supplier to Canada buys and how much of it is
    feasible.

    dependence: from `dependence.dependence`, one partner; capacity: from `capacity.capacity`. shift: part
    of the market asked to move; cap: part of Canada's sales elsewhere that could be turned to this partner.
    Shares are by value, tonnes gross, deltas fractions of the market. Rows where Canada itself is the
    largest supplier are left out. Returns mineral_id stage headline, the shares now, delta_optimal
    hhi_minimum delta_to_line (0 when already under it) delta_asked (shift, or the whole of a smaller
    supplier) hhi_after_asked largest_share_after_asked (of the former largest supplier) imports_t_per_year
    asked_t_per_year redirectable_t_per_year delta_feasible (at most the largest supplier's share)
    hhi_best_feasible (moving no more than lowers the index) line_is_feasible.
    """
    if dependence.empty or capacity.empty:
        return empty(TABLE_COLUMNS).astype({"line_is_feasible": "bool"})
    table = dependence.merge(capacity, on=CELL)
    table = table[table["largest_supplier"] != CANADA].reset_index(drop=True)
    largest, canada, index = table["largest_share"], table["share_canada"], table["hhi_0_1"]
    table["delta_optimal"] = (largest - canada) / 2
    table["hhi_minimum"] = index - (largest - canada) ** 2 / 2
    table["delta_to_line"] = (largest - line).clip(lower=0)
    table["delta_asked"] = largest.clip(upper=shift)
    table["hhi_after_asked"] = _after(index, largest, canada, table["delta_asked"])
    table["largest_share_after_asked"] = largest - table["delta_asked"]
    bought = table["imports_t_per_year"]
    table["asked_t_per_year"] = table["delta_asked"] * bought
    table["redirectable_t_per_year"] = cap * table["exports_elsewhere_t_per_year"]
    possible = table["redirectable_t_per_year"] / bought.where(bought > 0)
    table["delta_feasible"] = np.minimum(possible, largest)
    best = np.minimum(table["delta_feasible"], table["delta_optimal"])
    table["hhi_best_feasible"] = _after(index, largest, canada, best)
    table["line_is_feasible"] = table["delta_to_line"] <= table["delta_feasible"]
    return table[TABLE_COLUMNS]


def _after(index, source, target, delta):
    """HHI after moving delta: H + 2d(s_target - s_source) + 2d^2."""
    return index + 2 * delta * (target - source) + 2 * delta**2
