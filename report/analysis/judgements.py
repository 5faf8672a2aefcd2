"""Judgements about a partner, and whether what they rest on still holds.

A judgement names its premises: rows of the ledger and the state each had when it was made. When a row changes, or a
date passes without evidence, the judgement shows it; so does one that is much older than the edition.

The likelihood words and their ranges are those of Intelligence Community Directive 203 (2015).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pandas as pd

from report.analysis.delivery import NO_DATE, NOT_YET
from report.analysis.empty import empty

RANGES = {
    "almost no chance": (0.01, 0.05),
    "very unlikely": (0.05, 0.20),
    "unlikely": (0.20, 0.45),
    "roughly even chance": (0.45, 0.55),
    "likely": (0.55, 0.80),
    "very likely": (0.80, 0.95),
    "almost certain": (0.95, 0.99),
}
"""Likelihood word to its range of probability, fractions."""
OLD_AFTER_DAYS = 180
PREMISE_COLUMNS = ["judgement_id", "premise", "kind", "label", "expected", "found", "holds", "why"]
BINDING = "binding:"


def judgements_of(partner: str, judgements: pd.DataFrame, edition_date: date) -> pd.DataFrame:
    """The partner's judgements in order, with low and high (fractions) of the likelihood word and age_days, old.

    age_days: days from judged_on to the edition; old: more than `OLD_AFTER_DAYS`. Raises KeyError for a likelihood
    word that is not in `RANGES`.
    """
    own = judgements[judgements["partner"] == partner].sort_values(["order", "judgement_id"], ignore_index=True)
    ranges = [RANGES[word] for word in own["likelihood"]]
    age = (pd.Timestamp(edition_date) - pd.to_datetime(own["judged_on"])).dt.days
    bounds = pd.DataFrame(ranges, columns=["low", "high"], index=own.index, dtype="float64")
    return own.assign(low=bounds["low"], high=bounds["high"], age_days=age, old=age > OLD_AFTER_DAYS)


def premise_states(
    premises: pd.DataFrame,
    standings: pd.DataFrame,
    claims: pd.DataFrame,
    instruments: pd.DataFrame,
    projects: pd.DataFrame,
) -> pd.DataFrame:
    """What each premise is now against what it was when judged: `PREMISE_COLUMNS`.

    premises: `judgement_premises`; standings: from `delivery.milestone_status`, so that a planned milestone whose
    date has passed reads "due, no evidence". kind: milestone, claim, instrument, project, or empty for an id that
    the ledger does not hold (found is empty then, and it does not hold). label: what a reader calls it.
    """
    if premises.empty:
        return empty(PREMISE_COLUMNS, text=PREMISE_COLUMNS).astype({"holds": "bool"})
    states = _states(standings, claims, instruments, projects)
    found = [_found(row.premise, row.expected, states) for row in premises.itertuples()]
    table = premises.assign(**{name: [row[name] for row in found] for name in ("kind", "label", "found")})
    return table.assign(holds=table["found"] == table["expected"])[PREMISE_COLUMNS]


def changed(states: pd.DataFrame) -> pd.DataFrame:
    """The premises that no longer are what they were when judged."""
    return states[~states["holds"].astype("bool")]


def _states(standings, claims, instruments, projects) -> dict[str, dict[str, str]]:
    """Kind, label and states by id. A milestone that is open and not late keeps the status the ledger records."""
    open_still = standings["standing"].isin([NOT_YET, NO_DATE])
    milestones = standings.assign(state=standings["standing"].mask(open_still, standings["status"]))
    claim_ids = "claim " + claims["claim_id"]
    tables = {
        "milestone": (milestones["milestone_id"], milestones["milestone"], milestones["state"]),
        "claim": (claims["claim_id"], claim_ids, claims["verdict"]),
        "project": (projects["project_id"], projects["project"], projects["stage"]),
        "instrument": (instruments["instrument_id"], instruments["short_title"], instruments["status"]),
    }
    states = {
        identity: {"kind": kind, "label": label, "state": state}
        for kind, columns in tables.items()
        for identity, label, state in zip(*columns, strict=True)
    }
    for identity, force in zip(instruments["instrument_id"], instruments["binding"], strict=True):
        states[identity][BINDING] = force
    return states


def _found(premise: str, expected: str, states: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    if premise not in states:
        return {"kind": "", "label": premise, "found": ""}
    state = states[premise]
    force = expected.startswith(BINDING) and BINDING in state
    found = f"{BINDING}{state[BINDING]}" if force else state["state"]
    return {"kind": state["kind"], "label": state["label"], "found": found}
