"""BACI: reading CEPII's layout gives the project's own rows again, and a file that is not one is refused in words."""

from __future__ import annotations

import zipfile

import pandas as pd
import pytest

from report.errors import BadInput
from report.sources import baci

from .files import DATA, baci_zip, csv_text


@pytest.fixture(scope="module")
def flows() -> pd.DataFrame:
    """The project's flows of the last two years."""
    table = pd.read_parquet(DATA / "trade/flows.parquet")
    table = table[(table["year"] >= table["year"].max() - 1) & ~table["exporter"].isin(["XKX"])]
    return table[~table["importer"].isin(["XKX", "ANT", "SCG"])].reset_index(drop=True)


def one(text: str) -> dict[str, str]:
    return {"BACI_HS92_Y2024_V202701.csv": text}


SMALL = pd.DataFrame(
    [(2024, "CAN", "USA", "283691", 1_500_000.0, 12.5), (2024, "CHL", "TWN", "283691", 2000.0, None)],
    columns=["year", "exporter", "importer", "hs6", "value_usd", "weight_t"],
)
HEADER = "t,i,j,k,v,q\n"


def test_a_release_gives_the_rows_again(tmp_path, flows, context):
    read = baci.read([baci_zip(tmp_path / "b.zip", flows)], context).tables["trade_flows"]
    pd.testing.assert_frame_equal(read.rows, flows, check_dtype=False)
    assert read.record["edition"] == "HS92, release 202701"


def test_other_asia_is_taiwan_and_na_is_a_missing_weight(tmp_path, context):
    rows = baci.read([baci_zip(tmp_path / "b.zip", SMALL)], context).tables["trade_flows"].rows
    assert list(rows["importer"]) == ["USA", "TWN"]
    assert rows["weight_t"].isna().tolist() == [False, True]
    assert rows["value_usd"].tolist() == [1_500_000.0, 2000.0]


def test_padded_numbers_of_older_releases(tmp_path, context):
    text = HEADER + "2024,124,842,283691,     1500.000,      NA\n2024,152,842,283691,  2.000,  1.500\n"
    rows = baci.read([baci_zip(tmp_path / "b.zip", SMALL, changes=one(text))], context).tables["trade_flows"].rows
    assert rows["value_usd"].tolist() == [1_500_000.0, 2000.0]


def test_older_country_file_and_unpacked_folder(tmp_path, context):
    zipfile.ZipFile(baci_zip(tmp_path / "b.zip", SMALL, folder="BACI/")).extractall(tmp_path / "unpacked")
    file = tmp_path / "unpacked/BACI/country_codes_V202701.csv"
    header = "country_code,country_name_abbreviation,country_name_full,iso_2digit_alpha,iso_3digit_alpha\n"
    lines = "124,Canada,Canada,CA,CAN\n842,USA,USA,US,USA\n152,Chile,Chile,CL,CHL\n490,Other Asia,Other Asia,N/A,N/A\n"
    file.write_text(header + lines, encoding="utf-8")
    assert len(baci.read([tmp_path / "unpacked"], context).tables["trade_flows"].rows) == 2


def test_codes_that_are_no_number_and_other_goods_pass_by(tmp_path, context):
    text = HEADER + "2024,124,842,9999AA,5.000,NA\n2024,124,842,010111,5.000,1\n2024,124,842,283691,2.000,1\n"
    rows = baci.read([baci_zip(tmp_path / "b.zip", SMALL, changes=one(text))], context).tables["trade_flows"].rows
    assert rows["hs6"].tolist() == ["283691"]


def test_saved_by_a_spreadsheet_with_semicolons_and_decimal_commas(tmp_path, context):
    text = "\ufefft;i;j;k;v;q\n2024;124;842;283691;1500,5;NA\n"
    rows = baci.read([baci_zip(tmp_path / "b.zip", SMALL, changes=one(text))], context).tables["trade_flows"].rows
    assert rows["value_usd"].tolist() == [1_500_500.0]


def test_a_renamed_file_needs_the_revision_said(tmp_path, context):
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr("trade.csv", HEADER + "2024,124,842,283691,2.000,1\n")
        archive.writestr("c.csv", csv_text([("country_code", "country_iso3"), (124, "CAN"), (842, "USA")]))
    with pytest.raises(BadInput, match="no file name states the revision") as caught:
        baci.read([tmp_path / "x.zip"], context)
    assert "--revision" in caught.value.next_step
    context.options.update(revision="HS17")
    assert "HS17" in baci.read([tmp_path / "x.zip"], context).tables["trade_flows"].record["edition"]


