"""Advantage, fit, intensity and rivals on a table small enough to do by hand."""

import pytest

from report.analysis.specialisation import (
    ADVANTAGE_COLUMNS,
    FIT_COLUMNS,
    RIVAL_COLUMNS,
    comparative_advantage,
    complementarity,
    rivals,
)

POOL = (2021, 2022)


def test_advantage_by_hand(flows, hs_map):
    """Canada sells copper 3050 and lithium 160; the world copper 4050 and lithium 1600."""
    table = comparative_advantage(flows, hs_map, POOL).set_index("mineral_id")
    assert table.loc["copper", "rca"] == pytest.approx((3050 / 3210) / (4050 / 5650))
    assert table.loc["copper", "world_share"] == pytest.approx(3050 / 4050)
    assert table.loc["lithium", "rsca"] < 0 < table.loc["copper", "rsca"]
    assert "platinum-group" not in table.index


def test_fit_by_hand(flows, hs_map):
    """India buys lithium 1000 and copper 50, Canada sells it 150."""
    row = complementarity(flows, hs_map, ["IND"], False, POOL).iloc[0]
    assert row["tci_0_100"] == pytest.approx(100 * (160 / 3210 + 50 / 1050))
    assert row["tii"] == pytest.approx((150 / 3210) / (1050 / 5650))
    assert row["basket_size"] == 2


def test_bloc_trade_is_left_out_of_the_world(flows, hs_map):
    row = complementarity(flows, hs_map, ["DEU", "FRA"], True, POOL).iloc[0]
    assert (row["imports_usd"], row["world_usd"]) == (100, 5150)


def test_rivals_by_hand(flows, hs_map):
    """In India Canada sells two thirds lithium; China and Chile sell lithium only."""
    table = rivals(flows, hs_map, ["IND"], False, POOL)
    assert table["esi_0_100"].tolist() == pytest.approx([200 / 3, 200 / 3])
    assert set(table["exporter"]) == {"CHN", "CHL"}
    assert set(table["largest_shared_mineral"]) == {"lithium"}
    assert table.set_index("exporter").loc["CHN", "share_of_imports"] == pytest.approx(600 / 1050)


def test_small_rivals_are_left_out(flows, hs_map):
    assert rivals(flows, hs_map, ["IND"], False, POOL, minimum_share=0.5)["exporter"].tolist() == ["CHN"]


def test_no_trade_gives_empty_tables(flows, hs_map):
    nobody = (["XXX"], False)
    assert complementarity(flows, hs_map, *nobody, POOL).columns.tolist() == FIT_COLUMNS
    assert rivals(flows, hs_map, *nobody, POOL).columns.tolist() == RIVAL_COLUMNS
    assert comparative_advantage(flows, hs_map, POOL, "XXX").columns.tolist() == ADVANTAGE_COLUMNS


def test_world_weighted_intensity_is_one_in_the_shipped_table(shipped):
    """Over importers that together are the world, the index averages to 1."""
    flows, hs_map = shipped("trade/flows.parquet"), shipped("trade/hs_map.csv")
    pool = flows[flows["year"] == 2024]
    buyers = sorted(set(pool["importer"]))
    halves = [complementarity(pool, hs_map, half, False, (2024, 2024)) for half in (buyers[::2], buyers[1::2])]
    total = sum(float((half["imports_usd"] / half["world_usd"] * half["tii"]).iloc[0]) for half in halves)
    assert total == pytest.approx(1)
