"""Sentences of the summary follow the tables: what is new moves with the edition, an empty ledger is said."""

from datetime import date

import pandas as pd

from report.sentences import summary

INSTRUMENTS = pd.DataFrame(
    {
        "instrument_id": ["A", "B", "C"],
        "short_title": ["first text", "second text", "a law"],
        "role": ["instrument", "instrument", "context"],
        "binding": ["inferred-no", "unknown", "yes"],
        "date_start": ["2026-03-02", "2024-01-10", "2026-03-03"],
        "date_end": ["2026-03-02", "2024-01-10", "2026-03-03"],
    }
)
PARTNERS = pd.DataFrame({"instrument_id": ["A", "A", "B"], "partner": ["IND", "G7", "JPN"],
                         "kind": ["partner", "body", "partner"], "primary": True})  # fmt: skip


def test_context_is_not_an_instrument() -> None:
    text = summary.signed(INSTRUMENTS, PARTNERS)
    assert "2 instruments" in text and "2 partners" in text and "none was found to be binding" in text
    assert "force of 1" in text
    assert summary.signed(INSTRUMENTS.iloc[:0], PARTNERS) == "The ledger holds no instrument."


def test_what_is_new_moves_with_the_edition() -> None:
    assert summary.new_texts(INSTRUMENTS, date(2026, 11, 22))["instrument_id"].tolist() == ["A"]
    assert summary.new_texts(INSTRUMENTS, date(2027, 6, 30)).empty
    ahead = pd.DataFrame({"kind": ["event", "commitment"], "due_end": ["2026-12-01", "2026-12-31"]})
    text = summary.new(INSTRUMENTS.head(1), ahead, date(2026, 11, 22))
    assert "1 text was signed" in text and "1 commitment falls due, the first by 31 December 2026" in text


def test_parts_of_room_without_cases() -> None:
    cells = pd.DataFrame({"kind": ["country"], "leaning": [False], "can": [False]})
    table = summary.room_parts(cells, pd.DataFrame({"coverage": []}))
    assert table["words"].tolist() == ["0 of 0", "0 of 0"]
    assert summary.could(cells, table.iloc[:0].assign(coverage=0), 0.65, 0.1).startswith("No partner country")
