"""`report build`: from data to the published book."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from .common import Data, Set, progress_bar, project_root


def build(
    data: Data = None,
    set_: Set = None,
    allow_broken_claims: Annotated[bool, typer.Option(help="Mark findings that fail instead of stopping.")] = False,
    strict: Annotated[bool, typer.Option(help="Stop on a failed finding with any data folder.")] = False,
    partners: Annotated[
        str, typer.Option(help="Chapters for more importers: all, or codes as in BRA,KAZ (last part of the book).")
    ] = "",
    scheduler: Annotated[
        str, typer.Option(help="Run the notebooks on a Dask cluster, as in tcp://10.0.0.5:8786.")
    ] = "",
    pdf: Annotated[bool, typer.Option(help="Print the book as a PDF too.")] = True,
) -> None:
    """Build the book into _build/html, then its PDF; the last good book stays until the new one is whole."""
    from ..build import Options
    from ..build import build as build_book
    from ..settings import parse_assignments

    root = project_root()
    options = Options(
        root=root,
        data_dir=(data or root / "data").resolve(),
        settings=parse_assignments(set_ or []),
        allow_broken_claims=allow_broken_claims,
        strict=strict,
        say=typer.echo,
        progress=progress_bar,
        partners=partners,
        scheduler=scheduler,
    )
    index = build_book(options)
    if pdf:
        from ..pdf.make import make_pdf

        make_pdf(options.root, options.data_dir, options.settings, typer.echo)
    typer.echo(f"The book is at {os.path.relpath(index)}")
