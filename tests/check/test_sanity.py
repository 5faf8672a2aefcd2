"""Each sanity check passes on a good folder and fails, with its row, on a copy broken for it."""

import json

import pytest

from report.check import sanity, sanity_amounts
from report.check.sanity import run

from .builder import field, write_package, write_table

PRODUCTION = [
    field("edition", "integer"), field("year", "integer"), field("mineral_id"), field("product"), field("country"),
    field("value_t", "number"),
]  # fmt: skip
TOTALS = [*PRODUCTION[:4], field("aggregate"), field("value_t", "number"), field("rounding_t", "number")]
OUTLOOK = [field("year", "integer"), field("mineral_id"), field("stage")]
CORRECTIONS = [field(name) for name in "correction_id table key column old new reason source guard kind".split()]
REVISIONS = [
    field(name)
    for name in "revision_id table mineral_id product country aggregate year edition_from edition_to reason".split()
]


def tables():
    """Rows of a small folder in which everything holds: name -> (fields, primary key, rows)."""
    key = json.dumps({"edition": 2025, "country": "AUS"})
    return {
        "countries": (
            [field("country"), field("name"), field("known_to")],
            ["country"],
            [[code, code, "ISO3166"] for code in ("AUS", "CAN", "CHN", "NAM")] + [["SCG", "SCG", "former"]],
        ),
        "trade_flows": (
            [field("year", "integer"), field("exporter"), field("importer"), field("hs6")],
            ["year", "hs6", "exporter", "importer"],
            [[year, "CAN", "NAM", hs6] for year in (2023, 2024) for hs6 in ("250410", "260400")],
        ),
        "hs_map": (
            [field("hs_code"), field("in_trade_flows", "boolean")],
            ["hs_code"],
            [["250410", "true"], ["260400", "true"], ["25041000", "false"]],
        ),
        "us_import_sources": (
            [field("commodity"), field("detail"), field("country"), field("share", "number"), field("flag")],
            [],
            [["Tin", "All", "CAN", 0.4, ""], ["Tin", "All", "CHN", 0.31, ""], ["Tin", "All", "", 0.3, ""]],
        ),
        "production": (
            PRODUCTION,
            ["edition", "year", "product", "country"],
            [
                [2025, 2023, "nickel", "Nickel", "AUS", 200], [2025, 2023, "nickel", "Nickel", "CAN", 130000],
                [2026, 2023, "nickel", "Nickel", "AUS", 150000], [2026, 2023, "nickel", "Nickel", "CAN", 100000],
            ],
        ),
        "production_totals": (
            TOTALS,
            ["edition", "year", "product", "aggregate"],
            [
                [2025, 2023, "nickel", "Nickel", "other", 50000, 0],
                [2025, 2023, "nickel", "Nickel", "world", 380000, 5000],
                [2026, 2023, "nickel", "Nickel", "world", 251000, 500],
            ],
        ),
        "supply_outlook": (
            [*OUTLOOK, field("country"), field("value_kt", "number")],
            ["year", "mineral_id", "stage", "country"],
            [
                [2024, "nickel", "mining", "CAN", 51.5],
                [2024, "nickel", "mining", "CHN", 51],
                [2024, "tin", "mining", "CHN", 9],
            ],
        ),
        "supply_outlook_totals": (
            [*OUTLOOK, field("aggregate"), field("value_kt", "number")],
            [],
            [[2024, "nickel", "mining", "world", 100], [2024, "tin", "mining", "world", 10]],
        ),
        "corrections": (
            CORRECTIONS,
            ["correction_id"],
            [["C1", "production", key, "value_t", "200", "x1000", "unit", "USGS", "value_t < 1000", "unit"]],
        ),
        "known_revisions": (REVISIONS, ["revision_id"], []),
        "instruments": (
            [field("instrument_id"), field("status"), field("date_start"), field("newest_source_date")],
            ["instrument_id"],
            [["A", "active", "2026-03-02", "2026-06"], ["B", "planned", "2027-01-01", ""]],
        ),
        "milestones": (
            [field("milestone_id"), field("published", "boolean"), field("as_of")],
            ["milestone_id"],
            [["M001", "true", "2026-11-01"], ["M055", "false", ""]],
        ),
        "sources": (
            [field("source_id"), field("publisher"), field("url"), field("published"), field("quotable", "boolean")],
            ["source_id"],
            [["S1", "NRCan", "https://a.org", "2026", "true"], ["S2", "Fooshya", "https://b.org", "", "false"]],
        ),
    }  # fmt: skip


def write_all(folder, content):
    records = [write_table(folder, name, fields, rows, key) for name, (fields, key, rows) in content.items()]
    return write_package(folder, *records)


def test_a_good_folder_passes(tmp_path):
    assert run(write_all(tmp_path, tables())) == []


