"""`report cite`: a citation of a figure, table, value or finding of the built book."""

from __future__ import annotations

import sys
from datetime import date
from typing import Annotated, Literal

import typer

from ..errors import BadInput
from .common import project_root

Format = Literal["text", "footnote", "markdown", "bibtex", "ris", "csl"]


def cite(
    ids: Annotated[list[str] | None, typer.Argument(metavar="ID...", help="For example fig-ind-dependence.")] = None,
    format_: Annotated[Format, typer.Option("--format", help="Form of the citation.")] = "text",
    all_: Annotated[bool, typer.Option("--all", help="Everything the book declares.")] = False,
    accessed: Annotated[str, typer.Option(help="Day of reading, as 2026-11-22 (default: today).")] = "",
) -> None:
    """Print citations by permanent id, from the book at _build/html."""
    from ..build import SITE
    from ..citation.catalogue import find, read_catalogues
    from ..citation.formats import together

    if bool(ids) == all_:
        raise BadInput("name one id or more, or use --all", next_step="report cite fig-ind-dependence --format bibtex")
    records = read_catalogues(project_root() / SITE)
    chosen = list(records.values()) if all_ else [find(records, identity) for identity in ids or []]
    sys.stdout.write(together(chosen, format_, day_of(accessed)))


def day_of(accessed: str) -> date:
    """The day of reading; raises BadInput on text that is no date."""
    try:
        return date.fromisoformat(accessed) if accessed else date.today()
    except ValueError:
        raise BadInput(f"'{accessed}' is no date", where="--accessed", next_step="write it as 2026-11-22") from None
