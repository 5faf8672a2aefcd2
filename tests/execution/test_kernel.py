"""The forked kernel answers as an ordinary one does, and its fork is safe."""

from __future__ import annotations

import json
import multiprocessing
import os
import subprocess
import sys
from multiprocessing import forkserver
from pathlib import Path

import nbformat
import psutil
import pytest

from report.chapters import Chapter
from report.execution import kernel, run

from ..project import write_notebook

DECLARATION = "application/vnd.report.declaration+json"
EVERY_OUTPUT = """
# %% tags=parameters
partner = "IND"
data_dir = "data"
# %%
import sys
import altair as alt
import matplotlib.pyplot as plt
import pandas as pd
import report
from IPython.display import Markdown, display
settings = report.parameters(globals())
data = report.tables(settings.data_dir, "trade_flows")
bought = data.trade_flows.query("importer == @settings.partner")
# %%
chart = alt.Chart(bought).mark_bar().encode(x="value_usd", y="exporter")
report.figure("altair", chart, data=bought, caption="Bars", alt="Bars", sources=["trade_flows"])
# %%
picture, axes = plt.subplots()
axes.plot(bought["year"], bought["value_usd"])
report.figure("matplotlib", picture, data=bought, caption="Line", alt="Line", sources=["trade_flows"])
# %%
report.table("rows", bought, caption="Rows", sources=["trade_flows"], columns={"value_usd": ("Value", "usd")})
report.value("total", bought["value_usd"].sum(), unit="usd", sources=["trade_flows"])
report.claim("is-more", "It is more", holds=len(bought) > 1, found=len(bought), expected=4, evidence=["trade_flows"])
# %%
chart
# %%
plt.plot([1, 2], [3, 4])
# %%
bought
# %%
Markdown("**bold**")
# %%
display(Markdown("one"), bought)
print("out")
print("err", file=sys.stderr)
# %%
len(bought)
"""


@pytest.fixture(scope="module")
def both_runs(tmp_path_factory: pytest.TempPathFactory) -> tuple[nbformat.NotebookNode, nbformat.NotebookNode]:
    """One notebook executed by the papermill command with the python3 kernel, and by our engine."""
    from ..project import tables, write_package

    folder = tmp_path_factory.mktemp("both")
    data = write_package(folder / "data", tables())
    source = write_notebook(folder / "notebooks" / "every.ipynb", EVERY_OUTPUT)
    parameters = {"partner": "MEX", "data_dir": str(data)}
    command = [
        sys.executable,
        "-m",
        "papermill",
        str(source),
        str(folder / "ordinary.ipynb"),
        "--no-progress-bar",
        "-k",
        "python3",
        "--cwd",
        str(source.parent),
    ]
    for name, value in parameters.items():
        command += ["-p", name, value]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    run.execute_one(Chapter("every", source), parameters, folder / "forked.ipynb")
    return tuple(nbformat.read(folder / f"{name}.ipynb", as_version=4) for name in ("ordinary", "forked"))


def outputs(node: nbformat.NotebookNode) -> list[list[nbformat.NotebookNode]]:
    return [cell.outputs for cell in node.cells if cell.cell_type == "code"]


def mime_types(output: nbformat.NotebookNode) -> tuple[str, ...]:
    return (output.output_type, output.get("name", ""), *sorted(output.get("data", {})))


def test_outputs_have_the_mime_types_of_an_ordinary_kernel(both_runs):
    ordinary, forked = ([[mime_types(output) for output in cell] for cell in outputs(node)] for node in both_runs)
    assert forked == ordinary
    seen = {mime for cell in forked for output in cell for mime in output}
    assert {
        "image/png",
        "image/svg+xml",
        "text/html",
        "text/markdown",
        "stdout",
        "stderr",
        DECLARATION,
        "application/vnd.vegalite.v5+json",
    } <= seen


