"""The command `report`: few verbs, everything checked before a kernel starts, errors in plain words."""

from __future__ import annotations

import sys
import traceback

import typer

from .commands.build import build
from .commands.check import check
from .commands.cite import cite
from .commands.diff import diff
from .commands.freeze import freeze
from .commands.import_ import import_
from .commands.list_ import list_
from .commands.memo import memo
from .commands.pdf import pdf
from .errors import ReportError
from .quick import without_slow_extra

app = typer.Typer(help=__doc__, add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)
app.command()(check)
app.command()(build)
app.command("list")(list_)
app.command("import")(import_)
app.command()(cite)
app.command()(memo)
app.command()(freeze)
app.command()(diff)
app.command()(pdf)


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
