"""The same dependence as USGS and Eurostat count it."""

import pandas as pd
import pytest

from report.analysis.other_sources import (
    UNNAMED,
    comext_dependence,
    comext_shares,
    source_band,
    usgs_import_concentration,
    usgs_shares,
)

HS_MAP = pd.DataFrame(
    [
        ("250410", "graphite-natural", "ore"),
        ("25041000", "graphite-natural", "ore"),
        ("310420", "potash", "refined"),
    ],
    columns=["hs_code", "mineral_id", "stage"],
)


def test_band_left_by_other_countries():
    rows = [("CAN", 0.5, ""), ("CHN", 0.3, ""), ("", 0.2, ""), ("USA", None, "less")]
    table = pd.DataFrame(rows, columns=["country", "share", "flag"]).assign(
        commodity="Graphite", detail="All", period="2021-2024"
    )
    row = usgs_import_concentration(table).iloc[0]
    assert (row["share_canada"], row["share_china"], row["share_unnamed"]) == (0.5, 0.3, 0.2)
    assert (row["hhi_low"], row["hhi_high"]) == pytest.approx((0.34, 0.38))
    assert usgs_import_concentration(table.iloc[:0]).empty


def test_shipped_us_aluminium_share(shipped):
    table = usgs_import_concentration(shipped("trade/us_import_sources.csv")).set_index(["commodity", "detail"])
    assert table.loc[("Aluminum", "All"), "share_canada"] == pytest.approx(0.56)


def test_codes_take_the_mineral_of_their_heading():
    rows = [
        ("DEU", "CAN", "31042050", 60.0),
        ("FRA", "RUS", "31042090", 40.0),
        ("FRA", "CHN", "25041000", 10.0),
    ]
    imports = pd.DataFrame(rows, columns=["importer", "exporter", "cn8", "value_eur"])
    table = comext_dependence(imports, HS_MAP).set_index("mineral_id")
    assert table.loc["potash", "share_canada"] == pytest.approx(0.6)
    assert table.loc["potash", "hhi_0_1"] == pytest.approx(0.52)
    assert table.loc["graphite-natural", "share_china"] == 1
    assert comext_dependence(imports, HS_MAP, ["DEU"])["largest_share"].tolist() == [1]
    assert len(comext_dependence(imports, HS_MAP, by_code=True)) == 3
    assert comext_dependence(imports.iloc[:0], HS_MAP).empty


def ours() -> pd.DataFrame:
    rows = [("CHN", 60.0, 0.6), ("CAN", 30.0, 0.3), ("MEX", 10.0, 0.1)]
    table = pd.DataFrame(rows, columns=["exporter", "value_usd", "value_share"])
    return table.assign(mineral_id="graphite-natural", stage="ore", headline=True)


def other(*rows: tuple) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["exporter", "share"])
    return table.assign(mineral_id="graphite-natural", stage="ore")


def test_band_between_two_counts_by_hand():
    row = source_band(ours(), other(("CHN", 0.5), ("CAN", 0.5))).iloc[0]
    assert (row["largest_supplier"], row["largest_share"], row["largest_share_other"]) == ("CHN", 0.6, 0.5)
    assert (row["share_canada"], row["share_canada_other"], row["imports_usd"]) == (0.3, 0.5, 100.0)
    assert (row["hhi_0_1"], row["hhi_other"]) == pytest.approx((0.46, 0.5))


def test_a_country_that_may_be_among_the_unnamed_is_not_zero():
    unnamed = source_band(ours(), other(("CHN", 0.8), (UNNAMED, 0.2))).iloc[0]
    assert pd.isna(unnamed["share_canada_other"]) and unnamed["share_canada"] == 0.3
    named = source_band(ours(), other(("CHN", 0.8), ("MEX", 0.2))).iloc[0]
    assert named["share_canada_other"] == 0
    assert source_band(ours(), other(("CHN", 1.0)).assign(stage="refined")).empty


def test_shipped_usgs_shares_sum_to_one_and_count_the_same_goods(shipped):
    shares = usgs_shares(shipped("trade/us_import_sources.csv"))
    sums = shares.groupby(["mineral_id", "stage"])["share"].sum()
    assert sums.between(0.97, 1.03).all() and len(sums) > 10
    assert ("aluminium", "refined") not in sums.index


def test_comext_shares_count_the_given_codes_only():
    rows = [("DEU", "CAN", "25041000", 60.0), ("FRA", "CHN", "25041000", 40.0), ("DEU", "RUS", "31042050", 9.0)]
    imports = pd.DataFrame(rows, columns=["importer", "exporter", "cn8", "value_eur"])
    shares = comext_shares(imports, HS_MAP, ["DEU", "FRA"], ["250410"]).set_index("exporter")["share"]
    assert shares.to_dict() == {"CAN": 0.6, "CHN": 0.4}
    assert comext_shares(imports, HS_MAP, ["DEU"], ["250410"])["share"].tolist() == [1.0]
