"""Stacks and lollipops: parts add up, labels fit, positions do not collide."""

import pandas as pd
import pytest

from report.charts import stacks, supply


def test_positions_are_spread_and_stay_inside():
    placed = stacks.spread([0.0, 1.0, 99.0, 100.0], 10, 100)
    assert all(later - earlier >= 10 for earlier, later in zip(placed, placed[1:], strict=False))
    assert placed[-1] <= 100 and placed[0] >= 0


@pytest.mark.parametrize(("room", "label"), [(200, "South Korea\n7%"), (50, "South\nKorea\n7%"), (25, "7%"), (5, "")])
def test_a_label_takes_the_room_it_has(room, label):
    assert stacks._label("South Korea", "7%", room) == label


def test_thin_parts_are_named_below_the_bar():
    rows = pd.DataFrame({"heading": "Mined", "name": ["China", "New Caledonia"], "share": [0.96, 0.04]})
    assert stacks._unnamed(stacks._placed(rows, 620))["unnamed"].tolist() == ["New Caledonia 4%"]


def test_words_read_on_every_fill():
    assert stacks.ink_on("#ffffff") != "#ffffff"
    assert stacks.ink_on("#000000") == "#ffffff"


def test_charts_are_valid_specifications():
    years = pd.DataFrame({"year": [2023, 2024], "name": "China", "share": 1.0, "provisional": [False, True]})
    shares = {"world_share": 0.3, "world_share_low": 0.29, "world_share_high": 0.31, "earlier_share": float("nan")}
    ranked = pd.DataFrame({"label": ["Potash"], "note": "30%, 1st", "estimated": True, **shares})
    split = pd.DataFrame({"year": [2023, 2024], "provisional": [False, True], "value_index": 1.0, "volume_index": 1.0})
    goods = pd.DataFrame({"label": ["nickel (ore)"], "rsca": [-0.2], "note": ["2% of the world's"]})
    moves = pd.DataFrame({"label": ["Nickel"], "year": [2024], "ratio": [0.7], "is_last": [True], "note": ["-30%"]})
    for chart in (
        stacks.by_year(years, "share", "Share", percent=True),
        supply.world_shares(ranked),
        supply.revisions(moves),
        supply.price_and_volume(split, 2023),
        supply.specialisation(goods),
    ):
        assert chart.to_dict()["layer"]


@pytest.mark.parametrize("most", [6000.0, 16.0, 5.7, 1.5e7])
def test_ticks_are_round_and_start_at_zero(most):
    found = supply._ticks(most)
    assert found[0] == 0 and found[-1] <= 1.1 * most
    assert 3 <= len(found) <= 7


def test_editions_draw_the_first_hollow_and_the_newest_filled():
    rows = pd.DataFrame(
        {
            "year": [2024, 2024, 2025],
            "edition": [2025, 2026, 2026],
            "value_t": [190.0, 125.0, 140.0],
            "is_first": [True, False, True],
            "is_newest": [False, True, True],
        }
    )
    (dots,) = [data for data in supply.editions(rows).to_dict()["datasets"].values() if "settled" in data[0]][:1]
    assert [row["settled"] for row in dots] == [False, True, False]


def test_value_and_tonnes_are_two_panels_of_the_same_buyers():
    rows = pd.DataFrame(
        {"year": 2024, "name": ["China", "Japan"], "provisional": True, "value_usd": 1.0, "weight_t": 2.0}
    )
    panels = stacks.value_and_tonnes(rows).to_dict()["vconcat"]
    assert [panel["layer"][0]["encoding"]["y"]["title"] for panel in panels] == [
        "Value, US dollars (FOB)",
        "Gross weight, tonnes",
    ]
