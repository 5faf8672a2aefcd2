"""All partners at once: nothing named is not an overlap of zero, and pledges count each site and partner once."""

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


def test_pledge_pairs_name_each_partner_of_a_site() -> None:
    pledges = pd.DataFrame(
        {
            "site_id": ["strange-lake"],
            "pledged_to": ["DEU; G7"],
            "partner_count": [2],
            "minerals": ["x"],
        }
    )
    pairs = overview.pledge_pairs(pledges, {"DEU": "Germany"})
    assert pairs[["site", "partner"]].to_numpy().tolist() == [["Strange Lake", "Germany"], ["Strange Lake", "G7"]]


def test_delivery_by_binding_leaves_context_out() -> None:
    standings = pd.DataFrame({"instrument_id": ["A", "B"], "kind": "commitment", "standing": ["done", "done"]})
    instruments = pd.DataFrame(
        {
            "instrument_id": ["A", "B"],
            "role": ["instrument", "context"],
            "binding": ["unknown", "yes"],
        }
    )
    assert overview.delivery_by_binding(standings, instruments)["binding"].tolist() == ["unknown"]
