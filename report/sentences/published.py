"""Sentences on published figures: what became of each, and why ours differ, from facts that the tables hold."""

from __future__ import annotations

import pandas as pd

from report.formats import format_value, listed, share

from .synthesis import good
from .words import are, capital, counted


def printed(row: pd.Series | dict) -> str:
    """The printed figure with its hedge: `nearly 60%`, `+211%`."""
    hedge = "" if row["qualifier"] == "as printed" else f"{row['qualifier']} "
    return f"{hedge}{figure(row['value'], row['measure'])}"


def figure(value: float, measure: str) -> str:
    """A reading in the form of its measure: changes carry a sign."""
    if value != value:
        return "none"
    return f"+{share(value)}" if measure == "import-growth" and value >= 0 else share(value)


def overall(outcomes: pd.DataFrame) -> str:
    """How many statements our tables give as they read. outcomes: from `outcomes.outcomes`."""
    counts = outcomes["outcome"].value_counts()
    parts = [f"{count} {are(count)} {_words(name)}" for name, count in counts.items()]
    return f"Of {counted(len(outcomes), 'published figure')} tested, {listed(parts)}."


def _words(outcome: str) -> str:
    return {
        "reproduced": "reproduced as they read",
        "another reading gives it": "met only by another reading than the obvious one",
        "only with other years": "met only with other years",
        "outside all our readings": "outside all our readings",
        "between our readings": "between our readings and met by none",
    }.get(outcome, outcome)


def buyer_shares(readings: pd.DataFrame, statements: pd.DataFrame) -> str:
    """One buyer's share by list of goods: the widest spread, and which list comes nearest to each printed figure.

    readings: of one statement; statements: its rows of `outcomes.outcomes`.
    """
    value = readings[readings["basis"] == "by value"].sort_values("found")
    low, high = value.iloc[0], value.iloc[-1]
    near = [f"{printed(row)} is nearest to {row['nearest_basket']} {row['nearest_basis']}" for row in
            statements.to_dict("records")]  # fmt: skip
    return (
        f"By value the share runs from {share(low['found'])} ({low['basket']}) to {share(high['found'])} "
        f"({high['basket']}): {listed(near)}."
    )


def mix(table: pd.DataFrame, names: dict[str, str]) -> str:
    """Why the list decides: the largest good and what the buyer takes of it, against the good it takes most of.

    table: from `reasons.export_mix` with mineral.
    """
    if table.empty:
        return "The trade table holds no such sales."
    top = table.iloc[0]
    large = table[table["share_of_exports"] >= 0.05]
    most = large.loc[large["buyer_share"].idxmax()]
    return (
        f"{capital(good(top))} is {share(top['share_of_exports'])} of Canada's listed sales that the trade "
        f"table sees, and "
        f"{names['buyer']} takes {share(top['buyer_share'])} of it; of {good(most)}, "
        f"{share(most['share_of_exports'])} of "
        f"sales, it takes {share(most['buyer_share'])}. A list with or without the first is another share altogether."
    )


def growth(outcomes: pd.DataFrame, minerals: dict[str, str]) -> str:
    """Ours beside each printed change, by value. outcomes: growth statements only."""
    parts = [
        f"{minerals[row['minerals']]} {figure(row['main_found'], row['measure'])} against {printed(row)}"
        for row in outcomes.to_dict("records")
    ]
    return f"By value, in the codes that the trade table holds: {listed(parts)}."


def why_growth(
    purchases: pd.DataFrame, seen: pd.DataFrame, first: int, last: int, minerals: dict[str, str]
) -> list[str]:
    """Per mineral how large the trade was in both years and how much of it the codes see.

    purchases: from `reasons.purchases`; seen: from `reasons.seen_by_the_codes`.
    """
    cover = seen.set_index("mineral_id")
    texts = []
    for mineral_id, name in minerals.items():
        own = purchases[purchases["mineral_id"] == mineral_id].set_index("year")["value_usd"]
        then, now, least, most = (format_value(one, "usd") for one in (own[first], own[last], own.min(), own.max()))
        text = f"{capital(name)}: {then} in {first} and {now} in {last}, between {least} and {most} in the years shown."
        if mineral_id in cover.index:
            row = cover.loc[mineral_id]
            text += (
                f" Of what the Union bought from Canada in {int(row['first_year'])} to {int(row['last_year'])} as "
                f"Eurostat "
                f"counts it, these codes hold {share(row['seen_share'])}."
            )
        texts.append(text)
    return texts


def leading(outcome: pd.Series, readings: pd.DataFrame) -> str:
    """The mean share of the leading refiners, reproduced or not, and what other weights or the mines give."""
    others = {(row["basket"], row["basis"]): row["found"] for row in readings.to_dict("records")}
    return (
        f"The printed {printed(outcome)} is a mean in which each mineral counts alike; we find "
        f"{share(outcome['main_found'])}. Weighed by tonnes it is {share(others[('refining', 'by tonnes')])}, "
        f"where the "
        f"heaviest mineral counts most, and for mining {share(others[('mining', 'each mineral alike')])}."
    )


def suppliers(readings: pd.DataFrame, outcome: pd.Series) -> str:
    """A supplier share by value and by weight and by source."""
    parts = [f"{share(row['found'])} {row['basis']} ({row['source']})" for row in readings.to_dict("records")]
    return f"Printed is {printed(outcome)}; we find {listed(parts)}."


def nearest(row: dict) -> str:
    """The reading nearest to the printed figure, with its goods and its unit."""
    if row["nearest"] != row["nearest"] or not row["nearest_basket"]:
        return "none"
    return f"{figure(row['nearest'], row['measure'])}: {row['nearest_basket']}, {row['nearest_basis']}"


def untraced(outcomes: pd.DataFrame) -> str:
    """Which printed figures are known without their page. outcomes: with wording_seen."""
    rows = outcomes[~outcomes["wording_seen"]]
    if rows.empty:
        return "The page of every printed figure was seen."
    makers = rows["producer"].value_counts()
    parts = [_by(count, name) for name, count in makers.items()]
    return (
        f"The page of {counted(len(rows), 'figure')} was not found ({listed(parts)}): the figures are known and "
        f"their words "
        "are not, so what they cover may differ from what is compared here."
    )


def _by(count: int, producer: str) -> str:
    return f"{count} without a publisher" if producer == "Not traced" else f"{count} ascribed to the {producer}"


def list_change(minerals: pd.DataFrame) -> str:
    """What came onto Canada's list between its two editions."""
    added = minerals[minerals["on_list_2024"] & ~minerals["on_list_2021"]]["name"].tolist()
    if not added:
        return "The list of 2024 holds no mineral that the list of 2021 lacked."
    return (
        f"{capital(listed(added))} came onto the list only with its edition of 2024, so a share printed for the "
        f"older list "
        "and one for the newer cannot be compared."
    )
