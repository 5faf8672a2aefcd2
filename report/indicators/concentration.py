"""How concentrated supply is: the Herfindahl-Hirschman index and its kin, all on the 0-1 scale."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from report.indicators._inputs import fraction, non_negative, shares_of
from report.indicators.errors import IndicatorError


class Bounds(NamedTuple):
    """The lowest and the highest value an index can have given what is not known."""

    low: float
    high: float


class OptimalShift(NamedTuple):
    """The move from one supplier to another that lowers concentration most."""

    delta: float
    hhi_0_1: float


def herfindahl_hirschman_index(shares: ArrayLike, normalize: bool = True) -> float:
    """Sum of squared shares: HHI = sum_c s_c^2.

    shares: (suppliers,) non-negative amounts or shares; `normalize` rescales them to sum to 1. Returns the
    index on 0-1 (multiply by 10 000 for the scale of competition law). Raises IndicatorError for negative,
    missing or no values, and for a sum away from 1 with `normalize=False`. Source: Herfindahl (1950),
    Hirschman (1945).
    """
    return float(np.square(shares_of("shares", shares, normalize)).sum())


def normalized_herfindahl_hirschman_index(shares: ArrayLike, n: int | None = None, normalize: bool = True) -> float:
    """Concentration rescaled so that equal shares give 0 and one supplier gives 1: (HHI - 1/N) / (1 - 1/N).

    shares: (suppliers,) non-negative amounts or shares. n: the N of the formula; by default the length of
    `shares`, zeros included. Returns a number on 0-1. State N beside the result: it moves the index.
    Raises IndicatorError as the HHI does, for n below 2 and for n below the number of suppliers.
    """
    concentration = herfindahl_hirschman_index(shares, normalize)
    suppliers = int(np.count_nonzero(np.asarray(shares, dtype=float)))
    count = np.asarray(shares).size if n is None else n
    if count < 2:
        raise IndicatorError("n", count, "is too small; the normalised index needs at least 2 suppliers")
    if count < suppliers:
        raise IndicatorError("n", count, f"is below the {suppliers} suppliers with a share")
    return float((concentration - 1 / count) / (1 - 1 / count))


def effective_number_of_suppliers(shares: ArrayLike, normalize: bool = True) -> float:
    """Number of equal suppliers that would be as concentrated: 1 / HHI.

    shares: (suppliers,) non-negative amounts or shares. Returns a number of suppliers, at least 1.
    Raises IndicatorError as the HHI does.
    """
    return 1 / herfindahl_hirschman_index(shares, normalize)


def hhi_bounds(known: ArrayLike, other: float) -> Bounds:
    """HHI when part of supply is printed as "other countries".

    known: (suppliers,) amounts of the named suppliers; other: the amount of all others, same unit. Low
    takes the others as infinitely many, high as one supplier. The denominator is known + other, not a
    rounded world total. Returns Bounds(low, high) on 0-1. Raises IndicatorError for negative or missing
    values.
    """
    amounts = non_negative("known", known)
    rest = float(non_negative("other", other, dimensions=0))
    shares = shares_of("known and other", np.append(amounts, rest), normalize=True)
    low = float(np.square(shares[:-1]).sum())
    return Bounds(low, low + float(shares[-1] ** 2))


def shift_share(shares: ArrayLike, source: int, target: int, delta: float) -> np.ndarray:
    """Shares after moving `delta` of the market from supplier `source` to supplier `target` (positions).

    shares: (suppliers,) amounts or shares, rescaled to sum to 1; delta: fraction of the whole market.
    Returns (suppliers,) shares. The index moves by 2*delta*(s_target - s_source) + 2*delta^2.
    Raises IndicatorError for a delta above the source's share, equal or missing positions.
    """
    moved = shares_of("shares", shares, normalize=True)
    _check_positions(moved.size, source, target)
    amount = fraction("delta", delta)
    if amount > moved[source] + 1e-12:
        raise IndicatorError("delta", amount, f"is more than the source's share, {moved[source]:.6g}")
    moved[source] = max(moved[source] - amount, 0.0)
    moved[target] += amount
    return moved


def optimal_shift(shares: ArrayLike, source: int, target: int) -> OptimalShift:
    """The move from `source` to `target` that lowers the HHI most: delta* = (s_source - s_target) / 2.

    Returns OptimalShift(delta, hhi_0_1) with HHI_min = HHI - (s_source - s_target)^2 / 2; where the target is
    already the larger supplier no move helps: delta is 0 and the index unchanged.
    Raises IndicatorError as `shift_share` does.
    """
    fractions = shares_of("shares", shares, normalize=True)
    _check_positions(fractions.size, source, target)
    gap = max(float(fractions[source] - fractions[target]), 0.0)
    return OptimalShift(gap / 2, float(np.square(fractions).sum()) - gap**2 / 2)


def _check_positions(size: int, source: int, target: int) -> None:
    for argument, position in (("source", source), ("target", target)):
        if not 0 <= position < size:
            raise IndicatorError(argument, position, f"is not a position among {size} suppliers")
    if source == target:
        raise IndicatorError("target", target, "is the source; name two suppliers")
