"""Sentences of a partner chapter: the words follow the numbers."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from report.sentences import partner as say


def instruments(**changes: list) -> pd.DataFrame:
    """Two bilateral instruments and a multilateral one."""
    rows = {
        "role": ["instrument", "instrument", "instrument"],
        "relation": ["bilateral", "bilateral", "multilateral"],
        "binding": ["stated-no", "unknown", "inferred-no"],
        "short_title": ["old text", "new text", "alliance"],
        "date": ["2020-01-09", "2023-05", "2025-06-17"],
        "date_start": ["2020-01-09", "2023-05-01", "2025-06-17"],
        "date_end": ["2020-01-09", "2023-05-31", "2025-06-17"],
        "date_precision": ["day", "month", "day"],
    }
    return pd.DataFrame({**rows, **changes})


def test_signed_counts_by_force_and_keeps_multilateral_apart() -> None:
    sentence = say.signed(instruments(), "the United States")
    assert "2 instruments between Canada and the United States" in sentence
    assert "1 is stated not to be binding and 1 is of unknown force" in sentence
    assert "The United States also takes part in 1 multilateral instrument." in sentence


def test_context_rows_are_not_instruments() -> None:
    assert say.signed(instruments(role=["context"] * 3), "Chile") == (
        "The ledger holds no instrument between Canada and Chile."
    )


def test_newest_is_by_date_and_as_precise_as_known() -> None:
    assert say.newest(instruments()) == "The newest is the new text of May 2023."


@pytest.mark.parametrize(("due", "ratio_is_given"), [(4, False), (5, True)])
def test_a_ratio_needs_enough_commitments(due: int, ratio_is_given: bool) -> None:
    row = pd.Series(
        {
            "due": due,
            "done": due - 1,
            "missed": 0,
            "no_evidence": 0,
            "unknown": 1,
            "ratio": (due - 1) / due,
            "ratio_if_unknown_met": 1.0,
        }
    )
    assert ("delivery ratio" in say.delivered(row, date(2026, 11, 22), 5)) is ratio_is_given
