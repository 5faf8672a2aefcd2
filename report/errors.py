"""The errors a user can meet: what went wrong, where, the likely cause and the next step.

Exit codes: 1 internal error, 2 bad input, 3 a claim does not hold, 4 a notebook failed, 5 the pages are not right.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class ReportError(Exception):
    """Base of every error this project raises for a reader of its messages; `exit_code` is the command's."""

    exit_code = 1

    def __init__(self, what: str, *, where: str = "", cause: str = "", next_step: str = "") -> None:
        self.what, self.where, self.cause, self.next_step = what, where, cause, next_step
        super().__init__(what)

    def __str__(self) -> str:
        lines = [f"{self.where}: {self.what}" if self.where else self.what]
        if self.cause:
            lines.append(f"  likely cause: {self.cause}")
        if self.next_step:
            lines.append(f"  next step: {self.next_step}")
        return "\n".join(lines)


class BadInput(ReportError):
    """A parameter, table or page source is not what the book can be built from."""

    exit_code = 2


class BrokenClaim(ReportError):
    """A book-level finding is not borne out by the data."""

    exit_code = 3


class NotebookFailed(ReportError):
    """A notebook's cell raised, hung or lost its kernel."""

    exit_code = 4


class PageFault(ReportError):
    """The built pages do not match what the notebooks declared."""

    exit_code = 5


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """A sentence that names the known spellings nearest to `name`, or lists all when none is near."""
    known = sorted(known)
    near = difflib.get_close_matches(name, known, n=3, cutoff=0.5)
    return f"did you mean {' or '.join(near)}?" if near else f"known: {', '.join(known)}"
