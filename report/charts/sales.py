"""Charts of what Canada can sell a partner and what it sells: room, output, flows around a signing, and their mix."""

from __future__ import annotations

from collections.abc import Mapping

import altair as alt
import pandas as pd

from .theme import ACCENT, COUNTRY_COLOURS, GRID, INK, MUTED, PAPER

PARTNER, CANADA, OUTPUT = "Partner's imports", "Canada's exports to all", "Canada's output"


def capacity(table: pd.DataFrame) -> alt.LayerChart:
    """The partner's imports against Canada's sales to the whole world, in gross tonnes of the same HS codes.

    table: good imports_t_per_year exports_t_per_year label (shown beside the dot, empty for none).
    """
    amounts = table[["imports_t_per_year", "exports_t_per_year"]]
    ends = [float(amounts.min().min()) / 3, float(amounts.max().max()) * 8]
    scale = alt.Scale(type="log", domain=ends, nice=False)
    axis = alt.Axis(format="~s", tickCount=6, grid=True)
    x = alt.X("imports_t_per_year:Q", scale=scale, axis=axis, title="Partner's imports from all, gross tonnes a year")
    y = alt.Y("exports_t_per_year:Q", scale=scale, axis=axis, title="Canada's exports to all, gross tonnes a year")
    equal = pd.DataFrame({"imports_t_per_year": ends, "exports_t_per_year": ends})
    diagonal = alt.Chart(equal).mark_line(color=MUTED, strokeDash=[5, 4], strokeWidth=1.4).encode(x=x, y=y)
    dots = (
        alt.Chart(table)
        .mark_circle(size=100, color=ACCENT)
        .encode(
            x=x,
            y=y,
            tooltip=[
                "good:N",
                alt.Tooltip("imports_t_per_year:Q", format=",.0f"),
                alt.Tooltip("exports_t_per_year:Q", format=",.0f"),
            ],
        )
    )
    labels = alt.Chart(table).mark_text(align="left", dx=9, fontSize=12, color=INK).encode(x=x, y=y, text="label:N")
    return alt.layer(diagonal, dots, labels).properties(width=460, height=400)


def output(table: pd.DataFrame) -> alt.LayerChart:
    """The partner's imports beside Canada's exports and output, each row in the one basis that its label names.

    table: label imports_low_t imports_t imports_high_t exports_low_t exports_t exports_high_t output_t, in order.
    """
    rows = table["label"].tolist()
    y = alt.Y("label:N", sort=rows, title=None, axis=alt.Axis(labelLimit=260, grid=True, gridColor=GRID))
    scale = alt.Scale(type="log", nice=False)
    axis = alt.Axis(format="~s", tickCount=5, orient="top", titlePadding=8)
    title = "Tonnes a year, logarithmic, in the basis of the row"
    colours = alt.Scale(domain=[PARTNER, CANADA, OUTPUT], range=["#44546a", "#e58a90", COUNTRY_COLOURS["Canada"]])
    shapes = alt.Scale(domain=[PARTNER, CANADA, OUTPUT], range=["circle", "square", "diamond"])
    long = pd.concat(
        [
            table[["label", "imports_low_t", "imports_t", "imports_high_t"]]
            .set_axis(_ENDS, axis=1)
            .assign(what=PARTNER),
            table[["label", "exports_low_t", "exports_t", "exports_high_t"]]
            .set_axis(_ENDS, axis=1)
            .assign(what=CANADA),
            table[["label", *["output_t"] * 3]].set_axis(_ENDS, axis=1).assign(what=OUTPUT),
        ]
    )
    long = long[long["low"] > 0]
    base = alt.Chart(long).encode(
        y=y, color=alt.Color("what:N", scale=colours, legend=alt.Legend(title=None, columns=3, symbolOpacity=1))
    )
    bands = base.mark_rule(strokeWidth=7, opacity=0.45).encode(x=alt.X("low:Q", scale=scale), x2="high:Q")
    points = base.mark_point(filled=True, size=110, opacity=1).encode(
        x=alt.X("central:Q", scale=scale, axis=axis, title=title),
        shape=alt.Shape("what:N", scale=shapes, legend=alt.Legend(title=None, columns=3, symbolOpacity=1)),
        tooltip=["label:N", "what:N", alt.Tooltip("central:Q", format=",.0f")],
    )
    return alt.layer(bands, points).properties(width=330, height=max(90, 34 * len(rows)))


_ENDS = ["label", "low", "central", "high"]


