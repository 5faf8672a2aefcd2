"""Charts of the landscape: who signed what and when, in which form, how firm, and on which subjects."""

from __future__ import annotations

import textwrap

import altair as alt
import pandas as pd

from report.sentences.words import BINDING

from .theme import ACCENT, FORM_COLOURS, GRID, INK, MUTED, colour_of, words_on

BINDING_COLOURS = {
    BINDING["yes"]: ACCENT,
    BINDING["stated-no"]: "#1f5f99",
    BINDING["inferred-no"]: "#8db7d9",
    BINDING["unknown"]: "#c3c9d1",
}
SHAPES = {"day": "circle", "month": "square", "disputed": "diamond"}
PRECISION = {"day": "day known", "month": "only the month known", "disputed": "sources differ on the day"}
LANE = 19
PLOT = 500


def timeline(rows: pd.DataFrame) -> alt.VConcatChart:
    """Instruments as marks on partner rows: colour is the form, fill the force, shape how well the date is known.

    rows: from `analysis.landscape.timeline_rows` (row row_order line middle form binding date_precision short_title).
    """
    shown = rows.assign(
        force=rows["binding"].map(BINDING),
        kind=rows["form"].str.replace("-", " "),
        inside=[_inside(form, binding) for form, binding in zip(rows["form"], rows["binding"], strict=True)],
    )
    lines = int(shown["line"].max()) + 1
    scale = alt.Scale(domain=[-0.5, lines - 0.5], reverse=True, nice=False)
    y = alt.Y("line:Q", scale=scale, axis=None)
    groups = shown.groupby(["row_order", "row"], as_index=False)["line"].agg(first="min", last="max")
    groups = groups.assign(line=(groups["first"] + groups["last"]) / 2, edge=groups["last"] + 0.5)
    labels = alt.Chart(groups).mark_text(align="right", x=-10, fontSize=12).encode(y=y, text="row:N")
    edges = alt.Chart(groups).mark_rule(color=GRID).encode(y=alt.Y("edge:Q", scale=scale, axis=None))
    body = alt.layer(edges, labels, _marks(shown, y)).properties(width=PLOT, height=lines * LANE)
    both = alt.vconcat(_key(shown), body, spacing=4, usermeta={"narrow": False})
    return both.resolve_scale(shape="independent", strokeDash="independent")


def _inside(form: str, binding: str) -> str:
    """Fill of a mark: full when binding, a tint when stated not to be, none otherwise."""
    colour = FORM_COLOURS.get(form, MUTED)
    return {"yes": colour, "stated-no": f"{colour}66"}.get(binding, "#ffffff")


def _marks(shown: pd.DataFrame, y: alt.Y) -> alt.Chart:
    forms = [form for form in FORM_COLOURS if form in set(shown["form"])]
    names = [form.replace("-", " ") for form in forms]
    colour = alt.Stroke(
        "kind:N",
        title=None,
        scale=alt.Scale(domain=names, range=[FORM_COLOURS[form] for form in forms]),
        legend=alt.Legend(columns=4, symbolFillColor="white", symbolStrokeWidth=2.4, orient="top"),
    )
    dates = pd.to_datetime(shown["middle"])
    room = pd.Timedelta(days=150)
    span = [str((dates.min() - room).date()), str((dates.max() + room).date())]
    return (
        alt.Chart(shown)
        .mark_point(size=120, strokeWidth=2.2, opacity=1)
        .encode(
            x=alt.X(
                "middle:T",
                title=None,
                scale=alt.Scale(domain=span, nice=False),
                axis=alt.Axis(format="%Y", tickCount={"interval": "year", "step": 1}, grid=True),
            ),
            y=y,
            stroke=colour,
            fill=alt.Fill("inside:N", scale=None, legend=None),
            strokeDash=alt.StrokeDash(
                "force:N",
                legend=None,
                scale=alt.Scale(domain=list(BINDING.values()), range=[[1, 0], [1, 0], [1, 0], [2, 2]]),
            ),
            shape=alt.Shape(
                "date_precision:N", legend=None, scale=alt.Scale(domain=list(SHAPES), range=list(SHAPES.values()))
            ),
            tooltip=["short_title:N", "kind:N", "force:N", "date:N"],
        )
    )


