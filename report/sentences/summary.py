"""Sentences of the summary page: what was signed, what flows, what could, and what is new, each in one breath."""

from __future__ import annotations

from datetime import date

import pandas as pd

from report.formats import day, format_value, listed

from .synthesis import good, room_counts
from .words import are, capital, counted

MONTHS = 12


def signed(instruments: pd.DataFrame, instrument_partners: pd.DataFrame) -> str:
    """How many texts there are, with whom, and whether any binds."""
    own = instruments[instruments["role"] == "instrument"]
    if own.empty:
        return "The ledger holds no instrument."
    named = instrument_partners[instrument_partners["instrument_id"].isin(own["instrument_id"])]
    others = named[named["primary"] & named["kind"].ne("body") & named["partner"].ne("CAN")]["partner"].nunique()
    binding = int((own["binding"] == "yes").sum())
    unread = int((own["binding"] == "unknown").sum())
    force = "none was found to be binding" if not binding else f"{binding} {are(binding)} binding"
    return (
        f"Canada has {counted(len(own), 'instrument')} on critical minerals with {counted(others, 'partner')} and "
        f"with "
        f"bodies of many countries: {force}, and the force of {unread} could not be established."
    )


def flows(totals: pd.DataFrame, mix: pd.DataFrame, names: dict[str, str], years: tuple[int, int]) -> str:
    """Who buys, and what. totals: from `synthesis.partner_totals`; mix: from `reasons.export_mix` with mineral."""
    countries = totals[totals["kind"] == "country"].sort_values("from_canada_usd", ascending=False)
    whole = countries["from_canada_usd"].sum()
    if countries.empty or whole == 0:
        return "The trade table holds no sale of listed minerals to a partner country."
    top = countries.iloc[0]
    few = mix.head(3)
    return (
        f"{capital(names[top['partner']])} buys {format_value(top['from_canada_usd'] / whole, 'share')} of what the "
        f"partner countries bought from Canada in {years[0]} to {years[1]}. "
        f"{capital(listed([good(row) for row in few.to_dict('records')]))} make up "
        f"{format_value(few['share_of_exports'].sum(), 'share')} of Canada's sales to the world that the trade "
        f"table sees."
    )


def could(cells: pd.DataFrame, asks: pd.DataFrame, line: float, shift: float) -> str:
    """Where Canada could step in, one partner at a time and for all at once."""
    over, can = room_counts(cells)
    if not over:
        return f"No partner country buys more than {format_value(line, 'share')} of a good from one supplier."
    met = int((asks["coverage"] >= 1).sum())
    return (
        f"In {over} cases a partner country buys more than {format_value(line, 'share')} of a good from one other "
        f"supplier. Taken one by one, Canada's present sales could cover {format_value(shift, 'share')} of its "
        f"imports "
        f"in {can} of them; were all to ask at once, {met} of {counted(len(asks), 'good')} could be met in full."
    )


def new_texts(instruments: pd.DataFrame, when: date, months: int = MONTHS) -> pd.DataFrame:
    """Instruments dated within the months before `when`, newest first: the columns of `instruments`."""
    start = (pd.Timestamp(when) - pd.DateOffset(months=months)).date().isoformat()
    own = instruments[instruments["role"] == "instrument"]
    recent = own[(own["date_end"] > start) & (own["date_start"] <= when.isoformat())]
    return recent.sort_values(["date_start", "instrument_id"], ascending=[False, True], ignore_index=True)


def new(recent: pd.DataFrame, ahead: pd.DataFrame, when: date, months: int = MONTHS) -> str:
    """What came in the months before the edition and what falls due after it.

    recent: from `new_texts`; ahead: from `delivery.calendar`.
    """
    texts = f"{counted(len(recent), 'text')} {_were(len(recent))} signed or issued"
    start = f"In the {months} months before {day(when)} {texts}"
    newest = recent["short_title"].head(1).tolist()
    last = f", the last of them {newest[0]}" if newest else ""
    due = ahead[ahead["kind"] == "commitment"]
    follow = (
        f"in the {months} months after it {counted(len(due), 'commitment')} {'falls' if len(due) <= 1 else 'fall'} due"
    )
    first = f", the first by {day(date.fromisoformat(due['due_end'].iloc[0]))}" if len(due) else ""
    return f"{start}{last}; {follow}{first}."


