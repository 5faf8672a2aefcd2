"""`report list`: the pages of the book, or the parameters."""

from __future__ import annotations

from typing import Annotated

import typer

from .common import Data, project_root


def list_(
    data: Data = None,
    parameters: Annotated[bool, typer.Option("--parameters", help="List the notebooks' parameters instead.")] = False,
) -> None:
    """List the pages of the book with their ids, notebooks and tables; or the parameters."""
    root = project_root()
    if parameters:
        from ..settings import Parameters

        for name, field in Parameters.model_fields.items():
            kind = getattr(field.annotation, "__name__", field.annotation)
            typer.echo(f"{name:18} {kind:6} {field.default!s:12} {field.description}")
        return
    from ..chapters import chapters

    for chapter in chapters(root, data or root / "data"):
        what = ", ".join(f"{name}={value}" for name, value in chapter.parameters.items())
        typer.echo(f"{chapter.page:24} {chapter.id:24} {chapter.source.relative_to(root)} {what}".rstrip())
