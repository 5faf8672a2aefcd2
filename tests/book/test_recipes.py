"""The recipes of the guide, run as they stand in book/rerun.md, with small files under the names they use.

The commands run in a copy of the project, in a shell. Building takes a minute or two, so those lines run in the slow
tests only; all others run always.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from ..sources.files import DATA, baci_zip, comtrade_csv, comtrade_records, csv_text, usgs_long
from ..sources.test_usgs import COBALT

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "book/rerun.md").read_text(encoding="utf-8")
COPIED = ("_toc.yml", "_config.yml", "book", "data", "notebooks", "requirements.txt", "pyproject.toml")


def baci_file(folder: Path) -> None:
    """The project's own flows with a year more: the last one again."""
    flows = pd.read_parquet(DATA / "trade/flows.parquet")
    last = int(flows["year"].max())
    odd = ["XKX", "ANT", "SCG"]
    flows = flows[(flows["year"] == last) & ~flows["exporter"].isin(odd) & ~flows["importer"].isin(odd)]
    baci_zip(folder / "BACI_HS92_V202701.zip", pd.concat([flows, flows.assign(year=last + 1)]))


def comtrade_files(folder: Path) -> None:
    """Two downloads of codes that the shipped data lack."""
    comtrade_csv(folder / "TradeData_nickel.csv", comtrade_records(["750210", "740311"], (2023, 2024)))
    comtrade_csv(folder / "TradeData_potash.csv", comtrade_records(["310420"], (2023, 2024)))


def usgs_file(folder: Path) -> None:
    """An edition with one commodity."""
    usgs_long(folder / "MCS2027_Commodities_Data.csv", COBALT)


def ledger_files(folder: Path) -> None:
    """An instrument of a made-up kind, its partner and its source."""
    instrument = {
        "instrument_id": "XX-TEST-2026", "title": "A test", "short_title": "A test", "form": "memorandum",
        "role": "instrument", "level": "national", "binding": "unknown", "binding_evidence": "No text was seen",
        "date": "2026-05-04", "date_precision": "day",
        "date_start": "2026-05-04", "date_end": "2026-05-04", "status": "unknown", "listed_by_nrcan": "false",
        "confidence": "low", "newest_source_date": "2026-05-04",
    }  # fmt: skip
    source = {
        "source_id": "XX01", "title": "A test", "publisher": "A ministry", "url": "https://example.org/", "published":
        "2026-05-04", "kind": "official", "reliability": "A", "credibility": "2", "grade_reason": "a test",
        "quotable": "true",
    }  # fmt: skip
    rows = {
        "instruments": instrument,
        "sources": source,
        "instrument_partners": {
            "instrument_id": "XX-TEST-2026",
            "partner": "JPN",
            "kind": "partner",
            "primary": "true",
        },
        "instrument_sources": {"instrument_id": "XX-TEST-2026", "source_id": "XX01"},
    }
    for name, row in rows.items():
        (folder / f"{name}.csv").write_text(csv_text([list(row), list(row.values())]), encoding="utf-8")


def partner_files(folder: Path) -> None:
    """Brazil."""
    head = "partner,name,name_with_article,kind,group,order,full_chapter".split(",")
    brazil = ["BRA", "Brazil", "Brazil", "country", "other", 90, "false"]
    (folder / "partners.csv").write_text(csv_text([head, brazil]), encoding="utf-8")
    (folder / "partner_members.csv").write_text("partner,country\nBRA,BRA\n", encoding="utf-8")


RECIPES: dict[str, Callable[[Path], None]] = {
    "rerun-baci": baci_file,
    "rerun-comtrade": comtrade_files,
    "rerun-usgs": usgs_file,
    "rerun-ledger": ledger_files,
    "rerun-partner": partner_files,
}


def commands(label: str) -> list[str]:
    """The lines of the first block of commands under a label, continued lines joined, remarks left out."""
    section = GUIDE.split(f"({label})=", 1)[1].split("\n(", 1)[0]
    block = re.search(r"```text\n(.*?)```", section, re.DOTALL)
    assert block, label
    lines = block[1].replace("\\\n", " ").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project whose `.venv/bin/report` runs the code under test."""
    root = tmp_path / "project"
    root.mkdir()
    for name in COPIED:
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copyfile)(source, root / name)
    command = root / ".venv/bin/report"
    command.parent.mkdir(parents=True)
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m report.cli "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    return root


def shell(line: str, root: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "200"}
    return subprocess.run(line, shell=True, cwd=root, env=environment, capture_output=True, text=True)


def asks_for_a_line(line: str, label: str, done: subprocess.CompletedProcess[str], seen: list[str]) -> bool:
    """The one command of the guide that is meant to stop: the check before `_toc.yml` has the new page."""
    return label == "rerun-partner" and " check " in line and not any("sed" in one for one in seen)


def follow(label: str, root: Path, build: bool) -> list[str]:
    """Run the recipe; returns what was printed, line by line."""
    RECIPES[label](root)
    printed, seen = [], []
    for line in commands(label):
        if " build " in line and not build:
            continue
        done = shell(line, root)
        if asks_for_a_line(line, label, done, seen):
            assert done.returncode == 2 and "add the line `- file: partners/bra`" in done.stderr
        else:
            assert done.returncode == 0, f"{line}\n{done.stdout}\n{done.stderr}"
        seen.append(line)
        printed.append(done.stdout)
    return printed


@pytest.mark.skipif(os.name == "nt", reason="the guide's commands are for a Unix shell")
@pytest.mark.parametrize("label", RECIPES)
def test_recipe_imports_and_checks_as_written(label, project):
    printed = follow(label, project, build=False)
    assert "Written:" in printed[0] and "nothing wrong" in printed[-1]


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="the guide's commands are for a Unix shell")
@pytest.mark.parametrize("label", RECIPES)
def test_recipe_builds_as_written(label, project):
    follow(label, project, build=True)
    assert (project / "_build/html/index.html").exists()
    assert label != "rerun-partner" or (project / "_build/html/partners/bra.html").exists()


@pytest.mark.slow
def test_brazil_and_kazakhstan_get_chapters(project):
    partner_files(project)
    kazakhstan = "KAZ,Kazakhstan,Kazakhstan,country,other,91,false\n"
    with (project / "partners.csv").open("a", encoding="utf-8") as stream:
        stream.write(kazakhstan)
    with (project / "partner_members.csv").open("a", encoding="utf-8") as stream:
        stream.write("KAZ,KAZ\n")
    contents = (project / "_toc.yml").read_text(encoding="utf-8")
    first = "      - file: partners/ind\n"
    added = first + "      - file: partners/bra\n      - file: partners/kaz\n"
    (project / "_toc.yml").write_text(contents.replace(first, added), encoding="utf-8")
    for line in (
        ".venv/bin/report import ledger partners.csv partner_members.csv --out wider",
        ".venv/bin/report build --data wider",
    ):
        done = shell(line, project)
        assert done.returncode == 0, done.stderr
    for code in ("bra", "kaz"):
        assert (project / f"_build/html/partners/{code}.html").stat().st_size > 50_000


def test_every_recipe_of_the_guide_is_run():
    section = GUIDE.split("(rerun-own-data)=", 1)[1].split("(rerun-by-hand)=", 1)[0]
    assert re.findall(r"^\((rerun-[a-z]+)\)=$", section, re.MULTILINE) == list(RECIPES)
