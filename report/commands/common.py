"""What the verbs share: the project's folder, the options, a progress bar."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from ..errors import BadInput

Data = Annotated[Path | None, typer.Option("--data", help="Data folder with datapackage.json (default: data/).")]
Set = Annotated[list[str] | None, typer.Option("--set", help="A parameter, as name=value; may be repeated.")]


def project_root() -> Path:
    """The folder with `_toc.yml`: the current one or the nearest above it; raises BadInput when there is none."""
    for folder in [Path.cwd(), *Path.cwd().parents]:
        if (folder / "_toc.yml").exists() and (folder / "notebooks").exists():
            return folder
    raise BadInput("not inside the project", where=str(Path.cwd()), next_step="go to the folder that holds _toc.yml")


@contextmanager
def progress_bar(total: int) -> Iterator[Callable[[Any, bool], None]]:
    """A bar over the notebooks; yields the function to call after each."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    counts = {True: 0, False: 0}
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task("Notebooks", total=total)

        def done(chapter: Any, ran: bool) -> None:
            counts[ran] += 1
            progress.update(task, advance=1, description=f"Notebooks ({chapter.page})"[:34].ljust(34))

        yield done
        progress.update(task, description="Notebooks".ljust(34))
    typer.echo(f"{counts[True]} notebooks run, {counts[False]} unchanged.")
