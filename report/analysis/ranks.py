"""Where a partner stands when nobody says how much each measure counts: intervals of rank, and no score.

Weights are drawn at random over all possible ones, the measures are put on a common scale by rank, and what is not
known of a partner is drawn too. A partner whose interval is wide has no place of its own in the order.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

INTERVAL_COLUMNS = ["partner", "rank_low", "rank_median", "rank_high", "first_share", "unknown"]


def partner_measures(side: pd.DataFrame, fits: pd.DataFrame, cells: pd.DataFrame) -> pd.DataFrame:
    """The measures of each partner country, larger for a closer tie; a bloc has none.

    side: from `overview.side_by_side`; fits: from `overview.complementarities`; cells: from `overview.matrix_cells`.
    Returns partner, texts (signed with it alone), sales_usd (bought from Canada), share (Canada's of its imports),
    fit (complementarity, 0-100), room (goods that lean on another supplier and that Canada's sales elsewhere could
    serve) and overlap (share of sales in minerals its texts name; missing where they name none).
    """
    countries = side[side["kind"] == "country"]
    over = cells[cells["leaning"] & cells["can"]]
    table = countries[["partner"]].assign(
        texts=countries["instruments"].astype("float64"),
        sales_usd=countries["from_canada_usd"],
        share=countries["share_canada"],
        fit=countries["partner"].map(fits.set_index("partner")["tci_0_100"]),
        room=countries["partner"].map(over.groupby("partner").size()).fillna(0.0),
        overlap=countries["overlap_share"],
    )
    return table.reset_index(drop=True)


def rank_intervals(measures: pd.DataFrame, draws: int = 2000, seed: int = 1) -> pd.DataFrame:
    """Ranks of partners under random weights, best median first.

    measures: partner and one column per measure, larger is more, missing where not known. Each measure becomes the
    part of the other partners it is ahead of (0-1, ties half); a missing one is drawn evenly between 0 and 1 in each
    draw. Weights are Dirichlet, all equally likely. Returns partner rank_low rank_median rank_high (10, 50 and 90 % of
    draws) first_share (part of draws in which it is first) unknown (measures missing). Empty in, empty out.
    """
    if measures.empty:
        return pd.DataFrame(columns=INTERVAL_COLUMNS)
    numbers = measures.set_index("partner").astype("float64")
    generator = np.random.default_rng(seed)
    weights = generator.dirichlet(np.ones(numbers.shape[1]), draws)
    scaled = _ahead_of(numbers)
    filled = np.where(np.isnan(scaled), generator.random((draws, *scaled.shape)), scaled)
    order = _ranks(np.einsum("dpm,dm->dp", filled, weights))
    low, median, high = np.quantile(order, [0.1, 0.5, 0.9], axis=0, method="nearest")
    table = pd.DataFrame({
        "partner": numbers.index, "rank_low": low, "rank_median": median, "rank_high": high,
        "first_share": (order == 1).mean(axis=0), "unknown": numbers.isna().sum(axis=1).to_numpy(),
        "mean": order.mean(axis=0),
    })  # fmt: skip
    return table.sort_values(["rank_median", "mean"], ignore_index=True)[INTERVAL_COLUMNS]


def rank_by_measure(measures: pd.DataFrame) -> pd.DataFrame:
    """The rank of each partner in each measure, 1 for the most; missing stays missing."""
    numbers = measures.set_index("partner")
    return numbers.rank(ascending=False, method="min").reset_index()


def separated(intervals: pd.DataFrame) -> int:
    """How many pairs of partners have intervals that do not touch."""
    low, high = intervals["rank_low"].to_numpy(), intervals["rank_high"].to_numpy()
    return int((high[:, None] < low[None, :]).sum())


def _ahead_of(numbers: pd.DataFrame) -> np.ndarray:
    known = numbers.notna().sum()
    places = numbers.rank(method="average") - 1
    return (places / (known - 1).where(known > 1)).to_numpy()


def _ranks(scores: np.ndarray) -> np.ndarray:
    """Rank of each column in each row, 1 for the largest score."""
    return (-scores).argsort(axis=1).argsort(axis=1) + 1
