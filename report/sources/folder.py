"""Write a data folder whole or not at all.

The new folder is made beside its place, checked there as `report check` would check it, and moved in by one rename.
Whatever stops it, the folder that was there stays as it was.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd

from ..check.findings import Finding, errors
from ..errors import BadInput
from ..lock import is_held, only_one
from ..tabledata import read_package

PREFIX = ".import-"


@contextmanager
def staged(base: Path, target: Path) -> Iterator[Path]:
    """A copy of `base` beside `target`, removed on any fault; raises BadInput when it cannot be written."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        clear_dead(target.parent)
        stage = Path(tempfile.mkdtemp(prefix=PREFIX, dir=target.parent))
    except OSError as error:
        raise _unwritable(target, error) from None
    try:
        with only_one(stage, lambda line: None):
            shutil.copytree(base, stage / "data", ignore=shutil.ignore_patterns(".*", "*.partial"))
            yield stage / "data"
    except OSError as error:
        raise _unwritable(target, error) from None
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def clear_dead(parent: Path) -> None:
    """Remove what imports that were killed left behind; those that still run hold the lock of their folder."""
    for left in parent.glob(f"{PREFIX}*"):
        if left.is_dir() and not is_held(left):
            shutil.rmtree(left, ignore_errors=True)


def _unwritable(target: Path, error: OSError) -> BadInput:
    what = f"cannot be written: {error.strerror or error}"
    advice = "Make room, or name a folder you may write to: --out FOLDER."
    return BadInput(what, where=str(target), cause="no room, or no right to write", next_step=advice)


def write_table(folder: Path, entry: dict[str, Any], frame: pd.DataFrame) -> None:
    """Write a table's file, and its bytes, hash and rows into its record."""
    path = folder / entry["path"]
    if path.suffix == ".parquet":
        frame.to_parquet(path, index=False, compression="zstd")
    else:
        _as_text(frame).to_csv(path, index=False, encoding="utf-8", lineterminator="\n")
    content = path.read_bytes()
    entry.update(bytes=len(content), hash=f"sha256:{hashlib.sha256(content).hexdigest()}", rows=len(frame))


def _as_text(frame: pd.DataFrame) -> pd.DataFrame:
    """Booleans as `true` and `false`; whole floats without `.0`, as the tables of this project have them."""
    frame = frame.copy()
    for column in frame:
        kind = frame[column].dtype
        if pd.api.types.is_bool_dtype(kind):
            frame[column] = frame[column].map({True: "true", False: "false"}).fillna("")
        elif pd.api.types.is_float_dtype(kind):
            frame[column] = frame[column].map(_number_text)
    return frame


def _number_text(value: float) -> str:
    if pd.isna(value):
        return ""
    return str(int(value)) if float(value).is_integer() and abs(value) < 1e15 else repr(float(value))


def write_descriptor(folder: Path, records: Mapping[str, dict[str, Any]], today: str) -> None:
    """`datapackage.json` with the changed records; the package is as young as its youngest table."""
    package = json.loads(json.dumps(read_package(folder)))
    names = [entry["name"] for entry in package["resources"]]
    package["resources"] = [records.get(entry["name"], entry) for entry in package["resources"]]
    package["resources"] += [record for name, record in records.items() if name not in names]
    package["created"] = max(str(package.get("created", "")), f"{today}T00:00:00Z")
    text = json.dumps(package, indent=2, ensure_ascii=False) + "\n"
    (folder / "datapackage.json").write_text(text, encoding="utf-8")


def check(folder: Path, target: Path, base: Path, cache: Path | None = None) -> list[str]:
    """Warnings of `report check` that `base` does not have, with the folder named as it will be.

    Raises BadInput with the errors. `cache` keeps verdicts on tables that stay as they are.
    """
    from ..check import check_data
    from ..quick import without_slow_extra

    without_slow_extra()
    with tempfile.TemporaryDirectory() as own:
        remembered = cache or Path(own)
        known = {_without_row(one, base) for one in check_data(base, remembered)}
        findings = check_data(folder, remembered / "imported")
    new = [one for one in findings if _without_row(one, folder) not in known]
    if wrong := errors(findings):
        listed = "\n".join(str(one).replace(str(folder), str(target)) for one in wrong[:20])
        what = f"{len(wrong)} finding(s) on the data as they would be\n{listed}"
        advice = "Nothing was written. Mend the file, or the folder it is added to, and import again."
        raise BadInput(what, where="import", next_step=advice)
    return [str(one).replace(str(folder), str(target)) for one in new]


def _without_row(finding: Finding, folder: Path) -> str:
    """A finding as it reads in any folder and any row: new rows move the old ones."""
    return str(replace(finding, row=None)).replace(str(folder), "")
