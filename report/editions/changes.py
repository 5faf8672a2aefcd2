"""Which input rows differ between two editions, and what kind of change each is. Computed from the tables themselves.

A table that keeps several editions of its producer (column `edition`) is compared by what is in force: for each key
the row of the newest edition. So a value first printed in one edition and revised in the next is one changed row.
"""

from __future__ import annotations

import json
from typing import Any

import pandas as pd

from .edition import Edition
from .slices import KEY, SLICED_BY

CORRECTED, REVISED, PERIOD = "corrected-error", "source-revised", "new-period"
COLUMNS = ["table", "kind", "row", "column", "old", "new", "from_edition", "to_edition", "correction", "moves"]
CONTEXT = ("mineral_id", "partner", "instrument_id", "by", "member")
AS_PRINTED = {"edition", "value_printed", "unit_printed", "digest"}
"""Columns that say how a producer wrote a cell; a change of these alone changes no reading."""
DATES = ("date_start", "date", "effective", "signed", "published", "judged_on", "as_of")


def table_changes(old: Edition, new: Edition, name: str) -> pd.DataFrame:
    """Columns `COLUMNS` and `CONTEXT`: one row for each changed cell, added row or row that is gone.

    `kind` is source-revised, new-period or corrected-error; `row` the key in words; `moves` is False for a fault of
    the source that both editions mend, which moves nothing and is listed so that nobody takes it for a revision.
    """
    if _same(old, new, name):
        return pd.DataFrame(columns=[*COLUMNS, *CONTEXT])
    key = _key(new, name)
    before, after = (in_force(edition.table(name), _full_key(edition, name)) for edition in (old, new))
    parts = [_cells(before, after, key), _rows(before, after, key, old)]
    changes = pd.concat([part for part in parts if len(part)] or [pd.DataFrame(columns=["kind"])], ignore_index=True)
    changes = _by_corrections(changes, before, after, old, new, name, key)
    return changes.assign(table=name).reindex(columns=[*COLUMNS, *CONTEXT])


def in_force(frame: pd.DataFrame, key: list[str]) -> pd.DataFrame:
    """The rows of the newest edition for each key; the frame itself where it keeps no editions."""
    if "edition" not in key:
        return frame
    rest = [column for column in key if column != "edition"]
    return frame.sort_values("edition", kind="stable").drop_duplicates(rest, keep="last")


def _same(old: Edition, new: Edition, name: str) -> bool:
    one, other = (edition.manifest["tables"].get(name, {}) for edition in (old, new))
    return one.get("hash") == other.get("hash") and not len(_fresh(old, new, name))


def _full_key(edition: Edition, name: str) -> list[str]:
    if name in SLICED_BY:
        return KEY
    key = edition.resources[name]["schema"].get("primaryKey", [])
    return [key] if isinstance(key, str) else list(key)


def _key(edition: Edition, name: str) -> list[str]:
    return [column for column in _full_key(edition, name) if column != "edition"]


def _indexed(frame: pd.DataFrame, key: list[str]) -> pd.DataFrame:
    labels = frame[key[0]].astype("str")
    for column in key[1:]:
        labels = labels + ", " + frame[column].astype("str")
    indexed = frame.set_axis(labels.rename("row"))
    return indexed[~indexed.index.duplicated()]


def _cells(before: pd.DataFrame, after: pd.DataFrame, key: list[str]) -> pd.DataFrame:
    """Cells that differ in rows that both have."""
    one, other = _indexed(before, key), _indexed(after, key)
    both = one.index.intersection(other.index)
    one, other = one.loc[both], other.loc[both]
    parts = []
    for column in (name for name in other.columns if name in one and name not in {*key, *AS_PRINTED}):
        differs = _differs(one[column], other[column])
        if differs.any():
            parts.append(_found(REVISED, other[differs], column, one.loc[differs, column], other.loc[differs, column]))
            for name, frame in (("from_edition", one), ("to_edition", other)):
                parts[-1][name] = frame.loc[differs, "edition"].to_numpy() if "edition" in frame else None
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame()


def _differs(one: pd.Series, other: pd.Series) -> pd.Series:
    missing = one.isna() | other.isna()
    if pd.api.types.is_numeric_dtype(one.dtype) and pd.api.types.is_numeric_dtype(other.dtype):
        a, b = one.astype("float64"), other.astype("float64")
        changed = (a - b).abs() > 1e-9 * b.abs()
    else:
        changed = one.astype("str") != other.astype("str")
    return (changed & ~missing) | (one.isna() != other.isna())


