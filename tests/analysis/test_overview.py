"""All partners at once: nothing named is not an overlap of zero, sums survive pooling."""

import math

import pandas as pd

from report.analysis import overview

PARTNERS = pd.DataFrame(
    {
        "partner": ["JPN", "EUU"],
        "name": ["Japan", "European Union"],
        "kind": ["country", "bloc"],
        "order": [1, 2],
    }
)


def test_a_partner_whose_texts_name_nothing_has_no_overlap() -> None:
    named = pd.DataFrame(
        {
            "partner": ["JPN", "JPN", "EUU"],
            "mineral_id": ["copper", "lithium", "copper"],
            "named": [False, True, False],
            "value_usd": [75.0, 25.0, 10.0],
        }
    )
    table = overview.overlaps(named, PARTNERS).set_index("partner")
    assert table.loc["JPN", "overlap_share"] == 0.25
    assert math.isnan(table.loc["EUU", "overlap_share"])


def test_pooled_keeps_sums_and_missing_weights(flows, hs_map) -> None:
    table = overview.pooled(flows, hs_map, (2021, 2022)).set_index(["exporter", "importer", "hs6"])
    assert table.loc[("CAN", "IND", "282520"), ["value_usd", "weight_t"]].tolist() == [100, 10]
    assert math.isnan(table.loc[("CHN", "IND", "283691"), "weight_t"])
    assert table["year"].eq(2022).all() and "740311" not in table.index.get_level_values("hs6")


def test_room_counts_goods_that_lean_elsewhere() -> None:
    side = pd.DataFrame({"partner": ["JPN", "CHL"]})
    cells = pd.DataFrame({"partner": ["JPN", "JPN", "CHL"], "leaning": [True, True, False], "can": [True, False, True]})
    table = overview.with_room(side, cells).set_index("partner")
    assert table.loc["JPN", ["leaning", "room"]].tolist() == [2, 1] and table.loc["CHL", "room"] == 0


def test_delivery_by_binding_leaves_context_out() -> None:
    standings = pd.DataFrame(
        {
            "instrument_id": ["A", "B"],
            "kind": "commitment",
            "standing": "done",
            "due_start": "2025-01-01",
            "due_end": "2025-12-31",
        }
    )
    instruments = pd.DataFrame(
        {
            "instrument_id": ["A", "B"],
            "role": ["instrument", "context"],
            "binding": ["unknown", "yes"],
        }
    )
    assert overview.delivery_by_binding(standings, instruments)["binding"].tolist() == ["unknown"]
