"""The claims of a book-level notebook on some data folder, without a kernel: its code cells run here as one script."""

import runpy
from contextlib import chdir
from pathlib import Path

import nbformat

ROOT = Path(__file__).resolve().parents[2]


def claims_of(notebook, data_dir, folder):
    """Claims by name, each with sentence, holds and found; `folder` is for the script.

    Charts are put together but not turned into drawings. Nothing of the run stays behind.
    """
    import report.declare

    script = folder / f"{notebook}.py"
    script.write_text("\n".join(_code(notebook, data_dir)), encoding="utf-8")
    shown, kept = [], (report.declare._show, report.declare._drawing)
    report.declare._show = lambda declaration, drawing, text: shown.append(declaration)
    report.declare._drawing = lambda chart: {}
    try:
        with chdir(ROOT / "notebooks"):
            runpy.run_path(str(script))
    finally:
        report.declare._show, report.declare._drawing = kept
    return {one["name"]: one for one in shown if one["kind"] == "claim"}


def _code(notebook, data_dir):
    """The code cells in order, with the data folder set after the cell of parameters."""
    for cell in nbformat.read(ROOT / "notebooks" / f"{notebook}.ipynb", as_version=4).cells:
        if cell.cell_type == "code":
            yield cell.source
            if "parameters" in cell.metadata.get("tags", []):
                yield f"data_dir = {str(data_dir)!r}"
