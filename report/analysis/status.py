"""Where a partnership stands at a glance: the newest instrument, what is in force, what is binding.

Laws and measures of others (role `context`) are no instruments of Canada and never counted. Texts of many parties,
and those signed by a bloc for its members, are counted apart: they promise nothing between Canada and one partner.
"""

from __future__ import annotations

import pandas as pd

FORCES = ["yes", "stated-no", "inferred-no", "unknown"]
STATES = ["active", "in-negotiation", "planned", "done", "superseded", "unknown"]


def own_instruments(instruments: pd.DataFrame) -> pd.DataFrame:
    """The instruments with this partner itself, oldest first.

    instruments: from `ledger.instruments_of` (columns role, level, relation, date_start among them).
    """
    return _kept(instruments, instruments["relation"] == "bilateral")


def shared_instruments(instruments: pd.DataFrame) -> pd.DataFrame:
    """The multilateral instruments that name the partner or its bloc, oldest first."""
    return _kept(instruments, instruments["level"] == "multilateral")


def bloc_instruments(instruments: pd.DataFrame) -> pd.DataFrame:
    """The instruments that a bloc alone signed of which the partner is a member, oldest first."""
    return _kept(instruments, (instruments["relation"] == "bloc") & (instruments["level"] != "multilateral"))


def _kept(instruments: pd.DataFrame, wanted: pd.Series) -> pd.DataFrame:
    rows = instruments[wanted & (instruments["role"] == "instrument")]
    return rows.sort_values(["date_start", "instrument_id"], ignore_index=True)


def by_force(instruments: pd.DataFrame) -> pd.Series:
    """Count of instruments for each word of `FORCES` that occurs, in that order."""
    return _counts(instruments["binding"], FORCES)


def by_state(instruments: pd.DataFrame) -> pd.Series:
    """Count of instruments for each status that occurs, in the order of `STATES`."""
    return _counts(instruments["status"], STATES)


def _counts(column: pd.Series, order: list[str]) -> pd.Series:
    counts = column.value_counts().reindex(order, fill_value=0).astype("int64")
    return counts[counts > 0]
