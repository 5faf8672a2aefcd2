"""The findings of the summary and the synthesis: what each says, whether the tables bear it out, and what was found.

A finding that rests on single rows says so when a ledger lacks them, instead of failing.
"""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

import pandas as pd

from report.analysis import lookup
from report.formats import format_value, listed

from . import synthesis as sentences
from .words import are, counted

PURCHASES = "offtake|supply|equity|loan"


class Finding(NamedTuple):
    """A sentence for `report.claim`, with what its other arguments take."""

    sentence: str
    holds: bool
    found: Any
    expected: str


def nothing_binds(instruments: pd.DataFrame) -> Finding:
    """No instrument was found to be binding; context rows are not instruments."""
    own = instruments[instruments["role"] == "instrument"]
    binding = own.loc[own["binding"] == "yes", "instrument_id"].tolist()
    text = f"None of the {len(own)} instruments on critical minerals was found to bind Canada or its partner"
    return Finding(text, bool(len(own)) and not binding, listed(binding), "none")


def promise_is_not_trade(overlap: pd.DataFrame) -> Finding:
    """Little of what is sold to a partner country is in the minerals its texts name. overlap: `overview.overlaps`."""
    most = overlap.loc[overlap["kind"] == "country", "overlap_share"].max()
    text = (
        f"At most {format_value(most, 'share')} of what Canada sells a partner country is in the minerals that their "
        "texts name"
    )
    return Finding(text, bool(most < 0.5), format_value(most, "share"), "less than one half")


def named_is_not_sold(overlap: pd.DataFrame) -> Finding:
    """The same from the partner's side, for the chapter that shows the grid."""
    most = overlap.loc[overlap["kind"] == "country", "overlap_share"].max()
    text = (
        f"No partner country takes more than {format_value(most, 'share')} of its Canadian minerals in those its own "
        "texts name"
    )
    return Finding(text, bool(most < 0.5), format_value(most, "share"), "a small part of sales")


def one_buyer_leads(totals: pd.DataFrame) -> Finding:
    """The United States is the largest buyer among partner countries. totals: `synthesis.partner_totals`."""
    countries = totals[totals["kind"] == "country"].sort_values("from_canada_usd", ascending=False)
    top, share = _first_share(countries)
    text = (
        f"The United States takes {format_value(share, 'share')} of what the partner countries buy from Canada, more "
        "than any other"
    )
    return Finding(text, top == "USA", top, "USA")


def buys_most(totals: pd.DataFrame) -> Finding:
    """The same finding without its figure, for the chapter that shows the table."""
    found = one_buyer_leads(totals)
    text = "Among the partner countries the United States buys most of Canada's listed minerals"
    return found._replace(sentence=text)


def _first_share(countries: pd.DataFrame) -> tuple[str, float]:
    whole = countries["from_canada_usd"].sum()
    if countries.empty or whole == 0:
        return "nobody", float("nan")
    return countries["partner"].iloc[0], countries["from_canada_usd"].iloc[0] / whole


def little_delivery(due: pd.Series, when: date) -> Finding:
    """Fewer commitments are known to be met than are without a known outcome. due: a row of `delivery.delivery`."""
    text = (
        f"Of {counted(due['due'], 'commitment')} due, {int(due['done'])} {are(due['done'])} known to be met; the "
        f"outcome "
        "of the others is mostly not on record"
    )
    holds = due["done"] < due["unknown"] + due["no_evidence"] and due["missed"] < due["unknown"] + due["no_evidence"]
    return Finding(text, bool(holds), sentences.delivered(due, when), "fewer met than without a known outcome")


def room_to_diversify(cells: pd.DataFrame, shift: float) -> Finding:
    """Canada could serve some, not all, of the goods for which a partner country leans on one supplier."""
    over, can = sentences.room_counts(cells)
    text = (
        f"In {can} of {over} cases where a partner country leans on one foreign supplier, Canada's present sales "
        f"could "
        f"in arithmetic cover {format_value(shift, 'share')} of its imports"
    )
    return Finding(text, 0 < can < over, f"{can} of {over}", "some, not all")


def same_tonnes(asks: pd.DataFrame) -> Finding:
    """Were all leaning partners to ask at once, Canada could meet fewer goods in full. asks: from `asks.asks`."""
    met = int((asks["coverage"] >= 1).sum())
    text = (
        f"Were all the partner countries that lean on one supplier to ask at once, Canada could in arithmetic meet "
        f"{met} of {counted(len(asks), 'good')} in full"
    )
    return Finding(text, 0 < met < len(asks), f"{met} of {len(asks)}", "some, not all")


def counted_again(pairs: pd.DataFrame, site: str = "Strange Lake") -> Finding:
    """A site stands under several partners. pairs: from `pledges.pairs`."""
    partners = sorted(pairs.loc[pairs["site"] == site, "partner"])
    text = f"{site} is counted under {listed(partners, 'no partner')}"
    return Finding(text, len(partners) > 1, listed(partners), "more than one partner")


def alliance_money(tables: lookup.Tables, worth: str = "X-04", fresh: str = "X-05") -> Finding:
    """The Alliance's headline sum is the value of projects; new federal money beside it is far less."""
    if missing := lookup.absent(tables, "claims", worth, fresh):
        text = "The Production Alliance's sum could not be set beside new federal project money"
        return Finding(text, False, missing, "both claims in the ledger")
    rows = lookup.rows(tables, "claims", worth, fresh)
    values = rows["value"].astype("float64").to_numpy() * [1e9, 1e6]
    value, money = (format_value(float(one), "cad") for one in values)
    units = [unit.split("(")[0].strip() for unit in rows["unit"]]
    holds = (rows["verdict"] == "confirmed").all() and units == ["C$ billion", "C$ million"] and values[1] < values[0]
    text = (
        f"The Production Alliance's {value} is the value of projects and not public money; new federal project money "
        f"announced beside it was {money}"
    )
    return Finding(text, bool(holds), f"{value} against {money}", "federal money far below the value of projects")


def no_india_mine(
    projects: pd.DataFrame, project_partners: pd.DataFrame, instrument_id: str = "IN-MOU-2026", partner: str = "IND"
) -> Finding:
    """Nothing bought or funded is recorded under the memorandum; one mineral is recorded as bought at all."""
    under = projects[projects["instrument_id"] == instrument_id]
    buys = project_partners[(project_partners["partner"] == partner) & project_partners["role"].isin(["offtaker"])]
    bought = projects[projects["project_id"].isin(buys["project_id"]) & projects["mineral_id"].ne("")]
    minerals = sorted(bought["mineral_id"].unique())
    holds = not under["kind"].str.contains(PURCHASES).any() and minerals == ["uranium"]
    text = (
        "No mine or purchase is recorded under the India memorandum; what India is recorded to buy from a Canadian "
        f"site is {listed(minerals, 'nothing')}"
    )
    kinds = sorted(set(under["kind"]) | set(bought["kind"]))
    return Finding(text, bool(holds), listed(kinds, "no project row"), "research only; uranium elsewhere")
