"""The same dependence as USGS and Eurostat count it."""

import pandas as pd
import pytest

from report.analysis.other_sources import comext_dependence, usgs_import_concentration

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
