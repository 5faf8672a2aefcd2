"""Run notebooks on a Dask cluster: the same runs as here, on other machines, with the same results.

A job carries the notebook's text; the tables go to each worker once, as one bundle, so that workers need no shared
folder. They need this package in the same version, which is checked before anything runs and again by every job. What
comes back is the executed notebook. A worker that dies takes nothing along: the scheduler gives its jobs to another
one, and what is finished is stored here at once. Each worker starts its kernels the way a local build does.

`distributed` is the library: it finds lost workers, gives their jobs to others and passes errors back.
"""

from __future__ import annotations

import hashlib
import io
import json
import multiprocessing
import os
import pkgutil
import platform
import shutil
import tempfile
import threading
import uuid
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..chapters import Chapter
from ..errors import BadInput, NotebookFailed, ReportError
from ..tabledata import resource
from . import run
from .cache import package_code
from .preload import name_tables

if TYPE_CHECKING:
    from distributed import Client, Future

CONNECT_SECONDS = 15
WORKER_SECONDS = 60
"""How long to wait for a first worker, and for one when all have gone."""
LIBRARIES = ("pandas", "numpy", "pyarrow", "altair", "matplotlib", "papermill", "nbclient", "ipykernel")
UNPACKING = threading.Lock()


def identity() -> dict[str, str]:
    """What has to be the same here and on a worker for results to be the same."""
    libraries = {name: version(name) for name in LIBRARIES}
    return {"code": package_code(only_kernel=False)[:16], "python": platform.python_version(), **libraries}


IDENTITY = identity()
"""That of this process, as it was when the code was loaded."""


@dataclass(frozen=True)
class RemoteJob:
    """One run: the page, the notebook's name and text, its parameters, the seconds a cell may take, who asks.

    `own` are the chapter's own parameters, by which messages name it; `data` names the bundle's data folder for
    `parameters["data_dir"]`; `asked_by` is the `identity` of the build.
    """

    page: str
    name: str
    text: str
    parameters: dict[str, Any]
    own: dict[str, Any]
    data: str
    limit: int
    asked_by: dict[str, str]


def execute_on(scheduler: str, jobs: Sequence[run.Job], done: Callable[[Chapter, bool], None]) -> None:
    """Execute `jobs` on the cluster at `scheduler` (`tcp://host:port`), each into its path, whole or not at all.

    Calls `done(chapter, True)` after each. Raises BadInput when the scheduler cannot be reached, has no workers or
    loses them all, and when a worker runs other code; NotebookFailed for the first notebook that fails.
    """
    with _connected(scheduler) as client:
        _require_same_code(client)
        bundle, folders = bundled(jobs)
        data = client.submit(bytes, bundle, key=f"report-data-{hashlib.sha256(bundle).hexdigest()[:16]}")
        futures = {}
        for job in jobs:
            key = f"report-{job[0].id}-{uuid.uuid4().hex}"
            futures[client.submit(execute_remote, remote_job(job, folders), data, key=key)] = job
        try:
            for future in _finished(client, futures):
                chapter, _, path = futures[future]
                _store(_result(future, chapter), path)
                done(chapter, True)
        finally:
            client.cancel(list(futures))


def remote_job(job: run.Job, folders: dict[str, str]) -> RemoteJob:
    """A job as it travels."""
    chapter, parameters, _ = job
    return RemoteJob(
        page=chapter.page,
        name=chapter.source.name,
        text=chapter.source.read_text(encoding="utf-8"),
        parameters=parameters,
        own=chapter.parameters,
        data=folders[parameters["data_dir"]],
        limit=run.TIME_LIMIT,
        asked_by=IDENTITY,
    )


