"""A literal cannot pass for a result, and a notebook stays a thin caller."""

import json

import pytest

from report.check.declarations import check_notebook

PARAMETERS = 'partner = "IND"\nlast_year = 2024\n'
START = "import report\nsettings = report.parameters(globals())\nshare = compute(settings)\n"


def notebook(folder, *code, markdown=(), parameters=PARAMETERS, **extra):
    cells = []
    if parameters is not None:
        cells.append({"cell_type": "code", "source": parameters, "metadata": {"tags": ["parameters"]}})
    cells += [{"cell_type": "code", "source": text, "metadata": {}, "outputs": [], **extra} for text in (START, *code)]
    cells += [{"cell_type": "markdown", "source": text.splitlines(True), "metadata": {}} for text in markdown]
    path = folder / "chapter.ipynb"
    path.write_text(json.dumps({"cells": cells, "nbformat": 4, "nbformat_minor": 5}))
    return path


def test_a_thin_notebook_passes(tmp_path):
    path = notebook(
        tmp_path,
        'report.value("canada_share", share, unit="share", sources=["trade_flows"])',
        'report.claim("us-is-largest", "It is the largest", holds=share > 0.5, found=share, expected="USA",\n'
        '             evidence=["trade_flows"])',
        'for name, found in values(share).items():\n    report.value(f"share_{name}", found, unit="share", sources=[])',
        markdown=["Canada holds {{ canada_share }}, China {{ share_chn }}, `{{ not_a_key }}`.\n"],
    )
    assert check_notebook(path) == []


@pytest.mark.parametrize(
    "found",
    [
        "0.65", "-3", '"a third"', 'f"{1} of 2"', "[1, 2]", "(1, 2)", '{"a": 1}', "1 / 3", "True", "None",
        "round(0.651, 2)", "typed", "typed + 1", "first", "second", 'str(0.65)', '"{}".format(3)', "2 if typed else 3",
        "typed_twice", "wrapped['a']",
    ],
)  # fmt: skip
def test_a_literal_value_is_found(tmp_path, found):
    cell = 'typed = 0.65\nfirst, second = 1, 2\ntyped_twice = 1\ntyped_twice = typed\nwrapped = {"a": 1}\n'
    path = notebook(tmp_path, cell, f'report.value("x", {found}, unit="share", sources=[])')
    [finding] = check_notebook(path)
    assert "literal" in finding.what
    assert finding.where.endswith("cell 4")
    assert finding.row == 1


@pytest.mark.parametrize(
    "found",
    [
        "share",
        "share / 2",
        'f"{share:.0%}"',
        "settings.last_year",
        "partner",
        "len(frame)",
        "[share]",
        "mixed",
        "round(share, 1)",
    ],
)
def test_a_computed_value_is_not(tmp_path, found):
    path = notebook(tmp_path, f'mixed = 1\nmixed = share\nreport.value("x", {found}, unit="share", sources=[])')
    assert check_notebook(path) == []


@pytest.mark.parametrize(
    ("holds", "found", "fault"),
    [
        ("True", "share", "holds"),
        ("1 < 2", "share", "holds"),
        ("share > 1", '"USA"', "found"),
        ("share > 1", "-1", "found"),
    ],
)
def test_a_literal_verdict_is_found(tmp_path, holds, found, fault):
    path = notebook(tmp_path, f'report.claim("c", "It is so", holds={holds}, found={found}, expected=1, evidence=[])')
    [finding] = check_notebook(path)
    assert f"`{fault}`" in finding.what


@pytest.mark.parametrize(
    "call",
    [
        'from report import value\nvalue("x", 0.5, unit="share", sources=[])',
        'import report as r\nr.value("x", found=0.5)',
    ],
)
def test_the_function_is_known_by_any_name(tmp_path, call):
    assert len(check_notebook(notebook(tmp_path, call))) == 1


@pytest.mark.parametrize(
    ("code", "word"),
    [
        ("def helper():\n    return 1", "function helper"),
        ("class Thing:\n    pass", "class Thing"),
        ("frame.apply(lambda row: row)", "lambda"),
        ("\n".join(f"x{n} = {n}" for n in range(16)), "16 lines"),
        ("x = = 1", "not Python"),
    ],
)
def test_the_form_of_cells(tmp_path, code, word):
    [finding] = check_notebook(notebook(tmp_path, code))
    assert word in finding.what


def test_magics_are_python_enough(tmp_path):
    assert check_notebook(notebook(tmp_path, "%matplotlib inline\n!ls\nx = 1")) == []


def test_what_a_run_leaves_is_found(tmp_path):
    findings = check_notebook(notebook(tmp_path, "x = 1", execution_count=3))
    assert {finding.what for finding in findings} == {"holds outputs or an execution count"}


def test_a_name_declared_twice_is_found_by_kind(tmp_path):
    figure = 'report.figure("a", chart, data=frame, caption=text, alt=text, sources=[])'
    table = 'report.table("a", frame, caption=text, columns={}, sources=[])'
    assert check_notebook(notebook(tmp_path, figure, table)) == []
    [finding] = check_notebook(notebook(tmp_path, figure, table, figure))
    assert "figure 'a'" in finding.what and finding.where.endswith("cell 5")


def test_one_parameters_cell(tmp_path):
    [finding] = check_notebook(notebook(tmp_path, parameters=None))
    assert "0 cells are tagged" in finding.what


def test_unknown_keys_name_the_nearest(tmp_path):
    code = 'report.value("canada_share", share, unit="share", sources=[])'
    path = notebook(tmp_path, code, markdown=["# T\nIt is {{ canada_shere }} and {{ ind_hhi }}.\n"])
    first, second = check_notebook(path)
    assert "canada_shere" in first.what and "canada_share" in first.cause and first.row == 2
    assert "ind_hhi" in second.what
    assert check_notebook(path, frozenset({"ind_hhi", "canada_shere"})) == []


def test_what_is_not_a_notebook_is_one_finding(tmp_path):
    path = tmp_path / "broken.ipynb"
    path.write_text("{")
    assert len(check_notebook(path)) == 1
