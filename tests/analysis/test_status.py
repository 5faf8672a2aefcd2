"""Where a partnership stands: what is counted, and what is kept apart."""

import pandas as pd

from report.analysis import ledger, status

INSTRUMENTS = pd.DataFrame(
    [
        ("A", "instrument", "national", "bilateral", "unknown", "active", "2024-01-01"),
        ("B", "instrument", "national", "bilateral", "stated-no", "unknown", "2020-01-01"),
        ("C", "context", "national", "bilateral", "yes", "active", "2022-01-01"),
        ("D", "instrument", "multilateral", "multilateral", "inferred-no", "active", "2022-06-01"),
        ("E", "instrument", "national", "bloc", "inferred-no", "active", "2021-06-01"),
        ("F", "instrument", "multilateral", "bloc", "inferred-no", "active", "2025-06-01"),
    ],
    columns=["instrument_id", "role", "level", "relation", "binding", "status", "date_start"],
)


def test_own_shared_and_bloc_texts_never_overlap_and_leave_context_out():
    assert status.own_instruments(INSTRUMENTS)["instrument_id"].tolist() == ["B", "A"]
    assert status.shared_instruments(INSTRUMENTS)["instrument_id"].tolist() == ["D", "F"]
    assert status.bloc_instruments(INSTRUMENTS)["instrument_id"].tolist() == ["E"]


def test_counts_follow_the_order_of_the_words():
    own = status.own_instruments(INSTRUMENTS)
    assert list(status.by_force(own).items()) == [("stated-no", 1), ("unknown", 1)]
    assert list(status.by_state(own).items()) == [("active", 1), ("unknown", 1)]
    assert status.by_force(own.iloc[:0]).empty


def test_no_instrument_between_canada_and_a_partner_is_binding(shipped):
    tables = [shipped(f"ledger/{name}.csv") for name in ("instruments", "instrument_partners")] + [
        shipped("reference/partner_members.csv")
    ]
    for partner in shipped("reference/partners.csv")["partner"]:
        own = status.own_instruments(ledger.instruments_of(partner, *tables))
        assert len(own), partner
        assert "yes" not in status.by_force(own), partner