def _were(count: int) -> str:
    return "was" if count <= 1 else "were"


def together(rows: pd.DataFrame, names: dict[str, str]) -> str:
    """How texts, trade and room go together over partner countries. rows: from `overview.with_room`."""
    countries = rows[rows["kind"] == "country"]
    if countries.empty:
        return "There is no partner country to show."
    texts, trade, room = (
        countries.loc[countries[column].idxmax()] for column in ("instruments", "share_canada", "room")
    )
    return (
        f"Most texts were signed with {names[texts['partner']]} ({int(texts['instruments'])}), Canada's share of "
        f"imports is "
        f"largest in "
        f"{names[trade['partner']]} ({format_value(trade['share_canada'], 'share')}), and Canada could step in "
        f"for most "
        f"goods in "
        f"{names[room['partner']]} ({int(room['room'])})."
    )


def force(parts: pd.DataFrame) -> str:
    """What is known of the force of all instruments. parts: from `charts.summary.force_parts`."""
    total = int(parts["count"].sum())
    known = [f"{row['count']} {are(row['count'])} {row['name']}" for row in parts.to_dict("records") if row["count"]]
    return f"Of {counted(total, 'instrument')} {listed(known)}."


def named_share(overlap: pd.DataFrame) -> str:
    """Share of sales in minerals named, from the most to the least, partner countries whose texts name any."""
    own = overlap[(overlap["kind"] == "country") & overlap["overlap_share"].notna()].sort_values("overlap_share")
    silent = overlap[(overlap["kind"] == "country") & overlap["overlap_share"].isna()]["name"].tolist()
    if own.empty:
        return "No text signed with one partner country names a mineral."
    top, low = own.iloc[-1], own.iloc[0]
    text = (
        f"From {format_value(low['overlap_share'], 'share')} ({low['name']}) to "
        f"{format_value(top['overlap_share'], 'share')} ({top['name']}) of what Canada sells a partner country is in "
        "minerals that their texts name"
    )
    return f"{text}; the texts with {listed(silent)} name none." if silent else f"{text}."


def bought(totals: pd.DataFrame, partners: pd.DataFrame) -> pd.DataFrame:
    """Each partner country's part of what they all bought from Canada: name share from_canada_usd, largest first."""
    own = totals[totals["kind"] == "country"].merge(partners[["partner", "name"]], on="partner")
    whole = own["from_canada_usd"].sum()
    own = own.assign(share=own["from_canada_usd"] / whole if whole else 0.0)
    return own.sort_values("share", ascending=False, ignore_index=True)[["name", "share", "from_canada_usd"]]


def leading_buyers(table: pd.DataFrame) -> str:
    """The largest buyers among partner countries with their parts. table: from `bought`."""
    parts = [f"{row['name']} {format_value(row['share'], 'share')}" for row in table.head(3).to_dict("records")]
    return f"Of what partner countries bought from Canada: {listed(parts)}."


def room_parts(cells: pd.DataFrame, asks: pd.DataFrame) -> pd.DataFrame:
    """Cases that Canada could serve: one by one and all at once: name could total share words."""
    over, can = room_counts(cells)
    met = int((asks["coverage"] >= 1).sum())
    rows = [("cases, partner by partner", can, over), ("goods, all asking at once", met, len(asks))]
    table = pd.DataFrame(rows, columns=["name", "could", "total"])
    words = [f"{could} of {total}" for _, could, total in rows]
    return table.assign(share=table["could"] / table["total"].where(table["total"] > 0), words=words)
