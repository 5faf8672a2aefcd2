"""UN Comtrade: every form of download, the two reports of one flow, and gaps of the book that close by themselves."""

from __future__ import annotations

import gzip
import json

import pandas as pd
import pytest

from report.analysis.trade import annotated
from report.errors import BadInput
from report.sources import comtrade
from report.sources.common import Context
from report.sources.run import run
from report.tabledata import load_table

from .files import (
    BUYERS,
    COMTRADE,
    DATA,
    comtrade_csv,
    comtrade_json,
    comtrade_record,
    comtrade_records,
    csv_text,
    workbook,
)

GAPS = ("750210", "740311", "310420", "850760", "850511")
"""Refined nickel and copper, potash, batteries, magnets: in hs_map, without rows in trade_flows."""


@pytest.fixture(autouse=True)
def still_gaps(context):
    """A gap that a later edition of the data closes has to leave this list."""
    held = set(context.table("trade_flows")["hs6"])
    assert not held & set(GAPS) and set(GAPS) <= set(context.table("hs_map")["hs_code"])


def rows_of(files, context) -> pd.DataFrame:
    return comtrade.read(files, context).tables["trade_flows"].rows


def test_all_forms_of_a_download_say_the_same(tmp_path, context):
    records = comtrade_records(["750210"])
    named = {
        "web": comtrade_csv(tmp_path / "TradeData.csv", records),
        "cp1252": comtrade_csv(
            tmp_path / "TradeData2.csv", [{**one, "partnerDesc": "Türkiye"} for one in records], "cp1252"
        ),
        "semicolons": comtrade_csv(tmp_path / "TradeData3.csv", records, "utf-8-sig", ";"),
        "api": comtrade_json(tmp_path / "reply.json", records),
        "excel": workbook(
            tmp_path / "TradeData_download.xlsx",
            {"Sheet1": [COMTRADE, *[[one[name] for name in COMTRADE] for one in records]], "Sheet2": []},
        ),
    }
    columns = ["refYear", "reporterCode", "partnerCode", "flowCode", "cmdCode", "classificationCode", "netWgt"]
    bulk = [[*columns, "primaryValue"], *[[one[name] for name in (*columns, "primaryValue")] for one in records]]
    named["bulk"] = tmp_path / "COMTRADE-FINAL-2024.txt.gz"
    named["bulk"].write_bytes(gzip.compress(csv_text(bulk, "\t").encode()))
    expected = rows_of([named["web"]], context)
    assert len(expected) == 50
    for path in named.values():
        pd.testing.assert_frame_equal(rows_of([path], context), expected, check_dtype=False)


def test_importers_report_counts_free_on_board_and_others_are_mirrored(tmp_path, context):
    records = comtrade_records(["750210"])
    records.append({**comtrade_record("PRT", "CAN", "M", "750210", 2024, 106.0, 0), "fobvalue": 90.0})
    flows = rows_of([comtrade_csv(tmp_path / "a.csv", records)], context).set_index(["exporter", "importer"])
    assert flows.loc[("CAN", "USA"), "value_usd"] == round(1e6 / 1.06)
    assert flows.loc[("CAN", "USA"), "weight_t"] == 10.0
    assert flows.loc[("CAN", "PER"), "value_usd"] == 5e5, "Peru did not report: the exporter's report"
    assert flows.loc[("CAN", "PRT"), "value_usd"] == 90.0, "free on board as given"
    assert pd.isna(flows.loc[("CAN", "PRT"), "weight_t"]), "a weight of zero is none"


def test_gaps_close_by_themselves(tmp_path, context, checks):
    files = [comtrade_csv(tmp_path / "TradeData_7.csv", comtrade_records(GAPS, (2023, 2024)))]
    report = run("comtrade", files, context, tmp_path / "data", cache=checks)
    hs_map = pd.read_csv(tmp_path / "data/trade/hs_map.csv", dtype="str").set_index("hs_code")
    assert (hs_map.loc[list(GAPS), "in_trade_flows"] == "true").all()
    flows = pd.read_parquet(tmp_path / "data/trade/flows.parquet")
    before = pd.read_parquet(DATA / "trade/flows.parquet")
    assert set(flows["hs6"]) - set(before["hs6"]) == set(GAPS)
    pd.testing.assert_frame_equal(flows[~flows["hs6"].isin(GAPS)].reset_index(drop=True), before)
    entry = entry_of(tmp_path / "data")
    assert entry["partial"] == {code: [2023, 2024] for code in sorted(GAPS)}
    assert "UN Comtrade" in entry["citation"] and entry["obtained"] == "2027-02-01"
    assert {change.table for change in report.changes} == {"trade_flows", "hs_map"}


