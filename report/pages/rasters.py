"""Pictures of the figures in dots, 300 to the inch, for documents and slides: drawn from the SVG, kept by its hash.

A chart has few colours, so that a palette loses nothing an eye can see and makes the file a fifth of the size.
Drawing takes a tenth of a second or two for each figure. `drawn_meanwhile` does it beside Jupyter Book, which keeps one
processor busy and leaves the others idle.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path

from ..errors import PageFault
from ..execution.cache import digest
from ..execution.kernel import helpers

ENGINE = "vl-convert 1.9, palette 1"
DOTS_PER_INCH = 300
POINTS_PER_INCH, PIXELS_PER_INCH = 72, 96
COLOURS = 256


@contextmanager
def drawn_meanwhile(pictures: Path, store: Path) -> Iterator[None]:
    """Draw the PNG of every SVG of `pictures` that `store` lacks while the body runs, and wait for the last at its end.

    Raises PageFault for a picture that cannot be drawn.
    """
    waiting = {path: kept for path in sorted(pictures.glob("*.svg")) if not (kept := kept_at(path, store)).exists()}
    if not waiting:
        yield
        return
    store.mkdir(parents=True, exist_ok=True)
    workers = max(1, min(len(waiting), (os.cpu_count() or 1) - 1))
    with helpers(workers) as pool:
        jobs: list[tuple[Path, Future[str]]] = [
            (path, pool.submit(_draw, str(path), str(kept))) for path, kept in waiting.items()
        ]
        try:
            yield
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
        for path, job in jobs:
            if fault := job.result():
                raise PageFault(f"could not be drawn in dots: {fault[:300]}", where=path.stem)


def kept_at(picture: Path, store: Path) -> Path:
    """Where the PNG of an SVG is kept, by its content."""
    return store / f"{digest(ENGINE, picture.read_text(encoding='utf-8'))}.png"


def draw_rasters(pictures: Path, store: Path) -> dict[str, Path]:
    """The kept PNG of every SVG of `pictures` by its stem; those that are missing are drawn now."""
    with drawn_meanwhile(pictures, store):
        pass
    return {path.stem: kept_at(path, store) for path in pictures.glob("*.svg")}


def _draw(picture: str, kept: str) -> str:
    """Draw one picture; returns what went wrong, or an empty text."""
    try:
        content = to_png(Path(picture).read_text(encoding="utf-8"))
    except (ValueError, RuntimeError) as error:
        return str(error)
    partial = f"{kept}.partial"
    Path(partial).write_bytes(content)
    os.replace(partial, kept)
    return ""


def to_png(svg: str) -> bytes:
    """A PNG with 300 dots to the inch at the picture's own size, an inch being 96 of its pixels."""
    import vl_convert
    from PIL import Image

    scale = POINTS_PER_INCH / PIXELS_PER_INCH
    drawn = vl_convert.svg_to_png(svg, scale=scale, ppi=DOTS_PER_INCH)
    image = Image.open(io.BytesIO(drawn)).convert("RGB")
    few = image.quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    buffer = io.BytesIO()
    few.save(buffer, "png", dpi=(DOTS_PER_INCH, DOTS_PER_INCH), compress_level=6)
    return buffer.getvalue()
