"""Charts that set partners side by side: need and supply, promise and trade, force and delivery, sites pledged
again.
"""

from __future__ import annotations

from collections.abc import Mapping

import altair as alt
import pandas as pd

from report.formats import share
from report.sentences.words import BINDING

from .summary import with_bloc_last
from .theme import ACCENT, INK, MUTED, STATUS_COLOURS, colour_of

CELL = 34
ROW = 24


def matrix(cells: pd.DataFrame) -> alt.HConcatChart:
    """Goods by partner: colour and number are Canada's share of the partner's imports, outlines mark a need.

    A full outline is a need that Canada could meet, a broken one a need that it could not. cells: good name kind order
    share_canada imports_usd can leaning drawn (from `analysis.overview.matrix_cells`). The bloc stands apart.
    """
    cells = cells[cells["drawn"]]
    from_canada = (cells["share_canada"] * cells["imports_usd"]).groupby(cells["good"]).sum()
    goods = from_canada.sort_values(ascending=False).index.tolist()
    parts = [(kind, cells[cells["kind"] == kind]) for kind in ("country", "bloc") if (cells["kind"] == kind).any()]
    drawn = [_block(part, goods, labels=at == 0) for at, (_, part) in enumerate(parts)]
    return alt.hconcat(*drawn, spacing=14).resolve_scale(color="shared", y="shared")


def _block(part: pd.DataFrame, goods: list[str], labels: bool) -> alt.LayerChart:
    names = part.sort_values("order")["name"].drop_duplicates().tolist()
    shown = part.assign(percent=(100 * part["share_canada"]).round(), seen=part["share_canada"] >= 0.005)
    x = alt.X(
        "name:N",
        sort=names,
        title=None,
        scale=alt.Scale(domain=names),
        axis=alt.Axis(orient="top", labelAngle=-50, zindex=0, labelLimit=140, grid=False),
    )
    y = alt.Y(
        "good:N",
        sort=goods,
        title=None,
        scale=alt.Scale(domain=goods),
        axis=alt.Axis(labelLimit=170, zindex=0, grid=True, labels=labels),
    )
    colour = alt.Color(
        "share_canada:Q", legend=None, scale=alt.Scale(domain=[0, 1], range=["#f6f1ee", "#e7a58f", ACCENT], type="sqrt")
    )
    cells = (
        alt.Chart(shown)
        .mark_rect(stroke="white")
        .encode(x=x, y=y, color=colour, tooltip=["name:N", "good:N", alt.Tooltip("share_canada:Q", format=".1%")])
    )
    could = alt.Chart(shown[shown["can"]]).mark_rect(
        filled=False, stroke=INK, strokeWidth=1.8, width=CELL - 6, height=ROW - 6
    )
    need = alt.Chart(shown[shown["leaning"] & ~shown["can"]]).mark_rect(
        filled=False, stroke="#8b95a1", strokeWidth=1.1, strokeDash=[2, 2], width=CELL - 6, height=ROW - 6
    )
    marks = [layer.encode(x=x, y=y) for layer in (need, could)]
    text = (
        alt.Chart(shown[shown["seen"]])
        .mark_text(fontSize=12)
        .encode(
            x=x,
            y=y,
            text=alt.Text("percent:Q", format=".0f"),
            color=alt.condition(alt.datum.share_canada > 0.3, alt.value("white"), alt.value(INK)),
        )
    )
    return alt.layer(cells, *marks, text).properties(width=CELL * len(names), height=ROW * len(goods))


def promise(named: pd.DataFrame, overlap: pd.DataFrame) -> alt.HConcatChart:
    """Partner by mineral: a disc's area is the mineral's share of Canada's sales, a square that a text names it.

    named: partner name mineral named share; overlap: partner name overlap_share kind order. The number at the right is
    the share of sales that is in named minerals.
    """
    rows = _with_overlap(overlap)
    names = rows["shown"].tolist()
    shown = named.merge(rows[["partner", "shown"]], on="partner")
    matters = shown["named"] | (shown["share"] >= 0.02)
    weight = shown[matters].groupby("mineral")["share"].sum().sort_values(ascending=False)
    shown = shown[shown["mineral"].isin(weight.index)]
    x = alt.X(
        "mineral:N",
        sort=weight.index.tolist(),
        title=None,
        axis=alt.Axis(orient="top", labelAngle=-50, labelLimit=140, grid=True, zindex=0),
    )
    y = alt.Y("shown:N", sort=names, title=None, axis=alt.Axis(labelLimit=160, grid=True, zindex=0))
    discs = (
        alt.Chart(shown[shown["share"] >= 0.005])
        .mark_circle(color="#1f5f99", opacity=0.9)
        .encode(
            x=x,
            y=y,
            size=alt.Size("share:Q", scale=alt.Scale(domain=[0, 1], range=[0, 420]), legend=None),
            tooltip=["shown:N", "mineral:N", alt.Tooltip("share:Q", format=".1%")],
        )
    )
    squares = (
        alt.Chart(shown[shown["named"]])
        .mark_point(shape="square", size=380, stroke=ACCENT, strokeWidth=2)
        .encode(x=x, y=y)
    )
    text = (
        alt.Chart(rows)
        .mark_text(align="left", fontSize=12)
        .encode(y=alt.Y("shown:N", sort=names, title=None, axis=None), text="text:N", x=alt.value(0))
    )
    grid = alt.layer(discs, squares).properties(width=22 * len(weight), height=25 * len(names))
    return alt.hconcat(grid, text.properties(width=86, height=25 * len(names)), spacing=6)


