"""The same tonnes are counted once, and tonnes that go to those who ask are not available."""

import pandas as pd
import pytest

from report.analysis.asks import asks

CELLS = pd.DataFrame(
    {
        "partner": ["IND", "USA", "EUU"],
        "kind": ["country", "country", "bloc"],
        "mineral_id": "copper",
        "stage": "ore",
        "leaning": [True, False, True],
    }
)
REACH = pd.DataFrame({"partner": ["IND", "USA", "EUU"], "mineral_id": "copper", "stage": "ore",
                      "asked_t_per_year": [20.0, 50.0, 70.0]})  # fmt: skip


def test_only_countries_that_lean_ask(flows, hs_map) -> None:
    table = asks(CELLS, REACH, flows, hs_map, (2021, 2022), cap=0.5)
    row = table.iloc[0]
    assert (row["partners"], row["partner_count"], row["asked_t_per_year"]) == ("IND", 1, 20)
    assert row["exports_t_per_year"] == pytest.approx((5 + 300) / 2)
    assert row["available_t_per_year"] == pytest.approx(0.5 * 300 / 2)
    assert row["coverage"] == pytest.approx(75 / 20)


def test_nobody_leaning_gives_an_empty_table(flows, hs_map) -> None:
    assert asks(CELLS.assign(leaning=False), REACH, flows, hs_map, (2021, 2022), 0.5).empty
