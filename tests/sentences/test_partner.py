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


def dependence(shares: list[float], names: list[str]) -> pd.DataFrame:
    """Goods with their largest supplier."""
    return pd.DataFrame(
        {
            "good": [f"good {at}" for at in range(len(shares))],
            "largest_share": shares,
            "largest_name": names,
            "share_canada": 0.1,
            "imports_usd": 1e6,
            "hhi_0_1": shares,
        }
    )


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (["China", "China", "Chile"], "most often China (2 of 3)"),
        (["China", "Chile", "Peru"], "Chile, China and Peru"),
        (["China", "China", "Chile", "Chile"], "most often Chile and China (2 each)"),
    ],
)
def test_depends_names_who_leads(names: list[str], words: str) -> None:
    table = dependence([0.9] * len(names), names)
    assert words in say.depends(table, 0.65, "India", "2021–2024")


def test_depends_when_nobody_is_over_the_line_or_nothing_is_bought() -> None:
    assert say.depends(dependence([0.2], ["China"]), 0.65, "India", "2024").startswith("In none of 1 goods")
    assert "holds no imports" in say.depends(dependence([], []), 0.65, "India", "2024")


def test_canada_stands_first_or_says_its_best() -> None:
    assert "largest supplier of none" in say.canada_stands(dependence([0.5], ["China"]), "India")
    assert say.canada_stands(dependence([0.5], ["Canada"]), "India") == (
        "Canada is the largest supplier of good 0 (10%)."
    )


def test_around_signing_does_not_speak_of_years_the_data_lack() -> None:
    periods = pd.DataFrame(
        {
            "period": ["before", "after"],
            "years": [5, 0],
            "value_usd": [1e6, float("nan")],
            "weight_t": [1.0, float("nan")],
        }
    )
    assert "nothing can be said yet" in say.around_signing(periods, "memorandum")
    assert "does not show that the instrument moved" in say.around_signing(periods.assign(years=5), "memorandum")
    assert "No dated instrument" in say.around_signing(periods.iloc[:0], "memorandum")


def test_promise_says_what_cannot_be_seen() -> None:
    table = pd.DataFrame(
        {
            "mineral": ["lithium", "scandium", "copper"],
            "named": [True, True, False],
            "partner_imports_usd": [1.0, None, 1.0],
        }
    )
    sentence = say.promise(table, 0.02, "Germany")
    assert "name lithium and scandium, which made up 2% of Canada's sales" in sentence
    assert "No open trade code shows scandium." in sentence
