"""How much of what a country uses comes from abroad."""

from __future__ import annotations

from numpy.typing import ArrayLike

from report.indicators._inputs import non_negative
from report.indicators.errors import IndicatorError


def net_import_reliance(
    imports: float, exports: float, apparent_consumption: float, stock_change: float = 0.0
) -> float:
    """Share of use met by net imports: (imports - exports + stock_change) / apparent consumption.

    All four in one unit of mass; stock_change is what was drawn from stocks (negative when stocks were
    built). Returns a fraction: 1 is wholly imported, below 0 a net exporter. Raises IndicatorError for
    negative or missing amounts and for a consumption of 0. Source: US Geological Survey, Mineral Commodity
    Summaries (definition of net import reliance).
    """
    bought, sold = _amount("imports", imports), _amount("exports", exports)
    used = _amount("apparent_consumption", apparent_consumption)
    if used == 0:
        raise IndicatorError("apparent_consumption", used, "leaves nothing to divide by")
    drawn = _amount("stock_change", abs(stock_change)) * (1 if stock_change >= 0 else -1)
    return (bought - sold + drawn) / used


def _amount(argument: str, value: ArrayLike) -> float:
    return float(non_negative(argument, value, dimensions=0))
