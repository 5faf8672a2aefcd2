"""Sentences on what Canada can sell a partner and what it sells, in words that follow the tables."""

from __future__ import annotations

import pandas as pd

from report.formats import format_value, listed
from report.sentences.places import spoken
from report.sentences.words import counted

STEPS = {"mine": "mine", "smelter": "smelter", "refinery": "refinery"}
BASES = {"content": "content", "gross": "gross weight", "oxide": "as oxide", "metal": "metal", "volume": "volume"}


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


def same_basis(drawn: int, partner: str) -> str:
    """How the chart of capacity is read, as Markdown; `drawn`: goods on it, none when there is no chart."""
    if not drawn:
        return "Canada sells none of these goods to anyone, so no chart sets the two side by side."
    figure = f"{{numref}}`fig-{partner.lower()}-capacity`"
    return (
        f"Both sides of {figure} are gross weights of the same customs codes, so they can be compared with each other."
    )


def drawn_from(years: int, signed: str) -> str:
    """Where a chart of sales begins: `signed` is the instrument's short title, empty where none marks a beginning."""
    return f"From {years} years before the {signed}." if signed else "All years of this book are shown."


def basis_label(row: pd.Series, elements: pd.Series) -> str:
    """Mineral and the one basis its row is in. row: mineral mineral_id basis."""
    basis = f"{elements[row['mineral_id']]} content" if row["basis"] == "content" else "gross weight"
    return f"{row['mineral']} ({basis})"


def output_against(table: pd.DataFrame, left: int, partner: str) -> str:
    """Where Canada's output exceeds what the partner buys, in one basis. table: from `capacity.comparable`, label.

    left: goods that no factor brings to one basis.
    """
    gap = (
        f" For {counted(left, 'other good')} no line is drawn: trade weighs the good as shipped, output counts what is "
        "in it, and no factor with a source joins them."
    )
    if table.empty:
        return f"No good can be put in one basis with Canada's output.{gap if left else ''}"
    larger = table[table["output_t"] >= table["imports_high_t"]]
    smaller = table[table["output_t"] < table["imports_low_t"]]
    parts = [(larger, "more than"), (smaller, "less than")]
    said = [f"{words} {partner} buys of {listed(rows['label'].tolist())}" for rows, words in parts if len(rows)]
    text = f"In one basis, Canada puts out {listed(said)}." if said else "In one basis, the two are of the same size."
    return text + (gap if left else "")


def output_rows(output: pd.DataFrame, reserves: pd.DataFrame) -> pd.DataFrame:
    """Canada's output as read in a table. output: from `capacity.output_of`, with mineral; reserves: `last_year`.

    Returns what step year output world revision reserves in words; estimates and withheld cells are marked.
    """
    stated = reserves.set_index(["mineral_id", "product"])["value_t"].to_dict()
    rows = []
    for row in output.to_dict("records"):
        kept = stated.get((row["mineral_id"], row["product"])) if row["step"] == "mine" else None
        rows.append(
            {
                "what": row["product"],
                "step": STEPS[row["step"]],
                "year": row["year"],
                "output": _output(row),
                "world": _place(row),
                "revision": _revision(row),
                "reserves": format_value(kept, "t") if kept is not None and kept == kept else "not given",
            }
        )
    return pd.DataFrame(rows, columns=["what", "step", "year", "output", "world", "revision", "reserves"])


def against_placebo(totals: pd.DataFrame, band: pd.DataFrame, buyers: pd.DataFrame, partner: str) -> str:
    """The partner's index in the last year beside the spread of buyers without an instrument.

    totals: year value_index weight_index; band: from `placebo.placebo_band`; buyers: importer_name base_usd.
    """
    own, last = totals.iloc[-1], band.iloc[-1]
    low, high = last["value_index_low"], last["value_index_high"]
    where = "above" if own["value_index"] > high else "below" if own["value_index"] < low else "inside"
    return (
        f"In {int(own['year'])} the value of Canada's sales to {partner} stood at "
        f"{format_value(own['value_index'], 'times')} the mean of the base years, {where} the spread of "
        f"{counted(len(buyers), 'buyer')} without an instrument ({format_value(low, 'times')} to "
        f"{format_value(high, 'times')})."
    )


def placebo_rule(buyers: pd.DataFrame, base: tuple[int, int]) -> str:
    """Who the buyers without an instrument are. buyers: importer_name base_usd."""
    low, high = format_value(buyers["base_usd"].min(), "usd"), format_value(buyers["base_usd"].max(), "usd")
    return (
        f"Grey: tenth to ninetieth percentile and median of the importers without an instrument that are nearest in "
        f"size to the partner over the base years {base[0]}–{base[1]} ({low} to {high} a year): "
        f"{listed([spoken(name) for name in buyers['importer_name']])}."
    )


def price_trap(totals: pd.DataFrame) -> str:
    """Value against tonnes up to the year of the highest value. totals: year value_usd weight_t, years shown."""
    if totals.empty:
        return "The trade table holds no imports of listed minerals here, so nothing can be said of prices."
    first, top = totals.iloc[0], totals.loc[totals["value_usd"].idxmax()]
    if first["year"] == top["year"] or not first["value_usd"] > 0 or not first["weight_t"] > 0:
        return "Values follow prices as well as tonnes."
    return (
        f"Values follow prices: from {int(first['year'])} to {int(top['year'])}, the year of the highest value shown, "
        f"sales changed to {format_value(top['value_usd'] / first['value_usd'], 'times')} the value and "
        f"{format_value(top['weight_t'] / first['weight_t'], 'times')} the tonnes."
    )


def port_trap(ports: pd.DataFrame, members: list[str], own_usd: float) -> str:
    """What is booked to transit ports in Europe. ports: importer importer_name value_usd a year; own_usd likewise."""
    names = listed([spoken(name) for name in ports["importer_name"]])
    total = ports["value_usd"].sum()
    if set(ports["importer"]) <= set(members):
        part = format_value(total / own_usd, "share") if own_usd > 0 else "none"
        return f"{part} of these sales are booked to {names}, whose ports pass goods on to other members."
    return (
        f"Goods landed in {names} count for those countries, wherever they are used: Canada's sales there averaged "
        f"{format_value(total, 'usd')} a year, against {format_value(own_usd, 'usd')} here."
    )


def _output(row: dict) -> str:
    if row["flag"] == "withheld":
        return "withheld"
    return format_value(row["value_t"], "t") + (" (estimate)" if row["estimated"] else "")


def _place(row: dict) -> str:
    if row["world_share"] != row["world_share"]:
        return "not known"
    place = f", {format_value(row['rank'], 'ordinal')}" if row["rank"] == row["rank"] else ""
    return format_value(row["world_share"], "share") + place


def _revision(row: dict) -> str:
    if row["before_t"] != row["before_t"] or row["before_t"] == row["revised_t"]:
        return "unchanged" if row["before_t"] == row["revised_t"] else "one edition only"
    year = int(row["before_year"])
    return f"{year}: {format_value(row['revised_t'], 't')}, was {format_value(row['before_t'], 't')}"
