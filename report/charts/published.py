"""Charts of the test of published figures: readings as dots, their range over years as lines, the printed figure as a
rule.
"""

from __future__ import annotations

from typing import NamedTuple

import altair as alt
import pandas as pd

from report.formats import share

from .theme import ACCENT, INK, MUTED

BASIS_COLOURS = {"by value": "#1f5f99", "by weight": "#e08e0b"}
ROW = 26


def shares_of_lists(readings: pd.DataFrame, printed: pd.DataFrame) -> alt.LayerChart:
    """One buyer's share of exports under several lists of goods, by value and by weight.

    readings: basket basis found low high, of one statement; printed: value label, one row per printed figure.
    """
    order = readings.groupby("basket")["found"].max().sort_values(ascending=False).index.tolist()
    rows = readings.assign(text=readings["found"].map(share))
    across = _Across("Share of Canada's exports", alt.Axis(format="%", values=_TENTHS), [0, 1])
    y = alt.Y("basket:N", sort=order, title=None, axis=alt.Axis(labelLimit=190))
    away = alt.YOffset("basis:N", sort=list(BASIS_COLOURS))
    domain = alt.Scale(domain=list(BASIS_COLOURS), range=list(BASIS_COLOURS.values()))
    base = alt.Chart(rows).encode(y=y, yOffset=away, color=alt.Color("basis:N", title=None, scale=domain))
    spans = base.mark_rule(strokeWidth=3, opacity=0.45).encode(x=across.at("low"), x2="high:Q")
    dots = base.mark_circle(size=95, opacity=1).encode(x=across.at("found"), tooltip=["basket:N", "basis:N", "text:N"])
    rules, words = _printed(printed, across)
    return alt.layer(rules, spans, dots, words).properties(width=400, height=2 * ROW * len(order))


_TENTHS = [0, 0.2, 0.4, 0.6, 0.8, 1]


class _Across(NamedTuple):
    """One horizontal axis that all layers of a panel share; without the same title Vega-Lite joins their titles."""

    title: str | None
    axis: alt.Axis
    domain: list[float]

    def at(self, column: str) -> alt.X:
        scale = alt.Scale(domain=self.domain, nice=False)
        return alt.X(f"{column}:Q", title=self.title, axis=self.axis, scale=scale)


def _printed(printed: pd.DataFrame, across: _Across) -> tuple[alt.Chart, alt.Chart]:
    base = alt.Chart(printed).encode(x=across.at("value"))
    words = base.mark_text(color=ACCENT, fontSize=12, align="center").encode(y=alt.value(-8), text="label:N")
    return base.mark_rule(color=ACCENT, strokeDash=[4, 3], strokeWidth=1.6), words


def growth(readings: pd.DataFrame, printed: pd.DataFrame, limit: float = 3.0) -> alt.VConcatChart:
    """Change of imports between the years printed, one panel per mineral; lines show what other end years give.

    readings: mineral basis found low high of the main basket; printed: mineral value label, in the order of panels;
    limit: where a line that runs on is cut, as a multiple of the first year.
    """
    minerals = printed["mineral"].tolist()
    panels = [
        _panel(readings[readings["mineral"] == name], printed[printed["mineral"] == name], limit, name == minerals[-1])
        for name in minerals
    ]
    return alt.vconcat(*panels, spacing=14)


def _panel(rows: pd.DataFrame, printed: pd.DataFrame, limit: float, last: bool) -> alt.LayerChart:
    rows = rows.assign(text=rows["found"].map(_signed), start=rows["low"].clip(-1, limit))
    rows = rows.assign(end=rows["high"].clip(-1, limit), runs_on=rows["high"] > limit)
    signed = "datum.value == 0 ? '0%' : format(datum.value, '+.0%')"
    axis = alt.Axis(labelExpr=signed, labels=last, tickCount=5)
    across = _Across("Change in imports from Canada" if last else None, axis, [-1, limit])
    y = alt.Y("basis:N", sort=list(BASIS_COLOURS), title=None, axis=alt.Axis(labelLimit=90))
    base = alt.Chart(rows).encode(y=y)
    on = alt.Chart(rows[rows["runs_on"]]).mark_point(
        shape="triangle-right", color="#8b95a1", filled=True, size=80, opacity=1
    )
    zero = alt.Chart(pd.DataFrame({"zero": [0]})).mark_rule(color=MUTED).encode(x=across.at("zero"))
    layers = [
        zero,
        *_printed(printed, across),
        base.mark_rule(strokeWidth=3, color="#b9c0c9").encode(x=across.at("start"), x2="end:Q"),
        on.encode(x=across.at("end"), y=y),
        base.mark_circle(size=110, color="#1f5f99", opacity=1).encode(x=across.at("found")),
        base.mark_text(dy=-12, fontSize=12, color=INK).encode(x=across.at("found"), text="text:N"),
    ]
    heading = alt.TitleParams(printed["mineral"].iloc[0], fontSize=13, anchor="start", frame="group", offset=14)
    return alt.layer(*layers).properties(width=460, height=74, title=heading)


def _signed(change: float) -> str:
    return f"+{share(change)}" if change >= 0 else share(change)


def leading_shares(rows: pd.DataFrame, printed: float) -> alt.LayerChart:
    """Share of the leading countries in refining, mineral by mineral, with the mean printed. rows: mineral share."""
    rows = rows.assign(text=rows["share"].map(share))
    order = rows.sort_values("share", ascending=False)["mineral"].tolist()
    y = alt.Y("mineral:N", sort=order, title=None, axis=alt.Axis(labelLimit=160))
    across = _Across("Share of refined output", alt.Axis(format="%", values=_TENTHS), [0, 1])
    base = alt.Chart(rows).encode(x=across.at("share"), y=y)
    bars = base.mark_bar(color="#1f5f99", height=16)
    text = base.mark_text(align="left", color="white", fontSize=12).encode(x=alt.value(6), text="text:N")
    mean = pd.DataFrame({"value": [printed], "label": [f"printed mean {share(printed)}"]})
    return alt.layer(bars, text, *_printed(mean, across)).properties(width=420, height=ROW * len(rows))