BREAKS = {
    "country_codes_are_known": ("trade_flows", 0, 1, "XYZ", "'XYZ' is not in `countries`"),
    "codes_called_official_are": ("countries", 0, 0, "AUX", "'AUX' is not an ISO 3166"),
    "no_aggregate_is_a_country": ("production", 1, 4, "WLD", "'WLD' is not a country"),
    "keys_are_unique": ("trade_flows", 1, 3, "250410", "key repeats: 2023, 250410, CAN, NAM"),
    "codes_are_text_of_digits": ("trade_flows", 0, 3, "25041", "'25041' is not a code of 6 digits"),
    "trade_covers_every_code_and_year": ("trade_flows", 3, 3, "250490", "no flow of 260400 in 2024"),
    "traded_codes_are_mapped": ("hs_map", 1, 1, "false", "260400 is traded but not mapped"),
    "nothing_past_lies_ahead": ("instruments", 0, 2, "2027-03-02", "'2027-03-02' lies after"),
    "sources_are_not_of_tomorrow": ("sources", 0, 3, "2027", "'2027' lies after"),
    "corrections_still_apply": ("corrections", 0, 8, "value_t > 1000", "C1: selects no row whose guard holds"),
    "corrections_name_columns": ("corrections", 0, 3, "valeu", "C1: no column production.valeu"),
    "unpublished_stay_unpublished": ("milestones", 1, 1, "true", "M055 is marked as published"),
    "unquotable_stay_unquotable": ("sources", 1, 4, "true", "S2 is marked as quotable"),
    "shares_sum_to_one": ("us_import_sources", 0, 3, 0.3, "shares of Tin, All sum to 0.910"),
    "parts_meet_their_total": ("production", 3, 5, 70000, "parts miss the world total by 12.4%"),
    "no_part_exceeds_its_total": ("production", 3, 5, 300000, "CAN: 300,000 t of a world total of 251,000 t"),
    "outlook_meets_its_total": ("supply_outlook", 0, 4, 53, "listed countries exceed the total by 4.0%"),
    "outlook_has_no_other_excess": ("supply_outlook", 2, 4, 10.2, "listed countries exceed the total by 2.0%"),
    "no_coverage_is_lost": ("production", 3, 4, "NAM", "edition 2026 lost CAN and prints no other countries"),
    "large_moves_have_a_reason": ("production", 1, 5, 12000, "12,000 t in edition 2025, 100,000 t now"),
}


@pytest.mark.parametrize("name", BREAKS)
def test_a_broken_copy_fails(tmp_path, name):
    table, row, column, cell, expected = BREAKS[name]
    content = tables()
    content[table][2][row][column] = cell
    findings = run(write_all(tmp_path, content))
    assert any(expected in finding.what for finding in findings), findings


def test_findings_name_the_row_of_the_file(tmp_path):
    content = tables()
    content["production"][2][3][5] = 300000
    [finding] = [one for one in run(write_all(tmp_path, content)) if "of a world total" in one.what]
    assert (finding.row, finding.column) == (5, "value_t")
    assert finding.where.endswith("production.csv")


def test_a_listed_move_passes(tmp_path):
    content = tables()
    content["production"][2][1][5] = 12000
    content["known_revisions"][2].append(
        ["R1", "production", "nickel", "Nickel", "CAN", "", "2023", "2025", "2026", "Published revision"]
    )
    assert not [one for one in run(write_all(tmp_path, content)) if "in edition" in one.what]


def test_withheld_parts_may_fall_short(tmp_path):
    content = tables()
    content["production"][2][3][5] = ""
    assert not [one for one in run(write_all(tmp_path, content)) if "total" in one.what]


def test_small_gaps_of_the_publisher_are_warnings(tmp_path):
    content = tables()
    content["production_totals"][2][2][5:] = [241000, 500]
    content["production"][2][3][5] = 100400
    content["production"][2][2][5] = 150100
    findings = run(write_all(tmp_path, content))
    assert [finding.severity for finding in findings] == ["warning"]


def test_a_table_that_cannot_be_loaded_is_a_finding(tmp_path):
    content = tables()
    content["production"][2][0][5] = "many"
    assert any("could not run" in finding.what for finding in run(write_all(tmp_path, content)))


def test_absent_tables_have_no_findings(tmp_path):
    assert run(write_all(tmp_path, {"countries": tables()["countries"]})) == []


def test_results_are_remembered_until_a_table_changes(tmp_path, monkeypatch):
    folder, store = write_all(tmp_path / "data", tables()), tmp_path / "cache"
    assert run(folder, store) == []
    monkeypatch.setattr(sanity, "CHECKS", ())
    content = tables()
    content["trade_flows"][2][0][1] = "XYZ"
    assert run(folder, store) == []
    before = sanity.input_key(folder)
    write_all(folder, content)
    assert sanity.input_key(folder) != before


@pytest.mark.parametrize(("value", "half_unit"), [(1200, 50), (1201, 0.5), (0, 0), (1.5, 0), (3000000, 500000)])
def test_rounding_of_a_printed_number(value, half_unit):
    assert sanity_amounts.printed_rounding(value) == half_unit


def test_every_check_says_what_holds():
    assert all(check.__doc__ for check in sanity.CHECKS)
