"""Papermill's own engine, pointed at forked kernels."""

from __future__ import annotations

from typing import Any

from papermill.engines import NBClientEngine

from .kernel import ForkKernelManager


class ForkEngine(NBClientEngine):
    """`papermill --engine report`: the same client, the same outputs, a kernel with its imports done."""

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **kwargs: Any) -> Any:
        """Execute the managed notebook; raises what papermill's engine raises, with the cell in `running_cell`."""
        kwargs.pop("input_path", None)
        try:
            return super().execute_managed_notebook(
                nb_man, kernel_name, kernel_manager_class=ForkKernelManager, shutdown_kernel="immediate", **kwargs
            )
        except Exception as error:
            error.running_cell = running_cell(nb_man.nb)  # type: ignore[attr-defined]
            raise


def running_cell(node: Any) -> str:
    """Source of the cell at which the execution stopped; empty when it never began."""
    begun = [cell for cell in node.cells if cell.metadata.get("papermill", {}).get("start_time")]
    return begun[-1].source if begun else ""
