"""Charts of a mineral chapter: the chain from mine to buyer, and prices."""

from __future__ import annotations

import re
from collections.abc import Mapping

import altair as alt
import pandas as pd

from report.formats import share
from report.sentences.mineral import unit_words
from report.sentences.places import STAGES, inner, period, place

from .stacks import NARROW, REST, composition

STEPS = {"mine": "Mined", "refine": "Refined", "import": "Imported"}
CANADA = "CAN"
PLAIN = "refined output"
UNIT_TAIL = re.compile(r",? *(dollars|cents) per .*$", re.IGNORECASE)


def chain_parts(chain: pd.DataFrame, names: Mapping[str, str], years: tuple[int, int], top: int = 5) -> pd.DataFrame:
    """Rows of the chain chart: heading name share, the largest countries, Canada and all others.

    chain: every country of `mineral.chain`. Where the listed countries exceed the stated total nothing is left over.
    """
    rows = []
    for (step, source, product), group in chain.groupby(["step", "source", "product"], sort=False):
        heading = _heading(step, source, product, group, years)
        kept = group[((group["rank"] <= top) | (group["country"] == CANADA)) & (group["world_share"] > 0)]
        kept = kept.sort_values("world_share", ascending=False)
        rows += [
            (heading, names.get(code, code), part)
            for code, part in zip(kept["country"], kept["world_share"], strict=True)
        ]
        rows.append((heading, REST, max(0.0, 1.0 - kept["world_share"].sum())))
    return pd.DataFrame(rows, columns=["heading", "name", "share"])


def _heading(step: str, source: str, product: str, group: pd.DataFrame, years: tuple[int, int]) -> str:
    imported = step == "import"
    what = STAGES.get(product, product) if imported else inner(product).replace(", refined", "")
    when = period(*years) if imported else f"{int(group['year'].max())}"
    counted = STEPS[step] if product == PLAIN else f"{STEPS[step]}: {what}"
    estimate = ", first estimate" if _estimated(group) else ""
    return f"{counted} ({source}, {when}{estimate})\n{_canada(group, imported)}"


def _estimated(group: pd.DataFrame) -> bool:
    return "estimated" in group and bool(group["estimated"].fillna(False).astype("bool").any())


def _canada(group: pd.DataFrame, imported: bool) -> str:
    own = group[(group["country"] == CANADA) & (group["world_share"] > 0)]
    if own.empty:
        return "Canada: none listed"
    row = own.iloc[0]
    worst = row["rank_high"] if "rank_high" in own else row["rank"]
    where = f", {place(row['rank'], worst)}" if row["rank"] == row["rank"] else ""
    return f"Canada {'buys ' if imported else ''}{share(row['world_share'])}{where}"


def chain(parts: pd.DataFrame) -> alt.LayerChart:
    """Aligned bars, one per step and product, in the colours of the countries. parts: from `chain_parts`."""
    return composition(parts)


def drawable_prices(history: pd.DataFrame, first_year: int, most_series: int = 3) -> pd.DataFrame:
    """The series a small chart can hold: the monthly one, else up to `most_series` annual ones in one unit; else none.

    Returns name date price unit.
    """
    known = history[history["price"].notna() & (history["date"].str[:4].astype("int64") >= first_year)]
    monthly = known[known["frequency"] == "monthly"]
    chosen = monthly[monthly["series"] == monthly["series"].min()] if len(monthly) else known
    few = chosen["series"].nunique() <= most_series and chosen["unit"].nunique() == 1
    chosen = chosen if few else chosen.iloc[:0]
    return chosen.assign(name=chosen["series"].map(price_label))[["name", "date", "price", "unit"]]


def price_label(series: str) -> str:
    """A producer's series name without its boilerplate: `Graphite (Natural) | Price, ...: Flake` as `Flake`."""
    good, _, text = series.replace("*", "").rpartition("|")
    long, _, short = text.rpartition(": ")
    for part in (short, long):
        words = UNIT_TAIL.sub("", part.strip().removeprefix("Price")).strip(" ,")
        if words:
            return words[:1].upper() + words[1:]
    return good.strip()


def prices(rows: pd.DataFrame) -> alt.LayerChart:
    """A small line per series in its own unit, named at the end. rows: name date price unit."""
    dated, across = _dated(rows)
    up = alt.Y(
        "price:Q",
        title=unit_words(str(rows["unit"].iloc[0])),
        axis=alt.Axis(tickCount=4, format=",~r"),
        scale=alt.Scale(domainMin=0),
    )
    names = dated["name"].drop_duplicates().tolist()
    hue = alt.Color("name:N", legend=None, scale=alt.Scale(domain=names, range=["#1f5f99", "#e08e0b", "#44546a"]))
    line = alt.Chart(dated).mark_line(point=len(dated) < 40).encode(x=across, y=up, color=hue)
    if len(names) == 1:
        return alt.layer(line).properties(width=NARROW, height=190)
    ends = dated.sort_values("date").drop_duplicates("name", keep="last")
    words = alt.Chart(ends).mark_text(align="left", dx=8).encode(x=across, y=up, text="name:N", color=hue)
    return alt.layer(line, words).properties(width=320, height=210)


def _dated(rows: pd.DataFrame) -> tuple[pd.DataFrame, alt.X]:
    """Rows and their axis: years as they are, months in time."""
    if (rows["date"].str.len() == len("2000")).all():
        return rows, alt.X("date:O", title=None, axis=alt.Axis(labelAngle=0), scale=alt.Scale(padding=0.4))
    dated = rows.assign(date=pd.to_datetime(rows["date"] + "-01"))
    ticks = {"interval": "year", "step": 2}
    return dated, alt.X("date:T", title=None, axis=alt.Axis(format="%Y", tickCount=ticks, grid=False))
