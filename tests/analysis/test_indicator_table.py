"""The whole grid of indicators: equal to the pure functions, cell by cell, and to the chapters' own tables."""

import numpy as np
import pandas as pd
import pytest

from report.analysis.dependence import DEPENDENCE_COLUMNS, dependence, suppliers_of_all
from report.analysis.indicator_table import CELL_COLUMNS, MARKET_COLUMNS, RIVAL_COLUMNS, indicator_tables
from report.analysis.specialisation import comparative_advantage, complementarity, rivals
from report.analysis.trade import CELL, annotated, headline_on_list, importer_members, imports_of, within
from report.indicators import (
    IndicatorError,
    effective_number_of_suppliers,
    export_similarity_index,
    governance_risk,
    governance_weighted_hhi,
    herfindahl_hirschman_index,
    normalized_herfindahl_hirschman_index,
    symmetric_revealed_comparative_advantage,
    theil_index,
    trade_intensity_index,
)

INDICATORS = ["cc", "ge", "pv", "rl", "rq", "va"]
YEARS = (2019, 2024)
SAMPLE = 60


def governance_of(estimates: dict[str, float], year: int = 2021) -> pd.DataFrame:
    rows = [(year, country, name, value) for country, value in estimates.items() for name in INDICATORS]
    return pd.DataFrame(rows, columns=["year", "country", "indicator", "estimate"])


@pytest.fixture
def small(flows, hs_map, partners, partner_members):
    governance = governance_of({"CAN": 1.5, "CHN": -0.5})
    return indicator_tables(flows, hs_map, partners, partner_members, governance, (2021, 2022), by_year=False)


@pytest.fixture(scope="module")
def basket(shipped):
    return headline_on_list(shipped("trade/hs_map.csv"), shipped("reference/minerals.csv"))


@pytest.fixture(scope="module")
def governance(shipped):
    frame = shipped("context/governance.csv")
    return frame.assign(estimate=pd.to_numeric(frame["estimate"]))


@pytest.fixture(scope="module")
def world(shipped, basket):
    return (
        shipped("trade/flows.parquet"),
        basket,
        *(shipped(f"reference/{name}.csv") for name in ("partners", "partner_members")),
    )


@pytest.fixture(scope="module")
def tables(world, governance):
    return indicator_tables(*world, governance, YEARS)


@pytest.fixture(scope="module")
def sampled(world, tables):
    """Sampled cells, each with the imports behind it by exporter, summed the plain way."""
    flows, hs_map, partners, members = world
    rows = annotated(within(flows, YEARS), hs_map)
    pairs = []
    for cell in tables.cells.sample(SAMPLE, random_state=1).itertuples():
        bought = imports_of(rows[rows["year"] == cell.year], *importer_members(partners, members, cell.partner))
        here = (bought["mineral_id"] == cell.mineral_id) & (bought["stage"] == cell.stage)
        here &= bought["headline"] == cell.headline
        pairs.append((cell, bought[here].groupby("exporter")["value_usd"].sum()))
    return pairs


def test_governance_by_hand(small):
    """India's lithium: Canada .1 at g 2, China .6 at g 6, Chile .3 without an estimate: .02 + 2.16 and .09 * 10."""
    row = small.cells.set_index(["partner", "mineral_id", "stage"]).loc[("IND", "lithium", "refined")]
    assert row["governance_hhi_low"] == pytest.approx(2.18)
    assert row["governance_hhi_high"] == pytest.approx(3.08)
    assert row["governance_coverage_share"] == pytest.approx(0.7)
    assert row["governance_year"] == 2021


def test_bloc_and_member_are_both_there(small):
    imports = small.cells.groupby("partner")["imports_usd"].sum()
    assert imports.to_dict() == {"DEU": 560, "EUU": 100, "IND": 1950}


def test_trade_inside_a_bloc_is_no_part_of_its_world(small):
    """5650 in the basket; 500 of it went from France to Germany."""
    assert small.markets.set_index("partner")["world_usd"].to_dict() == {"DEU": 5650, "EUU": 5150, "IND": 5650}


def test_single_supplier_has_no_normalised_index(small):
    row = small.cells.set_index(["partner", "mineral_id"]).loc[("IND", "copper")]
    assert np.isnan(row["normalized_hhi_0_1"])
    assert row["theil"] == 0


