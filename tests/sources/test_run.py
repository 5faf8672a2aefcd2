"""One import from files to a folder: what it shows, what it refuses, and that nothing is ever half written."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from report.check import check_data, errors
from report.check.findings import Finding
from report.errors import BadInput
from report.sources import folder
from report.sources.common import Context, Update
from report.sources.compare import compare
from report.sources.merge import merged
from report.sources.run import run

from .files import DATA, ROOT, baci_zip
from .test_comtrade import comtrade_csv, comtrade_records


@pytest.fixture(scope="module")
def flows() -> pd.DataFrame:
    """The last year of the project's flows, between countries that BACI's numbers are known for."""
    table = pd.read_parquet(DATA / "trade/flows.parquet")
    table = table[table["year"] == table["year"].max()]
    odd = ["XKX", "ANT", "SCG"]
    return table[~table["exporter"].isin(odd) & ~table["importer"].isin(odd)].reset_index(drop=True)


def digest(path: Path) -> dict[str, bytes]:
    return {str(one.relative_to(path)): one.read_bytes() for one in sorted(path.rglob("*")) if one.is_file()}


def test_a_newer_year_joins_the_others(tmp_path, context, checks, flows):
    newer = pd.concat([flows, flows.assign(year=flows["year"].max() + 1)])
    report = run("baci", [baci_zip(tmp_path / "b.zip", newer)], context, tmp_path / "data", cache=checks)
    (change,) = report.changes
    assert change.table == "trade_flows" and change.lost == () and change.rows[1] - change.rows[0] >= len(flows) - 50
    package = json.loads((tmp_path / "data/datapackage.json").read_text(encoding="utf-8"))
    entry = next(one for one in package["resources"] if one["name"] == "trade_flows")
    year = entry["schema"]["fields"][0]["constraints"]
    assert year["maximum"] == flows["year"].max() + 1 and year["minimum"] == 2005
    assert entry["obtained"] == "2027-02-01" and package["created"].startswith("2027-02-01")
    assert "202701" in entry["citation"] and entry["rows"] == change.rows[1]
    assert errors(check_data(tmp_path / "data", checks)) == []


def test_a_selection_is_refused_and_may_be_accepted(tmp_path, context, checks, flows):
    path = baci_zip(tmp_path / "b.zip", flows[flows["hs6"].isin(["283691", "260400"])])
    with pytest.raises(BadInput, match="coverage would be lost") as caught:
        run("baci", [path], context, tmp_path / "data", cache=checks)
    assert "hs6 in 2024" in caught.value.what and "--accept" in caught.value.next_step
    assert list(tmp_path.iterdir()) == [path], "nothing was written"
    report = run("baci", [path], context, tmp_path / "data", accept=True, cache=checks)
    assert report.changes[0].lost


@pytest.mark.parametrize(("column", "factor"), [("value_usd", 1000), ("value_usd", 0.001), ("weight_t", 1000)])
def test_another_unit_is_noticed(tmp_path, context, checks, flows, column, factor):
    path = baci_zip(tmp_path / "b.zip", flows.assign(**{column: flows[column] * factor}))
    with pytest.raises(BadInput, match=f"{column} is typically") as caught:
        run("baci", [path], context, tmp_path / "data", cache=checks)
    assert "another unit" in caught.value.what and not (tmp_path / "data").exists()


def test_an_import_into_a_folder_that_is_there_extends_it(tmp_path, context, checks):
    target = tmp_path / "data"
    for code in ("750210", "740311"):
        base = Context(target if target.exists() else DATA, today=context.today)
        path = comtrade_csv(tmp_path / f"{code}.csv", comtrade_records([code]))
        run("comtrade", [path], base, target, cache=checks)
    flows = pd.read_parquet(target / "trade/flows.parquet")
    assert {"750210", "740311"} <= set(flows["hs6"])
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith(".import")] == []


def test_a_fault_at_any_step_leaves_the_folder_as_it_was(tmp_path, context, checks, monkeypatch):
    target = Path(shutil.copytree(DATA, tmp_path / "data"))
    before = digest(target)
    path = comtrade_csv(tmp_path / "t.csv", comtrade_records(["750210"]))

    def broken(*arguments, **more):
        raise OSError(28, "No space left on device")

    for step in ("write_table", "write_descriptor", "put_in_place"):
        with monkeypatch.context() as patch:
            patch.setattr(f"report.sources.run.{step}", broken)
            with pytest.raises(BadInput, match="No space left on device"):
                run("comtrade", [path], Context(target, today=context.today), target, cache=checks)
        assert digest(target) == before
        assert {one.name for one in tmp_path.iterdir()} == {"data", "t.csv"}


def test_a_folder_with_something_else_is_left_alone(tmp_path, context):
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos/a.jpg").touch()
    with pytest.raises(BadInput, match="holds something else than data"):
        run("comtrade", [], context, tmp_path / "photos")
    with pytest.raises(BadInput, match="lies inside"):
        run("comtrade", [], context, DATA / "new")


def test_an_unknown_source_is_named():
    with pytest.raises(BadInput, match="no source 'bacci'") as caught:
        run("bacci", [], Context(DATA), Path("/nowhere"))
    assert "baci" in caught.value.cause


OLD = pd.DataFrame(
    {"year": [2023, 2023, 2024, 2024], "hs6": ["a", "b", "a", "b"], "value_usd": [10.0, 20.0, 30.0, 40.0]}
).astype({"hs6": "str"})
SCHEMA = {"primaryKey": ["year", "hs6"]}


def test_merge_replaces_what_the_new_rows_cover():
    new = pd.DataFrame({"year": [2024], "hs6": ["a"], "value_usd": [5.0]}).astype({"hs6": "str"})
    assert len(merged(OLD, Update(new, ("year",), {}), SCHEMA)) == 3
    assert len(merged(OLD, Update(new, ("year", "hs6"), {}), SCHEMA)) == 4
    assert len(merged(OLD, Update(new, (), {}), SCHEMA)) == 1
    assert len(merged(OLD, Update(new, (), {}, owns={"hs6": "a"}), SCHEMA)) == 3
    assert len(merged(OLD, Update(new, ("year",), {}, spares={"hs6": frozenset("b")}), SCHEMA)) == 4


def test_merge_refuses_a_key_twice():
    new = pd.concat([OLD, OLD.head(1)])
    with pytest.raises(BadInput, match="the key year, hs6 = 2023, a occurs twice"):
        merged(OLD, Update(new, ("year",), {}), SCHEMA)


def test_compare_says_what_is_new_lost_and_largest():
    new = pd.DataFrame(
        {"year": [2023, 2024, 2025], "hs6": ["a", "a", "c"], "value_usd": [10.0, 60.0, 1.0]}
    ).astype({"hs6": "str"})  # fmt: skip
    change = compare("trade_flows", OLD, new)
    assert "new in year: 2025" in change.lines and "new in hs6: c" in change.lines
    assert "largest change: a 2024: 30 to 60 (+100.0%)" in change.lines
    assert change.lost == ("hs6: b",)


AMOUNTS = pd.DataFrame(
    {"year": 2023, "hs6": list("aaaab"), "exporter": list("CDEFC"), "value_usd": [50.0, 10.0, 20.0, 30.0, 90.0]}
).astype({"hs6": "str", "exporter": "str"})


def test_a_code_that_lost_most_of_its_amount_was_cut_short():
    cut = AMOUNTS[~((AMOUNTS["hs6"] == "a") & AMOUNTS["exporter"].isin(["C", "F"]))]
    lost = compare("trade_flows", AMOUNTS, cut).lost
    assert "more than half of the value_usd of a in 2023 (27% left)" in lost
    fewer = AMOUNTS[~((AMOUNTS["hs6"] == "a") & AMOUNTS["exporter"].isin(["D"]))]
    assert not [text for text in compare("trade_flows", AMOUNTS, fewer).lost if "value_usd" in text]


def test_thousands_for_dollars_are_a_scale_and_not_a_loss():
    change = compare("trade_flows", AMOUNTS, AMOUNTS.assign(value_usd=AMOUNTS["value_usd"] / 1000))
    assert change.lost == () and "value_usd is typically one 1,000th of what it was" in change.odd[0]
    again = compare("trade_flows", AMOUNTS, AMOUNTS)
    assert again.lost == again.odd == () and again.lines == ("covers year 2023, 4 countries, 2 values of hs6",)


def test_a_scale_is_seen_in_the_keys_that_both_have():
    """A new code has no scale of its own yet; a new year of a known code is held against the code's other years."""
    other = pd.DataFrame({"year": [2023], "hs6": ["z"], "exporter": ["C"], "value_usd": [1e12]})
    assert compare("trade_flows", AMOUNTS, pd.concat([AMOUNTS, other])).odd == ()
    later = AMOUNTS.assign(year=2024, value_usd=AMOUNTS["value_usd"] * 1000)
    assert "1,000 times" in compare("trade_flows", AMOUNTS, pd.concat([AMOUNTS, later])).odd[0]


