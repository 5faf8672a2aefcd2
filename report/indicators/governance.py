"""Supply risk: concentration weighted by how suppliers are governed.

Governance estimates (Worldwide Governance Indicators) run from about -2.5 to 2.5, higher is better; both methods here
need them turned round. A missing estimate is not a good one: drop the supplier, or show the range.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from report.indicators._inputs import finite, fraction, non_negative, number, refuse, shares_of
from report.indicators.concentration import herfindahl_hirschman_index
from report.indicators.errors import IndicatorError

BEST_ESTIMATE = 2.5
HIGHEST_INSTABILITY = 1.5


def governance_risk(estimates: ArrayLike) -> float | NDArray[np.float64]:
    """Estimates turned round and put on 0-10 for the EU's index: g = (2.5 - mean) * 2.

    estimates: (6,) indicators of one country, or (countries, 6); the mean is over the last axis. Returns a number
    or (countries,): 0 = best, 10 = worst, a little outside where estimates are. Raises IndicatorError for missing
    values. Source: European Commission (2017), doi 10.2873/769526.

    >>> governance_risk([-1.5, -0.5, -1.0, -1.0, -1.0, -1.0])
    7.0
    """
    return number((BEST_ESTIMATE - finite("estimates", np.atleast_1d(estimates)).mean(axis=-1)) * 2)


def governance_weighted_hhi(
    shares: ArrayLike, governance: ArrayLike, trade: ArrayLike = 1.0, normalize: bool = True
) -> float:
    """Concentration that counts badly governed suppliers more: sum_c s_c^2 * g_c * t_c.

    shares: (suppliers,) amounts or shares, rescaled to sum to 1 unless `normalize=False`. governance: g,
    (suppliers,) or one number, 0 = best to 10 = worst (`governance_risk` makes it from estimates). trade: t,
    (suppliers,) or one number, the EU's parameter of trade restrictions and agreements, 1 = neither. Returns
    the index on the scale of g: 0-10; show the HHI beside it. Raises IndicatorError for negative or missing
    values and for unequal lengths. Source: European Commission (2017), doi 10.2873/769526.

    >>> round(governance_weighted_hhi([0.5, 0.3, 0.2], [6.0, 2.0, 4.0]), 6)
    1.84
    """
    squares = np.square(shares_of("shares", shares, normalize))
    weights = {"governance": governance, "trade": trade}
    clean = [_per_supplier(name, values, squares.size) for name, values in weights.items()]
    return float((squares * clean[0] * clean[1]).sum())


def geopolrisk_score(
    production: ArrayLike, governance: ArrayLike, imports: ArrayLike, domestic_production: float = 0.0
) -> float:
    """Risk that imports of a raw material are cut: HHI_production * sum_i g_i * f_i / (p + F).

    production: (producers,) amounts mined, or one number on 0-1, their HHI. governance: g, (suppliers,), political
    instability (2.5 - estimate of political stability) / 5: 0 = best, about 1 = worst. imports: f, (suppliers,)
    mass bought from each; F is their sum. domestic_production: p, the importer's own, same unit as imports.
    Returns 0 to about 1. Raises IndicatorError for negative or missing values, unequal lengths, an instability
    above 1.5 (another scale) and where nothing is imported or produced.
    Source: Koyamparambath et al. (2024), doi 10.1016/j.resconrec.2024.107801.

    >>> round(geopolrisk_score([60, 40], [0.5, 0.2], [10, 30], domestic_production=10), 6)
    0.1144
    """
    concentration = _concentration(production)
    bought = non_negative("imports", imports)
    instability = _per_supplier("governance", governance, bought.size)
    refuse("governance", instability, instability > HIGHEST_INSTABILITY, "is not on 0-1; give (2.5 - estimate) / 5")
    used = float(non_negative("domestic_production", domestic_production, dimensions=0)) + float(bought.sum())
    if used == 0:
        raise IndicatorError("imports and domestic_production", used, "leaves nothing to divide by")
    return float(concentration * (instability * bought).sum() / used)


def eu_supply_risk(
    hhi_gs: ArrayLike,
    hhi_eu: ArrayLike | None,
    import_reliance: ArrayLike,
    eol_rir: ArrayLike = 0.0,
    si_sr: ArrayLike = 1.0,
) -> float | NDArray[np.float64]:
    """The EU's supply risk: SR = (HHI_GS * IR/2 + HHI_EU * (1 - IR/2)) * (1 - EoL_RIR) * SI_SR.

    Numbers or arrays that broadcast. hhi_gs, hhi_eu: `governance_weighted_hhi` of world supply and of what the
    EU buys and mines; hhi_eu None where only world supply is known ("GS only" in the studies). import_reliance
    (IR), eol_rir (end-of-life recycling input rate) and si_sr (substitution index) are fractions. Returns SR;
    1.0 and above is critical if economic importance is 2.8 or more, and that rule is not the strategic list.
    Raises IndicatorError for negative or missing values and percentages.
    Source: European Commission (2017), doi 10.2873/769526.

    >>> round(eu_supply_risk(4.0, 5.0, import_reliance=1.0, eol_rir=0.1, si_sr=0.9), 6)
    3.645
    """
    world = non_negative("hhi_gs", hhi_gs, dimensions=None)
    sourcing = world if hhi_eu is None else non_negative("hhi_eu", hhi_eu, dimensions=None)
    half = fraction("import_reliance", import_reliance) / 2
    kept = (1 - fraction("eol_rir", eol_rir)) * fraction("si_sr", si_sr)
    return number((world * half + sourcing * (1 - half)) * kept)


def _concentration(production: ArrayLike) -> float:
    if np.ndim(production) or hasattr(production, "values"):
        return herfindahl_hirschman_index(production)
    return float(fraction("production", production))


def _per_supplier(argument: str, values: ArrayLike, suppliers: int) -> NDArray[np.float64]:
    array = non_negative(argument, values, dimensions=None)
    if array.shape not in ((), (suppliers,)):
        raise IndicatorError(argument, array.shape, f"is the shape given; one number or {suppliers} are needed")
    return np.broadcast_to(array, (suppliers,))
