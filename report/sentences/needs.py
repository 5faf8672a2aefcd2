"""Sentences on what a partner needs: who supplies it, how sure that is, and what it calls critical itself."""

from __future__ import annotations

import pandas as pd

from report.analysis.labels import spoken_good
from report.formats import format_value, listed
from report.sentences.places import spoken
from report.sentences.words import are, counted


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
    often = [spoken(name) for name in often]
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
            f"{format_value(best['share_canada'], 'share')}, of {spoken_good(best['good'])}."
        )
    goods = [
        f"{spoken_good(row.good)} ({format_value(row.share_canada, 'share')})" for row in first.head(5).itertuples()
    ]
    more = f", and of {counted(len(first) - 5, 'other good')}" if len(first) > 5 else ""
    return f"Canada is the largest supplier of {listed(goods)}{more}."


def concentration(table: pd.DataFrame) -> str:
    """The most concentrated good by HHI. table: good hhi_0_1 largest_name imports_usd."""
    if table.empty:
        return "No concentration can be shown."
    top = table.sort_values("hhi_0_1", ascending=False).iloc[0]
    return (
        f"The most concentrated purchase is {spoken_good(top['good'])}, with a Herfindahl-Hirschman index of "
        f"{format_value(top['hhi_0_1'], 'hhi')} and {spoken(top['largest_name'])} in front."
    )


def critical(listing: pd.DataFrame, name: str, partner: str) -> str:
    """The partner's own list against Canada's. listing: mineral_id list_complete of one list."""
    if listing.empty:
        return f"No list of critical minerals by {partner} is in the data."
    shared = listing["mineral_id"].replace("", pd.NA).dropna().nunique()
    partial = "" if listing["list_complete"].all() else " (only part of it could be read)"
    return f"The partner's own list, {name}{partial}, covers {counted(shared, 'mineral')} that Canada lists too."


def on_own_list(table: pd.DataFrame, listing: pd.DataFrame, line: float) -> str:
    """How many of the goods over the line hold a mineral of the partner's own list. table: mineral_id largest_share."""
    over = table[table["largest_share"] > line]
    if listing.empty or over.empty:
        return "No good over the line can be matched with a list of its own."
    own = over[over["mineral_id"].isin(listing["mineral_id"])]
    return f"{len(own)} of the {counted(len(over), 'good')} over the line {are(len(own))} of a mineral on that list."


def side_by_side(table: pd.DataFrame) -> pd.DataFrame:
    """`table` with canada, china, largest and hhi in words: by value, then by gross weight, the index with its span."""
    rows = [
        {
            "canada": _pair(row["share_canada"], row["weight_share_canada"]),
            "china": _pair(row["share_china"], row["weight_share_china"]),
            "largest": f"{row['largest_name']} {_share(row['largest_share'])}; "
            + (
                f"{row['weight_largest_name']} {_share(row['weight_largest_share'])}"
                if row["imports_t"] > 0
                else "unknown"
            ),
            "hhi": f"{format_value(row['hhi_0_1'], 'hhi')} ({format_value(row['hhi_low'], 'hhi')}–"
            f"{format_value(row['hhi_high'], 'hhi')})",
        }
        for row in table.to_dict("records")
    ]
    return table.assign(**pd.DataFrame(rows, index=table.index)) if rows else table


def years_apart(table: pd.DataFrame) -> str:
    """The good whose largest supplier's share moved most over the years. table: good largest_name largest_low _high."""
    if table.empty:
        return "There is no year to compare."
    row = table.loc[(table["largest_high"] - table["largest_low"]).idxmax()]
    low, high = format_value(row["largest_low"], "share"), format_value(row["largest_high"], "share")
    good = spoken_good(row["good"])
    return (
        f"Single years differ: among the {len(table)} largest purchases most of all for {good}, where the share "
        f"of {spoken(row['largest_name'])} lay between {low} and {high}."
    )