def _key(shown: pd.DataFrame) -> alt.LayerChart:
    """How to read fill and shape, in two lines above the rows; only what occurs."""
    force = [
        (words, "circle", {"yes": MUTED, "stated-no": f"{MUTED}66"}.get(name, "#ffffff"), name == "unknown")
        for name, words in BINDING.items()
        if name in set(shown["binding"])
    ]
    known = [
        (PRECISION[name], shape, "#ffffff", False)
        for name, shape in SHAPES.items()
        if name in set(shown["date_precision"])
    ]
    items = [(0, at, *item) for at, item in enumerate(force)] + [(1, at, *item) for at, item in enumerate(known)]
    frame = pd.DataFrame(items, columns=["line", "at", "words", "shape", "inside", "dashed"])
    frame["x"] = frame.groupby("line")["words"].transform(lambda words: (words.str.len() * 6.6 + 26).cumsum().shift())
    frame["x"] = frame["x"].fillna(0.0)
    x, y = alt.X("x:Q", scale=alt.Scale(domain=[0, PLOT], nice=False), axis=None), alt.Y("line:O", axis=None)
    marks = (
        alt.Chart(frame)
        .mark_point(size=100, strokeWidth=2, stroke=MUTED)
        .encode(
            x=x,
            y=y,
            shape=alt.Shape("shape:N", scale=None),
            fill=alt.Fill("inside:N", scale=None),
            strokeDash=alt.StrokeDash(
                "dashed:N", legend=None, scale=alt.Scale(domain=[False, True], range=[[1, 0], [2, 2]])
            ),
        )
    )
    return alt.layer(
        marks,
        marks.mark_text(align="left", dx=10, fontSize=12).encode(
            x=x,
            y=y,
            text="words:N",
            shape=alt.Shape(),
            fill=alt.value(INK),
            strokeDash=alt.StrokeDash(),
        ),
    ).properties(width=PLOT, height=44)


def binding(counts: pd.DataFrame) -> alt.LayerChart:
    """One bar per form, parts by what is known of its force, each with its count. counts: form binding instruments."""
    shown = counts[counts["instruments"] > 0].assign(
        force=lambda frame: frame["binding"].map(BINDING),
        kind=lambda frame: frame["form"].str.replace("-", " "),
    )
    forces = [force for force in BINDING_COLOURS if force in set(shown["force"])]
    shown = shown.assign(place=shown["force"].map({force: at for at, force in enumerate(forces)}))
    shown = shown.sort_values(["kind", "place"])
    shown["end"] = shown.groupby("kind")["instruments"].cumsum()
    shown["middle"] = shown["end"] - shown["instruments"] / 2
    order = shown.groupby("kind")["instruments"].sum().sort_values(ascending=False).index.tolist()
    y = alt.Y("kind:N", sort=order, title=None)
    bars = (
        alt.Chart(shown)
        .mark_bar(stroke="white")
        .encode(
            x=alt.X("instruments:Q", title="Instruments", axis=alt.Axis(tickMinStep=1)),
            y=y,
            order="place:Q",
            color=alt.Color("force:N", title="Force", scale=colour_of(forces, BINDING_COLOURS)),
            tooltip=["kind:N", "force:N", "instruments:Q"],
        )
    )
    words = words_on("force", forces, BINDING_COLOURS)
    text = alt.Chart(shown).mark_text(fontSize=12).encode(x="middle:Q", y=y, text="instruments:Q", color=words)
    return alt.layer(bars, text).resolve_scale(color="independent").properties(width=500, height=26 * len(order))