def test_declarations_equal_those_of_an_ordinary_kernel(both_runs):
    ordinary, forked = (
        [output.data for cell in outputs(node) for output in cell if DECLARATION in output.get("data", {})]
        for node in both_runs
    )
    assert [data[DECLARATION]["kind"] for data in forked] == ["figure", "figure", "table", "value", "claim"]
    assert json.dumps(forked, sort_keys=True) == json.dumps(ordinary, sort_keys=True)


def test_printed_text_and_results_equal_those_of_an_ordinary_kernel(both_runs):
    ordinary, forked = (
        [
            output.get("text", output.get("data", {}).get("text/plain"))
            for cell in outputs(node)[5:]
            for output in cell
            if "image/png" not in output.get("data", {})
        ]
        for node in both_runs
    )
    assert [str(text).split(" at 0x")[0] for text in forked] == [str(text).split(" at 0x")[0] for text in ordinary]


USES_ALL = """
# %%
import json
import sys
import report
preloaded = "vl_convert" in sys.modules
# %%
import altair as alt
import duckdb
import pandas as pd
import vl_convert
frame = pd.DataFrame({"a": range(50_000), "b": 1.5})
total = duckdb.sql("select sum(a * b) from frame").fetchall()[0][0]
chart = alt.Chart(frame.head(50)).mark_bar().encode(x="a", y="b")
svg = vl_convert.vegalite_to_svg(chart.to_json())
# %%
report.value("preloaded", str(preloaded), unit="text", sources=["x"])
report.value("total", total, unit="raw", sources=["x"])
report.value("svg", svg[:4], unit="text", sources=["x"])
"""


def values(path: Path) -> dict[str, str]:
    node = nbformat.read(path, as_version=4)
    return {
        output.data[DECLARATION]["name"]: output.data[DECLARATION]["text"]
        for cell in outputs(node)
        for output in cell
        if DECLARATION in output.get("data", {})
    }


def test_forked_kernels_may_draw_and_query(tmp_path, monkeypatch):
    monkeypatch.setattr(run, "TIME_LIMIT", 40)
    source = write_notebook(tmp_path / "uses.ipynb", USES_ALL)
    kernel.warm_up()
    run.execute_one(Chapter("uses", source), {}, tmp_path / "done.ipynb")
    assert values(tmp_path / "done.ipynb") == {"preloaded": "True", "total": "1874962500.0", "svg": "<svg"}


@pytest.mark.skipif(not Path("/proc").exists(), reason="names of threads are read from /proc")
def test_fork_server_imports_and_never_computes():
    """Threads of a chart converter or a database in the parent would not survive the fork, and hang every child."""
    kernel.warm_up()
    server = psutil.Process(forkserver._forkserver._forkserver_pid)
    names = [Path(f"/proc/{server.pid}/task/{thread.id}/comm").read_text().strip() for thread in server.threads()]
    assert not [name for name in names if name.startswith(("tokio", "V8"))], names
    assert names.count("python") <= os.cpu_count(), names


def test_processes_are_spawned_where_there_is_no_fork(tmp_path, monkeypatch):
    monkeypatch.setattr(multiprocessing, "get_all_start_methods", lambda: ["spawn"])
    assert kernel.context().get_start_method() == "spawn"
    source = write_notebook(tmp_path / "fresh.ipynb", "# %%\nimport sys\nprint('vl_convert' in sys.modules)\n")
    run.execute_one(Chapter("fresh", source), {}, tmp_path / "done.ipynb")
    assert outputs(nbformat.read(tmp_path / "done.ipynb", as_version=4))[0][0].text == "False\n"


def test_a_kernel_runs_in_the_folder_and_environment_of_its_notebook(tmp_path, monkeypatch):
    monkeypatch.setenv("REPORT_OF_THE_TEST", "passed on")
    source = write_notebook(
        tmp_path / "where.ipynb",
        """
# %%
import os
import report
report.value("folder", os.getcwd(), unit="text", sources=["x"])
report.value("variable", os.environ["REPORT_OF_THE_TEST"], unit="text", sources=["x"])
""",
    )
    run.execute_one(Chapter("where", source), {}, tmp_path / "done.ipynb")
    assert values(tmp_path / "done.ipynb") == {"folder": str(tmp_path), "variable": "passed on"}