def _with_overlap(rows: pd.DataFrame) -> pd.DataFrame:
    """Countries in the book's order, then the bloc; text is the overlap in words."""
    text = [("none named" if value != value else f"{share(value)} of sales") for value in rows["overlap_share"]]
    return with_bloc_last(rows.assign(text=text))


def delivery(table: pd.DataFrame) -> alt.LayerChart:
    """Commitments by what became of them, one bar per kind of force. table: from
    `analysis.overview.delivery_by_binding`.
    """
    columns = {
        "done": "done",
        "missed": "missed",
        "no_evidence": "due, no evidence",
        "unknown": "unknown",
        "not_yet_due": "not yet due",
        "no_date": "no date set",
    }
    long = table[["binding", *columns]].melt("binding", var_name="column", value_name="commitments")
    place = {name: at for at, name in enumerate(columns)}
    long = (
        long[long["commitments"] > 0]
        .assign(
            standing=lambda rows: rows["column"].map(columns),
            force=lambda rows: rows["binding"].map(BINDING),
            place=lambda rows: rows["column"].map(place),
        )
        .sort_values(["force", "place"])
    )
    long["end"] = long.groupby("force")["commitments"].cumsum()
    long["middle"] = long["end"] - long["commitments"] / 2
    present = [name for name in STATUS_COLOURS if name in set(long["standing"])]
    order = [words for words in BINDING.values() if words in set(long["force"])]
    y = alt.Y("force:N", sort=order, title=None, axis=alt.Axis(labelLimit=180))
    bars = (
        alt.Chart(long)
        .mark_bar(stroke="white", height=26)
        .encode(
            x=alt.X("commitments:Q", title="Commitments", axis=alt.Axis(tickMinStep=1)),
            y=y,
            order="place:Q",
            color=alt.Color(
                "standing:N", title=None, scale=colour_of(present, STATUS_COLOURS), legend=alt.Legend(columns=4)
            ),
        )
    )
    text = (
        alt.Chart(long)
        .mark_text(fontSize=12)
        .encode(
            x="middle:Q",
            y=y,
            text="commitments:Q",
            color=alt.condition(
                alt.FieldOneOfPredicate("standing", ["done", "missed"]), alt.value("white"), alt.value(INK)
            ),
        )
    )
    return alt.layer(bars, text).properties(width=420, height=44 * len(order))


def pledges(pairs: pd.DataFrame, colours: Mapping[str, str]) -> alt.LayerChart:
    """Sites on rows, the partners each is counted under as dots, named above and below in turn.

    pairs: site partner minerals.
    """
    shown = pairs.assign(at=pairs.groupby("site").cumcount(), row=pairs["site"])
    order = shown.groupby("site").size().sort_values(ascending=False).index.tolist()
    most = int(shown["at"].max())
    x = alt.X("at:Q", axis=None, scale=alt.Scale(domain=[-0.5, most + 0.5], nice=False))
    y = alt.Y("row:N", sort=order, title=None, axis=alt.Axis(labelFontSize=13))
    spans = shown.groupby(["row"], as_index=False)["at"].max().assign(start=0)
    line = alt.Chart(spans).mark_rule(color=MUTED, strokeWidth=2).encode(x=alt.X("start:Q", axis=None), x2="at:Q", y=y)
    names = shown["partner"].drop_duplicates().tolist()
    dots = (
        alt.Chart(shown)
        .mark_circle(size=240)
        .encode(x=x, y=y, color=alt.Color("partner:N", legend=None, scale=colour_of(names, dict(colours))))
    )
    names = [
        alt.Chart(shown[shown["at"] % 2 == below]).mark_text(dy=24 if below else -20, fontSize=13)
        for below in (False, True)
    ]
    texts = [text.encode(x=x, y=y, text="partner:N") for text in names]
    return alt.layer(line, dots, *texts).properties(width=480, height=84 * len(order))


def pledged_tonnes(rows: pd.DataFrame) -> alt.LayerChart:
    """Promised tonnes a year stacked on each site's stated capacity. rows: site project tonnes_per_year capacity_t."""
    rows = rows.assign(end=rows.groupby("site")["tonnes_per_year"].cumsum())
    rows = rows.assign(start=rows["end"] - rows["tonnes_per_year"])
    y = alt.Y("site:N", title=None, axis=alt.Axis(labelFontSize=13))
    x = alt.X("start:Q", title="Tonnes a year of product", axis=alt.Axis(format="~s", tickCount=5))
    sites = rows.drop_duplicates("site")
    room = alt.Chart(sites).mark_bar(color="#e3e7ec", height=40).encode(x=alt.X("capacity_t:Q"), y=y)
    bars = alt.Chart(rows).mark_bar(color="#1f5f99", height=24, stroke="white").encode(x=x, x2="end:Q", y=y)
    words = alt.Chart(rows).mark_text(align="left", dx=4, color="white", fontSize=12)
    words = words.encode(x=alt.X("start:Q"), y=y, text="project:N")
    return alt.layer(room, bars, words).properties(width=480, height=60 * len(sites))