def test_a_warning_that_only_moved_to_another_row_is_not_new(tmp_path, monkeypatch):
    def warnings(folder, cache):
        rows, named = {"old": (3, "a"), "new": (4, "a b")}[folder.name]
        return [Finding(f"{folder}/t.csv", rows, one, "odd", "Rare.", "Look.", "warning") for one in named.split()]

    monkeypatch.setattr("report.check.check_data", warnings)
    said = folder.check(tmp_path / "new", tmp_path / "mine", tmp_path / "old", tmp_path)
    assert said == [f"{tmp_path}/mine/t.csv, row 4, column b: odd\n  Rare. Look."]


def test_the_command_prints_errors_without_a_traceback(tmp_path):
    (tmp_path / "b.zip").write_bytes(b"PK\x03\x04 cut short")
    command = [
        sys.executable,
        "-m",
        "report.cli",
        "import",
        "baci",
        str(tmp_path / "b.zip"),
        "--out",
        str(tmp_path / "o"),
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env={**os.environ, "COLUMNS": "200"})
    assert done.returncode == 2 and "cannot be opened as an archive" in done.stderr and "next step" in done.stderr
    assert "Traceback" not in done.stderr and not (tmp_path / "o").exists()


def test_the_command_never_writes_over_the_projects_data(tmp_path):
    command = [sys.executable, "-m", "report.cli", "import", "baci", str(tmp_path / "b.zip"), "--out", "data"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 2 and "--into-data" in done.stderr


def test_what_a_killed_import_left_goes_with_the_next_one_and_a_running_one_stays(tmp_path):
    base = tmp_path / "base"
    base.mkdir()
    (base / "table.csv").write_text("a\n1\n", encoding="utf-8")
    dead = tmp_path / f"{folder.PREFIX}dead"
    dead.mkdir()
    with folder.staged(base, tmp_path / "one") as first, folder.staged(base, tmp_path / "two") as second:
        assert not dead.exists()
        assert (first / "table.csv").exists() and (second / "table.csv").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["base"]
