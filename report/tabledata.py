"""Load the tables of a data package: typed by its schema, mended by its corrections table, never in silence.

A notebook names the tables it rests on in one call, `report.tables(data_dir, "trade_flows", ...)`; the build reads
that call from the notebook's code, so a cached result is thrown away exactly when one of those tables changes.
"""

from __future__ import annotations

import ast
import json
import re
import warnings
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from .check.structure import inside
from .errors import BadInput, did_you_mean
from .settings import relative_to_root

MAGIC = re.compile(r"^(\s*)[%!].*$", re.MULTILINE)
GUARD = re.compile(r"""^(?P<column>\w+) (?P<test>[=!<>]=|[<>]) (?P<quote>["']?)(?P<value>.*)(?P=quote)$""")
TESTS = {"==": "eq", "!=": "ne", "<": "lt", "<=": "le", ">": "gt", ">=": "ge"}
PANDAS_TYPES = {"string": "str", "year": "Int64", "integer": "Int64", "number": "float64", "boolean": "boolean"}


@lru_cache(maxsize=8)
def _package(path: Path, modified: int) -> dict[str, Any]:
    package = json.loads(path.read_text(encoding="utf-8"))
    resources = package.get("resources") if isinstance(package, dict) else None
    if not isinstance(resources, list):
        raise BadInput("no list of resources", where=str(path), cause="it is not a data package")
    if not all(isinstance(entry, dict) and {"name", "path"} <= entry.keys() for entry in resources):
        raise BadInput("a resource without a name or a path", where=str(path))
    return package


def read_package(data_dir: Path | str) -> dict[str, Any]:
    """The descriptor `datapackage.json` of a data folder; raises BadInput when there is none or it does not read."""
    path = Path(data_dir) / "datapackage.json"
    try:
        return _package(path, path.stat().st_mtime_ns)
    except OSError:
        raise BadInput(
            "no such file",
            where=str(path),
            cause="the data folder is misspelt, or is not a data package",
            next_step="name a folder that holds datapackage.json and its tables",
        ) from None
    except json.JSONDecodeError as error:
        raise BadInput(f"not JSON: {error.msg}", where=f"{path}, line {error.lineno}") from None
    except RecursionError:
        raise BadInput("nested too deeply to be a data package", where=str(path)) from None
    except UnicodeDecodeError:
        raise BadInput("not UTF-8", where=str(path), next_step="save it as UTF-8") from None


def resource(data_dir: Path | str, name: str) -> dict[str, Any]:
    """The descriptor of one table; raises BadInput that names the nearest table."""
    resources = {entry["name"]: entry for entry in read_package(data_dir)["resources"]}
    if name not in resources:
        raise BadInput(f"no table '{name}'", where=f"{data_dir}/datapackage.json", cause=did_you_mean(name, resources))
    if not inside(Path(data_dir), resources[name]["path"]):
        raise BadInput(f"the path of '{name}' lies outside the folder", where=f"{data_dir}/datapackage.json")
    return resources[name]


def load_published(data_dir: Path | str, name: str) -> pd.DataFrame:
    """One table as published by its producer, before corrections; columns typed by the Table Schema."""
    entry = resource(data_dir, name)
    path = Path(data_dir) / entry["path"]
    if not path.exists():
        raise BadInput("no such file", where=str(path), next_step="restore the file that datapackage.json names")
    if path.suffix == ".parquet":
        return _read_parquet(path)
    types = {field["name"]: PANDAS_TYPES.get(field["type"], "str") for field in entry["schema"]["fields"]}
    frame = _read_csv(path)
    if list(frame.columns) != list(types):
        wrong = sorted(set(frame.columns) ^ set(types)) or "their order"
        raise BadInput(f"columns differ from the schema: {wrong}", where=str(path))
    for column, kind in types.items():
        frame[column] = _typed(frame[column], kind, f"{path}, column {column}")
    return frame


def _read_parquet(path: Path) -> pd.DataFrame:
    """Without a thread: the fork server reads tables too, and a thread of a reader would not survive the fork."""
    import pyarrow.parquet as pq

    with pq.ParquetFile(path, pre_buffer=False) as file:
        return file.read(use_threads=False).to_pandas(use_threads=False)


def _read_csv(path: Path) -> pd.DataFrame:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", pd.errors.ParserWarning)
            return pd.read_csv(path, dtype="str", keep_default_na=False, encoding="utf-8", index_col=False)
    except (pd.errors.ParserError, pd.errors.ParserWarning, pd.errors.EmptyDataError, UnicodeDecodeError) as error:
        raise BadInput(
            f"cannot be read as a table: {error}",
            where=str(path),
            cause="a row with more cells than the header, or a file that is not UTF-8",
            next_step="`report check` names the rows",
        ) from None


def _typed(texts: pd.Series, kind: str, where: str) -> pd.Series:
    if kind == "str":
        return texts
    if kind == "boolean":
        if unknown := set(texts) - {"true", "false", ""}:
            raise BadInput(f"not true or false: {sorted(unknown)[0]!r}", where=where)
        return texts.map({"true": True, "false": False}).astype("boolean" if (texts == "").any() else "bool")
    try:
        numbers = pd.to_numeric(texts.where(texts != ""))
        whole = numbers.dropna() % 1 == 0
        if kind != "Int64" or whole.all():
            return numbers.astype("int64" if kind == "Int64" and numbers.notna().all() else kind)
    except (ValueError, OverflowError, TypeError) as error:
        raise BadInput(f"not a number: {error}", where=where) from None
    raise BadInput(f"not a whole number: {numbers.dropna()[~whole].iloc[0]}", where=where)


