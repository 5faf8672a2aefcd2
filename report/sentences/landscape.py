"""Sentences of the landscape: how many texts, how firm, on what, and what the official page leaves out."""

from __future__ import annotations

import pandas as pd

from report.formats import format_value, listed

from .links import claim_link, instrument_link, joined, project_link, source_cite
from .words import BINDING, are, capital, counted, signed_on, spoken_date


def counts(instruments: pd.DataFrame) -> str:
    """How many instruments, on which level; context rows apart. instruments: role level."""
    own = instruments[instruments["role"] == "instrument"]
    levels = own["level"].value_counts()
    words = {
        "national": "between governments of two sides",
        "subnational": "by a province",
        "multilateral": "with several partners",
    }
    parts = [f"{levels[level]} {text}" for level, text in words.items() if level in levels]
    context = len(instruments) - len(own)
    return (
        f"The ledger holds {counted(len(own), 'instrument')}: {listed(parts)}. "
        f"{capital(counted(context, 'row'))} of "
        f"context, laws and proposals of others, {are(context)} kept apart and counted nowhere."
    )


def pace(instruments: pd.DataFrame) -> str:
    """Which year brought most instruments and how many came in the newest twelve months of signing."""
    own = instruments[instruments["role"] == "instrument"]
    by_year = own["date_start"].str[:4].value_counts()
    first = by_year.index.min()
    top = by_year[by_year == by_year.max()].index.max()
    return (
        f"Of {counted(len(own), 'instrument')} since {first}, {by_year[top]} "
        f"{'date' if by_year[top] > 1 else 'dates'} "
        f"from {top}, more than from any other year. The newest is of {spoken_date(own['date_end'].max())}."
    )


def force(instruments: pd.DataFrame) -> str:
    """What is known of the legal force of the instruments; the kinds of not knowing kept apart."""
    own = instruments[instruments["role"] == "instrument"]
    found = own["binding"].value_counts()
    start = "None was found to be binding" if not found.get("yes", 0) else f"{found['yes']} {are(found['yes'])} binding"
    unseen = int((own["binding"].eq("unknown") & own["binding_evidence"].str.contains("not seen")).sum())
    words = {
        "stated-no": "stated not to be",
        "inferred-no": "not binding by type of document",
        "unknown": f"of unknown force ({unseen} because the text was not seen)",
    }
    parts = [f"{found[kind]} {are(found[kind])} {text}" for kind, text in words.items() if kind in found]
    return f"{start} among {counted(len(own), 'instrument')}: {listed(parts)}."


def least_known(by_form: pd.DataFrame) -> str:
    """The form whose force is least known, against all. by_form: from `ledger.form_by_binding`."""
    unknown = by_form[by_form["binding"] == "unknown"].set_index("form")["instruments"]
    total = by_form.groupby("form")["instruments"].sum()
    if not unknown.sum():
        return "The force of every instrument is known or follows from its type."
    top = unknown.idxmax()
    return (
        f"Unknown force is mostly a matter of one form, the {top.replace('-', ' ')}: {unknown[top]} of "
        f"{total[top]} could "
        f"not be judged, of {unknown.sum()} in all."
    )


def stated(instruments: pd.DataFrame) -> str:
    """Which instruments are stated not to be binding, by short title."""
    rows = instruments[(instruments["binding"] == "stated-no") & (instruments["role"] == "instrument")]
    if rows.empty:
        return "No text is reported to say itself that it does not bind."
    return f"Reported to say so themselves: {listed(rows['short_title'].tolist())}."


def dates(instruments: pd.DataFrame) -> str:
    """How many dates are known to the day, only to the month, or disputed, with the disputed ones named."""
    own = instruments[instruments["role"] == "instrument"]
    found = own["date_precision"].value_counts()
    disputed = own[own["date_precision"] == "disputed"].sort_values("date_start")
    named = [f"the {row['short_title']} ({signed_on(row)})" for row in disputed.to_dict("records")]
    text = f"The day is known for {found.get('day', 0)}, only the month for {found.get('month', 0)}"
    return f"{text}; sources differ on {listed(named)}." if named else f"{text}."


