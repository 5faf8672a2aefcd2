"""Is every frozen edition as it was frozen? One changed, missing or added byte is a finding.

`SHA256SUMS` in an edition's folder lists every file in the form that `sha256sum -c` reads; `editions/SEALS` lists the
hash of each `SHA256SUMS`, so that a whole edition cannot vanish or be frozen anew unseen.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from ..check.findings import Finding

FOLDER = "editions"
SUMS = "SHA256SUMS"
SEALS = "SEALS"
NEXT_STEP = "Restore it from version control: a frozen edition is never edited; freeze a new one instead."


def check_editions(root: Path) -> list[Finding]:
    """Findings on `editions/`; none when nothing is frozen yet."""
    home = root / FOLDER
    seals = _listed(home / SEALS)
    folders = {path.name: path for path in sorted(home.glob("*")) if path.is_dir() and not path.name.startswith(".")}
    findings = []
    for name in sorted(seals.keys() | folders.keys()):
        if name not in folders:
            findings.append(_finding(home / name, "this frozen edition is gone", "It is listed in SEALS."))
        elif name not in seals:
            findings.append(_finding(home / name, "this edition is not sealed", "It is not listed in SEALS."))
        else:
            findings += _check_folder(folders[name], seals[name])
    return findings


def seal_line(folder: Path) -> str:
    """The line of `SEALS` for a frozen folder."""
    return f"{_sha256(folder / SUMS)}  {folder.name}\n"


def _check_folder(folder: Path, seal: str) -> Iterator[Finding]:
    sums = folder / SUMS
    if not sums.exists() or _sha256(sums) != seal:
        yield _finding(sums, "changed since the edition was frozen", "Its hash is not the one in SEALS.")
    listed = _listed(sums)
    present = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    present.pop(SUMS, None)
    for name in sorted(listed.keys() | present.keys()):
        if name not in present:
            yield _finding(folder / name, "gone since the edition was frozen", f"It is listed in {SUMS}.")
        elif name not in listed:
            yield _finding(folder / name, "added since the edition was frozen", f"It is not listed in {SUMS}.")
        elif _sha256(present[name]) != listed[name]:
            yield _finding(folder / name, "changed since the edition was frozen", f"Its hash is not that in {SUMS}.")


def _listed(path: Path) -> dict[str, str]:
    """Hash by name, from lines `hash  name`."""
    if not path.exists():
        return {}
    parted = (line.partition("  ") for line in path.read_text(encoding="utf-8").splitlines())
    return {name: value for value, _, name in parted}


def _finding(path: Path, what: str, cause: str) -> Finding:
    where = path.as_posix().rpartition(f"/{FOLDER}/")[2]
    return Finding(f"{FOLDER}/{where}", None, None, what, cause, NEXT_STEP)


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
