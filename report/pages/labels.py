"""A Sphinx extension: a heading's anchor is its written label, not the words of its title.

Titles carry values, so an anchor made from a title breaks when the data change; a label does not.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.transforms import SphinxTransform


class LabelsFirst(SphinxTransform):
    """Keep only the explicit labels among the ids of each section."""

    default_priority = 700

    def apply(self, **kwargs: Any) -> None:
        """Rewrite the ids of sections that carry a label."""
        explicit = {self.document.nameids[name] for name, written in self.document.nametypes.items() if written}
        for section in self.document.findall(nodes.section):
            labels = [identity for identity in section["ids"] if identity in explicit]
            if labels:
                section["ids"] = labels


def setup(app: Any) -> dict[str, bool]:
    """Register the transform."""
    app.add_transform(LabelsFirst)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
