"""What a notebook says about itself before it runs."""

from __future__ import annotations

import pytest

from report.errors import BadInput
from report.notebooks import Notebook

from .project import INDEX, PARTNERSHIP, write_notebook


def test_parameters_and_tables_of_a_notebook(tmp_path):
    found = Notebook(write_notebook(tmp_path / "p.ipynb", PARTNERSHIP))
    assert found.parameters == {"partner": "IND", "last_year": 2024, "data_dir": "data"}
    assert found.tables == ("trade_flows", "partners")
    assert len(found.code) == 4


def test_notebook_without_parameters_or_tables(tmp_path):
    found = Notebook(write_notebook(tmp_path / "p.ipynb", "# %%\nx = 1\n"))
    assert (found.parameters, found.tables) == ({}, ())


def test_two_parameters_cells_are_refused(tmp_path):
    path = write_notebook(tmp_path / "p.ipynb", "# %% tags=parameters\npartner = 'IND'\n" * 2)
    with pytest.raises(BadInput, match="more than one cell is tagged"):
        _ = Notebook(path).parameters


def test_error_in_the_parameters_cell_names_notebook_and_line(tmp_path):
    path = write_notebook(tmp_path / "p.ipynb", "# %% tags=parameters\npartner = 'IND'\npartner = f()\n")
    with pytest.raises(BadInput, match=r"p.ipynb, parameters cell, line 2: a parameter's default must be a literal"):
        _ = Notebook(path).parameters


@pytest.mark.parametrize("text, says", [(None, "no such notebook"), ("{", "not a notebook"), ("{}", "not a notebook")])
def test_file_that_is_no_notebook_is_refused(tmp_path, text, says):
    path = tmp_path / "p.ipynb"
    if text is not None:
        path.write_text(text)
    with pytest.raises(BadInput, match=says) as caught:
        _ = Notebook(path).tables
    assert str(path) in str(caught.value)


def test_summary_declares_its_table(tmp_path):
    assert Notebook(write_notebook(tmp_path / "i.ipynb", INDEX)).tables == ("minerals",)
