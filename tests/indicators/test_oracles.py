"""The indicators reproduce published numbers; what cannot be tested is listed with the input that is missing."""

import csv
from pathlib import Path

import pytest

import report.indicators
from tests.oracles import Case, cases, overview, us_import_shares_from_canada

ROOT = Path(__file__).resolve().parents[2]
TESTABLE = [case for case in cases() if not case.missing_input]
OTHERS = [case for case in cases() if case.missing_input]


@pytest.mark.parametrize("case", TESTABLE, ids=lambda case: case.oracle_id)
def test_published_number(case: Case):
    arguments = dict(case.arguments)
    if case.indicator == "eu_supply_risk":
        arguments.setdefault("hhi_eu", None)
    found = getattr(report.indicators, case.indicator)(**arguments)
    found = getattr(found, case.result) if case.result else found
    assert found * case.scale == pytest.approx(case.expected, abs=case.tolerance, rel=0)


@pytest.mark.parametrize("case", OTHERS, ids=lambda case: case.oracle_id)
def test_what_is_not_testable_says_what_is_missing(case: Case):
    assert case.missing_input in overview()
    assert not case.arguments


def test_ids_are_unique_and_cited():
    ids = [case.oracle_id for case in cases()]
    assert len(ids) == len(set(ids))
    assert all(case.citation for case in cases())


def test_every_input_belongs_to_a_case():
    with (ROOT / "tests/oracles/inputs.csv").open(encoding="utf-8") as file:
        assert {row["oracle_id"] for row in csv.DictReader(file)} == {case.oracle_id for case in TESTABLE}


def test_the_page_lists_them_all():
    assert (ROOT / "docs/oracles.md").read_text(encoding="utf-8") == overview()


def test_one_governance_value_fits_all_heavy_rare_earths_and_no_wider_range_does():
    """The interval in which China's scaled governance must lie is set by dysprosium below and by erbium above."""
    values = {
        case.oracle_id: case.arguments for case in TESTABLE if "-low" in case.oracle_id or "-high" in case.oracle_id
    }
    below = values["eu-dysprosium-low"] | {"hhi_gs": values["eu-dysprosium-low"]["hhi_gs"] - 0.01, "hhi_eu": None}
    above = values["eu-erbium-high"] | {"hhi_gs": values["eu-erbium-high"]["hhi_gs"] + 0.01, "hhi_eu": None}
    assert report.indicators.eu_supply_risk(**below) < 5.55
    assert report.indicators.eu_supply_risk(**above) > 5.65


def test_governance_of_china_in_the_shipped_table_is_near_that_interval():
    """The producer recalculated all years since the study; the four years before it still come within 0.03."""
    with (ROOT / "data/context/governance.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["country"] == "CHN" and 2017 <= int(row["year"]) <= 2020]
    risk = report.indicators.governance_risk([float(row["estimate"]) for row in rows])
    assert len(rows) == 24
    assert 5.6627 - 0.03 <= risk <= 5.7071 + 0.03


def test_us_import_shares_are_those_of_a_second_transcription():
    with (ROOT / "data/trade/us_import_sources.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["country"] == "CAN"]
    shipped = {(row["commodity"], row["detail"]): (float(row["share"]), row["flag"]) for row in rows}
    for row in us_import_shares_from_canada().itertuples():
        share, flag = shipped[row.commodity, row.detail]
        assert (100 * share, flag) == (pytest.approx(row.share_percent), row.flag)


def test_published_reliance_is_the_shipped_one():
    with (ROOT / "data/dependence/import_reliance.csv").open(encoding="utf-8") as file:
        shipped = {
            (row["mineral_id"], row["year"]): row["reliance_percent"]
            for row in csv.DictReader(file)
            if row["detail"] in ("salient statistics", "salient statistics: Refined zinc")
        }
    for case in TESTABLE:
        if case.indicator == "net_import_reliance":
            _, mineral, year = case.oracle_id.split("-")
            assert float(shipped[mineral, year]) == case.expected
