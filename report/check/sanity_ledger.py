"""Sanity of the ledger: dates that fit what is known of them, promises in order, a source under every row.

A schema sees one cell at a time. What is checked here needs two: a date and its precision, a commitment and the
signature it follows, a row and the row of another table that carries it.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from report.check.findings import Finding
from report.check.folder import Folder

DATED = ("instruments", "milestones", "partner_notes")
FORMS = {
    "day": (r"\d{4}-\d{2}-\d{2}", "YYYY-MM-DD"),
    "month": (r"\d{4}-\d{2}", "YYYY-MM"),
    "quarter": (r"\d{4}(-\d{2}){0,2}", "a date in the quarter"),
    "half-year": (r"\d{4}(-\d{2}){0,2}", "a date in the half-year"),
    "year": (r"\d{4}(-12-31)?", "YYYY, or its last day"),
    "disputed": (r"\d{4}(-\d{2}){0,2}", "the day, month or year that is disputed"),
    "none": ("", "empty"),
}
"""How a date is written for each precision, and the form in words."""
SPANS = (("instruments", "date_start", "date_end"), ("milestones", "due_start", "due_end"))
SOURCED = {
    "instruments": ("instrument_sources", "instrument_id", ""),
    "milestones": ("milestone_sources", "milestone_id", ""),
    "projects": ("project_sources", "project_id", ""),
    "claims": ("claim_sources", "claim_id", "verdict not in ['unverified', 'forecast', 'undated']"),
    "partner_notes": ("partner_note_sources", "note_id", "section != 'gap'"),
}
"""Table, the table of its sources, the key, and which rows need one (a claim no one could verify has none)."""


def dates_fit_their_precision(folder: Folder) -> Iterator[Finding]:
    """A date is in the calendar, and as precise as its precision says: a day YYYY-MM-DD, a month YYYY-MM."""
    for name in DATED:
        for position, row in _rows(folder, name, "date", "date_precision"):
            form, words = FORMS.get(row["date_precision"], (".*", ""))
            if not re.fullmatch(form, row["date"]):
                what = f"'{row['date']}' is no date of the precision '{row['date_precision']}'"
                advice = f"Write {words}, or change `date_precision`."
                yield folder.finding(name, position, "date", what, "Date and precision disagree.", advice)
            elif row["date"] and _span(row["date"]) is None:
                what = f"'{row['date']}' is not in the calendar"
                yield folder.finding(name, position, "date", what, "Likely a slip.", "Check the source.")


def spans_run_forward(folder: Folder) -> Iterator[Finding]:
    """A span has both ends or none, and does not end before it starts."""
    for name, start, end in SPANS:
        for position, row in _rows(folder, name, start, end):
            if bool(row[start]) != bool(row[end]):
                missing = end if row[start] else start
                advice = f"Fill `{missing}`, or leave both empty."
                yield folder.finding(name, position, missing, "only one end of the span is given", "", advice)
            elif row[start] > row[end]:
                what = f"starts on {row[start]}, ends on {row[end]}"
                yield folder.finding(name, position, end, what, "Likely the two are swapped.", "Mend the span.")


def spans_hold_their_date(folder: Folder) -> Iterator[Finding]:
    """The span of an instrument is what its date allows: the day, or the month's first and last day."""
    for position, row in _rows(folder, "instruments", "date", "date_precision", "date_start", "date_end"):
        span = _span(row["date"])
        if row["date_precision"] == "disputed" or span is None:
            continue
        for column, expected in zip(("date_start", "date_end"), span, strict=True):
            if row[column] != expected:
                what = f"'{row[column]}' does not follow from the date '{row['date']}'"
                advice = f"Write {expected}, or mend the date."
                yield folder.finding("instruments", position, column, what, "The date gives its span.", advice)


def commitments_follow_their_instrument(folder: Folder) -> Iterator[Finding]:
    """No commitment falls due before the instrument it stands under was signed."""
    signed = {row["instrument_id"]: row["date_start"] for _, row in _rows(folder, "instruments", "date_start")}
    for position, row in _rows(folder, "milestones", "instrument_id", "kind", "due_end"):
        start = signed.get(row["instrument_id"], "")
        if row["kind"] == "commitment" and row["due_end"] and row["due_end"] < start:
            what = f"due by {row['due_end']}, but {row['instrument_id']} is of {start}"
            cause = "A promise cannot fall due before it was made."
            advice = "Mend the due date or the instrument, or set `kind` to event."
            yield folder.finding("milestones", position, "due_end", what, cause, advice)


def done_is_seen_done(folder: Folder) -> Iterator[Finding]:
    """What is done was done by the date of the newest source on it."""
    for position, row in _rows(folder, "milestones", "status", "date", "as_of"):
        width = min(len(row["date"]), len(row["as_of"]))
        if row["status"] == "done" and row["date"][:width] > row["as_of"][:width]:
            what = f"done on {row['date']}, but the newest source is of {row['as_of']}"
            advice = "Mend the date or `as_of`, or set `status` to planned."
            yield folder.finding("milestones", position, "as_of", what, "No source could have seen it.", advice)


