"""Stacked bars with labels on the parts, for countries beside countries: one bar per row, or one per year.

A colour belongs to a country in the whole book; countries that the theme leaves grey get a fixed second colour
here, so that neighbours in a stack can be told apart.
"""

from __future__ import annotations

import textwrap

import altair as alt
import pandas as pd

from .theme import COUNTRY_COLOURS, INK, MUTED, PAPER

REST = "all others"
MORE_COLOURS = {
    "Germany": "#2f4b3c",
    "France": "#7389c9",
    "Italy": "#87b59a",
    "United Kingdom": "#6b4c7d",
    "Mexico": "#3f7d4e",
    "Netherlands": "#d9915b",
    "Norway": "#79c2c0",
    "Finland": "#89b4d6",
    "Belgium": "#8c6d46",
    "Taiwan": "#5ea08a",
    "Malaysia": "#b98d3f",
    "Vietnam": "#a85c5c",
    "Philippines": "#6f9fb5",
    "Argentina": "#9fb8dd",
    "Brazil": "#4f9a6a",
    "Peru": "#b57f9c",
    "Zimbabwe": "#7d8b52",
    "Madagascar": "#c2a15f",
    "New Caledonia": "#5f77a8",
    "Myanmar": "#94705f",
    "Kazakhstan": "#6aa6a0",
    "Switzerland": "#a06a7e",
    "Spain": "#c99a6b",
    "Türkiye": "#a78bb5",
    "Guinea": "#8f9d4a",
    "Thailand": "#6c8f7a",
    "Sweden": "#8f86b5",
    "Mozambique": "#5c8fb0",
    "Tanzania": "#a3885f",
    "Nigeria": "#7fa05b",
    "Saudi Arabia": "#b4a24a",
    "United Arab Emirates": "#c7b08a",
    "other EU members": "#7fb8a2",
    REST: "#d5dae0",
}
AMOUNT = (
    "datum.value >= 1e9 ? format(datum.value / 1e9, '~r') + ' bn'"
    " : datum.value >= 1e6 ? format(datum.value / 1e6, '~r') + ' m' : format(datum.value, ',~r')"
)
"""How an axis writes dollars or tonnes: `2 bn`, `1.5 m`, `2,500`."""
LETTER = 6.9
NARROW = 470
"""Width of a bar chart that stays readable when a phone shrinks it to its own width."""
PHONE = 325
"""Width of the same chart drawn for a phone, on which the names have to fit too."""
BAR = 48
LINE = 17
BELOW = 56
HEADING = 56
"""Letters in a line below a bar, and in one above it."""
LEAST = 0.005


def colour(name: str) -> str:
    """The colour of a country or group in every stack."""
    return COUNTRY_COLOURS.get(name) or MORE_COLOURS.get(name, "#9aa3ae")


def ink_on(fill: str) -> str:
    """Dark or white, whichever reads better on a fill colour given as #rrggbb."""

    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(int(fill[at : at + 2], 16) / 255) for at in (1, 3, 5))
    light = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return PAPER if 1.05 / (light + 0.05) >= 4.0 else INK


def fill_of(names: list[str]) -> alt.Color:
    """The colour channel over `names`, without a legend: parts carry their own labels."""
    return alt.Color("name:N", scale=alt.Scale(domain=names, range=[colour(name) for name in names]), legend=None)


