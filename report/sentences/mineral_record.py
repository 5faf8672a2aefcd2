"""Sentences and rows on the record of one mineral: lists, instruments, projects, and what other counts show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from report.formats import listed, share
from report.sentences.links import instrument_link, project_link
from report.sentences.places import STAGES, inner, opening, period, spoken
from report.sentences.words import BINDING, counted, signed_on, spoken_date

NAMED_IN = {"text": "its text", "press": "a release on it"}
MANY = 3
NOT_NAMED = "not named"


def lists(naming: pd.DataFrame, silent: Sequence[str], names: Mapping[str, str], home: str = "CAN") -> str:
    """Whose lists name the mineral and whose do not. naming: `mineral_record.lists_naming`; silent: codes."""
    others = naming[naming["jurisdiction"] != home]
    whose = [spoken(names.get(code, code)) for code in others["jurisdiction"].drop_duplicates()]
    not_there = [spoken(names.get(code, code)) for code in silent if code != home]
    parts = [
        f"Outside Canada, lists of critical minerals of {listed(whose)} name it." if whose else "",
        f"The newest complete {'list' if len(not_there) == 1 else 'lists'} of {listed(not_there)} "
        f"{'does' if len(not_there) == 1 else 'do'} not."
        if not_there
        else "",
    ]
    return " ".join(part for part in parts if part) or "No list of a partner gathered here names it."


def lists_table(naming: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """Rows of lists for a reader: whose list_name year tier named_as (a count where a list names many parts)."""
    parts = naming["as_listed"].str.split("; ")
    shown = [inner("; ".join(names_)) if len(names_) <= MANY else f"{len(names_)} names" for names_ in parts]
    whole = naming["list_complete"].map({True: "", False: " (list known in part)"})
    return naming.assign(
        whose=naming["jurisdiction"].map(names), named_as=shown, list_title=naming["list_name"] + whole
    )


def instruments(rows: pd.DataFrame, name: str) -> str:
    """How many instruments name the mineral, and where. rows: `mineral_record.instruments_naming`."""
    if rows.empty:
        return (
            f"No instrument of the ledger was found to name {name}; texts that speak of critical minerals in general "
            "are not counted, and some texts could not be read."
        )
    own = rows[rows["role"] == "instrument"]
    beside = len(rows) - len(own)
    found = own["named_in"].value_counts()
    where = listed([f"{found[way]} in {words}" for way, words in NAMED_IN.items() if way in found], "")
    whole = f"{opening(counted(len(own), 'instrument'))} of the ledger {'name' if len(own) > 1 else 'names'} {name}"
    parts = [
        f"{whole} ({where})." if where else f"{whole}.",
        f"{opening(counted(beside, 'law or measure', 'laws or measures'))} beside them "
        f"{'does' if beside == 1 else 'do'}."
        if beside
        else "",
        f"The newest is the {rows.iloc[-1]['short_title']} ({signed_on(rows.iloc[-1])}).",
    ]
    return " ".join(part for part in parts if part)


def instruments_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of instruments for a reader, titles linked to their record: title date form binding named status."""
    titles = [instrument_link(*pair) for pair in zip(rows["instrument_id"], rows["short_title"], strict=True)]
    return rows.assign(
        title=titles,
        dated=[signed_on(row) for row in rows.to_dict("records")],
        form_words=rows["form"].str.replace("-", " "),
        binding_words=rows["binding"].map(BINDING),
        named=rows["named_in"].map(NAMED_IN),
    )


def projects(rows: pd.DataFrame, name: str) -> str:
    """How many projects the ledger holds, by stage. rows: `mineral_record.projects_of`."""
    if rows.empty:
        return f"The ledger of projects holds none for {name}."
    stages = rows["stage"].value_counts()
    parts = [f"{count} {stage if stage != 'unknown' else 'of unknown stage'}" for stage, count in stages.items()]
    paid = int(stages.get("disbursed", 0))
    paid_words = "No payment is recorded." if paid == 0 else f"Payment is recorded for {paid}."
    return f"The ledger holds {counted(len(rows), 'promise')} for {name}, by stage: {listed(parts)}. {paid_words}"


def projects_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of projects for a reader: title (linked) company place kind amount_words stage dated."""
    links = [project_link(*pair) for pair in zip(rows["project_id"], rows["project"], strict=True)]
    return rows.assign(
        title=links,
        amount_words=rows["amount_text"].where(rows["amount_text"] != "", "not stated"),
        dated=[spoken_date(when) if when else "no date" for when in rows["date"]],
        place=rows["location"].where(rows["location"] != "", "not stated"),
    )


def counts_table(own: pd.DataFrame, others: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """This book's shares beside those of other producers: importer_name source counted years own largest part.

    own, others: from `mineral_record.own_shares` and `mineral_record.other_counts`.
    """
    rows = pd.concat([frame for frame in (own, others) if len(frame)] or [own], ignore_index=True)
    rows = rows.sort_values(["importer", "source", "counted"], ascending=[False, True, True], ignore_index=True)
    return rows.assign(
        importer_name=rows["importer"].map(names),
        good=rows["counted"].map(STAGES).fillna(rows["counted"]),
        years=[
            period(int(first), int(last)) for first, last in zip(rows["first_year"], rows["last_year"], strict=True)
        ],
        from_canada=[NOT_NAMED if pd.isna(part) else share(part) for part in rows["share_canada"]],
        supplier=rows["largest_supplier"].map(names).fillna(rows["largest_supplier"]),
    )


def counts(table: pd.DataFrame, names: Mapping[str, str]) -> str:
    """The span of Canada's share over goods and counts, for each importer. table: from `counts_table`."""
    parts = []
    for importer, group in table.groupby("importer", sort=False):
        known = group["share_canada"].dropna()
        sources = listed(sorted(set(group["source"])))
        if known.empty:
            continue
        span = share(known.min()) if len(known) == 1 else f"{share(known.min())} to {share(known.max())}"
        parts.append(f"{span} for {spoken(names.get(importer, importer))} ({sources})")
    if not parts:
        return "No count of American or European imports shipped here names Canada as a source of it."
    text = f"Canada's share of imports depends on the good and on who counts: {listed(parts)}."
    if (table["from_canada"] == NOT_NAMED).any():
        text += " A country that the USGS does not name among the main sources has no share there."
    return text
