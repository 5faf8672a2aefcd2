"""The recipes of the guide, run as they stand in book/rerun.md, with small files under the names they use.

The commands run in a shell, in a project that has the shipped data and a short book: all partners, one mineral, small
notebooks. Afterwards the book's own notebooks are run on the data that the recipe left, for a few chapters.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from report.build import Options, make_site
from report.chapters import FAMILIES, Chapter, chapters
from report.chapters import _chapter as chapter_of
from report.chapters import _members as members
from report.execution.run import execute_all
from report.registry import Registry
from report.settings import parse_assignments
from report.sources.common import Context
from report.sources.run import run as import_files
from report.tabledata import load_published

from ..bad_input.folder import record
from ..project import FILLER, write_notebook, write_table
from ..sources.files import DATA, baci_zip, comtrade_csv, comtrade_records, csv_text, usgs_long
from ..sources.test_usgs import COBALT

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "book/rerun.md").read_text(encoding="utf-8")
MINERAL = "nickel"
BOOK_LEVEL = ("index", "landscape", "canada", "synthesis")
FIRST = {"partner": "IND", "mineral": MINERAL}
SIDES = {
    "partner": "'importer'].isin(data.partner_members.query('partner == @settings.partner')['country']",
    "mineral": "'hs6'].isin(data.hs_map.query('mineral_id == @settings.mineral')['hs_code']",
}
INDEX = f"""
# %% [markdown]
# (index)=
# # Summary
#
# {{{{ listed }}}} minerals are followed. {FILLER}
# %% tags=parameters
data_dir = "data"
# %%
import report

settings = report.parameters(globals())
data = report.tables(settings.data_dir, "minerals")
report.value("listed", len(data.minerals), unit="count", sources=["minerals"])
"""
CHAPTER = f"""
# %% [markdown]
# (chapter)=
# # A chapter
#
# The value was {{{{ total }}}} in {{{{ year }}}}. {FILLER}
# %% tags=parameters
PARAMETER
last_year = 2024
data_dir = "data"
# %%
import report

settings = report.parameters(globals())
data = report.tables(settings.data_dir, "trade_flows", "hs_map", "partner_members")
# %%
chosen = data.trade_flows[data.trade_flows[SIDE)].query("year == @settings.last_year")
report.value("total", chosen["value_usd"].sum(), unit="usd", sources=["trade_flows"])
report.value("year", settings.last_year, unit="year", sources=["trade_flows"])
"""


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


def small_book(root: Path) -> None:
    """Small notebooks and texts, and every partner and one mineral in the table of contents."""
    pages = [f"partners/{code.lower()}" for code in load_published(DATA, "partners")["partner"]]
    pages += [f"minerals/{MINERAL}", "methods", "data"]
    contents = "".join(f"  - file: {page}\n" for page in pages)
    (root / "_toc.yml").write_text(f"format: jb-book\nroot: index\nchapters:\n{contents}", encoding="utf-8")
    for name, text in (("index", INDEX), ("partnership", CHAPTER), ("mineral", CHAPTER)):
        family = "partner" if name == "partnership" else "mineral"
        written = text.replace("PARAMETER", f'{family} = "{FIRST[family]}"').replace("SIDE", SIDES[family])
        write_notebook(root / "notebooks" / f"{name}.ipynb", written)
    (root / "book").mkdir()
    (root / "book/methods.md").write_text(f"(methods)=\n# Methods\n\n{FILLER}\n", encoding="utf-8")
    labels = "\n\n".join(f"(data-{name})=\n## {name}" for name in ("trade-flows", "partners", "minerals", "hs-map"))
    (root / "book/data.md").write_text(f"(data)=\n# Data\n\n{FILLER}\n\n{labels}\n", encoding="utf-8")
    shutil.copytree(ROOT / "book/assets", root / "book/assets")


def one_mineral_chapter(data: Path) -> None:
    """Let one mineral have a chapter; the others stay in the tables."""
    path = data / "reference/minerals.csv"
    table = pd.read_csv(path, dtype="str", keep_default_na=False)
    write_table(path, table.assign(chapter=(table["mineral_id"] == MINERAL).map({True: "true", False: "false"})))
    record(data)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The shipped data with a short book, and a `.venv/bin/report` that runs the code under test."""
    root = tmp_path / "project"
    shutil.copytree(DATA, root / "data")
    for name in ("_config.yml", "requirements.txt", "pyproject.toml"):
        shutil.copyfile(ROOT / name, root / name)
    one_mineral_chapter(root / "data")
    small_book(root)
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


def follow(label: str, root: Path) -> list[str]:
    """Run the recipe; returns what was printed, command by command."""
    RECIPES[label](root)
    printed, seen = [], []
    for line in commands(label):
        done = shell(line, root)
        if asks_for_a_line(line, label, done, seen):
            assert done.returncode == 2 and "add the line `- file: partners/bra`" in done.stderr
        else:
            assert done.returncode == 0, f"{line}\n{done.stdout}\n{done.stderr}"
        seen.append(line)
        printed.append(done.stdout)
    return printed


def with_added_pages(folder: Path, added: Sequence[str]) -> Path:
    """A folder with the book's own notebooks and texts, and `added` pages in its table of contents."""
    for name in ("notebooks", "book"):
        shutil.copytree(ROOT / name, folder / name)
    for name in ("_config.yml", "requirements.txt"):
        shutil.copyfile(ROOT / name, folder / name)
    contents = (ROOT / "_toc.yml").read_text(encoding="utf-8")
    first = "      - file: partners/ind\n"
    assert first in contents
    new = "".join(f"      - file: {page}\n" for page in added)
    (folder / "_toc.yml").write_text(contents.replace(first, first + new), encoding="utf-8")
    return folder


