"""How one country's trade compares with another's: advantage, complementarity, intensity, similarity."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from report.indicators._inputs import above_zero, as_given, non_negative, number, same_order, shares_of
from report.indicators.errors import IndicatorError


def revealed_comparative_advantage(
    exports: ArrayLike,
    exporter_total: ArrayLike | None = None,
    world_exports: ArrayLike | None = None,
    world_total: ArrayLike | None = None,
) -> Any:
    """Balassa's index: RCA_ik = (x_ik / X_i) / (x_wk / X_w).

    Either exports alone, (exporters, goods), whose sums give the totals: the basket is then what the columns
    hold, so a minerals-only matrix gives an advantage within minerals. Or all four as numbers or arrays that
    broadcast: x_ik, X_i, x_wk, X_w, for totals that reach beyond the goods at hand. One currency. Returns the
    shape of exports, 1 = the world's average (a table keeps its labels); in a matrix a good that nobody
    exports and an exporter of nothing give NaN. The index ranks; do not average it. Raises IndicatorError for
    negative or missing values, zero totals and totals given in part.
    Source: Balassa (1965), doi 10.1111/j.1467-9957.1965.tb00050.x.

    >>> revealed_comparative_advantage([[30, 10], [20, 40]]).round(4).tolist()
    [[1.5, 0.5], [0.6667, 1.3333]]
    >>> revealed_comparative_advantage(30, 40, 50, 100)
    1.5
    """
    totals = {"exporter_total": exporter_total, "world_exports": world_exports, "world_total": world_total}
    absent = [name for name, value in totals.items() if value is None]
    if not absent:
        clean = [above_zero(name, value) for name, value in totals.items()]
        return number(non_negative("exports", exports, dimensions=None) / clean[0] / (clean[1] / clean[2]))
    if len(absent) < len(totals):
        raise IndicatorError(absent[0], None, "is missing; give all three totals, or a matrix of exports alone")
    return as_given(_balassa(non_negative("exports", exports, dimensions=2)), exports)


def symmetric_revealed_comparative_advantage(rca: ArrayLike) -> Any:
    """RSCA = (RCA - 1) / (RCA + 1), on -1 to below 1, 0 = the world's average.

    rca: a number or an array of any shape. Returns the same shape, a Series or table with its labels.
    Raises IndicatorError for negative or missing values. Source: Dalum, Laursen and Villumsen (1998),
    International Review of Applied Economics 12(3), 423-443.

    >>> symmetric_revealed_comparative_advantage(3)
    0.5
    """
    values = non_negative("rca", rca, dimensions=None)
    return as_given(number((values - 1) / (values + 1)), rca)


def trade_complementarity_index(import_shares: ArrayLike, export_shares: ArrayLike) -> float:
    """Fit of one country's exports to another's imports: 100 * (1 - 1/2 sum_k |m_jk - x_ik|).

    import_shares, export_shares: (goods,) amounts or shares over the same basket in the same order,
    rescaled to sum to 1. Returns 0-100: 100 = the same mix, 0 = no good in common. State the basket and the
    direction. Raises IndicatorError for negative, missing or no values, for unequal lengths and for labels in
    another order. Source: Michaely (1996), Trade Preferential Agreements in Latin America, World Bank.

    >>> round(trade_complementarity_index([0.5, 0.3, 0.2], [0.2, 0.5, 0.3]), 6)
    70.0
    """
    return _overlap(import_shares=import_shares, export_shares=export_shares)


def export_similarity_index(first: ArrayLike, second: ArrayLike) -> float:
    """Likeness of two exporters in one market: 100 * sum_k min(s_ak, s_bk).

    first, second: (goods,) amounts or shares over the same basket in the same order, rescaled to sum to 1.
    Returns 0-100. It falls mechanically as the basket gets finer. Raises IndicatorError as the TCI does.
    Source: Finger and Kreinin (1979), doi 10.2307/2231506.

    >>> export_similarity_index([1, 1, 0], [0, 1, 1])
    50.0
    """
    return _overlap(first=first, second=second)


def grubel_lloyd_index(exports: ArrayLike, imports: ArrayLike) -> float:
    """Part of a country's trade that runs both ways within goods: 1 - sum_k |x_k - m_k| / sum_k (x_k + m_k).

    exports, imports: (goods,) amounts in one currency over the same goods in the same order. Returns 0-1: 0 = each
    good is only sold or only bought, 1 = every good is sold as much as bought. It rises as goods are grouped. Raises
    IndicatorError for negative, missing or no values, unequal lengths and where nothing is traded.
    Source: Grubel and Lloyd (1975), Intra-Industry Trade.

    >>> grubel_lloyd_index([3, 0], [1, 4])
    0.25
    """
    sold, bought = non_negative("exports", exports), non_negative("imports", imports)
    same_order(exports=exports, imports=imports)
    total = float(above_zero("exports and imports", (sold + bought).sum()))
    return float(1 - np.abs(sold - bought).sum() / total)


def trade_intensity_index(
    bilateral_exports: ArrayLike,
    exporter_total: ArrayLike,
    partner_imports: ArrayLike,
    world_total: ArrayLike,
) -> float | NDArray[np.float64]:
    """Weight of a partner in a country's exports over its weight in world trade: (x_ij / X_i) / (x_wj / X_w).

    Numbers or arrays that broadcast, values in one currency over one basket. Returns their shape; 1 = as
    much as the partner's size suggests. It explodes for a partner that imports next to nothing. Raises
    IndicatorError for negative or missing values and for a zero in the last three.
    Source: Brown (1949), Applied Economics: Aspects of the World Trade Cycle; Kojima (1964).

    >>> round(trade_intensity_index(30, 100, 20, 200), 6)
    3.0
    """
    sold = non_negative("bilateral_exports", bilateral_exports, dimensions=None)
    bought = above_zero("partner_imports", partner_imports)
    own = sold / above_zero("exporter_total", exporter_total)
    return number(own / (bought / above_zero("world_total", world_total)))


def _overlap(**sides: ArrayLike) -> float:
    one, two = (shares_of(name, values, normalize=True) for name, values in sides.items())
    same_order(**sides)
    return float(100 * np.minimum(one, two).sum())


def _balassa(values: NDArray[np.float64]) -> NDArray[np.float64]:
    total = values.sum()
    if total == 0:
        raise IndicatorError("exports", float(total), "is the sum of the matrix; there is no trade to compare")
    with np.errstate(invalid="ignore", divide="ignore"):
        own = values / values.sum(axis=1, keepdims=True)
        return own / (values.sum(axis=0, keepdims=True) / total)
