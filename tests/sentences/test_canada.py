"""Sentences on Canada's supply follow the leader, the basket and the direction of a revision."""

import pandas as pd
import pytest

from report.sentences import canada, estimates, promises

MINERALS = pd.DataFrame(
    {
        "mineral_id": ["potash", "nickel", "iron-ore"],
        "name": ["potash", "nickel", "iron ore"],
        "on_list_2024": [True, True, True],
    }
)


def output(**changes) -> pd.DataFrame:
    row = {
        "year": 2025,
        "mineral_id": "nickel",
        "product": "Nickel content",
        "country": "CAN",
        "value_t": 140.0,
        "world_share": 0.14,
        "rank_low": 4.0,
        "rank_high": 4.0,
        "countries_ranked": 9,
    }
    return pd.DataFrame([{**row, **changes}, {**row, "year": 2024, "world_share": 0.12}])


@pytest.mark.parametrize(("worst", "place"), [(6.0, "4th of 9 named, 6th at worst"), (4.0, "4th of 9 named")])
def test_a_rank_is_an_interval_where_others_could_stand_before(worst, place):
    table = canada.production_places(output(rank_high=worst), MINERALS)
    assert table["place"].tolist() == [place]
    assert table["earlier_share"].tolist() == [0.12]


def test_price_is_parted_from_volume():
    rows = pd.DataFrame({"year": [2020, 2021], "value_index": [1.0, 1.4], "volume_index": [1.0, 0.75]})
    text = canada.price_sentence(rows, 2020)
    assert "In 2021 the value of the basket stood 40% above 2020" in text
    assert "stood 25% below" in text
    assert "Too few years" in canada.price_sentence(rows, 2021)


def test_stages_of_money_stay_in_their_columns():
    keys = {"money_kind": "public", "currency": "CAD", "ceilings": 0, "floors": 0}
    rows = [{"stage": "committed", "promises": 2, "amount": 3e6}, {"stage": "announced", "promises": 0, "amount": 0.0}]
    table = promises.money_table(pd.DataFrame([{**keys, **row} for row in rows]))
    assert table[["symbol", "committed", "announced", "disbursed"]].values.tolist() == [
        ["C$", "C$3.00 million", "none seen", "none seen"]
    ]


def test_parts_of_the_union_become_one_and_keep_the_sum():
    shares = pd.DataFrame(
        {
            "destination": ["USA", "DEU", "EUU-other", "CHL"],
            "value_usd": [4.0, 3.0, 2.0, 1.0],
            "share": [0.4, 0.3, 0.2, 0.1],
        }
    )
    drawn = canada.drawn_shares(shares, by=()).set_index("name")["share"]
    assert drawn["European Union"] == pytest.approx(0.5)
    assert drawn["all others"] == pytest.approx(0.1)
    assert drawn.sum() == pytest.approx(1.0)


def test_the_leader_follows_the_basket():
    rows = [("potash", "USA", 90.0), ("iron-ore", "CHN", 80.0), ("nickel", "CHN", 3.0), ("nickel", "JPN", 7.0)]
    pooled = pd.DataFrame(rows, columns=["mineral_id", "destination", "value_usd"]).assign(headline=True)
    cuts = canada.baskets(pooled, MINERALS)
    assert canada.leaders(cuts).tolist() == ["United States", "China", "United States", "Japan"]
    assert "without potash and iron ore it is Japan (70%)" in canada.baskets_sentence(cuts)


@pytest.mark.parametrize(("second", "way"), [(125.0, "down by 34%"), (209.0, "up by 10%")])
def test_a_revision_says_which_way_it_went(second, way):
    revisions = pd.DataFrame(
        {
            "mineral_id": "nickel",
            "product": "Nickel content",
            "year": 2024,
            "edition": [2025, 2026],
            "value_t": [190.0, second],
        }
    )
    assert estimates.moved(estimates.moves(revisions, MINERALS).iloc[0]).endswith(way)


def test_an_edition_without_a_mineral_leaves_its_last_move():
    nickel = pd.DataFrame(
        {"mineral_id": "nickel", "product": "Nickel", "year": 2024, "edition": [2025, 2026], "value_t": [190.0, 95.0]}
    )
    potash = nickel.assign(mineral_id="potash", product="Potash", year=2025, edition=[2026, 2027])
    everything = pd.concat([nickel, potash])
    assert set(estimates.moves(everything, MINERALS)["mineral_id"]) == {"potash"}
    move = estimates.last_move(everything, MINERALS, "nickel")
    assert (move["year"], move["ratio"]) == (2024, 0.5)


def test_goods_without_a_code_are_named():
    codes = pd.DataFrame(
        {
            "mineral_id": ["nickel", "nickel", "potash"],
            "stage": ["ore", "refined", "refined"],
            "nomenclature": "HS92",
            "in_trade_flows": [True, False, False],
            "headline": True,
        }
    )
    assert estimates.unseen_goods(codes, MINERALS) == (["potash", "iron ore"], ["nickel"])
