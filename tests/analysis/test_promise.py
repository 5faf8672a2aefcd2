"""Minerals named in texts against minerals sold."""

import math

import pytest

from report.analysis.flows import exports_to
from report.analysis.promise import named_against_trade, overlap_share

POOL = (2021, 2022)


def test_overlap_by_hand(flows, hs_map):
    """India bought 100 of lithium and 50 of copper; the texts name lithium and scandium."""
    exports = exports_to(flows, hs_map, ["IND"], False, POOL)
    table = named_against_trade(["lithium", "scandium"], exports, POOL)
    assert overlap_share(table) == pytest.approx(2 / 3)
    rows = table.set_index("mineral_id")
    assert rows["named"].to_dict() == {"lithium": True, "copper": False, "scandium": True}
    assert math.isnan(rows.loc["scandium", "value_usd"])


def test_nothing_sold_has_no_overlap(flows, hs_map):
    exports = exports_to(flows, hs_map, ["XXX"], False, POOL)
    table = named_against_trade(["lithium"], exports, POOL)
    assert table["mineral_id"].tolist() == ["lithium"]
    assert math.isnan(overlap_share(table))
    assert named_against_trade([], exports, POOL).empty
