"""A data folder is what its descriptor says, and an unchanged one is checked from memory."""

import json
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.check import cache, package, workers
from report.check.package import check_package

from .builder import field, foreign_key, write_package, write_table

COUNTRIES = [field("country", required=True)]
FLOWS = [field("year", "integer", required=True), field("country"), field("value_t", "number", minimum=0)]


def good(folder, rows=((2023, "CAN", "1.5"), (2024, "USA", ""))):
    countries = write_table(folder, "countries", COUNTRIES, [["CAN"], ["USA"]], ["country"])
    keys = [foreign_key("country", "countries", "country")]
    flows = write_table(folder, "flows", FLOWS, list(rows), ["year", "country"], keys)
    return write_package(folder, countries, flows)


def change_record(folder, position=1, **changes):
    path = folder / "datapackage.json"
    descriptor = json.loads(path.read_text())
    descriptor["resources"][position].update(changes)
    path.write_text(json.dumps(descriptor))


def whats(folder, cache_dir):
    return [f"{finding.row} {finding.column} {finding.what}" for finding in check_package(folder, cache_dir)]


def test_a_good_package_passes(tmp_path):
    assert check_package(good(tmp_path / "data"), tmp_path / "cache") == []


def test_cells_are_named_by_row_and_column(tmp_path):
    rows = [(2023, "CAN", "-1"), ("x", "USA", "1"), (2023, "CAN", "1"), (2024, "XXX", "y")]
    found = whats(good(tmp_path / "data", rows), tmp_path / "cache")
    assert len(found) == 5
    assert any(text.startswith("2 value_t below") for text in found)
    assert any(text.startswith("3 year not of the declared type: 'x'") for text in found)
    assert any(text.startswith("4 year, country key") for text in found)
    assert any(text.startswith("5 country key unknown") for text in found)
    assert any(text.startswith("5 value_t not of") for text in found)


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"producer": ""}, "producer"),
        ({"citation": None}, "citation"),
        ({"edition": ""}, "edition"),
        ({"licenses": []}, "licenses"),
        ({"checked": ""}, "checked"),
        ({"sources": [{}]}, "sources"),
        ({"obtained": "last week"}, "obtained"),
        ({"bytes": 1}, "bytes"),
        ({"hash": "sha256:0"}, "hash"),
        ({"rows": 7}, "7"),
        ({"path": "absent.csv"}, "no such file"),
        ({"name": "countries"}, "twice"),
        ({"schema": {"fields": []}}, "schema"),
    ],
)
def test_records_are_complete_and_true(tmp_path, changes, word):
    folder = good(tmp_path / "data")
    change_record(folder, **changes)
    assert any(word in text for text in whats(folder, tmp_path / "cache"))


def test_a_quantity_has_a_unit_and_a_label_none(tmp_path):
    fields = [field("edition", "integer"), field("members", "integer"), {"name": "value_t", "type": "number"}]
    folder = write_package(tmp_path, write_table(tmp_path, "t", fields, []))
    assert [finding.what.split("`")[1] for finding in check_package(folder, tmp_path / "c")] == ["members", "value_t"]


def test_a_file_without_a_record_is_found(tmp_path):
    folder = good(tmp_path / "data")
    (folder / "stray.csv").write_text("a\n1\n")
    [finding] = check_package(folder, tmp_path / "cache")
    assert finding.where.endswith("stray.csv")


@pytest.mark.parametrize("text", [None, "{", "[]", '{"resources": []}', '{"resources": [1]}'])
def test_a_folder_without_a_descriptor_is_one_finding(tmp_path, text):
    if text is not None:
        (tmp_path / "datapackage.json").write_text(text)
    assert len(check_package(tmp_path, tmp_path / "cache")) == 1


def test_a_header_that_differs_is_found(tmp_path):
    folder = good(tmp_path / "data")
    (folder / "flows.csv").write_text("year,country,other\n2023,CAN,1\n2024,USA,1\n")
    assert any("header differs" in text for text in whats(folder, tmp_path / "cache"))


def test_long_tables_are_checked_by_column_with_the_same_verdicts(tmp_path, monkeypatch):
    rows = [(2023, "CAN", "-1"), ("x", "USA", "1"), (2023, "CAN", "1"), (2024, "XXX", "y")]
    folder = good(tmp_path / "data", rows)
    by_row = check_package(folder, tmp_path / "cache")
    monkeypatch.setattr(package, "LONG_TABLE_ROWS", 1)
    by_column = check_package(folder, tmp_path / "other")
    places = [{(one.row, one.column) for one in found} for found in (by_row, by_column)]
    assert places[0] == places[1]


def test_verdicts_are_remembered_until_something_changes(tmp_path, monkeypatch):
    folder, store = good(tmp_path / "data"), tmp_path / "cache"
    check_package(folder, store)
    validated = []
    real = package.check_table
    monkeypatch.setattr(
        package, "check_table", lambda data_dir, group: validated.append(group[0]["name"]) or real(data_dir, group)
    )
    check_package(folder, store)
    assert validated == []
    write_table(folder, "countries", COUNTRIES, [["CAN"]], ["country"])
    assert any("key unknown" in finding.what for finding in check_package(folder, store))
    assert sorted(validated) == ["countries", "flows"]


def test_a_damaged_memory_is_ignored(tmp_path):
    folder, store = good(tmp_path / "data", [(2023, "CAN", "-1")]), tmp_path / "cache"
    first = check_package(folder, store)
    for text in ("{", "[]", '{"key": 1}', json.dumps({"key": "x", "findings": [{"a": 1}]})):
        for path in store.iterdir():
            path.write_text(text)
        assert check_package(folder, store) == first


def test_a_damaged_record_under_the_right_key_is_ignored(tmp_path):
    cache.write(tmp_path, "x", "key", [])
    path = tmp_path / "check-x.json"
    path.write_text(path.read_text().replace("[]", '[{"what": 1}]'))
    assert cache.read(tmp_path, "x", "key") is None


def test_with_a_warm_memory_nothing_slow_is_imported(tmp_path):
    folder, store = good(tmp_path / "data"), tmp_path / "cache"
    code = (
        "import sys; from pathlib import Path; from report.check import check_data\n"
        f"check_data(Path({str(folder)!r}), Path({str(store)!r}))\n"
        "print([name for name in ('pandas', 'frictionless', 'pyarrow', 'duckdb') if name in sys.modules])"
    )
    runs = [subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True) for _ in range(2)]
    assert runs[1].stdout.strip() == "[]"


def test_many_bytes_go_to_child_processes(tmp_path, monkeypatch):
    folder = good(tmp_path / "data", [(2023, "CAN", "-1")])
    alone = check_package(folder, tmp_path / "cache")
    monkeypatch.setattr(package, "CHILDREN_FROM_BYTES", 0)
    assert check_package(folder, tmp_path / "other") == alone


def test_a_child_that_fails_is_not_overlooked(tmp_path):
    with pytest.raises(subprocess.CalledProcessError):
        workers.check_tables(tmp_path, [[{"not": "a record"}]], [1])


@given(st.lists(st.integers(0, 100), min_size=1, max_size=30), st.integers(1, 4))
def test_work_is_split_without_loss(sizes, shares):
    parts = workers.split(sizes, shares)
    assert sorted(position for part in parts for position in part) == list(range(len(sizes)))
