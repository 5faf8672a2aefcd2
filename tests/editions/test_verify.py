"""One byte changed, a file gone or added, an edition gone or slipped in: each is a finding."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest

from report.editions.verify import SEALS, SUMS, check_editions, seal_line


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in ("2026-11", "2026-12"):
        folder = tmp_path / "editions" / name
        (folder / "tables").mkdir(parents=True)
        (folder / "values.jsonl").write_text('{"id":"val-ind-total"}\n', encoding="utf-8")
        (folder / "tables" / "minerals.csv.xz").write_bytes(b"packed")
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        sums = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(folder)}\n" for path in files]
        (folder / SUMS).write_text("".join(sums), encoding="utf-8")
        with (tmp_path / "editions" / SEALS).open("a", encoding="utf-8") as seals:
            seals.write(seal_line(folder))
    return tmp_path


def test_untouched_editions_have_no_findings(root: Path) -> None:
    assert check_editions(root) == []


def test_a_project_without_editions_has_no_findings(tmp_path: Path) -> None:
    assert check_editions(tmp_path) == []


@pytest.mark.parametrize("name", ["values.jsonl", "tables/minerals.csv.xz", SUMS])
def test_one_changed_byte_is_found(root: Path, name: str) -> None:
    path = root / "editions" / "2026-11" / name
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    findings = check_editions(root)
    assert f"editions/2026-11/{name}" in [finding.where for finding in findings]
    assert all(finding.severity == "error" and "2026-12" not in finding.where for finding in findings)


def test_a_file_gone_or_added_is_found(root: Path) -> None:
    (root / "editions" / "2026-11" / "values.jsonl").unlink()
    (root / "editions" / "2026-12" / "more.txt").write_text("x", encoding="utf-8")
    whats = {finding.where: finding.what for finding in check_editions(root)}
    assert whats["editions/2026-11/values.jsonl"].startswith("gone")
    assert whats["editions/2026-12/more.txt"].startswith("added")


def test_an_edition_gone_or_slipped_in_is_found(root: Path) -> None:
    home = root / "editions"
    shutil.move(home / "2026-11", home / "2027-01")
    whats = {finding.where: finding.what for finding in check_editions(root)}
    assert "gone" in whats["editions/2026-11"]
    assert "not sealed" in whats["editions/2027-01"]


def test_sums_written_anew_do_not_hide_a_change(root: Path) -> None:
    folder = root / "editions" / "2026-11"
    (folder / "values.jsonl").write_text("{}\n", encoding="utf-8")
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != SUMS)
    sums = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(folder)}\n" for path in files]
    (folder / SUMS).write_text("".join(sums), encoding="utf-8")
    assert [finding.where for finding in check_editions(root)] == [f"editions/2026-11/{SUMS}"]
