"""Sentences of the landscape follow the ledger, whatever it holds."""

import pandas as pd

from report.sentences import landscape, words


def _instruments(binding: list[str]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "role": "instrument",
            "binding": binding,
            "short_title": "T",
            "level": "national",
            "binding_evidence": "Text not seen",
        }
    )


def test_force_says_when_a_text_binds() -> None:
    assert landscape.force(_instruments(["yes", "unknown"])).startswith("1 is binding among 2 instruments")
    assert landscape.force(_instruments(["unknown"])).startswith("None was found to be binding among 1 instrument")


def test_context_is_counted_apart() -> None:
    rows = pd.concat([_instruments(["unknown"]), _instruments(["yes"]).assign(role="context")])
    assert "1 instrument:" in landscape.counts(rows)
    assert "1 row of context" in landscape.counts(rows)


def test_a_disputed_date_names_both_days() -> None:
    row = {"date": "2025-10-31", "date_precision": "disputed", "date_start": "2025-10-31", "date_end": "2025-11-01"}
    assert words.signed_on(row) == "31 October or 1 November 2025"
    assert words.spoken_date("2024-03") == "March 2024"
    assert words.spoken_date("") == "no date"
