"""Verdicts kept between runs, so that a check of unchanged data costs a hash and not a validation.

A verdict is stored under a key that covers everything it depends on: the bytes of the inputs, the schema, the
version of the validating library and the source of the check itself. A file that is damaged, of another key or
not writable is as good as absent.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from report.check.findings import Finding, from_records, to_records


def digest_of_file(path: Path) -> str:
    """SHA-256 of a file's bytes as hexadecimal text."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def digest_of(*parts: Any) -> str:
    """SHA-256 over the JSON form of the parts, in order."""
    return hashlib.sha256(json.dumps(parts, sort_keys=True, default=str).encode()).hexdigest()


def digest_of_source(*modules: str) -> str:
    """SHA-256 over the source of modules of this package, so that a changed rule is run again."""
    folder = Path(__file__).parent
    return digest_of(*[digest_of_file(folder / f"{module}.py") for module in modules])


def read(cache_dir: Path, name: str, key: str) -> list[Finding] | None:
    """The stored findings of `name`, or None when there are none under this key."""
    try:
        stored = json.loads(_file(cache_dir, name).read_text(encoding="utf-8"))
        return from_records(stored["findings"]) if stored["key"] == key else None
    except (OSError, ValueError, TypeError, KeyError):
        return None


def write(cache_dir: Path, name: str, key: str, findings: list[Finding]) -> None:
    """Store findings under a key; the file is replaced in one step, so a reader never sees half of it."""
    target = _file(cache_dir, name)
    text = json.dumps({"key": key, "findings": to_records(findings)}, indent=1, ensure_ascii=False)
    temporary = target.with_suffix(f".{os.getpid()}.tmp")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_text(text, encoding="utf-8")
        temporary.replace(target)
    except OSError:
        temporary.unlink(missing_ok=True)


def remembered(cache_dir: Path, name: str, key: str, compute: Callable[[], list[Finding]]) -> list[Finding]:
    """The stored findings of `name`, or those of `compute()`, which are then stored."""
    stored = read(cache_dir, name, key)
    if stored is not None:
        return stored
    findings = compute()
    write(cache_dir, name, key, findings)
    return findings


def _file(cache_dir: Path, name: str) -> Path:
    return cache_dir / f"check-{name}.json"
