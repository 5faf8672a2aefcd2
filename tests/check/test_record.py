"""A table changed on purpose is recorded on request, and only then."""

from __future__ import annotations

import json
from pathlib import Path

from report.check.package import check_package
from report.check.record import record, row_count


def write(folder: Path, rows: str) -> None:
    (folder / "minerals.csv").write_text(f"mineral_id\n{rows}", encoding="utf-8")


def folder_with_a_table(tmp_path: Path) -> Path:
    write(tmp_path, "lithium\n")
    entry = {
        "name": "minerals",
        "path": "minerals.csv",
        "bytes": 0,
        "hash": "",
        "rows": 0,
        "schema": {"fields": [{"name": "mineral_id", "type": "string"}]},
    }
    (tmp_path / "datapackage.json").write_text(json.dumps({"name": "small", "resources": [entry]}), encoding="utf-8")
    return tmp_path


def test_record_brings_bytes_hash_and_rows_up_to_date_once(tmp_path: Path) -> None:
    folder = folder_with_a_table(tmp_path)
    assert record(folder) == ["minerals: 0 rows recorded, 1 now"]
    assert record(folder) == []
    entry = json.loads((folder / "datapackage.json").read_text())["resources"][0]
    assert (entry["rows"], entry["bytes"]) == (1, (folder / "minerals.csv").stat().st_size)


def test_a_change_is_found_until_it_is_recorded(tmp_path: Path) -> None:
    folder = folder_with_a_table(tmp_path)
    record(folder)
    write(folder, "lithium\ncobalt\n")
    found = [str(finding) for finding in check_package(folder, tmp_path / "cache")]
    assert any("report check --record" in text for text in found)
    record(folder)
    found = [str(finding) for finding in check_package(folder, tmp_path / "cache")]
    assert not any("report check --record" in text for text in found)


def test_rows_are_counted_as_csv_and_not_as_lines(tmp_path: Path) -> None:
    path = tmp_path / "notes.csv"
    path.write_text('note\n"two\nlines"\n', encoding="utf-8")
    assert row_count(path) == 1
