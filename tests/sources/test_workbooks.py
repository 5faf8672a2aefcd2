"""Pink Sheet, WGI and the IEA workbook: the project's own rows come out again; cells that are wrong are named."""

from __future__ import annotations

import pandas as pd
import pytest

from report.errors import BadInput
from report.sources import iea, pinksheet, wgi

from .files import csv_text, workbook

WGI = ("code", "countryname", "year", "indicator", "estimate", "stddev", "nsource", "pctrank")


def prices_workbook(path, context, changes=None, names=None):
    """The World Bank's prices of the project as the monthly workbook has them, with a title and two lines of heads."""
    table = context.table("prices")
    table = table[table["producer"] == "World Bank"]
    wide = table.pivot_table(index=["year", "month"], columns=["series", "unit"], values="price", sort=False)
    wide = wide.sort_index()
    months = [f"{year}M{month:02d}" for year, month in wide.index]
    cells = [[None if pd.isna(value) else value for value in row] for row in wide.to_numpy()]
    for (row, column), value in (changes or {}).items():
        cells[row][column] = value
    series = [(names or {}).get(name, name) for name, _ in wide.columns]
    heads = [
        ["World Bank Commodity Price Data (The Pink Sheet)"],
        ["monthly prices in nominal US dollars, 1960 to present"],
        ["(monthly series are available only in nominal US dollars)"],
        ["Updated on January 04, 2027"],
        [None, *series],
        [None, *[f"({unit})" for _, unit in wide.columns]],
    ]
    lines = [[month, *row] for month, row in zip(months, cells, strict=True)]
    return workbook(path, {"AFOSHEET": [[None]], "Monthly Prices": [*heads, *lines], "Description": [["x"]]})


def test_pink_sheet_gives_the_prices_again(tmp_path, context):
    old = context.table("prices")
    old = old[old["producer"] == "World Bank"]
    first = old["series"].iloc[0]
    path = prices_workbook(tmp_path / "CMO.xlsx", context, names={first: f"{first.replace('*', '')} **"})
    update = pinksheet.read([path], context).tables["prices"]
    key = context.schema("prices")["primaryKey"]
    new = update.rows.astype(old.dtypes.to_dict())
    pd.testing.assert_frame_equal(
        new.sort_values(key, ignore_index=True), old.sort_values(key, ignore_index=True), check_like=True
    )
    assert update.owns == {"producer": "World Bank"}
    assert update.record["edition"].startswith("Pink Sheet January 2027")
    assert "January 2027; U.S. Geological Survey" in update.record["citation"]


@pytest.mark.parametrize("value", ["12,5", -3, "n/k"])
def test_pink_sheet_names_a_wrong_price(tmp_path, context, value):
    path = prices_workbook(tmp_path / "CMO.xlsx", context, changes={(0, 1): value})
    with pytest.raises(BadInput, match="not a price") as caught:
        pinksheet.read([path], context)
    assert "row 7" in caught.value.where


def test_pink_sheet_of_another_kind(tmp_path, context):
    with pytest.raises(BadInput, match="no sheet 'Monthly Prices'"):
        pinksheet.read([workbook(tmp_path / "CMO.xlsx", {"Annual Prices (Nominal)": [["a"]]})], context)
    with pytest.raises(BadInput, match="no month such as 1960M01"):
        pinksheet.read([workbook(tmp_path / "b.xlsx", {"Monthly Prices": [["a", 1], ["1960", 2]]})], context)


def wgi_rows(context):
    names = context.table("countries").set_index("country")["name"]
    table = context.table("governance")
    table = table[table["year"] >= table["year"].max() - 1]
    return [
        (row.country, names[row.country], row.year, row.indicator, row.estimate, row.standard_error, 3, 50)
        for row in table.itertuples()
    ]


def test_wgi_gives_the_table_again(tmp_path, context):
    rows = [*wgi_rows(context), ("ASM", "American Samoa", 2023, "cc", "..", "..", "..", "..")]
    path = workbook(tmp_path / "wgidataset_2026.xlsx", {"Sheet1": [WGI, *rows]})
    update = wgi.read([path], context).tables["governance"]
    old = context.table("governance")
    old = old[old["year"] >= old["year"].max() - 1].sort_values(["year", "country", "indicator"], ignore_index=True)
    pd.testing.assert_frame_equal(update.rows[list(old.columns)], old, check_dtype=False)
    assert update.replaces == () and update.record["edition"] == "2026 update"


def wgi_of_2025(path, rows):
    """The layout since the update of 2025: a sheet for each indicator, longer names, a score beside the estimate."""
    header = [
        "Economy (name)", "Economy (code)", "Region", "Income classification", "Year", "Governance dimension",
        "Number of sources", "Governance estimate (approx. -2.5 to +2.5)", "Standard error (estimate)",
        "Governance score (0-100)", "Standard error (gov. score)",
    ]  # fmt: skip
    sheets: dict = {"Introduction": [["Worldwide Governance Indicators"]]}
    for code, name, year, indicator, estimate, error, *_ in rows:
        cells = [name, code, "A region", "High income", year, indicator, 3, estimate, error, 50.0, 2.0]
        sheets.setdefault(indicator, [header]).append(cells)
    return workbook(path, sheets)


