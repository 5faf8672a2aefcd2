"""Empty tables that behave like full ones: a partner without rows must not stop a chapter."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import pandas as pd

TEXT = frozenset(
    "partner mineral_id stage product country exporter importer destination largest_supplier "
    "weight_largest_supplier largest_shared_mineral period scenario series unit source basis flag name "
    "production_product production_basis top_destination weight_shift_from".split()
)
TRUTH = frozenset({"headline", "above_line", "provisional", "misfiled", "estimated", "production_comparable"})


def empty(columns: Sequence[str], text: Collection[str] = ()) -> pd.DataFrame:
    """No rows and the given columns: text for the names known as text (and those in `text`), else numbers."""
    return pd.DataFrame({name: pd.Series(dtype=_dtype(name, text)) for name in columns})


def _dtype(name: str, text: Collection[str]) -> str:
    if name in TRUTH:
        return "bool"
    return "str" if name in TEXT or name in text else "float64"
