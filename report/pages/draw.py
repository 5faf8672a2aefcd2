"""Static pictures of the declared figures: one SVG each, kept by the hash of what is drawn."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

from ..errors import PageFault
from ..execution.cache import digest
from ..execution.kernel import helpers
from ..registry import Entry

ENGINE = "vl-convert 1.9"


def draw_all(figures: list[Entry], store: Path, folder: Path) -> None:
    """Put `<id>.svg` of every figure into `folder`; those already drawn come from `store`."""
    store.mkdir(parents=True, exist_ok=True)
    folder.mkdir(parents=True, exist_ok=True)
    kept = {entry.id: store / f"{digest(ENGINE, entry.drawing)}.svg" for entry in figures}
    waiting = [entry for entry in figures if not kept[entry.id].exists()]
    if waiting:
        _draw(waiting, kept)
    for entry in figures:
        shutil.copyfile(kept[entry.id], folder / f"{entry.id}.svg")


def _draw(figures: list[Entry], kept: dict[str, Path]) -> None:
    workers = min(len(figures), os.cpu_count() or 1)
    with helpers(workers) as pool:
        for entry, svg in zip(
            figures, pool.map(to_svg, [entry.drawing for entry in figures], chunksize=4), strict=True
        ):
            if not svg.lstrip().startswith("<"):
                raise PageFault(f"could not be drawn: {svg[:300]}", where=entry.id)
            partial = kept[entry.id].with_suffix(".partial")
            partial.write_text(svg, encoding="utf-8")
            os.replace(partial, kept[entry.id])


def to_svg(drawing: dict[str, object]) -> str:
    """SVG text of a figure's drawing: a Matplotlib picture as it is, a Vega-Lite specification drawn."""
    if "image/svg+xml" in drawing:
        return str(drawing["image/svg+xml"])
    import vl_convert

    mime = next(mime for mime in drawing if "vegalite" in mime)
    try:
        return vl_convert.vegalite_to_svg(json.dumps(drawing[mime]))
    except ValueError as error:
        return f"{error}"
