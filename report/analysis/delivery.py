"""What was promised and what came of it, as of a date.

Only commitments count: a signature, an event or the act of a third party is no delivery. *Unknown* means
that nothing was seen in what could be searched; it is its own part and never counted as missed. A planned
commitment whose date has passed without evidence says so in words of its own, because the ledger has not
been told the outcome. A promise that never had a date is in no ratio, met or not: it could not fall due, and
counting it only once it is met would flatter.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

NO_EVIDENCE = "due, no evidence"
NOT_YET = "not yet due"
NO_DATE = "no date set"
STANDINGS = ["done", "missed", NO_EVIDENCE, "unknown", NOT_YET, NO_DATE]
COUNTS = {
    "done": ["done"], "missed": ["missed"], "no_evidence": [NO_EVIDENCE], "unknown": ["unknown"],
    "not_yet_due": [NOT_YET], "no_date": [NO_DATE], "done_undated": [],
}  # fmt: skip
DUE = ["done", "missed", "no_evidence", "unknown"]
RATIO_COLUMNS = ["commitments", *COUNTS, "due", "ratio", "ratio_if_unknown_met"]
MINIMUM_DUE = 5


def milestone_status(milestones: pd.DataFrame, edition_date: date) -> pd.DataFrame:
    """Published milestones with standing as of the edition date, ordered by due date.

    standing: done and missed as recorded. An open one (planned or unknown) without a due date has "no date
    set" and is not yet due while its window is open; once due_end has passed a planned one is "due, no
    evidence" and an unknown one stays "unknown". Returns the columns of `milestones` and standing.
    """
    rows = milestones[milestones["published"]]
    today = edition_date.isoformat()
    dated = rows["due_end"] != ""
    passed = dated & (rows["due_end"] < today)
    standing = rows["status"].astype("str")
    open_status = standing.isin(["planned", "unknown"])
    standing = standing.mask((standing == "planned") & passed, NO_EVIDENCE)
    standing = standing.mask(open_status & ~dated, NO_DATE)
    standing = standing.mask(open_status & dated & ~passed, NOT_YET)
    return rows.assign(standing=standing).sort_values(["due_start", "milestone_id"], ignore_index=True)


def delivery(standings: pd.DataFrame, by: Sequence[str] = (), minimum_due: int = MINIMUM_DUE) -> pd.DataFrame:
    """Commitments by standing and the delivery ratio, per `by` (e.g. instrument_id) or in one row.

    standings: from `milestone_status`. Returns *by commitments done missed no_evidence unknown not_yet_due
    no_date done_undated (met, without a due date ever stated) due (done, missed, no evidence, unknown) ratio
    (done / due; missing under `minimum_due`) ratio_if_unknown_met (the most it could be, were every unknown and
    unevidenced one met).
    """
    rows = standings[standings["kind"] == "commitment"]
    flags = pd.DataFrame({name: rows["standing"].isin(kinds) for name, kinds in COUNTS.items()}, index=rows.index)
    undated = rows["due_end"] == ""
    flags = flags.assign(done=flags["done"] & ~undated, done_undated=flags["done"] & undated)
    counted = pd.concat([rows[list(by)], flags.astype("int64")], axis=1)
    table = counted.groupby(list(by))[list(COUNTS)].sum() if by else counted[list(COUNTS)].sum().to_frame().T
    table["commitments"] = table[list(COUNTS)].sum(axis=1)
    table["due"] = table[DUE].sum(axis=1)
    enough = table["due"].where(table["due"] >= minimum_due)
    table["ratio"] = table["done"] / enough
    table["ratio_if_unknown_met"] = (table["due"] - table["missed"]) / enough
    table = table.reset_index() if by else table
    return table[[*by, *RATIO_COLUMNS]]


def standing_counts(standings: pd.DataFrame) -> pd.DataFrame:
    """Milestones per kind and standing: kind standing milestones, every pairing present."""
    table = pd.crosstab(standings["kind"], standings["standing"]).reindex(columns=STANDINGS, fill_value=0)
    return table.rename_axis(columns="standing").stack().rename("milestones").reset_index()


def calendar(standings: pd.DataFrame, edition_date: date, months: int = 12) -> pd.DataFrame:
    """Milestones whose window ends within the next months, soonest first: the columns of `standings`."""
    end = (pd.Timestamp(edition_date) + pd.DateOffset(months=months)).date().isoformat()
    ahead = standings[(standings["due_end"] >= edition_date.isoformat()) & (standings["due_end"] <= end)]
    return ahead[ahead["standing"] == NOT_YET].sort_values(["due_end", "milestone_id"], ignore_index=True)
