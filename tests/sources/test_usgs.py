"""USGS: three layouts give the tables' rows again; a new edition stands beside the others."""

from __future__ import annotations

import pandas as pd
import pytest

from report.errors import BadInput
from report.sources import usgs
from report.sources.run import run
from report.sources.usgs_values import half_last_digit, in_tonnes, read_value

from .files import csv_text, usgs_long

WORLD = "World Mine Production and Reserves"
COBALT = [
    (WORLD, "Cobalt", "Canada", "Production", "Mine production", "metric tons", "2025", "3,350", "Estimated."),
    (WORLD, "Cobalt", "Congo (Kinshasa)", "Production", "Mine production", "metric tons", "2025", "226,000", ""),
    (WORLD, "Cobalt", "Other countries", "Production", "Mine production", "metric tons", "2025", "9,100", ""),
    (WORLD, "Cobalt", "World total", "Production", "Mine production: rounded", "metric tons", "2025", "240,000", ""),
    (WORLD, "Cobalt", "Canada", "Reserves", "Reserves", "metric tons", "2025", "NA", ""),
    (WORLD, "Cobalt", "World total", "Reserves", "Reserves: rounded", "metric tons", "2025", ">12,000,000", ""),
    (WORLD, "Marble", "Italy", "Production", "Mine production", "metric tons", "2025", "9", ""),
]


def long_rows(context, edition: int = 2026) -> list[tuple]:
    """The rows of an edition in the tables of the project, written as the layout of 2026 prints them."""
    products = context.table("usgs_products")
    named = {(one.product, one.stage): (one.commodity, one.detail) for one in products.itertuples()}
    names = context.table("countries").set_index("country")["name"]
    rows = []
    for name in ("production", "refining", "reserves"):
        for table in (name, f"{name}_totals"):
            frame = context.table(table)
            for row in frame[frame["edition"] == edition].to_dict("records"):
                key = (row["product"], row.get("stage", "mine" if name == "production" else ""))
                if key in named and "Ilmenite" not in key[0]:
                    place = {"world": "World total", "other": "Other countries"}.get(row.get("aggregate"))
                    rows.append(
                        (WORLD, named[key][0], place or names[row["country"]], "Reserves" if name == "reserves" else
                         "Production", named[key][1], row["unit_printed"], row["year"], row["value_printed"],
                         "Estimated." if row.get("estimated") else "")
                    )  # fmt: skip
    return rows


def test_the_long_layout_gives_an_edition_again(tmp_path, context):
    products = context.table("usgs_products")
    listed = set(products["product"])
    tables = usgs.read([usgs_long(tmp_path / "MCS2026_Commodities_Data.csv", long_rows(context))], context).tables
    assert set(tables) >= {"production", "production_totals", "refining", "refining_totals", "reserves"}
    for name, update in tables.items():
        old = context.table(name)
        old = old[(old["edition"] == 2026) & old["product"].isin(listed) & ~old["product"].str.contains("Ilmenite")]
        new = update.rows.astype(old.dtypes.to_dict())
        pd.testing.assert_frame_equal(new, old.sort_values(context.schema(name)["primaryKey"], ignore_index=True))


def test_the_values_of_a_long_table(tmp_path, context):
    read = usgs.read([usgs_long(tmp_path / "MCS2027_Commodities_Data.csv", COBALT)], context)
    rows = read.tables["production"].rows
    assert rows[["edition", "year", "country", "value_t", "estimated"]].values.tolist() == [
        [2027, 2025, "CAN", 3350.0, True],
        [2027, 2025, "COD", 226_000.0, False],
    ]
    totals = read.tables["production_totals"].rows.set_index("aggregate")
    assert totals.loc["world", ["value_t", "rounding_t"]].tolist() == [240_000.0, 5000.0]
    assert read.tables["reserves"].rows["flag"].tolist() == ["not_available"]
    assert read.tables["reserves_totals"].rows[["value_t", "flag"]].values.tolist() == [[12e6, "greater_than"]]
    assert "marble" in read.notes[0]


