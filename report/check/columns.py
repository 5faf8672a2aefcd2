"""Table Schema validation by column, for tables too long to be read cell by cell.

frictionless looks at every cell in Python: half a million flows take about ninety seconds. Here the same schema
(type, required, unique, primary and foreign keys, minimum, maximum, enum, pattern) is applied to whole Arrow
columns. pyarrow is used and not DuckDB because this may run in a process that later forks a worker per notebook.

Differences from frictionless, on purpose: `NaN` in a number column of a Parquet file is missing, and the text
`nan` or `inf` in a CSV file is not a number.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet

from report.check.verdicts import Verdict

KEY_SEPARATOR = "\x1f"
FIRST_ROW = 2
NUMBER_TEXT = {
    "integer": r"^\s*[+-]?[0-9]+\s*$",
    "year": r"^\s*[0-9]{4}\s*$",
    "number": r"^\s*[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?\s*$",
}
References = Mapping[tuple[str, tuple[str, ...]], set[str]]


def check_columns(path: Path, schema: dict[str, Any], references: References | None = None) -> list[Verdict]:
    """Verdicts on a CSV or Parquet table, by column.

    `references` maps (referenced table, its fields) to the set of keys there, each joined by `KEY_SEPARATOR`
    (see `key_texts`). Raises pyarrow.ArrowInvalid when the file cannot be parsed.
    """
    table = read_arrow(path)
    wanted = [field["name"] for field in schema["fields"]]
    if table.column_names != wanted:
        return [Verdict(1, None, "columns", _header_difference(table.column_names, wanted))]
    verdicts: list[Verdict] = []
    clean: dict[str, pa.Array] = {}
    missing_values = schema.get("missingValues", [""])
    for field in schema["fields"]:
        values = _without_missing(table.column(field["name"]), missing_values)
        typed, wrong = _typed(values, field)
        verdicts += _verdicts(wrong, field["name"], "type", values)
        verdicts += _constraint_verdicts(typed, wrong, field)
        clean[field["name"]] = typed
    return verdicts + _key_verdicts(clean, schema) + _foreign_key_verdicts(clean, schema, references or {})


def read_arrow(path: Path) -> pa.Table:
    """A table as Arrow columns: a CSV file's cells as text, a Parquet file's columns as they are stored."""
    if path.suffix == ".parquet":
        return pyarrow.parquet.read_table(path)
    with path.open(encoding="utf-8", newline="") as stream:
        names = next(csv.reader(stream), [])
    convert = pyarrow.csv.ConvertOptions(
        column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=True, null_values=[""]
    )
    parse = pyarrow.csv.ParseOptions(newlines_in_values=True)
    return pyarrow.csv.read_csv(path, convert_options=convert, parse_options=parse)


def reference_keys(path: Path, fields: tuple[str, ...]) -> set[str]:
    """The keys that a foreign key may name: the texts of `fields` in a referenced table."""
    table = read_arrow(path)
    columns = [_without_missing(table.column(name), [""]) for name in fields]
    return {text for text in key_texts(columns).to_pylist() if text is not None}


def key_texts(columns: list[pa.Array]) -> pa.Array:
    """One text per row from the key columns; null where all of them are missing."""
    texts = [pc.fill_null(pc.cast(column, pa.string()), "") for column in columns]
    joined = texts[0] if len(texts) == 1 else pc.binary_join_element_wise(*texts, KEY_SEPARATOR)
    empty = pc.equal(joined, KEY_SEPARATOR * (len(texts) - 1))
    return pc.if_else(empty, pa.scalar(None, pa.string()), joined)


def _header_difference(found: list[str], wanted: list[str]) -> str:
    absent = [name for name in wanted if name not in found]
    extra = [name for name in found if name not in wanted]
    if absent or extra:
        return f"missing columns {absent}, columns not in the schema {extra}"
    return f"columns are in the order {found}, the schema has {wanted}"


def _without_missing(column: pa.ChunkedArray, missing_values: list[str]) -> pa.Array:
    values = pa.concat_arrays(column.chunks) if column.num_chunks else pa.array([], column.type)
    if pa.types.is_dictionary(values.type):
        values = values.dictionary_decode()
    if pa.types.is_floating(values.type):
        return pc.if_else(pc.is_nan(values), pa.scalar(None, values.type), values)
    if _is_text(values):
        absent = pc.is_in(values, value_set=pa.array(missing_values, values.type))
        return pc.if_else(absent, pa.scalar(None, values.type), values)
    return values


def _typed(values: pa.Array, field: dict[str, Any]) -> tuple[pa.Array, pa.Array]:
    """(values of the declared type with unfit cells null, mask of the unfit cells)."""
    kind = field.get("type", "string")
    fit = _fits(values, kind, field)
    wrong = pc.and_(pc.is_valid(values), pc.invert(pc.fill_null(fit, False)))
    kept = pc.if_else(wrong, pa.scalar(None, values.type), values)
    return _cast(kept, kind), wrong


def _fits(values: pa.Array, kind: str, field: dict[str, Any]) -> pa.Array:
    of = pa.types
    stored = values.type
    if kind in NUMBER_TEXT and _is_text(values):
        return pc.match_substring_regex(values, NUMBER_TEXT[kind])
    if kind in ("integer", "year") and of.is_floating(stored):
        return pc.equal(values, pc.floor(values))
    if kind == "boolean" and _is_text(values):
        words = field.get("trueValues", ["true", "True", "TRUE", "1"]) + field.get(
            "falseValues", ["false", "False", "FALSE", "0"]
        )
        return pc.is_in(values, value_set=pa.array(words, stored))
    if kind == "date" and _is_text(values):
        return pc.is_in(values, value_set=pa.array([text for text in _distinct(values) if _is_date(text)], stored))
    if kind == "number" and of.is_floating(stored):
        return pc.is_finite(values)
    native = {
        "string": _is_text(values),
        "any": True,
        "integer": of.is_integer(stored),
        "year": of.is_integer(stored),
        "number": of.is_integer(stored) or of.is_decimal(stored),
        "boolean": of.is_boolean(stored),
        "date": of.is_date(stored),
    }
    return pa.array([bool(native.get(kind, False))] * len(values), pa.bool_())


def _cast(values: pa.Array, kind: str) -> pa.Array:
    if kind in NUMBER_TEXT:
        target = pa.float64() if kind == "number" else pa.int64()
        plain = pc.utf8_trim_whitespace(values) if _is_text(values) else values
        if _is_text(values):
            plain = pc.replace_substring_regex(plain, r"^\+", "")
        return pc.cast(plain, target)
    return values


def _constraint_verdicts(typed: pa.Array, wrong: pa.Array, field: dict[str, Any]) -> list[Verdict]:
    name, constraints = field["name"], field.get("constraints", {})
    broken: dict[str, pa.Array] = {}
    if constraints.get("required"):
        broken["required"] = pc.and_(pc.is_null(typed), pc.invert(wrong))
    if "minimum" in constraints:
        broken["minimum"] = pc.less(typed, _scalar(constraints["minimum"], typed))
    if "maximum" in constraints:
        broken["maximum"] = pc.greater(typed, _scalar(constraints["maximum"], typed))
    if "enum" in constraints:
        allowed = pa.array(constraints["enum"]).cast(typed.type)
        broken["enum"] = pc.and_(pc.is_valid(typed), pc.invert(pc.is_in(typed, value_set=allowed)))
    if "pattern" in constraints:
        broken["pattern"] = _pattern_mask(typed, constraints["pattern"])
    if constraints.get("unique"):
        broken["unique"] = _repeated([typed], typed)
    return [verdict for kind, mask in broken.items() for verdict in _verdicts(mask, name, kind, typed)]


def _scalar(limit: Any, typed: pa.Array) -> pa.Scalar:
    if pa.types.is_integer(typed.type):
        return pa.scalar(float(limit), pa.float64())
    return pa.scalar(float(limit) if pa.types.is_floating(typed.type) else str(limit), typed.type)


def _pattern_mask(typed: pa.Array, pattern: str) -> pa.Array:
    """True where the text does not fit; Python's own expressions, as frictionless has it, once per value."""
    compiled = re.compile(f"^{pattern}$")
    unfit = [text for text in _distinct(typed) if not compiled.match(text)]
    return pc.is_in(typed, value_set=pa.array(unfit, typed.type))