def composition(rows: pd.DataFrame, width: int = NARROW) -> alt.LayerChart:
    """One stacked bar per heading, adding to one, with each part's name and share on it, or below where it is thin.

    rows: heading (one line or more) name share, in drawing order; shares that exceed 1 in all make the bar longer.
    """
    parts = _placed(rows, width)
    heights = {"width": width, "height": int(parts["bottom"].max()) + 2 * LINE + 6}
    line = alt.Y("top:Q", axis=None, scale=alt.Scale(domain=[0, heights["height"]], reverse=True, nice=False))
    along = alt.X("low:Q", axis=None, scale=alt.Scale(domain=[0, max(1.0, parts["high"].max())], nice=False))
    bars = (
        alt.Chart(parts)
        .mark_bar(stroke=PAPER, strokeWidth=1.2)
        .encode(
            x=along,
            x2="high:Q",
            y=line,
            y2="bottom:Q",
            color=fill_of(parts["name"].unique().tolist()),
            tooltip=["heading:N", "name:N", alt.Tooltip("share:Q", format=".1%")],
        )
    )
    labelled = parts[parts["label"] != ""]
    layers = []
    for lines, group in labelled.groupby(labelled["label"].str.count("\n")):
        text = alt.Chart(group).mark_text(lineBreak="\n", lineHeight=15, baseline="middle", dy=-7.5 * lines + 1)
        layers.append(text.encode(x="middle:Q", y="centre:Q", text="label:N", color=alt.Color("ink:N", scale=None)))
    heads = alt.Chart(_unnamed(parts))
    lift = -6 - LINE * int(parts["heading"].str.count("\n").max())
    above = heads.mark_text(align="left", baseline="bottom", dy=lift, fontSize=13, lineBreak="\n", lineHeight=LINE)
    above = above.encode(y="top:Q", text="heading:N")
    below = heads.mark_text(align="left", baseline="top", dy=6, lineBreak="\n", lineHeight=15).encode(
        y="bottom:Q", text="unnamed:N", color=alt.value(MUTED)
    )
    heads = [layer.encode(x=alt.value(0)) for layer in (above, below)]
    return alt.layer(bars, *layers, *heads).properties(**heights)


def _unnamed(parts: pd.DataFrame) -> pd.DataFrame:
    """One row per heading with the parts, from left to right, whose name did not fit on the bar."""
    bare = parts[~parts["label"].str.contains("[A-Za-z]") & (parts["share"] >= LEAST)]
    bare = bare[bare["name"] != REST]
    words = (bare["name"] + " " + bare["percent"]).groupby(bare["heading"]).agg(", ".join)
    words = words.map(lambda text: "\n".join(textwrap.wrap(text, BELOW)))
    heads = parts.drop_duplicates("heading")
    return heads.assign(unnamed=heads["heading"].map(words).fillna(""))[["heading", "top", "bottom", "unnamed"]]


def _folded(headings: pd.Series) -> pd.Series:
    """Headings in lines that a phone has room for, all of the same number of lines, the last ones next to the bar."""
    lines = headings.map(lambda text: [part for line in text.split("\n") for part in textwrap.wrap(line, HEADING)])
    most = lines.map(len).max()
    return lines.map(lambda parts: "\n".join([""] * (most - len(parts)) + parts))


def _placed(rows: pd.DataFrame, width: int) -> pd.DataFrame:
    parts = rows[rows["share"] > 0].reset_index(drop=True)
    parts["line"] = pd.factorize(parts["heading"])[0]
    parts["heading"] = _folded(parts["heading"])
    parts["high"] = parts.groupby("line")["share"].cumsum()
    parts["low"] = parts["high"] - parts["share"]
    parts["middle"] = (parts["low"] + parts["high"]) / 2
    lead = 8 + LINE * (1 + int(parts["heading"].str.count("\n").max()))
    parts["top"] = parts["line"] * (lead + BAR + LINE + 21) + lead
    parts["bottom"], parts["centre"] = parts["top"] + BAR, parts["top"] + BAR / 2
    parts["percent"] = (100 * parts["share"]).round().astype("int64").astype("str") + "%"
    room = parts["share"] / max(1.0, parts["high"].max()) * min(width, PHONE)
    parts["label"] = [_label(*part) for part in zip(parts["name"], parts["percent"], room, strict=True)]
    parts["ink"] = [ink_on(colour(name)) for name in parts["name"]]
    return parts


def _label(name: str, percent: str, room: float) -> str:
    """Name and share on as few lines as fit the room in pixels; the share alone, or nothing, where none do."""
    for lines in ([name, percent], [*name.rsplit(" ", 1), percent], [percent]):
        if max(len(line) for line in lines) * LETTER + 6 <= room:
            return "\n".join(lines)
    return ""


