"""A Jupyter kernel that starts in a forked process with pandas, Altair and the rest already imported.

It is an ordinary ipykernel behind ordinary sockets, so outputs are those of any other run; only its start differs.
The standard library's fork server does the forking: a process that imports and reads tables, since a chart
converter or a database used before the fork would hang every child. Where there is no fork, processes are spawned.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
from concurrent.futures import ProcessPoolExecutor
from typing import Any

from jupyter_client.asynchronous import AsyncKernelClient
from jupyter_client.channels import AsyncZMQSocketChannel
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning import LocalProvisioner
from traitlets import Type

from ..safety.orphans import end_with_parent

PRELOADED = ["report.execution.preloaded"]
SHORT = 0.02
QUIET = ["--IPKernelApp.log_level=ERROR", "--HistoryManager.enabled=False"]


def context() -> Any:
    """The multiprocessing context that kernels start from, with its imports done once."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    os.environ.setdefault("PYDEVD_DISABLE_FILE_VALIDATION", "1")
    forkserver = multiprocessing.get_context("forkserver")
    forkserver.set_forkserver_preload(PRELOADED)
    return forkserver


def helpers(count: int) -> ProcessPoolExecutor:
    """A pool of processes that start from `context()` and end with this one, also when it is killed."""
    return ProcessPoolExecutor(count, mp_context=context(), initializer=end_with_parent)


def warm_up() -> None:
    """Start the fork server and wait until its imports are done."""
    process = context().Process(target=os.getpid)
    process.start()
    process.join()


def serve(connection_file: str, folder: str, environment: dict[str, str]) -> None:
    """The body of a forked process: one kernel, until it is shut down."""
    if hasattr(os, "setpgid"):
        os.setpgid(0, 0)
    end_with_parent()
    os.environ.update(environment)
    os.chdir(folder)
    _use_inline_backend()
    from ipykernel.kernelapp import IPKernelApp

    app = IPKernelApp.instance()
    app.initialize(["-f", connection_file, f"--IPKernelApp.parent_handle={os.getppid()}", *QUIET])
    app.start()


def _use_inline_backend() -> None:
    """Matplotlib was imported before there was a kernel: point it at the backend that a fresh kernel would choose."""
    import matplotlib

    os.environ["MPLBACKEND"] = "module://matplotlib_inline.backend_inline"
    matplotlib.rcParams["backend"] = os.environ["MPLBACKEND"]


class ForkedProcess:
    """A multiprocessing process with the few methods of `subprocess.Popen` that a provisioner calls."""

    stdin = stdout = stderr = None

    def __init__(self, process: Any) -> None:
        self.process = process
        self.pid = process.pid

    def poll(self) -> int | None:
        """Its exit code, None while it runs."""
        return self.process.exitcode

    def wait(self) -> int | None:
        """Wait for its end."""
        self.process.join()
        return self.process.exitcode

    def send_signal(self, number: int) -> None:
        """Send a signal to it."""
        os.kill(self.pid, number)

    def terminate(self) -> None:
        """Ask it to end."""
        self.process.terminate()

    def kill(self) -> None:
        """End it."""
        self.process.kill()


class ForkProvisioner(LocalProvisioner):
    """Start the kernel of a manager through `context()`."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
        """Fork instead of starting a new interpreter; `cmd` is what the latter would have been."""
        folder = str(kwargs.get("cwd") or os.getcwd())
        environment = {name: text for name, text in kwargs.get("env", {}).items() if name.startswith(("JPY", "REPORT"))}
        process = context().Process(target=serve, args=(self.parent.connection_file, folder, environment), daemon=True)
        process.start()
        self.process = ForkedProcess(process)
        self.pid, self.pgid, self.cwd = process.pid, None, folder
        return self.connection_info

    async def wait(self) -> int | None:
        """Wait for the process to end, looking often: a killed kernel is gone in milliseconds."""
        while self.process and await self.poll() is None:
            await asyncio.sleep(0.01)
        return await super().wait()

    async def kill(self, restart: bool = False) -> None:
        """End the kernel and whatever it started."""
        if self.process and hasattr(os, "killpg"):
            try:
                os.killpg(self.pid, signal.SIGKILL)
            except (ProcessLookupError, PermissionError):
                self.process.kill()
        elif self.process:
            self.process.kill()


class PromptChannel(AsyncZMQSocketChannel):
    """An output channel that waits briefly: a client that starts listens in vain once, for as long as it is told."""

    async def get_msg(self, timeout: float | None = None) -> dict[str, Any]:
        """The next message; raises queue.Empty after `timeout` seconds, at most `SHORT`, or waits without one."""
        return await super().get_msg(None if timeout is None else min(timeout, SHORT))


class PromptClient(AsyncKernelClient):
    """A client with a prompt output channel."""

    iopub_channel_class = Type(PromptChannel)


class ForkKernelManager(AsyncKernelManager):
    """A kernel manager whose kernels come from `ForkProvisioner` (an entry point of this package)."""

    client_factory = Type(PromptClient)

    @property
    def kernel_spec(self) -> KernelSpec:
        """A Python kernel that names our provisioner."""
        return KernelSpec(
            argv=["python", "-m", "ipykernel_launcher", "-f", "{connection_file}"],
            language="python",
            metadata={"kernel_provisioner": {"provisioner_name": "report-fork"}},
        )
