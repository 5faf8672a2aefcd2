"""What editions add to a build: seconds of the step, by part, on the build that is in `_build`.

    python benchmarks/editions.py

Each part is timed alone, in CPU seconds of this process, so that other work on the machine counts less. The share is
of the CPU seconds of the notebooks and of Sphinx only when those are given: `--build-seconds 60`.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

from report.chapters import chapters
from report.editions.changes_page import body
from report.editions.diff import diff
from report.editions.edition import build_record, built, frozen_names, read
from report.editions.pages import write_editions
from report.pages.consistency import inconsistencies
from report.pages.finish import Site
from report.registry import Registry

ROOT = Path(__file__).resolve().parents[1]


def timed(name: str, job):
    """The result of `job`; prints its seconds."""
    wall, cpu = time.perf_counter(), time.process_time()
    result = job()
    spent = time.process_time() - cpu
    print(f"{name:34} {time.perf_counter() - wall:6.2f} s wall {spent:6.2f} s CPU")
    return result, spent


def main() -> None:
    """Time each part."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build-seconds", type=float, default=0.0, help="CPU seconds of a cold build without editions")
    asked = parser.parse_args()
    record = build_record(ROOT)
    contents = chapters(ROOT, ROOT / record["data_dir"])
    paths = {one.page: ROOT / "_build/notebooks" / f"{one.page}.ipynb" for one in contents if one.is_notebook}
    registry = Registry.read(paths, contents)
    html = ROOT / "_build/html"
    latest, first = timed("today's edition and its manifest", lambda: built(ROOT))
    with tempfile.TemporaryDirectory() as folder:
        common = {"root": ROOT, "work": ROOT / "_build", "data_dir": ROOT / record["data_dir"], "contents": contents}
        site = Site(html, html / "_images", registry=registry, settings=record["settings"], executed=paths, **common)
        _, second = timed("pages read back", lambda: inconsistencies(site))
        target = Site(
            Path(folder), html / "_images", registry=registry, settings=record["settings"], executed=paths, **common
        )
        diffs, third = timed("pages of all editions", lambda: write_editions(target, latest))
        _, fourth = timed("page What changed", lambda: body(diffs))
    for name in frozen_names(ROOT):
        timed(f"compare {name} alone", lambda name=name: diff(read(ROOT, name), latest))
    total = first + second + third + fourth
    share = f", {100 * total / asked.build_seconds:.1f} % of a cold build" if asked.build_seconds else ""
    print(f"{'together':34} {total:6.2f} s CPU{share}")


if __name__ == "__main__":
    main()
