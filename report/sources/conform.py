"""Hold rows that a user wrote against a table's schema, cell by cell, and say where one does not fit."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pandas as pd

from ..errors import did_you_mean
from .archive import Part
from .common import refuse, shown
from .text import numbers

TRUTH = {"true": True, "false": False, "yes": True, "no": False, "1": True, "0": False}
FORMULA = re.compile(r"^\s*=")


def conform(part: Part, rows: pd.DataFrame, schema: Mapping[str, Any]) -> pd.DataFrame:
    """`rows` with the schema's columns, typed; columns that may be empty can be left out.

    Raises BadInput, with the row and column of the file, for an unknown or missing column, a cell of the wrong type,
    a required cell that is empty, a word that is not on the column's list, a pattern or limit that is not met, a
    spreadsheet formula and a key that occurs twice.
    """
    fields = schema["fields"]
    _check_columns(part, rows, fields)
    typed = pd.DataFrame(index=rows.index)
    for field in fields:
        name = field["name"]
        text = rows[name] if name in rows else pd.Series("", index=rows.index, dtype="str")
        _check_texts(part, text, field)
        typed[name] = _typed(part, rows.assign(**{name: text}), field)
        _check_limits(part, typed[name], field)
    key = schema.get("primaryKey", [])
    key = [key] if isinstance(key, str) else key
    if key and (repeated := typed.duplicated(key)).any():
        row = int(repeated.idxmax())
        values = ", ".join(shown(typed.at[row, name]) for name in key)
        raise refuse(f"the key {values} occurs twice", part.label, row, ", ".join(key), next_step="Keep one row.")
    return typed


def _check_columns(part: Part, rows: pd.DataFrame, fields: list[dict[str, Any]]) -> None:
    known = [field["name"] for field in fields]
    for name in rows.columns:
        if name not in known:
            what = f"no column {shown(name)!r} in this table"
            raise refuse(what, part.label, 1, name, cause=did_you_mean(name, known), next_step="Rename or remove it.")
    for field in fields:
        if field.get("constraints", {}).get("required") and field["name"] not in rows:
            advice = f"Add it: {field.get('description') or field['name']}."
            raise refuse("the column is missing", part.label, 1, field["name"], next_step=advice)


def _check_texts(part: Part, text: pd.Series, field: Mapping[str, Any]) -> None:
    name, limits = field["name"], field.get("constraints", {})
    meaning = f"It holds: {field.get('description') or name}."
    filled = text[text != ""]
    if (formula := filled.str.match(FORMULA)).any():
        advice = "Put the value in place of the formula."
        raise refuse("a spreadsheet formula", part.label, int(formula.idxmax()), name, next_step=advice)
    if limits.get("required") and (empty := text == "").any():
        raise refuse("the cell is empty", part.label, int(empty.idxmax()), name, next_step=meaning)
    if "enum" in limits and (wrong := ~filled.isin(map(str, limits["enum"]))).any():
        row = int(wrong.idxmax())
        cause = did_you_mean(filled[row], map(str, limits["enum"]))
        what = f"{shown(filled[row])!r} is not on the list of this column"
        raise refuse(what, part.label, row, name, cause=cause, next_step=meaning)
    if "pattern" in limits and (wrong := ~filled.str.fullmatch(limits["pattern"])).any():
        row = int(wrong.idxmax())
        what = f"{shown(filled[row])!r} does not have the form {limits['pattern']}"
        raise refuse(what, part.label, row, name, next_step=meaning)


def _typed(part: Part, rows: pd.DataFrame, field: Mapping[str, Any]) -> pd.Series:
    name, kind = field["name"], field["type"]
    if kind in ("integer", "number", "year"):
        values = numbers(part, rows, name)
        if kind != "number" and (wrong := values % 1 > 0).any():
            row = int(wrong.idxmax())
            what = f"not a whole number: {shown(rows.at[row, name])}"
            raise refuse(what, part.label, row, name, next_step="Write a whole number.")
        return values
    if kind != "boolean":
        return rows[name]
    values = rows[name].str.lower().map(TRUTH)
    if (wrong := values.isna() & (rows[name] != "")).any():
        row = int(wrong.idxmax())
        what = f"neither true nor false: {shown(rows.at[row, name])!r}"
        raise refuse(what, part.label, row, name, next_step="Write true or false.")
    return values


def _check_limits(part: Part, values: pd.Series, field: Mapping[str, Any]) -> None:
    limits = field.get("constraints", {})
    for name, beyond in (("minimum", values.lt), ("maximum", values.gt)):
        if name in limits and field["type"] in ("integer", "number", "year") and beyond(limits[name]).any():
            row = int(beyond(limits[name]).idxmax())
            what = f"{values[row]:g} is beyond the {name} of {limits[name]}"
            raise refuse(what, part.label, row, field["name"], next_step="Check the value and its unit.")
