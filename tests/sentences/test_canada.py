"""Sentences on Canada's supply follow the leader, the basket and the direction of a revision."""

import pandas as pd
import pytest

from report.sentences import canada, estimates

MINERALS = pd.DataFrame(
    {
        "mineral_id": ["potash", "nickel", "iron-ore"],
        "name": ["potash", "nickel", "iron ore"],
        "on_list_2024": [True, True, True],
    }
)


def output(**changes) -> pd.DataFrame:
    row = {
        "edition": 2026,
        "year": 2025,
        "mineral_id": "nickel",
        "product": "Nickel content",
        "value_t": 140.0,
        "world_t": 1000.0,
        "world_share": 0.14,
        "rank": 4.0,
        "countries_ranked": 9,
    }
    return pd.DataFrame([{**row, **changes}])


def totals(other_t: float) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "edition": 2026,
                "year": 2025,
                "mineral_id": "nickel",
                "product": "Nickel content",
                "aggregate": "other",
                "value_t": other_t,
            }
        ]
    )


@pytest.mark.parametrize(("other_t", "place"), [(290.0, "4th of 9 named, at best"), (10.0, "4th of 9 named")])
def test_a_rank_is_at_best_where_unnamed_countries_hold_more(other_t, place):
    assert canada.production_places(output(), totals(other_t), MINERALS)["place"].tolist() == [place]


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
