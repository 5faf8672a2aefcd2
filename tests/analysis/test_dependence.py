"""Suppliers and concentration: answers by hand, then figures of an independent computation."""

import math

import pandas as pd
import pytest

from report.analysis.dependence import (
    DEPENDENCE_COLUMNS,
    by_stage,
    dependence,
    share_of_canada,
    suppliers,
    suppliers_of_all,
    yearly_ranges,
)
from report.analysis.trade import importer_members

POOL = (2021, 2022)


@pytest.fixture
def india(flows, hs_map):
    return dependence(suppliers(flows, hs_map, ["IND"], False, POOL)).set_index(["mineral_id", "stage"])


def test_value_shares_by_hand(india):
    """Lithium: Canada 100, China 600, Chile 300 of 1000: .01 + .36 + .09."""
    row = india.loc[("lithium", "refined")]
    assert row["imports_usd"] == 1000
    assert (row["share_canada"], row["share_china"]) == pytest.approx((0.1, 0.6))
    assert (row["largest_supplier"], row["supplier_count"]) == ("CHN", 3)
    assert row["hhi_0_1"] == pytest.approx(0.46)
    assert row["effective_suppliers"] == pytest.approx(1 / 0.46)
    assert not row["above_line"]


def test_weight_shares_by_hand(india):
    """Tonnes known: Canada 10, China 30, Chile 40; 400 of 1000 dollars carry no weight."""
    row = india.loc[("lithium", "refined")]
    assert row["imports_t"] == 80
    assert row["weight_coverage_share"] == pytest.approx(0.6)
    assert row["weight_largest_supplier"] == "CHL"
    assert (row["weight_share_canada"], row["weight_share_china"]) == pytest.approx((0.125, 0.375))
    assert row["weight_hhi_0_1"] == pytest.approx((100 + 900 + 1600) / 6400)


def test_single_supplier_is_over_the_line(india):
    row = india.loc[("copper", "ore")]
    assert (row["largest_supplier"], row["hhi_0_1"], row["above_line"]) == ("CAN", 1, True)


def test_basket_keeps_its_row_without_headline(india):
    assert not india.loc[("platinum-group", "ore"), "headline"]


def test_bloc_counts_outside_suppliers_only(flows, hs_map):
    table = dependence(suppliers(flows, hs_map, ["DEU", "FRA"], True, POOL))
    assert table["imports_usd"].tolist() == [100]
    assert table["share_canada"].tolist() == pytest.approx([0.6])


def test_by_year_gives_one_row_per_year(flows, hs_map):
    table = dependence(suppliers(flows, hs_map, ["IND"], False, POOL, by_year=True))
    lithium = table[table["mineral_id"] == "lithium"].set_index("year")
    assert lithium["imports_usd"].to_dict() == {2021: 300, 2022: 700}
    assert lithium.loc[2022, "weight_share_china"] == 0


def test_all_partners_equal_one_by_one(flows, hs_map, partners, partner_members):
    together = dependence(suppliers_of_all(flows, hs_map, partners, partner_members, POOL))
    for code in partners["partner"]:
        members, bloc = importer_members(partners, partner_members, code)
        alone = dependence(suppliers(flows, hs_map, members, bloc, POOL))
        same = together[together["partner"] == code].drop(columns="partner").reset_index(drop=True)
        assert same.equals(alone)


def test_partner_without_rows_gives_an_empty_table(flows, hs_map):
    table = dependence(suppliers(flows, hs_map, ["XXX"], False, POOL))
    assert table.empty
    assert table.columns.tolist() == ["mineral_id", "stage", "headline", *DEPENDENCE_COLUMNS]
    assert table[table["headline"]].columns.tolist() == table.columns.tolist()