def export_mix(exports: pd.DataFrame, colours: Mapping[str, str]) -> alt.Chart:
    """Canada's exports to the partner by mineral and year, stacked, in millions of US dollars.

    exports: year mineral value_usd; `colours` gives each mineral its colour in stacking order.
    """
    names = list(colours)
    return (
        alt.Chart(exports)
        .mark_bar(stroke="white", strokeWidth=0.5)
        .encode(
            x=alt.X("year:O", title=None, axis=alt.Axis(labelAngle=0, labelOverlap="greedy")),
            y=alt.Y("millions:Q", title="Million US dollars, FOB"),
            color=alt.Color(
                "mineral:N",
                sort=names,
                scale=alt.Scale(domain=names, range=list(colours.values())),
                legend=alt.Legend(title=None, columns=4, offset=26),
            ),
            order=alt.Order("order:Q"),
            tooltip=["year:O", "mineral:N", alt.Tooltip("millions:Q", format=",.1f")],
        )
        .transform_calculate(millions="datum.value_usd / 1e6")
        .properties(width=520, height=260)
    )


def flows(totals: pd.DataFrame, signed: Mapping[int, str]) -> alt.HConcatChart:
    """Canada's sales to the partner by year, value beside tonnes; signing years marked, the provisional year hollow.

    totals: year value_usd weight_t provisional; signed: words to print by year of signing.
    """
    value = _series(totals.assign(amount=totals["value_usd"] / 1e6), "Million US dollars, FOB", signed)
    weight = _series(totals.assign(amount=totals["weight_t"] / 1e3), "Thousand tonnes, gross weight", signed)
    return alt.hconcat(value, weight, spacing=30)


def against_placebo(
    totals: pd.DataFrame, band: pd.DataFrame, signed: Mapping[int, str], partner: str
) -> alt.HConcatChart:
    """Sales to the partner and the spread of buyers without an instrument, both indexed; value beside tonnes.

    totals: year value_index weight_index provisional (from `flows.indexed`); band: year value_index_low _median _high
    and the same by weight; signed: words to print by year of signing.
    """
    panels = []
    for name, title in (("value_index", "Value, base years = 1"), ("weight_index", "Tonnes, base years = 1")):
        spread = band.set_axis([column.replace(name, "i") for column in band], axis=1)
        shown = totals.assign(amount=totals[name])
        panels.append(
            alt.layer(_band(spread, partner), _series(shown, title, signed)).properties(width=240, height=220)
        )
    return alt.hconcat(*panels, spacing=30)


def _series(totals: pd.DataFrame, title: str, signed: Mapping[int, str]) -> alt.LayerChart:
    years = alt.Axis(format="d", tickCount=4, grid=False, tickMinStep=1)
    domain = [int(totals["year"].min()), max([int(totals["year"].max()), *signed]) + 1]
    x = alt.X("year:Q", scale=alt.Scale(domain=domain, nice=False), axis=years, title=None)
    y = alt.Y("amount:Q", title=title, scale=alt.Scale(zero=True))
    last = pd.concat([totals[~totals["provisional"]].tail(1), totals[totals["provisional"]]])
    layers = [alt.Chart(totals[~totals["provisional"]]).mark_line(color=ACCENT).encode(x=x, y=y)]
    layers.append(alt.Chart(last).mark_line(color=ACCENT, strokeDash=[3, 3]).encode(x=x, y=y))
    layers.append(
        alt.Chart(totals)
        .mark_point(size=46, opacity=1, strokeWidth=2, stroke=ACCENT)
        .encode(
            x=x,
            y=y,
            fill=alt.condition("datum.provisional", alt.value(PAPER), alt.value(ACCENT)),
            tooltip=["year:Q", alt.Tooltip("amount:Q", format=",.2f")],
        )
    )
    if signed:
        marks = pd.DataFrame({"year": list(signed), "label": list(signed.values())})
        layers.append(alt.Chart(marks).mark_rule(color=MUTED, strokeDash=[4, 3]).encode(x=x))
        text = alt.Chart(marks).mark_text(align="right", baseline="top", dx=-4, y=2, color=MUTED, fontSize=12)
        layers.append(text.encode(x=x, text="label:N"))
    return alt.layer(*layers).properties(width=240, height=220)


def _band(band: pd.DataFrame, partner: str) -> alt.LayerChart:
    """The spread and its median; its colour scale also names the partner's line."""
    names = [partner, "importers without an instrument"]
    colour = alt.Color(
        "who:N",
        scale=alt.Scale(domain=names, range=[ACCENT, MUTED]),
        legend=alt.Legend(title=None, symbolType="stroke", symbolStrokeWidth=3, labelLimit=300),
    )
    base = alt.Chart(band.assign(who=names[1])).encode(x="year:Q")
    spread = base.mark_area(color="#b9c0c9", opacity=0.5).encode(y="i_low:Q", y2="i_high:Q")
    return alt.layer(spread, base.mark_line(strokeWidth=1.4).encode(y="i_median:Q", color=colour))
