"""Sentences on what moving purchases to Canada would do: what is needed, what could be done, how sure that is."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from report.analysis.labels import spoken_good
from report.formats import format_value, listed
from report.sentences.words import counted


def could(table: pd.DataFrame, line: float, partner: str) -> str:
    """In how many goods the feasible part is enough. table: good needed_median feasible_median reaches_line."""
    if table.empty:
        return f"No purchase of {partner} can be moved in this scenario: none is over the line with known tonnes."
    over = table[table["needed_median"] > 0]
    limit = format_value(line, "share")
    if over.empty:
        return f"In none of {counted(len(table), 'good')} looked at is the largest supplier above {limit}."
    enough = over[over["feasible_median"] >= over["needed_median"]]
    if enough.empty:
        return (
            f"In none of the {counted(len(over), 'good')} above {limit} would the tonnes that Canada could turn to "
            f"{partner} bring the largest supplier down to it."
        )
    said = f": {listed([spoken_good(good) for good in enough['good']])}"
    return (
        f"In {len(enough)} of the {counted(len(over), 'good')} above {limit}, the tonnes that Canada could turn to "
        f"{partner} would bring the largest supplier down to it{said}."
    )


def biggest(table: pd.DataFrame) -> str:
    """The good where most value could move, and its band. table: good imports_usd feasible_* hhi_now_* hhi_best_*."""
    if table.empty or not table["feasible_median"].max() > 0:
        return "In none of them does Canada sell enough elsewhere to move a visible share."
    row = table.loc[(table["feasible_median"] * table["imports_usd"]).idxmax()]
    low, middle, high = (format_value(row[f"feasible_{end}"], "share") for end in ("low", "median", "high"))
    now, best = (format_value(row[f"{name}_median"], "hhi") for name in ("hhi_now", "hhi_best"))
    change = (
        f"take the Herfindahl-Hirschman index from {now} to {best} at best"
        if now != best
        else "leave the index as it is"
    )
    return (
        f"The most value could move in {spoken_good(row['good'])}: {middle} ({low} to {high}) of purchases worth "
        f"{format_value(row['imports_usd'], 'usd')} over the pooled years, which would {change}."
    )


def first_to_move(goods: int, partner: str) -> str:
    """Where the goods that could move are listed, to end a sentence, as Markdown; `goods`: how many there are."""
    if not goods:
        return ", and none of these with known tonnes was found"
    return f"; {{numref}}`tbl-{partner.lower()}-diversification` shows those where the most value could move first"


def asked(table: pd.DataFrame, share: float, partner: str) -> str:
    """What moving a stated share would take in tonnes. table: good imports_t feasible_median."""
    if table.empty:
        return "No tonnes can be set against a share asked."
    short = table[table["feasible_median"] < share]
    row = table.loc[table["imports_t"].idxmax()]
    return (
        f"Moving {format_value(share, 'share')} of {partner}'s purchases would take "
        f"{format_value(share * row['imports_t'], 't')} a year of {spoken_good(row['good'])}, the heaviest of them; in "
        f"{len(short)} of {counted(len(table), 'good')} it is more than Canada could turn."
    )


def band_words(quantiles: Mapping[str, float]) -> str:
    """What a band spans, from the quantiles it is drawn between: `the 10th to the 90th percentile`."""
    low, high = (format_value(round(100 * quantiles[end]), "ordinal") for end in ("low", "high"))
    return f"the {low} to the {high} percentile"


def rows(table: pd.DataFrame, share: float) -> pd.DataFrame:
    """The scenario as read in a table: good largest_name needed feasible asked_t index reaches. share: share asked."""
    now, best = table["hhi_now_median"], table["hhi_best_median"]
    return table.assign(
        needed=[_band(row, "needed") for row in table.to_dict("records")],
        feasible=[_band(row, "feasible") for row in table.to_dict("records")],
        asked_t=share * table["imports_t"],
        index=[f"{format_value(one, 'hhi')}, {format_value(two, 'hhi')}" for one, two in zip(now, best, strict=True)],
        reaches=[
            "already under it" if high == 0 else format_value(part, "share")
            for part, high in zip(table["reaches_line"], table["needed_high"], strict=True)
        ],
    )


def added(table: pd.DataFrame) -> str:
    """Announced new output that counts. table: good additions_t."""
    counts = table[table["additions_t"] > 0] if len(table) else table
    if counts.empty:
        return "No announced project with sourced tonnes adds to them."
    said = [f"{format_value(row.additions_t, 't')} a year of {spoken_good(row.good)}" for row in counts.itertuples()]
    return f"Announced output with sourced tonnes adds up to {listed(said)}."


def converged(table: pd.DataFrame) -> str:
    """Whether the number of draws is enough. table: from `scenario.convergence`; the last row has twice the draws."""
    chosen, double = table.iloc[-2], table.iloc[-1]
    return (
        f"{int(chosen['draws'])} draws are used: with {int(double['draws'])} no feasible share moves by more than "
        f"{format_value(double['feasible_moves'], 'points')} and no index by more than {double['hhi_moves']:.3f}."
    )


def _band(row: dict, name: str) -> str:
    low, median, high = (format_value(row[f"{name}_{end}"], "share") for end in ("low", "median", "high"))
    return median if low == high else f"{median} ({low}–{high})"
