"""Comext and Statistics Canada: bulk files to tables; months, members, scalars and downloads."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pandas as pd
import pytest

from report.errors import BadInput
from report.sources import comext, statcan
from report.sources.run import run
from report.tabledata import load_table

from .files import csv_text

BULK = ("REPORTER,PARTNER,TRADE_TYPE,PRODUCT_NC,PRODUCT_SITC,FLOW,STAT_PROCEDURE,PERIOD,VALUE_EUR,QUANTITY_KG").split(
    ","
)
SAMPLE = "DECLARANT_ISO,PARTNER_ISO,PRODUCT_NC,FLOW,PERIOD,VALUE_IN_EUROS".split(",")
CODE = "75021000"


def bulk(*rows):
    return csv_text(
        [BULK, *[(who, of, "E", code, "", flow, "1", when, value, 1) for who, of, code, flow, when, value in rows]]
    )


def read(path, text, context, encoding="utf-8"):
    path.write_text(text, encoding=encoding)
    return comext.read([path], context).tables["eu_imports"].rows


def test_extra_eu_imports_of_known_codes(tmp_path, context):
    text = bulk(
        ("DE", "CA", CODE, "1", "202452", 100), ("DE", "CA", CODE, "1", "202452", 23),
        ("DE", "FR", CODE, "1", "202452", 9), ("DE", "CA", CODE, "2", "202452", 9),
        ("GR", "XS", CODE, "1", "202452", 7), ("DE", "NA", CODE, "1", "202452", 5),
        ("DE", "CA", "01012100", "1", "202452", 9), ("DE", "QX", CODE, "1", "202452", 9),
    )  # fmt: skip
    rows = read(tmp_path / "full202452.dat", text, context)
    assert rows.values.tolist() == [
        [2024, "DEU", "CAN", CODE, 123.0],
        [2024, "DEU", "NAM", CODE, 5.0],
        [2024, "GRC", "SRB", CODE, 7.0],
    ]


def test_the_layout_of_selections_and_a_spreadsheets_semicolons(tmp_path, context):
    lines = [SAMPLE, ("AT", "CA", CODE, 1, 2022, "16413,5")]
    rows = read(tmp_path / "a.csv", csv_text(lines, ";"), context, "utf-8-sig")
    assert rows.values.tolist() == [[2022, "AUT", "CAN", CODE, 16413.5]]


def test_the_projects_own_rows_come_again(tmp_path, context):
    import pycountry

    two = {country.alpha_3: country.alpha_2 for country in pycountry.countries} | {"XKX": "XK", "SRB": "XS"}
    old = context.table("eu_imports")
    old = old[old["year"] == 2023]
    lines = [(two[one.importer], two[one.exporter], one.cn8, 1, one.year, one.value_eur) for one in old.itertuples()]
    rows = read(tmp_path / "a.csv", csv_text([SAMPLE, *lines]), context)
    expected = old.sort_values(["year", "cn8", "importer", "exporter"], ignore_index=True)
    pd.testing.assert_frame_equal(rows, expected, check_dtype=False)


def test_twelve_months_are_a_year_and_eleven_are_none(tmp_path, context):
    months = [("DE", "CA", CODE, "1", f"2024{month:02d}", 10) for month in range(1, 13)]
    assert read(tmp_path / "a.dat", bulk(*months), context)["value_eur"].tolist() == [120.0]
    with pytest.raises(BadInput, match=r"11 month\(s\) of 2024"):
        read(tmp_path / "b.dat", bulk(*months[1:]), context)
    with pytest.raises(BadInput, match="2024 as a year and by month"):
        read(tmp_path / "c.dat", bulk(*months, ("DE", "CA", CODE, "1", "202452", 10)), context)


@pytest.mark.parametrize(
    ("text", "place", "what"),
    [
        (bulk(("DE", "CA", CODE, "1", "202452", "1.234,5")), "row 2, column VALUE_EUR", "not a number"),
        (bulk(("DE", "CA", CODE, "1", "202452", -1)), "row 2, column VALUE_EUR", "below 0"),
        (bulk(("DE", "CA", CODE, "1", "24", 1)), "row 2, column PERIOD", "not a year or month: '24'"),
        (bulk(("DE", "CA", CODE, "2", "202452", 1)), "", "no import of any code of hs_map"),
        ("REPORTER,PARTNER\nDE,CA\n", "row 1", "no column"),
        (bulk(("DE", "CA", CODE, "1", "202452", 1)) + "DE,CA\n", "row 3", "2 cells where the header has 10"),
    ],
)
def test_bad_bulk_files_are_named(tmp_path, context, text, place, what):
    with pytest.raises(BadInput) as caught:
        read(tmp_path / "full.dat", text, context)
    assert place in caught.value.where and what in caught.value.what and caught.value.next_step


STATCAN = (
    "REF_DATE,GEO,DGUID,Trade,Principal trading partners,UOM,UOM_ID,SCALAR_FACTOR,SCALAR_ID,VECTOR,COORDINATE,VALUE,"
    "STATUS,SYMBOL,TERMINATED,DECIMALS"
).split(",")


def statcan_zip(path, *rows):
    """A full-table download: the CSV file with a byte mark, and its metadata."""
    fixed = ("Dollars", 81, "millions", 6, "v1")
    lines = [
        (when, "Canada", "2016A000011124", "Export", who, *fixed, place, value, status, "", "", 1)
        for when, who, place, value, status in rows
    ]
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("12100175.csv", "\ufeff" + csv_text([STATCAN, *lines]))
        archive.writestr("12100175_MetaData.csv", '"Cube Title","Product Id"\n"Trade","12100175"\n')
    return path


ROWS = [("2025-11", "India", "1.1", 12.5, ""), ("2025-12", "India", "1.1", "", "x")]


def test_statcan_table_is_added_to_the_folder(tmp_path, context, checks):
    run("statcan", [statcan_zip(tmp_path / "12100175-eng.zip", *ROWS)], context, tmp_path / "data", cache=checks)
    rows = load_table(tmp_path / "data", "canada_trade")
    assert rows["series"].tolist() == ["Export | India"] * 2 and rows["table_id"].unique().tolist() == ["12100175"]
    assert rows["value"].tolist()[0] == 12.5e6 and pd.isna(rows["value"].tolist()[1])


def test_statcan_table_is_fetched_with_the_library(tmp_path, context, monkeypatch):
    """The library's own code runs; its session is given replies in the service's form, as there is no network here."""
    from stats_can import scwds

    archive = statcan_zip(tmp_path / "reply.zip", *ROWS).read_bytes()
    texts = "cansimId cubeTitleEn cubeTitleFr archiveStatusEn archiveStatusFr".split()
    lists = "subjectCode surveyCode dimension footnote correctionFootnote geoAttribute correction".split()
    meta = {**dict.fromkeys(texts, ""), **dict.fromkeys(lists, []), "productId": "12100175", "responseStatusCode": 0}
    meta |= {"cubeStartDate": "2020-01-01", "cubeEndDate": "2025-12-01", "issueDate": "2026-02-01", "frequencyCode": 6}
    meta |= {"nbSeriesCube": 1, "nbDatapointsCube": 2, "releaseTime": "2026-02-01T08:30", "archiveStatusCode": "2"}
    asked = []

    class Reply:
        status_code, headers = 200, {"content-length": str(len(archive))}

        def __init__(self, content):
            self.content = content

        def raise_for_status(self):
            return None

        def json(self):
            return self.content

        def iter_content(self, chunk_size):
            stream = io.BytesIO(archive)
            yield from iter(lambda: stream.read(chunk_size), b"")

    def request(method, url, **more):
        asked.append(url)
        if "getCubeMetadata" in url:
            return Reply([{"status": "SUCCESS", "object": meta}])
        if "getFullTable" in url:
            return Reply({"status": "SUCCESS", "object": "https://example.org/12100175-eng.zip"})
        return Reply(None)

    monkeypatch.setattr(scwds._session, "request", request)
    monkeypatch.setattr(scwds._session, "get", lambda url, **more: request("GET", url))
    context.options.update(cache=tmp_path / "kept")
    rows = statcan.read([Path("12-10-0175-01")], context).tables["canada_trade"].rows
    assert len(rows) == 2 and any("getFullTableDownloadCSV" in url for url in asked)


def test_statcan_years_and_wrong_dates(tmp_path, context):
    context.options.update(years="2024")
    with pytest.raises(BadInput, match="no row of these years"):
        statcan.read([statcan_zip(tmp_path / "12100175-eng.zip", *ROWS)], context)
    with pytest.raises(BadInput, match="not a year or month: '11/2025'"):
        statcan.read([statcan_zip(tmp_path / "a12100175.zip", ("11/2025", "India", "1.1", 1, ""))], context)
