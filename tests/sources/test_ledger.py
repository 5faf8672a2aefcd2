"""Rows that a user writes: an instrument, a partner, a mineral, an HS code; each held against its table's schema."""

from __future__ import annotations

import csv

import pytest

from report.chapters import chapters
from report.errors import BadInput
from report.sources import ledger
from report.sources.run import run
from report.tabledata import load_table

from .files import DATA, ROOT, csv_text, workbook

PARTNER = ["partner", "name", "name_with_article", "kind", "group", "order", "full_chapter"]
BRAZIL = ["BRA", "Brazil", "Brazil", "country", "other", 14, "false"]
MEMBERS = [["partner", "country"], ["BRA", "BRA"]]


def write(path, lines, encoding="utf-8", separator=","):
    path.write_text(csv_text(lines, separator), encoding=encoding)
    return path


def test_a_partner_is_two_rows(tmp_path, context, checks):
    files = [write(tmp_path / "partners.csv", [PARTNER, BRAZIL]), write(tmp_path / "partner_members.csv", MEMBERS)]
    report = run("ledger", files, context, tmp_path / "data", cache=checks)
    assert {change.table: change.rows[1] - change.rows[0] for change in report.changes} == {
        "partners": 1,
        "partner_members": 1,
    }
    with pytest.raises(BadInput, match="'partners/bra' is in the data but not in the table of contents") as caught:
        chapters(ROOT, tmp_path / "data")
    assert caught.value.next_step == "add the line `- file: partners/bra`"


def test_a_workbook_with_a_sheet_for_each_table(tmp_path, context):
    path = workbook(
        tmp_path / "mine.xlsx", {"partners": [PARTNER, BRAZIL], "Partner members": MEMBERS, "notes": [["x"]]}
    )
    tables = ledger.read([path], context).tables
    assert tables["partners"].rows["name"].tolist() == ["Brazil"] and set(tables) == {"partners", "partner_members"}


def test_a_renamed_file_is_known_by_its_columns(tmp_path, context):
    full = [*PARTNER, "signing_instrument", "critical_list"]
    path = write(tmp_path / "Brazil (1).csv", [full, [*BRAZIL, "", ""]], "utf-8-sig", ";")
    assert set(ledger.read([path], context).tables) == {"partners"}


def test_a_mineral_with_a_chapter_and_an_hs_code(tmp_path, context, checks):
    minerals = load_table(DATA, "minerals")
    quiet = minerals[~minerals["chapter"]].iloc[0].to_dict() | {"chapter": "true"}
    code = [
        "hs_code",
        "mineral_id",
        "stage",
        "description",
        "nomenclature",
        "in_trade_flows",
        "headline",
        "basket",
        "assigned_by",
    ]
    files = [
        write(tmp_path / "minerals.csv", [list(quiet), list(quiet.values())]),
        write(
            tmp_path / "hs_map.csv",
            [code, ["800120", "tin", "refined", "Tin alloys", "HS92", "false", "true", "false", "me"]],
        ),
    ]
    run("ledger", files, context, tmp_path / "data", cache=checks)
    with pytest.raises(BadInput, match=f"'minerals/{quiet['mineral_id']}'"):
        chapters(ROOT, tmp_path / "data")
    codes = load_table(tmp_path / "data", "hs_map").set_index("hs_code")
    assert codes.loc["800120", "mineral_id"] == "tin" and len(codes) == len(load_table(DATA, "hs_map")) + 1


def test_a_row_whose_key_is_there_replaces_it(tmp_path, context):
    from report.sources.merge import merged

    lines = list(csv.reader((DATA / "reference/partners.csv").read_text(encoding="utf-8").splitlines()))
    lines[1][lines[0].index("order")] = "99"
    update = ledger.read([write(tmp_path / "partners.csv", lines[:2])], context).tables["partners"]
    old = context.table("partners")
    new = merged(old, update, context.schema("partners"))
    assert len(new) == len(old) and new.set_index("partner").loc[lines[1][0], "order"] == 99


def test_markup_in_a_name_stays_text(tmp_path, context):
    row = ["BRA", "<script>alert(1)</script>", *BRAZIL[2:]]
    update = ledger.read([write(tmp_path / "partners.csv", [PARTNER, row])], context).tables["partners"]
    assert update.rows["name"].tolist() == ["<script>alert(1)</script>"]


def changed(at, value):
    return [value if position == at else cell for position, cell in enumerate(BRAZIL)]


BAD = {
    "a word not on the list": ([PARTNER, changed(3, "nation")], "row 2, column kind", "'nation' is not on the list"),
    "an empty required cell": ([PARTNER, changed(1, "")], "row 2, column name", "the cell is empty"),
    "a code of another form": ([PARTNER, changed(0, "brazil")], "row 2, column partner", "does not have the form"),
    "a word for a number": ([PARTNER, changed(5, "last")], "row 2, column order", "not a number: 'last'"),
    "a broken number": ([PARTNER, changed(5, "1.5")], "row 2, column order", "not a whole number: 1.5"),
    "below its limit": ([PARTNER, changed(5, "0")], "row 2, column order", "beyond the minimum of 1"),
    "not a truth": ([PARTNER, changed(6, "maybe")], "row 2, column full_chapter", "neither true nor false"),
    "a formula": ([PARTNER, changed(1, "=HYPERLINK(1)")], "row 2, column name", "a spreadsheet formula"),
    "a key twice": ([PARTNER, BRAZIL, BRAZIL], "row 3, column partner", "the key BRA occurs twice"),
    "an unknown column": ([[*PARTNER, "colour"], [*BRAZIL, "red"]], "row 1, column colour", "no column 'colour'"),
    "a missing column": ([PARTNER[1:], BRAZIL[1:]], "row 1, column partner", "the column is missing"),
    "a column twice": ([[*PARTNER, "kind"], [*BRAZIL, "bloc"]], "row 1", "the header names 'kind' twice"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_rows_are_named(tmp_path, context, case):
    lines, place, what = BAD[case]
    with pytest.raises(BadInput) as caught:
        ledger.read([write(tmp_path / "partners.csv", lines)], context)
    assert place in caught.value.where and what in caught.value.what and caught.value.next_step


def test_a_row_that_points_nowhere_is_found_before_anything_is_written(tmp_path, context, checks):
    files = [write(tmp_path / "partner_members.csv", [MEMBERS[0], ["ZZZ", "BRA"]])]
    with pytest.raises(BadInput, match="ZZZ"):
        run("ledger", files, context, tmp_path / "data", cache=checks)
    assert not (tmp_path / "data").exists()


def test_a_table_that_is_not_known(tmp_path, context):
    with pytest.raises(BadInput, match="which table is 'mine'"):
        ledger.read([write(tmp_path / "mine.csv", [["a"], ["b"]])], context)
