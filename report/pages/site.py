"""Jupyter Book on the finished source folder, built aside: the last good book is replaced only by a whole one."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from ..chapters import Chapter
from ..errors import PageFault
from ..trade_partners import with_added

WARNING = re.compile(r"(WARNING|ERROR|CRITICAL)")
COLOURS = re.compile(r"\x1b\[[0-9;]*m")


def prepare(root: Path, folder: Path, added: Sequence[Chapter] = ()) -> None:
    """An empty source folder with the book's configuration, contents and static files; `added` pages come last."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    shutil.copyfile(root / "_config.yml", folder / "_config.yml")
    contents = (root / "_toc.yml").read_text(encoding="utf-8")
    (folder / "_toc.yml").write_text(with_added(contents, added), encoding="utf-8")
    for name in ("assets", "_bibliography"):
        if (root / "book" / name).exists():
            shutil.copytree(root / "book" / name, folder / name)


def build_site(source: Path, output: Path, log: Path) -> Path:
    """Run `jupyter-book build` with warnings as errors; returns the folder of the HTML pages.

    Raises PageFault with Sphinx's warnings when there are any; the whole output is in `log`.
    """
    shutil.rmtree(output, ignore_errors=True)
    command = [
        sys.executable,
        "-c",
        "from jupyter_book.cli.main import main; main()",
        "build",
        str(source),
        "--path-output",
        str(output),
        "--warningiserror",
        "--keep-going",
        "--quiet",
    ]
    environment = {**os.environ, "PYTHONWARNINGS": "ignore", "SOURCE_DATE_EPOCH": "1767225600"}
    environment.pop("PYTHONPATH", None)
    run = subprocess.run(command, capture_output=True, text=True, env=environment, cwd=source)
    output_text = COLOURS.sub("", run.stdout + run.stderr)
    log.write_text(output_text, encoding="utf-8")
    if run.returncode:
        lines = [line.replace(f"{source}/", "") for line in output_text.splitlines()]
        warnings = [line for line in lines if WARNING.search(line)] or lines[-15:]
        raise PageFault(
            "\n  ".join(["Sphinx stopped:", *warnings[:40]]),
            where="jupyter-book build",
            next_step=f"the whole output is in {log}",
        )
    return output / "_build" / "html"
