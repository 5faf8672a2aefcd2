"""How one country's trade compares with another's: advantage, complementarity, intensity, similarity."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from report.indicators._inputs import non_negative, same_shape, shares_of
from report.indicators.errors import IndicatorError


def revealed_comparative_advantage(exports: ArrayLike) -> NDArray[np.float64]:
    """Balassa's index: RCA_ik = (x_ik / X_i) / (x_wk / X_w).

    exports: (exporters, goods) values in one currency; the basket is what the columns hold, so a
    minerals-only matrix gives an advantage within minerals. Returns (exporters, goods), 1 = the world's
    average; a good that nobody exports and an exporter of nothing give NaN. The index ranks; do not average
    it. Raises IndicatorError for negative or missing values. Source: Balassa (1965).
    """
    values = non_negative("exports", exports, dimensions=2)
    total = values.sum()
    if total == 0:
        raise IndicatorError("exports", float(total), "is the sum of the matrix; there is no trade to compare")
    with np.errstate(invalid="ignore", divide="ignore"):
        own = values / values.sum(axis=1, keepdims=True)
        return own / (values.sum(axis=0, keepdims=True) / total)


def symmetric_revealed_comparative_advantage(rca: ArrayLike) -> NDArray[np.float64]:
    """RSCA = (RCA - 1) / (RCA + 1), on -1 to below 1, 0 = the world's average.

    rca: a number or an array of any shape; returns the same shape.
    Raises IndicatorError for negative or missing values. Source: Dalum, Laursen and Villumsen (1998).
    """
    values = non_negative("rca", rca, dimensions=None)
    return (values - 1) / (values + 1)


def trade_complementarity_index(import_shares: ArrayLike, export_shares: ArrayLike) -> float:
    """Fit of one country's exports to another's imports: 100 * (1 - 1/2 sum_k |m_jk - x_ik|).

    import_shares, export_shares: (goods,) amounts or shares over the same basket in the same order,
    rescaled to sum to 1. Returns 0-100: 100 = the same mix, 0 = no good in common. State the basket and the
    direction. Raises IndicatorError for negative, missing or no values and for unequal lengths. Source:
    Michaely (1996).
    """
    return _overlap("import_shares", import_shares, "export_shares", export_shares)


def export_similarity_index(first: ArrayLike, second: ArrayLike) -> float:
    """Likeness of two exporters in one market: 100 * sum_k min(s_ak, s_bk).

    first, second: (goods,) amounts or shares over the same basket in the same order, rescaled to sum to 1.
    Returns 0-100. It falls mechanically as the basket gets finer. Raises IndicatorError as the TCI does.
    Source: Finger and Kreinin (1979).
    """
    return _overlap("first", first, "second", second)


def trade_intensity_index(
    bilateral_exports: ArrayLike,
    exporter_total: ArrayLike,
    partner_imports: ArrayLike,
    world_total: ArrayLike,
) -> NDArray[np.float64]:
    """Weight of a partner in a country's exports over its weight in world trade: (x_ij / X_i) / (x_wj / X_w).

    Numbers or arrays that broadcast, values in one currency over one basket. Returns their shape; 1 = as
    much as the partner's size suggests. It explodes for a partner that imports next to nothing. Raises
    IndicatorError for negative or missing values and for a zero in the last three.
    Source: Brown (1949), Kojima (1964).
    """
    amounts = {
        "bilateral_exports": bilateral_exports,
        "exporter_total": exporter_total,
        "partner_imports": partner_imports,
        "world_total": world_total,
    }
    clean = {name: non_negative(name, value, dimensions=None) for name, value in amounts.items()}
    for name in list(clean)[1:]:
        if (clean[name] == 0).any():
            raise IndicatorError(name, 0.0, "leaves nothing to divide by")
    own = clean["bilateral_exports"] / clean["exporter_total"]
    return own / (clean["partner_imports"] / clean["world_total"])


def _overlap(first_name: str, first: ArrayLike, second_name: str, second: ArrayLike) -> float:
    one, two = shares_of(first_name, first, True), shares_of(second_name, second, True)
    same_shape(one, two, f"{first_name} and {second_name}")
    return float(100 * np.minimum(one, two).sum())
