"""Checks shared by the indicators: turn an argument into a clean float array or say which value is wrong."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from report.indicators.errors import IndicatorError

SUM_TOLERANCE = 0.01


def non_negative(argument: str, values: ArrayLike, dimensions: int | None = 1) -> NDArray[np.float64]:
    """Return `values` as a float array; refuse empty, NaN, infinite and negative ones.

    `dimensions` is the number of axes asked for; None takes a number or an array of any shape.
    """
    array = finite(argument, values)
    if dimensions is not None and array.ndim != dimensions:
        raise IndicatorError(argument, array.shape, f"is the shape given; {dimensions} axis or axes are needed")
    refuse(argument, array, array < 0, "is negative; amounts and shares start at 0")
    return array


def finite(argument: str, values: ArrayLike) -> NDArray[np.float64]:
    """Return `values` as a float array of any sign and shape; refuse empty, NaN and infinite ones."""
    try:
        array = np.asarray(list(values.values()) if isinstance(values, Mapping) else values, dtype=float)
    except (TypeError, ValueError):
        raise IndicatorError(argument, values, "cannot be read as numbers") from None
    if array.size == 0:
        raise IndicatorError(argument, values, "is empty; at least one value is needed")
    refuse(argument, array, ~np.isfinite(array), "is not a finite number; drop or fill missing values first")
    return array


def above_zero(argument: str, values: ArrayLike) -> NDArray[np.float64]:
    """Return `values` as an array that can be divided by."""
    array = non_negative(argument, values, dimensions=None)
    refuse(argument, array, array == 0, "leaves nothing to divide by")
    return array


def shares_of(argument: str, values: ArrayLike, normalize: bool) -> NDArray[np.float64]:
    """Return shares; rescaled to sum to 1, or with `normalize=False` as given if their sum is within 0.01 of 1."""
    array = non_negative(argument, values)
    total = float(array.sum())
    if total == 0:
        raise IndicatorError(argument, total, "is the sum of the values; shares of nothing are undefined")
    if normalize:
        return array / total
    if abs(total - 1) > SUM_TOLERANCE:
        raise IndicatorError(argument, total, "is the sum of the shares, not 1; pass normalize=True to rescale")
    return array


def fraction(argument: str, values: ArrayLike) -> NDArray[np.float64]:
    """Return `values` (a number or an array) if all lie in 0-1."""
    array = non_negative(argument, values, dimensions=None)
    refuse(argument, array, array > 1, "is above 1; give a fraction, not a percentage")
    return array


def same_order(**arguments: ArrayLike) -> None:
    """Refuse arguments of unequal length, and labelled ones that do not name the same things in the same order."""
    names = " and ".join(arguments)
    shapes = [np.shape(list(values) if isinstance(values, Mapping) else values) for values in arguments.values()]
    if len(set(shapes)) > 1:
        raise IndicatorError(names, tuple(shapes), "are the shapes; they must be equal")
    labels = [found for found in map(labels_of, arguments.values()) if any(isinstance(label, str) for label in found)]
    for other in labels[1:]:
        wrong = [pair for pair in zip(labels[0], other, strict=True) if pair[0] != pair[1]]
        if wrong:
            raise IndicatorError(names, wrong[0], "are labels of one position; put both in the same order")


def labels_of(values: ArrayLike) -> list[Hashable]:
    """The labels of a mapping or a pandas Series; empty for plain arrays."""
    if isinstance(values, Mapping):
        return list(values)
    return list(values.index) if hasattr(values, "iloc") else []


def as_given(values: Any, template: Any) -> Any:
    """`values` with the labels of a mapping, Series or table; unchanged for plain numbers and arrays."""
    if isinstance(template, Mapping):
        return dict(zip(template, values.tolist(), strict=True))
    if not hasattr(template, "iloc"):
        return values
    labels = {name: getattr(template, name) for name in ("index", "columns") if hasattr(template, name)}
    return type(template)(values, **labels)


def number(array: NDArray[np.float64]) -> float | NDArray[np.float64]:
    """A plain number where the result has no axis, else the array."""
    return float(array) if np.ndim(array) == 0 else array


def refuse(argument: str, array: NDArray[np.float64], bad: NDArray[np.bool_], problem: str) -> None:
    """Raise IndicatorError for the first bad value, with its position."""
    if bad.any():
        position = tuple(int(axis) for axis in np.argwhere(bad)[0])
        place = f"{argument}[{', '.join(map(str, position))}]" if position else argument
        raise IndicatorError(place, float(array[position]), problem)