def run_chapters(
    root: Path, data: Path, pages: Sequence[str], settings: dict[str, Any] | None = None
) -> tuple[list[Chapter], dict[str, Path], Registry]:
    """The book's own notebooks for `pages`, run on `data`: chapters, executed notebooks and what they declared."""
    known = {f"{family}/{code}": (family, value) for family in FAMILIES for code, value in members(family, data)}
    chosen = [chapter_of(root, page, known) for page in pages]
    executed = execute_all(root, data, chosen, settings or {}, root / "_build/.cache/executed")
    return chosen, executed, Registry.read(executed, chosen)


def settings_of(label: str) -> dict[str, Any]:
    """The parameters that the recipe's build sets."""
    (build,) = [line for line in commands(label) if " build " in line]
    return parse_assignments(re.findall(r"--set (\S+)", build))


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="the guide's commands are for a Unix shell")
@pytest.mark.parametrize("label", RECIPES)
def test_recipe_runs_as_written(label, project, tmp_path):
    printed = follow(label, project)
    assert "Written:" in printed[0] and "nothing wrong" in printed[-2] and "The book is at" in printed[-1]
    added = ["partners/bra"] if label == "rerun-partner" else []
    for page in ["index", "partners/ind", *added]:
        assert (project / f"_build/html/{page}.html").exists()
    data = project / re.search(r"--out (\w+)", " ".join(commands(label)))[1]
    root = with_added_pages(tmp_path / "whole", added)
    pages = [*BOOK_LEVEL, f"minerals/{MINERAL}", *(added or ["partners/ind"])]
    _, _, registry = run_chapters(root, data, pages, settings_of(label))
    assert {entry.chapter.page for entry in registry.entries.values()} == set(pages)


@pytest.mark.slow
def test_brazil_and_kazakhstan_get_chapters(tmp_path):
    """Rows and lines of the table of contents only; their notebooks run on the shipped data, their pages are built."""
    partner_files(tmp_path)
    with (tmp_path / "partners.csv").open("a", encoding="utf-8") as stream:
        stream.write("KAZ,Kazakhstan,Kazakhstan,country,other,91,false\n")
    with (tmp_path / "partner_members.csv").open("a", encoding="utf-8") as stream:
        stream.write("KAZ,KAZ\n")
    files = [tmp_path / "partners.csv", tmp_path / "partner_members.csv"]
    data = tmp_path / "wider"
    import_files("ledger", files, Context(DATA), data)
    added = ["partners/bra", "partners/kaz"]
    root = with_added_pages(tmp_path / "whole", added)
    assert set(added) <= {chapter.page for chapter in chapters(root, data)}
    notebooks, executed, registry = run_chapters(root, data, added)
    texts = [chapter_of(root, page, {}) for page in ("data", "methods", "glossary", "rerun")]
    contents = "".join(f"  - file: {page}\n" for page in ("methods", "glossary", "rerun", *added))
    (root / "_toc.yml").write_text(f"format: jb-book\nroot: data\nchapters:\n{contents}", encoding="utf-8")
    said: list[str] = []
    site = make_site(Options(root=root, data_dir=data, say=said.append), [*texts, *notebooks], executed, registry)
    for code, name in (("bra", "Brazil"), ("kaz", "Kazakhstan")):
        page = (site / f"partners/{code}.html").read_text(encoding="utf-8")
        assert f"Canada sold {name}" in page or f"{name} imports" in page
        assert all(f'id="{identity}"' in page for identity in registry.entries if identity.startswith(f"fig-{code}-"))
    assert len(registry.of("figure")) >= 12


@pytest.mark.slow
def test_a_comtrade_file_closes_the_gaps_that_the_book_names(tmp_path):
    """Refined nickel and copper, potash, batteries and magnets: named as gaps by the chapters, and then shown."""
    data = tmp_path / "pulled"
    codes = {"nickel": "750210", "copper": "740311", "potash": "310420", "lithium": "850760", "rare-earths": "850511"}
    path = comtrade_csv(tmp_path / "TradeData.csv", comtrade_records(list(codes.values()), (2021, 2022, 2023, 2024)))
    import_files("comtrade", [path], Context(DATA), data)
    root = with_added_pages(tmp_path / "whole", [])
    pages = [f"minerals/{mineral}" for mineral in codes]
    before, after = (run_chapters(root, folder, pages)[2] for folder in (DATA, data))
    for mineral, code in codes.items():
        rows = [
            next(row for row in rows_of(registry, f"tbl-mineral-{mineral}-codes") if code in row)
            for registry in (before, after)
        ]
        assert rows[0] != rows[1], f"{code} of {mineral}"


def rows_of(registry: Registry, identity: str) -> list[list[Any]]:
    """The rows of a declared table."""
    return registry.entries[identity].content["data"]["rows"]


def test_every_recipe_of_the_guide_is_run():
    section = GUIDE.split("(rerun-own-data)=", 1)[1].split("(rerun-by-hand)=", 1)[0]
    assert re.findall(r"^\((rerun-[a-z]+)\)=$", section, re.MULTILINE) == list(RECIPES)