def rows_have_a_source(folder: Folder) -> Iterator[Finding]:
    """Every instrument, milestone, project, note and settled claim names at least one source."""
    for name, (links, key, needed) in SOURCED.items():
        if not folder.has(name, links):
            continue
        table = folder.table(name)
        table = table.query(needed) if needed and needed.split()[0] in table else table
        for position, value in table.loc[~table[key].isin(folder.table(links)[key]), key].items():
            advice = f"Add a row to {folder.records[links]['path']}."
            yield folder.finding(name, position, key, f"{value} has no source", "Nothing can be shown for it.", advice)


def partners_are_known(folder: Folder) -> Iterator[Finding]:
    """A partner is in `partners`, a country in `countries`; a project's partner is one of them or a body named
    under an instrument.
    """
    if not folder.has("partners", "countries"):
        return
    known = {"partner": set(folder.table("partners")["partner"]), "country": set(folder.table("countries")["country"])}
    bodies = set()
    for position, row in _rows(folder, "instrument_partners", "partner", "kind"):
        if row["kind"] == "body":
            bodies.add(row["partner"])
        elif row["partner"] not in known.get(row["kind"], {row["partner"]}):
            yield _unknown_partner(folder, "instrument_partners", position, row, row["kind"])
    everyone = known["partner"] | known["country"] | bodies
    for position, row in _rows(folder, "project_partners", "partner"):
        if row["partner"] not in everyone:
            yield _unknown_partner(folder, "project_partners", position, row, "partner, country or body")


def amounts_fit_their_bounds(folder: Folder) -> Iterator[Finding]:
    """An amount lies within its bounds, has a currency and says whose money it is; no amount has none of these."""
    for position, row in _rows(folder, "projects", "amount", "amount_low", "amount_high", "currency", "money_kind"):
        low, amount, high = (row[name] for name in ("amount_low", "amount", "amount_high"))
        stated = amount == amount
        if (low == low and not low <= amount) or (high == high and not amount <= high):
            advice = "Mend the bounds; leave the low one empty for “up to”, the high one for “more than”."
            what = "the amount is outside its bounds"
            yield folder.finding("projects", position, "amount", what, "Likely a slip in the zeros.", advice)
        if stated != bool(row["currency"]):
            what = "an amount without a currency" if stated else "a currency without an amount"
            yield folder.finding("projects", position, "currency", what, "Nothing is converted.", "Fill or empty both.")
        if stated and row["money_kind"] == "not-disclosed":
            advice = "Say whose money it is: public, private or project-value."
            yield folder.finding("projects", position, "money_kind", "an amount of no one", "It is disclosed.", advice)


def contradictions_have_two_sides(folder: Folder) -> Iterator[Finding]:
    """Each side of a contradiction names its source, in the graded list or in words, and the sides differ."""
    columns = [
        f"{word}_{side}{end}" for side in "ab" for word, end in (("version", ""), ("source", ""), ("source", "_note"))
    ]
    for position, row in _rows(folder, "contradictions", *columns):
        for side in "ab":
            if not row[f"source_{side}"] and not row[f"source_{side}_note"]:
                advice = f"Fill `source_{side}`, or say in `source_{side}_note` where it was printed."
                what = "a version without a source"
                yield folder.finding("contradictions", position, f"source_{side}", what, "No one can look.", advice)
        if row["version_a"] == row["version_b"]:
            yield folder.finding(
                "contradictions", position, "version_b", "both versions are the same", "", "Remove it."
            )


def _rows(folder: Folder, name: str, *columns: str) -> Iterator[tuple[Any, dict[str, Any]]]:
    """Position and row of a table that has these columns; nothing if it is absent or lacks one."""
    if folder.has(name) and set(columns) <= set(folder.columns(name)):
        table = folder.table(name)
        yield from zip(table.index, table.to_dict("records"), strict=True)


def _span(text: str) -> tuple[str, str] | None:
    """First and last day that an ISO date as precise as known allows; None if it is no date."""
    try:
        parts = [int(part) for part in text.split("-")]
        year, month, day = (*parts, 0, 0)[:3]
        last = calendar.monthrange(year, month or 12)[1]
        return date(year, month or 1, day or 1).isoformat(), date(year, month or 12, day or last).isoformat()
    except ValueError:
        return None


def _unknown_partner(folder: Folder, name: str, position: Any, row: dict[str, Any], kind: str) -> Finding:
    what = f"'{row['partner']}' is no known {kind}"
    advice = "Mend the code, or add it to reference/partners.csv or reference/countries.csv."
    return folder.finding(name, position, "partner", what, "Likely misspelt.", advice)
