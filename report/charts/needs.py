"""Charts of what a partner needs: who supplies each good, in value and in tonnes, and how far two counts agree."""

from __future__ import annotations

import altair as alt
import pandas as pd

from .theme import ACCENT, COUNTRY_COLOURS, GRID, INK, PAPER

ROW = 24
LABEL_ROOM = 300
LARGEST = "Largest supplier, named"
SUPPLIERS = ["Canada", "China", LARGEST]
COLOURS = [COUNTRY_COLOURS["Canada"], COUNTRY_COLOURS["China"], "#44546a"]
PERCENT = [0, 0.25, 0.5, 0.75, 1]


def dependence(table: pd.DataFrame, line: float) -> alt.HConcatChart:
    """Shares of a partner's imports by good: by value with the spread of the single years, and by gross weight.

    table: good largest_name share_canada share_china largest_share largest_low largest_high, and by weight
    weight_share_canada weight_share_china weight_largest_name weight_largest_share, in the order to show.
    """
    shown = table.assign(row=table["good"] + ": " + table["largest_name"])
    rows = shown["row"].tolist()
    value = _dots(shown, "", "By value", rows, line, labelled=True)
    weight = _dots(shown, "weight_", "By gross weight", rows, line, labelled=False)
    spread = (
        alt.Chart(shown)
        .mark_bar(height=7, color="#c3ccd6", cornerRadius=3)
        .encode(y=_rows(rows, True), x=alt.X("largest_low:Q", scale=_unit()), x2="largest_high:Q")
    )
    return alt.hconcat(alt.layer(spread, value).properties(width=205), weight.properties(width=125), spacing=14)


def _dots(shown: pd.DataFrame, prefix: str, title: str, rows: list[str], line: float, labelled: bool) -> alt.LayerChart:
    y = _rows(rows, labelled)
    axis = alt.Axis(format=".0%", orient="top", titlePadding=8, values=PERCENT if labelled else [0, 0.5, 1])
    dots = (
        alt.Chart(_long(shown, prefix))
        .mark_circle(opacity=1, size=85)
        .encode(
            y=y,
            x=alt.X("share:Q", scale=_unit(), title=title, axis=axis),
            color=alt.Color(
                "supplier:N",
                scale=alt.Scale(domain=SUPPLIERS, range=COLOURS),
                legend=alt.Legend(title=None) if labelled else None,
            ),
            tooltip=["row:N", "supplier:N", "name:N", alt.Tooltip("share:Q", format=".1%")],
        )
    )
    rule = alt.Chart(pd.DataFrame({"line": [line]})).mark_rule(color=ACCENT, strokeDash=[5, 4]).encode(x="line:Q")
    return alt.layer(rule, dots).properties(height=max(120, ROW * len(rows)))


def _long(shown: pd.DataFrame, prefix: str) -> pd.DataFrame:
    """One row per dot; a largest supplier that is Canada or China has its own colour already."""
    parts = []
    for supplier, column, name in (
        (LARGEST, "largest_share", f"{prefix}largest_name"),
        ("China", "share_china", None),
        ("Canada", "share_canada", None),
    ):
        part = shown[["row", f"{prefix}{column}"]].set_axis(["row", "share"], axis=1)
        part = part.assign(supplier=supplier, name=shown[name] if name else supplier)
        parts.append(part[~shown[name].isin(["Canada", "China"])] if name else part)
    return pd.concat(parts)


def _rows(rows: list[str], labelled: bool) -> alt.Y:
    axis = alt.Axis(labelLimit=LABEL_ROOM, grid=True, gridColor=GRID) if labelled else alt.Axis(labels=False, grid=True)
    return alt.Y("row:N", sort=rows, title=None, axis=axis)


def _unit() -> alt.Scale:
    return alt.Scale(domain=[0, 1])


def sources(band: pd.DataFrame, ours: str, other: str) -> alt.LayerChart:
    """The share of the largest supplier and of Canada as two producers of data count them, joined good by good.

    band: good largest_name largest_share largest_share_other share_canada share_canada_other; a share may be missing.
    """
    shown = band.assign(row=band["good"] + ": " + band["largest_name"])
    rows = shown["row"].tolist()
    y = alt.Y("row:N", sort=rows, title=None, axis=alt.Axis(labelLimit=LABEL_ROOM, grid=True, gridColor=GRID))
    parts = [shown[["row", "largest_share", "largest_share_other"]].assign(supplier="Largest supplier, named")]
    apart = shown[shown["largest_name"] != "Canada"]
    parts += [apart[["row", "share_canada", "share_canada_other"]].assign(supplier="Canada")]
    spans = pd.concat([part.set_axis(["row", ours, other, "supplier"], axis=1) for part in parts])
    first = shown["largest_name"] == "Canada"
    spans.loc[spans["row"].isin(shown.loc[first, "row"]), "supplier"] = "Canada"
    dots = spans.melt(["row", "supplier"], [ours, other], "source", "share").dropna(subset=["share"])
    colour = alt.Color("supplier:N", scale=alt.Scale(domain=[SUPPLIERS[2], "Canada"], range=[COLOURS[2], COLOURS[0]]))
    lines = (
        alt.Chart(spans.rename(columns={ours: "one", other: "two"}).dropna())
        .mark_rule(strokeWidth=2, opacity=0.5)
        .encode(y=y, x=alt.X("one:Q", scale=_unit()), x2="two:Q", color=colour)
    )
    points = (
        alt.Chart(dots)
        .mark_point(size=85, filled=False, strokeWidth=2.4, opacity=1)
        .encode(
            y=y,
            x=alt.X(
                "share:Q",
                scale=_unit(),
                title="Share of imports",
                axis=alt.Axis(format=".0%", orient="top", values=PERCENT),
            ),
            color=colour.legend(title=None, symbolOpacity=1),
            shape=alt.Shape("source:N", scale=alt.Scale(domain=[ours, other], range=["circle", "diamond"])).legend(
                title=None, symbolStrokeColor=INK, symbolFillColor=PAPER
            ),
            tooltip=["row:N", "supplier:N", "source:N", alt.Tooltip("share:Q", format=".1%")],
        )
    )
    return alt.layer(lines, points).properties(width=300, height=max(90, ROW * len(rows)))
