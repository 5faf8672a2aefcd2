"""`report freeze`: keep the finished build for good."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from .common import project_root


def freeze(name: Annotated[str, typer.Argument(help="Year and month, for example 2026-11.")]) -> None:
    """Keep the finished build as an edition under editions/; one that exists is never written again."""
    from ..editions.freeze import freeze as freeze_build

    folder = freeze_build(project_root(), name)
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    typer.echo(f"Frozen: {os.path.relpath(folder)} ({size / 1e6:.1f} MB). Commit it; it is never edited.")
