"""Papermill finds the engine, and an error says at which cell the execution stopped."""

from __future__ import annotations

from papermill.engines import papermill_engines

from report.execution.engine import ForkEngine, running_cell

from ..project import notebook


def test_engine_is_an_entry_point_of_papermill():
    papermill_engines.register_entry_points()
    assert papermill_engines.get_engine("report") is ForkEngine


def test_running_cell_is_the_last_that_began():
    node = notebook("# %%\nfirst\n# %%\nsecond\n# %%\nthird\n")
    assert running_cell(node) == ""
    for cell in node.cells[:2]:
        cell.metadata["papermill"] = {"start_time": "2026-01-01T00:00:00"}
    node.cells[2].metadata["papermill"] = {"start_time": None, "status": "pending"}
    assert running_cell(node) == "second"
