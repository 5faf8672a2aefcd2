"""Shared inputs: small hand-made trade tables, and the shipped tables read as plain text, numbers and truth
values.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

DATA = Path(__file__).resolve().parents[2] / "data"
NUMBERS = {
    "year", "month", "edition", "value_t", "rounding_t", "value_kt", "value_usd", "value_eur", "weight_t",
    "share", "value_share", "price", "order", "credibility", "amount",
}  # fmt: skip


def read(path: str) -> pd.DataFrame:
    """A shipped table: text as text ("" where empty), the columns of NUMBERS as numbers, true/false as
    bool.
    """
    file = DATA / path
    if file.suffix == ".parquet":
        return pd.read_parquet(file)
    frame = pd.read_csv(file, dtype="str", keep_default_na=False)
    for column in frame:
        if column in NUMBERS:
            frame[column] = pd.to_numeric(frame[column])
        elif len(frame) and set(frame[column].unique()) <= {"true", "false"}:
            frame[column] = frame[column] == "true"
    return frame


@pytest.fixture(scope="session")
def shipped():
    """Function from a path under data/ to a frame, read once."""
    cache: dict[str, pd.DataFrame] = {}

    def load(path: str) -> pd.DataFrame:
        if path not in cache:
            cache[path] = read(path)
        return cache[path]

    return load


@pytest.fixture
def hs_map() -> pd.DataFrame:
    """Lithium and copper seen in trade, one basket, one code that is not in the trade table."""
    rows = [
        ("282520", "lithium", "refined", True, True),
        ("283691", "lithium", "refined", True, True),
        ("260300", "copper", "ore", True, True),
        ("261690", "platinum-group", "ore", True, False),
        ("740311", "copper", "refined", False, True),
    ]
    return pd.DataFrame(rows, columns=["hs_code", "mineral_id", "stage", "in_trade_flows", "headline"])


@pytest.fixture
def flows() -> pd.DataFrame:
    """Two importers (IND; the bloc DEU and FRA), four suppliers, 2021-2022; one weight is missing."""
    rows = [
        (2021, "CAN", "IND", "282520", 100.0, 10.0),
        (2021, "CHN", "IND", "282520", 200.0, 30.0),
        (2022, "CHN", "IND", "283691", 400.0, None),
        (2022, "CHL", "IND", "283691", 300.0, 40.0),
        (2021, "CAN", "IND", "260300", 50.0, 5.0),
        (2022, "CAN", "IND", "261690", 900.0, 1.0),
        (2022, "CAN", "IND", "740311", 77.0, 7.0),
        (2021, "FRA", "DEU", "282520", 500.0, 50.0),
        (2021, "CAN", "DEU", "282520", 60.0, 6.0),
        (2021, "CHN", "FRA", "282520", 40.0, 4.0),
        (2022, "CHN", "USA", "260300", 1000.0, 100.0),
        (2022, "CAN", "USA", "260300", 3000.0, 300.0),
    ]
    return pd.DataFrame(rows, columns=["year", "exporter", "importer", "hs6", "value_usd", "weight_t"])


@pytest.fixture
def partners() -> pd.DataFrame:
    rows = [("IND", "India", "country"), ("EUU", "European Union", "bloc"), ("DEU", "Germany", "country")]
    return pd.DataFrame(rows, columns=["partner", "name", "kind"])


@pytest.fixture
def partner_members() -> pd.DataFrame:
    rows = [("IND", "IND"), ("EUU", "DEU"), ("EUU", "FRA"), ("DEU", "DEU")]
    return pd.DataFrame(rows, columns=["partner", "country"])
