"""Sanity of notes and judgements: what they rest on exists, and likelihood and confidence are kept apart."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report.check.findings import Finding
from report.check.folder import Folder

STATES = {
    "milestones": ("milestone_id", "status"),
    "claims": ("claim_id", "verdict"),
    "projects": ("project_id", "stage"),
    "instruments": ("instrument_id", "status"),
}
"""What a premise may be, and the column whose state is expected."""
FACTS = {
    "export_controls": "control_id",
    "us_agreements": "agreement_id",
    "critical_lists": "list_id",
    "canada_facts": "fact_id",
    "contradictions": "contradiction_id",
}
"""Tables beside the ledger's own rows whose ids a note may rest on."""
LIKELIHOOD = re.compile(r"\b(likely|unlikely|almost certain|almost no chance|even chance|confidence)\b", re.IGNORECASE)


def partners_have_one_headline(folder: Folder) -> Iterator[Finding]:
    """A partner with judgements has exactly one headline: the one that its card shows."""
    if not folder.has("judgements"):
        return
    table = folder.table("judgements")
    for partner, rows in table.groupby("partner"):
        chosen = rows[rows["headline"].astype(bool)]
        if len(chosen) != 1:
            position = (chosen if len(chosen) else rows).index[-1]
            what = f"{partner} has {len(chosen)} headline judgements"
            advice = "Set `headline` to true in one row of the partner and to false in the others."
            yield folder.finding("judgements", position, "headline", what, "The card shows one.", advice)


def statements_hold_no_likelihood(folder: Folder) -> Iterator[Finding]:
    """A judgement's statement has no word of likelihood or confidence: both have columns of their own."""
    if not folder.has("judgements"):
        return
    for position, text in folder.table("judgements")["statement"].items():
        found = LIKELIHOOD.search(text)
        if found:
            cause = "Likelihood and confidence never share a sentence."
            advice = "Put it in `likelihood` or `confidence`."
            yield folder.finding("judgements", position, "statement", f"says '{found[0]}'", cause, advice)


def judgements_have_premises(folder: Folder) -> Iterator[Finding]:
    """Every judgement names at least one row of the ledger that it rests on."""
    if not folder.has("judgements", "judgement_premises"):
        return
    table = folder.table("judgements")
    bare = table.loc[~table["judgement_id"].isin(folder.table("judgement_premises")["judgement_id"]), "judgement_id"]
    for position, value in bare.items():
        advice = "Add a row to ledger/judgement_premises.csv."
        what = f"{value} has no premise"
        yield folder.finding("judgements", position, "judgement_id", what, "Nothing could show it is old.", advice)


def premises_are_rows(folder: Folder) -> Iterator[Finding]:
    """A premise is the id of a milestone, claim, project or instrument, and expects a state that it can have."""
    if not folder.has("judgement_premises"):
        return
    allowed = _allowed_states(folder)
    for row in folder.table("judgement_premises").itertuples():
        if row.premise not in allowed:
            what = f"'{row.premise}' is no milestone, claim, project or instrument"
            yield folder.finding("judgement_premises", row.Index, "premise", what, "Likely misspelt.", "Mend the id.")
        elif row.expected not in allowed[row.premise]:
            what = f"'{row.expected}' is no state of {row.premise}"
            advice = f"Use one of {', '.join(sorted(allowed[row.premise]))}."
            yield folder.finding("judgement_premises", row.Index, "expected", what, "It could never hold.", advice)


def notes_rest_on_rows(folder: Folder) -> Iterator[Finding]:
    """Every id that a note rests on is in the ledger or in the tables of facts."""
    if not folder.has("partner_notes") or "rests_on" not in folder.columns("partner_notes"):
        return
    tables = {name: key for name, (key, _) in STATES.items()} | FACTS
    known = {value for name, key in tables.items() if folder.has(name) for value in folder.table(name)[key]}
    for position, text in folder.table("partner_notes")["rests_on"].items():
        for value in filter(None, (part.strip() for part in str(text).split(";"))):
            if value not in known:
                what = f"rests on '{value}', which is not in the ledger"
                yield folder.finding("partner_notes", position, "rests_on", what, "Likely misspelt.", "Mend the id.")


def _allowed_states(folder: Folder) -> dict[str, set[str]]:
    """States by id: the closed list of the column that holds the state, and for an instrument its force."""
    allowed: dict[str, set[str]] = {}
    for name, (key, column) in STATES.items():
        if folder.has(name):
            states = _enum(folder, name, column)
            if name == "instruments":
                states |= {f"binding:{value}" for value in _enum(folder, name, "binding")}
            allowed |= dict.fromkeys(folder.table(name)[key], states)
    return allowed


def _enum(folder: Folder, name: str, column: str) -> set[str]:
    fields = {field["name"]: field for field in folder.records[name]["schema"]["fields"]}
    return set(fields.get(column, {}).get("constraints", {}).get("enum", []))
