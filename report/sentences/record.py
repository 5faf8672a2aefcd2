"""The record of a partner in words: what is signed and in force, what it says, what was due and what came of it."""

from __future__ import annotations

from datetime import date

import pandas as pd

from report.analysis import status
from report.analysis.ledger import newest_source
from report.analysis.notes import graded
from report.formats import day, format_value, listed
from report.sentences.citing import cited_grades
from report.sentences.links import instrument_link, milestone_link, source_cite
from report.sentences.words import BINDING, are, capital, counted, signed_on, spoken_date

FORCE = {"stated-no": "no, stated", "inferred-no": "no, by type", "yes": "yes", "unknown": "unknown"}
BY_TYPE_ONLY = "By type of document; not stated in the sources seen"
STATES = {
    "active": "active",
    "in-negotiation": "under negotiation",
    "planned": "planned",
    "done": "completed",
    "superseded": "superseded",
    "unknown": "of unknown status",
}
QUARTERS = ["first", "second", "third", "fourth"]


def signed(instruments: pd.DataFrame, partner: str) -> str:
    """How many instruments there are with the partner, and what they bind to. instruments: `ledger.instruments_of`."""
    own = status.own_instruments(instruments)
    forces = status.by_force(own)
    parts = [f"{count} {are(count)} {BINDING[kind]}" for kind, count in forces.items()]
    if len(forces) == 1:
        parts = [f"{_whole(len(own))} {BINDING[forces.index[0]]}"]
    count = f"The ledger holds {counted(len(own), 'instrument')} between Canada and {partner}"
    return f"{count}{': ' + listed(parts) if parts else ''}.{_beside(instruments, partner)}"


def _beside(instruments: pd.DataFrame, partner: str) -> str:
    shared, bloc = status.shared_instruments(instruments), status.bloc_instruments(instruments)
    parts = f"{capital(partner)} also takes part in {counted(len(shared), 'multilateral instrument')}."
    text = f" {parts}" if len(shared) else ""
    if bloc.empty:
        return text
    return (
        f"{text} {capital(counted(len(bloc), 'instrument'))} of the European Union {_reach(len(bloc))} it as a member."
    )


def _reach(count: int) -> str:
    return "reaches" if count == 1 else "reach"


def newest(instruments: pd.DataFrame) -> str:
    """The newest instrument with its date as precise as known."""
    own = status.own_instruments(instruments)
    if own.empty:
        return "None is dated."
    last = own.iloc[-1]
    return f"The newest is the {last['short_title']} of {signed_on(last)}."


def in_force(instruments: pd.DataFrame, partner: str) -> str:
    """The status line: how many instruments, in what state, and the newest."""
    own = status.own_instruments(instruments)
    if own.empty:
        return f"Canada and {partner} have no instrument of their own in the ledger."
    counts = status.by_state(own)
    states = [f"{count} {STATES[state]}" for state, count in counts.items()]
    states = [f"{_whole(len(own))} {STATES[state]}" for state in counts.index] if len(counts) == 1 else states
    return f"{capital(counted(len(own), 'instrument'))}: {listed(states)}. {newest(instruments)}"


def binding(instruments: pd.DataFrame) -> str:
    """What is binding, on the evidence seen: the three kinds of "no" kept apart."""
    own = status.own_instruments(instruments)
    if own.empty:
        return "Nothing was found that binds either side."
    forces = status.by_force(own)
    words = {"stated-no": "stated not to be", "inferred-no": "not binding by type of document"}
    words["unknown"] = "not known, because the text was not seen"
    rest = [f"{forces[kind]} {text}" for kind, text in words.items() if kind in forces]
    found = f"{forces['yes']} binding" if "yes" in forces else "None was found to be binding"
    return f"{found}: {listed(rest)}." if rest else f"{found}."


