"""What a partner chapter says beyond the record: notes with their sources, judgements and whether their premises hold.

Likelihood and confidence never share a sentence. All texts here are MyST for the unit `markdown`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from report.analysis.judgements import OLD_AFTER_DAYS, changed
from report.formats import day, escape, format_value, listed
from report.sentences.citing import cited_grades
from report.sentences.links import claim_link, instrument_link, milestone_link, project_link
from report.sentences.record import dated
from report.sentences.words import capital

LINKS = {
    "milestone": milestone_link,
    "claim": claim_link,
    "instrument": instrument_link,
    "project": project_link,
}
STATUS = {"confirmed": "", "reported": " *Reported, not confirmed.*", "unknown": " *Not known.*"}
OPENINGS = {"roughly even chance": "There is a roughly even chance", "almost no chance": "There is almost no chance"}
NO_NOTE = "The written record adds nothing here."
HEADS = {"risk": "Risks", "rival": "Rivals", "reversal": "Reversals"}
FORCES = {
    "binding:yes": "binding",
    "binding:stated-no": "stated not to be binding",
    "binding:inferred-no": "not binding by type",
    "binding:unknown": "of unknown force",
}


def note_list(notes: pd.DataFrame, none: str) -> str:
    """Notes as a list, each with its date, whether it is confirmed, its sources and their grades; or `none`.

    notes: from `notes.notes_of`.
    """
    return "\n".join(f"- {_note(row)}" for row in notes.to_dict("records")) or escape(none)


def risk_list(notes: pd.DataFrame, partner: str) -> str:
    """Risks, rivals and reversals, each kind under its name; a kind without a note says so."""
    parts = []
    for section, head in HEADS.items():
        own = notes[notes["section"] == section]
        if len(own):
            parts.append(f"**{head}**\n\n{note_list(own, none='')}")
    missing = [head.lower() for section, head in HEADS.items() if not (notes["section"] == section).any()]
    if missing:
        what = listed(missing).replace(" and ", " or ")
        parts.append(
            f"The record holds no note on {what} for {escape(partner)}; a dated source on one would fill this."
        )
    return "\n\n".join(parts)


def likelihood(row: Mapping[str, Any]) -> str:
    """`It is unlikely (20–45%) that ...`: the word, its range, and the statement. row: `judgements.judgements_of`."""
    low, high = format_value(row["low"], "share").rstrip("%"), format_value(row["high"], "share")
    opening = OPENINGS.get(row["likelihood"], f"It is {row['likelihood']}")
    return f"{opening} ({low}–{high}) that {row['statement'].rstrip('.')}."


def confidence(row: Mapping[str, Any]) -> str:
    """The level of confidence and its reason, in sentences of their own."""
    return f"{capital(row['confidence'])}. {row['confidence_reason']}"


def headline(judgements: pd.DataFrame, states: pd.DataFrame, partner: str) -> dict[str, str]:
    """The judgement of the status card: likelihood, confidence, change, as plain text.

    A changed premise or a judgement older than it should be is said after what would change it. A partner without a
    judgement gets a sentence that says so, and what would fill it.
    """
    chosen = judgements[judgements["headline"].astype("bool")]
    if chosen.empty:
        none = f"No judgement on {partner} has been written yet; the ledger's table of judgements takes one."
        return {"likelihood": none, "confidence": "None stated.", "change": "Nothing to change yet."}
    row = chosen.to_dict("records")[0]
    moved = len(changed(states[states["judgement_id"] == row["judgement_id"]]))
    notes = [row["would_change"]]
    notes += ["A premise has changed since it was judged: see below."] if moved else []
    notes += [f"It was made {int(row['age_days'])} days before this edition's date."] if row["old"] else []
    return {"likelihood": likelihood(row), "confidence": confidence(row), "change": " ".join(notes)}


def judgement_list(judgements: pd.DataFrame, states: pd.DataFrame, partner: str, edition_date: date) -> str:
    """Each judgement with its confidence, decision, what would change it, and what it rests on.

    judgements: `judgements.judgements_of`; states: `judgements.premise_states`.
    """
    if judgements.empty:
        return f"No judgement on {escape(partner)} has been written yet; the ledger's table of judgements takes one."
    parts = []
    for row in judgements.to_dict("records"):
        own = states[states["judgement_id"] == row["judgement_id"]]
        lines = [
            f"**{escape(likelihood(row))}**",
            f"Confidence: {escape(confidence(row))}",
            f"Decision it supports: {escape(row['decision'].rstrip('.'))}.",
            f"What would change it: {escape(row['would_change'])}",
            _premises(own, row["judged_on"]),
            _age(row, edition_date),
        ]
        parts.append("1. " + "\n\n   ".join(line for line in lines if line))
    return "\n\n".join(parts)


def premises_hold(judgements: pd.DataFrame, states: pd.DataFrame, edition_date: date) -> str:
    """How many judgements rest on premises that still hold at the edition date."""
    own = states[states["judgement_id"].isin(judgements["judgement_id"])]
    if own.empty:
        return "No premise is recorded."
    moved = changed(own)
    if moved.empty:
        return f"As of {day(edition_date)} every recorded premise is as it was when judged."
    ids = sorted(moved["judgement_id"].unique())
    return (
        f"As of {day(edition_date)}, {len(moved)} of {len(own)} recorded premises have changed since they were judged, "
        f"under {listed(ids)}: read those judgements again."
    )


def _note(row: Mapping[str, Any]) -> str:
    when = f"*{dated(row['date'], row['date_precision'])}.* " if row["date"] else ""
    sources = f" ({cited_grades(row['source_ids'], row['grades'])})" if row["source_ids"] else ""
    return f"{when}{escape(row['statement'])}{sources}{STATUS[row['status']]}"


def _premises(own: pd.DataFrame, judged_on: str) -> str:
    if own.empty:
        return ""
    moved = changed(own)
    parts = [f"{_premise_link(row)} ({escape(_state(row.expected))})" for row in own.itertuples()]
    text = f"Rests on: {'; '.join(parts)}."
    for row in moved.itertuples():
        now = _state(row.found) if row.found else "no longer in the ledger"
        text += (
            f"\n\n   **A premise changed:** {_premise_link(row)} was {escape(_state(row.expected))} on "
            f"{day(date.fromisoformat(judged_on))} and is now {escape(now)}. Why it was named: {escape(row.why)}"
        )
    return text


def _premise_link(row: Any) -> str:
    return LINKS[row.kind](row.premise, row.label) if row.kind else escape(row.premise)


def _state(state: str) -> str:
    return FORCES.get(state, state.replace("-", " "))


def _age(row: Mapping[str, Any], edition_date: date) -> str:
    if not row["old"]:
        return ""
    return (
        f"*Made {int(row['age_days'])} days before this edition's date, {day(edition_date)}: a judgement older than "
        f"{OLD_AFTER_DAYS} days should be made again.*"
    )
