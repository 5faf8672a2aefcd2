"""Rows of a table by their permanent id, with an error a reader can act on when the id is not there.

Some findings rest on single rows of the shipped ledger. A ledger of another user may lack them; then the finding has
to say so, and not fail on a KeyError.
"""

from __future__ import annotations

from typing import Protocol

import pandas as pd

from report.errors import BadInput, did_you_mean


class Tables(Protocol):
    """Tables by name, as `report.tables` gives them; any mapping of names to frames will do."""

    def __getitem__(self, name: str) -> pd.DataFrame: ...


def row(tables: Tables, name: str, key: str) -> pd.Series:
    """The row of table `name` whose id (first column) is `key`; raises BadInput that names table, id and next step."""
    return rows(tables, name, key).iloc[0]


def rows(tables: Tables, name: str, *keys: str) -> pd.DataFrame:
    """The rows of `keys`, in that order; raises BadInput for the first one that the table lacks."""
    table = tables[name]
    ids = table.columns[0]
    for key in keys:
        if key not in set(table[ids]):
            raise BadInput(
                f"no {ids} '{key}' in this table",
                where=f"table {name}",
                cause=did_you_mean(key, table[ids]) if len(table) else "the table is empty",
                next_step=f"add the row to {name}, or leave out the finding that rests on it",
            )
    return table.drop_duplicates(ids).set_index(ids, drop=False).loc[list(keys)].reset_index(drop=True)


def absent(tables: Tables, name: str, *keys: str) -> str:
    """Which of `keys` the table lacks, as `not in this ledger: claims X-04`; empty text when all are there."""
    table = tables[name]
    known = set(table[table.columns[0]])
    missing = [key for key in keys if key not in known]
    return f"not in this ledger: {name} {', '.join(missing)}" if missing else ""
