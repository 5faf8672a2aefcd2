"""Claims, contradictions and second readings as rows of tables, each with its anchor, its verdict and its sources."""

from __future__ import annotations

import pandas as pd

from report.formats import escape, format_value, listed

from . import links
from .words import are, capital, counted

USED = {"a": "the first", "b": "the second", "both": "both, side by side", "neither": "neither"}


def claims_shown(claims: pd.DataFrame, claim_sources: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """`claims` with said (its anchor and words), judged (verdict and note) and tested_on (graded sources), all MyST.

    In tested_on letter and digit stand apart, each source with the reason for its grade.
    """
    graded = graded_sources(claim_sources, "claim_id", sources)
    known = set(sources["source_id"])
    rows = claims.to_dict("records")
    return claims.assign(
        said=[f"{links.anchored('claims', row['claim_id'])} {escape(row['claim'])}" for row in rows],
        judged=[f"**{capital(row['verdict'])}.** {links.with_cites(row['note'], known)}".strip() for row in rows],
        made_in=[links.source_cite(row["document"]) for row in rows],
        tested_on=claims["claim_id"].map(graded).fillna("No source found."),
    )


def summed_up(claims: pd.DataFrame, claim_sources: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """`claims` with link (to the claim's own row), what (its note) and cited (sources with letter and digit), MyST."""
    known = set(sources["source_id"])
    rows = claims.to_dict("records")
    cited = graded_sources(claim_sources, "claim_id", sources.assign(grade_reason=""))
    return claims.assign(
        link=[links.claim_link(row["claim_id"]) for row in rows],
        what=[links.with_cites(row["note"], known) for row in rows],
        cited=claims["claim_id"].map(cited).fillna("No source found."),
    )


def graded_sources(table: pd.DataFrame, key: str, sources: pd.DataFrame) -> dict[str, str]:
    """By id, its sources as citation, letter, digit and reason, best grade first. table: `key` and source_id."""
    joined = table.merge(sources, on="source_id").sort_values(["reliability", "credibility", "source_id"])
    shown = [
        f"{links.source_cite(row['source_id'])} source {row['reliability']}, information {row['credibility']}"
        + (f": {escape(row['grade_reason'])}" if row["grade_reason"] else "")
        for row in joined.to_dict("records")
    ]
    return joined.assign(shown=shown).groupby(key, sort=False)["shown"].agg("; ".join).to_dict()


def by_verdict(claims: pd.DataFrame) -> pd.DataFrame:
    """Links to all claims by verdict: verdict claims links, the most common verdict first."""
    shown = claims.assign(links=[links.claim_link(identity) for identity in claims["claim_id"]])
    table = shown.groupby("verdict", as_index=False).agg(claims=("claim_id", "size"), links=("links", ", ".join))
    return table.sort_values("claims", ascending=False, ignore_index=True)


def contradictions_shown(contradictions: pd.DataFrame) -> pd.DataFrame:
    """`contradictions` as MyST: about (anchor, subject, record), first, second (version and source) and used_why."""
    rows = contradictions.to_dict("records")
    return contradictions.assign(
        about=[_about(row) for row in rows],
        first=[_version(row, "a") for row in rows],
        second=[_version(row, "b") for row in rows],
        used_why=[f"**{capital(USED[row['used']])}.** {escape(row['why'])}" for row in rows],
    )


def _about(row: dict) -> str:
    anchor = links.anchored("contradictions", row["contradiction_id"])
    record = links.instrument_link(row["instrument_id"]) if row["instrument_id"] else ""
    claim = links.claim_link(row["claim_id"]) if row["claim_id"] else ""
    return links.joined([f"{anchor} {escape(row['subject'])}", record, claim])


def _version(row: dict, which: str) -> str:
    source = row[f"source_{which}"]
    where = links.source_cite(source) if source else escape(row[f"source_{which}_note"])
    return f"{escape(capital(row[f'version_{which}']))} {where}"


def contradictions_found(contradictions: pd.DataFrame) -> str:
    """How many contradictions, and how often no version could be chosen."""
    found = contradictions["used"].value_counts()
    kept = int(found.get("both", 0))
    left = int(found.get("neither", 0))
    text = f"{capital(counted(len(contradictions), 'contradiction'))} between sources {are(len(contradictions))} listed"
    parts = [f"{kept} {are(kept)} left open with both versions shown"] if kept else []
    parts += [f"in {left} neither version is used"] if left else []
    return f"{text}; {listed(parts)}." if parts else f"{text}; in each one version is used."


def second_reading(readings: pd.DataFrame) -> str:
    """What came of the second reading, and how much of it met the page that the ledger cites."""
    found = readings["outcome"].value_counts()
    same = readings["same_page"].mean()
    return (
        f"{capital(counted(len(readings), 'fact'))} {are(len(readings))} read again: {found.get('agree', 0)} agree, "
        f"{found.get('disagree', 0)} disagree and {found.get('not-verifiable', 0)} could not be verified. "
        f"{int(readings['same_page'].sum())} of the readings ({format_value(same, 'share')}) met a page that the "
        "ledger cites itself, so they test whether we copied well more than whether the page is right."
    )


def readings_by_page(readings: pd.DataFrame) -> pd.DataFrame:
    """Readings by outcome: outcome readings same_page other_page."""
    table = readings.groupby("outcome", as_index=False).agg(
        readings=("reading_id", "size"), same_page=("same_page", "sum")
    )
    table = table.assign(
        other_page=table["readings"] - table["same_page"], outcome=table["outcome"].str.replace("-", " ")
    )
    return table.sort_values("readings", ascending=False, ignore_index=True)


def disagreements(readings: pd.DataFrame, **tables: pd.DataFrame) -> pd.DataFrame:
    """Readings that disagreed: subject and facts (links to what the ledger now holds). tables: as in `links.linked`."""
    rows = readings[readings["outcome"] == "disagree"]
    facts = [links.linked(ids, **tables) or "the ledger as a whole" for ids in rows["fact_id"]]
    return rows.assign(facts=facts).reset_index(drop=True)
