"""Charts of what was signed, promised and delivered: a lane for each instrument, a bar for each kind of milestone."""

from __future__ import annotations

import altair as alt
import pandas as pd

from .theme import GRID, INK, MUTED, STATUS_COLOURS, colour_of, words_on

NOT_YET = "not yet due"
STANDING_ORDER = list(STATUS_COLOURS)
KINDS = ["commitment", "signature", "event"]
WIDTH = 460
LANE = 42
ON_LINE = 12
FIRMNESS = {"yes": INK, "stated-no": "#ffffff", "inferred-no": "#ffffff", "unknown": GRID}
"""Filled: binding; hollow: not binding, stated or by type; grey: the text was not seen."""


def timeline(instruments: pd.DataFrame, milestones: pd.DataFrame, edition_date: str) -> alt.LayerChart:
    """A lane for each instrument, named above its line: a diamond where it was signed, its milestones after it.

    instruments: short_title binding date_start (ISO); milestones: short_title milestone kind standing date (ISO, as
    precise as known) due_start due_end. Commitments are large dots, other milestones small ones; an open due window is
    a bar. The dashed line is the edition's date.
    """
    lanes = instruments.sort_values("date_start")["short_title"].tolist()
    signed = instruments.assign(date=instruments["date_start"], lane=_lanes(instruments, lanes))
    rows = milestones.assign(lane=_lanes(milestones, lanes))
    first = _first_day(signed, rows)
    judged = pd.DataFrame({"date": [edition_date], "lane": [0.0], "label": ["judged"]})
    x = alt.X("date:T", title=None, axis=alt.Axis(format="%Y", tickCount="year", grid=True, labelOverlap=True))
    y = _lane_axis(len(lanes))
    named = alt.Chart(signed.assign(date=first)).mark_text(align="left", dy=-15, fontSize=13, color=INK)
    layers = [
        alt.Chart(signed).mark_rule(color=GRID, strokeWidth=1.5).encode(y=y),
        alt.Chart(judged).mark_rule(strokeDash=[4, 3], color=MUTED).encode(x=x),
        *_milestones(rows, x, y),
        _diamonds(signed, x, y),
        named.encode(x=x, y=y, text="short_title:N"),
    ]
    height = LANE * len(lanes) + ON_LINE
    return alt.layer(*layers).resolve_scale(color="independent").properties(width=WIDTH, height=height)


def _lanes(rows: pd.DataFrame, lanes: list[str]) -> pd.Series:
    return rows["short_title"].map({title: float(at) for at, title in enumerate(lanes)})


def _first_day(signed: pd.DataFrame, milestones: pd.DataFrame) -> str:
    dates = [*signed["date"], *milestones["date"], *milestones["due_start"]]
    return min(date for date in dates if date)


def _lane_axis(count: int) -> alt.Y:
    scale = alt.Scale(domain=[count - 0.55, -0.8], nice=False, zero=False)
    return alt.Y("lane:Q", scale=scale, axis=None)


def _diamonds(signed: pd.DataFrame, x: alt.X, y: alt.Y) -> alt.Chart:
    firmness = [force for force in FIRMNESS if force in set(signed["binding"])]
    scale = alt.Scale(domain=firmness, range=[FIRMNESS[force] for force in firmness])
    marks = alt.Chart(signed).mark_point(shape="diamond", size=170, strokeWidth=2, stroke=INK, opacity=1, filled=True)
    tooltip = ["short_title:N", "form:N", "binding:N", "date:T"]
    return marks.encode(x=x, y=y, fill=alt.Fill("binding:N", scale=scale, legend=None), tooltip=tooltip)


def _milestones(rows: pd.DataFrame, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """The open windows and the dots; nothing where no milestone has a date."""
    dated = rows[rows["date"].str.len() >= 4]
    open_still = dated["standing"] == NOT_YET
    dated = dated.assign(date=dated["date"].mask(open_still, dated["due_end"]))
    if dated.empty:
        return []
    standings = [standing for standing in STANDING_ORDER if standing in set(dated["standing"])]
    legend = alt.Legend(title=None, orient="bottom", direction="horizontal", columns=3, labelFontSize=13)
    colour = alt.Color("standing:N", scale=colour_of(standings, STATUS_COLOURS), legend=legend)
    windows = dated[open_still & (dated["due_end"] > dated["due_start"])]
    size = alt.Size("kind:N", scale=alt.Scale(domain=KINDS, range=[130, 48, 48]), legend=None)
    dots = alt.Chart(dated).mark_circle(opacity=1, stroke="white", strokeWidth=1)
    dots = dots.encode(x=x, y=y, color=colour, size=size, tooltip=["milestone:N", "kind:N", "standing:N", "date:T"])
    spans = alt.Chart(windows).mark_rule(strokeWidth=7, opacity=0.45, color=STATUS_COLOURS[NOT_YET])
    spans = spans.encode(x="due_start:T", x2="due_end:T", y=y)
    return [spans, dots] if len(windows) else [dots]


def delivery(counts: pd.DataFrame) -> alt.LayerChart:
    """One stacked bar for each kind of milestone; parts by standing, each with its count; unknown is a part of its own.

    counts: kind standing milestones.
    """
    shown = counts[counts["milestones"] > 0]
    shown = shown.assign(order=shown["standing"].map({name: at for at, name in enumerate(STANDING_ORDER)}))
    standings = [standing for standing in STANDING_ORDER if standing in set(shown["standing"])]
    kinds = [kind for kind in KINDS if kind in set(shown["kind"])]
    count = alt.X("milestones:Q", stack="zero", title="Milestones (count)", axis=alt.Axis(tickMinStep=1, format="d"))
    base = alt.Chart(shown).encode(y=alt.Y("kind:N", sort=kinds, title=None), x=count, order=alt.Order("order:Q"))
    legend = alt.Legend(title=None, columns=3, labelFontSize=13)
    colour = alt.Color("standing:N", scale=colour_of(standings, STATUS_COLOURS), sort=standings, legend=legend)
    bars = base.mark_bar(size=26, stroke="white").encode(color=colour)
    middle = alt.X("milestones:Q", stack="zero", bandPosition=0.5)
    words = words_on("standing", standings, STATUS_COLOURS)
    labels = base.mark_text(fontWeight="bold").encode(x=middle, text="milestones:Q", detail="standing:N", color=words)
    return alt.layer(bars, labels).resolve_scale(color="independent").properties(width=440, height=40 * len(kinds))
