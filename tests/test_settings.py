"""Parameters are checked against one typed list before a kernel starts."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report import settings
from report.errors import BadInput


def test_defaults_are_the_edition():
    found = settings.validate({})
    assert (found.partner, found.first_year, found.last_year, found.data_dir) == ("IND", 2010, 2024, "data")


@pytest.mark.parametrize("name, nearest", [("partnr", "partner"), ("lastyear", "last_year"), ("minerals", "mineral")])
def test_misspelt_name_is_refused_with_the_nearest(name, nearest):
    with pytest.raises(BadInput, match=f"unknown parameter '{name}'") as caught:
        settings.validate({name: 1}, where="--set")
    assert f"did you mean {nearest}" in str(caught.value)
    assert str(caught.value).startswith("--set: ")


@pytest.mark.parametrize(
    "name, value",
    [
        ("last_year", "soon"),
        ("last_year", 2024.5),
        ("last_year", 1066),
        ("partner", "India"),
        ("partner", "ind"),
        ("shift_share", 1.5),
        ("dependence_line", 0),
        ("edition_date", "never"),
        ("mineral", "Lithium!"),
    ],
)
def test_value_of_the_wrong_type_or_range_is_refused(name, value):
    with pytest.raises(BadInput, match=f"parameter '{name}' = "):
        settings.validate({name: value})


@pytest.mark.parametrize("first, last", [("first_year", "last_year"), ("pool_first_year", "pool_last_year")])
def test_period_that_ends_before_it_begins_is_refused(first, last):
    with pytest.raises(BadInput, match=f"{first} is after {last}"):
        settings.validate({first: 2020, last: 2019})


@given(st.integers(1995, 2100), st.integers(1995, 2100))
def test_years_are_accepted_exactly_when_in_order(first, last):
    if first <= last:
        assert settings.validate({"first_year": first, "last_year": last}).last_year == last
    else:
        with pytest.raises(BadInput):
            settings.validate({"first_year": first, "last_year": last})


def test_text_from_the_command_line_becomes_typed():
    pairs = settings.parse_assignments(["last_year = 2023", "edition_date=2026-01-31", "shift_share=0.2"])
    found = settings.validate(pairs)
    assert (found.last_year, found.edition_date, found.shift_share) == (2023, date(2026, 1, 31), 0.2)


def test_assignment_without_a_value_is_refused():
    with pytest.raises(BadInput, match="'last_year' is not name=value"):
        settings.parse_assignments(["last_year"])


def test_read_takes_the_variables_of_a_notebook():
    namespace = {
        "partner": "MEX",
        "last_year": 2023,
        "_": "x",
        "In": [],
        "exit": "x",
        "pandas": pytest,
        "__name__": "x",
    }
    assert settings.read(namespace).partner == "MEX"


def test_read_refuses_a_misspelt_variable():
    with pytest.raises(BadInput, match="unknown parameter 'partnr'"):
        settings.read({"partnr": "IND"})


def test_declared_names_and_defaults_are_read_from_the_cell():
    assert settings.declared_in('partner = "IND"\nshift_share = 0.2\n', "x") == {"partner": "IND", "shift_share": 0.2}


@pytest.mark.parametrize(
    "source, says",
    [
        ("partner = other", "must be a literal"),
        ("import os", "may only assign"),
        ("a = b = 1", "may only assign"),
        ("partnr = 'IND'", "unknown parameter"),
        ("last_year = 'soon'", "parameter 'last_year'"),
        ("partner = ", "not Python"),
    ],
)
def test_parameters_cell_holds_only_known_literals(source, says):
    with pytest.raises(BadInput, match=says) as caught:
        settings.declared_in(source, "index.ipynb, parameters cell")
    assert "index.ipynb" in str(caught.value)


def test_data_folder_is_found_from_a_notebooks_folder(package, monkeypatch):
    (package.parent / "notebooks" / "deep").mkdir(parents=True)
    monkeypatch.chdir(package.parent / "notebooks" / "deep")
    assert settings.relative_to_root("data") == package
    assert settings.relative_to_root(str(package)) == package
    assert settings.relative_to_root("nowhere") == Path("nowhere")


def test_read_may_be_called_again_after_later_cells():
    cells = [
        "",
        "partner = 'MEX'",
        "settings = report.parameters(globals())",
        "total = 3",
        "settings = report.parameters(globals())",
    ]
    assert settings.read({"In": cells, "partner": "MEX", "total": 3}).partner == "MEX"


def test_read_refuses_a_misspelt_injected_parameter_in_a_kernel():
    cells = ["", "partner = 'IND'", "# Parameters\npartnr = 'MEX'", "settings = report.parameters(globals())"]
    with pytest.raises(BadInput, match="unknown parameter 'partnr'"):
        settings.read({"In": cells, "partner": "IND", "partnr": "MEX"})
