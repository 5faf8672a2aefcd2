"""Small figures for the summary: one finding each, a few marks, read in seconds."""

from __future__ import annotations

from collections.abc import Callable

import altair as alt
import pandas as pd

from report.formats import share

from .theme import ACCENT, INK, MUTED, STATUS_COLOURS, colour_of, words_on

BLOC = " (bloc)"
FORCE_COLOURS = {
    "binding": "#2a7f62",
    "stated not binding": "#1f5f99",
    "not binding by type": "#8db7d9",
    "not known": "#c9ced5",
}
NARROW = 400


def with_bloc_last(rows: pd.DataFrame) -> pd.DataFrame:
    """Countries in the book's order, then the bloc marked as such, in `shown`."""
    rows = rows.assign(shown=rows["name"] + (rows["kind"] == "bloc").map({True: BLOC, False: ""}))
    return rows.sort_values(["kind", "order"], ascending=[False, True], ignore_index=True)


def signed_flows_could(rows: pd.DataFrame) -> alt.HConcatChart:
    """Per partner what was signed, what flows and what could: three aligned bars.

    rows: name kind order instruments share_canada leaning (goods over the line) room (those Canada could serve).
    """
    rows = with_bloc_last(rows)
    words = rows["room"].astype("int64").astype("str") + " of " + rows["leaning"].astype("int64").astype("str")
    words = words.mask(rows["leaning"] == 0, "none leans")
    panels = [
        _panel(
            rows, "instruments", rows["instruments"].astype("str"), ["Signed: texts", "with it alone"], "#1f5f99", True
        ),
        _panel(
            rows, "share_canada", rows["share_canada"].map(share), ["Flows: Canada's share", "of its imports"], ACCENT
        ),
        _panel(rows, "room", words, ["Could: goods where", "Canada could step in"], "#2a7f62"),
    ]
    return alt.hconcat(*panels, spacing=12)


def _panel(
    rows: pd.DataFrame, column: str, words: pd.Series, title: list[str], colour: str, labels: bool = False
) -> alt.LayerChart:
    shown = rows.assign(value=rows[column].fillna(0), words=words)
    top = float(shown["value"].max()) or 1.0
    y = alt.Y("shown:N", sort=shown["shown"].tolist(), title=None, axis=alt.Axis(labels=labels, labelLimit=160))
    x = alt.X("value:Q", axis=None, scale=alt.Scale(domain=[0, top * 1.5], nice=False))
    bars = alt.Chart(shown).mark_bar(color=colour, height=14).encode(x=x, y=y)
    text = alt.Chart(shown).mark_text(align="left", dx=4, fontSize=12).encode(x=x, y=y, text="words:N")
    heading = alt.TitleParams(title, fontSize=12, fontWeight="normal", color=MUTED, frame="group")
    return alt.layer(bars, text).properties(width=142, height=22 * len(shown), title=heading)


def ranked(rows: pd.DataFrame, value: str, label: str, words_of: Callable[[float], str] = share) -> alt.LayerChart:
    """Bars by size, the first one in the accent colour; label: column of names; value: column of numbers."""
    rows = rows.sort_values(value, ascending=False).assign(
        words=lambda own: own[value].map(words_of), first=lambda own: own[value] == own[value].max()
    )
    top = float(rows[value].max()) or 1.0
    y = alt.Y(f"{label}:N", sort=rows[label].tolist(), title=None, axis=alt.Axis(labelLimit=170))
    x = alt.X(f"{value}:Q", axis=None, scale=alt.Scale(domain=[0, top * 1.2], nice=False))
    colour = alt.condition(alt.datum.first, alt.value(ACCENT), alt.value("#9fb3c8"))
    bars = alt.Chart(rows).mark_bar(height=14).encode(x=x, y=y, color=colour)
    text = alt.Chart(rows).mark_text(align="left", dx=4, fontSize=12).encode(x=x, y=y, text="words:N")
    return alt.layer(bars, text).properties(width=270, height=21 * len(rows))


