"""Demand by scenario against listed supply: one panel per mineral, and all minerals as a range of cover."""

from __future__ import annotations

import altair as alt
import pandas as pd

from report.formats import share

from .theme import ACCENT, INK, MUTED

AMOUNT = "Thousand tonnes a year"
SCENARIO_COLOURS = {"STEPS": "#1f5f99", "APS": "#e08e0b", "NZE": "#7a5aa6"}


def cover(ranges: pd.DataFrame) -> alt.HConcatChart:
    """Part of demand that listed mines would cover, one panel per year, range over scenarios, grey tick for now.

    ranges: mineral year low high base (fractions), most of demand covered last.
    """
    order = ranges[ranges["year"] == ranges["year"].max()].sort_values("low", ascending=False)["mineral"].tolist()
    years = sorted(ranges["year"].unique())
    top = max(float(ranges[["high", "base"]].max().max()) * 1.08, 1.1)
    panels = [_cover(ranges[ranges["year"] == year], year, order, top, at == 0) for at, year in enumerate(years)]
    return alt.hconcat(*panels, spacing=22)


def _cover(rows: pd.DataFrame, year: int, order: list[str], top: float, labels: bool) -> alt.LayerChart:
    rows = rows.assign(low_text=rows["low"].map(share), high_text=rows["high"].map(share))
    scale = alt.Scale(domain=[0, top], nice=False)
    y = alt.Y("mineral:N", sort=order, title=None, axis=alt.Axis(labels=labels, labelLimit=120))
    x = alt.X("low:Q", scale=scale, title="Of demand", axis=alt.Axis(format="%", values=[0, 0.5, 1]))
    base = alt.Chart(rows).encode(y=y)
    full = alt.Chart(pd.DataFrame({"one": [1.0]})).mark_rule(color=MUTED, strokeDash=[4, 3])
    bars = base.mark_bar(height=13, color="#8db7d9", cornerRadius=5).encode(x=x, x2="high:Q")
    now = base.mark_tick(color=INK, thickness=2, height=20).encode(x=alt.X("base:Q", scale=scale))
    low = base.mark_text(align="right", dx=-5, fontSize=12).encode(x=x, text="low_text:N")
    heading = alt.TitleParams(str(year), fontSize=13, anchor="start", frame="group")
    layers = [full.encode(x=alt.X("one:Q", scale=scale)), bars, now, low]
    return alt.layer(*layers).properties(width=235, height=40 * len(order), title=heading)


def mineral(against: pd.DataFrame, parts: pd.DataFrame) -> alt.LayerChart:
    """Demand lines by scenario over the area of listed mine supply, Canada's listed part at the foot of the area.

    against: year scenario demand_kt mining_kt of one mineral; parts: year canada_kt (mining), empty where not listed.
    """
    supply = against.drop_duplicates("year")[["year", "mining_kt"]]
    years = sorted(against["year"].unique())
    x = alt.X("year:Q", title=None, axis=alt.Axis(format="d", values=years, grid=False), scale=alt.Scale(nice=False))
    top = alt.Scale(domain=[0, float(against[["demand_kt", "mining_kt"]].max().max()) * 1.05], nice=False)
    y = alt.Y("mining_kt:Q", title=AMOUNT, scale=top, axis=alt.Axis(tickCount=5))
    area = alt.Chart(supply).mark_area(color="#d5dae0", opacity=1).encode(x=x, y=y)
    named = pd.DataFrame(
        {"year": [years[0]], "at": [0.5 * float(supply["mining_kt"].iloc[0])], "text": ["listed mines"]}
    )
    word = alt.Chart(named).mark_text(align="left", dx=6, color=MUTED, fontSize=12)
    word = word.encode(x=x, y=alt.Y("at:Q", scale=top, title=AMOUNT), text="text:N")
    layers = [area, word, *_canada(parts, x, top), *_lines(against, x, top)]
    return alt.layer(*layers).properties(width=470, height=210)


def _canada(parts: pd.DataFrame, x: alt.X, top: alt.Scale) -> list[alt.Chart]:
    if parts.empty:
        return []
    own = (
        alt.Chart(parts).mark_area(color=ACCENT, opacity=1).encode(x=x, y=alt.Y("canada_kt:Q", scale=top, title=AMOUNT))
    )
    end = parts.sort_values("year").tail(1).assign(text="Canada")
    word = alt.Chart(end).mark_text(align="left", dx=6, color=ACCENT, fontSize=12)
    return [own, word.encode(x=x, y=alt.Y("canada_kt:Q", scale=top, title=AMOUNT), text="text:N")]


def _lines(against: pd.DataFrame, x: alt.X, top: alt.Scale) -> list[alt.Chart]:
    scale = alt.Scale(domain=list(SCENARIO_COLOURS), range=list(SCENARIO_COLOURS.values()))
    colour = alt.Color("scenario:N", legend=None, scale=scale)
    y = alt.Y("demand_kt:Q", scale=top, title=AMOUNT)
    lines = alt.Chart(against).mark_line(point=alt.OverlayMarkDef(size=30)).encode(x=x, y=y, color=colour)
    last = against[against["year"] == against["year"].max()]
    names = alt.Chart(last).mark_text(align="left", dx=7, fontSize=12).encode(x=x, y=y, text="scenario:N", color=colour)
    return [lines, names]
