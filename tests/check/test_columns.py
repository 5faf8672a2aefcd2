"""Validation by column gives the verdicts of frictionless, on samples with a fault of every kind."""

import csv
import io
import json
import tempfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet
from hypothesis import given, settings
from hypothesis import strategies as st

from report.check.columns import check_columns, reference_keys
from report.check.rows import check_rows

from .builder import field, foreign_key, write_package, write_table

FIELDS = [
    field("id", "integer", required=True),
    field("code", pattern="[A-Z]{3}", required=True),
    field("hs6", unique=True),
    field("year", "integer", minimum=1995, maximum=2100),
    field("value_t", "number", minimum=0),
    field("final", "boolean"),
    field("stage", enum=["ore", "refined"]),
    field("day", "date"),
]
KEYS = [foreign_key("code", "countries", "country")]
BROKEN = [
    ["1", "CAN", "250410", "2024", "1.5", "true", "ore", "2024-01-31"],
    ["2", "USA", "250410", "2024", "-1", "false", "refined", "2024-02-30"],
    ["2", "", "250490", "1994", "2e3", "maybe", "scrap", ""],
    ["x", "can", "", "2101", "abc", "", "", "31-01-2024"],
    ["", "CHN", "260300", "20x4", "", "1", "ore", "2024-1-5"],
    ["", "CHN", "260400", "2024.5", "1,000", "TRUE", "Ore", "2024-01-05"],
    ["7", "NA", "NA", " 2024 ", "1.", "False", "ore", "2024-12-31"],
]


def verdicts_of_both(folder, rows, fields=FIELDS, key=("id",)):
    countries = write_table(folder, "countries", [field("country")], [["CAN"], ["USA"], ["NAM"]])
    sample = write_table(folder, "sample", fields, rows, key, KEYS)
    write_package(folder, countries, sample)
    by_row = {verdict[:3] for verdict in check_rows(folder, [sample, countries], "sample")}
    references = {("countries", ("country",)): reference_keys(folder / "countries.csv", ("country",))}
    by_column = {verdict[:3] for verdict in check_columns(folder / "sample.csv", sample["schema"], references)}
    return by_row, by_column, (sample, references)


def test_a_fault_of_every_kind_is_found_by_both(tmp_path):
    by_row, by_column, _ = verdicts_of_both(tmp_path, BROKEN)
    assert by_row == by_column
    kinds = {kind for _, _, kind in by_column}
    assert kinds == {
        "type", "required", "unique", "primaryKey", "foreignKey", "minimum", "maximum", "enum", "pattern",
    }  # fmt: skip


def test_text_columns_in_parquet_get_the_same_verdicts(tmp_path):
    by_row, _, (sample, references) = verdicts_of_both(tmp_path, BROKEN)
    columns = [[cell or None for cell in column] for column in zip(*BROKEN, strict=True)]
    table = pa.table([pa.array(column, pa.string()) for column in columns], names=[one["name"] for one in FIELDS])
    pyarrow.parquet.write_table(table, tmp_path / "sample.parquet")
    found = check_columns(tmp_path / "sample.parquet", sample["schema"], references)
    assert {verdict[:3] for verdict in found} == by_row


def test_stored_numbers_in_parquet(tmp_path):
    fields = [field("year", "integer", minimum=2000), field("value_t", "number", minimum=0), field("code")]
    table = pa.table({"year": [1999.0, 2001.5, 2002.0], "value_t": [float("nan"), -1.0, 2.0], "code": [1, 2, 3]})
    pyarrow.parquet.write_table(table, tmp_path / "t.parquet")
    found = {verdict[:3] for verdict in check_columns(tmp_path / "t.parquet", {"fields": fields})}
    assert found == {
        (2, "year", "minimum"), (3, "year", "type"), (3, "value_t", "minimum"),
        (2, "code", "type"), (3, "code", "type"), (4, "code", "type"),
    }  # fmt: skip


def test_another_header_is_one_verdict(tmp_path):
    (tmp_path / "t.csv").write_text("a,c\n1,2\n")
    [verdict] = check_columns(tmp_path / "t.csv", {"fields": [field("a"), field("b")]})
    assert verdict.kind == "columns" and "'b'" in verdict.detail and "'c'" in verdict.detail


CELLS = {
    "id": ["1", "2", "3", "4", "", "x"],
    "code": ["CAN", "USA", "NAM", "can", "XXX", ""],
    "hs6": ["250410", "250490", "260300", ""],
    "year": ["2024", "1994", "2101", "20x4", "", "+2000"],
    "value_t": ["0", "-0.5", "1e3", ".5", "a", ""],
    "final": ["true", "false", "0", "yes", ""],
    "stage": ["ore", "refined", "other", ""],
    "day": ["2024-01-31", "2024-02-30", "2024", ""],
}


ROW = st.tuples(*(st.sampled_from(cells) for cells in CELLS.values()))


@settings(max_examples=25, deadline=None)
@given(st.lists(ROW, min_size=1, max_size=8), st.booleans())
def test_both_agree_on_any_sample(rows, composite):
    with tempfile.TemporaryDirectory() as name:
        key = ("id", "code") if composite else ("id",)
        by_row, by_column, _ = verdicts_of_both(Path(name), [list(row) for row in rows], key=key)
    assert by_row == by_column, json.dumps(rows)


def test_keys_of_several_columns_and_missing_parts(tmp_path):
    text = io.StringIO()
    csv.writer(text).writerows([["a", "b"], ["1", ""], ["", ""], ["1", "2"]])
    (tmp_path / "t.csv").write_text(text.getvalue())
    assert reference_keys(tmp_path / "t.csv", ("a", "b")) == {"1\x1f", "1\x1f2"}
