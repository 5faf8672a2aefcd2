"""Put new rows into the tables of a data folder: what is replaced, what stays, and the record that goes with it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from .common import Context, Imported, Update, refuse, shown

WIDENED = ("minimum", "maximum")
PERIODS = ("year", "edition", "period")


def merged(old: pd.DataFrame, update: Update, schema: Mapping[str, Any]) -> pd.DataFrame:
    """`old` with the update's rows in the place of those they replace, typed as `old` and in the key's order.

    Raises BadInput when a new row's key occurs twice among the new rows.
    """
    new = update.rows[list(old.columns)].astype(old.dtypes.to_dict())
    key = as_list(schema.get("primaryKey", []))
    kept = old[~_replaced(old, new, update)]
    rows = pd.concat([kept, new], ignore_index=True) if len(kept) else new.reset_index(drop=True)
    if key and (repeated := rows.duplicated(key)).any():
        values = ", ".join(shown(value) for value in rows.loc[repeated.idxmax(), key])
        what = f"the key {', '.join(key)} = {values} occurs twice"
        raise refuse(what, "imported rows", next_step="Give each file once; look for rows that were pasted twice.")
    in_order = key and old[key].sort_values(key).index.equals(old.index)
    return rows.sort_values(key, ignore_index=True) if in_order else rows


def as_list(value: str | Iterable[str]) -> list[str]:
    """Field names of a key, which Table Schema writes as a text or as a list."""
    return [value] if isinstance(value, str) else list(value)


def _replaced(old: pd.DataFrame, new: pd.DataFrame, update: Update) -> pd.Series:
    """Which old rows go: those this producer owns that agree with a new row in the columns `replaces`."""
    owned = pd.Series(True, index=old.index)
    for column, value in update.owns.items():
        owned &= old[column] == value
    for column, values in update.spares.items():
        owned &= ~old[column].isin(values)
    if not update.replaces:
        return owned
    columns = list(update.replaces)
    known = pd.MultiIndex.from_frame(new[columns].drop_duplicates())
    return owned & pd.MultiIndex.from_frame(old[columns]).isin(known)


def merge_all(imported: Imported, context: Context) -> dict[str, tuple[pd.DataFrame, pd.DataFrame]]:
    """(old, new) of every table that changes, `hs_map.in_trade_flows` and new names of countries included."""
    changed = {}
    for name, update in imported.tables.items():
        if context.has(name):
            old, schema = context.table(name), context.schema(name)
        else:
            old, schema = update.rows.iloc[:0], update.resource["schema"]
        changed[name] = (old, merged(old, update, schema))
    if "trade_flows" in changed and "hs_map" not in changed:
        changed |= _codes_with_data(changed["trade_flows"][1], context)
    return changed


def _codes_with_data(flows: pd.DataFrame, context: Context) -> dict[str, tuple[pd.DataFrame, pd.DataFrame]]:
    """`hs_map` with `in_trade_flows` as the flows now have it, when that differs."""
    old = context.table("hs_map")
    have = old["hs_code"].isin(flows["hs6"].unique())
    return {} if have.equals(old["in_trade_flows"]) else {"hs_map": (old, old.assign(in_trade_flows=have))}


def record_of(entry: Mapping[str, Any], update: Update | None, rows: pd.DataFrame, today: str) -> dict[str, Any]:
    """The record of a table after an import: the producer's edition, the day, and limits that admit the new periods.

    `bytes`, `hash` and `rows` follow when the file is written.
    """
    record = json.loads(json.dumps(entry))
    if update is None:
        return record
    record.update({key: value for key, value in update.record.items() if value is not None})
    record["obtained"] = today
    if "doi" in record and "doi" not in update.record:
        record.pop("doi")
    for field in record["schema"]["fields"]:
        if field["name"] in PERIODS:
            _widen(field, rows[field["name"]])
    if record["name"] == "trade_flows":
        record["partial"] = partial_codes(rows)
    return record


def partial_codes(flows: pd.DataFrame) -> dict[str, list[int]]:
    """The years of each code of `trade_flows` that has no rows in some year the table covers."""
    every = set(range(int(flows["year"].min()), int(flows["year"].max()) + 1))
    years = flows.groupby("hs6")["year"].unique()
    return {code: sorted(map(int, have)) for code, have in years.items() if set(map(int, have)) != every}


def _widen(field: dict[str, Any], values: pd.Series) -> None:
    limits = field.get("constraints", {})
    if limits.get("enum"):
        limits["enum"] = sorted({*limits["enum"], *values})
    for name, end in zip(WIDENED, (values.min(), values.max()), strict=True):
        if name in limits:
            limits[name] = (min if name == "minimum" else max)(limits[name], int(end))
