"""A whole small book for tests: two partners, two minerals, one parameterized notebook, a summary and two texts."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd

REPOSITORY = Path(__file__).resolve().parents[1]
TYPES = {"int64": "integer", "Int64": "integer", "float64": "number", "bool": "boolean", "boolean": "boolean"}
FILLER = "These words are here so that the page is long enough to count as a page that was written. " * 3

PARTNERSHIP = f"""
# %% [markdown]
# (chapter)=
# # {{{{ partner_name }}}}
#
# {{{{ partner_name }}}} bought {{{{ total }}}} in {{{{ year }}}}, as {{numref}}`fig-suppliers` and
# {{numref}}`tbl-suppliers` show. {FILLER}
# %% tags=parameters
partner = "IND"
last_year = 2024
data_dir = "data"
# %%
import altair as alt
import report

settings = report.parameters(globals())
data = report.tables(settings.data_dir, "trade_flows", "partners")
# %%
bought = data.trade_flows.query("importer == @settings.partner and year == @settings.last_year")
partners = data.partners.set_index("partner")
report.value("total", bought["value_usd"].sum(), unit="usd", sources=["trade_flows"])
report.value("year", settings.last_year, unit="year", sources=["trade_flows"])
report.value("partner_name", partners.loc[settings.partner, "name"], unit="text", sources=["partners"])
# %% [markdown]
# (suppliers)=
# ## Who sells {{{{ total }}}} to {{{{ partner_name }}}}
# %%
top = bought.groupby("exporter", as_index=False)["value_usd"].sum().nlargest(5, "value_usd")
chart = alt.Chart(top).mark_bar().encode(x="value_usd", y="exporter")
report.figure("suppliers", chart, data=top, caption="Suppliers by value, US$", alt="Bars", sources=["trade_flows"])
report.table("suppliers", top, caption="Suppliers", sources=["trade_flows"],
             columns={{"exporter": "Exporter", "value_usd": ("Value", "usd")}})
"""

INDEX = f"""
# %% [markdown]
# (index)=
# # Summary
#
# India bought {{{{ ind_total }}}}; {{{{ listed }}}} minerals are followed. {FILLER}
# %% tags=parameters
data_dir = "data"
# %%
import report

settings = report.parameters(globals())
data = report.tables(settings.data_dir, "minerals")
report.value("listed", len(data.minerals), unit="count", sources=["minerals"])
report.claim("two-minerals", "Two minerals are followed", holds=len(data.minerals) == 2,
             found=len(data.minerals), expected=2, evidence=["minerals"])
"""

METHODS = f"""(methods)=
# Methods

Mexico bought {{{{ mex_total }}}}, as `{{{{ mex_total }}}}` says too. {FILLER}
"""

DATA = f"""(data)=
# Data

{FILLER}

(data-trade-flows)=
## Trade

(data-partners)=
## Partners

(data-minerals)=
## Minerals
"""

CONTENTS = """format: jb-book
root: index
parts:
  - caption: The partners
    chapters:
      - file: partners/ind
      - file: partners/mex
  - caption: About this book
    chapters:
      - file: methods
      - file: data
