"""What moving part of a market from one supplier to another does to its concentration."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from report.indicators._inputs import as_given, fraction, labels_of, shares_of
from report.indicators.errors import IndicatorError

ROUNDING = 1e-12


class OptimalShift(NamedTuple):
    """The move from one supplier to another that lowers concentration most."""

    delta: float
    hhi_0_1: float


def shift_share(shares: ArrayLike, source: Hashable, target: Hashable, delta: float) -> Any:
    """Shares after moving `delta` of the market from supplier `source` to supplier `target`.

    shares: (suppliers,) amounts or shares, rescaled to sum to 1: an array, with suppliers named by position,
    or a Series or mapping, with suppliers named by label. delta: fraction of the whole market. Returns shares
    as they came: array, Series or dict. The index moves by 2*delta*(s_target - s_source) + 2*delta^2.
    Raises IndicatorError for a delta above the source's share and for unknown or equal suppliers; a supplier
    that sells nothing yet has to be listed with 0. Source: the algebra of sum_c s_c^2.

    >>> {name: round(share, 6) for name, share in shift_share({"CHN": 0.7, "CAN": 0.3}, "CHN", "CAN", 0.1).items()}
    {'CHN': 0.6, 'CAN': 0.4}
    >>> shift_share([0.7, 0.3], 0, 1, 0.1).round(6).tolist()
    [0.6, 0.4]
    """
    moved = shares_of("shares", shares, normalize=True)
    giver, taker = _positions(shares, moved.size, source, target)
    amount = float(fraction("delta", delta))
    if amount > moved[giver] + ROUNDING:
        raise IndicatorError("delta", amount, f"is more than the source's share, {moved[giver]:.6g}")
    moved[giver] = max(moved[giver] - amount, 0.0)
    moved[taker] += amount
    return as_given(moved, shares)


def optimal_shift(shares: ArrayLike, source: Hashable, target: Hashable) -> OptimalShift:
    """The move from `source` to `target` that lowers the HHI most: delta* = (s_source - s_target) / 2.

    Arguments as for `shift_share`. Returns OptimalShift(delta, hhi_0_1) with delta a fraction of the market and
    HHI_min = HHI - (s_source - s_target)^2 / 2; where the target is already the larger supplier no move
    helps: delta is 0 and the index unchanged. Raises IndicatorError as `shift_share` does.
    Source: the minimum of the parabola that `shift_share` states.

    >>> best = optimal_shift({"CHN": 0.7, "CAN": 0.3}, "CHN", "CAN")
    >>> round(best.delta, 6), round(best.hhi_0_1, 6)
    (0.2, 0.5)
    """
    fractions = shares_of("shares", shares, normalize=True)
    giver, taker = _positions(shares, fractions.size, source, target)
    gap = max(float(fractions[giver] - fractions[taker]), 0.0)
    return OptimalShift(gap / 2, float(np.square(fractions).sum()) - gap**2 / 2)


def _positions(shares: ArrayLike, size: int, source: Hashable, target: Hashable) -> tuple[int, int]:
    labels = labels_of(shares) or list(range(size))
    for argument, name in (("source", source), ("target", target)):
        if name not in labels:
            raise IndicatorError(argument, name, f"is not one of the {size} suppliers: {_shown(labels)}")
    if source == target:
        raise IndicatorError("target", target, "is the source; name two suppliers")
    return labels.index(source), labels.index(target)


def _shown(labels: list[Hashable]) -> str:
    return ", ".join(map(str, labels[:10])) + (", ..." if len(labels) > 10 else "")