def instrument_rows(
    instruments: pd.DataFrame,
    instrument_minerals: pd.DataFrame,
    minerals: pd.DataFrame,
    instrument_sources: pd.DataFrame,
    sources: pd.DataFrame,
) -> pd.DataFrame:
    """Instruments as read in a table: when title kind force minerals state grade (title and grade are MyST)."""
    roles = {"instrument": "", "context": " (context)"}
    named = _named_by(instruments["instrument_id"].tolist(), instrument_minerals, minerals)
    newest_by = newest_source(instruments, instrument_sources, sources).set_index("instrument_id")["source_id"]
    grades = sources.set_index("source_id")
    grade = grades["reliability"] + grades["credibility"].astype("str")
    cited = newest_by.map(lambda identity: f"{source_cite(identity)} {grade[identity]}")
    records = instruments.to_dict("records")
    return pd.DataFrame(
        {
            "when": [signed_on(row) for row in records],
            "title": [instrument_link(row["instrument_id"], row["short_title"]) for row in records],
            "kind": instruments["form"].str.replace("-", " ") + instruments["role"].map(roles),
            "force": [_force(row) for row in records],
            "minerals": instruments["instrument_id"].map(named),
            "state": instruments["status"].map({**STATES, "unknown": "unknown"}),
            "grade": instruments["instrument_id"].map(cited).fillna("none dated"),
        }
    )


def detail_rows(instruments: pd.DataFrame, instrument_areas: pd.DataFrame, areas: pd.DataFrame) -> pd.DataFrame:
    """The rest of each instrument's record: title signed bodies money follow areas."""
    labels = areas.set_index("area")["label"].str.lower()
    covered = instrument_areas.drop_duplicates(["instrument_id", "area"])
    covered = covered.assign(label=covered["area"].map(labels)).groupby("instrument_id")["label"].agg("; ".join)
    records = instruments.to_dict("records")
    return pd.DataFrame(
        {
            "title": instruments["title"],
            "signed": [_signatories(row) for row in records],
            "bodies": instruments["bodies"],
            "money": instruments["money_note"],
            "follow": instruments["follow_up"].where(instruments["follow_up"] != "", instruments["status_note"]),
            "areas": instruments["instrument_id"].map(covered).fillna(""),
        }
    )


def naming(named: pd.DataFrame, minerals: pd.DataFrame) -> str:
    """Which minerals the texts and which only the press name. named: mineral_id named_in."""
    names = minerals.set_index("mineral_id")["name"]
    by_place = {place: sorted(names[group["mineral_id"]]) for place, group in named.groupby("named_in")}
    if not by_place:
        return "No text seen names a mineral."
    text, press = by_place.get("text", []), by_place.get("press", [])
    parts = [f"the texts name {listed(text)}"] if text else ["no text seen names a mineral"]
    parts += [f"press reports add {listed(press)}"] if press else []
    return f"{capital('; '.join(parts))}."


def delivered(row: pd.Series, when: date, minimum: int) -> str:
    """What became of the commitments. row: from `delivery.delivery`."""
    apart = f" {_undated(row)}" if row["no_date"] or row["done_undated"] else ""
    if not row["due"]:
        return f"No commitment with a date was due by {day(when)}.{apart}"
    parts = [
        (row["done"], "met"),
        (row["missed"], "missed"),
        (row["no_evidence"], "due without evidence"),
        (row["unknown"], "of unknown outcome"),
    ]
    found = listed([f"{int(count)} {words}" for count, words in parts if count])
    text = f"Of {counted(row['due'], 'commitment')} due by {day(when)}: {found}."
    if row["due"] < minimum:
        return f"{text} Too few are due for a ratio, so the list below stands for itself.{apart}"
    low, high = format_value(row["ratio"], "share"), format_value(row["ratio_if_unknown_met"], "share")
    return f"{text} The delivery ratio is {low}, and would be {high} had every unknown one been met.{apart}"


