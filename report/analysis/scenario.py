"""A move of purchases to Canada with its uncertainty: who counts the shares, and how much Canada could turn.

Shares are drawn between the producers of data that count them (value and gross weight of the trade table, and a
second producer where there is one); the part of Canada's sales elsewhere that could be turned is drawn around the
parameter, and announced new output counts with a part between none and all of it. Static, as `diversification` is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from zlib import crc32

import numpy as np
import pandas as pd

from report.analysis.empty import empty
from report.analysis.trade import CANADA

QUANTILES = {"low": 0.1, "median": 0.5, "high": 0.9}
CAP_AROUND = 0.5
PATH_COLUMNS = ["delta", *(f"{name}_{end}" for name in ("hhi", "largest") for end in QUANTILES), "reached"]


class Move(NamedTuple):
    """One good of one partner: shares by exporter (rows) and source (columns, first the trade table's values), the
    partner's purchases, Canada's sales elsewhere and announced new output, in gross tonnes a year."""

    mineral_id: str
    stage: str
    shares: pd.DataFrame
    imports_t: float
    elsewhere_t: float
    additions_t: float


class Drawn(NamedTuple):
    """Draws of one move: shares of the largest supplier, of Canada and of the next largest, index, feasible part."""

    largest: np.ndarray
    canada: np.ndarray
    others: np.ndarray
    hhi: np.ndarray
    feasible: np.ndarray


def caps(capacity_cap: float) -> tuple[float, float]:
    """Range that the redirectable part is drawn from: half the parameter on either side, within 0 and 1."""
    return capacity_cap * (1 - CAP_AROUND), min(1.0, capacity_cap * (1 + CAP_AROUND))


def additions(projects: pd.DataFrame) -> pd.Series:
    """Announced new output in tonnes a year by mineral_id: the largest sourced figure of each site, sites summed.

    projects: site_id mineral_id capacity_t tonnes_per_year. The tonnes are taken as gross weight of the ore or
    concentrate, which is what the projects with a figure state.
    """
    stated = projects.assign(tonnes=projects[["capacity_t", "tonnes_per_year"]].max(axis=1))
    stated = stated[stated["tonnes"].notna() & (stated["mineral_id"] != "")]
    return stated.groupby(["mineral_id", "site_id"])["tonnes"].max().groupby("mineral_id").sum()


def moves(
    goods: pd.DataFrame, suppliers: pd.DataFrame, others: Sequence[pd.DataFrame], added: Mapping[str, float]
) -> list[Move]:
    """The goods as moves, in their order.

    goods: mineral_id stage imports_t_per_year exports_elsewhere_t_per_year (`capacity.capacity`); suppliers:
    `dependence.suppliers`; others: frames of mineral_id stage exporter share; added: from `additions`, which counts
    for ores. Goods without weights, or with Canada as the largest supplier, are left out.
    """
    found = []
    for good in goods.itertuples():
        shares = _shares(suppliers, others, good.mineral_id, good.stage)
        if shares.empty or shares.iloc[:, 0].idxmax() == CANADA or not good.imports_t_per_year > 0:
            continue
        new = float(added.get(good.mineral_id, 0.0)) if good.stage == "ore" else 0.0
        elsewhere = float(good.exports_elsewhere_t_per_year)
        found.append(Move(good.mineral_id, good.stage, shares, float(good.imports_t_per_year), elsewhere, new))
    return found


def draw(move: Move, capacity_cap: float, draws: int, seed: int) -> Drawn:
    """`draws` random draws of a move; the same seed gives the same draws whatever other goods are drawn."""
    generator = np.random.default_rng([seed, crc32(f"{move.mineral_id} {move.stage}".encode())])
    matrix = move.shares.to_numpy().T
    mixed = generator.dirichlet(np.ones(len(matrix)), draws) @ matrix
    turned = generator.uniform(*caps(capacity_cap), draws)
    tonnes = turned * (move.elsewhere_t + generator.random(draws) * move.additions_t)
    source = int(matrix[0].argmax())
    target = move.shares.index.get_loc(CANADA)
    largest = mixed[:, source]
    others = np.delete(mixed, [source, target], axis=1)
    next_largest = others.max(axis=1) if others.size else np.zeros(draws)
    feasible = np.minimum(tonnes / move.imports_t, largest)
    return Drawn(largest, mixed[:, target], next_largest, np.square(mixed).sum(axis=1), feasible)


def path(drawn: Drawn, points: int = 31) -> pd.DataFrame:
    """Concentration as a growing part of the market moves to Canada.

    Returns delta, hhi_low hhi_median hhi_high and largest_low largest_median largest_high (of whoever is then the
    largest; 10, 50 and 90 % of draws), and reached (part of the draws in which that much could be turned).
    """
    deltas = np.linspace(0, float(np.median(drawn.largest)), points)
    moved = np.minimum(deltas, drawn.largest[:, None])
    hhi = _after(drawn, moved)
    left, canada = drawn.largest[:, None] - moved, drawn.canada[:, None] + moved
    largest = np.maximum(np.maximum(left, canada), drawn.others[:, None])
    bands = [np.quantile(values, list(QUANTILES.values()), axis=0) for values in (hhi, largest)]
    reached = (drawn.feasible[:, None] >= deltas).mean(axis=0)
    return pd.DataFrame(dict(zip(PATH_COLUMNS, (deltas, *bands[0], *bands[1], reached), strict=True)))


def summary(found: Sequence[Move], line: float, capacity_cap: float, draws: int, seed: int) -> pd.DataFrame:
    """One row for each move: what is needed for the line, what is feasible, and what the index would be.

    Returns mineral_id stage imports_t elsewhere_t additions_t sources, and needed, feasible, hhi_now and hhi_best
    (moving what is feasible, and no more than lowers the index) each with _low _median _high, and reaches_line (part
    of the draws in which the feasible part is enough).
    """
    rows = []
    for move in found:
        drawn = draw(move, capacity_cap, draws, seed)
        needed = np.clip(drawn.largest - line, 0, None)
        best = np.clip((drawn.largest - drawn.canada) / 2, 0, drawn.feasible)
        amounts = {"needed": needed, "feasible": drawn.feasible, "hhi_now": drawn.hhi}
        amounts["hhi_best"] = _after(drawn, best[:, None])[:, 0]
        row = {"mineral_id": move.mineral_id, "stage": move.stage, "imports_t": move.imports_t}
        row |= {"elsewhere_t": move.elsewhere_t, "additions_t": move.additions_t, "sources": move.shares.shape[1]}
        for name, values in amounts.items():
            ends = np.quantile(values, list(QUANTILES.values()))
            row |= {f"{name}_{end}": value for end, value in zip(QUANTILES, ends, strict=True)}
        rows.append({**row, "reaches_line": float((drawn.feasible >= needed).mean())})
    return pd.DataFrame(rows) if rows else empty(["mineral_id", "stage", "needed_median", "feasible_median"])


def convergence(
    found: Sequence[Move], line: float, capacity_cap: float, draws: int, seed: int, steps: int = 4
) -> pd.DataFrame:
    """How far the figures still move as the draws double, up to twice `draws`.

    Returns draws and feasible_moves, hhi_moves: the largest difference of any good's low, median or high from the
    same with half as many draws.
    """
    counts = [max(1, int(draws * 2.0**power)) for power in range(1 - steps, 2)]
    tables = [summary(found, line, capacity_cap, count, seed) for count in counts]
    rows = []
    for count, before, now in zip(counts[1:], tables, tables[1:], strict=False):
        row = {"draws": count}
        for name, stem in (("feasible", "feasible"), ("hhi", "hhi_best")):
            columns = [f"{stem}_{end}" for end in QUANTILES]
            row[f"{name}_moves"] = float((now[columns] - before[columns]).abs().to_numpy().max())
        rows.append(row)
    return pd.DataFrame(rows)


def _after(drawn: Drawn, moved: np.ndarray) -> np.ndarray:
    """HHI after moving delta: H + 2d(s_target - s_source) + 2d^2, draws down, deltas across."""
    gap = (drawn.canada - drawn.largest)[:, None]
    return drawn.hhi[:, None] + 2 * moved * gap + 2 * moved**2


def _shares(suppliers: pd.DataFrame, others: Sequence[pd.DataFrame], mineral_id: str, stage: str) -> pd.DataFrame:
    """Exporters down, sources across, each column summing to 1; Canada always has a row."""
    own = suppliers[(suppliers["mineral_id"] == mineral_id) & (suppliers["stage"] == stage)].set_index("exporter")
    columns = {"value": own["value_share"], "weight": own["weight_share"]}
    for at, other in enumerate(others):
        rows = other[(other["mineral_id"] == mineral_id) & (other["stage"] == stage)]
        columns[f"other {at}"] = rows.set_index("exporter")["share"]
    wide = pd.DataFrame({name: shares for name, shares in columns.items() if shares.notna().any()})
    if wide.empty or not own["weight_t"].sum() > 0:
        return pd.DataFrame()
    wide = wide.reindex(wide.index.union([CANADA])).fillna(0.0)
    return wide / wide.sum()
