"""The command `report`: few verbs, everything checked before a kernel starts, errors in plain words."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from .errors import BadInput, ReportError
from .quick import without_slow_extra

app = typer.Typer(help=__doc__, add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)
Data = Annotated[Path | None, typer.Option("--data", help="Data folder with datapackage.json (default: data/).")]
Set = Annotated[list[str] | None, typer.Option("--set", help="A parameter, as name=value; may be repeated.")]


def project_root() -> Path:
    """The folder with `_toc.yml`: the current one or the nearest above it; raises BadInput when there is none."""
    for folder in [Path.cwd(), *Path.cwd().parents]:
        if (folder / "_toc.yml").exists() and (folder / "notebooks").exists():
            return folder
    raise BadInput("not inside the project", where=str(Path.cwd()), next_step="go to the folder that holds _toc.yml")


@app.command()
def check(
    data: Data = None,
    record: Annotated[bool, typer.Option("--record", help="First write down tables changed on purpose.")] = False,
) -> None:
    """Validate the data package, the notebooks and the prose; nothing is executed."""
    from .chapters import chapters
    from .check import check_all, errors

    root = project_root()
    folder = data or root / "data"
    if record:
        from .check.record import record as record_changes

        for line in record_changes(folder):
            typer.echo(f"Recorded {line}")
    findings = check_all(root, folder, root / "_build" / ".cache" / "checks")
    for finding in findings:
        typer.echo(str(finding))
    if wrong := errors(findings):
        raise BadInput(f"{len(wrong)} finding(s)", where="report check")
    contents = chapters(root, folder)
    noted = f", {len(findings)} warning(s) above" if findings else ""
    typer.echo(f"Checked {os.path.relpath(folder)}, {len(contents)} pages: nothing wrong{noted}.")


@app.command()
def build(
    data: Data = None,
    set_: Set = None,
    allow_broken_claims: Annotated[bool, typer.Option(help="Mark findings that fail instead of stopping.")] = False,
    strict: Annotated[bool, typer.Option(help="Stop on a failed finding with any data folder.")] = False,
) -> None:
    """Build the book into _build/html; the last good book stays until the new one is whole."""
    from .build import Options
    from .build import build as build_book
    from .settings import parse_assignments

    root = project_root()
    options = Options(
        root=root,
        data_dir=(data or root / "data").resolve(),
        settings=parse_assignments(set_ or []),
        allow_broken_claims=allow_broken_claims,
        strict=strict,
        say=typer.echo,
        progress=progress_bar,
    )
    index = build_book(options)
    typer.echo(f"The book is at {os.path.relpath(index)}")


@app.command("list")
def list_(
    data: Data = None,
    parameters: Annotated[bool, typer.Option("--parameters", help="List the notebooks' parameters instead.")] = False,
) -> None:
    """List the pages of the book with their ids, notebooks and tables; or the parameters."""
    root = project_root()
    if parameters:
        from .settings import Parameters

        for name, field in Parameters.model_fields.items():
            kind = getattr(field.annotation, "__name__", field.annotation)
            typer.echo(f"{name:18} {kind:6} {field.default!s:12} {field.description}")
        return
    from .chapters import chapters

    for chapter in chapters(root, data or root / "data"):
        what = ", ".join(f"{name}={value}" for name, value in chapter.parameters.items())
        typer.echo(f"{chapter.page:24} {chapter.id:24} {chapter.source.relative_to(root)} {what}".rstrip())


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


def main() -> None:
    """Run the command; a ReportError is printed without a traceback and sets the exit code."""
    without_slow_extra()
    try:
        app(standalone_mode=True)
    except ReportError as error:
        typer.echo(f"report: {error}", err=True)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        typer.echo("report: stopped; the last good book is untouched", err=True)
        sys.exit(130)
    except Exception:
        traceback.print_exc()
        typer.echo("report: an internal error; the last good book is untouched", err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
