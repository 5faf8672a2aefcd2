"""Values that move more than five times between editions: listed when a user accepts them, refused before.

`report check` asks for a reason in `known_revisions`. A release that is newer than this project has moves that nobody
has looked into, so the import shows them, and on --accept writes them down as what they are: moves without a reason.
"""

from __future__ import annotations

import pandas as pd

from ..check.sanity_amounts import COUNTRY_TABLES, LARGE_MOVE, SERIES
from ..errors import BadInput
from ..tabledata import correct, corrections_for
from .common import Context

TABLES = (*COUNTRY_TABLES, *COUNTRY_TABLES.values())
Changed = dict[str, tuple[pd.DataFrame, pd.DataFrame]]
KEY = ["table", "product", "country", "aggregate", "year", "edition_from", "edition_to"]


def with_listed_moves(changed: Changed, context: Context, accept: bool) -> Changed:
    """`changed` with the new large moves added to `known_revisions`; raises BadInput with them unless accepted."""
    touched = {name: pair[1] for name, pair in changed.items() if name in TABLES}
    if not touched:
        return changed
    listed = context.table("known_revisions")
    moves = pd.concat([large_moves(name, _corrected(name, rows, context)) for name, rows in touched.items()])
    known = pd.MultiIndex.from_frame(listed[KEY].astype("str"))
    moves = moves[~pd.MultiIndex.from_frame(moves[KEY].astype("str")).isin(known)]
    if moves.empty:
        return changed
    if not accept:
        raise BadInput(_in_words(moves), where="imported rows", next_step=ADVICE)
    return {**changed, "known_revisions": (listed, _added(listed, moves, context))}


ADVICE = (
    "Compare them with the printed table. A unit that is wrong in the file is mended by a row of corrections.csv; if "
    "the producer revised them, say --accept, and they are listed in revisions.csv."
)


def _corrected(name: str, rows: pd.DataFrame, context: Context) -> pd.DataFrame:
    return correct(rows, corrections_for(context.data_dir, name))


def large_moves(name: str, table: pd.DataFrame) -> pd.DataFrame:
    """Rows for `known_revisions`: values more than five times, or a fifth of, those of the edition before."""
    keys = [key for key in SERIES if key in table] + ([] if name.startswith("reserves") else ["year"])
    rows = table[table["value_t"].notna()].sort_values([*keys, "edition"])
    before = rows.groupby(keys)[["value_t", "edition"]].shift()
    rows = rows.assign(value_from_t=before["value_t"], edition_from=before["edition"])
    rows = rows[rows["value_from_t"].notna()].rename(columns={"value_t": "value_to_t", "edition": "edition_to"})
    first, second = rows["value_from_t"], rows["value_to_t"]
    ratio = (second / first).where((first > 0) & (second > 0))
    large = ((first > 0) != (second > 0)) | (ratio > LARGE_MOVE) | (ratio < 1 / LARGE_MOVE)
    moved = rows.assign(ratio=ratio, table=name, edition_from=rows["edition_from"].astype("int64"))[large]
    for column in ("country", "aggregate"):
        if column not in moved:
            moved[column] = ""
    return moved


def _in_words(moves: pd.DataFrame) -> str:
    lines = [f"{len(moves)} value(s) move more than five times between editions without a listed reason"]
    for row in moves.head(12).itertuples():
        place = row.country or row.aggregate
        lines.append(
            f"{row.table}: {row.product}, {place} {row.year}: {row.value_from_t:,.6g} t in edition {row.edition_from}, "
            f"{row.value_to_t:,.6g} t in edition {row.edition_to}"
        )
    return "\n".join(lines)


def _added(listed: pd.DataFrame, moves: pd.DataFrame, context: Context) -> pd.DataFrame:
    day = context.today.isoformat()
    rows = moves.assign(
        revision_id=[f"IMP-{day}-{number}" for number in range(1, len(moves) + 1)],
        reason=f"Accepted when the edition was imported on {day}; no reason is known",
        source="The producer's release",
    )
    return pd.concat([listed, rows[list(listed.columns)].astype(listed.dtypes.to_dict())], ignore_index=True)