def test_areas_that_are_no_country_are_left_out_and_counted(tmp_path, context):
    country = csv_text([("country_code", "country_iso3"), (124, "CAN"), (842, "USA"), (697, "R20")])
    text = HEADER + "2024,124,842,283691,2.000,1\n2024,697,842,283691,2.000,1\n"
    path = baci_zip(tmp_path / "b.zip", SMALL, changes=one(text) | {"country_codes_V202701.csv": country})
    read = baci.read([path], context)
    assert len(read.tables["trade_flows"].rows) == 1
    assert read.notes[0].startswith("1 rows (50.00% of the value)") and "R20" in read.notes[0]


BAD_ROWS = {
    "a comma between thousands": ('2024,124,842,283691,"1,500.000",1\n', "row 2, column v", "is no value"),
    "a word": ("2024,124,842,283691,many,1\n", "row 2, column v", "'many' is no value"),
    "an empty value": ("2024,124,842,283691,,1\n", "row 2, column v", "'' is no value"),
    "W as weight": ("2024,124,842,283691,1.0,W\n", "row 2, column q", "'W' is no weight or NA"),
    "a short code": ("2024,124,842,2836,1.0,1\n", "row 2, column k", "'2836' is no six-digit product code"),
    "a name for a number": ("2024,Canada,842,283691,1.0,1\n", "row 2, column i", "is no country number"),
    "a row cut short": ("2024,124,842,283691,1.0,1\n2024,124,8\n", "row 3", "3 cells where the header has 6"),
    "a negative value": ("2024,124,842,283691,-1.0,1\n", "column v", "a negative value"),
    "a negative weight": ("2024,124,842,283691,1.0,-1\n", "column q", "a negative weight"),
    "an unknown country": ("2024,124,999,283691,1.0,1\n", "column j", "country 999 is not in the country file"),
    "a row twice": ("2024,124,842,283691,1.0,1\n" * 2, "column t, i, j, k", "a row occurs twice"),
    "two years": ("2024,124,842,283691,1,1\n2023,124,842,283691,1,1\n", "column t", "several years"),
    "a year out of range": ("2204,124,842,283691,1,1\n", "column t", "not a year of trade statistics"),
    "nothing but a header": ("", "", "a header and no rows"),
}


@pytest.mark.parametrize("case", BAD_ROWS)
def test_a_bad_row_is_named(tmp_path, context, case):
    text, place, what = BAD_ROWS[case]
    path = baci_zip(tmp_path / "b.zip", SMALL, changes=one(HEADER + text))
    with pytest.raises(BadInput) as caught:
        baci.read([path], context)
    assert place in caught.value.where and what in caught.value.what and caught.value.next_step
    assert "BACI_HS92_Y2024_V202701.csv" in caught.value.where


def test_mixed_revisions_are_refused(tmp_path, context):
    more = {"BACI_HS17_Y2023_V202701.csv": HEADER + "2023,124,842,283691,1,1\n"}
    with pytest.raises(BadInput, match="mixed revisions: HS17 and HS92"):
        baci.read([baci_zip(tmp_path / "b.zip", SMALL, changes=more)], context)


@pytest.mark.parametrize(
    ("text", "place", "what"),
    [
        ("year,i,j,k,v,q\n2024,124,842,283691,1,1\n", "row 1, column t", "no column 't'"),
        ("t,i,j,k,v\n2024,124,842,283691,1\n", "row 1, column q", "no column 'q'"),
        ("", "row 1", "the columns are not t, i, j, k, v, q"),
    ],
)
def test_a_year_with_other_columns_is_not_passed_over(tmp_path, context, text, place, what):
    with pytest.raises(BadInput) as caught:
        baci.read([baci_zip(tmp_path / "b.zip", SMALL, changes=one(text))], context)
    assert place in caught.value.where and what in caught.value.what


def test_an_archive_of_something_else(tmp_path, context):
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr("a.csv", "a,b\n1,2\n")
    with pytest.raises(BadInput, match="no file with the columns t, i, j, k, v, q"):
        baci.read([tmp_path / "x.zip"], context)


def test_codes_of_another_producer_are_spared(tmp_path, context):
    others = {"750210": "UN Comtrade", "283691": "UN Comtrade"}
    resources = [dict(entry, other_producers=others) for entry in context.package["resources"]]
    vars(context)["package"] = {**context.package, "resources": resources}
    update = baci.read([baci_zip(tmp_path / "b.zip", SMALL)], context).tables["trade_flows"]
    assert update.spares == {"hs6": frozenset({"750210"})}
    assert update.record["other_producers"] == {"750210": "UN Comtrade"} and "750210" in update.record["citation"]
