"""Sentences on the evidence: what of the tested texts holds, on what sources, and what was corrected in the data."""

from __future__ import annotations

import json

import pandas as pd

from report.formats import format_value, listed

from .words import are, capital, counted


def verdicts(claims: pd.DataFrame) -> str:
    """How many claims and what became of them. claims: verdict."""
    found = claims["verdict"].value_counts()
    parts = [
        f"{found[verdict]} {are(found[verdict])} {verdict}"
        for verdict in ("confirmed", "contradicted", "unverified")
        if verdict in found
    ]
    rest = [
        f"{found[kind]} {word}"
        for kind, word in (("forecast", "about the future"), ("undated", "without a date to test"))
        if kind in found
    ]
    return f"Of {counted(len(claims), 'claim')} tested, {listed([*parts, *rest])}."


def weakest(counts: pd.DataFrame) -> str:
    """The documents with the smallest and with the largest confirmed share. counts: label verdict claims share."""
    rows = counts[counts["verdict"] == "confirmed"].sort_values("share")
    if len(rows) < 2:
        return "Only one text is under test."
    low, high = rows["share"].min(), rows["share"].max()
    named = rows.groupby("share")["label"].agg(lambda labels: listed([f"“{label}”" for label in labels]))
    weak, strong = named[low], named[high]
    return (
        f"Least holds in {weak} ({format_value(low, 'share')} confirmed), most in {strong} "
        f"({format_value(high, 'share')})."
    )


def grades(sources: pd.DataFrame) -> str:
    """How many sources are graded A or B, how many D or worse, and the most common grade. sources: reliability
    credibility.
    """
    good, weak = sources["reliability"].isin(["A", "B"]), sources["reliability"].isin(["D", "E", "F"])
    top = (sources["reliability"] + sources["credibility"].astype("str")).value_counts()
    return (
        f"Of {counted(len(sources), 'source')}, {good.sum()} are graded A or B and {weak.sum()} D or lower; "
        f"the most common "
        f"grade is {top.index[0]} ({top.iloc[0]})."
    )


def corrections(table: pd.DataFrame) -> str:
    """How many corrections, of which kind and in which tables. table: kind table."""
    kinds = {
        "unit": "mend a unit label",
        "duplicate": "join a duplicate",
        "cell": "set a bad cell aside",
        "definition": "align a definition",
    }
    found = table["kind"].value_counts()
    parts = [f"{found[kind]} {words}" for kind, words in kinds.items() if kind in found]
    tables = sorted(name.replace("_", " ") for name in table["table"].unique())
    count = capital(counted(len(table), "correction"))
    return f"{count} {are(len(table))} applied on loading: {listed(parts)}, in {listed(tables)}."


def corrections_shown(table: pd.DataFrame) -> pd.DataFrame:
    """Corrections alike but for their table as one row: ids where old_to_new reason source."""
    rows = table.assign(
        where=[_where(key) for key in table["key"]],
        table=table["table"].str.replace("_", " "),
        change=[_change(old, new) for old, new in zip(table["old"], table["new"], strict=True)],
    )
    grouped = rows.groupby(["where", "change", "reason", "source"], sort=False, as_index=False)
    return grouped.agg(
        ids=("correction_id", ", ".join), tables=("table", lambda names: ", ".join(dict.fromkeys(names)))
    )


def _where(key: str) -> str:
    parts = {name: value for name, value in json.loads(key).items() if name != "unit_printed"}
    edition = parts.pop("edition", "")
    return ", ".join([*(str(value) for value in parts.values()), *([f"edition {edition}"] if edition else [])])


def _change(old: str, new: str) -> str:
    if new.startswith("x"):
        return f"every value times {new[1:]}"
    return f"{old or 'empty'} to {new or 'missing'}"


def revisions(table: pd.DataFrame, limit: float = 5) -> str:
    """How many large moves between editions have a reason, and how many only a producer's silence. table: reason."""
    silent = table["reason"].str.contains("no reason", case=False).sum()
    return (
        f"{counted(len(table), 'move')} between editions of more than {limit:g} times are listed with what "
        f"the producer says of them; for {silent} the producer gives no reason."
    ).capitalize()


def unquoted(sources: pd.DataFrame) -> str:
    """How many sources are listed without a link, because their words are not to be repeated or they have none."""
    hidden = int((~sources["quotable"]).sum())
    bare = int((sources["quotable"] & (sources["url"] == "")).sum())
    parts = [f"{hidden} {are(hidden)} reworded or partisan"] if hidden else []
    parts += [f"{bare} came without an address"] if bare else []
    if not parts:
        return "Every source is linked."
    return (
        f"{capital(counted(hidden + bare, 'source'))} {are(hidden + bare)} listed without a link: {listed(parts)}. "
        "They are graded for what they are."
    )


def by_partner(letters: pd.DataFrame) -> str:
    """Which partner's chapter rests on the best sources, and which on the weakest. letters: from `grade_parts`."""
    totals = letters.groupby("name")["sources"].sum()
    good = letters[letters["grade"].isin(["A", "B"])].groupby("name")["sources"].sum()
    shares = (good.reindex(totals.index, fill_value=0) / totals).sort_values()
    best, worst = shares[shares == shares.max()].index.tolist(), shares[shares == shares.min()].index.tolist()
    if len(best) == len(shares):
        return f"In every chapter {format_value(shares.iloc[0], 'share')} of the sources are graded A or B."
    return (
        f"The part of sources graded A or B is largest for {listed(best)} ({format_value(shares.max(), 'share')}) and "
        f"smallest for {listed(worst)} ({format_value(shares.min(), 'share')})."
    )
