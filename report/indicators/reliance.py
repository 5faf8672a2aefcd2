"""How much of what a country uses comes from abroad, and how well two reports of one flow agree."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from report.indicators._inputs import above_zero, finite, non_negative, number, refuse


def net_import_reliance(
    imports: ArrayLike, exports: ArrayLike, apparent_consumption: ArrayLike, stock_change: ArrayLike = 0.0
) -> float | NDArray[np.float64]:
    """Share of use met by net imports: (imports - exports + stock_change) / apparent consumption.

    Numbers or arrays that broadcast, all in one unit of mass; stock_change is what was drawn from stocks
    (negative when stocks were built). Returns a fraction: 1 is wholly imported, below 0 a net exporter. Raises
    IndicatorError for negative or missing amounts and for a consumption of 0. Printed W, E, >50 and <1 are not
    numbers. Source: US Geological Survey, Mineral Commodity Summaries, appendix on terms.

    >>> net_import_reliance(imports=60, exports=20, apparent_consumption=100, stock_change=10)
    0.5
    """
    bought = non_negative("imports", imports, dimensions=None)
    sold = non_negative("exports", exports, dimensions=None)
    used = above_zero("apparent_consumption", apparent_consumption)
    return number((bought - sold + finite("stock_change", stock_change)) / used)


def mirror_asymmetry(imports: ArrayLike, exports: ArrayLike, cif_fob: ArrayLike = 1.06) -> float | NDArray[np.float64]:
    """Gap between two reports of one flow, over their mean: A = (M - X*c) / ((M + X*c) / 2).

    imports: M, what the buyer reports (with freight and insurance, CIF); exports: X, what the seller reports
    (FOB), same currency; cif_fob: c, which puts X on the buyer's basis. Numbers or arrays that broadcast.
    Returns -2 (only the seller reports) to 2 (only the buyer does), 0 = they agree. Needs data as reported:
    reconciled series have no asymmetry left. Raises IndicatorError for negative or missing values, a factor of 0
    and a flow that neither side reports. Source: the ratio is the IMF's, Direction of Trade Statistics (c = 1.06).

    >>> mirror_asymmetry(imports=106, exports=100)
    0.0
    >>> round(mirror_asymmetry(imports=150, exports=100, cif_fob=1.0), 6)
    0.4
    """
    bought = non_negative("imports", imports, dimensions=None)
    sold = non_negative("exports", exports, dimensions=None) * above_zero("cif_fob", cif_fob)
    mean = np.asarray((bought + sold) / 2)
    refuse("imports and exports", mean, mean == 0, "is both; a flow that nobody reports has no asymmetry")
    return number((bought - sold) / mean)
