"""Charts of the evidence: how much of what was written holds, and how good the sources are."""

from __future__ import annotations

import textwrap

import altair as alt
import pandas as pd

from .theme import ACCENT, INK, MUTED, colour_of, words_on

VERDICT_COLOURS = {
    "confirmed": "#2a7f62",
    "contradicted": ACCENT,
    "unverified": "#9aa3ae",
    "forecast": "#8db7d9",
    "undated": "#d5dae0",
}
RELIABILITY = {
    "A": "A reliable",
    "B": "B usually reliable",
    "C": "C fairly reliable",
    "D": "D not usually reliable",
    "E": "E unreliable",
    "F": "F cannot be judged",
}
CREDIBILITY = {
    1: "1 confirmed",
    2: "2 probably true",
    3: "3 possibly true",
    4: "4 doubtful",
    5: "5 improbable",
    6: "6 cannot be judged",
}


def verdicts(counts: pd.DataFrame) -> alt.LayerChart:
    """One bar per document, parts by verdict as shares of its claims, each with its count.

    counts: label order verdict claims share, as `evidence.verdict_counts` gives per document.
    """
    place = {verdict: at for at, verdict in enumerate(VERDICT_COLOURS)}
    shown = counts[counts["claims"] > 0].assign(place=lambda frame: frame["verdict"].map(place))
    shown = shown.sort_values(["order", "place"])
    shown["end"] = shown.groupby("label")["share"].cumsum()
    shown["middle"] = shown["end"] - shown["share"] / 2
    shown["lines"] = ["\n".join(textwrap.wrap(label, 40)) for label in shown["label"]]
    order = shown.drop_duplicates("label")["lines"].tolist()
    present = [verdict for verdict in VERDICT_COLOURS if verdict in set(shown["verdict"])]
    y = alt.Y(
        "lines:N",
        sort=order,
        title=None,
        axis=alt.Axis(labelLimit=290, labelOffset=-12, labelExpr="split(datum.label, '\\n')", labelLineHeight=14),
    )
    bars = (
        alt.Chart(shown)
        .mark_bar(stroke="white", height=30)
        .encode(
            x=alt.X(
                "share:Q",
                title="Share of the claims of each text",
                axis=alt.Axis(format=".0%"),
                scale=alt.Scale(domain=[0, 1]),
            ),
            y=y,
            order="place:Q",
            tooltip=["label:N", "verdict:N", "claims:Q"],
            color=alt.Color("verdict:N", title=None, scale=colour_of(present, VERDICT_COLOURS)),
        )
    )
    text = (
        alt.Chart(shown)
        .mark_text(fontSize=12)
        .encode(
            x="middle:Q",
            y=y,
            text="claims:Q",
            color=words_on("verdict", present, VERDICT_COLOURS),
        )
    )
    return alt.layer(bars, text).resolve_scale(color="independent").properties(width=380, height=56 * len(order))


def grades(grid: pd.DataFrame) -> alt.LayerChart:
    """Letter by digit with the number of sources in each cell. grid: from `evidence.grade_grid`."""
    shown = grid.assign(letter=grid["reliability"].map(RELIABILITY), digit=grid["credibility"].map(CREDIBILITY))
    x = alt.X(
        "digit:N",
        sort=list(CREDIBILITY.values()),
        title="The information",
        axis=alt.Axis(labelAngle=-35, orient="bottom", zindex=0),
    )
    y = alt.Y("letter:N", sort=list(RELIABILITY.values()), title="The source", axis=alt.Axis(zindex=0))
    cells = (
        alt.Chart(shown)
        .mark_rect(stroke="white", strokeWidth=2)
        .encode(
            x=x,
            y=y,
            tooltip=["letter:N", "digit:N", "sources:Q"],
            color=alt.Color("sources:Q", legend=None, scale=alt.Scale(range=["#f4f6f8", "#1f5f99"], type="sqrt")),
        )
    )
    most = float(shown["sources"].max())
    text = (
        alt.Chart(shown[shown["sources"] > 0])
        .mark_text(fontSize=14)
        .encode(
            x=x,
            y=y,
            text="sources:Q",
            color=alt.condition(alt.datum.sources > most / 3, alt.value("white"), alt.value(INK)),
        )
    )
    none = alt.Chart(shown[shown["sources"] == 0]).mark_text(fontSize=12, color=MUTED, text="–").encode(x=x, y=y)
    return alt.layer(cells, text, none).properties(width=440, height=260)


PARTS = ["#12466f", "#3f82b5", "#9cc3e0", "#e7c27d", "#c98a2b", "#b9c0c9"]
"""Best grade first: blues for the good half, ochre for the weak one, grey for what cannot be judged."""


def grades_by_partner(letters: pd.DataFrame, digits: pd.DataFrame) -> alt.HConcatChart:
    """Two panels side by side, one bar per partner: sources by letter, and by digit, as shares with counts.

    letters, digits: from `analysis.evidence.grade_parts`.
    """
    panels = [
        _parts(letters, list(RELIABILITY), "Letter: the source", named=True),
        _parts(digits, [str(digit) for digit in CREDIBILITY], "Digit: the information", named=False),
    ]
    return alt.hconcat(*panels, spacing=14).resolve_scale(color="independent")


def _parts(counts: pd.DataFrame, grades: list[str], title: str, named: bool) -> alt.LayerChart:
    shown = counts.assign(place=counts["grade"].map(grades.index)).sort_values(["order", "place"])
    shown["end"] = shown.groupby("name")["share"].cumsum()
    shown["middle"] = shown["end"] - shown["share"] / 2
    present = [grade for grade in grades if grade in set(shown["grade"])]
    names = shown.drop_duplicates("name")["name"].tolist()
    y = alt.Y("name:N", sort=names, title=None, axis=alt.Axis() if named else None)
    colours = alt.Scale(domain=present, range=[PARTS[grades.index(grade)] for grade in present])
    bars = (
        alt.Chart(shown)
        .mark_bar(stroke="white")
        .encode(
            x=alt.X("share:Q", title="Share of sources", axis=alt.Axis(format=".0%"), scale=alt.Scale(domain=[0, 1])),
            y=y,
            order="place:Q",
            color=alt.Color("grade:N", scale=colours, legend=alt.Legend(title=title, titleOrient="top", columns=6)),
            tooltip=["name:N", "grade:N", "sources:Q"],
        )
    )
    words = words_on("grade", present, dict(zip(grades, PARTS, strict=False)))
    text = alt.Chart(shown[shown["share"] > 0.05]).mark_text(fontSize=12)
    text = text.encode(x="middle:Q", y=y, text="sources:Q", color=words)
    return alt.layer(bars, text).resolve_scale(color="independent").properties(width=235, height=25 * len(names))
