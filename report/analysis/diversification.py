"""What moving part of a partner's purchases to Canada would do to its concentration, and how much could move.

The arithmetic is static: no price reacts and no contract binds. Without the physical limit it misleads, so
every shift is set beside the tonnes Canada sells elsewhere, and how much of those could be turned is a
stated parameter.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from report.analysis.empty import empty
from report.analysis.trade import CANADA, CELL
from report.indicators import herfindahl_hirschman_index, optimal_shift, shift_share

TABLE_COLUMNS = [
    *CELL, "largest_supplier", "largest_share", "share_canada", "hhi_0_1", "delta_optimal",
    "hhi_minimum", "delta_to_line", "delta_asked", "hhi_after_asked", "largest_share_after_asked",
    "imports_t_per_year", "asked_t_per_year", "redirectable_t_per_year", "delta_feasible",
    "hhi_best_feasible", "line_is_feasible",
]  # fmt: skip
CURVE_COLUMNS = ["delta", "hhi_0_1", "largest_share", "share_canada", "feasible"]
BAND_COLUMNS = ["delta", "hhi_low", "hhi_median", "hhi_high", "feasible_probability"]


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


def curve(
    suppliers: pd.DataFrame,
    mineral_id: str,
    stage: str,
    delta_feasible: float = 0.0,
    share: str = "value_share",
    points: int = 51,
) -> pd.DataFrame:
    """Concentration as a growing part of the market moves from the largest supplier to Canada.

    suppliers: from `dependence.suppliers`; share: value_share or weight_share. Returns delta hhi_0_1
    largest_share (of whoever is then largest) share_canada feasible; empty where nothing is bought or
    Canada is the largest supplier.
    """
    shares = _with_canada(suppliers, mineral_id, stage, share)
    if shares is None:
        return empty(CURVE_COLUMNS).astype({"feasible": "bool"})
    source, target = _ends(shares)
    values = shares.to_numpy()
    rows = []
    for delta in np.linspace(0, float(values[source]), points):
        moved = shift_share(values, source, target, delta)
        rows.append((delta, herfindahl_hirschman_index(moved), moved.max(), moved[target], delta <= delta_feasible))
    return pd.DataFrame(rows, columns=CURVE_COLUMNS)


def curve_band(
    suppliers: pd.DataFrame,
    capacity: pd.DataFrame,
    mineral_id: str,
    stage: str,
    caps: tuple[float, float] = (0.25, 0.75),
    draws: int = 1000,
    points: int = 51,
    seed: int = 0,
) -> pd.DataFrame:
    """The curve with its 80 % band: shares drawn between value and gross weight, the cap between the two
    `caps`.

    Returns delta hhi_low hhi_median hhi_high (10, 50 and 90 % of draws) feasible_probability (part of draws
    whose redirectable tonnes reach that delta). Empty as `curve` is, and where no weights are known.
    """
    by_value = _with_canada(suppliers, mineral_id, stage, "value_share")
    by_weight = _with_canada(suppliers, mineral_id, stage, "weight_share")
    cell = capacity[(capacity["mineral_id"] == mineral_id) & (capacity["stage"] == stage)]
    if by_value is None or by_weight is None or cell.empty:
        return empty(BAND_COLUMNS)
    source, target = _ends(by_value)
    generator = np.random.default_rng(seed)
    mix = generator.random((draws, 1))
    weights = by_weight.reindex(by_value.index).fillna(0.0).to_numpy()
    drawn = mix * by_value.to_numpy() + (1 - mix) * weights
    deltas = np.linspace(0, float(by_value.iloc[source]), points)
    possible = _feasible(cell, generator.uniform(*caps, draws))
    index = np.square(drawn).sum(axis=1)[:, None]
    paths = _after(index, drawn[:, [source]], drawn[:, [target]], np.minimum(deltas, drawn[:, [source]]))
    low, median, high = np.quantile(paths, [0.1, 0.5, 0.9], axis=0)
    reached = (possible[:, None] >= deltas).mean(axis=0)
    return pd.DataFrame(dict(zip(BAND_COLUMNS, (deltas, low, median, high, reached), strict=True)))


def best_shift(suppliers: pd.DataFrame, mineral_id: str, stage: str) -> tuple[float, float] | None:
    """(delta, HHI) of the move from largest supplier to Canada that lowers concentration most, or None."""
    shares = _with_canada(suppliers, mineral_id, stage, "value_share")
    return None if shares is None else tuple(optimal_shift(shares.to_numpy(), *_ends(shares)))


def _after(index, source, target, delta):
    """HHI after moving delta: H + 2d(s_target - s_source) + 2d^2."""
    return index + 2 * delta * (target - source) + 2 * delta**2


def _feasible(cell: pd.DataFrame, caps: np.ndarray) -> np.ndarray:
    bought = float(cell["imports_t_per_year"].iloc[0])
    elsewhere = float(cell["exports_elsewhere_t_per_year"].iloc[0])
    return caps * elsewhere / bought if bought > 0 else np.zeros_like(caps)


def _with_canada(suppliers: pd.DataFrame, mineral_id: str, stage: str, share: str) -> pd.Series | None:
    rows = suppliers[(suppliers["mineral_id"] == mineral_id) & (suppliers["stage"] == stage)]
    shares = rows.set_index("exporter")[share].dropna()
    if shares.empty or shares.idxmax() == CANADA:
        return None
    return shares if CANADA in shares.index else pd.concat([shares, pd.Series({CANADA: 0.0})])


def _ends(shares: pd.Series) -> tuple[int, int]:
    return int(shares.argmax()), int(shares.index.get_loc(CANADA))
