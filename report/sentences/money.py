"""Sentences on money: an amount as it was stated, and how little is known of what was paid."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from report.analysis import money
from report.formats import grouped, is_missing, scaled
from report.sentences.words import are, counted

SYMBOLS = {"CAD": "C$", "USD": "US$", "AUD": "A$"}
KINDS = {
    "public": "Public money",
    "private": "Private money",
    "project-value": "Value of projects",
    "not-disclosed": "Not disclosed",
}


def amount(value: float, currency: str) -> str:
    """An amount in its own currency, no digit lost: `C$7.5 million`, `US$6,380,555`."""
    return f"{SYMBOLS.get(currency, currency + ' ')}{as_given(value)}"


def as_given(value: float) -> str:
    """A figure in millions or billions where two decimals hold it, else in full."""
    for size, word in ((1e9, "billion"), (1e6, "million")):
        if value >= size and abs(round(value / size, 2) * size - value) < 0.5:
            return f"{value / size:.2f}".rstrip("0").rstrip(".") + f" {word}"
    return grouped(value)


def stated(row: Mapping[str, Any]) -> str:
    """The amount of a promise with its bound: `up to C$7.5 million`; `not stated` without one.

    row: amount amount_low amount_high currency bound, as `money.money_rows` and `money.money_of` give them.
    """
    if is_missing(row["amount"]):
        return "not stated"
    if row["bound"] == "range":
        return f"{amount(row['amount_low'], row['currency'])} to {as_given(row['amount_high'])}"
    text = amount(row["amount"], row["currency"])
    return f"{row['bound']} {text}" if row["bound"] in ("up to", "more than") else text


def summed(row: Mapping[str, Any]) -> str:
    """The sum in a row of `money.money_by_stage` and how many ceilings or floors it holds; `none seen` if empty."""
    if not row["promises"]:
        return "none seen"
    marks = [f"{row[name]} {word}" for name, word in (("ceilings", "“up to”"), ("floors", "“more than”")) if row[name]]
    text = f"{SYMBOLS.get(row['currency'], row['currency'] + ' ')}{scaled(row['amount'])}"
    return f"{text} ({', '.join(marks)})" if marks else text


def paid(projects: pd.DataFrame) -> str:
    """How many amounts for single projects a source shows as paid out, and that the rest is not known."""
    counts = money.stage_counts(projects).set_index("stage")["with_amount"]
    every, done = int(counts.sum()), int(counts["disbursed"])
    if not every:
        return "The ledger states no amount for a single project."
    return (
        f"Of {counted(every, 'amount')} for single projects {done or 'none'} {are(done or 1)} recorded as paid out. "
        "For the others it is not known whether money moved."
    )


def apart(projects: pd.DataFrame) -> str:
    """How many amounts for many projects at once are public money, and how many the value of projects."""
    listed = money.programmes(projects)
    values, public = (int((listed["money_kind"] == kind).sum()) for kind in ("project-value", "public"))
    if not values + public:
        return "No amount is stated for many projects at once."
    return (
        f"Of the amounts stated for many projects at once, {values or 'none'} {are(values or 1)} the value of "
        f"projects, with all the money in them, and {public or 'none'} {are(public or 1)} public money. "
        "The two measure different things and are never added."
    )