def scope(rows: pd.DataFrame, counts: pd.DataFrame) -> alt.VConcatChart:
    """Instrument by area: a filled cell is an area that a source reports the text to cover, and opens that source.

    rows: from `analysis.landscape.scope_rows`; counts: from `ledger.area_counts` (area label instruments), which set
    the order of the columns and the bars above them.
    """
    areas = counts["label"].tolist()
    titles = rows.drop_duplicates("instrument_id").sort_values("order")["short_title"].tolist()
    x = alt.X("label:N", sort=areas, scale=alt.Scale(domain=areas), title=None)
    width, step = 19 * len(areas), 17
    bars = (
        alt.Chart(counts)
        .mark_bar(color=MUTED, width=12)
        .encode(x=x.axis(None), y=alt.Y("instruments:Q", title=None, axis=None))
    )
    numbers = alt.Chart(counts).mark_text(dy=-8).encode(x=x.axis(None), y="instruments:Q", text="instruments:Q")
    cells = (
        alt.Chart(rows)
        .mark_rect(stroke="white", strokeWidth=1.5, color="#1f5f99")
        .encode(
            x=x.axis(alt.Axis(labelAngle=-60, labelLimit=220, orient="bottom", grid=True, zindex=0)),
            y=alt.Y("short_title:N", sort=titles, title=None, axis=alt.Axis(labelLimit=280, grid=True, zindex=0)),
            href="url:N",
            tooltip=["short_title:N", "label:N", "source_ids:N"],
        )
    )
    top = alt.layer(bars, numbers).properties(width=width, height=50)
    return alt.vconcat(top, cells.properties(width=width, height=step * len(titles)), spacing=2)


def network(partners: pd.DataFrame, shared: pd.DataFrame, ties: pd.DataFrame) -> alt.LayerChart:
    """Partners on the left with the number of their own texts, shared texts on the right, a line for each tie.

    Frames: from `analysis.landscape.ties`.
    """
    height = 21 * max(len(partners), len(shared))
    y = alt.Scale(domain=[0, 1], reverse=True, nice=False)
    x = alt.Scale(domain=[0, 1], nice=False)
    lines = ties.assign(
        left=0.04, right=0.97, kind=ties["primary"].map({True: "signed in or with", False: "also named"})
    )
    rules = (
        alt.Chart(lines)
        .mark_rule(strokeWidth=1.6, opacity=0.85)
        .encode(
            x=alt.X("left:Q", scale=x, axis=None),
            x2="right:Q",
            y=alt.Y("y_partner:Q", scale=y, axis=None),
            y2="y_shared:Q",
            color=alt.Color(
                "kind:N",
                title=None,
                scale=alt.Scale(domain=["signed in or with", "also named"], range=[ACCENT, "#9aa3ae"]),
            ),
            strokeDash=alt.StrokeDash(
                "kind:N",
                title=None,
                scale=alt.Scale(domain=["signed in or with", "also named"], range=[[1, 0], [4, 3]]),
            ),
        )
    )
    left = alt.Chart(partners.assign(x=0.0)).encode(
        x=alt.X("x:Q", scale=x, axis=None), y=alt.Y("y:Q", scale=y, axis=None)
    )
    right = alt.Chart(shared.assign(x=1.0, lines=_wrapped(shared["title"]))).encode(
        x=alt.X("x:Q", scale=x, axis=None), y=alt.Y("y:Q", scale=y, axis=None)
    )
    numbers = left.transform_filter("datum.bilateral > 0")
    return alt.layer(
        rules,
        numbers.mark_circle(color="#1f5f99", size=290, opacity=1),
        numbers.mark_text(color="white", fontSize=12, fontWeight="bold").encode(text="bilateral:Q"),
        left.mark_text(align="right", dx=-14, fontSize=12).encode(text="name:N"),
        right.mark_square(color=INK, size=60, opacity=1),
        right.mark_text(align="left", dx=10, fontSize=12, lineBreak="\n", baseline="middle", dy=-3).encode(
            text="lines:N"
        ),
    ).properties(width=180, height=height)


def _wrapped(titles: pd.Series, width: int = 24) -> list[str]:
    return ["\n".join(textwrap.wrap(title, width)) for title in titles]
