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


def depends(table: pd.DataFrame, line: float, partner: str, years: str) -> str:
    """Where one supplier is over the reading line, and who it most often is. table: largest_name largest_share."""
    over = table[table["largest_share"] > line]
    if table.empty:
        return f"The trade table holds no imports of listed minerals by {partner} in {years} that reach the threshold."
    limit = format_value(line, "share")
    if over.empty:
        return (
            f"In none of {len(table)} goods did one supplier hold more than {limit} of {partner}'s imports in {years}."
        )
    top = over["largest_name"].value_counts()
    often = top[top == top.iloc[0]].index.tolist()
    who = (
        f"most often {often[0]} ({top.iloc[0]} of {len(over)})"
        if len(often) == 1
        else listed(sorted(often))
        if top.iloc[0] == 1
        else f"most often {listed(sorted(often))} ({top.iloc[0]} each)"
    )
    return (
        f"In {len(over)} of the {len(table)} goods that {partner} imports, one supplier held more than {limit} "
        f"of the value in {years}: {who}."
    )


def canada_stands(table: pd.DataFrame, partner: str) -> str:
    """Where Canada is the largest supplier, and its best share. table: good largest_name share_canada imports_usd."""
    if table.empty:
        return "Canada's place cannot be shown."
    first = table[table["largest_name"] == "Canada"].sort_values("imports_usd", ascending=False)
    best = table.sort_values("share_canada", ascending=False).iloc[0]
    if first.empty:
        return (
            f"Canada is the largest supplier of none of them; its largest share is "
            f"{format_value(best['share_canada'], 'share')}, of {best['good']}."
        )
    goods = [f"{row.good} ({format_value(row.share_canada, 'share')})" for row in first.head(5).itertuples()]
    more = f", and of {counted(len(first) - 5, 'other good')}" if len(first) > 5 else ""
    return f"Canada is the largest supplier of {listed(goods)}{more}."


def concentration(table: pd.DataFrame) -> str:
    """The most concentrated good by HHI. table: good hhi_0_1 largest_name imports_usd."""
    if table.empty:
        return "No concentration can be shown."
    top = table.sort_values("hhi_0_1", ascending=False).iloc[0]
    return (
        f"The most concentrated purchase is {top['good']}, with a Herfindahl-Hirschman index of "
        f"{format_value(top['hhi_0_1'], 'hhi')} and {top['largest_name']} in front."
    )


def sold(totals: pd.DataFrame, partner: str) -> str:
    """Last year's sales against the first, in value and in tonnes. totals: year value_usd weight_t provisional."""
    if totals.empty or not totals["value_usd"].sum():
        return f"The trade table shows no Canadian sale of listed minerals to {partner}."
    first, last = totals.iloc[0], totals.iloc[-1]
    note = ", a provisional figure" if last["provisional"] else ""
    return (
        f"Canada sold {partner} listed minerals worth {format_value(last['value_usd'], 'usd')} in "
        f"{int(last['year'])}{note}, against {format_value(first['value_usd'], 'usd')} in {int(first['year'])}; "
        f"by gross weight {format_value(last['weight_t'], 't')} against {format_value(first['weight_t'], 't')}."
    )


def mix(shares: pd.Series, partner: str) -> str:
    """The largest minerals of Canada's sales. shares: fraction by mineral name, largest first."""
    if shares.empty or not shares.sum() > 0:
        return f"No sale to {partner} to break down."
    parts = [f"{name} ({format_value(share, 'share')})" for name, share in shares.head(3).items()]
    return f"The largest parts of Canada's sales to {partner} were {listed(parts)}."


def promise(table: pd.DataFrame, overlap: float, partner: str) -> str:
    """Minerals named in the texts against minerals sold. table: from `promise.named_against_trade`, with mineral."""
    named = table[table["named"]]
    if named.empty:
        return f"No text or press report on the instruments with {partner} names a mineral."
    words = listed(named.sort_values("mineral")["mineral"].tolist())
    unseen = named[named["partner_imports_usd"].isna()]["mineral"].tolist()
    gap = f" No open trade code shows {listed(unseen)}." if unseen else ""
    if overlap != overlap:
        return f"The texts and press name {words}; Canada sold none of the listed minerals.{gap}"
    return f"The texts and press name {words}, which made up {format_value(overlap, 'share')} of Canada's sales.{gap}"


def around_signing(periods: pd.DataFrame, what: str) -> str:
    """Annual means before and after the signing, described. periods: from `flows.before_after`."""
    if periods.empty:
        return "No dated instrument on minerals marks a before and an after."
    before, after = periods.iloc[0], periods.iloc[1]
    if not after["years"]:
        return (
            f"The trade data end before the first full year after the {what}, so nothing can be said yet "
            "about what followed it."
        )
    return (
        f"Over the {counted(before['years'], 'year')} before the {what} Canada's sales averaged "
        f"{format_value(before['value_usd'], 'usd')} and {format_value(before['weight_t'], 't')} a year; over the "
        f"{counted(after['years'], 'year')} after it, {format_value(after['value_usd'], 'usd')} and "
        f"{format_value(after['weight_t'], 't')}. This describes; it does not show that the instrument moved "
        "anything."
    )


def fits(row: pd.Series | None, partner: str) -> str:
    """Trade complementarity and intensity in words. row: from `specialisation.complementarity`."""
    if row is None:
        return "No index of fit can be computed: one side trades nothing in this basket."
    meaning = "more" if row["tii"] > 1 else "less"
    return (
        f"The trade complementarity index between Canada's mineral exports and {partner}'s mineral imports is "
        f"{format_value(row['tci_0_100'], 'index')} of a possible hundred, and the trade intensity index is "
        f"{format_value(row['tii'], 'ratio')}: {partner} takes {meaning} of Canada's mineral exports than of the "
        "world's."
    )


def enough(table: pd.DataFrame, partner: str) -> str:
    """In how many goods Canada's sales to all weigh as much as the partner's purchases. From `capacity.capacity`."""
    if table.empty:
        return f"No good that {partner} buys can be set beside Canada's sales."
    larger = table[table["exports_over_imports"] >= 1]
    short = table[table["exports_over_imports"] < 0.01]
    return (
        f"In {len(larger)} of {counted(len(table), 'good')} that {partner} buys, Canada's exports to the whole "
        f"world weigh at least as much as all of those purchases; in {len(short)} they weigh less than "
        f"{format_value(0.01, 'share')} of them."
    )


def critical(listing: pd.DataFrame, name: str, partner: str) -> str:
    """The partner's own list against Canada's. listing: mineral_id list_complete of one list."""
    if listing.empty:
        return f"No list of critical minerals by {partner} is in the data."
    shared = listing["mineral_id"].replace("", pd.NA).dropna().nunique()
    partial = "" if listing["list_complete"].all() else " (only part of it could be read)"
    return f"The partner's own list, {name}{partial}, covers {counted(shared, 'mineral')} that Canada lists too."


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