def ahead(row: pd.Series) -> str:
    """How many commitments are still to come. row: from `delivery.delivery`."""
    count = int(row["not_yet_due"])
    return f"{capital(counted(count, 'commitment'))} {are(count)} not yet due." if count else "None is still to come."


def milestone_rows(
    milestones: pd.DataFrame, instruments: pd.DataFrame, milestone_sources: pd.DataFrame, sources: pd.DataFrame
) -> pd.DataFrame:
    """Milestones by date as read in a table: when milestone kind standing text grade (three of them MyST)."""
    titles = instruments.set_index("instrument_id")["short_title"]
    cited = graded(milestone_sources, sources, "milestone_id").set_index("milestone_id")
    cells = {row.Index: cited_grades(row.source_ids, row.grades) for row in cited.itertuples()}
    records = milestones.sort_values(["date", "milestone_id"], key=_undated_last).to_dict("records")
    return pd.DataFrame(
        {
            "when": [dated(row["date"], row["date_precision"]) for row in records],
            "milestone": [milestone_link(row["milestone_id"], row["milestone"]) for row in records],
            "kind": [row["kind"] for row in records],
            "standing": [row["standing"] for row in records],
            "text": [instrument_link(row["instrument_id"], titles[row["instrument_id"]]) for row in records],
            "grade": [cells.get(row["milestone_id"], "none") for row in records],
        }
    )


def dated(iso: str, precision: str) -> str:
    """A date no more precise than it is known: `2026-12-31` to the half-year is `second half of 2026`."""
    parts = str(iso).split("-")
    if precision == "year" or len(parts) < 2:
        return spoken_date(parts[0])
    month = int(parts[1])
    if precision == "half-year":
        return f"{'first' if month <= 6 else 'second'} half of {parts[0]}"
    if precision == "quarter":
        return f"{QUARTERS[(month - 1) // 3]} quarter of {parts[0]}"
    return spoken_date("-".join(parts[:2]) if precision == "month" else iso)


def _whole(count: int) -> str:
    return "it is" if count == 1 else "all are"


def _undated_last(column: pd.Series) -> pd.Series:
    return column.where(column != "", "9999")


def _undated(row: pd.Series) -> str:
    open_still, met = int(row["no_date"]), int(row["done_undated"])
    parts = [f"{open_still} open"] if open_still else []
    parts += [f"{met} met"] if met else []
    return f"Promised without a date, and so in no ratio: {listed(parts)}."


def _force(row: dict) -> str:
    word = FORCE[row["binding"]]
    evidence = row["binding_evidence"]
    return word if evidence in ("", BY_TYPE_ONLY) else f"{word}. {evidence}"


def _signatories(row: dict) -> str:
    sides = [("Canada", row["canadian_signatory"]), ("partner", row["partner_signatory"])]
    names = "; ".join(f"{side}: {name}" for side, name in sides if name)
    return ". ".join(part for part in (row["place"], capital(names)) if part)


def _named_by(ids: list[str], instrument_minerals: pd.DataFrame, minerals: pd.DataFrame) -> dict[str, str]:
    """What each instrument names, in words."""
    names = minerals.set_index("mineral_id")["name"]
    words = {}
    for identity in ids:
        rows = instrument_minerals[instrument_minerals["instrument_id"] == identity]
        rows = rows.assign(name=rows["mineral_id"].map(names).fillna(""))
        words[identity] = _minerals_in_words(rows)
    return words


def _minerals_in_words(rows: pd.DataFrame) -> str:
    named = rows[(rows["name"] != "") & rows["named_in"].isin(["text", "press"])]
    if named.empty:
        known = set(rows["named_in"]) & {"text", "press", "none"}
        return "none by name" if known else "not known"
    parts = {place: sorted(set(group["name"])) for place, group in named.groupby("named_in")}
    text = ", ".join(parts.get("text", []))
    press = f"in press reports: {', '.join(parts['press'])}" if "press" in parts else ""
    return "; ".join(part for part in (text, press) if part)
