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
    one, other = _indexed(before, key), _indexed(after, key)
    parts = [_cells(one, other, key), _rows(one, other, before, old)]
    changes = pd.concat([part for part in parts if len(part)] or [pd.DataFrame(columns=["kind"])], ignore_index=True)
    standing = _standing(one, other, old, name, key)
    changes = _by_corrections(changes, one, other, _fresh(old, new, name), standing)
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


def _cells(one: pd.DataFrame, other: pd.DataFrame, key: list[str]) -> pd.DataFrame:
    """Cells that differ in rows that both have."""
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


def _rows(one: pd.DataFrame, other: pd.DataFrame, before: pd.DataFrame, old: Edition) -> pd.DataFrame:
    """Rows added, of a later period or not, and rows that are gone."""
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
    found = edition.corrections
    return found[found["table"] == name]


def _fresh(old: Edition, new: Edition, name: str) -> pd.DataFrame:
    """Corrections that only one of the two editions has."""
    both = pd.concat([corrections(old, name), corrections(new, name)])
    return both.drop_duplicates(["correction_id", "key", "column", "new"], keep=False)


def _by_corrections(
    changes: pd.DataFrame, one: pd.DataFrame, other: pd.DataFrame, fresh: pd.DataFrame, standing: pd.DataFrame
) -> pd.DataFrame:
    """Changed cells whose fault the old edition showed are corrected errors; so is what both editions mend.

    `one` and `other` are the old and new rows by label, `fresh` the corrections of one edition only, `standing` the
    part on faults that both mend.
    """
    for row in fresh.itertuples():
        if len(changes):
            hit = changes["row"].isin(_touched(one, row)) & (changes["column"] == row.column)
            changes.loc[hit, ["kind", "correction"]] = [CORRECTED, row.correction_id]
    parts = [part for part in (changes, standing) if len(part)]
    return pd.concat(parts, ignore_index=True) if parts else changes


def _standing(one: pd.DataFrame, other: pd.DataFrame, old: Edition, name: str, key: list[str]) -> pd.DataFrame:
    """Rows whose fault the old edition mended and whose newest row is free of it: as printed, as mended."""
    found, printed = [pd.DataFrame()], None
    for row in corrections(old, name).itertuples():
        touched = [label for label in _touched(one, row) - _touched(other, row) if label in other.index]
        if touched:
            if printed is None:
                printed = _indexed(in_force(old.published(name), _full_key(old, name)), key)
            rows = one.loc[sorted(touched)]
            part = _found(CORRECTED, rows, row.column, printed.loc[rows.index, row.column], rows[row.column])
            edition = rows.get("edition", pd.Series(dtype=object)).to_numpy()
            found.append(part.assign(correction=row.correction_id, moves=False, from_edition=edition))
    return pd.concat(found, ignore_index=True)


def _touched(frame: pd.DataFrame, row: Any) -> set[str]:
    selected = pd.Series(True, index=frame.index)
    for column, wanted in json.loads(row.key).items():
        if column not in frame:
            return set()
        selected &= frame[column].astype("str") == str(wanted)
    return set(frame.index[selected])
