"""Checks shared by the indicators: turn an argument into a clean float array or say which value is wrong."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from report.indicators.errors import IndicatorError

SUM_TOLERANCE = 1e-6


def non_negative(argument: str, values: ArrayLike, dimensions: int | None = 1) -> NDArray[np.float64]:
    """Return `values` as a float array; refuse empty, NaN, infinite and negative ones.

    `dimensions` is the number of axes asked for; None takes a number or an array of any shape.
    """
    array = _floats(argument, values)
    if dimensions is not None and array.ndim != dimensions:
        raise IndicatorError(argument, array.shape, f"is the shape given; {dimensions} axis or axes are needed")
    if array.size == 0:
        raise IndicatorError(argument, values, "is empty; at least one value is needed")
    _refuse(argument, array, ~np.isfinite(array), "is not a finite number; drop or fill missing values first")
    _refuse(argument, array, array < 0, "is negative; amounts and shares start at 0")
    return array


def shares_of(argument: str, values: ArrayLike, normalize: bool) -> NDArray[np.float64]:
    """Return shares that sum to 1; with `normalize=False` refuse a sum away from 1."""
    array = non_negative(argument, values)
    total = float(array.sum())
    if total == 0:
        raise IndicatorError(argument, total, "is the sum of the values; shares of nothing are undefined")
    if not normalize and abs(total - 1) > SUM_TOLERANCE:
        raise IndicatorError(argument, total, "is the sum of the shares, not 1; pass normalize=True to rescale")
    return array / total


def fraction(argument: str, value: float) -> float:
    """Return `value` if it lies in 0-1."""
    number = float(non_negative(argument, value, dimensions=0))
    if number > 1:
        raise IndicatorError(argument, number, "is above 1; give a fraction, not a percentage")
    return number


def same_shape(first: NDArray[np.float64], second: NDArray[np.float64], arguments: str) -> None:
    """Refuse two arrays that do not describe the same goods in the same order."""
    if first.shape != second.shape:
        raise IndicatorError(arguments, (first.shape, second.shape), "are the shapes; they must be equal")


def _floats(argument: str, values: ArrayLike) -> NDArray[np.float64]:
    try:
        return np.asarray(values, dtype=float)
    except (TypeError, ValueError):
        raise IndicatorError(argument, values, "cannot be read as numbers") from None


def _refuse(argument: str, array: NDArray[np.float64], bad: NDArray[np.bool_], problem: str) -> None:
    if bad.any():
        position = tuple(int(axis) for axis in np.argwhere(bad)[0])
        place = f"{argument}[{', '.join(map(str, position))}]" if position else argument
        raise IndicatorError(place, float(array[position]), problem)