def covered(area_counts: pd.DataFrame, instruments: int) -> str:
    """Which areas most and fewest texts cover. area_counts: from `ledger.area_counts`."""
    named = area_counts[area_counts["instruments"] > 0]
    top, low = named.iloc[0], named[named["instruments"] == named["instruments"].min()]
    return (
        f"{top['label']} is in {top['instruments']} of {instruments} texts; {listed(_lower(low))} "
        f"{are(len(low))} in {low['instruments'].iloc[0]}."
    )


def skipped(area_counts: pd.DataFrame, limit: float = 0.11) -> str:
    """Areas that fewer than `limit` of the texts cover."""
    rare = area_counts[area_counts["share"] < limit]
    if rare.empty:
        return f"Every area is in at least {format_value(limit, 'share')} of the texts."
    share = format_value(limit, "share")
    return f"In fewer than {share} of the texts: {listed(_lower(rare))}."


def _lower(rows: pd.DataFrame) -> list[str]:
    kept = ("ESG", "Indigenous")
    return [label if label.startswith(kept) else label[0].lower() + label[1:] for label in rows["label"]]


def page_covers(instruments: pd.DataFrame, left_out: pd.DataFrame, page_date: str) -> str:
    """How many instruments the official page names and how many older and newer ones it does not."""
    own = instruments[instruments["role"] == "instrument"]
    before = int(left_out["before_page"].sum())
    after = len(left_out) - before
    return (
        f"The page of {spoken_date(page_date)} names {own['listed_by_nrcan'].sum()} of "
        f"{counted(len(own), 'instrument')}. {capital(counted(before, 'instrument'))} signed by then "
        f"{are(before)} not on it, and {after} came later. "
        "The page presents its list as examples, so leaving out is no error; it limits the page as a record."
    )


def page_dates(listed_dates: pd.DataFrame) -> str:
    """On how many listed entries the page gives a date, and where that date is contradicted or unconfirmed."""
    given = listed_dates[listed_dates["page_date"] != ""]
    wrong = given[given["verdict"] == "contradicted"]
    open_ones = given[given["verdict"] == "unverified"]
    entries = counted(len(listed_dates), "bilateral or Alliance entry", "bilateral and Alliance entries")
    text = f"It gives a date for {len(given)} of {entries}"
    parts = [
        f"that of the {row['short_title']} is contradicted ({row['page_date']} on the page, "
        f"{spoken_date(row['date'])} in the release)"
        for row in wrong.to_dict("records")
    ]
    parts += [f"that of the {row['short_title']} could not be confirmed" for row in open_ones.to_dict("records")]
    return f"{text}; {listed(parts)}." if parts else f"{text}, and none is contradicted."


def several_partners(instruments: pd.DataFrame) -> str:
    """How many multilateral instruments, and which are superseded."""
    rows = instruments[(instruments["level"] == "multilateral") & (instruments["role"] == "instrument")]
    gone = rows[rows["status"] == "superseded"]["short_title"].tolist()
    text = f"{capital(counted(len(rows), 'instrument'))} {are(len(rows))} shared by several partners"
    return f"{text}; {listed(gone)} {are(len(gone))} superseded." if gone else f"{text}; none is superseded."


def shown_rows(instruments: pd.DataFrame) -> pd.DataFrame:
    """`instruments` with when (date in words), force, form_words and status_words for tables."""
    when = [signed_on(row) for row in instruments.to_dict("records")]
    return instruments.assign(
        when=when,
        force=instruments["binding"].map(BINDING),
        form_words=instruments["form"].str.replace("-", " "),
        status_words=instruments["status"].str.replace("-", " "),
    )


