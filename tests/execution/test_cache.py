"""The key of an executed notebook moves with everything its outputs can depend on, and with nothing else."""

from __future__ import annotations

import os
from pathlib import Path

import pandas as pd
import pytest

from report.chapters import chapters
from report.execution import cache

from ..project import edit_notebook, edit_text, tables, write_table


def key(project: Path, page: str = "partners/ind", data: Path | None = None, **parameters: object) -> str:
    data = data or project / "data"
    chapter = next(chapter for chapter in chapters(project, data) if chapter.page == page)
    return cache.execution_key(project, data, chapter, {"partner": "IND", **parameters})


def touch_package(home: Path, name: str) -> None:
    (home / name).parent.mkdir(exist_ok=True, parents=True)
    (home / name).write_text("changed = True\n", encoding="utf-8")


def test_key_is_the_same_for_the_same_inputs(project):
    assert key(project, last_year=2024) == key(project, last_year=2024)


def test_key_follows_content_and_not_times(project):
    before = key(project)
    for path in project.rglob("*"):
        os.utime(path, (1, 1))
    assert key(project) == before


def test_key_follows_a_parameter(project):
    assert key(project, last_year=2024) != key(project, last_year=2023)


def test_key_ignores_where_the_data_folder_is(project):
    here = key(project, data_dir="here")
    (project / "data").rename(project / "elsewhere")
    assert key(project, data=project / "elsewhere", data_dir="there") == here


def test_key_follows_code_and_text_of_the_notebook(project):
    before = key(project)
    edit_notebook(project / "notebooks/partnership.ipynb", "Bars", "Other bars")
    code = key(project)
    edit_notebook(project / "notebooks/partnership.ipynb", "## Who sells", "## Who sold")
    assert len({before, code, key(project)}) == 3


def test_two_pages_of_one_notebook_have_keys_of_their_own(project):
    assert key(project, "partners/ind") != key(project, "partners/mex")


def test_key_follows_a_declared_table(project):
    before, other = key(project), key(project, "index")
    flows = tables()["trade_flows"][1]
    write_table(project / "data/trade/flows.parquet", flows.assign(value_usd=flows["value_usd"] * 2))
    assert key(project) != before
    assert key(project, "index") == other


def test_key_ignores_a_table_that_is_not_declared(project):
    before = key(project)
    edit_text(project / "data/reference/minerals.csv", "Lithium", "Lithium.")
    assert key(project) == before


def test_key_follows_the_schema_of_a_declared_table(project):
    before = key(project)
    edit_text(
        project / "data/datapackage.json",
        '"name": "order",\n      "type": "integer"',
        '"name": "order",\n      "type": "string"',
    )
    assert key(project) != before


def test_key_follows_the_corrections(project):
    before = key(project)
    path = project / "data/corrections.csv"
    path.write_text(path.read_text() + "C1,minerals,{},name,,x,,,,cell\n")
    assert key(project) != before


def test_key_follows_the_lock_file(project):
    before = key(project)
    (project / "requirements.txt").write_text("pandas==4\n")
    assert key(project) != before


def test_key_follows_package_code(project, monkeypatch):
    before = key(project)
    monkeypatch.setattr(cache, "package_code", lambda: "other code")
    assert key(project) != before


@pytest.mark.parametrize(
    "name, counts",
    [
        ("analysis/new.py", True),
        ("charts/new.py", True),
        ("formats.py", True),
        ("pages/new.py", False),
        ("check/new.py", False),
        ("cli.py", False),
        ("execution/run.py", False),
    ],
)
def test_package_code_counts_what_a_notebook_can_reach(tmp_path, monkeypatch, name, counts):
    monkeypatch.setattr(cache, "__file__", str(tmp_path / "report/execution/cache.py"))
    before, whole = cache.package_code(), cache.package_code(only_kernel=False)
    assert (cache.package_code(), cache.package_code(only_kernel=False)) == (before, whole)
    touch_package(tmp_path / "report", name)
    assert (cache.package_code() != before) is counts
    assert cache.package_code(only_kernel=False) != whole


def test_file_digest_follows_a_change(tmp_path):
    path = tmp_path / "a.csv"
    pd.DataFrame({"a": [1]}).to_csv(path)
    before = cache.file_digest(path)
    path.write_text("a longer text", encoding="utf-8")
    assert cache.file_digest(path) != before
