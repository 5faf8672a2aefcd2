"""Canada's sales over time, before and after, and the placebo band."""

import pandas as pd
import pytest

from report.analysis.flows import before_after, export_totals, exports_to, indexed
from report.analysis.placebo import COLUMNS, placebo_band

YEARS = (2021, 2022)


@pytest.fixture
def exports(flows, hs_map):
    return exports_to(flows, hs_map, ["IND"], False, YEARS)


def test_exports_beside_the_partners_imports(exports):
    row = exports.set_index(["year", "mineral_id"]).loc[(2021, "lithium")]
    assert (row["value_usd"], row["weight_t"], row["partner_imports_usd"]) == (100, 10, 300)
    assert row["share_of_imports"] == pytest.approx(1 / 3)


def test_nothing_sold_is_a_zero(exports):
    row = exports.set_index(["year", "mineral_id"]).loc[(2022, "lithium")]
    assert (row["value_usd"], row["weight_t"], row["share_of_imports"]) == (0, 0, 0)


def test_totals_leave_baskets_out_and_mark_the_last_year(exports):
    totals = export_totals(exports).set_index("year")
    assert totals["value_usd"].to_dict() == {2021: 150, 2022: 0}
    assert totals["partner_imports_usd"].to_dict() == {2021: 350, 2022: 700}
    assert totals["provisional"].to_dict() == {2021: False, 2022: True}


def test_misfiled_spodumene_is_marked(shipped):
    exports = exports_to(shipped("trade/flows.parquet"), shipped("trade/hs_map.csv"), ["CHN"], False, (2016, 2021))
    marked = exports[exports["misfiled"]]
    assert marked["year"].tolist() == [2018, 2019]
    assert (marked["value_usd"] / marked["weight_t"]).round().tolist() == [475, 766]


@pytest.fixture
def totals():
    years = range(2018, 2025)
    return pd.DataFrame(
        {"year": years, "value_usd": [10.0, 20, 30, 99, 40, 50, 60], "weight_t": 1.0, "share_of_imports": 0.1}
    )


def test_before_and_after_leave_the_signing_year_out(totals):
    table = before_after(totals, "2021-07", window=2).set_index("period")
    assert table["value_usd"].to_dict() == {"before": 25, "after": 45}
    assert table["years"].to_dict() == {"before": 2, "after": 2}


def test_signing_after_the_data_has_no_after(totals):
    table = before_after(totals, "2026-03-02").set_index("period")
    assert table.loc["after", "years"] == 0
    assert pd.isna(table.loc["after", "value_usd"])
    assert table.loc["before", "first_year"] == 2021


def test_no_signing_date_gives_no_rows(totals):
    assert before_after(totals, "").empty


def test_index_of_the_base_years_is_one(totals):
    table = indexed(totals, (2018, 2020))
    assert table["value_index"].tolist()[:3] == [0.5, 1, 1.5]
    assert indexed(totals.assign(value_usd=0.0), (2018, 2020))["value_index"].isna().all()


def test_placebo_band_by_hand(hs_map):
    """Two buyers double and halve; a third is under the minimum; a fourth has an instrument."""
    amounts = {"BRA": (100, 200), "PER": (100, 50), "TUV": (1, 90), "IND": (100, 900)}
    rows = [
        (year, "CAN", buyer, "260300", float(value), float(value))
        for buyer, pair in amounts.items()
        for year, value in zip((2020, 2021), pair, strict=True)
    ]
    flows = pd.DataFrame(rows, columns=["year", "exporter", "importer", "hs6", "value_usd", "weight_t"])
    band = placebo_band(flows, hs_map, {"IND"}, (2020, 2020), (2020, 2021), minimum_usd=50).set_index("year")
    assert band.loc[2021, "value_index_median"] == pytest.approx(1.25)
    assert band.loc[2021, "value_index_low"] == pytest.approx(0.65)
    assert band.loc[2021, "weight_index_high"] == pytest.approx(1.85)
    assert band["countries"].tolist() == [2, 2]


def test_nothing_to_compare_gives_empty_tables(flows, hs_map):
    exports = exports_to(flows, hs_map, ["XXX"], False, YEARS)
    assert exports.empty
    assert export_totals(exports).empty
    assert placebo_band(flows, hs_map, {"USA", "IND", "DEU"}, YEARS, YEARS).columns.tolist() == COLUMNS