@contextmanager
def _connected(scheduler: str) -> Iterator[Client]:
    from distributed import Client

    if not scheduler.startswith(("tcp://", "tls://")):
        advice = "Give the address that `dask scheduler` prints, as in tcp://10.0.0.5:8786."
        raise BadInput(f"'{scheduler}' is no address of a scheduler", where="--scheduler", next_step=advice)
    try:
        client = Client(scheduler, timeout=CONNECT_SECONDS, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise BadInput(
            f"the scheduler at {scheduler} cannot be reached within {CONNECT_SECONDS} s",
            where="--scheduler",
            cause=f"it is not running, or the host or port is another ({type(error).__name__})",
            next_step="start one with `dask scheduler`, and give the address that it prints",
        ) from None
    try:
        with client.as_current():
            yield client
    finally:
        client.close()


def _require_same_code(client: Client) -> None:
    """Ask every worker who it is; raises BadInput without a worker and for one that would give other results.

    The question is a function of the standard library, so that a worker without this package can answer too.
    """
    try:
        client.wait_for_workers(1, timeout=WORKER_SECONDS)
    except TimeoutError:
        raise _no_workers("has no workers") from None
    answers = client.run(pkgutil.resolve_name, f"{__name__}:IDENTITY", on_error="return")
    for worker, answer in answers.items():
        require_same(worker, answer)


def _no_workers(what: str) -> BadInput:
    advice = "start workers with `dask worker tcp://host:port`, in the environment of this project; run it again"
    return BadInput(
        f"the scheduler {what} (waited {WORKER_SECONDS} s)",
        where="--scheduler",
        cause="they were not started, or they stopped",
        next_step=f"{advice}: what is finished is kept",
    )


def require_same(worker: str, answer: Any, mine: dict[str, str] = IDENTITY) -> None:
    """Raise BadInput for a worker whose `answer` is an error of importing this package, or not `mine`."""
    if isinstance(answer, ImportError):
        raise BadInput(
            f"the worker at {worker} does not have this package: {answer}",
            where="--scheduler",
            cause="it was started in another environment",
            next_step="install the project and its requirements there, as `make book` does, and start the worker anew",
        )
    if isinstance(answer, Exception):
        raise BadInput(f"the worker at {worker} does not answer: {answer}", where="--scheduler")
    if other := [name for name in mine if answer.get(name) != mine[name]]:
        name = other[0]
        what = "the code of this package" if name == "code" else name
        raise BadInput(
            f"the worker at {worker} would give other results: {what} is {answer.get(name)}, here it is {mine[name]}",
            where="--scheduler",
            cause="it was started from another version of the project, or before the code changed",
            next_step="bring it to the same commit and requirements.txt, and start it anew",
        )


def _finished(client: Client, futures: dict[Future, run.Job]) -> Iterator[Future]:
    """The futures as they finish; raises BadInput when no worker is left for `WORKER_SECONDS`."""
    from distributed import CancelledError, wait

    left = set(futures)
    while left:
        try:
            state = wait(left, timeout=WORKER_SECONDS, return_when="FIRST_COMPLETED")
        except TimeoutError:
            if not client.scheduler_info()["workers"]:
                raise _no_workers("has lost all its workers") from None
            continue
        except CancelledError:
            raise _lost() from None
        yield from state.done
        left = state.not_done


def _lost() -> BadInput:
    advice = "see what the scheduler printed; run it again: what is finished is kept"
    return BadInput("the connection to the scheduler was lost", where="--scheduler", next_step=advice)


def _result(future: Future, chapter: Chapter) -> bytes:
    """The executed notebook; raises NotebookFailed or BadInput in the words of a local run."""
    from distributed import CancelledError, KilledWorker

    try:
        return future.result()
    except ReportError:
        raise
    except KilledWorker as error:
        raise NotebookFailed(
            f"{error.allowed_failures + 1} workers died while they ran it",
            where=f"notebooks/{chapter.source.name} ({chapter.page})",
            cause="out of memory, or the workers were stopped",
            next_step="give the workers more memory, or run it here, without --scheduler",
        ) from None
    except ImportError as error:
        require_same("this cluster", error)
        raise
    except CancelledError:
        raise _lost() from None


def _store(executed: bytes, path: Path) -> None:
    partial = path.with_suffix(f".{os.getpid()}.partial.ipynb")
    try:
        partial.write_bytes(executed)
        os.replace(partial, path)
    finally:
        partial.unlink(missing_ok=True)


def bundled(jobs: Sequence[run.Job]) -> tuple[bytes, dict[str, str]]:
    """The tables that the jobs rest on as a zip archive, and the name in it of each data folder.

    The same tables give the same bytes.
    """
    tables: dict[str, set[str]] = {}
    for chapter, parameters, _ in jobs:
        tables.setdefault(parameters["data_dir"], set()).update(chapter.notebook.tables)
    names = {folder: f"data-{at}" for at, folder in enumerate(sorted(tables))}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for folder, name in names.items():
            paths = {resource(folder, table)["path"] for table in tables[folder]}
            always = [path for path in ("datapackage.json", "corrections.csv") if (Path(folder) / path).exists()]
            for path in sorted({*paths, *always}):
                archive.writestr(zipfile.ZipInfo(f"{name}/{path}"), (Path(folder) / path).read_bytes(), compresslevel=1)
        archive.writestr(zipfile.ZipInfo("tables.json"), json.dumps({names[one]: sorted(tables[one]) for one in names}))
    return buffer.getvalue(), names


def execute_remote(job: RemoteJob, bundle: bytes) -> bytes:
    """On a worker: execute the job's notebook on the bundle's tables; returns the executed notebook.

    Data folder and notebook are named in it as the build that asked names them. Raises NotebookFailed, and BadInput
    when this worker does not run the code of the build that asked.
    """
    from distributed import get_worker

    worker = get_worker()
    require_same(worker.address, IDENTITY, job.asked_by)
    home = unpacked(bundle, Path(worker.local_directory))
    source = home / "notebooks" / hashlib.sha256(job.text.encode()).hexdigest()[:16] / job.name
    data_dir = str((home / job.data).resolve())
    _allow_children()
    with UNPACKING:
        source.parent.mkdir(parents=True, exist_ok=True)
        source.write_text(job.text, encoding="utf-8")
        _warm_up(home)
    with tempfile.TemporaryDirectory(dir=home) as folder:
        target = Path(folder) / "executed.ipynb"
        chapter = Chapter(job.page, source, job.own)
        run.execute_one(chapter, {**job.parameters, "data_dir": data_dir}, target, job.limit)
        return as_asked(target.read_text(encoding="utf-8"), {data_dir: job.parameters["data_dir"]})


def as_asked(executed: str, names: dict[str, str]) -> bytes:
    """An executed notebook with the worker's folders named as the build names them, in its parameters only."""
    node = json.loads(executed)
    for cell in node["cells"]:
        if "injected-parameters" in cell["metadata"].get("tags", []):
            lines = cell["source"] if isinstance(cell["source"], list) else [cell["source"]]
            for old, new in names.items():
                lines = [line.replace(old, new) for line in lines]
            cell["source"] = lines if isinstance(cell["source"], list) else lines[0]
    parameters = node["metadata"]["papermill"]["parameters"]
    node["metadata"]["papermill"]["parameters"] = {
        name: names.get(value, value) if isinstance(value, str) else value for name, value in parameters.items()
    }
    return (json.dumps(node, indent=1, ensure_ascii=False) + "\n").encode()


def unpacked(bundle: bytes, local: Path) -> Path:
    """The bundle's folder below `local`, unpacked once."""
    home = local / "report" / hashlib.sha256(bundle).hexdigest()[:16]
    with UNPACKING:
        if not home.exists():
            partial = home.with_name(f".{home.name}.{os.getpid()}")
            shutil.rmtree(partial, ignore_errors=True)
            with zipfile.ZipFile(io.BytesIO(bundle)) as archive:
                archive.extractall(partial)
            os.replace(partial, home)
    return home


def _warm_up(home: Path) -> None:
    """Start the fork server with the first bundle's tables read; a later one finds it running."""
    from .kernel import warm_up

    tables = json.loads((home / "tables.json").read_text(encoding="utf-8"))
    name_tables(*((home / folder, names) for folder, names in tables.items()))
    warm_up()


def _allow_children() -> None:
    """Let a worker under a nanny start kernels: Python forbids children to the daemonic process that it is.

    The rule keeps children from outliving it. The fork server ends when the worker does, and a kernel when its fork
    server does, so none is left behind.
    """
    multiprocessing.current_process()._config["daemon"] = False  # type: ignore[attr-defined]
