"""The files behind the tools at each figure and table: data, picture in two forms, Word file, references.

They stand in `downloads/<id>/` of the site as ordinary files, so that a link to them works without scripts and offline.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ..citation.formats import FORMATS, all_forms, joined, together
from ..citation.packages import data_zip
from ..citation.records import Record
from ..execution.kernel import helpers
from ..memo import Exhibit, write_memo
from .rasters import draw_rasters

FOLDER = "downloads"
SHOWN = {"figure", "table"}
REFERENCES = {"bib": "bibtex", "ris": "ris", "json": "csl"}
WORKERS = 2


def write_downloads(
    folder: Path, pictures: Path, store: Path, records: Iterable[Record], contents: dict[str, dict[str, Any]]
) -> dict[str, dict[str, str]]:
    """Write the files of every figure and table into `folder`/downloads; their citations by id and format.

    `pictures` holds an SVG for each figure, `store` keeps their PNG, `contents` are the declarations by id.
    """
    shown = [one for one in records if one.kind in SHOWN]
    rasters = draw_rasters(pictures, store)
    jobs = [(folder / FOLDER, one, contents[one.id], pictures, rasters.get(one.id)) for one in shown]
    chunk = max(1, len(jobs) // (4 * WORKERS))
    with helpers(WORKERS) as pool:
        forms = pool.map(_write_one, jobs, chunksize=chunk)
        return {one.id: found for one, found in zip(shown, forms, strict=True)}


def _write_one(job: tuple[Path, Record, dict[str, Any], Path, Path | None]) -> dict[str, str]:
    return write_files(*job)


def write_files(
    folder: Path, record: Record, content: dict[str, Any], pictures: Path, raster: Path | None
) -> dict[str, str]:
    """Write one figure's or table's files into `folder`/`<id>`, a table's without picture and Word file.

    Returns its citations by format.
    """
    own = folder / record.id
    own.mkdir(parents=True, exist_ok=True)
    forms = all_forms(record)
    (own / f"{record.id}.zip").write_bytes(data_zip(record, content))
    for suffix, format_ in REFERENCES.items():
        (own / f"{record.id}.{suffix}").write_text(forms[format_], encoding="utf-8", newline="")
    if raster is not None:
        shutil.copyfile(pictures / f"{record.id}.svg", own / f"{record.id}.svg")
        shutil.copyfile(raster, own / f"{record.id}.png")
        write_memo(own / f"{record.id}.docx", [Exhibit(record, raster.read_bytes())])
    return forms


def references(records: Iterable[Record]) -> dict[str, dict[str, str]]:
    """The forms that the common files need, by id and format: for what has no files of its own."""
    wanted = [format_ for format_ in REFERENCES.values() if format_ != "csl"]
    return {one.id: {format_: FORMATS[format_](one, None) for format_ in wanted} for one in records}


def write_all_references(folder: Path, records: list[Record], forms: dict[str, dict[str, str]]) -> None:
    """One file for each reference format with everything the book declares; `forms` by id and format."""
    (folder / FOLDER).mkdir(parents=True, exist_ok=True)
    for suffix, format_ in REFERENCES.items():
        path = folder / FOLDER / f"citations.{suffix}"
        whole = together(records, format_) if format_ == "csl" else joined(forms[one.id][format_] for one in records)
        path.write_text(whole, encoding="utf-8", newline="")
