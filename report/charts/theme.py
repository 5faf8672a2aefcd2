"""One look for every chart: the same colour for the same country or status in the whole book, quiet axes.

Colours are told apart by readers with any of the common colour-vision deficiencies, and by lightness in print.
"""

from __future__ import annotations

import altair as alt

FONT = "Source Sans Pro, Helvetica Neue, Arial, Liberation Sans, DejaVu Sans, sans-serif"
INK, MUTED, GRID, PAPER = "#1f2933", "#5f6b7a", "#e3e7ec", "#ffffff"
ACCENT = "#b3202c"
ALWAYS_DARK = "#1f2934"
"""Ink for words on a light fill that a dark page leaves as it is; `DARK` does not name it."""

COUNTRY_COLOURS = {
    "Canada": "#b3202c",
    "China": "#e08e0b",
    "United States": "#1f5f99",
    "European Union": "#2a7f62",
    "Japan": "#7a5aa6",
    "South Korea": "#4ba3c7",
    "India": "#a3672a",
    "Australia": "#5b8f3a",
    "Chile": "#c46a8e",
    "Indonesia": "#8a8d2b",
    "Russia": "#44546a",
    "DR Congo": "#2f8f8b",
    "South Africa": "#9c5b3b",
    "Other": "#b9c0c9",
}
STATUS_COLOURS = {
    "done": "#2a7f62",
    "missed": "#b3202c",
    "due, no evidence": "#e08e0b",
    "unknown": "#9aa3ae",
    "not yet due": "#8db7d9",
    "no date set": "#d5dae0",
}
FORM_COLOURS = {
    "memorandum": "#1f5f99",
    "declaration-of-intent": "#7a5aa6",
    "statement": "#4ba3c7",
    "dialogue": "#2a7f62",
    "partnership": "#b3202c",
    "action-plan": "#e08e0b",
    "letter-of-intent": "#c46a8e",
    "alliance": "#44546a",
    "fund": "#8a8d2b",
    "forum": "#2f8f8b",
    "negotiation": "#a3672a",
    "law-or-measure": "#9aa3ae",
}
WIDTH = 620

DARK = {
    INK: "#e4e8ec",
    MUTED: "#a9b4c0",
    GRID: "#343c45",
    PAPER: "#14181e",
    "#b3202c": "#e5555f",
    "#1f5f99": "#4f95d6",
    "#2a7f62": "#3aa884",
    "#7a5aa6": "#a184d0",
    "#a3672a": "#c98a4c",
    "#9c5b3b": "#c67f5c",
    "#44546a": "#8799b1",
    "#8a8d2b": "#adb13c",
    "#2f8f8b": "#3fb0ab",
    "#5b8f3a": "#78b552",
    "#b9c0c9": "#66717e",
    "#d5dae0": "#515b67",
    "#c9ced5": "#515b67",
    "#c3c9d1": "#515b67",
    "#8db7d9": "#41688a",
    "#9aa3ae": "#8a94a1",
    "#f6f1ee": "#20262c",
    "#f4f6f8": "#20262c",
}
"""What a colour becomes on a dark page: the same hue, light enough to be seen; a colour that is not named stays."""


@alt.theme.register("report", enable=True)
def theme() -> alt.theme.ThemeConfig:
    """The theme of the book as an Altair configuration."""
    return {
        "config": {
            "font": FONT,
            "background": PAPER,
            "padding": 6,
            "view": {"stroke": None, "continuousWidth": WIDTH, "continuousHeight": 320},
            "axis": {
                "labelColor": MUTED,
                "titleColor": MUTED,
                "labelFontSize": 12,
                "titleFontSize": 12,
                "titleFontWeight": "normal",
                "gridColor": GRID,
                "domain": False,
                "ticks": False,
                "labelPadding": 6,
            },
            "axisY": {"titleAlign": "left", "titleAngle": 0, "titleY": -12, "titleX": 0, "titleAnchor": "start"},
            "legend": {
                "labelColor": INK,
                "titleColor": MUTED,
                "labelFontSize": 12,
                "titleFontSize": 12,
                "titleFontWeight": "normal",
                "orient": "top",
                "symbolSize": 110,
                "columnPadding": 14,
            },
            "header": {"labelColor": INK, "labelFontSize": 13, "labelFontWeight": "bold", "titleColor": MUTED},
            "text": {"color": INK, "fontSize": 12},
            "title": {"color": INK, "fontSize": 14, "anchor": "start", "fontWeight": "bold"},
            "line": {"strokeWidth": 2.2},
            "circle": {"opacity": 0.95},
        }
    }


def colour_of(names: list[str], colours: dict[str, str] = COUNTRY_COLOURS) -> alt.Scale:
    """A colour scale over `names`, each in its own colour of the book; names without one are grey."""
    return alt.Scale(domain=names, range=[colours.get(name, "#b9c0c9") for name in names])


def words_on(field: str, names: list[str], colours: dict[str, str]) -> alt.Color:
    """The colour of words on fills that `colour_of(names, colours)` gives: readable on a light and on a dark page."""
    fills = {name: colours.get(name, "#b9c0c9") for name in names}
    dark = [name for name, fill in fills.items() if _lightness(fill) < 150]
    fixed = [name for name, fill in fills.items() if name not in dark and fill not in DARK]
    return alt.Color(
        f"{field}:N",
        legend=None,
        scale=alt.Scale(
            domain=names,
            range=["white" if name in dark else ALWAYS_DARK if name in fixed else INK for name in names],
        ),
    )


def _lightness(colour: str) -> float:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue
