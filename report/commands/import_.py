"""`report import`: a producer's files into a data folder, whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .common import project_root

if TYPE_CHECKING:
    from ..sources.run import Report

EPILOG = "Sources: baci, comtrade, usgs, comext, wgi, pinksheet, iea, statcan, ledger."


def import_(
    source: Annotated[str, typer.Argument(help="Whose files: " + EPILOG[9:])],
    files: Annotated[list[Path] | None, typer.Argument(help="Files, folders or zip archives, as downloaded.")] = None,
    out: Annotated[Path | None, typer.Option("--out", help="Data folder to write (default: a new one).")] = None,
    base: Annotated[
        Path | None, typer.Option("--base", help="Data folder to extend (default: --out, else data).")
    ] = None,
    accept: Annotated[bool, typer.Option("--accept", help="Accept lost coverage, odd scales and large moves.")] = False,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="comtrade: replace codes that BACI has, too.")] = False,
    into_data: Annotated[bool, typer.Option("--into-data", help="Change the project's own data folder.")] = False,
    reporter: Annotated[str, typer.Option("--reporter", help="comtrade, statcan: who reports (CAN,IND or all).")] = "",
    hs: Annotated[str, typer.Option("--hs", help="comtrade, statcan: HS codes (750210,310420).")] = "",
    years: Annotated[str, typer.Option("--years", help="Years to fetch or keep (2021-2024 or 2021,2023).")] = "",
    revision: Annotated[str, typer.Option("--revision", help="baci: HS revision, where no name says it.")] = "",
    release: Annotated[str, typer.Option("--release", help="The producer's release, where no name says it.")] = "",
    edition: Annotated[str, typer.Option("--edition", help="usgs, iea: edition, where the file does not say it.")] = "",
) -> None:
    """Read a producer's files, show what changes, and write a data folder to build from."""
    from ..sources.common import Context
    from ..sources.run import run

    root = project_root()
    target = _target(root, source, out, into_data)
    folder = base or (target if (target / "datapackage.json").exists() else root / "data")
    options = {
        "accept": accept,
        "overwrite": overwrite,
        "reporter": reporter,
        "hs": hs,
        "years": years,
        "revision": revision,
        "release": release,
    }
    context = Context(folder, options={**options, "edition": edition}, say=lambda text: typer.echo(text, err=True))
    report = run(source, files or [], context, target, accept, root / "_build" / ".cache" / "checks")
    for line in summary(report):
        typer.echo(line)


def _target(root: Path, source: str, out: Path | None, into_data: bool) -> Path:
    """The folder to write: never the project's own unless that is asked for."""
    from ..errors import BadInput

    own = root / "data"
    if into_data:
        return own
    if out is None:
        taken = (root / f"data-{source}{suffix}" for suffix in ("", *(f"-{number}" for number in range(2, 1000))))
        return next(path for path in taken if not path.exists())
    if out.resolve() == own.resolve():
        advice = "Name another folder, or say --into-data."
        raise BadInput("this is the project's own data folder", where=str(out), next_step=advice)
    return out


def summary(report: Report) -> list[str]:
    """The lines that say what an import did, and the commands that build from it."""
    folder = os.path.relpath(report.folder)
    lines = []
    for change in report.changes:
        before, after = change.rows
        lines.append(f"{change.table}: {before:,} rows before, {after:,} now ({after - before:+,})")
        lines += [f"  {line}" for line in change.lines]
        lines += [f"  gone: {line}" for line in (*change.lost, *change.odd)]
    lines += [f"note: {note}" for note in report.notes]
    lines += [f"warning: {text}" for text in report.warnings]
    return [*lines, f"Written: {folder}", f"Build it: make book DATA={folder}"]
