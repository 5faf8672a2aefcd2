"""`report memo`: a Word file with figures of the built book, ready to go into a memo."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ..errors import BadInput
from .cite import day_of
from .common import project_root


def memo(
    ids: Annotated[list[str] | None, typer.Argument(metavar="[ID...]", help="More figures.")] = None,
    figures: Annotated[list[str] | None, typer.Option("--figures", help="Figure ids; may be repeated.")] = None,
    out: Annotated[Path, typer.Option("--out", help="The Word file to write.")] = Path("memo.docx"),
    title: Annotated[str, typer.Option(help="A heading for the file.")] = "",
    accessed: Annotated[str, typer.Option(help="Day of reading, as 2026-11-22 (default: today).")] = "",
) -> None:
    """Write figures with caption, source, alternative text and footnote citations into a Word file."""
    from ..build import SITE
    from ..citation.catalogue import find, read_catalogues
    from ..memo import Exhibit, write_memo

    chosen = [identity for part in [*(figures or []), *(ids or [])] for identity in part.replace(",", " ").split()]
    if not chosen:
        raise BadInput(
            "no figure named", next_step="report memo --figures fig-ind-dependence fig-ind-flows --out memo.docx"
        )
    if out.suffix.lower() != ".docx":
        raise BadInput(f"{out} is not a Word file", where="--out", next_step="end the name with .docx")
    site = project_root() / SITE
    records = read_catalogues(site)
    exhibits = [
        Exhibit(find(records, identity), picture(site, identity)) for identity in chosen if find(records, identity)
    ]
    written = write_memo(out, exhibits, title, day_of(accessed))
    typer.echo(f"{len(exhibits)} figure(s) in {written}")


def picture(site: Path, identity: str) -> bytes:
    """The picture of a figure from the built book; raises BadInput for an id that is no figure or has no picture."""
    path = site / "downloads" / identity / f"{identity}.png"
    if not identity.startswith("fig-"):
        raise BadInput(
            f"{identity} is not a figure", where="--figures", next_step="`report cite` cites tables and values"
        )
    if not path.exists():
        raise BadInput("the book has no picture of this figure", where=str(path), next_step="run `make book`")
    return path.read_bytes()
