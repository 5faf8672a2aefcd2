"""Rank intervals: certain order stays certain, what is unknown widens, and the seed decides."""

import pandas as pd

from report.analysis import ranks

CLEAR = pd.DataFrame({"partner": ["A", "B", "C"], "one": [3.0, 2.0, 1.0], "two": [30.0, 20.0, 10.0]})


def test_first_in_every_measure_is_first_in_every_draw() -> None:
    table = ranks.rank_intervals(CLEAR, draws=200).set_index("partner")
    assert table.loc["A", ["rank_low", "rank_median", "rank_high"]].tolist() == [1, 1, 1]
    assert table.loc["A", "first_share"] == 1
    assert ranks.separated(table) == 3


def test_opposed_measures_leave_the_order_open() -> None:
    opposed = CLEAR.assign(two=[10.0, 20.0, 30.0])
    table = ranks.rank_intervals(opposed, draws=500).set_index("partner")
    assert table.loc["A", "rank_low"] == 1 and table.loc["A", "rank_high"] == 3
    assert ranks.separated(table) == 0


def test_what_is_unknown_widens_the_interval() -> None:
    unknown = CLEAR.assign(two=[None, 20.0, 10.0])
    table = ranks.rank_intervals(unknown, draws=500).set_index("partner")
    assert table.loc["A", "unknown"] == 1
    assert table.loc["A", "first_share"] < 1


def test_the_seed_decides_and_size_does_not() -> None:
    measures = CLEAR.assign(two=[10.0, 20.0, 30.0])
    once = ranks.rank_intervals(measures, draws=300, seed=7)
    assert once.equals(ranks.rank_intervals(measures.assign(one=[900.0, 2.0, 1.0]), draws=300, seed=7))


def test_no_partner_gives_no_rank() -> None:
    assert ranks.rank_intervals(CLEAR.iloc[:0]).empty
    one = ranks.rank_intervals(CLEAR.head(1), draws=100)
    assert one["rank_high"].tolist() == [1]


def test_the_bloc_has_no_measures() -> None:
    side = pd.DataFrame(
        {
            "partner": ["EUU", "JPN"],
            "kind": ["bloc", "country"],
            "instruments": [4, 3],
            "from_canada_usd": [9.0, 5.0],
            "share_canada": [0.1, 0.2],
            "overlap_share": [0.1, None],
        }
    )
    fits = pd.DataFrame({"partner": ["EUU", "JPN"], "tci_0_100": [70.0, 60.0]})
    cells = pd.DataFrame({"partner": ["JPN", "JPN"], "leaning": [True, False], "can": [True, True]})
    table = ranks.partner_measures(side, fits, cells)
    assert table["partner"].tolist() == ["JPN"]
    assert table["room"].tolist() == [1] and table["overlap"].isna().all()
