"""What a notebook says about itself before it runs: its parameters, and the tables it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import nbformat

from .errors import BadInput
from .settings import declared_in
from .tabledata import declared_tables


@dataclass(frozen=True)
class Notebook:
    """A notebook of `notebooks/`, unexecuted."""

    path: Path

    @cached_property
    def node(self) -> nbformat.NotebookNode:
        """The parsed notebook; raises BadInput when the file is missing or not a notebook."""
        try:
            return nbformat.read(self.path, as_version=4)
        except FileNotFoundError:
            raise BadInput("no such notebook", where=str(self.path)) from None
        except (nbformat.reader.NotJSONError, nbformat.ValidationError) as error:
            raise BadInput(f"not a notebook: {str(error)[:200]}", where=str(self.path)) from None

    @property
    def code(self) -> list[str]:
        """Sources of its code cells, in order."""
        return [cell.source for cell in self.node.cells if cell.cell_type == "code"]

    @cached_property
    def parameters(self) -> dict[str, Any]:
        """Names and defaults of its cell tagged `parameters`, checked against the schema; empty without one."""
        tagged = [cell for cell in self.node.cells if "parameters" in cell.metadata.get("tags", [])]
        if len(tagged) > 1:
            raise BadInput("more than one cell is tagged `parameters`", where=str(self.path))
        return declared_in(tagged[0].source, f"{self.path.name}, parameters cell") if tagged else {}

    @cached_property
    def tables(self) -> tuple[str, ...]:
        """Tables named in its calls of `report.tables`."""
        return declared_tables(self.code, str(self.path.name))