def network(partners: pd.DataFrame, shared: pd.DataFrame, ties: pd.DataFrame) -> str:
    """Who has most texts of its own, who shares most, and which shared text binds most. Frames: from `ties`."""
    top = partners[partners["bilateral"] == partners["bilateral"].max()]
    text = f"{listed(top['name'].tolist())} {'has' if len(top) == 1 else 'have'} most texts of their own"
    text = f"{text if len(top) > 1 else text.replace('their', 'its')} with Canada ({top['bilateral'].iloc[0]})"
    if ties.empty:
        return f"{text}; the ledger names no partner under any shared text."
    shares = ties.groupby("partner").size()
    most = partners[partners["partner"].isin(shares[shares == shares.max()].index)]["name"].tolist()
    widest = shared.sort_values("members").iloc[-1]
    verb = "is" if len(most) == 1 else "are"
    return (
        f"{text}; {listed(most)} {verb} in most shared ones ({shares.max()}). "
        f"The {widest['title']} ties in {counted(widest['members'], 'partner')}, more than any other."
    )


def outside(partners: pd.DataFrame, shared: pd.DataFrame, ties: pd.DataFrame) -> str:
    """Partners with texts of their own that the ledger names under no shared text, and shared texts without members."""
    alone = partners[~partners["partner"].isin(ties["partner"])]["name"].tolist()
    empty = shared[shared["members"] == 0]["title"].tolist()
    texts = [f"{listed(alone)} {are(len(alone))} named under no shared text"] if alone else []
    texts += [f"the ledger names no member of the {listed(empty)}"] if empty else []
    return f"{capital('; '.join(texts))}." if texts else "Every partner is named under some shared text."


RELATIONS = {
    "is": "",
    "adopted-by": "adopted there",
    "launched-at": "launched at its meeting",
    "run-by": "run by it",
    "replaced-by": "took its place",
}


def bodies_shown(by_body: pd.DataFrame) -> pd.DataFrame:
    """One row per body: name, held (MyST: records with relation, date and status, or that there is none), claim."""
    rows = by_body.assign(held=[_held(row) for row in by_body.to_dict("records")])
    table = rows.groupby(["order", "name", "claim_id"], sort=False, as_index=False).agg(held=("held", joined))
    return table.assign(claim=[claim_link(identity) for identity in table["claim_id"]])


def _held(row: dict) -> str:
    if not row["instrument_id"]:
        return "Nothing beyond the mention on the page."
    words = [RELATIONS[row["relation"]], signed_on(row), row["status"].replace("-", " ")]
    return f"{instrument_link(row['instrument_id'], row['short_title'])} ({', '.join(word for word in words if word)})"


def bodies(by_body: pd.DataFrame) -> str:
    """How many bodies the official page lists, and of which the ledger holds nothing but the mention."""
    names = by_body.drop_duplicates("body_id")
    bare = names[names["instrument_id"] == ""]["name"].tolist()
    text = f"The official page lists {counted(len(names), 'body', 'bodies')} and initiatives of several states"
    if not bare:
        return f"{text}; the ledger holds a text under each."
    return f"{text}; of {listed(bare)} the ledger holds nothing beyond that mention."


def scope_sources(cells: pd.DataFrame) -> pd.DataFrame:
    """By area, its instruments with the sources that report it: label instruments (count) where (MyST).

    cells: from `analysis.landscape.scope_rows`.
    """
    where = [
        f"{instrument_link(row['instrument_id'], row['short_title'])} {source_cite(*row['source_ids'].split('; '))}"
        for row in cells.to_dict("records")
    ]
    table = cells.assign(where=where).groupby("label", as_index=False)
    table = table.agg(instruments=("instrument_id", "size"), where=("where", joined))
    return table.sort_values(["instruments", "label"], ascending=[False, True], ignore_index=True)


def with_links(rows: pd.DataFrame) -> pd.DataFrame:
    """`rows` with record: the short title as a link to the instrument's record (MyST)."""
    links = [instrument_link(row["instrument_id"], row["short_title"]) for row in rows.to_dict("records")]
    return rows.assign(record=links)


def with_projects(rows: pd.DataFrame) -> list[str]:
    """Projects as links to their place in the register. rows: project_id project."""
    return [project_link(row["project_id"], row["project"]) for row in rows.to_dict("records")]
