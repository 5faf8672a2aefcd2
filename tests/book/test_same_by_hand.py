"""A chapter run by hand with papermill and an ordinary kernel says what the published book says."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.slow


def outputs(path: Path) -> list[dict]:
    """The data of every output of a notebook, in order."""
    node = nbformat.read(path, as_version=4)
    return [output.get("data", output) for cell in node.cells for output in cell.get("outputs", [])]


@pytest.mark.parametrize(
    ("notebook", "parameters", "page"),
    [
        ("partnership", ["-p", "partner", "IND"], "partners/ind"),
        ("mineral", ["-p", "mineral", "copper"], "minerals/copper"),
    ],
)
def test_papermill_by_hand_gives_the_book(
    site: Path, tmp_path: Path, notebook: str, parameters: list[str], page: str
) -> None:
    """Values, specifications and MIME types, output by output."""
    out = tmp_path / "out.ipynb"
    command = ["-m", "papermill", f"notebooks/{notebook}.ipynb", str(out), *parameters, "--no-progress-bar"]
    run = subprocess.run([sys.executable, *command], cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr[-2000:]
    by_hand, built = outputs(out), outputs(ROOT / "_build" / "notebooks" / f"{page}.ipynb")
    assert [sorted(data) for data in by_hand] == [sorted(data) for data in built]
    assert json.dumps(by_hand, sort_keys=True) == json.dumps(built, sort_keys=True)
