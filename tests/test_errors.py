"""Errors read as what, where, cause, next step, and set the exit code."""

from __future__ import annotations

import pytest

from report import errors


def test_error_reads_where_what_cause_and_next_step():
    error = errors.BadInput("no such file", where="data/x.csv", cause="it is misspelt", next_step="name another")
    assert str(error) == "data/x.csv: no such file\n  likely cause: it is misspelt\n  next step: name another"


def test_error_leaves_out_what_is_not_known():
    assert str(errors.BadInput("no such file")) == "no such file"


def test_exit_codes_differ_by_kind():
    kinds = {
        errors.ReportError: 1,
        errors.BadInput: 2,
        errors.BrokenClaim: 3,
        errors.NotebookFailed: 4,
        errors.PageFault: 5,
    }
    assert {kind: kind("x").exit_code for kind in kinds} == kinds


@pytest.mark.parametrize(
    "name, known, says",
    [
        ("partnr", ["partner", "mineral"], "did you mean partner?"),
        ("zzz", ["partner", "mineral"], "known: mineral, partner"),
    ],
)
def test_did_you_mean_names_the_nearest_or_all(name, known, says):
    assert errors.did_you_mean(name, known) == says
