"""Papermill's own engine, pointed at forked kernels."""

from __future__ import annotations

from typing import Any

from papermill.engines import NBClientEngine

from .kernel import ForkKernelManager


class ForkEngine(NBClientEngine):
    """`papermill --engine report`: the same client, the same outputs, a kernel with its imports done."""

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **kwargs: Any) -> Any:
        """Execute the managed notebook; raises what papermill's engine raises."""
        kwargs.pop("input_path", None)
        return super().execute_managed_notebook(
            nb_man, kernel_name, kernel_manager_class=ForkKernelManager, shutdown_kernel="immediate", **kwargs
        )
