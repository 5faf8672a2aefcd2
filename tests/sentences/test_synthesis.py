"""Sentences across partners: the winner follows the data, blocs are never ranked, unknown is not missed."""

from datetime import date

import pandas as pd

from report.sentences import synthesis

NAMES = {"JPN": "Japan", "CHL": "Chile", "EUU": "the European Union"}


def test_the_largest_buyer_is_a_country() -> None:
    totals = pd.DataFrame(
        {
            "partner": ["EUU", "JPN", "CHL"],
            "kind": ["bloc", "country", "country"],
            "from_canada_usd": [9.0, 3.0, 1.0],
            "share_canada": [0.1, 0.2, 0.3],
        }
    )
    text = synthesis.buyers(totals, NAMES, (2021, 2024))
    assert text.startswith("Japan is the largest buyer") and "75%" in text


def test_room_leaves_the_bloc_and_canada_out() -> None:
    cells = pd.DataFrame(
        {
            "kind": ["country", "country", "bloc", "country"],
            "largest_supplier": ["CHN", "BRA", "CHN", "CAN"],
            "leaning": [True, True, True, False],
            "can": [True, False, True, False],
        }
    )
    assert synthesis.room_counts(cells) == (2, 1)


def test_unknown_is_said_apart_from_missed() -> None:
    row = pd.Series({"due": 3, "done": 1, "missed": 0, "no_evidence": 0, "unknown": 2})
    text = synthesis.delivered(row, date(2026, 11, 22))
    assert "1 met and 2 of unknown outcome" in text and "None is known to be missed" in text


def test_goods_read_as_words() -> None:
    assert synthesis.good({"mineral": "iron ore", "stage": "ore"}) == "iron ore"
    assert synthesis.good({"mineral": "aluminium", "stage": "refined"}) == "refined aluminium"
