"""Projects tied to a partner: what was promised, whose money it is, and how far it got, one row for each promise."""

from __future__ import annotations

import pandas as pd

from report.analysis.money import STAGES
from report.analysis.notes import graded
from report.formats import grouped, is_missing, listed
from report.sentences.citing import cited_grades
from report.sentences.links import project_link
from report.sentences.money import KINDS, paid, stated
from report.sentences.words import counted

ROLES = {"offtaker": "buyer", "funder": "funder", "announced-beside": "announced beside"}


def project_rows(promises: pd.DataFrame, project_sources: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """Promises as read in a table: project mineral amount whose part stage grade (project and grade are MyST).

    promises: from `money.money_of`. Stages are announced, committed, disbursed or unknown; amounts as stated.
    """
    cited = graded(project_sources, sources, "project_id").set_index("project_id")
    cells = {row.Index: cited_grades(row.source_ids, row.grades) for row in cited.itertuples()}
    records = promises.to_dict("records")
    return pd.DataFrame(
        {
            "project": [project_link(row["project_id"], row["project"]) for row in records],
            "mineral": [row["mineral_as_listed"] for row in records],
            "amount": [_amount(row) for row in records],
            "whose": [KINDS[row["money_kind"]].lower() for row in records],
            "part": [f"{ROLES[row['role']]}: {row['basis']}" for row in records],
            "stage": [row["stage"] for row in records],
            "grade": [cells.get(row["project_id"], "none") for row in records],
        }
    )


def projects_found(promises: pd.DataFrame, partner: str) -> str:
    """How many promises for projects tie the partner to Canadian ones, and how many of the amounts were paid."""
    if promises.empty:
        return f"No project with a part for {partner} is in the ledger."
    stages = promises["stage"].value_counts()
    parts = [f"{stages[stage]} {stage}" for stage in STAGES if stage in stages]
    text = f"The ledger ties {partner} to {counted(len(promises), 'promise')} for projects: {listed(parts)}."
    return f"{text} {paid(promises)}" if promises["amount"].notna().any() else text


def shared_sites(pledges: pd.DataFrame, partner: str, names: dict[str, str]) -> str:
    """Sites of this partner that are promised to others too; empty without any. pledges: `ledger.double_pledges`."""
    own = [row for row in pledges.itertuples() if partner in row.pledged_to.split("; ")]
    parts = [
        f"{row.site_id.replace('-', ' ').title()} (also under "
        f"{listed([names.get(code, code) for code in row.pledged_to.split('; ') if code != partner])})"
        for row in own
    ]
    text = f"Promised to others as well: {listed(parts)}. That shows more than one promise, not that one must fail."
    return text if own else ""


def _amount(row: dict) -> str:
    tonnes = "" if is_missing(row["tonnes_per_year"]) else f"{grouped(row['tonnes_per_year'])} t a year"
    return "; ".join(part for part in (stated(row), tonnes) if part and not (tonnes and part == "not stated"))
