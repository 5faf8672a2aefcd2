"""Charts of a partner chapter: what was signed and delivered, whom the partner depends on, what flows."""

from __future__ import annotations

from collections.abc import Mapping

import altair as alt
import pandas as pd

from .theme import ACCENT, COUNTRY_COLOURS, FORM_COLOURS, GRID, INK, MUTED, PAPER, STATUS_COLOURS, colour_of

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


def dependence(table: pd.DataFrame, line: float) -> alt.LayerChart:
    """Shares of a partner's imports by good: Canada, China and the largest supplier, named; the reading line.

    table: good imports_usd share_canada share_china largest_share largest_name, in the order to show.
    """
    goods = table["good"].tolist()
    good = alt.Y("good:N", sort=goods, title=None, axis=alt.Axis(labelLimit=LABEL_ROOM, grid=True, gridColor=GRID))
    share = alt.X(
        "share:Q",
        scale=alt.Scale(domain=[0, 1]),
        title="Share of the partner's imports by value",
        axis=alt.Axis(format=".0%", orient="top", titlePadding=8, values=[0, 0.2, 0.4, 0.6, 0.8, 1]),
    )
    stems = (
        alt.Chart(table)
        .mark_rule(color="#cfd6dd", strokeWidth=2)
        .encode(y=good, x=alt.X("share_canada:Q", scale=alt.Scale(domain=[0, 1])), x2="largest_share:Q")
    )
    dots = (
        alt.Chart(_supplier_dots(table))
        .mark_circle(opacity=1, size=95)
        .encode(
            y=good,
            x=share,
            color=alt.Color(
                "supplier:N",
                legend=alt.Legend(title=None),
                scale=alt.Scale(
                    domain=["Canada", "China", "Largest supplier, named"],
                    range=[COUNTRY_COLOURS["Canada"], COUNTRY_COLOURS["China"], "#44546a"],
                ),
            ),
            tooltip=["good:N", "supplier:N", alt.Tooltip("share:Q", format=".1%")],
        )
    )
    names = (
        alt.Chart(table)
        .mark_text(align="left", dx=8, color=MUTED, fontSize=11)
        .encode(y=good, x="largest_share:Q", text="largest_name:N")
    )
    rule = alt.Chart(pd.DataFrame({"line": [line]})).mark_rule(color=ACCENT, strokeDash=[5, 4]).encode(x="line:Q")
    return alt.layer(rule, stems, dots, names).properties(width=430, height=max(120, ROW * len(goods)))


def _supplier_dots(table: pd.DataFrame) -> pd.DataFrame:
    largest = table[~table["largest_name"].isin(["Canada", "China"])]
    return pd.concat(
        [
            largest[["good", "largest_share"]]
            .set_axis(["good", "share"], axis=1)
            .assign(supplier="Largest supplier, named"),
            table[["good", "share_china"]].set_axis(["good", "share"], axis=1).assign(supplier="China"),
            table[["good", "share_canada"]].set_axis(["good", "share"], axis=1).assign(supplier="Canada"),
        ]
    )


def capacity(table: pd.DataFrame) -> alt.LayerChart:
    """The partner's imports against Canada's sales to the whole world, in gross tonnes of the same HS codes.

    table: good imports_t_per_year exports_t_per_year label (shown beside the dot, empty for none).
    """
    ends = [
        float(table[["imports_t_per_year", "exports_t_per_year"]].min().min()),
        float(table[["imports_t_per_year", "exports_t_per_year"]].max().max()),
    ]
    scale = alt.Scale(type="log", domain=[ends[0] / 3, ends[1] * 8], nice=False)
    axis = alt.Axis(format="~s", tickCount=6, grid=True)
    x = alt.X("imports_t_per_year:Q", scale=scale, axis=axis, title="Partner's imports from all, gross tonnes a year")
    y = alt.Y("exports_t_per_year:Q", scale=scale, axis=axis, title="Canada's exports to all, gross tonnes a year")
    diagonal = (
        alt.Chart(pd.DataFrame({"t": [ends[0] / 3, ends[1] * 8]}))
        .mark_line(color=MUTED, strokeDash=[5, 4], strokeWidth=1.4)
        .encode(
            x=alt.X("t:Q", scale=scale, axis=axis, title="Partner's imports from all, gross tonnes a year"),
            y=alt.Y("t:Q", scale=scale, axis=axis, title="Canada's exports to all, gross tonnes a year"),
        )
    )
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
    labels = alt.Chart(table).mark_text(align="left", dx=9, fontSize=11, color=INK).encode(x=x, y=y, text="label:N")
    return alt.layer(diagonal, dots, labels).properties(width=560, height=430)


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
        .properties(width=560, height=280)
    )


def flows(totals: pd.DataFrame, signed: Mapping[int, str]) -> alt.HConcatChart:
    """Canada's sales to the partner by year, value beside tonnes; signing years marked, the provisional year hollow.

    totals: year value_usd weight_t provisional; signed: words to print by year of signing.
    """
    value = _series(totals.assign(amount=totals["value_usd"] / 1e6), "Value, million US dollars (FOB)", signed)
    weight = _series(totals.assign(amount=totals["weight_t"] / 1e3), "Gross weight, thousand tonnes", signed)
    return alt.hconcat(value, weight, spacing=34)


def _series(totals: pd.DataFrame, title: str, signed: Mapping[int, str]) -> alt.LayerChart:
    years = alt.Axis(format="d", tickCount=5, grid=False)
    domain = [int(totals["year"].min()), max([int(totals["year"].max()), *signed]) + 1]
    x = alt.X("year:Q", scale=alt.Scale(domain=domain, nice=False), axis=years, title=None)
    y = alt.Y("amount:Q", title=title, scale=alt.Scale(zero=True))
    last = pd.concat([totals[~totals["provisional"]].tail(1), totals[totals["provisional"]]])
    line = alt.Chart(totals[~totals["provisional"]]).mark_line(color=ACCENT).encode(x=x, y=y)
    line += alt.Chart(last).mark_line(color=ACCENT, strokeDash=[3, 3]).encode(x=x, y=y)
    dots = (
        alt.Chart(totals)
        .mark_point(size=46, opacity=1, strokeWidth=2, stroke=ACCENT)
        .encode(
            x=x,
            y=y,
            fill=alt.condition("datum.provisional", alt.value(PAPER), alt.value(ACCENT)),
            tooltip=["year:Q", alt.Tooltip("amount:Q", format=",.1f")],
        )
    )
    layers = [line, dots]
    if signed:
        marks = pd.DataFrame({"year": list(signed), "label": list(signed.values())})
        layers += [
            alt.Chart(marks).mark_rule(color=MUTED, strokeDash=[4, 3]).encode(x=x),
            alt.Chart(marks)
            .mark_text(align="right", baseline="top", dx=-4, y=2, color=MUTED, fontSize=11)
            .encode(x=x, text="label:N"),
        ]
    return alt.layer(*layers).properties(width=262, height=230)