def test_chapters_see_the_codes(tmp_path, context, checks):
    run(
        "comtrade", [comtrade_csv(tmp_path / "t.csv", comtrade_records(GAPS))], context, tmp_path / "data", cache=checks
    )
    coded = annotated(*(load_table(tmp_path / "data", name) for name in ("trade_flows", "hs_map")))
    refined = coded[(coded["mineral_id"] == "nickel") & (coded["stage"] == "refined") & (coded["exporter"] == "CAN")]
    assert refined["value_usd"].sum() > 0


def test_a_second_import_adds_years_and_replaces_its_own(tmp_path, context, checks):
    target = tmp_path / "data"
    run(
        "comtrade",
        [comtrade_csv(tmp_path / "a.csv", comtrade_records(["750210"], (2023,)))],
        context,
        target,
        cache=checks,
    )
    again = Context(target, today=context.today)
    files = [comtrade_csv(tmp_path / "b.csv", comtrade_records(["750210"], (2023, 2024)))]
    run("comtrade", files, again, target, cache=checks)
    assert entry_of(target)["partial"] == {"750210": [2023, 2024]}
    assert entry_of(target)["citation"].count("UN Comtrade") == 2


def test_codes_that_baci_has_stay_unless_asked(tmp_path, context):
    path = comtrade_csv(tmp_path / "a.csv", comtrade_records(["2604"]))
    with pytest.raises(BadInput, match="trade_flows has these from CEPII BACI: 260400 in 2024"):
        comtrade.read([path], context)
    context.options.update(overwrite=True)
    assert set(rows_of([path], context)["hs6"]) == {"260400"}, "a heading with one code stands for it"


def test_two_downloads_that_overlap_count_once(tmp_path, context):
    records = comtrade_records(["750210"])
    files = [comtrade_csv(tmp_path / "a.csv", records), comtrade_csv(tmp_path / "b.csv", records[10:])]
    assert len(rows_of(files, context)) == 50


def entry_of(folder) -> dict:
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    return next(entry for entry in package["resources"] if entry["name"] == "trade_flows")


def changed(**values):
    records = comtrade_records(["750210"])
    records[1] = {**records[1], **values}
    return records


BAD = {
    "monthly": (changed(freqCode="M"), "row 3, column freqcode", "monthly data"),
    "services": (changed(typeCode="S"), "row 3", "services"),
    "another classification": (changed(classificationCode="S4"), "row 3", "not the Harmonized System"),
    "a thousands mark": (changed(primaryValue="1,500.00"), "row 3, column primaryvalue", "not a number: '1,500.00'"),
    "W for a value": (changed(primaryValue="W"), "row 3, column primaryvalue", "not a number: 'W'"),
    "no value": (changed(primaryValue=None), "row 3, column primaryValue", "no value"),
    "a negative value": (changed(primaryValue=-5), "row 3, column primaryvalue", "below 0"),
    "a negative weight": (changed(netWgt=-5), "row 3, column netwgt", "below 0"),
    "a shifted column": (changed(refYear="H6"), "row 3, column refYear", "not a year: 'H6'"),
    "no code": (changed(cmdCode="nickel"), "row 3, column cmdCode", "not an HS code"),
    "two values of one flow": (
        [*comtrade_records(["750210"]), comtrade_record("USA", "CAN", "M", "750210", 2024, 7.0, 7.0)],
        "column primaryValue",
        "two values for one flow",
    ),
    "a heading of several codes": (comtrade_records(["7502"]), "column cmdCode", "hs_map has none of its codes: 7502"),
    "one reporter": (
        [one for one in comtrade_records(["750210"]) if one["reporterISO"] == "CAN"],
        "column reporterCode",
        "only 1 reporter(s) in 2024",
    ),
    "one partner": (
        [one for one in comtrade_records(["750210"]) if one["partnerISO"] in ("CAN", "W00")],
        "column partnerCode",
        "of the reported world total",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_downloads_are_named(tmp_path, context, case):
    records, place, what = BAD[case]
    with pytest.raises(BadInput) as caught:
        comtrade.read([comtrade_csv(tmp_path / "TradeData.csv", records)], context)
    assert place in caught.value.where and what in caught.value.what and caught.value.next_step


def test_a_few_reporters_may_be_accepted(tmp_path, context):
    records = [one for one in comtrade_records(["750210"]) if one["reporterISO"] in BUYERS[:2]]
    context.options.update(accept=True)
    assert len(rows_of([comtrade_csv(tmp_path / "t.csv", records)], context)) == 4


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ('{"message": "Access denied due to invalid subscription key"}', "no records Access denied"),
        ('{"data": [', "not JSON"),
        ("a,b\n1,2\n", "no column 'refyear'"),
    ],
)
def test_replies_without_records(tmp_path, context, text, what):
    (tmp_path / "reply.json").write_text(text, encoding="utf-8")
    with pytest.raises(BadInput) as caught:
        comtrade.read([tmp_path / "reply.json"], context)
    assert what in caught.value.what
