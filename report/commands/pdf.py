"""`report pdf`: the built book as one file for paper."""

from __future__ import annotations

import os

import typer

from .common import Data, Set, project_root


def pdf(data: Data = None, set_: Set = None) -> None:
    """Print the book at _build/html as a tagged PDF; give the --data and --set that it was built with."""
    from ..pdf.make import make_pdf
    from ..settings import parse_assignments

    root = project_root()
    path = make_pdf(root, (data or root / "data").resolve(), parse_assignments(set_ or []), typer.echo)
    if path is not None:
        typer.echo(f"The PDF is at {os.path.relpath(path)}")
