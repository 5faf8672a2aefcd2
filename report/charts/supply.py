"""Charts of Canada as a supplier: world shares, destinations, what the basket does to them, revised estimates."""

from __future__ import annotations

import math

import altair as alt
import pandas as pd

from report.formats import format_value

from .stacks import AMOUNT
from .theme import ACCENT, GRID, INK, MUTED, PAPER

ROW = 31
LINES = alt.Axis(labelLimit=170, labelColor=INK, labelExpr="split(datum.label, ': ')", labelLineHeight=13)
"""An axis of goods whose names break before what is counted."""


def world_shares(ranked: pd.DataFrame) -> alt.LayerChart:
    """Lollipops of Canada's share of world output, largest first, each with its share and rank beside it.

    ranked: label world_share world_share_low world_share_high (the rounding of the world total) earlier_share (the year
    before, revised; NaN where there is none) estimated note (the words beside the dot), in drawing order.
    """
    order = ranked["label"].tolist()
    good = alt.Y("label:N", sort=order, title=None, axis=LINES)
    far = ranked[["world_share_high", "earlier_share"]].max(axis=1)
    scale = alt.Scale(domain=[0, 1.3 * float(far.max())], nice=False)
    title = "Canada's share of world output"
    part = alt.X("world_share:Q", title=title, axis=alt.Axis(format=".0%", tickCount=5), scale=scale)
    base = alt.Chart(ranked.assign(start=0.0, far=far)).encode(y=good)
    stem = base.mark_rule(color=ACCENT, strokeWidth=2, opacity=0.45)
    stem = stem.encode(x=alt.X("start:Q", scale=scale), x2="world_share:Q")
    band = base.mark_rule(color=ACCENT, strokeWidth=7, opacity=0.3)
    band = band.encode(x=alt.X("world_share_low:Q", scale=scale), x2="world_share_high:Q")
    before = base.mark_tick(color=MUTED, thickness=2.5, height=15).encode(x=alt.X("earlier_share:Q", scale=scale))
    dot = base.mark_point(filled=True, size=100, stroke=ACCENT, strokeWidth=2, opacity=1)
    dot = dot.encode(x=part, fill=alt.condition("datum.estimated", alt.value(PAPER), alt.value(ACCENT)))
    words = base.mark_text(align="left", dx=11).encode(x=alt.X("far:Q", scale=scale), text="note:N")
    return alt.layer(stem, band, before, dot, words).properties(width=250, height=ROW * len(order))


def editions(rows: pd.DataFrame) -> alt.LayerChart:
    """What editions printed for each year: the first figure hollow, the newest filled, a line between them.

    rows: year value_t is_first is_newest, one product (`standing.editions`); a year in one edition is a hollow dot.
    """
    drawn = rows[rows["is_first"] | rows["is_newest"]]
    drawn = drawn.assign(settled=drawn["is_newest"] & ~drawn["is_first"])
    ends = drawn.groupby("year")["value_t"].agg(low="min", high="max").reset_index()
    most = float(drawn["value_t"].max())
    scale = alt.Scale(domain=[-0.08 * most, 1.15 * most], nice=False)
    axis = alt.Axis(values=_ticks(most), labelExpr=AMOUNT)
    up = alt.Y("value_t:Q", title="Tonnes", axis=axis, scale=scale)
    across = alt.X("year:O", title=None, axis=alt.Axis(labelAngle=0), scale=alt.Scale(padding=0.5))
    link = alt.Chart(ends).mark_rule(color=MUTED).encode(x=across, y=alt.Y("low:Q", scale=scale), y2="high:Q")
    base = alt.Chart(drawn).encode(x=across, y=up, tooltip=["year:O", "edition:O", "value_t:Q"])
    dots = base.mark_point(filled=True, size=110, stroke=ACCENT, strokeWidth=2, opacity=1)
    dots = dots.encode(fill=alt.condition("datum.settled", alt.value(ACCENT), alt.value(PAPER)))
    return alt.layer(link, dots, *_figures(drawn, across, up)).properties(width=430, height=230)


def _ticks(most: float) -> list[float]:
    """Round values from zero to `most`, about five of them."""
    size = 10 ** math.floor(math.log10(most / 4))
    step = next(size * times for times in (1, 2, 2.5, 5, 10) if most / (size * times) <= 5)
    return [step * at for at in range(math.floor(1.1 * most / step) + 1)]


def _figures(drawn: pd.DataFrame, across: alt.X, up: alt.Y) -> list[alt.Chart]:
    """The figure beside each dot: above the higher and below the lower of a pair."""
    of_year = drawn.groupby("year")["value_t"]
    above = (drawn["value_t"] == of_year.transform("max")) | (of_year.transform("size") == 1)
    words = drawn.assign(words=drawn["value_t"].map(lambda value: format_value(value, "ratio")))
    layers = []
    for rows, shift in ((words[above], -14), (words[~above], 15)):
        layers.append(alt.Chart(rows).mark_text(dy=shift).encode(x=across, y=up, text="words:N"))
    return layers


