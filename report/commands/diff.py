"""`report diff`: what two editions say differently, and why."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .common import project_root

if TYPE_CHECKING:
    from ..editions.edition import Edition


def diff(
    old: Annotated[str, typer.Argument(help="A frozen edition, for example 2026-11.")],
    new: Annotated[str, typer.Argument(help="A frozen edition, or `latest` for the finished build.")] = "latest",
    chapter: Annotated[str, typer.Option("--chapter", help="Only this chapter's id, for example ind.")] = "",
    table: Annotated[str, typer.Option("--table", help="List the changed rows of this table instead.")] = "",
) -> None:
    """List findings, values, figures and tables that moved between two editions, with the reason of each."""
    from ..editions.changes_page import lines, revision_lines
    from ..editions.diff import diff as compare
    from ..errors import BadInput, did_you_mean

    root = project_root()
    compared = compare(_edition(root, old), _edition(root, new))
    for name, known in ((chapter, compared.new.chapters), (table, compared.new.resources)):
        if name and name not in known:
            raise BadInput(f"no '{name}'", where="report diff", cause=did_you_mean(name, known))
    for line in revision_lines(compared, table) if table else lines(compared, chapter):
        typer.echo(line)


def _edition(root: Path, name: str) -> Edition:
    from ..editions.edition import LATEST, built, read

    return built(root) if name == LATEST else read(root, name)
