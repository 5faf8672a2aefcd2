"""How concentrated supply is: the Herfindahl-Hirschman index and its kin, all on the 0-1 scale."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from report.indicators._inputs import non_negative, shares_of
from report.indicators.errors import IndicatorError


class Bounds(NamedTuple):
    """The lowest and the highest value an index can have given what is not known."""

    low: float
    high: float


def herfindahl_hirschman_index(shares: ArrayLike, normalize: bool = True) -> float:
    """Sum of squared shares: HHI = sum_c s_c^2.

    shares: (suppliers,) non-negative amounts or shares; `normalize` rescales them to sum to 1, and without it
    they are used as given. Returns the index on 0-1 (multiply by 10 000 for the scale of competition law).
    Raises IndicatorError for negative, missing or no values, and for a sum more than 0.01 away from 1 with
    `normalize=False`. Source: Hirschman (1945), Herfindahl (1950); name and use in Hirschman (1964),
    The Paternity of an Index, American Economic Review 54(5).

    >>> round(herfindahl_hirschman_index([30, 30, 20, 20]), 6)
    0.26
    """
    return float(np.square(shares_of("shares", shares, normalize)).sum())


def normalized_herfindahl_hirschman_index(shares: ArrayLike, n: int | None = None, normalize: bool = True) -> float:
    """Concentration rescaled so that equal shares give 0 and one supplier gives 1: (HHI - 1/N) / (1 - 1/N).

    shares: (suppliers,) non-negative amounts or shares. n: the N of the formula; by default the length of
    `shares`, zeros included. Returns a number on 0-1. State N beside the result: it moves the index.
    Raises IndicatorError as the HHI does, for n below 2 and for n below the number of suppliers.
    Source: the HHI's own bounds, 1/N and 1.

    >>> round(normalized_herfindahl_hirschman_index([0.3, 0.3, 0.2, 0.2]), 6)
    0.013333
    """
    amounts = shares_of("shares", shares, normalize)
    suppliers = int(np.count_nonzero(amounts))
    count = amounts.size if n is None else n
    if count < 2:
        raise IndicatorError("n", count, "is too small; the normalised index needs at least 2 suppliers")
    if count < suppliers:
        raise IndicatorError("n", count, f"is below the {suppliers} suppliers with a share")
    return float((np.square(amounts).sum() - 1 / count) / (1 - 1 / count))


def effective_number_of_suppliers(shares: ArrayLike, normalize: bool = True) -> float:
    """Number of equal suppliers that would be as concentrated: 1 / HHI.

    shares: (suppliers,) non-negative amounts or shares. Returns a number of suppliers, at least 1.
    Raises IndicatorError as the HHI does. Source: Laakso and Taagepera (1979),
    doi 10.1177/001041407901200101.

    >>> effective_number_of_suppliers([1, 1, 1, 1])
    4.0
    """
    return 1 / herfindahl_hirschman_index(shares, normalize)


def hhi_bounds(known: ArrayLike, other: float) -> Bounds:
    """HHI when part of supply is printed as "other countries".

    known: (suppliers,) amounts of the named suppliers; other: the amount of all others, same unit. Low
    takes the others as infinitely many (their squares vanish), high as one supplier. The denominator is
    known + other, not a rounded world total. Returns Bounds(low, high) on 0-1. Raises IndicatorError for
    negative or missing values. Source: the limits of sum_c s_c^2 over how `other` may be split.

    >>> low, high = hhi_bounds([6, 2], 2)
    >>> round(low, 6), round(high, 6)
    (0.4, 0.44)
    """
    amounts = non_negative("known", known)
    rest = float(non_negative("other", other, dimensions=0))
    shares = shares_of("known and other", np.append(amounts, rest), normalize=True)
    low = float(np.square(shares[:-1]).sum())
    return Bounds(low, low + float(shares[-1] ** 2))


def theil_index(shares: ArrayLike, normalize: bool = True) -> float:
    """Distance of shares from equal ones: T = sum_c s_c * ln(N * s_c) = ln N - entropy.

    shares: (suppliers,) non-negative amounts or shares, zeros included: N is their number, so a supplier of
    nothing counts. Returns 0 (all equal) to ln N (one supplier), in natural units. It splits exactly into a
    part between and a part within groups. Raises IndicatorError as the HHI does. Source: Theil (1967),
    Economics and Information Theory.

    >>> round(theil_index([0.3, 0.3, 0.2, 0.2]), 6)
    0.020136
    """
    amounts = shares_of("shares", shares, normalize)
    sold = amounts[amounts > 0]
    return float((sold * np.log(amounts.size * sold)).sum())
