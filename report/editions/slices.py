"""A long table in short: for each of its members and years the number of rows, the sums and a digest of all cells.

Half a million trade flows do not belong into every frozen edition; what a later edition has to know is which of them
moved, and by how much.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import pandas as pd

PERIOD = "year"
SLICED_BY = {"trade_flows": ("importer", "exporter", "hs6")}
"""Tables that are kept as slices, and the columns by which."""
KEY = ["by", PERIOD, "member"]


def slices(frame: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """Columns `by`, `year`, `member`, `rows`, the sum of each number column, and `digest` of the rows' cells."""
    measures = list(frame.select_dtypes("float"))
    hashed = pd.util.hash_pandas_object(frame, index=False, categorize=True)
    work = frame[[PERIOD, *by, *measures]].assign(rows=1, digest=hashed.astype("uint64"))
    return pd.concat([_one(work, column, measures) for column in by], ignore_index=True)


def _one(work: pd.DataFrame, column: str, measures: list[str]) -> pd.DataFrame:
    grouped = work.groupby([PERIOD, column], sort=True, observed=True)[["rows", *measures, "digest"]].sum()
    grouped = grouped.reset_index().rename(columns={column: "member"})
    grouped["digest"] = [_short(value) for value in grouped["digest"]]
    grouped[measures] = grouped[measures].round(0)
    return grouped.assign(by=column)[[*KEY, "rows", *measures, "digest"]]


def _short(value: int) -> str:
    return hashlib.sha256(str(value).encode()).hexdigest()[:8]