def parts(rows: pd.DataFrame, colours: dict[str, str]) -> alt.LayerChart:
    """One bar divided into counted parts, each with its count and its name. rows: name count, in order.

    colours: fill by name; names without one are grey.
    """
    rows = rows[rows["count"] > 0].reset_index(drop=True)
    rows = rows.assign(end=rows["count"].cumsum(), place=range(len(rows)))
    rows = rows.assign(middle=rows["end"] - rows["count"] / 2, start=rows["end"] - rows["count"])
    scale = alt.Scale(domain=[0, float(rows["count"].sum())], nice=False)
    colour = alt.Color("name:N", legend=None, scale=colour_of(rows["name"].tolist(), colours))
    bars = alt.Chart(rows).mark_bar(stroke="white", height=34)
    bars = bars.encode(x=alt.X("start:Q", axis=None, scale=scale), x2="end:Q", y=alt.value(20), color=colour)
    base = alt.Chart(rows).encode(x=alt.X("middle:Q", axis=None, scale=scale))
    counts = base.mark_text(fontSize=13, fontWeight="bold").encode(
        y=alt.value(20), text="count:Q", color=words_on("name", rows["name"].tolist(), colours)
    )
    rows_of_names = _names_on_lines(rows)
    names = [
        alt.Chart(part)
        .mark_text(fontSize=12, color=INK)
        .encode(x=alt.X("at:Q", axis=None, scale=scale), y=alt.value(50 + 17 * line), text="name:N")
        for line, part in rows_of_names.groupby("line")
    ]
    drawn = alt.layer(bars, counts, *names).resolve_scale(color="independent")
    return drawn.properties(width=NARROW, height=58 + 17 * int(rows_of_names["line"].max()))


def _names_on_lines(rows: pd.DataFrame, letter: float = 6.4) -> pd.DataFrame:
    """Names under their parts, kept inside the bar, a line lower where one would run into the one before."""
    unit = NARROW / rows["count"].sum()
    ends: list[float] = []
    places = []
    for row in rows.to_dict("records"):
        half = letter * len(row["name"]) / 2
        at = min(max(row["middle"] * unit, half), NARROW - half)
        line = next((number for number, end in enumerate(ends) if at - half > end + 8), len(ends))
        ends[line : line + 1] = [at + half]
        places.append({"name": row["name"], "at": at / unit, "line": line})
    return pd.DataFrame(places)


def standing_parts(due: pd.Series) -> pd.DataFrame:
    """Commitments due by what became of them: name count, in the order of STATUS_COLOURS."""
    columns = {"done": "done", "missed": "missed", "due, no evidence": "no_evidence", "unknown": "unknown"}
    return pd.DataFrame(
        [{"name": name, "count": int(due[columns[name]])} for name in STATUS_COLOURS if name in columns]
    )


def force_parts(instruments: pd.DataFrame) -> pd.DataFrame:
    """Instruments by what is known of their force: name count, in the order of FORCE_COLOURS."""
    kinds = dict(zip(["yes", "stated-no", "inferred-no", "unknown"], FORCE_COLOURS, strict=True))
    found = instruments.loc[instruments["role"] == "instrument", "binding"].value_counts()
    return pd.DataFrame([{"name": name, "count": int(found.get(kind, 0))} for kind, name in kinds.items()])


def pairs(rows: pd.DataFrame) -> alt.LayerChart:
    """What can be met out of all, one bar per way of asking. rows: name share words."""
    y = alt.Y("name:N", sort=rows["name"].tolist(), title=None, axis=alt.Axis(labelLimit=200))
    scale = alt.Scale(domain=[0, 1], nice=False)
    all_of_it = alt.Chart(rows.assign(whole=1.0)).mark_bar(color="#e3e7ec", height=24)
    all_of_it = all_of_it.encode(x=alt.X("whole:Q", axis=None, scale=scale), y=y)
    could = alt.Chart(rows.fillna({"share": 0.0})).mark_bar(color="#2a7f62", height=24)
    could = could.encode(x=alt.X("share:Q", axis=None, scale=scale), y=y)
    words = alt.Chart(rows).mark_text(align="left", color="white", fontSize=13, fontWeight="bold")
    words = words.encode(x=alt.value(8), y=y, text="words:N")
    return alt.layer(all_of_it, could, words).properties(width=230, height=74)
