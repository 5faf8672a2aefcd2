"""How much longer does a cold build take because of citing: downloads, pictures in dots, tools, indexes, editions?

Each run builds a copy of the project without anything kept, in a process of its own: with citing, and with citing left
out, frozen editions and their comparison too. Nothing else differs. `--no-pdf` leaves the PDF out of both.
`python benchmarks/citing.py --help` lists the options.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import nullcontext
from pathlib import Path

AIM = 0.15
STEPS = {"add_citing", "editions"}
WAYS = {"without citing": False, "with citing": True}


def build_cold(root: Path, work: Path, citing: bool, pdf: bool) -> dict[str, float]:
    """Build the project from nothing in `work`; wall-clock and processor seconds, and megabytes of the site."""
    from report.build import Options, build
    from report.pages import finish, rasters
    from report.pdf.make import make_pdf

    if not citing:
        kept = [step for step in finish.steps() if step.__name__ not in STEPS]
        finish.steps = lambda: kept
        rasters.drawn_meanwhile = lambda pictures, store: nullcontext()
    for path in root.iterdir():
        if path.name != "_build" and not path.name.startswith("."):
            (work / path.name).symlink_to(path)
    started = time.monotonic()
    index = build(Options(root=work, data_dir=work / "data", allow_broken_claims=True, say=lambda line: None))
    if pdf:
        make_pdf(work, work / "data", {}, lambda line: None)
    seconds = time.monotonic() - started
    used = os.times()
    size = sum(path.stat().st_size for path in index.parent.rglob("*") if path.is_file())
    processor = used.user + used.system + used.children_user + used.children_system
    return {"seconds": seconds, "processor": processor, "megabytes": size / 1e6}


def measured(root: Path, citing: bool, pdf: bool) -> dict[str, float]:
    """One cold build in a process of its own."""
    work = Path(tempfile.mkdtemp(prefix="report-citing-"))
    command = [sys.executable, __file__, "--root", str(root), "--work", str(work)]
    command += [name for name, wanted in (("--citing", citing), ("--no-pdf", not pdf)) if wanted]
    try:
        run = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(root)})
        if run.returncode:
            raise SystemExit(run.stderr[-4000:])
        return json.loads(run.stdout.splitlines()[-1])
    finally:
        shutil.rmtree(work, ignore_errors=True)


def compare(root: Path, repeat: int, pdf: bool) -> None:
    """Measure both ways in turn, and print the best of each and what citing adds."""
    best: dict[str, dict[str, float]] = {}
    for _ in range(repeat):
        for name, citing in WAYS.items():
            run = measured(root, citing, pdf)
            print(f"  {name}: {run['seconds']:.1f} s", file=sys.stderr)
            if name not in best or run["seconds"] < best[name]["seconds"]:
                best[name] = run
    print(f"{'':16}{'seconds':>9}{'processor':>11}{'site, MB':>10}")
    for name, run in best.items():
        print(f"{name:16}{run['seconds']:9.1f}{run['processor']:11.1f}{run['megabytes']:10.1f}")
    without, with_ = best.values()
    added = with_["seconds"] / without["seconds"] - 1
    print(f"\nCiting adds {added:.1%} to a cold build (aim: at most {AIM:.0%}).")


def main() -> None:
    """Read the options; a process started by `measured` has `--work`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--root", type=Path, default=Path(__file__).resolve().parents[1], help="project folder")
    parser.add_argument("--repeat", type=int, default=1, help="runs of each way; the best counts")
    parser.add_argument("--no-pdf", dest="pdf", action="store_false", help="leave the PDF out")
    parser.add_argument("--work", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--citing", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.work:
        print(json.dumps(build_cold(options.root.resolve(), options.work, options.citing, options.pdf)))
    else:
        compare(options.root.resolve(), options.repeat, options.pdf)


if __name__ == "__main__":
    main()
