"""The files behind the tools at each figure and table: data, picture in two forms, Word file, references.

They stand in `downloads/<id>/` of the site as ordinary files, so that a link to them works without scripts and offline.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from ..citation.formats import bibtex, csl, ris, together
from ..citation.packages import data_zip
from ..citation.records import Record
from ..execution.kernel import context
from ..memo import Exhibit, write_memo
from .rasters import copy_to, draw_rasters

FOLDER = "downloads"
REFERENCES = {"bib": bibtex, "ris": ris, "json": csl}
ALL = {"citations.bib": "bibtex", "citations.ris": "ris", "citations.json": "csl"}
WORKERS = 2


def write_downloads(
    folder: Path, pictures: Path, store: Path, records: Iterable[Record], contents: dict[str, dict[str, Any]]
) -> None:
    """Write every file into `folder`/downloads.

    `pictures` holds an SVG for each figure, `store` keeps their PNG, `contents` are the declarations by id.
    """
    shown = [one for one in records if one.kind in {"figure", "table"}]
    rasters = draw_rasters(pictures, store)
    jobs = [(folder / FOLDER, one, contents[one.id], pictures, rasters.get(one.id)) for one in shown]
    chunk = max(1, len(jobs) // (4 * WORKERS))
    with ProcessPoolExecutor(max_workers=WORKERS, mp_context=context()) as pool:
        list(pool.map(_write_one, jobs, chunksize=chunk))


def _write_one(job: tuple[Path, Record, dict[str, Any], Path, Path | None]) -> None:
    write_files(*job)


def write_files(folder: Path, record: Record, content: dict[str, Any], pictures: Path, raster: Path | None) -> None:
    """The files of one figure or table in `folder`/`<id>`; a table has no picture and no Word file."""
    own = folder / record.id
    own.mkdir(parents=True, exist_ok=True)
    (own / f"{record.id}.zip").write_bytes(data_zip(record, content))
    for suffix, write in REFERENCES.items():
        (own / f"{record.id}.{suffix}").write_text(write(record), encoding="utf-8", newline="")
    if raster is not None:
        shutil.copyfile(pictures / f"{record.id}.svg", own / f"{record.id}.svg")
        copy_to(raster, own / f"{record.id}.png")
        write_memo(own / f"{record.id}.docx", [Exhibit(record, raster.read_bytes())])


def write_all_references(folder: Path, records: list[Record]) -> None:
    """One file for each reference format with everything the book declares."""
    (folder / FOLDER).mkdir(parents=True, exist_ok=True)
    for name, format_ in ALL.items():
        (folder / FOLDER / name).write_text(together(records, format_), encoding="utf-8", newline="")
