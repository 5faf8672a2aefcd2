"""Tables are typed by their schema and changed by nothing but the corrections table."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from report import tabledata
from report.errors import BadInput

from .project import edit_text, write_package


def folder(tmp_path, frame: pd.DataFrame, corrections: list[dict[str, str]] | None = None):
    """A data folder with one table `t` and its corrections."""
    columns = ["correction_id", "table", "key", "column", "old", "new", "reason", "source", "guard", "kind"]
    rows = pd.DataFrame(
        [{**dict.fromkeys(columns, ""), "correction_id": "C1", "table": "t", **row} for row in corrections or []],
        columns=columns,
        dtype="str",
    )
    return write_package(tmp_path / "data", {"t": ("t.csv", frame), "corrections": ("corrections.csv", rows)})


def test_columns_have_the_types_of_the_schema(package):
    partners = tabledata.load_table(package, "partners")
    assert partners["order"].dtype == "int64"
    assert partners["full_chapter"].dtype == "bool"
    assert str(partners["name"].dtype) == "str"
    assert tabledata.load_table(package, "trade_flows")["value_usd"].dtype == "float64"


def test_namibia_and_empty_texts_stay_texts(tmp_path):
    frame = pd.DataFrame({"code": ["NA", "NULL", "nan", "", "None"], "value": [1.5, None, 3, 4, 5]})
    found = tabledata.load_published(folder(tmp_path, frame), "t")
    assert list(found["code"]) == ["NA", "NULL", "nan", "", "None"]
    assert list(found["value"].isna()) == [False, True, False, False, False]


def test_codes_with_leading_zeros_stay_texts(tmp_path):
    found = tabledata.load_published(folder(tmp_path, pd.DataFrame({"hs6": ["010121", "282520"]})), "t")
    assert list(found["hs6"]) == ["010121", "282520"]


def test_missing_integers_and_booleans_are_missing(tmp_path):
    frame = pd.DataFrame({"month": pd.array([1, None], dtype="Int64"), "flag": pd.array([True, None], dtype="boolean")})
    data = folder(tmp_path, frame)
    (data / "t.csv").write_text("month,flag\n1,true\n,\n", encoding="utf-8")
    found = tabledata.load_published(data, "t")
    assert [str(kind) for kind in found.dtypes] == ["Int64", "boolean"]
    assert list(found["month"].isna()) == list(found["flag"].isna()) == [False, True]


@pytest.mark.parametrize(
    "frame, cell, says",
    [
        (pd.DataFrame({"a": [1.5]}), "many", "not a number"),
        (pd.DataFrame({"a": [1]}), "1.5", "not a whole number"),
        (pd.DataFrame({"a": [True]}), "yes", "not true or false: 'yes'"),
    ],
)
def test_cell_of_the_wrong_type_is_refused_with_its_column(tmp_path, frame, cell, says):
    data = folder(tmp_path, frame)
    (data / "t.csv").write_text(f"a\n{cell}\n", encoding="utf-8")
    with pytest.raises(BadInput, match=says) as caught:
        tabledata.load_published(data, "t")
    assert str(caught.value).startswith(f"{data / 't.csv'}, column a: ")


@pytest.mark.parametrize("text, wrong", [("a\n1\n", "'b'"), ("a,b,c\n1,2,3\n", "'c'"), ("b,a\n1,2\n", "their order")])
def test_columns_that_differ_from_the_schema_are_refused(tmp_path, text, wrong):
    data = folder(tmp_path, pd.DataFrame({"a": [1], "b": [2]}))
    (data / "t.csv").write_text(text, encoding="utf-8")
    with pytest.raises(BadInput, match="columns differ from the schema") as caught:
        tabledata.load_published(data, "t")
    assert wrong in str(caught.value)


def test_row_that_is_too_long_does_not_shift_the_others(tmp_path):
    data = folder(tmp_path, pd.DataFrame({"a": ["x"], "b": ["y"]}))
    (data / "t.csv").write_text("a,b\nx,y,z\nx,y,z\n", encoding="utf-8")
    with pytest.raises(BadInput, match="cannot be read as a table"):
        tabledata.load_published(data, "t")


def test_correction_of_a_cell(tmp_path):
    frame = pd.DataFrame({"id": ["a", "b"], "value": [1.0, 2.0]})
    data = folder(tmp_path, frame, [{"key": '{"id": "a"}', "column": "value", "old": "1", "new": "10"}])
    assert list(tabledata.load_table(data, "t")["value"]) == [10, 2]
    assert list(tabledata.load_published(data, "t")["value"]) == [1, 2]


@pytest.mark.parametrize(
    "column, new, expected",
    [
        ("value", "x1000", [1000, 2000, 3]),
        ("value", "", [None, None, 3]),
        ("name", "x", ["x", "x", "n"]),
        ("count", "7", [7, 7, 3]),
        ("count", "x1000", [1000, 2000, 3]),
        ("count", "", [None, None, 3]),
        ("sure", "true", [True, True, True]),
    ],
)
def test_correction_multiplies_empties_or_replaces(tmp_path, column, new, expected):
    frame = pd.DataFrame(
        {
            "id": ["a", "a", "b"],
            "year": [2020, 2021, 2020],
            "value": [1.0, 2.0, 3.0],
            "name": ["n", "n", "n"],
            "count": [1, 2, 3],
            "sure": [False, False, True],
        }
    )
    data = folder(tmp_path, frame, [{"key": '{"id": "a"}', "column": column, "new": new}])
    found = tabledata.load_table(data, "t")[column]
    assert [None if pd.isna(cell) else cell for cell in found] == expected


def test_correction_applies_to_the_rows_its_guard_holds_for(tmp_path):
    frame = pd.DataFrame({"id": ["a", "a"], "year": [2020, 2021], "value": [1.0, 2.0]})
    data = folder(tmp_path, frame, [{"key": '{"id": "a"}', "column": "value", "new": "x1000", "guard": "value < 2"}])
    assert list(tabledata.load_table(data, "t")["value"]) == [1000, 2]


@pytest.mark.parametrize(
    "row",
    [
        {"key": '{"id": "z"}'},
        {"key": '{"id": "a"}', "guard": "value == 5"},
        {"key": '{"id": "a", "year": 1999}'},
    ],
)
def test_correction_that_selects_nothing_is_refused(tmp_path, row):
    frame = pd.DataFrame({"id": ["a"], "year": [2020], "value": [1.0]})
    data = folder(tmp_path, frame, [{"column": "value", "new": "x1000", **row}])
    with pytest.raises(BadInput, match="selects no row whose guard holds") as caught:
        tabledata.load_table(data, "t")
    assert "C1 (table t, column value)" in str(caught.value)


@pytest.mark.parametrize(
    "row",
    [
        {"key": '{"idd": "a"}'},
        {"key": '{"id": "a"}', "guard": "valeu == 5"},
        {"key": "not json"},
        {"key": '{"id": "a"}', "column": "valeu"},
        {"key": '{"id": "a"}', "new": "many"},
    ],
)
def test_correction_that_cannot_be_applied_is_refused(tmp_path, row):
    frame = pd.DataFrame({"id": ["a"], "year": [2020], "value": [1.0]})
    data = folder(tmp_path, frame, [{"column": "value", "new": "5", **row}])
    with pytest.raises(BadInput) as caught:
        tabledata.load_table(data, "t")
    assert "corrections, C1 (table t, column val" in str(caught.value)


def test_loading_again_follows_a_changed_file(package):
    assert "India" in set(tabledata.load_table(package, "partners")["name"])
    edit_text(package / "reference/partners.csv", "India", "Bharat")
    assert "Bharat" in set(tabledata.load_table(package, "partners")["name"])


def test_changing_a_loaded_table_does_not_change_the_next(package):
    partners = tabledata.load_table(package, "partners")
    partners["name"] = "changed"
    partners.loc[0, "partner"] = "changed"
    again = tabledata.load_table(package, "partners")
    assert list(again["name"]) == ["India", "Mexico"] and list(again["partner"]) == ["IND", "MEX"]


def test_tables_are_read_by_attribute_and_by_name(package):
    data = tabledata.Tables(package, "trade_flows", "partners")
    assert len(data.trade_flows) == 8
    assert data["partners"].equals(data.partners)


def test_table_that_is_not_declared_is_refused(package):
    data = tabledata.Tables(package, "trade_flows")
    with pytest.raises(BadInput, match="table 'partners' is not declared") as caught:
        _ = data.partners
    assert "add 'partners' to the call of report.tables" in str(caught.value)


def test_unknown_table_is_refused_with_the_nearest(package):
    with pytest.raises(BadInput, match="no table 'trade_flow'") as caught:
        tabledata.Tables(package, "trade_flow")
    assert "did you mean trade_flows" in str(caught.value)


def test_missing_file_is_named(package):
    (package / "reference/partners.csv").unlink()
    with pytest.raises(BadInput, match="no such file") as caught:
        _ = tabledata.Tables(package, "partners").partners
    assert "partners.csv" in str(caught.value)


@pytest.mark.parametrize(
    "content, says",
    [
        (None, "no such file"),
        ("{", "not JSON"),
        ("[]", "no list of resources"),
        ("{}", "no list of resources"),
        ('{"resources": [{"path": "a.csv"}]}', "without a name or a path"),
        (b"\xff\xfe", "not UTF-8"),
    ],
)
def test_folder_without_a_good_descriptor_is_refused(tmp_path, content, says):
    path = tmp_path / "datapackage.json"
    if content is not None:
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(BadInput, match=says) as caught:
        tabledata.resource(tmp_path, "partners")
    assert str(path) in str(caught.value)


def test_folder_that_is_a_file_is_refused(tmp_path):
    (tmp_path / "data").touch()
    with pytest.raises(BadInput, match="no such file"):
        tabledata.read_package(tmp_path / "data")


def test_declared_tables_are_read_from_code():
    sources = [
        'data = report.tables(settings.data_dir, "trade_flows", "hs_map")\nother = 1',
        '%matplotlib inline\nmore = report.tables(settings.data_dir, "hs_map", "partners")\n!ls',
    ]
    assert tabledata.declared_tables(sources, "x") == ("trade_flows", "hs_map", "partners")


@pytest.mark.parametrize("arguments", ["name", "*names", "f'{a}_flows'", "1"])
def test_computed_table_name_is_refused(arguments):
    with pytest.raises(BadInput, match="is not a plain string"):
        tabledata.declared_tables([f"report.tables(folder, {arguments})"], "index.ipynb")


def test_code_that_is_not_python_is_refused():
    with pytest.raises(BadInput, match="not Python") as caught:
        tabledata.declared_tables(["x = 1", "report.tables(folder, "], "index.ipynb")
    assert "index.ipynb" in str(caught.value)


def test_a_folder_without_corrections_needs_none(tmp_path):
    data = write_package(tmp_path / "data", {"t": ("t.csv", pd.DataFrame({"a": [1]}))})
    assert len(json.loads((data / "datapackage.json").read_text())["resources"]) == 1
    assert list(tabledata.load_table(data, "t")["a"]) == [1]
