"""Sentences of a partner chapter: what is signed, delivered, depended on and sold, in words that follow the tables."""

from __future__ import annotations

from datetime import date

import pandas as pd

from report.formats import day, format_value, listed
from report.sentences.words import BINDING, are, capital, counted, signed_on


def signed(instruments: pd.DataFrame, partner: str) -> str:
    """How many instruments name the partner, and what they bind to. instruments: relation role binding title date."""
    own = instruments[(instruments["role"] == "instrument") & instruments["relation"].ne("multilateral")]
    shared = instruments[(instruments["role"] == "instrument") & instruments["relation"].eq("multilateral")]
    if own.empty and shared.empty:
        return f"The ledger holds no instrument between Canada and {partner}."
    counts = own["binding"].value_counts()
    parts = [f"{counts[kind]} {are(counts[kind])} {words}" for kind, words in BINDING.items() if kind in counts]
    also = f" {capital(partner)} also takes part in {counted(len(shared), 'multilateral instrument')}."
    return (
        f"The ledger holds {counted(len(own), 'instrument')} between Canada and {partner}"
        + (f": {listed(parts)}." if parts else ".")
        + (also if len(shared) else "")
    )


def newest(instruments: pd.DataFrame) -> str:
    """The newest instrument with its date as precise as known."""
    own = instruments[(instruments["role"] == "instrument") & instruments["relation"].ne("multilateral")]
    if own.empty:
        return "None is dated."
    last = own.sort_values("date_start").iloc[-1]
    return f"The newest is the {last['short_title']} of {signed_on(last)}."


def delivered(row: pd.Series, when: date, minimum: int) -> str:
    """What became of the commitments. row: from `delivery.delivery`."""
    if not row["due"]:
        return f"No commitment with a date was due by {day(when)}."
    parts = [
        (row["done"], "met"),
        (row["missed"], "missed"),
        (row["no_evidence"], "due without evidence"),
        (row["unknown"], "of unknown outcome"),
    ]
    found = listed([f"{int(count)} {words}" for count, words in parts if count])
    text = f"Of {counted(row['due'], 'commitment')} due by {day(when)}: {found}."
    if row["due"] < minimum:
        return f"{text} Too few are due for a ratio, so the list below stands for itself."
    low, high = format_value(row["ratio"], "share"), format_value(row["ratio_if_unknown_met"], "share")
    return f"{text} The delivery ratio is {low}, and would be {high} had every unknown one been met."


def naming(named: pd.DataFrame, minerals: pd.DataFrame) -> str:
    """Which minerals the texts and which only the press name. named: mineral_id named_in."""
    names = minerals.set_index("mineral_id")["name"]
    by_place = {place: sorted(names[group["mineral_id"]]) for place, group in named.groupby("named_in")}
    if not by_place:
        return "No text seen names a mineral."
    text, press = by_place.get("text", []), by_place.get("press", [])
    parts = [f"the texts name {listed(text)}"] if text else ["no text seen names a mineral"]
    parts += [f"press reports add {listed(press)}"] if press else []
    joined = "; ".join(parts)
    return f"{capital(joined)}."


def gaps(unseen: list[str], listed_minerals: int) -> str:
    """Minerals of Canada's list without any open trade row for this partner."""
    if not unseen:
        return "Every mineral on Canada's list shows in the partner's imports."
    return (
        f"Of the {listed_minerals} minerals on Canada's list, {len(unseen)} are not in the tables above, because the "
        f"trade table has no clean code for them or the partner bought too little: {listed(unseen)}."
    )


def instrument_rows(instruments: pd.DataFrame, instrument_sources: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """Instruments as read in a table: when title kind force state grade."""
    from report.analysis.ledger import newest_source

    newest_by = newest_source(instruments, instrument_sources, sources).set_index("instrument_id")
    graded = sources.set_index("source_id")
    grades = {
        identity: f"{row['source_id']} ({graded.loc[row['source_id'], 'reliability']}"
        f"{graded.loc[row['source_id'], 'credibility']})"
        for identity, row in newest_by.iterrows()
    }
    roles = {"instrument": "", "context": " (context)"}
    words = {"stated-no": "no, stated", "inferred-no": "no, by type", "yes": "yes", "unknown": "unknown"}
    return pd.DataFrame(
        {
            "when": [signed_on(row) for row in instruments.to_dict("records")],
            "title": instruments["title"],
            "kind": instruments["form"].str.replace("-", " ") + instruments["role"].map(roles),
            "force": instruments["binding"].map(words),
            "state": instruments["status"].str.replace("-", " "),
            "grade": instruments["instrument_id"].map(grades).fillna("none dated"),
        }
    )
