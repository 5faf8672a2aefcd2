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
    ranked = pd.DataFrame({"label": ["Potash"], "world_share": [0.3], "note": ["30%, 1st"]})
    moves = pd.DataFrame({"label": ["Nickel"], "year": [2024], "ratio": [0.7], "is_last": [True], "note": ["-30%"]})
    for chart in (
        stacks.by_year(years, "share", "Share", percent=True),
        supply.world_shares(ranked),
        supply.revisions(moves),
    ):
        assert chart.to_dict()["layer"]
