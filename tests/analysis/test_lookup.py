"""A row that a ledger lacks is named with its table and the next step, and never ends in a KeyError."""

import pandas as pd
import pytest

from report.analysis import lookup
from report.errors import BadInput

TABLES = {"claims": pd.DataFrame({"claim_id": ["X-04", "X-05"], "value": ["18.5", "165.2"]})}


def test_rows_come_in_the_order_asked_for() -> None:
    assert lookup.rows(TABLES, "claims", "X-05", "X-04")["value"].tolist() == ["165.2", "18.5"]
    assert lookup.row(TABLES, "claims", "X-04")["claim_id"] == "X-04"


def test_a_missing_row_is_bad_input_that_says_what_to_do() -> None:
    with pytest.raises(BadInput) as caught:
        lookup.row(TABLES, "claims", "X-40")
    text = str(caught.value)
    assert "table claims" in text and "X-40" in text and "next step" in text and "X-04" in text


def test_an_empty_table_says_so() -> None:
    with pytest.raises(BadInput, match="X-04"):
        lookup.row({"claims": TABLES["claims"].iloc[:0]}, "claims", "X-04")


def test_absent_names_what_is_missing() -> None:
    assert lookup.absent(TABLES, "claims", "X-04", "X-99") == "not in this ledger: claims X-99"
    assert lookup.absent(TABLES, "claims", "X-04") == ""
