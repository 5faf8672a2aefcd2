"""Charts of Canada as a supplier: world shares, destinations, what the basket does to them, revised estimates."""

from __future__ import annotations

import altair as alt
import pandas as pd

from .theme import ACCENT, GRID, MUTED

ROW = 26


def world_shares(ranked: pd.DataFrame) -> alt.LayerChart:
    """Lollipops of Canada's share of world output, largest first, each with its share and rank beside it.

    ranked: label world_share note (the words beside the dot), in drawing order.
    """
    order = ranked["label"].tolist()
    good = alt.Y("label:N", sort=order, title=None, axis=alt.Axis(labelLimit=220, labelColor="#1f2933"))
    axis = alt.Axis(format=".0%", tickCount=5)
    scale = alt.Scale(domain=[0, 1.3 * float(ranked["world_share"].max())], nice=False)
    part = alt.X("world_share:Q", title="Canada's share of world output", axis=axis, scale=scale)
    base = alt.Chart(ranked.assign(start=0.0)).encode(y=good)
    stem = base.mark_rule(color=ACCENT, strokeWidth=2, opacity=0.55)
    stem = stem.encode(x=alt.X("start:Q", scale=scale), x2="world_share:Q")
    dot = base.mark_circle(color=ACCENT, size=110).encode(x=part)
    words = base.mark_text(align="left", dx=10).encode(x=part, text="note:N")
    return alt.layer(stem, dot, words).properties(width=400, height=ROW * len(order))


def revisions(moves: pd.DataFrame) -> alt.LayerChart:
    """Newest figure over the first estimate for the same year: one dot per year, the last year filled.

    moves: label year ratio is_last note (the last move in words).
    """
    order = moves["label"].drop_duplicates().tolist()
    low, high = min(0.6, moves["ratio"].min()) - 0.1, max(1.4, moves["ratio"].max()) + 0.1
    good = alt.Y("label:N", sort=order, title=None, axis=alt.Axis(labelLimit=220, grid=True, labelColor="#1f2933"))
    axis = alt.Axis(format=".1f", tickCount=6, grid=False)
    times = alt.X(
        "ratio:Q",
        title="Newest figure as a multiple of the first estimate (log scale)",
        axis=axis,
        scale=alt.Scale(domain=[low, high], type="log", nice=False),
    )
    same = alt.Chart(pd.DataFrame({"ratio": [1.0]})).mark_rule(color=MUTED, strokeDash=[4, 3]).encode(x=times)
    base = alt.Chart(moves).encode(x=times, y=good, tooltip=["label:N", "year:O", alt.Tooltip("ratio:Q", format=".2f")])
    older = base.transform_filter("!datum.is_last").mark_circle(color="#9aa3ae", size=60, opacity=0.8)
    newest = base.transform_filter("datum.is_last").mark_circle(color=ACCENT, size=110)
    last = alt.Chart(moves[moves["is_last"]])
    words = last.mark_text(align="left").encode(x=alt.value(438), y=good, text="note:N")
    rule = alt.Chart(moves).mark_rule(color=GRID).encode(y=good)
    return alt.layer(rule, same, older, newest, words).properties(width=430, height=ROW * len(order))
