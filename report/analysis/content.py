"""How much of an element is in a traded tonne, so that trade can be set beside output that counts the element.

Trade is weighed as shipped; mine and smelter output is mostly counted as contained element. The two meet only
through a factor with a source: computed from the chemical formula, or a range that a specification sets. Goods
without one stay "not comparable". Atomic weights: Prohaska et al. (2022), Standard atomic weights of the elements
2021, Pure and Applied Chemistry 94, 573-600, doi 10.1515/pac-2019-0603 (values as the tables of the IUPAC
commission give them; the abridged value where the standard one is an interval).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import pandas as pd

STANDARD_ATOMIC_WEIGHTS = {
    "H": 1.008, "Li": 6.94, "C": 12.011, "N": 14.007, "O": 15.999, "F": 18.998403162, "Mg": 24.305,
    "Al": 26.9815384, "Si": 28.085, "P": 30.973761998, "S": 32.06, "Cl": 35.45, "K": 39.0983, "Ca": 40.078,
    "Ti": 47.867, "V": 50.9415, "Mn": 54.938043, "Fe": 55.845, "Co": 58.933194, "Ni": 58.6934, "Cu": 63.546,
    "Nb": 92.90637, "Mo": 95.95, "Sb": 121.760, "W": 183.84, "U": 238.02891,
}  # fmt: skip
COMPARABLE_FROM = 0.999
COLUMNS = ["content_low_t", "content_t", "content_high_t", "gross_t", "covered_share", "element"]
_PART = re.compile(r"([A-Z][a-z]?|\(|\))(\d*)")


def atoms(formula: str) -> dict[str, int]:
    """Atoms of each element in a formula such as `Li2CO3`, `Co(OH)2` or `LiOH.H2O`.

    A dot joins two formulas and a number before the second multiplies it. Raises ValueError for an element
    without a weight and for text that is not a formula.
    """
    counts: dict[str, int] = {}
    for piece in formula.split("."):
        times, rest = re.fullmatch(r"(\d*)(.*)", piece).groups()
        for element, count in _atoms_of(rest, formula).items():
            counts[element] = counts.get(element, 0) + count * int(times or 1)
    return counts


def molar_mass(formula: str) -> float:
    """Grams per mole, from the standard atomic weights."""
    return sum(STANDARD_ATOMIC_WEIGHTS[element] * count for element, count in atoms(formula).items())


def content_share(formula: str, element: str) -> float:
    """Tonnes of `element` in a tonne of the pure compound (0-1).

    element may be an oxide that a producer counts in (`K2O`): its first element is then counted as that oxide.
    Raises ValueError where the compound does not hold the element.
    """
    counted = next(iter(atoms(element)))
    held = atoms(formula).get(counted, 0)
    if not held:
        raise ValueError(f"{formula} holds no {counted}")
    return held / atoms(element)[counted] * molar_mass(element) / molar_mass(formula)


def contained(rows: pd.DataFrame, content_factors: pd.DataFrame, keys: Sequence[str]) -> pd.DataFrame:
    """Contained element of weighed trade, per key.

    rows: hs6 weight_t and the keys; content_factors: hs6 element low central high (missing when not comparable).
    Returns the keys, content_low_t content_t content_high_t (tonnes of element, missing unless the factors cover
    the weight), gross_t, covered_share (part of the weight with a factor, 0-1) and element.
    """
    factors = content_factors[content_factors["central"].notna()].set_index("hs6")
    known = rows[rows["weight_t"] > 0]
    per_tonne = {name: known["hs6"].map(factors[name]).astype("float64") for name in ("low", "central", "high")}
    parts = {name: known["weight_t"] * shares for name, shares in per_tonne.items()}
    held = known["weight_t"].where(known["hs6"].isin(factors.index), 0.0)
    frame = known[list(keys)].assign(**parts, held=held, gross_t=known["weight_t"])
    table = frame.groupby(list(keys))[["low", "central", "high", "held", "gross_t"]].sum().reset_index()
    table["covered_share"] = table["held"] / table["gross_t"]
    names = {"low": "content_low_t", "central": "content_t", "high": "content_high_t"}
    table = table.rename(columns=names)
    table.loc[table["covered_share"] < COMPARABLE_FROM, list(names.values())] = float("nan")
    return table.merge(_elements(known, factors, keys), on=list(keys), how="left")[[*keys, *COLUMNS]]


def _elements(known: pd.DataFrame, factors: pd.DataFrame, keys: Sequence[str]) -> pd.DataFrame:
    """The element counted for each key; missing where its codes have none or several."""
    named = known[list(keys)].assign(element=known["hs6"].map(factors["element"])).dropna(subset=["element"])
    found = named.drop_duplicates()
    return found[~found.duplicated(list(keys), keep=False)]


def _atoms_of(text: str, formula: str) -> dict[str, int]:
    if "".join(symbol + digits for symbol, digits in _PART.findall(text)) != text or not text:
        raise ValueError(f"{formula!r} is not a chemical formula")
    groups: list[dict[str, int]] = [{}]
    for symbol, digits in _PART.findall(text):
        if symbol == "(":
            groups.append({})
            continue
        inside = groups.pop() if symbol == ")" else {symbol: 1}
        for element, count in inside.items():
            if element not in STANDARD_ATOMIC_WEIGHTS:
                raise ValueError(f"no atomic weight for {element!r} in {formula!r}")
            groups[-1][element] = groups[-1].get(element, 0) + count * int(digits or 1)
    return groups[0]
