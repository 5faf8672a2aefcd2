"""Sentences of a mineral chapter: each missing part is said, and the leader follows the data."""

import pandas as pd
import pytest

from report.sentences import market, mineral, places

NAMES = {"CHN": "China", "USA": "United States", "CAN": "Canada", "DEU": "Germany", "EUU": "European Union"}
MADE = ["country", "product", "year", "value_t", "world_share", "rank", "estimated", "flag", "countries_ranked"]
TRADED = ["stage", "headline", "importer", "value_usd", "weight_t", "share", "rank"]


def miners(*rows) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=MADE)


def test_every_missing_part_says_so():
    empty = pd.DataFrame(columns=TRADED).astype({"headline": "bool"})
    assert "hold no mine output of uranium" in mineral.mined(miners(), NAMES, "uranium")
    assert "no clean code for uranium" in mineral.imported(empty, NAMES, "uranium", 2021, 2024)
    assert "no Canadian sale of uranium" in mineral.sold(empty, empty, NAMES, "uranium", "2021")
    assert "hold no series for uranium" in mineral.priced(pd.DataFrame(), str, "uranium")
    assert mineral.main_stage(empty) == ""


def test_the_largest_miner_is_named_first_and_withheld_figures_are_told():
    rows = miners(
        ("CHN", "Lithium content", 2025, 60.0, 0.6, 1, True, "", 2),
        ("CAN", "Lithium content", 2025, 40.0, 0.4, 2, True, "", 2),
        ("USA", "Lithium content", 2025, None, None, None, True, "withheld", 2),
    )
    text = mineral.mined(rows, NAMES, "lithium")
    assert "China (60%) and Canada (40%)" in text
    assert "a first estimate" in text
    assert "the United States is withheld" in text


def test_an_excess_over_the_stated_total_is_told():
    rows = pd.DataFrame({"source": "IEA", "product": "refined output", "world_share": [0.8, 0.23]})
    assert mineral.excesses(rows) == [
        "The countries that the IEA lists for refined output add to 3.0% more than the total it states, so shares are "
        "a little high."
    ]


def test_misfiled_sales_are_left_out_of_the_yearly_buyers():
    rows = pd.DataFrame(
        {
            "year": 2018,
            "importer": ["CHN", "USA"],
            "stage": "refined",
            "headline": True,
            "value_usd": [5.0, 1.0],
            "weight_t": [9.0, 1.0],
            "misfiled": [True, False],
        }
    )
    assert mineral.buyers_by_year(rows, NAMES, "refined", 2024)["name"].tolist() == ["United States"]
    assert "spodumene" in mineral.misfiled(rows)
    assert "No row" in mineral.misfiled(rows[~rows["misfiled"]])


def test_sales_into_the_union_count_as_one_importer():
    importers = pd.DataFrame([("ore", True, "EUU", 100.0, 1.0, 1.0, 1)], columns=TRADED)
    buyers = pd.DataFrame([("ore", True, "DEU", 25.0, 1.0, 1.0, 1)], columns=TRADED)
    table = market.market(importers, buyers, NAMES, ["DEU"])
    assert table["share_canada"].tolist() == [0.25]
    assert table["importer_name"].tolist() == ["European Union"]


@pytest.mark.parametrize(("when", "words"), [("2026-05", "May 2026"), ("2025", "2025")])
def test_dates_of_prices_read_as_precise_as_they_are(when, words):
    assert mineral.written(when) == words


def test_a_label_in_a_sentence_keeps_its_formula():
    assert places.inner("Lithium content") == "lithium content"
    assert places.inner("K2O equivalent") == "K2O equivalent"
