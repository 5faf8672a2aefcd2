"""One mineral from mine to buyer, and its prices."""

import pandas as pd
import pytest

from report.analysis.mineral import buyers, chain, importers, price_history, price_summary

POOL = (2021, 2022)


def test_importers_with_the_bloc_as_one(flows, hs_map):
    table = importers(flows, hs_map, "lithium", POOL, ["DEU", "FRA"]).set_index("importer")
    assert table["value_usd"].to_dict() == {"IND": 1000, "EUU": 100}
    assert table["rank"].to_dict() == {"IND": 1, "EUU": 2}
    assert table.loc["EUU", "share"] == pytest.approx(1 / 11)


def test_importers_one_by_one(flows, hs_map):
    table = importers(flows, hs_map, "lithium", POOL).set_index("importer")
    assert table.loc["DEU", "value_usd"] == 560


def test_buyers_from_canada(flows, hs_map):
    assert buyers(flows, hs_map, "lithium", POOL)["importer"].tolist() == ["IND", "DEU"]


def test_prices_keep_series_apart():
    prices = pd.DataFrame(
        [(2021, None, "A", 10.0), (2022, None, "A", 40.0), (2023, None, "A", 20.0), (2023, 2.0, "B", 1.0)],
        columns=["year", "month", "series", "price"],
    ).assign(mineral_id="lithium", unit="USD/t", frequency="annual", estimated=False, producer="USGS")
    history = price_history(prices, "lithium")
    assert history["date"].tolist() == ["2021", "2022", "2023", "2023-02"]
    row = price_summary(history).set_index("series").loc["A"]
    assert (row["peak"], row["latest_price"], row["latest_over_peak"]) == ("2022", 20, 0.5)
    assert price_summary(price_history(prices, "tin")).empty


def test_chain_takes_the_largest_of_each_step(flows, hs_map):
    mined = pd.DataFrame(
        {"product": "ore", "year": 2025, "country": ["AUS", "CHL"], "value_t": 1.0, "rank": [1.0, 2.0]}
    )
    refined = mined.assign(source="IEA")
    table = chain(mined, refined, importers(flows, hs_map, "lithium", POOL), top=1)
    assert table["step"].tolist() == ["mine", "refine", "import"]
    assert table["country"].tolist() == ["AUS", "AUS", "IND"]
