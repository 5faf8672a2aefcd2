"""Each finding rests on its tables: flip the row it rests on and it no longer holds."""

from datetime import date

import pandas as pd
import pytest

from report.sentences import findings
from report.tabledata import Tables
from tests.analysis.conftest import DATA

LEDGER = Tables(str(DATA), "instruments", "claims", "projects", "project_partners")


def flipped(table: pd.DataFrame, rows: pd.Series, column: str, value: str) -> pd.DataFrame:
    table = table.copy()
    table.loc[rows, column] = value
    return table


def test_one_binding_instrument_ends_the_first_finding() -> None:
    table = LEDGER.instruments
    assert findings.nothing_binds(table).holds
    changed = flipped(table, table["instrument_id"] == "IN-MOU-2026", "binding", "yes")
    found = findings.nothing_binds(changed)
    assert not found.holds and found.found == "IN-MOU-2026"


def test_a_binding_context_row_does_not() -> None:
    table = LEDGER.instruments
    context = table["role"] == "context"
    assert findings.nothing_binds(flipped(table, context, "binding", "yes")).holds
    assert not findings.nothing_binds(table.iloc[:0]).holds


def test_the_alliance_sum_rests_on_both_claims() -> None:
    tables = {"claims": LEDGER.claims}
    assert findings.alliance_money(tables).holds
    for column, value in (("verdict", "contradicted"), ("value", "99999"), ("unit", "US$ million")):
        changed = flipped(LEDGER.claims, LEDGER.claims["claim_id"] == "X-05", column, value)
        assert not findings.alliance_money({"claims": changed}).holds, column


def test_a_ledger_without_the_claims_says_so() -> None:
    rest = LEDGER.claims[LEDGER.claims["claim_id"] != "X-04"]
    found = findings.alliance_money({"claims": rest})
    assert not found.holds and found.found == "not in this ledger: claims X-04"


def test_a_purchase_under_the_india_memorandum_ends_that_finding() -> None:
    projects, partners = LEDGER.projects, LEDGER.project_partners
    assert findings.no_india_mine(projects, partners).holds
    offtake = flipped(projects, projects["instrument_id"] == "IN-MOU-2026", "kind", "offtake")
    assert not findings.no_india_mine(offtake, partners).holds
    buyer = pd.concat([partners, pd.DataFrame([{"project_id": "P01", "partner": "IND", "role": "offtaker"}])])
    assert not findings.no_india_mine(projects, buyer).holds


@pytest.fixture
def totals() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "partner": ["EUU", "USA", "JPN"],
            "kind": ["bloc", "country", "country"],
            "from_canada_usd": [9.0, 6.0, 4.0],
            "share_canada": 0.1,
        }
    )


def test_the_largest_buyer_is_a_country_and_may_change(totals) -> None:
    assert findings.one_buyer_leads(totals).holds and "60%" in findings.one_buyer_leads(totals).sentence
    totals.loc[2, "from_canada_usd"] = 7.0
    assert findings.one_buyer_leads(totals).found == "JPN" and not findings.buys_most(totals).holds


def test_promise_and_trade_part_ways_or_do_not() -> None:
    overlap = pd.DataFrame({"kind": ["country", "bloc"], "overlap_share": [0.2, 0.9]})
    assert findings.promise_is_not_trade(overlap).holds and findings.named_is_not_sold(overlap).holds
    overlap.loc[0, "overlap_share"] = 0.7
    assert not findings.promise_is_not_trade(overlap).holds


def test_known_deliveries_end_the_finding_on_delivery() -> None:
    due = pd.Series({"due": 8, "done": 2, "missed": 0, "no_evidence": 1, "unknown": 5})
    when = date(2026, 11, 22)
    assert findings.little_delivery(due, when).holds
    assert not findings.little_delivery(due.replace({5: 0, 2: 7}), when).holds


def test_room_is_some_and_not_all() -> None:
    cells = pd.DataFrame({"kind": "country", "leaning": [True, True], "can": [True, False]})
    assert findings.room_to_diversify(cells, 0.1).found == "1 of 2"
    assert not findings.room_to_diversify(cells.assign(can=True), 0.1).holds
    asks = pd.DataFrame({"coverage": [2.0, 0.5]})
    assert findings.same_tonnes(asks).holds and not findings.same_tonnes(asks.head(1)).holds


def test_a_site_under_one_partner_is_not_counted_again() -> None:
    pairs = pd.DataFrame({"site": "Strange Lake", "partner": ["Germany", "South Korea"]})
    assert findings.counted_again(pairs).holds
    assert not findings.counted_again(pairs.head(1)).holds
    assert findings.counted_again(pairs.iloc[:0]).found == "none"
