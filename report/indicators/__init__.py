"""Indicators of concentration, supply risk, advantage and reliance: arrays in, numbers out, nothing of tables or files.

Concentration is on the 0-1 scale, complementarity and similarity on 0-100. Bad input raises IndicatorError, which
names the argument and the value.
"""

from report.indicators.comparative import (
    export_similarity_index,
    grubel_lloyd_index,
    revealed_comparative_advantage,
    symmetric_revealed_comparative_advantage,
    trade_complementarity_index,
    trade_intensity_index,
)
from report.indicators.concentration import (
    Bounds,
    effective_number_of_suppliers,
    herfindahl_hirschman_index,
    hhi_bounds,
    normalized_herfindahl_hirschman_index,
    theil_index,
)
from report.indicators.errors import IndicatorError
from report.indicators.governance import (
    eu_supply_risk,
    geopolrisk_score,
    governance_risk,
    governance_weighted_hhi,
)
from report.indicators.reliance import mirror_asymmetry, net_import_reliance
from report.indicators.shifts import OptimalShift, optimal_shift, shift_share

__all__ = [
    "Bounds",
    "IndicatorError",
    "OptimalShift",
    "effective_number_of_suppliers",
    "eu_supply_risk",
    "export_similarity_index",
    "geopolrisk_score",
    "governance_risk",
    "governance_weighted_hhi",
    "grubel_lloyd_index",
    "herfindahl_hirschman_index",
    "hhi_bounds",
    "mirror_asymmetry",
    "net_import_reliance",
    "normalized_herfindahl_hirschman_index",
    "optimal_shift",
    "revealed_comparative_advantage",
    "shift_share",
    "symmetric_revealed_comparative_advantage",
    "theil_index",
    "trade_complementarity_index",
    "trade_intensity_index",
]