def test_cells_outside_the_basket_have_no_advantage(small):
    outside = small.cells[~small.cells["headline"]]
    assert len(outside)
    assert outside[["rca", "rsca", "tii"]].isna().all(axis=None)


def test_no_flows_give_no_rows(flows, hs_map, partners, partner_members):
    found = indicator_tables(flows, hs_map, partners, partner_members, governance_of({"CAN": 1.0}), (1990, 1991))
    assert [len(table) for table in found] == [0, 0, 0]
    assert [list(table) for table in found] == [CELL_COLUMNS, MARKET_COLUMNS, RIVAL_COLUMNS]


@pytest.mark.parametrize("headline", [True, False])
def test_columns_are_the_same_with_and_without_a_basket(flows, hs_map, partners, partner_members, headline):
    hs_map = hs_map.assign(headline=headline)
    found = indicator_tables(flows, hs_map, partners, partner_members, governance_of({"CAN": 1.0}), (2021, 2022))
    assert [list(table) for table in found] == [CELL_COLUMNS, MARKET_COLUMNS, RIVAL_COLUMNS]
    assert [len(table) > 0 for table in found] == [True, headline, headline]


def test_exporter_that_sells_nothing_has_no_market(flows, hs_map, partners, partner_members):
    governance = governance_of({"CAN": 1.0})
    found = indicator_tables(flows, hs_map, partners, partner_members, governance, (2021, 2022), exporter="ZWE")
    assert len(found.cells) > 0
    assert (len(found.markets), len(found.rivals)) == (0, 0)


def test_partner_without_members_is_named(flows, hs_map, partners, partner_members):
    unknown = pd.concat([partners, pd.DataFrame([("XYZ", "Nowhere", "country")], columns=partners.columns)])
    with pytest.raises(IndicatorError, match="'XYZ' has no members") as caught:
        indicator_tables(flows, hs_map, unknown, partner_members, governance_of({"CAN": 1.0}), (2021, 2022))
    assert caught.value.value == "XYZ"


def test_missing_governance_year_is_named(flows, hs_map, partners, partner_members):
    with pytest.raises(IndicatorError, match="^governance_year: 1999"):
        governance = governance_of({"CAN": 1.0})
        indicator_tables(flows, hs_map, partners, partner_members, governance, (2021, 2022), governance_year=1999)


def test_dependence_is_that_of_the_chapters(world, tables):
    chapters = dependence(suppliers_of_all(*world, YEARS, by_year=True))
    keys = ["partner", "year", *CELL]
    mine, theirs = (frame.set_index(keys).sort_index()[DEPENDENCE_COLUMNS] for frame in (tables.cells, chapters))
    pd.testing.assert_frame_equal(mine, theirs, check_index_type=False, check_dtype=False)


def test_concentration_is_that_of_the_pure_functions(sampled):
    for cell, sales in sampled:
        assert cell.hhi_0_1 == pytest.approx(herfindahl_hirschman_index(sales))
        assert cell.effective_suppliers == pytest.approx(effective_number_of_suppliers(sales))
        sold = sales[sales > 0]
        assert cell.theil == pytest.approx(theil_index(sold), abs=1e-9)
        if len(sold) > 1:
            assert cell.normalized_hhi_0_1 == pytest.approx(normalized_herfindahl_hirschman_index(sold), abs=1e-12)


def test_governance_is_that_of_the_pure_functions(sampled, governance):
    wide = (
        governance[governance["year"] == 2023].pivot(index="country", columns="indicator", values="estimate").dropna()
    )
    risks = pd.Series(governance_risk(wide.to_numpy()), index=wide.index)
    for cell, sales in sampled:
        risk = risks.reindex(sales.index)
        for value, fill in ((cell.governance_hhi_low, 0.0), (cell.governance_hhi_high, 10.0)):
            assert value == pytest.approx(governance_weighted_hhi(sales, risk.fillna(fill)))


