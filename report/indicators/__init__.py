"""Indicators of supply and trade: arrays in, numbers out, nothing about files or tables.

Shares and the Herfindahl-Hirschman family are on 0-1; complementarity and similarity on 0-100. A value an
indicator is not defined for raises `IndicatorError`, which names it. To add an indicator, write a function
with its formula, shapes, units, errors and source in the docstring, export it here and test its identities.
"""

from report.indicators.comparative import (
    export_similarity_index,
    revealed_comparative_advantage,
    symmetric_revealed_comparative_advantage,
    trade_complementarity_index,
    trade_intensity_index,
)
from report.indicators.concentration import (
    Bounds,
    OptimalShift,
    effective_number_of_suppliers,
    herfindahl_hirschman_index,
    hhi_bounds,
    normalized_herfindahl_hirschman_index,
    optimal_shift,
    shift_share,
)
from report.indicators.errors import IndicatorError
from report.indicators.reliance import net_import_reliance

__all__ = [
    "Bounds",
    "IndicatorError",
    "OptimalShift",
    "effective_number_of_suppliers",
    "export_similarity_index",
    "herfindahl_hirschman_index",
    "hhi_bounds",
    "net_import_reliance",
    "normalized_herfindahl_hirschman_index",
    "optimal_shift",
    "revealed_comparative_advantage",
    "shift_share",
    "symmetric_revealed_comparative_advantage",
    "trade_complementarity_index",
    "trade_intensity_index",
]
