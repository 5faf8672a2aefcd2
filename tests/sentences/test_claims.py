"""Claims, contradictions and readings keep letter and digit apart and lead to their sources."""

import pandas as pd

from report.sentences import claims

SOURCES = pd.DataFrame(
    {
        "source_id": ["S1", "S2"],
        "reliability": ["C", "A"],
        "credibility": [2, 1],
        "grade_reason": ["a copy", "official"],
    }
)
CLAIMS = pd.DataFrame(
    {
        "claim_id": ["C0-1", "C0-2"],
        "document": ["S1", "S1"],
        "claim": ["One", "Two"],
        "verdict": ["confirmed", "unverified"],
        "note": ["See S2", ""],
    }
)
LINKS = pd.DataFrame({"claim_id": ["C0-1", "C0-1"], "source_id": ["S1", "S2"]})


def test_a_claim_has_anchor_verdict_and_graded_sources_best_first() -> None:
    shown = claims.claims_shown(CLAIMS, LINKS, SOURCES)
    assert shown["said"].iloc[0] == "[**C0-1**]{#claims-c0-1} One"
    assert shown["judged"].tolist() == ["**Confirmed.** See {cite}`S2`", "**Unverified.**"]
    assert shown["tested_on"].iloc[0] == (
        "{cite}`S2` source A, information 1: official; {cite}`S1` source C, information 2: a copy"
    )
    assert shown["tested_on"].iloc[1] == "No source found."


def test_a_contradiction_shows_both_versions_and_the_one_used() -> None:
    row = {
        "contradiction_id": "K-1",
        "subject": "The day",
        "instrument_id": "IN-1",
        "claim_id": "",
        "used": "b",
        "why": "dated",
    }
    versions = {
        "version_a": "the 28th",
        "source_a": "S1",
        "source_a_note": "",
        "version_b": "the 27th",
        "source_b": "",
        "source_b_note": "press",
    }
    shown = claims.contradictions_shown(pd.DataFrame([row | versions])).iloc[0]
    assert shown["about"] == "[**K-1**]{#contradictions-k-1} The day; {ref}`IN-1 <tbl-instruments-in-1>`"
    assert (shown["first"], shown["second"]) == ("The 28th {cite}`S1`", "The 27th press")
    assert shown["used_why"] == "**The second.** dated"


def test_the_second_reading_says_how_much_met_the_same_page() -> None:
    readings = pd.DataFrame(
        {
            "reading_id": ["R-1", "R-2", "R-3", "R-4"],
            "fact_id": ["M1", "M2; C0-1", "", "M9"],
            "subject": list("abcd"),
            "outcome": ["agree", "disagree", "disagree", "not-verifiable"],
            "same_page": [True, True, False, False],
        }
    )
    assert "1 agree, 2 disagree and 1 could not be verified. 2 of the readings (50%)" in claims.second_reading(readings)
    facts = claims.disagreements(readings, claims=CLAIMS)["facts"].tolist()
    assert facts == ["M2; {ref}`C0-1 <claims-c0-1>`", "the ledger as a whole"]
    assert claims.readings_by_page(readings)[["same_page", "other_page"]].sum().tolist() == [2, 2]
