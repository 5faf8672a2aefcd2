"""pybtex's BibTeX writer, kept for all entries, with addresses left as they are."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from pybtex.database.output.bibtex import Writer


class PlainAddresses(Writer):
    """Writes `url` without LaTeX escapes: reference managers take the field as it stands."""

    def _write_field(self, stream: Any, type: str, value: str) -> None:
        if type == "url":
            stream.write(f",\n    url = {{{value}}}")
        else:
            super()._write_field(stream, type, value)


@lru_cache(maxsize=1)
def writer() -> Writer:
    """The writer; looking one up by name for each entry takes longer than writing it."""
    return PlainAddresses()