def by_weight(table: pd.DataFrame) -> str:
    """Where another country leads by gross weight. table: good largest_supplier weight_largest_supplier _name."""
    known = table[table["weight_largest_share"].notna()]
    other = known[known["largest_supplier"] != known["weight_largest_supplier"]]
    if other.empty:
        return "Counted in tonnes the same countries lead."
    names = [f"{spoken_good(row.good)} ({spoken(row.weight_largest_name)})" for row in other.head(4).itertuples()]
    more = " and others" if len(other) > 4 else ""
    return f"Counted in tonnes another country leads in {counted(len(other), 'good')}: {listed(names)}{more}."


def stages(cells: pd.DataFrame, names: pd.Series) -> pd.DataFrame:
    """What the trade table shows by mineral, ore and refined side by side.

    cells: from `dependence.by_stage`; names: country names by code. Returns mineral ore refined in words.
    """
    words = {"no code": "no code in the trade table", "none": "nothing bought", "little": "under the threshold"}
    seen = cells["largest_supplier"].map(names).fillna("") + " " + cells["largest_share"].map(_share)
    text = cells["state"].map(words).fillna(seen)
    wide = cells.assign(text=text).pivot(index="name", columns="stage", values="text")
    return wide.rename_axis(columns=None).reset_index(names="mineral").sort_values("mineral", ignore_index=True)


def unseen(cells: pd.DataFrame) -> str:
    """How many minerals have a code at neither stage. cells: from `dependence.by_stage`."""
    coded = cells.assign(code=cells["state"] != "no code").groupby("name")["code"].sum()
    none = coded.index[coded == 0].tolist()
    one = int((coded == 1).sum())
    return (
        f"Of {counted(len(coded), 'mineral')} on Canada's list, {len(none)} have no code in the trade table and "
        f"{one} have a code at one stage only."
    )


def two_counts(band: pd.DataFrame, other: str) -> str:
    """How far two producers of data agree on the largest supplier. band: from `source_band`, with good, names."""
    known = band.dropna(subset=["largest_share_other"])
    if known.empty:
        return f"No good can be compared with {other}."
    gap = (known["largest_share"] - known["largest_share_other"]).abs()
    widest = known.loc[gap.idxmax()]
    return (
        f"For {counted(len(known), 'good')} that {other} counts too, the share of the largest supplier differs by a "
        f"median of {format_value(float(gap.median()), 'points')}, most for {spoken_good(widest['good'])}: "
        f"{spoken(widest['largest_name'])} has {format_value(widest['largest_share'], 'share')} in the trade table and "
        f"{format_value(widest['largest_share_other'], 'share')} there."
    )


def reliance_rows(
    import_reliance: pd.DataFrame, minerals: pd.Series, stated: str = "salient statistics"
) -> pd.DataFrame:
    """Rows of net import reliance of some minerals, from the tables of each commodity, with `label` for a reader.

    import_reliance: commodity detail mineral_id year reliance_percent flag value_printed.
    """
    rows = import_reliance[import_reliance["mineral_id"].isin(minerals)]
    rows = rows[rows["detail"].str.startswith(stated)]
    form = rows["detail"].str.removeprefix(stated).str.removeprefix(": ").str.lower()
    return rows.assign(label=rows["commodity"] + form.where(form == "", ": " + form))


def reliance(rows: pd.DataFrame) -> str:
    """Net import reliance of the newest year in words. rows: from `reliance_rows`."""
    newest = rows[rows["year"] == rows["year"].max()]
    full, sells = newest[newest["reliance_percent"] >= 100], newest[newest["flag"] == "E"]
    exporter = f"; it is a net exporter of {listed(sells['label'].str.lower().tolist())}" if len(sells) else ""
    return (
        f"By the USGS count, an estimate for {int(newest['year'].max())}, the United States takes from abroad all it "
        f"uses of {listed(full['label'].str.lower().tolist())}{exporter}."
    )


def reliance_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Net import reliance as printed: label, and a text column for each year, named by the year."""
    wide = rows.assign(year=rows["year"].astype(str)).pivot_table(
        index="label", columns="year", values="value_printed", aggfunc="first"
    )
    return wide.fillna("").rename_axis(columns=None).reset_index()


def _pair(value: float, weight: float) -> str:
    return f"{_share(value)}; {_share(weight) or 'unknown'}"


def _share(number: float) -> str:
    return "" if number != number else format_value(number, "share")