def specialisation(goods: pd.DataFrame) -> alt.LayerChart:
    """Symmetric comparative advantage per good as bars from zero, strongest first. goods: label rsca note."""
    order = goods["label"].tolist()
    good = alt.Y("label:N", sort=order, title=None, axis=alt.Axis(labelLimit=230, labelColor=INK))
    title = "Symmetric comparative advantage (−1 to 1)"
    axis = alt.Axis(values=[-1, -0.5, 0, 0.5, 1], format=".1f")
    across = alt.X("rsca:Q", title=title, axis=axis, scale=alt.Scale(domain=[-1, 1]))
    base = alt.Chart(goods).encode(y=good)
    fill = alt.condition("datum.rsca > 0", alt.value(ACCENT), alt.value("#9aa3ae"))
    bars = base.mark_bar(height=14).encode(
        x=across, color=fill, tooltip=["label:N", alt.Tooltip("rsca:Q", format=".2f")]
    )
    words = base.mark_text(align="left").encode(x=alt.value(228), text="note:N")
    return alt.layer(bars, words).properties(width=220, height=22 * len(order))


def price_and_volume(split: pd.DataFrame, base_year: int) -> alt.LayerChart:
    """Value against volume at base-year prices, both as multiples of the base year, named at the end of their lines.

    split: from `canada.price_and_volume`.
    """
    names = {"value_index": "value", "volume_index": "volume"}
    rows = split.melt(["year", "provisional"], list(names), "line", "index").assign(line=lambda t: t["line"].map(names))
    hue = alt.Color("line:N", legend=None, scale=alt.Scale(domain=list(names.values()), range=[ACCENT, INK]))
    years = alt.Axis(labelAngle=0, values=sorted(split["year"])[::-1][::2])
    across = alt.X("year:O", title=None, axis=years)
    up = alt.Y(
        "index:Q",
        title=f"Multiple of {base_year}",
        axis=alt.Axis(format=".1f", tickCount=5),
        scale=alt.Scale(domainMin=0),
    )
    base = alt.Chart(rows).encode(
        x=across, y=up, color=hue, tooltip=["year:O", "line:N", alt.Tooltip("index:Q", format=".2f")]
    )
    same = alt.Chart(pd.DataFrame({"index": [1.0]})).mark_rule(color=MUTED, strokeDash=[4, 3]).encode(y="index:Q")
    dots = base.mark_point(filled=True, size=45, opacity=1, strokeWidth=1.5)
    dots = dots.encode(stroke=hue, fill=alt.condition("datum.provisional", alt.value(PAPER), hue))
    ends = rows[rows["year"] == rows["year"].max()]
    words = alt.Chart(ends).mark_text(align="left", dx=10).encode(x=across, y=up, color=hue, text="line:N")
    return alt.layer(same, base.mark_line(), dots, words).properties(width=400, height=250)


def revisions(moves: pd.DataFrame) -> alt.LayerChart:
    """Newest figure over the first estimate for the same year: one dot per year, the last year filled.

    moves: label year ratio is_last note (the last move in words).
    """
    order = moves["label"].drop_duplicates().tolist()
    low, high = min(0.6, moves["ratio"].min()) - 0.1, max(1.4, moves["ratio"].max()) + 0.1
    good = alt.Y("label:N", sort=order, title=None, axis=LINES)
    axis = alt.Axis(format=".1f", tickCount=6, grid=False)
    times = alt.X(
        "ratio:Q",
        title="Newest figure over first estimate (log scale)",
        axis=axis,
        scale=alt.Scale(domain=[low, high], type="log", nice=False),
    )
    same = alt.Chart(pd.DataFrame({"ratio": [1.0]})).mark_rule(color=MUTED, strokeDash=[4, 3]).encode(x=times)
    base = alt.Chart(moves).encode(x=times, y=good, tooltip=["label:N", "year:O", alt.Tooltip("ratio:Q", format=".2f")])
    older = base.transform_filter("!datum.is_last").mark_circle(color="#9aa3ae", size=60, opacity=0.8)
    newest = base.transform_filter("datum.is_last").mark_circle(color=ACCENT, size=110)
    last = alt.Chart(moves[moves["is_last"]])
    words = last.mark_text(align="left").encode(x=alt.value(268), y=good, text="note:N")
    rule = alt.Chart(moves).mark_rule(color=GRID).encode(y=good)
    return alt.layer(rule, same, older, newest, words).properties(width=260, height=ROW * len(order))
