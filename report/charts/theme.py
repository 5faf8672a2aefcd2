"""One look for every chart: the same colour for the same country or status in the whole book, quiet axes.

Colours are told apart by readers with any of the common colour-vision deficiencies, and by lightness in print.
"""

from __future__ import annotations

import altair as alt

FONT = "Source Sans Pro, Helvetica Neue, Arial, Liberation Sans, DejaVu Sans, sans-serif"
INK, MUTED, GRID, PAPER = "#1f2933", "#5f6b7a", "#e3e7ec", "#ffffff"
ACCENT = "#b3202c"

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