def test_the_layout_of_2025(tmp_path, context):
    header = (
        "SOURCE,COMMODITY,COUNTRY,TYPE,UNIT_MEAS,PROD_2023,PROD_EST_ 2024,PROD_NOTES,CAP_2023,RESERVES_2024,"
        "RESERVE_NOTES"
    ).split(",")
    titanium = "Mine production, ilmentite, titanium dioxide (TiO2) content"
    lines = [
        ("MCS2025", "Molybdenum", "Chile", "Mine production, molybdenum content", "metric tons", "44100", "38000",
         "", "", "1400", " (Reserve data is thousand metric tons)."),
        ("MCS2025", "Titanium Mineral Concentrates", "World total (ilmenite and rutile, rounded)", titanium,
         "metric tons", "9430", "9400", "", "", "", ""),
        ("MCS2025", "Helium", "United States (from Cliffside Field)", "Production, helium gas content",
         "million cubic meters", "18", "13", "estimated 2023", "", "", ""),
    ]  # fmt: skip
    path = tmp_path / "MCS2025_World_Data.csv"
    path.write_text("\ufeff" + csv_text([header, *lines]), encoding="utf-8")
    tables = usgs.read([path], context).tables
    mined = tables["production"].rows.set_index(["product", "year"])
    assert mined.loc[("Molybdenum content", 2024), ["value_t", "estimated"]].tolist() == [38_000.0, True]
    assert not mined.loc[("Molybdenum content", 2023), "estimated"]
    cliffside = mined.loc[("Helium gas [US Cliffside storage]", 2023)]
    assert cliffside["estimated"] and pd.isna(cliffside["value_t"]), "a volume is no tonnes"
    assert tables["reserves"].rows["value_t"].tolist() == [1_400_000.0], "the unit of the note counts"
    assert tables["production_totals"].rows["product"].unique().tolist() == ["Ilmenite+rutile, TiO2 content"]


def test_the_layout_of_2024(tmp_path, context):
    header = "Source,Country,Type,Prod_t_2022,Prod_t_est_2023,Prod_notes,Reserves_t,Reserves_notes,,".split(",")
    kind = "Mine production - nickel, metric tons contained"
    lines = [
        ("MCS2024", "New Caledonia11", kind, "200000", "230000", "", "7100000", "", "", ""),
        ("MCS2024", "World total (rounded)", kind, "3270000", "3600000", "", ">130000000", "", "", ""),
    ]
    (tmp_path / "mcs2024-nicke_world.csv").write_text(csv_text([header, *lines]), encoding="utf-8")
    (tmp_path / "mcs2024-nicke_salient.csv").write_text("DataSource,Price,Price\nMCS2024,1,2\n", encoding="utf-8")
    read = usgs.read([tmp_path], context)
    rows = read.tables["production"].rows
    assert rows[["edition", "year", "country", "value_t", "estimated"]].values.tolist() == [
        [2024, 2022, "NCL", 200_000.0, False],
        [2024, 2023, "NCL", 230_000.0, True],
    ]
    assert read.tables["reserves_totals"].rows["flag"].tolist() == ["greater_than"]
    assert "mcs2024-nicke_salient.csv" in read.notes[-1]


def test_us_tables(tmp_path, context):
    rows = [
        *COBALT,
        ("Import Sources", "Cobalt", "Norway", "Import sources 2022-2025", "Metal", "percent", "2022–25", "27", ""),
        ("Import Sources", "Cobalt", "Other countries", "Import sources 2022-2025", "Metal", "percent",
         "2022–25", "<1", ""),
        ("Salient Statistics—United States", "Cobalt", "United States", "Net import reliance",
         "Net import reliance as a percentage of apparent consumption", "percent", "2026", ">75", ""),
        ("Salient Statistics—United States", "Lead", "United States", "Net import reliance",
         "Net import reliance as a percentage of apparent consumption, refined metal", "percent", "2026", "E", ""),
    ]  # fmt: skip
    tables = usgs.read([usgs_long(tmp_path / "MCS2027_Commodities_Data.csv", rows)], context).tables
    sources = tables["us_import_sources"].rows
    assert sources[["country", "period", "share", "flag"]].values.tolist() == [
        ["NOR", "2022-2025", 0.27, ""],
        ["", "2022-2025", 0.01, "<"],
    ]
    reliance = tables["import_reliance"].rows
    assert reliance["detail"].tolist() == ["salient statistics", "salient statistics: refined metal"]
    assert reliance["flag"].tolist() == [">", "E"] and reliance["mineral_id"].tolist() == ["cobalt", ""]


def test_a_new_edition_stands_beside_the_others_and_large_moves_wait(tmp_path, context, checks):
    raised = [
        (*row[:7], "33,500" if row[2] == "Canada" and row[3] == "Production" else row[7], row[8]) for row in COBALT
    ]
    whole = [row for row in long_rows(context) if row[1] != "cobalt"]
    shares = [
        ("Import Sources", row.commodity, row.country_as_printed, "Import sources", row.detail, "percent", "2022–25",
         f"{row.flag}{row.share * 100:g}", "")
        for row in context.table("us_import_sources").itertuples()
    ]  # fmt: skip
    path = usgs_long(tmp_path / "MCS2027_Commodities_Data.csv", [*raised, *whole, *shares], "utf-8")
    with pytest.raises(BadInput, match="Cobalt content, CAN 2025"):
        run("usgs", [path], context, tmp_path / "data", cache=checks)
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("2,200", (2200.0, "")),
        ("1.1", (1.1, "")),
        (">49,000", (49_000.0, "greater_than")),
        ("W", (None, "withheld")),
        ("NA", (None, "not_available")),
        ("—", (0.0, "zero_or_nil")),
        ("Less than ½ unit.", (None, "less_than_half_unit")),
        ("Large", (None, "qualitative")),
        ("1.234,5", None),
        ("12,34", None),
        ("about 5", None),
        ("-5", None),
    ],
)
def test_printed_values(printed, expected):
    assert read_value(printed) == expected


def test_units_and_rounding():
    assert in_tonnes(190_000, "kilograms") == 190.0
    assert in_tonnes(3.0, "million cubic meters") is None and in_tonnes(3.0, "") is None
    assert [half_last_digit(value) for value in (1200.0, 1201.0, 1.1, 0.0)] == [50.0, 0.5, pytest.approx(0.05), 0.5]


BAD = {
    "decimal comma": ({7: "3.350,5"}, "row 2, column Value", "neither a number nor a known word"),
    "unknown unit": ({5: "long tons"}, "row 2", "unknown unit 'long tons'"),
    "unknown country": ({2: "Kanada"}, "row 2, column Country", "no country is called 'Kanada'"),
    "no year": ({6: "2025e"}, "row 2, column Year", "not a year: '2025e'"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_cells_are_named(tmp_path, context, case):
    changes, place, what = BAD[case]
    row = tuple(changes.get(at, cell) for at, cell in enumerate(COBALT[0]))
    with pytest.raises(BadInput) as caught:
        usgs.read([usgs_long(tmp_path / "MCS2027.csv", [row, *COBALT[1:]])], context)
    assert place in caught.value.where and what in caught.value.what and caught.value.next_step


def test_a_file_without_an_edition(tmp_path, context):
    with pytest.raises(BadInput, match="nothing states the edition"):
        usgs.read([usgs_long(tmp_path / "download.csv", COBALT)], context)
    context.options.update(edition="2027")
    assert set(usgs.read([tmp_path / "download.csv"], context).tables["production"].rows["edition"]) == {2027}
