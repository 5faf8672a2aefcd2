"""The record of a build, and the three checks behind *complete*, *stable* and *consistent*.

The record is `_build/manifest.json`, and without the name of the data folder `manifest.json` of the site; the page
*How this edition was made* shows it.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..editions.manifest import inputs_digest
from ..editions.markup import grid, items, plain
from ..errors import PageFault
from .consistency import inconsistencies, missing

if TYPE_CHECKING:
    from .finish import Site

MARK = '<div class="run-record"></div>'
DURATION = re.compile(rb'"duration": ([0-9.]+)')
NOT_PUBLISHED = ("data_dir", "settings")


def write_record(site: Site, manifest: dict[str, Any]) -> dict[str, Any]:
    """Check the site, write its record and fill the page; returns the record.

    Raises PageFault when something declared is missing or a page shows another number than the registry.
    """
    faults = [*missing(site), *inconsistencies(site)]
    if faults:
        raise PageFault("\n  ".join(["the pages are not what was declared:", *faults[:40]]), where=str(site.folder))
    path = site.work / "manifest.json"
    record = {**manifest, "seconds": run_times(site.executed), "settings": site.settings, "data_dir": _folder(site)}
    record["stable"] = stability(path, record)
    _write(path, record)
    public = {name: found for name, found in record.items() if name not in NOT_PUBLISHED}
    _write(site.folder / "manifest.json", public)
    page = site.folder / "edition.html"
    if page.exists():
        text = page.read_text(encoding="utf-8")
        page.write_text(text.replace(MARK, body(public), 1), encoding="utf-8")
    return record


def run_times(executed: dict[str, Path]) -> dict[str, float]:
    """Seconds that each notebook took when it was last run, by page; read from the end of the file."""
    times = {}
    for page, path in executed.items():
        with path.open("rb") as file:
            file.seek(max(0, path.stat().st_size - 8192))
            if found := DURATION.findall(file.read()):
                times[page] = round(float(found[-1]), 2)
    return times


def stability(path: Path, record: dict[str, Any]) -> str:
    """`same`, `differs` or `no earlier build`: this registry against that of the last build of the same inputs."""
    try:
        last = json.loads(path.read_text(encoding="utf-8"))
        if inputs_digest(last) != inputs_digest(record):
            return "no earlier build"
    except (OSError, ValueError, KeyError):
        return "no earlier build"
    return "same" if last["registry"] == record["registry"] else "differs"


def body(record: dict[str, Any]) -> str:
    """HTML of the page *How this edition was made*."""
    times = sorted(record["seconds"].items(), key=lambda pair: -pair[1])
    parts = (
        ("", ["What", "This build"], _facts(record)),
        ("Parameters", ["Parameter", "Value"], [(name, str(value)) for name, value in record["parameters"].items()]),
        ("Tables", ["Table", "Edition", "Vintage", "Rows", "Hash"], _tables(record)),
        ("Time of each notebook, when it last ran", ["Page", "Seconds"], [(page, str(time)) for page, time in times]),
    )
    shown = [f"{f'<h2>{title}</h2>' if title else ''}{grid(heads, rows)}" for title, heads, rows in parts]
    shown.insert(1, f"<h2>Checked</h2>{_checked(record)}")
    return "\n".join([*shown, '<p>The same as one file: <a href="manifest.json">manifest.json</a>.</p>'])


def _facts(record: dict[str, Any]) -> list[tuple[str, str]]:
    digests = (("code", "the code"), ("lock", "the pinned libraries"), ("registry", "the registry"))
    return [
        ("Edition", record["edition"]),
        ("Statuses judged at", record["edition_date"]),
        ("Version of the code", record["code_version"]),
        *((f"Digest of {words}", record[name][:16]) for name, words in digests),
        *((name.capitalize(), f"{count:,}") for name, count in record["counts"].items()),
    ]


def _tables(record: dict[str, Any]) -> list[tuple[Any, ...]]:
    facts = ("edition", "vintage", "rows")
    return [(name, *(str(one.get(fact, "")) for fact in facts), _short(one)) for name, one in record["tables"].items()]


def _checked(record: dict[str, Any]) -> str:
    stable = {
        "same": "this build declares the same, to the last digit, as the last one from the same inputs.",
        "differs": "<strong>no.</strong> This build declares something else than the last one from the same inputs.",
        "no earlier build": "not compared here: no earlier build had the same inputs. The project's tests build twice.",
    }[record["stable"]]
    read_back = "the tables, captions, values and findings on the pages were read back and are those of the registry."
    return items(
        [
            "<strong>Complete</strong>: every page is there, and everything declared is on one.",
            f"<strong>Stable</strong>: {stable}",
            f"<strong>Consistent</strong>: {read_back}",
        ]
    )


def _short(table: dict[str, Any]) -> str:
    return plain(table.get("hash", "").removeprefix("sha256:")[:16])


def _folder(site: Site) -> str:
    inside = site.data_dir.resolve().is_relative_to(site.root.resolve())
    return os.path.relpath(site.data_dir, site.root) if inside else str(site.data_dir.resolve())


def _write(path: Path, record: dict[str, Any]) -> None:
    path.write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
