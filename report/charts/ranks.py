"""Ranks as intervals: what can be said of the order of partners when no measure counts more than another by decree."""

from __future__ import annotations

import altair as alt
import pandas as pd

from .theme import ACCENT, MUTED


def intervals(table: pd.DataFrame) -> alt.LayerChart:
    """One line per partner from its low to its high rank, a dot at the median.

    table: name rank_low rank_median rank_high, best first.
    """
    places = len(table)
    y = alt.Y("name:N", sort=table["name"].tolist(), title=None, axis=alt.Axis(labelLimit=170))
    scale = alt.Scale(domain=[0.5, places + 0.5], nice=False)
    axis = alt.Axis(values=list(range(1, places + 1)), format="d", grid=True, orient="top")
    lines = alt.Chart(table).mark_rule(strokeWidth=9, color="#c3d1e0", strokeCap="round")
    lines = lines.encode(x=alt.X("rank_low:Q", scale=scale, title="Rank", axis=axis), x2="rank_high:Q", y=y)
    dots = alt.Chart(table).mark_circle(size=110, color=ACCENT, opacity=1)
    dots = dots.encode(
        x=alt.X("rank_median:Q", scale=scale), y=y, tooltip=["name:N", "rank_low:Q", "rank_median:Q", "rank_high:Q"]
    )
    return alt.layer(lines, dots).properties(width=470, height=26 * places)


def asks(table: pd.DataFrame) -> alt.LayerChart:
    """Tonnes all leaning partners would ask of a good against the tonnes Canada could turn, two logarithmic axes.

    table: label asked_t_per_year available_t_per_year covered (bool). Dots on or above the line can be met in full.
    """
    low = float(table[["asked_t_per_year", "available_t_per_year"]].min().min()) / 2
    high = float(table[["asked_t_per_year", "available_t_per_year"]].max().max()) * 2
    scale = alt.Scale(type="log", domain=[low, high], nice=False)
    axis = alt.Axis(format="~s", tickCount=6)
    across = "Asked by all of them together (tonnes a year, gross weight)"
    up = "Canada could turn (tonnes a year)"
    x = alt.X("asked_t_per_year:Q", scale=scale, axis=axis, title=across)
    y = alt.Y("available_t_per_year:Q", scale=scale, axis=axis, title=up)
    line = alt.Chart(pd.DataFrame({"at": [low, high]})).mark_line(color=MUTED, strokeDash=[5, 4], strokeWidth=1.3)
    line = line.encode(
        x=alt.X("at:Q", scale=scale, axis=axis, title=across), y=alt.Y("at:Q", scale=scale, axis=axis, title=up)
    )
    colour = alt.condition(alt.datum.covered, alt.value("#2a7f62"), alt.value("#e08e0b"))
    dots = alt.Chart(table).mark_circle(size=90, opacity=1)
    dots = dots.encode(x=x, y=y, color=colour, tooltip=["good:N", "partner_count:Q"])
    text = alt.Chart(table).mark_text(align="left", dx=8, fontSize=12).encode(x=x, y=y, text="label:N")
    return alt.layer(line, dots, text).properties(width=500, height=420)