"""


def notebook(percent: str) -> nbformat.NotebookNode:
    """A notebook from a percent-format script: `# %%`, `# %% [markdown]`, `# %% tags=parameters`."""
    node = nbformat.v4.new_notebook(
        metadata={
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        }
    )
    parts = re.split(r"^# %%(.*)\n", percent.lstrip("\n"), flags=re.M)[1:]
    for position, (head, body) in enumerate(zip(parts[::2], parts[1::2], strict=True)):
        body = body.strip("\n")
        if "[markdown]" in head:
            cell = nbformat.v4.new_markdown_cell(re.sub(r"^# ?", "", body, flags=re.M))
        else:
            cell = nbformat.v4.new_code_cell(body)
        cell["id"] = f"c{position:03d}"
        cell.metadata["tags"] = ["parameters"] if "tags=parameters" in head else []
        node.cells.append(cell)
    return node


def write_notebook(path: Path, percent: str) -> Path:
    """Write a percent-format script as a notebook."""
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook(percent), path)
    return path


def tables() -> dict[str, tuple[str, pd.DataFrame]]:
    """Path and frame of each table of the small data package."""
    flows = pd.DataFrame(
        [
            (year, exporter, importer, "282520", 1e6 * size * (year - 2022), 10.0 * size)
            for year in (2023, 2024)
            for exporter, importer, size in (
                ("CAN", "IND", 7),
                ("CHN", "IND", 40),
                ("CAN", "MEX", 9),
                ("CHL", "MEX", 5),
            )
        ],
        columns=["year", "exporter", "importer", "hs6", "value_usd", "weight_t"],
    )
    partners = pd.DataFrame(
        [
            ("IND", "India", "India", "country", "india", 1, True, "", ""),
            ("MEX", "Mexico", "Mexico", "country", "mexico", 2, True, "", ""),
        ],
        columns=[
            "partner",
            "name",
            "name_with_article",
            "kind",
            "group",
            "order",
            "full_chapter",
            "signing_instrument",
            "critical_list",
        ],
    )
    minerals = pd.DataFrame(
        [
            ("lithium", "lithium", "battery", True, True, "Lithium", True, False, "Li"),
            ("cobalt", "cobalt", "battery", True, True, "Cobalt", True, False, "Co"),
        ],
        columns=[
            "mineral_id",
            "name",
            "group",
            "on_list_2021",
            "on_list_2024",
            "official_name_2024",
            "priority_six",
            "chapter",
            "element",
        ],
    )
    corrections = pd.DataFrame(
        columns=["correction_id", "table", "key", "column", "old", "new", "reason", "source", "guard", "kind"],
        dtype="str",
    )
    sources = pd.DataFrame(
        [("S001", "A list", "Natural Resources Canada", "", "2026-01-01", "official", "A", 1, "", True)],
        columns=[
            "source_id",
            "title",
            "publisher",
            "url",
            "published",
            "kind",
            "reliability",
            "credibility",
            "grade_reason",
            "quotable",
        ],
    )
    return {
        "trade_flows": ("trade/flows.parquet", flows),
        "partners": ("reference/partners.csv", partners),
        "minerals": ("reference/minerals.csv", minerals),
        "sources": ("ledger/sources.csv", sources),
        "corrections": ("corrections.csv", corrections),
    }


def write_package(folder: Path, content: dict[str, tuple[str, pd.DataFrame]]) -> Path:
    """Write tables and the `datapackage.json` that describes them."""
    resources = []
    for name, (path, frame) in content.items():
        write_table(folder / path, frame)
        fields = [{"name": column, "type": TYPES.get(str(kind), "string")} for column, kind in frame.dtypes.items()]
        resources.append(
            {
                "name": name,
                "path": path,
                "title": name,
                "description": f"The table {name}.",
                "schema": {"fields": fields},
                "producer": "CEPII & BACI_1",
                "edition": "January 2026",
                "hash": "sha256:" + hashlib.sha256((folder / path).read_bytes()).hexdigest(),
            }
        )
    descriptor = {"name": "small", "resources": resources}
    (folder / "datapackage.json").write_text(json.dumps(descriptor, indent=1), encoding="utf-8")
    return folder


def write_table(path: Path, frame: pd.DataFrame) -> None:
    """Write one table, as parquet or as CSV with `true` and `false`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".parquet":
        frame.to_parquet(path, index=False)
        return
    text = frame.copy()
    for column in text.select_dtypes("bool"):
        text[column] = text[column].map({True: "true", False: "false"})
    text.to_csv(path, index=False, lineterminator="\n")


def write_project(root: Path) -> Path:
    """Write the whole small book into `root`."""
    write_package(root / "data", tables())
    write_notebook(root / "notebooks" / "partnership.ipynb", PARTNERSHIP)
    write_notebook(root / "notebooks" / "index.ipynb", INDEX)
    for name, text in {
        "book/methods.md": METHODS,
        "book/data.md": DATA,
        "_toc.yml": CONTENTS,
        "requirements.txt": "pandas==3\n",
    }.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    shutil.copyfile(REPOSITORY / "_config.yml", root / "_config.yml")
    static = REPOSITORY / "book" / "assets"
    if static.exists():
        shutil.copytree(static, root / "book" / "assets")
    (root / "book" / "assets").mkdir(exist_ok=True)
    (root / "book" / "assets" / "report.css").touch()
    return root


def edit_notebook(path: Path, old: str, new: str) -> None:
    """Replace text in the cells of a notebook; fails when `old` is not there."""
    node = nbformat.read(path, as_version=4)
    assert any(old in cell.source for cell in node.cells), f"{old!r} is not in {path}"
    for cell in node.cells:
        cell.source = cell.source.replace(old, new)
    nbformat.write(node, path)


def edit_text(path: Path, old: str, new: str) -> None:
    """Replace text in a file; fails when `old` is not there."""
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {path}"
    path.write_text(text.replace(old, new), encoding="utf-8")


def content_of(folder: Path) -> dict[str, bytes]:
    """Bytes of every file of a folder, by relative path."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def options(root: Path, **more: Any) -> Any:
    """Options of a build of `root` that keeps what was said in `.said`."""
    from report.build import Options

    said: list[str] = []
    chosen = Options(**{"root": root, "data_dir": root / "data", "say": said.append, **more})
    object.__setattr__(chosen, "said", said)
    return chosen
