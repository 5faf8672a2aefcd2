"""`report check`: everything that can be found wrong without running anything."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from ..errors import BadInput
from .common import Data, project_root


def check(
    data: Data = None,
    record: Annotated[bool, typer.Option("--record", help="First write down tables changed on purpose.")] = False,
) -> None:
    """Validate the data package, the notebooks and the prose; nothing is executed."""
    from ..chapters import chapters
    from ..check import check_all, errors

    root = project_root()
    folder = data or root / "data"
    if record:
        from ..check.record import record as record_changes

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
