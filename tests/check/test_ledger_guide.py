"""docs/ledger.md does as it says: its rows pass, the analysis follows them, and each slip gives the message shown."""

import re
from pathlib import Path

import pytest

from report.analysis import ledger as analysis
from report.analysis import money
from report.check import sanity
from report.check.package import check_package
from report.tabledata import load_table

from .ledger_copy import change, copy_ledger, rows_of, write_rows

GUIDE = (Path(__file__).resolve().parents[2] / "docs" / "ledger.md").read_text(encoding="utf-8")
ROWS = re.findall(r"`data/ledger/(\w+)\.csv`:\n\n```csv\n(.*?)```", GUIDE, flags=re.DOTALL)
SLIP = r"In `data/ledger/(\w+)\.csv`, `(\w+)` of `([\w-]+)` written as (nothing|`[\w-]+`):\n\n```text\n(.*?)```"
SLIPS = re.findall(SLIP, GUIDE, flags=re.DOTALL)


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory):
    return tmp_path_factory.mktemp("verdicts")


@pytest.fixture
def folder(tmp_path):
    """The ledger with the rows of the guide appended as they are written."""
    copy_ledger(tmp_path / "data")
    for name, lines in ROWS:
        with (tmp_path / "data" / "ledger" / f"{name}.csv").open("a", encoding="utf-8") as stream:
            stream.write(lines)
    name = ROWS[0][0]
    write_rows(tmp_path / "data", name, *rows_of(tmp_path / "data", name))
    return tmp_path / "data"


def findings(folder, verdicts):
    """All findings, as printed in the project's folder, without the number of the row, which grows with the ledger."""
    found = check_package(folder, verdicts) + sanity.run(folder)
    return [re.sub(r"row \d+", "row N", str(one).replace(f"{folder}/", "data/")) for one in found]


def test_the_guide_shows_every_table_of_an_instrument_and_a_project():
    assert {name for name, _ in ROWS} >= {
        "sources", "instruments", "instrument_partners", "instrument_sources", "instrument_minerals",
        "instrument_areas", "milestones", "milestone_sources", "projects", "project_partners", "project_sources",
    }  # fmt: skip
    assert len(SLIPS) >= 8


def test_the_rows_of_the_guide_pass(folder, verdicts):
    assert findings(folder, verdicts) == []


def test_the_analysis_follows_the_rows(folder):
    def table(name):
        return load_table(folder, name)

    own = analysis.instruments_of("KOR", table("instruments"), table("instrument_partners"))
    assert "EX-MOU-2026" in set(own["instrument_id"])
    scope = analysis.scope_matrix(own, table("instrument_areas"), table("areas"))
    assert scope.loc[scope["covered"] & (scope["instrument_id"] == "EX-MOU-2026"), "source_ids"].tolist() == ["EX01"]
    paid = money.money_of("KOR", table("projects"), table("project_partners")).set_index("project_id")
    assert paid.loc["P901", ["bound", "stage"]].tolist() == ["up to", "announced"]


@pytest.mark.parametrize(("name", "column", "key", "written", "message"), SLIPS)
def test_a_slip_gives_the_message_shown(folder, verdicts, name, column, key, written, message):
    identity = rows_of(folder, name)[0][0]
    change(folder, name, {identity: key}, **{column: "" if written == "nothing" else written.strip("`")})
    assert re.sub(r"row \d+", "row N", message).strip() in "\n".join(findings(folder, verdicts))
    assert message.strip()
