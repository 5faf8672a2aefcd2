"""Amounts read as they were stated, and what is not known is said."""

import pandas as pd
import pytest

from report.sentences import money

NAN = float("nan")


def row(amount, low=NAN, high=NAN, currency="CAD", bound="exact"):
    return {"amount": amount, "amount_low": low, "amount_high": high, "currency": currency, "bound": bound}


@pytest.mark.parametrize(
    ("given", "text"),
    [
        (row(7.5e6, high=7.5e6, bound="up to"), "up to C$7.5 million"),
        (row(6380555, currency="USD"), "US$6,380,555"),
        (row(8.3e6, 8.3e6, 8.4e6, "USD", "range"), "US$8.3 million to 8.4 million"),
        (row(1.2e9, currency="AUD"), "A$1.2 billion"),
        (row(5e6, currency="EUR"), "EUR 5 million"),
        (row(3.5e7, bound="more than"), "more than C$35 million"),
        (row(NAN, bound=""), "not stated"),
    ],
)
def test_an_amount_as_stated(given, text):
    assert money.stated(given) == text


def test_a_sum_names_its_ceilings():
    cell = {"promises": 3, "amount": 67.4e6, "currency": "CAD", "ceilings": 1, "floors": 0}
    assert money.summed(cell) == "C$67.4 million (1 “up to”)"
    assert money.summed(cell | {"promises": 0}) == "none seen"


def frame(rows):
    columns = "project_id scope money_kind stage currency amount amount_low amount_high".split()
    return pd.DataFrame([(f"P{at}", *one) for at, one in enumerate(rows)], columns=columns)


def test_what_was_paid_follows_the_table():
    promised = ("project", "public", "announced", "CAD", 1.0, 1.0, 1.0)
    paid = ("project", "public", "disbursed", "CAD", 1.0, 1.0, 1.0)
    assert money.paid(frame([promised, promised])).startswith("Of 2 amounts for single projects none is recorded")
    assert money.paid(frame([promised, paid, paid])).startswith("Of 3 amounts for single projects 2 are recorded")
    assert money.paid(frame([])) == "The ledger states no amount for a single project."


def test_project_value_and_public_money_stand_apart():
    value = ("programme", "project-value", "announced", "CAD", 2.0, 2.0, 2.0)
    public = ("programme", "public", "announced", "CAD", 1.0, 1.0, 1.0)
    text = money.apart(frame([value, value, public]))
    assert "2 are the value of projects" in text and "1 is public money" in text
    assert money.apart(frame([])) == "No amount is stated for many projects at once."
