"""Names and labels that readers see."""

from __future__ import annotations

import pandas as pd

from report.analysis import labels

MINERALS = pd.DataFrame({"mineral_id": ["lithium", "iron-ore"], "name": ["lithium", "iron ore"]})
COUNTRIES = pd.DataFrame({"country": ["CAN", "NAM"], "name": ["Canada", "Namibia"]})


def test_goods_are_mineral_and_stage_and_codes_become_names() -> None:
    table = pd.DataFrame(
        {
            "mineral_id": ["lithium", "iron-ore", "new"],
            "stage": ["refined", "ore", "ore"],
            "largest_supplier": ["CAN", "NAM", "XYZ"],
        }
    )
    named = labels.with_names(table, MINERALS, COUNTRIES)
    assert named["good"].tolist() == ["lithium, refined", "iron ore", "new, ore"]
    assert named["largest_name"].tolist() == ["Canada", "Namibia", "XYZ"]
    assert "good" not in table


def test_small_minerals_are_stacked_as_others_and_nothing_is_lost() -> None:
    exports = pd.DataFrame({"year": 2020, "mineral": list("abcd"), "value_usd": [4.0, 3.0, 2.0, 1.0]})
    stacked, colours = labels.stacked_minerals(exports, most=2)
    assert list(colours) == ["a", "b", "other minerals"]
    assert stacked["value_usd"].sum() == exports["value_usd"].sum()
    assert stacked.set_index("mineral").loc["other minerals", "value_usd"] == 3.0


def test_labels_do_not_cover_one_another() -> None:
    table = pd.DataFrame({"good": ["first", "second", "far"], "x": [100.0, 90.0, 1.0], "y": [100.0, 101.0, 1.0]})
    shown = labels.labelled_apart(table, "x", "y")
    assert shown["label"].tolist() == ["first", "", "far"]


def test_a_good_is_spoken_without_its_comma() -> None:
    assert labels.spoken_good("copper, ore") == "copper ore"
    assert labels.spoken_good("platinum-group metals, refined") == "refined platinum-group metals"
    assert labels.spoken_good("iron ore") == "iron ore"