def _key_verdicts(clean: dict[str, pa.Array], schema: dict[str, Any]) -> list[Verdict]:
    key = _as_list(schema.get("primaryKey", []))
    if not key:
        return []
    texts = key_texts([clean[name] for name in key])
    repeated = _repeated([clean[name] for name in key], texts)
    unusable = pc.or_(repeated, pc.is_null(texts))
    return _verdicts(unusable, ", ".join(key), "primaryKey", texts)


def _repeated(columns: list[pa.Array], present: pa.Array) -> pa.Array:
    """True where the values of a row occurred in an earlier row."""
    names = [f"key{position}" for position in range(len(columns))]
    table = pa.table([*columns, pa.array(range(len(present)))], names=[*names, "row"])
    groups = table.group_by(names, use_threads=False).aggregate([("row", "min")])
    mask = pa.array([True] * len(present), pa.bool_())
    if len(groups) == len(present):
        return pc.invert(mask)
    first = pc.is_in(table["row"].combine_chunks(), value_set=groups["row_min"].combine_chunks())
    return pc.and_(pc.invert(first), pc.is_valid(present))


def _foreign_key_verdicts(clean: dict[str, pa.Array], schema: dict[str, Any], references: References) -> list[Verdict]:
    verdicts: list[Verdict] = []
    for foreign_key in schema.get("foreignKeys", []):
        fields, reference = _as_list(foreign_key["fields"]), foreign_key["reference"]
        known = references.get((reference["resource"], tuple(_as_list(reference["fields"]))))
        if known is None:
            continue
        texts = key_texts([clean[name] for name in fields])
        unknown = [text for text in _distinct(texts) if text not in known]
        mask = pc.is_in(texts, value_set=pa.array(unknown, pa.string()))
        verdicts += _verdicts(mask, ", ".join(fields), "foreignKey", texts)
    return verdicts


def _verdicts(mask: pa.Array, column: str, kind: str, values: pa.Array) -> list[Verdict]:
    if not pc.any(mask).as_py():
        return []
    rows = pc.indices_nonzero(pc.fill_null(mask, False)).to_pylist()
    return [Verdict(row + FIRST_ROW, column, kind, _shown(values[row])) for row in rows]


def _shown(cell: pa.Scalar) -> str:
    return "" if cell.as_py() is None else repr(str(cell.as_py()).replace(KEY_SEPARATOR, ", "))


def _distinct(values: pa.Array) -> list[Any]:
    return [value for value in pc.unique(values).to_pylist() if value is not None]


def _is_date(text: str) -> bool:
    try:
        return bool(datetime.strptime(text, "%Y-%m-%d"))
    except ValueError:
        return False


def _is_text(values: pa.Array) -> bool:
    return pa.types.is_string(values.type) or pa.types.is_large_string(values.type)


def _as_list(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else list(value)