def spread(wanted: list[float], gap: float, most: float) -> list[float]:
    """Positions in the given rising order, at least `gap` apart and within 0 to `most` where they fit."""
    placed: list[float] = []
    for position in wanted:
        placed.append(max(position, placed[-1] + gap) if placed else max(position, 0.0))
    limit = most
    for at in range(len(placed) - 1, -1, -1):
        placed[at] = min(placed[at], limit)
        limit = placed[at] - gap
    return placed


def by_year(
    rows: pd.DataFrame, value: str, title: str, percent: bool = False, width: int = 320, height: int = 320
) -> alt.LayerChart:
    """Stacked columns by year with the parts named beside the last one; the provisional year is paler.

    rows: year name provisional and the column `value`; the order of first appearance is the order from the base.
    """
    order = rows["name"].drop_duplicates().tolist()
    years = list(range(int(rows["year"].min()), int(rows["year"].max()) + 1))
    placed = _stacked(rows, value, order)
    across = alt.X(
        "year:O", title=None, scale=alt.Scale(domain=years), axis=alt.Axis(values=years[::-1][::2], labelAngle=0)
    )
    axis = alt.Axis(format=".0%", tickCount=5) if percent else alt.Axis(labelExpr=AMOUNT, tickCount=5)
    most = 1.0 if percent else 1.03 * placed["high"].max()
    up = alt.Y("low:Q", title=title, axis=axis, scale=alt.Scale(domain=[0, most], nice=False))
    bars = (
        alt.Chart(placed)
        .mark_bar(stroke=PAPER, strokeWidth=0.6)
        .encode(
            x=across,
            y=up,
            y2="high:Q",
            color=fill_of(order),
            opacity=alt.condition("datum.provisional", alt.value(0.65), alt.value(1)),
            tooltip=["year:O", "name:N", alt.Tooltip(f"{value}:Q", format=".1%" if percent else ",.3s")],
        )
    )
    return alt.layer(bars, *_beside(placed, order, percent, width, height, most)).properties(width=width, height=height)


def value_and_tonnes(rows: pd.DataFrame, height: int = 210) -> alt.VConcatChart:
    """The same stack in two panels, value above gross weight. rows: as `by_year`, with value_usd and weight_t."""
    value = by_year(rows, "value_usd", "Value, US dollars (FOB)", height=height)
    weight = by_year(rows, "weight_t", "Gross weight, tonnes", height=height)
    return alt.vconcat(value, weight, spacing=26)


def _stacked(rows: pd.DataFrame, value: str, order: list[str]) -> pd.DataFrame:
    place = {name: at for at, name in enumerate(order)}
    placed = rows.assign(place=rows["name"].map(place)).sort_values(["year", "place"], ignore_index=True)
    placed["high"] = placed.groupby("year")[value].cumsum()
    placed["low"] = placed["high"] - placed[value]
    return placed


def _beside(
    placed: pd.DataFrame, order: list[str], percent: bool, width: int, height: int, most: float
) -> list[alt.Chart]:
    """A square and a name at the right of the last column, moved apart where parts are thin."""
    last = placed[placed["year"] == placed["year"].max()].set_index("name").reindex(order)
    middle = ((last["low"] + last["high"]) / 2).ffill().fillna(0.0)
    at = spread((middle / most * height).tolist(), 17, height - 6)
    part = last["high"] - last["low"]
    words = [name + (f" {value:.0%}" if percent and value == value else "") for name, value in part.items()]
    frame = pd.DataFrame({"name": order, "words": words, "up": [height - position for position in at]})
    side = alt.Chart(frame).encode(y=alt.Y("up:Q", scale=None, axis=None))
    square = side.mark_square(size=110, opacity=1).encode(x=alt.value(width + 12), color=fill_of(order))
    text = side.mark_text(align="left", baseline="middle", color=MUTED)
    return [square, text.encode(x=alt.value(width + 24), text="words:N", color=alt.value(INK))]