def test_wgi_with_a_sheet_for_each_indicator_says_the_same(tmp_path, context):
    rows = wgi_rows(context)
    old = wgi.read([workbook(tmp_path / "wgidataset_2024.xlsx", {"Sheet1": [WGI, *rows]})], context)
    new = wgi.read([wgi_of_2025(tmp_path / "wgidataset-2025.xlsx", rows)], context)
    pd.testing.assert_frame_equal(new.tables["governance"].rows, old.tables["governance"].rows)
    assert new.tables["governance"].record["edition"] == "2025 update"
    wrong = wgi_of_2025(tmp_path / "wrong.xlsx", [*rows[:3], ("CAN", "Canada", 2023, "rl", 93.2, 1)])
    with pytest.raises(BadInput, match="an estimate of 93.2") as caught:
        wgi.read([wrong], context)
    assert "sheet rl, row 2, column estimate" in caught.value.where


def test_wgi_knows_countries_by_the_banks_names(tmp_path, context):
    rows = [row[1:] for row in wgi_rows(context)[:1]]
    rows += [("Congo, Dem. Rep.", 2023, "va", -1.2, 0.1, 3, 9), ("Korea, Rep.", 2023, "va", 1.0, 0.1, 3, 9)]
    path = tmp_path / "wgi.csv"
    path.write_text(csv_text([WGI[1:], *rows]), encoding="utf-8")
    assert {"COD", "KOR"} <= set(wgi.read([path], context).tables["governance"].rows["country"])


@pytest.mark.parametrize(
    ("row", "place", "what"),
    [
        (("XXX", "Atlantis", 2023, "cc", 1, 1, 1, 1), "row 2, column countryname", "no country is called 'Atlantis'"),
        (("CAN", "Canada", 2023, "zz", 1, 1, 1, 1), "row 2, column indicator", "unknown indicator 'zz'"),
        (("CAN", "Canada", 2023, "cc", 93.2, 1, 1, 1), "row 2, column estimate", "an estimate of 93.2"),
        (("CAN", "Canada", 2031, "cc", 1, 1, 1, 1), "row 2, column year", "not a year: '2031'"),
        (("CAN", "Canada", 2023, "cc", "1,7", 1, 1, 1), "row 2, column estimate", "not a number: '1,7'"),
    ],
)
def test_wgi_names_a_wrong_cell(tmp_path, context, row, place, what):
    with pytest.raises(BadInput) as caught:
        wgi.read([workbook(tmp_path / "wgi.xlsx", {"Sheet1": [WGI, row]})], context)
    assert place in caught.value.where and what in caught.value.what


YEARS = [None, 2025, None, 2030, 2035, None, 2030, 2035, None, 2030, 2035]
SCENARIOS = [None] * 3 + ["Stated policies scenario", None, None, "Announced pledges scenario", None, None]
SCENARIOS += ["Net Zero Emissions by 2050 scenario", None]


def line(name, *values):
    base, *rest = values
    return [name, base, None, *rest[:2], None, *rest[2:4], None, *rest[4:6]]


def iea_workbook(path, value=4.0):
    total = [
        [None], ["Total demand for lithium and copper (kt)"], [None], SCENARIOS, YEARS, [None],
        line("Copper", *[None] * 7), line("Solar PV", 1, 2, 3, value, 5, 6, 7),
        line("Total clean technologies", *range(7)), line("Share of clean technologies in total demand", *[0.5] * 7),
    ]  # fmt: skip
    clean = [
        [None], ["Mineral demand for clean energy technologies - by mineral (kt)"], [None], SCENARIOS, YEARS, [None],
        line("PGMs (other than iridum)", *range(7)), line("Total", *range(7)),
    ]  # fmt: skip
    case = [[None], ["Mineral demand for wind (kt)"], [None], SCENARIOS, YEARS, line("Boron", *range(7))]
    return workbook(path, {"Cover": [[None]], "1 Total": total, "2.2 Wind": case, "3.2 Clean": clean})


def test_iea_workbook(tmp_path, context):
    update = iea.read([iea_workbook(tmp_path / "CM_Data_Explorer_2026-05.xlsx")], context).tables["demand_outlook"]
    rows = update.rows.set_index(["mineral_as_listed", "scope", "sector", "scenario", "year"])["value_kt"]
    assert rows[("Copper", "total demand by sector", "Solar PV", "base year", 2025)] == 1.0
    assert rows[("Copper", "total demand by sector", "Solar PV", "APS", 2030)] == 4.0
    assert rows[("Copper", "total demand", "Total clean technologies", "NZE", 2035)] == 6.0
    assert rows[("PGMs", "clean-technology demand", "Total clean technologies", "STEPS", 2030)] == 1.0
    assert set(update.rows["mineral_id"]) == {"copper", "platinum-group"} and "Boron" not in rows
    assert update.record["edition"] == "2026-05" and update.record["vintage"] == "base year 2025"


def test_iea_names_a_wrong_cell(tmp_path, context):
    with pytest.raises(BadInput, match="not an amount: '4,0'") as caught:
        iea.read([iea_workbook(tmp_path / "CM.xlsx", "4,0")], context)
    assert "sheet 1 Total" in caught.value.where and "row 8" in caught.value.where


def test_a_workbook_that_is_none(tmp_path, context):
    (tmp_path / "a.xlsx").write_bytes(b"PK\x03\x04 not a workbook")
    for module in (iea, pinksheet):
        with pytest.raises(BadInput):
            module.read([tmp_path / "a.xlsx"], context)
    (tmp_path / "old.xlsx").write_bytes(b"\xd0\xcf\x11\xe0" + b"0" * 100)
    with pytest.raises(BadInput, match="an old workbook"):
        pinksheet.read([tmp_path / "old.xlsx"], context)
