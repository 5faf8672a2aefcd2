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


def test_a_body_without_a_text_says_so_and_others_lead_to_their_record() -> None:
    rows = pd.DataFrame(
        {
            "body_id": ["G7", "IGF"],
            "name": ["G7", "Forum"],
            "order": [1, 2],
            "claim_id": "C0-1",
            "instrument_id": ["D", ""],
            "short_title": ["A plan", ""],
            "relation": ["adopted-by", ""],
            "status": ["active", ""],
            "date": ["2025-06-17", ""],
            "date_precision": ["day", ""],
            "date_start": ["2025-06-17", ""],
            "date_end": ["2025-06-17", ""],
        }
    )
    shown = landscape.bodies_shown(rows)
    assert shown["held"].tolist() == [
        "{ref}`A plan <tbl-instruments-d>` (adopted there, 17 June 2025, active)",
        "Nothing beyond the mention on the page.",
    ]
    assert landscape.bodies(rows).endswith("of Forum the ledger holds nothing beyond that mention.")


def test_every_cell_of_the_scope_names_its_source() -> None:
    cells = pd.DataFrame(
        {
            "label": ["Trade", "Trade"],
            "instrument_id": ["A", "B"],
            "short_title": ["T", "U"],
            "source_ids": ["S1; S2", "S3"],
        }
    )
    (where,) = landscape.scope_sources(cells)["where"]
    assert where == "{ref}`T <tbl-instruments-a>` {cite}`S1,S2`; {ref}`U <tbl-instruments-b>` {cite}`S3`"


def test_the_network_names_the_widest_tie() -> None:
    partners = pd.DataFrame({"partner": ["A", "B"], "name": ["Aland", "Beland"], "bilateral": [3, 1]})
    shared = pd.DataFrame({"instrument_id": ["S"], "title": ["Alliance"], "members": [1]})
    ties = pd.DataFrame({"partner": ["B"], "instrument_id": ["S"]})
    text = landscape.network(partners, shared, ties)
    assert text.startswith("Aland has most texts of its own with Canada (3); Beland is in most shared ones (1).")
    assert "The Alliance ties in 1 partner" in text
    assert landscape.outside(partners, shared, ties) == "Aland is named under no shared text."
