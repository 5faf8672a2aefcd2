"""Ranks and withheld figures are the ranges that the printed figures allow."""

import pandas as pd
import pytest

from report.analysis.capacity import latest
from report.analysis.standing import editions, with_place, withheld

KEYS = {"edition": 2026, "year": 2025, "mineral_id": "copper", "product": "Copper content"}


def values(**countries: float | None) -> pd.DataFrame:
    frame = pd.DataFrame({"country": list(countries), "value_t": [*countries.values()]}, dtype=None)
    flags = ["withheld" if value is None else "" for value in countries.values()]
    return frame.assign(value_t=frame["value_t"].astype("float64"), flag=flags, estimated=True, basis="content", **KEYS)


def totals(world: float, other: float = 0.0, rounding: float = 0.0) -> pd.DataFrame:
    frame = pd.DataFrame({"aggregate": ["world", "other"], "value_t": [world, other], "rounding_t": [rounding, 0.0]})
    return frame.assign(**KEYS)


@pytest.mark.parametrize(
    ("other", "hidden", "worst"),
    [(0.0, {}, 2), (49.0, {}, 2), (50.0, {}, 3), (160.0, {}, 5), (0.0, {"USA": None}, 3)],
)
def test_the_worst_place_counts_all_who_could_stand_before(other, hidden, worst):
    output, world = values(CHL=100.0, CAN=50.0, **hidden), totals(400.0, other)
    row = with_place(latest(output, world), world).set_index("country").loc["CAN"]
    assert (row["rank_low"], row["rank_high"]) == (2, worst)


def test_no_output_has_no_place():
    output, world = values(CHL=100.0, CAN=0.0), totals(100.0)
    assert with_place(latest(output, world), world).set_index("country")["rank_high"].isna()["CAN"]


@pytest.mark.parametrize(("world", "rounding", "high"), [(200.0, 10.0, 60.0), (140.0, 5.0, None)])
def test_a_withheld_figure_is_what_the_total_leaves(world, rounding, high):
    output, total = values(CHL=100.0, CAN=50.0, USA=None), totals(world, rounding=rounding)
    rows = withheld(with_place(latest(output, total), total), total)
    assert rows["country"].tolist() == ["USA"]
    assert rows["low_t"].tolist() == [0]
    assert rows["high_t"].isna().all() if high is None else rows["high_t"].tolist() == [high]


def test_a_printed_zero_is_not_withheld():
    output = values(CHL=100.0, CAN=0.0).assign(flag=["", "zero_or_nil"])
    assert withheld(latest(output, totals(100.0)), totals(100.0)).empty


def test_nickel_of_2024_moved_between_editions(shipped):
    table = editions(shipped("production/production.csv"), "CAN")
    rows = table[(table["mineral_id"] == "nickel") & (table["year"] == 2024)].set_index("edition")
    assert rows["value_t"].to_dict() == {2025: 190_000, 2026: 125_000}
    assert rows["is_first"].to_dict() == {2025: True, 2026: False}
    assert rows["is_newest"].to_dict() == {2025: False, 2026: True}
    assert editions(shipped("production/production.csv"), "XXX").empty