def corrections_for(data_dir: Path | str, name: str) -> pd.DataFrame:
    """The rows of the corrections table that apply to table `name`, as text."""
    names = {entry["name"] for entry in read_package(data_dir)["resources"]}
    if "corrections" not in names:
        return pd.DataFrame(columns=["correction_id", "table", "key", "column", "old", "new", "guard"])
    path = Path(data_dir) / resource(data_dir, "corrections")["path"]
    corrections = _all_corrections(str(data_dir), path.stat().st_mtime_ns if path.exists() else 0)
    return corrections[corrections["table"] == name]


@lru_cache(maxsize=8)
def _all_corrections(data_dir: str, modified: int) -> pd.DataFrame:
    return load_published(data_dir, "corrections")


def correct(frame: pd.DataFrame, corrections: pd.DataFrame) -> pd.DataFrame:
    """`frame` with each correction applied, in a copy, to the rows its key selects and its guard still holds for.

    `new` is a value, empty for missing, or `x1000` to multiply. A correction that selects no row raises BadInput: the
    producer has mended the fault, so the correction should go.
    """
    frame = frame.copy() if len(corrections) else frame
    for row in corrections.itertuples():
        where = f"corrections, {row.correction_id} (table {row.table}, column {row.column})"
        try:
            selected = _selected(frame, row)
            if selected.any():
                frame.loc[selected, row.column] = _new_values(frame.loc[selected, row.column], row.new)
        except (KeyError, ValueError, TypeError, SyntaxError, NameError) as error:
            raise BadInput(f"cannot be applied: {error}", where=where, cause="a misspelt column or value") from None
        if not selected.any():
            raise BadInput(
                "selects no row whose guard holds",
                where=where,
                cause="the source was mended, or the key is misspelt",
                next_step="remove the correction, or mend its key and guard",
            )
    return frame


def _selected(frame: pd.DataFrame, row: Any) -> pd.Series:
    selected = pd.Series(True, index=frame.index)
    for column, wanted in json.loads(row.key).items():
        selected &= frame[column].astype("str") == str(wanted)
    if not row.guard:
        return selected
    guard = GUARD.match(row.guard)
    if guard is None or guard["test"] not in TESTS:
        raise ValueError(f"the guard {row.guard!r} is not of the form: column == value")
    column = frame[guard["column"]]
    value = float(guard["value"]) if pd.api.types.is_numeric_dtype(column.dtype) else guard["value"]
    return selected & getattr(column, TESTS[guard["test"]])(value)


def _new_values(old: pd.Series, new: str) -> Any:
    if new.startswith("x") and new[1:].replace(".", "", 1).isdigit():
        return old * float(new[1:])
    if pd.api.types.is_bool_dtype(old.dtype):
        return {"true": True, "false": False}[new]
    if pd.api.types.is_numeric_dtype(old.dtype):
        return float(new) if new else None
    return new


@lru_cache(maxsize=128)
def _load(data_dir: str, name: str, modified: tuple[int, ...]) -> pd.DataFrame:
    return correct(load_published(data_dir, name), corrections_for(data_dir, name))


def load_table(data_dir: Path | str, name: str) -> pd.DataFrame:
    """Table `name` with corrections applied; what the caller does to it does not reach the next caller."""
    files = [Path(data_dir) / resource(data_dir, name)["path"], Path(data_dir) / "corrections.csv"]
    stamps = tuple(path.stat().st_mtime_ns if path.exists() else 0 for path in files)
    return _load(str(data_dir), name, stamps).copy(deep=False)


class Tables:
    """The tables a notebook declared, by attribute or by name; asking for another one is an error."""

    def __init__(self, data_dir: Path | str, *names: str) -> None:
        self.data_dir = relative_to_root(str(data_dir))
        self.names = names
        for name in names:
            resource(self.data_dir, name)

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name not in self.names:
            raise BadInput(
                f"table '{name}' is not declared",
                where="report.tables(...)",
                cause=did_you_mean(name, self.names),
                next_step=f"add '{name}' to the call of report.tables in this notebook",
            )
        return load_table(self.data_dir, name)

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name.startswith("_"):
            raise AttributeError(name)
        return self[name]


def declared_tables(sources: list[str], where: str) -> tuple[str, ...]:
    """Names in the `report.tables(data_dir, "name", ...)` calls of code cells; raises BadInput on a computed name."""
    names: list[str] = []
    for source in sources:
        for node in ast.walk(_parsed(source, where)):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "report.tables":
                for argument in node.args[1:]:
                    if not (isinstance(argument, ast.Constant) and isinstance(argument.value, str)):
                        raise BadInput(
                            f"table name `{ast.unparse(argument)}` is not a plain string",
                            where=where,
                            next_step="name each table in quotes, so that the build knows what this notebook rests on",
                        )
                    names.append(argument.value)
    return tuple(dict.fromkeys(names))


def _parsed(source: str, where: str) -> ast.Module:
    try:
        return ast.parse(MAGIC.sub(r"\1pass", source))
    except SyntaxError as error:
        raise BadInput(f"not Python: {error.msg}: {(error.text or '').strip()}", where=where) from None