# Computed apart from this code on the same release, 2021-2024: partner, mineral, stage, imports in USD millions,
# Canada's share, China's share, HHI on 0-10 000, suppliers, largest supplier.
CHECKED = [
    ("EUU", "cobalt", "refined", 2243.6175, 0.1683, 0.117, 955.4296, 57, "CAN"),
    ("EUU", "graphite-natural", "ore", 614.5074, 0.013, 0.3469, 1810.8457, 59, "CHN"),
    ("EUU", "nickel", "ore", 1343.7027, 0.396, 0.0009, 2645.5454, 48, "CAN"),
    ("USA", "aluminium", "refined", 24981.1865, 0.7262, 0.0002, 5397.4278, 51, "CAN"),
    ("USA", "graphite-natural", "ore", 570.7855, 0.0948, 0.6759, 4747.6798, 54, "CHN"),
    ("USA", "platinum-group", "scrap", 3998.7989, 0.1397, 0.0098, 1606.3742, 88, "GBR"),
    ("AUS", "copper", "ore", 373.827, 0.1179, 0.0, 2162.2175, 30, "BWA"),
]


@pytest.mark.parametrize(
    ("partner", "mineral", "stage", "millions", "canada", "china", "index", "count", "top"), CHECKED
)
def test_figures_of_an_independent_computation(
    shipped, partner, mineral, stage, millions, canada, china, index, count, top
):
    partners, members = shipped("reference/partners.csv"), shipped("reference/partner_members.csv")
    importer = importer_members(partners, members, partner)
    rows = suppliers(shipped("trade/flows.parquet"), shipped("trade/hs_map.csv"), *importer, (2021, 2024))
    row = dependence(rows).set_index(["mineral_id", "stage"]).loc[(mineral, stage)]
    assert row["imports_usd"] / 1e6 == pytest.approx(millions, abs=1e-4)
    assert row["share_canada"] == pytest.approx(canada, abs=5.1e-5)
    assert row["share_china"] == pytest.approx(china, abs=5.1e-5)
    assert row["hhi_0_1"] * 10000 == pytest.approx(index, abs=1e-3)
    assert (row["supplier_count"], row["largest_supplier"]) == (count, top)


def test_spread_of_the_years_by_hand(flows, hs_map):
    """India's lithium: China 200 of 300 in 2021 and 400 of 700 in 2022; Canada 100 of 300, then nothing."""
    pool = dependence(suppliers(flows, hs_map, ["IND"], False, POOL))
    years = suppliers(flows, hs_map, ["IND"], False, POOL, by_year=True)
    row = yearly_ranges(years, pool).set_index(["mineral_id", "stage"]).loc[("lithium", "refined")]
    assert (row["largest_low"], row["largest_high"]) == pytest.approx((4 / 7, 2 / 3))
    assert (row["canada_low"], row["canada_high"]) == pytest.approx((0, 1 / 3))
    assert (row["hhi_low"], row["hhi_high"]) == pytest.approx((13 / 32, 5 / 9))


def test_no_year_gives_no_spread(flows, hs_map):
    none = suppliers(flows, hs_map, ["XXX"], False, POOL, by_year=True)
    assert yearly_ranges(none, dependence(none)).empty


def test_a_stage_without_a_code_is_not_a_zero(flows, hs_map):
    """Lithium ore has no code; copper ore was bought for 50; copper metal is not in the trade table."""
    pool = dependence(suppliers(flows, hs_map, ["IND"], False, POOL))
    minerals = hs_map[["mineral_id"]].drop_duplicates().assign(name="x")
    states = by_stage(pool, minerals, hs_map, 60.0).set_index(["mineral_id", "stage"])["state"]
    assert states[("lithium", "refined")] == "seen"
    assert states[("lithium", "ore")] == states[("copper", "refined")] == "no code"
    assert states[("copper", "ore")] == "little"
    assert states[("platinum-group", "ore")] == "no code"
    bare = by_stage(pool[pool["mineral_id"] != "copper"], minerals, hs_map, 60.0).set_index(["mineral_id", "stage"])
    assert bare.loc[("copper", "ore"), "state"] == "none"


def test_share_of_canada_is_weighted_by_imports_and_unknown_without_any():
    table = pd.DataFrame({"share_canada": [0.5, 0.0], "imports_usd": [10.0, 30.0]})
    assert share_of_canada(table) == 0.125
    assert math.isnan(share_of_canada(table.iloc[:0]))
