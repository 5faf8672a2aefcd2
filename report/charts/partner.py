"""Charts of a partner chapter: what was signed and delivered, whom the partner depends on, what flows."""

from __future__ import annotations

import altair as alt
import pandas as pd

from .theme import FORM_COLOURS, MUTED, STATUS_COLOURS, colour_of

STANDING_ORDER = list(STATUS_COLOURS)
ROW = 24
LABEL_ROOM = 330


def timeline(instruments: pd.DataFrame, milestones: pd.DataFrame, edition_date: str) -> alt.LayerChart:
    """Instruments as diamonds on lanes of their own, their milestones as dots coloured by standing.

    instruments: short_title form date_start; milestones: short_title milestone standing date (ISO). A hollow diamond
    is an instrument that is not stated to be binding or whose text was not seen.
    """
    lanes = instruments.sort_values("date_start")["short_title"].tolist()
    lane = alt.Y("short_title:N", sort=lanes, title=None, axis=alt.Axis(labelLimit=LABEL_ROOM, grid=True))
    date = alt.X("date:T", title=None, axis=alt.Axis(format="%Y", tickCount={"interval": "year", "step": 1}))
    signed = (
        alt.Chart(instruments.assign(date=instruments["date_start"]))
        .mark_point(shape="diamond", size=190, strokeWidth=2.4, fill="white", fillOpacity=1, opacity=1)
        .encode(x=date, y=lane, color=_forms(instruments), tooltip=["short_title:N", "form:N", "date:T"])
    )
    judged = alt.Chart(pd.DataFrame({"date": [edition_date]})).mark_rule(strokeDash=[3, 3], color=MUTED).encode(x=date)
    layers = [judged, signed]
    if len(milestones):
        layers.insert(1, _milestone_dots(milestones, date, lane))
    return alt.layer(*layers).resolve_scale(color="independent").properties(width=330, height=max(90, ROW * len(lanes)))


def _forms(instruments: pd.DataFrame) -> alt.Color:
    forms = [form for form in FORM_COLOURS if form in set(instruments["form"])]
    legend = alt.Legend(
        title="Instrument",
        orient="bottom",
        direction="horizontal",
        columns=3,
        symbolType="diamond",
        labelExpr="replace(datum.label, /-/g, ' ')",
    )
    return alt.Color("form:N", scale=colour_of(forms, FORM_COLOURS), legend=legend)


def _milestone_dots(milestones: pd.DataFrame, date: alt.X, lane: alt.Y) -> alt.Chart:
    standings = [standing for standing in STANDING_ORDER if standing in set(milestones["standing"])]
    return (
        alt.Chart(milestones)
        .mark_circle(size=70, opacity=0.9)
        .encode(
            x=date,
            y=lane,
            color=alt.Color(
                "standing:N",
                scale=colour_of(standings, STATUS_COLOURS),
                legend=alt.Legend(title="Milestone", orient="bottom", direction="horizontal", columns=2),
            ),
            tooltip=["milestone:N", "standing:N", "date:T"],
        )
    )


def delivery(counts: pd.DataFrame) -> alt.LayerChart:
    """One stacked bar per kind of milestone; parts by standing, each with its count.

    counts: kind standing milestones.
    """
    shown = counts[counts["milestones"] > 0].assign(
        order=lambda frame: frame["standing"].map({name: at for at, name in enumerate(STANDING_ORDER)})
    )
    standings = [standing for standing in STANDING_ORDER if standing in set(shown["standing"])]
    kinds = [kind for kind in ("commitment", "signature", "event") if kind in set(shown["kind"])]
    base = alt.Chart(shown).encode(
        y=alt.Y("kind:N", sort=kinds, title=None),
        x=alt.X("milestones:Q", stack="zero", title="Milestones (count)", axis=alt.Axis(tickMinStep=1, format="d")),
        order=alt.Order("order:Q"),
    )
    bars = base.mark_bar(size=26, stroke="white").encode(
        color=alt.Color(
            "standing:N",
            scale=colour_of(standings, STATUS_COLOURS),
            sort=standings,
            legend=alt.Legend(title=None, columns=6),
        )
    )
    labels = base.mark_text(dx=-9, color="white", fontWeight="bold").encode(
        x=alt.X("milestones:Q", stack="zero"), text="milestones:Q", detail="standing:N"
    )
    return alt.layer(bars, labels).properties(width=520, height=40 * len(kinds))
