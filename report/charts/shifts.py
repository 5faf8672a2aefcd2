"""Charts of what moving purchases to Canada would do, and how much of it could be done."""

from __future__ import annotations

from collections.abc import Mapping

import altair as alt
import pandas as pd

from .theme import ACCENT, GRID, INK, MUTED

HHI, LARGEST = "#1f5f99", "#44546a"
NAMES = {"largest": "share of the largest supplier", "hhi": "Herfindahl-Hirschman index"}
_LEGEND = alt.Legend(title=None, symbolOpacity=1, labelLimit=300)


def paths(curves: Mapping[str, pd.DataFrame], feasible: pd.DataFrame, line: float) -> alt.ConcatChart:
    """Concentration and the largest share against the share moved to Canada, one panel for each good.

    curves: by panel heading, frames of `scenario.path`; feasible: heading feasible_low feasible_median feasible_high.
    """
    ends = feasible.set_index("heading")
    panels = [_panel(heading, curve, ends.loc[heading], line) for heading, curve in curves.items()]
    return alt.concat(*panels, columns=2, spacing={"row": 26, "column": 26})


def _panel(heading: str, curve: pd.DataFrame, ends: pd.Series, line: float) -> alt.LayerChart:
    stop = float(curve["delta"].max())
    x = alt.X(
        "delta:Q",
        scale=alt.Scale(domain=[0, stop], nice=False),
        title="Share of purchases moved to Canada",
        axis=alt.Axis(format=".0%", tickCount=4, grid=False),
    )
    y = alt.Scale(domain=[0, 1])
    layers = [_could(ends, stop, x, y)] if ends["feasible_low"] > 0 else []
    rule = pd.DataFrame({"y": [line]})
    layers.append(alt.Chart(rule).mark_rule(color=ACCENT, strokeDash=[5, 4]).encode(y=alt.Y("y:Q", scale=y)))
    long = pd.concat(
        [
            curve[["delta", f"{name}_low", f"{name}_median", f"{name}_high"]]
            .set_axis(["delta", "low", "median", "high"], axis=1)
            .assign(what=label)
            for name, label in NAMES.items()
        ]
    )
    colour = alt.Color("what:N", scale=alt.Scale(domain=list(NAMES.values()), range=[LARGEST, HHI]), legend=_LEGEND)
    base = alt.Chart(long).encode(x=x)
    layers.append(base.mark_area(opacity=0.22).encode(y=alt.Y("low:Q", scale=y, title=None), y2="high:Q", color=colour))
    layers.append(base.mark_line().encode(y=alt.Y("median:Q", scale=y), color=colour))
    title = alt.TitleParams(heading, fontSize=13, anchor="start", color=INK)
    return alt.layer(*layers).properties(width=225, height=190, title=title)


def _could(ends: pd.Series, stop: float, x: alt.X, y: alt.Scale) -> alt.Chart:
    """Shade up to what most draws allow, paler up to what some allow."""
    areas = pd.DataFrame(
        {
            "delta": [0.0, 0.0],
            "until": [min(ends["feasible_low"], stop), min(ends["feasible_high"], stop)],
            "low": [0.0, 0.0],
            "high": [1.0, 1.0],
        }
    )
    return (
        alt.Chart(areas)
        .mark_rect(color=ACCENT, opacity=0.1)
        .encode(x=x, x2="until:Q", y=alt.Y("low:Q", scale=y), y2="high:Q")
    )


def reach(table: pd.DataFrame) -> alt.LayerChart:
    """Share of purchases that could turn to Canada beside the share that has to, good by good.

    table: good feasible_low feasible_median feasible_high needed_low needed_median needed_high, in order.
    """
    rows = table["good"].tolist()
    y = alt.Y("good:N", sort=rows, title=None, axis=alt.Axis(labelLimit=300, grid=True, gridColor=GRID))
    names = {"feasible": "could move to Canada", "needed": "has to move to reach the line"}
    long = pd.concat(
        [
            table[["good", f"{part}_low", f"{part}_median", f"{part}_high"]]
            .set_axis(["good", "low", "median", "high"], axis=1)
            .assign(part=label)
            for part, label in names.items()
        ]
    )
    colour = alt.Color(
        "part:N",
        scale=alt.Scale(domain=list(names.values()), range=[ACCENT, MUTED]),
        legend=_LEGEND,
    )
    offset = alt.YOffset("part:N", sort=list(names.values()))
    base = alt.Chart(long).encode(y=y, color=colour, yOffset=offset)
    axis = alt.Axis(format=".0%", orient="top", titlePadding=8, tickCount=5)
    bands = base.mark_bar(height=7, opacity=0.4, cornerRadius=3).encode(x="low:Q", x2="high:Q")
    points = base.mark_circle(size=70, opacity=1).encode(
        x=alt.X("median:Q", title="Share of the partner's purchases", axis=axis),
        tooltip=["good:N", "part:N", alt.Tooltip("median:Q", format=".1%")],
    )
    return alt.layer(bands, points).properties(width=300, height=max(90, 28 * len(rows)))
