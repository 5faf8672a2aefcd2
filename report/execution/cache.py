"""The key under which an executed notebook is kept: everything its outputs can depend on, by content."""

from __future__ import annotations

import hashlib
import json
import sys
from functools import lru_cache
from pathlib import Path
from typing import Any

from ..chapters import Chapter
from ..tabledata import resource

NOT_IN_A_KERNEL = {
    *("check", "citation", "commands", "editions", "execution", "pages", "pdf", "safety", "sources"),
    *("build.py", "chapters.py", "cli.py", "footnotes.py", "lock.py", "memo.py", "registry.py", "trade_partners.py"),
}


@lru_cache(maxsize=512)
def _digest(path: Path, size: int, modified: int) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def file_digest(path: Path) -> str:
    """SHA-256 of a file's bytes."""
    status = path.stat()
    return _digest(path, status.st_size, status.st_mtime_ns)


def digest(*parts: Any) -> str:
    """SHA-256 of plain data."""
    return hashlib.sha256(json.dumps(parts, sort_keys=True, default=str).encode()).hexdigest()


def package_code(only_kernel: bool = True) -> str:
    """Digest of this package's modules; by default of those that a notebook can reach."""
    home = Path(__file__).parents[1]
    modules = sorted(path for path in home.rglob("*") if path.suffix in {".py", ".css", ".js", ".html", ".csl"})
    if only_kernel:
        modules = [path for path in modules if path.relative_to(home).parts[0] not in NOT_IN_A_KERNEL]
    return digest([(str(path.relative_to(home)), file_digest(path)) for path in modules])


def lock_digest(root: Path) -> str:
    """Digest of the pinned requirements and of the interpreter's version."""
    lock = root / "requirements.txt"
    return digest(file_digest(lock) if lock.exists() else "", sys.version_info[:2])


def table_digests(data_dir: Path, tables: tuple[str, ...]) -> dict[str, str]:
    """Digest of each table's file and schema; the corrections belong to every table."""
    digests = {}
    for name in tables:
        entry = resource(data_dir, name)
        digests[name] = digest(file_digest(data_dir / entry["path"]), entry["schema"])
    corrections = data_dir / "corrections.csv"
    return {**digests, "corrections": file_digest(corrections) if corrections.exists() else ""}


def execution_key(root: Path, data_dir: Path, chapter: Chapter, parameters: dict[str, Any]) -> str:
    """Code + parameters + declared tables + package code + lock file."""
    notebook = chapter.notebook
    return digest(
        chapter.page,
        [(cell.cell_type, cell.source) for cell in notebook.node.cells],
        {name: value for name, value in parameters.items() if name != "data_dir"},
        table_digests(data_dir, notebook.tables),
        package_code(),
        lock_digest(root),
    )