def _rows(before: pd.DataFrame, after: pd.DataFrame, key: list[str], old: Edition) -> pd.DataFrame:
    """Rows added, of a later period or not, and rows that are gone."""
    one, other = _indexed(before, key), _indexed(after, key)
    added, gone = other.loc[other.index.difference(one.index)], one.loc[one.index.difference(other.index)]
    later = _later(added, before, old.manifest["edition_date"])
    return pd.concat(
        [
            _found(PERIOD, added[later], "(row)", "", "added"),
            _found(REVISED, added[~later], "(row)", "", "added"),
            _found(REVISED, gone, "(row)", "present", "gone"),
        ],
        ignore_index=True,
    )


def _later(added: pd.DataFrame, before: pd.DataFrame, day: str) -> pd.Series:
    """Which rows are of a year after the last the old table had, or dated after the old edition's day."""
    if "year" in added and pd.api.types.is_numeric_dtype(before["year"].dtype):
        return (added["year"] > before["year"].max()).fillna(False).astype(bool)
    dated = next((column for column in DATES if column in added), None)
    if dated is None:
        return pd.Series(False, index=added.index)
    return added[dated].astype("str") > day


def _found(kind: str, rows: pd.DataFrame, column: str, old: Any, new: Any) -> pd.DataFrame:
    context = {name: rows[name].to_numpy() for name in CONTEXT if name in rows}
    values = {
        name: getattr(cells, "to_numpy", lambda cells=cells: cells)() for name, cells in (("old", old), ("new", new))
    }
    frame = pd.DataFrame({"row": rows.index.to_numpy(), **context})
    frame = frame.assign(kind=kind, column=column, correction="", moves=True)
    return frame.assign(
        old=pd.Series(values["old"], frame.index, dtype=object), new=pd.Series(values["new"], frame.index, dtype=object)
    )


def corrections(edition: Edition, name: str) -> pd.DataFrame:
    """The edition's corrections of a table, as text."""
    if "corrections" not in edition.resources:
        return pd.DataFrame(columns=["correction_id", "table", "key", "column", "new", "kind", "reason", "source"])
    found = edition.published("corrections")
    return found[found["table"] == name]


def _fresh(old: Edition, new: Edition, name: str) -> pd.DataFrame:
    """Corrections that the new edition has and the old one had not."""
    known = set(corrections(old, name)["correction_id"] + corrections(old, name)["new"])
    found = corrections(new, name)
    return found[~(found["correction_id"] + found["new"]).isin(known)]


def _by_corrections(
    changes: pd.DataFrame,
    before: pd.DataFrame,
    after: pd.DataFrame,
    old: Edition,
    new: Edition,
    name: str,
    key: list[str],
) -> pd.DataFrame:
    """Changed cells that a new correction selects are corrected errors; so is what both editions already mend."""
    one, other = _indexed(before, key), _indexed(after, key)
    for row in _fresh(old, new, name).itertuples():
        touched = _touched(one, row) | _touched(other, row)
        hit = changes["row"].isin(touched) & (changes.get("column") == row.column) if len(changes) else []
        if len(changes):
            changes.loc[hit, ["kind", "correction"]] = [CORRECTED, row.correction_id]
    standing = [_standing(one, other, row, old, name, key) for row in corrections(old, name).itertuples()]
    parts = [part for part in [changes, *standing] if len(part)]
    return pd.concat(parts, ignore_index=True) if parts else changes


def _standing(
    one: pd.DataFrame, other: pd.DataFrame, row: Any, old: Edition, name: str, key: list[str]
) -> pd.DataFrame:
    """Rows whose fault the old edition mended and whose newest row is free of it: as printed, as mended."""
    touched = [label for label in _touched(one, row) - _touched(other, row) if label in other.index]
    if not touched:
        return pd.DataFrame()
    printed = _indexed(in_force(old.published(name), _full_key(old, name)), key)
    rows = one.loc[sorted(touched)]
    found = _found(CORRECTED, rows, row.column, printed.loc[rows.index, row.column], rows[row.column])
    return found.assign(
        correction=row.correction_id, moves=False, from_edition=rows.get("edition", pd.Series(dtype=object)).to_numpy()
    )


def _touched(frame: pd.DataFrame, row: Any) -> set[str]:
    selected = pd.Series(True, index=frame.index)
    for column, wanted in json.loads(row.key).items():
        if column not in frame:
            return set()
        selected &= frame[column].astype("str") == str(wanted)
    return set(frame.index[selected])
