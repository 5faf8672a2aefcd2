"""What a built site gets after Sphinx and before its inspection: editions, charts that answer
the pointer, tools at each figure, indexes, terms, and a policy that the browser enforces.

Each step is a function of the `Site`, in a module of its own, and works on finished HTML, so that Sphinx, the notebooks
and the registry know nothing of it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..chapters import Chapter
from ..editions.edition import FOLDER as EDITIONS
from ..registry import Registry


@dataclass(frozen=True)
class Site:
    """A built site that is not yet published, with what it was built from.

    `folder` holds the HTML pages, `pictures` one SVG for each figure (`<id>.svg`), `work` what builds keep for the
    next one, `settings` the parameters in force.
    """

    folder: Path
    pictures: Path
    root: Path
    work: Path
    data_dir: Path
    contents: list[Chapter]
    registry: Registry
    settings: dict[str, Any]
    executed: dict[str, Path]

    def pages(self) -> list[Path]:
        """Every HTML page, in order."""
        return sorted(path for path in self.folder.rglob("*.html") if "_static" not in self._parts(path))

    def theme_pages(self) -> list[Path]:
        """The pages that Jupyter Book wrote; those of the editions are plain and have nothing of its theme."""
        return [path for path in self.pages() if self._parts(path)[0] != EDITIONS]

    def _parts(self, path: Path) -> tuple[str, ...]:
        return path.relative_to(self.folder).parts


def steps() -> list[Callable[[Site], None]]:
    """The steps in order; a step may raise PageFault, and then nothing is published."""
    from ..editions.step import editions
    from .citing import add_citing
    from .clutter import clear
    from .glossary import add_glossary
    from .icons import add_icons
    from .interactive import add_charts
    from .policy import add_policy

    return [editions, add_charts, add_citing, add_glossary, clear, add_icons, add_policy]


def finish(site: Site) -> None:
    """Run every step on the site."""
    for step in steps():
        step(site)
