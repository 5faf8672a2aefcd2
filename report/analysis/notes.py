"""The written record of a partner: statements in our own words, each with its sources and their grades."""

from __future__ import annotations

import pandas as pd

from report.analysis.empty import empty

COLUMNS = [
    "note_id",
    "partner",
    "section",
    "order",
    "date",
    "date_precision",
    "statement",
    "rests_on",
    "status",
    "source_ids",
    "grades",
]


def notes_of(
    partner: str, partner_notes: pd.DataFrame, partner_note_sources: pd.DataFrame, sources: pd.DataFrame
) -> pd.DataFrame:
    """The partner's notes in the order of their section and number.

    Returns the columns of `partner_notes` and, joined with "; " in the same order, source_ids and grades (letter
    and digit, such as B2). A note without a source has both empty.
    """
    notes = partner_notes[partner_notes["partner"] == partner]
    cited = graded(partner_note_sources, sources, "note_id")
    notes = notes.merge(cited, on="note_id", how="left")
    filled = {column: notes[column].fillna("").astype("str") for column in ("source_ids", "grades")}
    notes = notes.assign(**filled).sort_values(["section", "order", "note_id"], ignore_index=True)
    return notes[COLUMNS]


def in_section(notes: pd.DataFrame, *sections: str) -> pd.DataFrame:
    """Notes of some sections, in the order the sections are named."""
    parts = [notes[notes["section"] == section] for section in sections]
    return pd.concat(parts, ignore_index=True) if parts else notes.iloc[:0]


def graded(cited: pd.DataFrame, sources: pd.DataFrame, key: str) -> pd.DataFrame:
    """Sources of each row of a ledger table: `key`, source_ids and grades, joined with "; ", best grade first.

    cited: `key` and source_id, such as `milestone_sources`.
    """
    if cited.empty:
        return empty([key, "source_ids", "grades"], text=[key, "source_ids", "grades"])
    rows = cited.merge(sources[["source_id", "reliability", "credibility"]], on="source_id", how="left")
    rows = rows.assign(grade=rows["reliability"] + rows["credibility"].astype("str"))
    rows = rows.sort_values([key, "grade", "source_id"])
    grouped = rows.groupby(key, as_index=False)
    return grouped.agg(source_ids=("source_id", "; ".join), grades=("grade", "; ".join))
