"""Sentences of a mineral chapter: each missing part is said, and the leader follows the data."""

import pandas as pd
import pytest

from report.sentences import market, mineral, places, steps

NAMES = {"CHN": "China", "USA": "United States", "CAN": "Canada", "DEU": "Germany", "EUU": "European Union"}
MADE = ["country", "product", "year", "value_t", "world_share", "rank", "estimated", "flag", "countries_ranked"]
TRADED = ["stage", "headline", "importer", "value_usd", "weight_t", "share", "rank"]


def miners(*rows) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=MADE)


def test_every_missing_part_says_so():
    empty = pd.DataFrame(columns=TRADED).astype({"headline": "bool"})
    assert "hold no mine output of uranium" in steps.mined(miners(), NAMES, "uranium")
    assert "no clean code for uranium" in steps.imported(empty, NAMES, "uranium", 2021, 2024)
    assert "no Canadian sale of uranium" in mineral.sold(empty, empty, NAMES, "uranium", "2021")
    assert "hold no series for uranium" in mineral.priced(pd.DataFrame(), str, "uranium")
    assert mineral.main_stage(empty) == ""


def test_the_largest_miner_is_named_first():
    rows = miners(
        ("CHN", "Lithium content", 2025, 60.0, 0.6, 1, True, "", 2),
        ("CAN", "Lithium content", 2025, 40.0, 0.4, 2, True, "", 2),
    )
    text = steps.mined(rows, NAMES, "lithium")
    assert "China (60%) and Canada (40%)" in text
    assert "a first estimate" in text


@pytest.mark.parametrize(
    ("high", "words"),
    [(6620.0, "from nothing to 6,620\u00a0t"), (float("nan"), "the world total leaves no room for it")],
)
def test_a_withheld_figure_is_a_range(high, words):
    rows = pd.DataFrame({"country": ["USA"], "product": "Lithium content", "flag": "withheld", "high_t": high})
    (sentence,) = steps.held_back(rows, NAMES)
    assert "The figure of the United States for lithium content is withheld" in sentence
    assert words in sentence


def test_a_rank_is_an_interval_where_others_could_stand_before():
    row = {"country": "CAN", "product": "Copper content", "year": 2025, "value_t": 5e5, "world_share": 0.02}
    place = {"rank_low": 12.0, "rank_high": 18.0, "countries_ranked": 14}
    reserves = pd.DataFrame(columns=["value_t", "product", "world_share"])
    text = mineral.canada_mines(pd.DataFrame([{**row, **place}]), reserves, "copper")
    assert "12th to 18th in rank, since countries whose figure is withheld or not named could stand before it" in text
    text = mineral.canada_mines(pd.DataFrame([{**row, **place, "rank_high": 12.0}]), reserves, "copper")
    assert "12th in rank among 14 countries" in text


@pytest.mark.parametrize(("known", "lead"), [((True, True), "mined own mined"), ((False, True), "refined own refined")])
def test_a_chapter_opens_with_what_is_known(known, lead):
    assert steps.told("mined", "refined", "own mined", "own refined", known, "tin")[0] == lead
    opening = steps.told("mined", "refined", "own mined", "own refined", (False, False), "tin")[0]
    assert opening.startswith("No table shipped here counts mined or refined tin")


def test_refiners_without_a_figure_are_named():
    rows = pd.DataFrame({"country": ["CAN", "CHN"], "year": 2023, "value_t": None, "world_share": None, "product": "x"})
    assert "names Canada and China as refiners of germanium in 2023" in steps.refined(rows, NAMES, "germanium")
    assert "Canada is among the refiners" in mineral.canada_refines(rows, "germanium")


def test_suppressed_trade_is_told():
    codes = pd.DataFrame({"hs_code": ["261210", "1"], "mineral_id": ["uranium", "tin"], "caveat": ["suppressed", ""]})
    assert "(codes 261210)" in steps.suppressed(codes, "uranium")
    assert steps.suppressed(codes, "tin") == ""


@pytest.mark.parametrize(("year", "shown"), [(2024, True), (2021, False)])
def test_an_old_national_figure_does_not_stand_beside_a_new_one(year, shown):
    counts = pd.DataFrame(
        {
            "topic": ["rank"],
            "measure": "Canada world rank, nickel mine production",
            "year": year,
            "value": 4.0,
            "unit": "",
        }
    )
    own = pd.DataFrame({"value_t": [1.0], "year": 2025})
    text = mineral.nationally(counts, own)
    assert text == (
        f"Natural Resources Canada prints: world rank 4th (nickel mine production, {year})." if shown else ""
    )


def test_an_excess_over_the_stated_total_is_told():
    rows = pd.DataFrame({"source": "IEA", "product": "refined output", "world_share": [0.8, 0.23]})
    assert steps.excesses(rows) == [
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
    assert mineral.misfiled(rows[~rows["misfiled"]]) == ""


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


@pytest.mark.parametrize(("low", "high", "words"), [(4.0, 6.0, "4th to 6th"), (4.0, 4.0, "4th"), (None, None, "none")])
def test_places_read_as_intervals(low, high, words):
    low, high = (float("nan") if rank is None else rank for rank in (low, high))
    assert places.place(low, high) == words