def test_intensity_of_one_good_is_that_of_the_pure_function(sampled, world):
    """Countries only: for a bloc its inner trade leaves the world total too."""
    flows, hs_map, partners, _ = world
    rows = annotated(within(flows, YEARS), hs_map)
    rows = rows[rows["headline"]]
    countries = partners.loc[partners["kind"] == "country", "partner"].tolist()
    checked = 0
    for cell, sales in sampled:
        if not cell.headline or cell.partner not in countries:
            continue
        good = rows[
            (rows["year"] == cell.year) & (rows["mineral_id"] == cell.mineral_id) & (rows["stage"] == cell.stage)
        ]
        own = good.loc[good["exporter"] == "CAN", "value_usd"].sum()
        if own > 0:
            expected = trade_intensity_index(sales.get("CAN", 0.0), own, sales.sum(), good["value_usd"].sum())
            assert cell.tii == pytest.approx(expected)
            checked += 1
    assert checked > SAMPLE / 3


def test_advantage_is_that_of_the_chapters(world, tables):
    flows, hs_map, _, _ = world
    chapter = comparative_advantage(flows, hs_map, (2022, 2022)).set_index(["mineral_id", "stage"])
    cells = tables.cells.query("partner == 'USA' and year == 2022 and headline").set_index(["mineral_id", "stage"])
    both = cells[["rca", "rsca"]].join(chapter, rsuffix="_chapter", how="inner")
    assert len(both) > 20
    assert both["rca"].to_numpy() == pytest.approx(both["rca_chapter"].to_numpy())
    assert both["rsca"].to_numpy() == pytest.approx(symmetric_revealed_comparative_advantage(both["rca"]).to_numpy())


@pytest.mark.parametrize("partner", ["EUU", "USA", "IND"])
def test_markets_and_rivals_are_those_of_the_chapters(world, tables, partner):
    flows, hs_map, partners, members = world
    market = importer_members(partners, members, partner)
    chapter = complementarity(flows, hs_map, *market, (2021, 2021)).iloc[0]
    row = tables.markets.query("partner == @partner and year == 2021").iloc[0]
    assert row[chapter.index].astype("float").to_dict() == pytest.approx(chapter.to_dict())
    listed = rivals(flows, hs_map, *market, (2021, 2021), minimum_share=0).set_index("exporter")
    mine = tables.rivals.query("partner == @partner and year == 2021 and esi_0_100 > 0").set_index("exporter")
    columns = ["value_usd", "share_of_imports", "esi_0_100"]
    pd.testing.assert_frame_equal(mine[columns], listed[columns].sort_index(), check_index_type=False)


def test_similarity_of_one_pair_is_that_of_the_pure_function(world, tables):
    flows, hs_map, _, _ = world
    rows = annotated(within(flows, (2021, 2021)), hs_map)
    rows = rows[rows["headline"] & (rows["importer"] == "JPN")]
    mix = (
        rows.groupby(["exporter", "mineral_id", "stage"])["value_usd"]
        .sum()
        .unstack(["mineral_id", "stage"], fill_value=0.0)
    )
    row = tables.rivals.query("partner == 'JPN' and year == 2021 and exporter == 'AUS'").iloc[0]
    assert row["esi_0_100"] == pytest.approx(export_similarity_index(mix.loc["AUS"], mix.loc["CAN"]))


def test_world_weighted_advantage_is_one(world, tables):
    """For each good, the exporters' shares of the basket times their RCA sum to 1; here for Canada and the rest."""
    flows, hs_map, _, _ = world
    rows = annotated(within(flows, (2022, 2022)), hs_map)
    rows = rows[rows["headline"]]
    weight = rows.loc[rows["exporter"] == "CAN", "value_usd"].sum() / rows["value_usd"].sum()
    goods = rows.groupby(["mineral_id", "stage"])["value_usd"].sum()
    others = rows[rows["exporter"] != "CAN"].groupby(["mineral_id", "stage"])["value_usd"].sum()
    rest = (others / others.sum()) / (goods / goods.sum())
    cells = tables.cells.query("partner == 'USA' and year == 2022 and headline").set_index(["mineral_id", "stage"])
    total = (weight * cells["rca"] + (1 - weight) * rest).dropna()
    assert total.to_numpy() == pytest.approx(1)


def test_us_graphite_by_value_and_by_weight(tables):
    """Imports of 2022: .566 by value, .303 by weight in this release of the trade data."""
    row = tables.cells.query(
        "partner == 'USA' and year == 2022 and mineral_id == 'graphite-natural' and stage == 'ore'"
    )
    assert row[["hhi_0_1", "weight_hhi_0_1"]].to_numpy()[0] == pytest.approx([0.566, 0.303], abs=5e-4)
