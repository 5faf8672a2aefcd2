"""Charts of a mineral chapter: the chain from mine to buyer, supply and demand to come, prices."""

from __future__ import annotations

import re
from collections.abc import Mapping

import altair as alt
import pandas as pd

from report.formats import ordinal, share
from report.sentences.mineral import unit_words
from report.sentences.places import STAGES, inner, period

from .stacks import REST, composition, spread
from .theme import ACCENT, INK, MUTED

STEPS = {"mine": "Mined", "refine": "Refined", "import": "Imported"}
SCENARIOS = {"STEPS": "Stated policies", "APS": "Announced pledges", "NZE": "Net zero by 2050"}
SCENARIO_COLOURS = {"STEPS": "#44546a", "APS": "#7a5aa6", "NZE": "#1f5f99"}
CANADA = "CAN"
PLAIN = "refined output"
UNIT_TAIL = re.compile(r",? *(dollars|cents) per .*$", re.IGNORECASE)


def chain_parts(chain: pd.DataFrame, names: Mapping[str, str], years: tuple[int, int], top: int = 5) -> pd.DataFrame:
    """Rows of the chain chart: heading name share, the largest countries, Canada and all others.

    chain: every country of `mineral.chain`. Where the listed countries exceed the stated total nothing is left over.
    """
    rows = []
    for (step, source, product), group in chain.groupby(["step", "source", "product"], sort=False):
        heading = _heading(step, source, product, group, years)
        kept = group[((group["rank"] <= top) | (group["country"] == CANADA)) & (group["world_share"] > 0)]
        kept = kept.sort_values("world_share", ascending=False)
        rows += [
            (heading, names.get(code, code), part)
            for code, part in zip(kept["country"], kept["world_share"], strict=True)
        ]
        rows.append((heading, REST, max(0.0, 1.0 - kept["world_share"].sum())))
    return pd.DataFrame(rows, columns=["heading", "name", "share"])


def _heading(step: str, source: str, product: str, group: pd.DataFrame, years: tuple[int, int]) -> str:
    imported = step == "import"
    what = STAGES.get(product, product) if imported else inner(product)
    when = period(*years) if imported else f"{int(group['year'].max())}"
    counted = STEPS[step] if product == PLAIN else f"{STEPS[step]}: {what}"
    return f"{counted} ({source}, {when}). {_canada(group, imported)}"


def _canada(group: pd.DataFrame, imported: bool) -> str:
    own = group[(group["country"] == CANADA) & (group["world_share"] > 0)]
    if own.empty:
        return "Canada: none listed"
    row = own.iloc[0]
    place = f", {ordinal(row['rank'])}" if row["rank"] == row["rank"] else ""
    return f"Canada {'buys ' if imported else ''}{share(row['world_share'])}{place}"


def chain(parts: pd.DataFrame) -> alt.LayerChart:
    """Aligned bars, one per step and product, in the colours of the countries. parts: from `chain_parts`."""
    return composition(parts)


def outlook(demand: pd.DataFrame, supply: pd.DataFrame, stage: str) -> alt.LayerChart:
    """Demand by scenario as lines over the listed supply of one stage, Canada's part at the base.

    demand: year scenario value_kt; supply: year part (Canada | other countries) value_kt; stage names the supply.
    """
    most = 1.05 * max(demand["value_kt"].max(), supply.groupby("year")["value_kt"].sum().max())
    years = sorted(set(demand["year"]) | set(supply["year"]))
    across = alt.X(
        "year:Q",
        title=None,
        axis=alt.Axis(values=years, format="d", grid=False),
        scale=alt.Scale(domain=[years[0], years[-1]], nice=False),
    )
    scale = alt.Scale(domain=[0, most], nice=False)
    axis = {"title": "Thousand tonnes (kt) a year", "axis": alt.Axis(tickCount=5, format=",.0f"), "scale": scale}
    up = alt.Y("value_kt:Q", **axis)
    area = (
        alt.Chart(_from_base(supply))
        .mark_area(opacity=0.9)
        .encode(
            x=across,
            y=alt.Y("low_kt:Q", **axis),
            y2="high_kt:Q",
            color=alt.Color(
                "part:N", legend=None, scale=alt.Scale(domain=["Canada", "other countries"], range=[ACCENT, "#d5dae0"])
            ),
        )
    )
    lines = (
        alt.Chart(demand)
        .mark_line(point=alt.OverlayMarkDef(size=45))
        .encode(
            x=across,
            y=up,
            color=alt.Color("scenario:N", legend=None, scale=_scenario_scale()),
            tooltip=["scenario:N", "year:Q", alt.Tooltip("value_kt:Q", format=",.0f")],
        )
    )
    layers = alt.layer(area, lines, *_line_ends(demand, supply, stage, most)).resolve_scale(color="independent")
    return layers.properties(width=430, height=330)


def supply_parts(supply: pd.DataFrame, stage: str) -> pd.DataFrame:
    """World supply of a stage split into Canada, where it is listed, and the rest: year part value_kt.

    supply: from `report.analysis.mineral.supply`.
    """
    rows = supply[supply["stage"] == stage]
    world = rows.groupby("year")["world_t"].first() / 1000
    own = rows[(rows["country"] == CANADA) & (rows["value_t"] > 0)].set_index("year")["value_t"] / 1000
    rest = world.sub(own.reindex(world.index).fillna(0.0))
    parts = [
        rest.rename("value_kt").reset_index().assign(part="other countries"),
        own.rename("value_kt").reset_index().assign(part="Canada"),
    ]
    return pd.concat(parts, ignore_index=True)[["year", "part", "value_kt"]]


def _scenario_scale() -> alt.Scale:
    return alt.Scale(domain=list(SCENARIO_COLOURS), range=list(SCENARIO_COLOURS.values()))


def _from_base(supply: pd.DataFrame) -> pd.DataFrame:
    ordered = supply.sort_values(["year", "part"], ignore_index=True)
    ordered["high_kt"] = ordered.groupby("year")["value_kt"].cumsum()
    return ordered.assign(low_kt=ordered["high_kt"] - ordered["value_kt"])


def _line_ends(demand: pd.DataFrame, supply: pd.DataFrame, stage: str, most: float) -> list[alt.Chart]:
    """Names at the right: each scenario's line, the supply area, and Canada where it is listed."""
    last = demand[demand["year"] == demand["year"].max()].set_index("scenario")["value_kt"]
    words = {
        SCENARIOS.get(name, name) + " demand": (value, SCENARIO_COLOURS.get(name, INK)) for name, value in last.items()
    }
    final = supply[supply["year"] == supply["year"].max()].set_index("part")["value_kt"]
    words[f"Listed {stage} supply"] = (final.sum(), MUTED)
    if "Canada" in final.index:
        words["of it Canada"] = (final["Canada"] / 2, ACCENT)
    ends = pd.DataFrame([(text, *pair) for text, pair in words.items()], columns=["words", "value_kt", "ink"])
    ends = ends.sort_values("value_kt", ignore_index=True)
    at = spread((ends["value_kt"] / most * 330).tolist(), 17, 324)
    ends["up"] = [330 - position for position in at]
    text = (
        alt.Chart(ends)
        .mark_text(align="left", baseline="middle")
        .encode(
            x=alt.value(440),
            y=alt.Y("up:Q", scale=None, axis=None),
            text="words:N",
            color=alt.Color("ink:N", scale=None),
        )
    )
    return [text]


def drawable_prices(history: pd.DataFrame, first_year: int, most_series: int = 3) -> pd.DataFrame:
    """The series a small chart can hold: the monthly one, else up to `most_series` annual ones in one unit; else none.

    Returns name date price unit.
    """
    known = history[history["price"].notna() & (history["date"].str[:4].astype("int64") >= first_year)]
    monthly = known[known["frequency"] == "monthly"]
    chosen = monthly[monthly["series"] == monthly["series"].min()] if len(monthly) else known
    few = chosen["series"].nunique() <= most_series and chosen["unit"].nunique() == 1
    chosen = chosen if few else chosen.iloc[:0]
    return chosen.assign(name=chosen["series"].map(price_label))[["name", "date", "price", "unit"]]


def price_label(series: str) -> str:
    """A producer's series name without its boilerplate: `Graphite (Natural) | Price, ...: Flake` as `Flake`."""
    good, _, text = series.replace("*", "").rpartition("|")
    long, _, short = text.rpartition(": ")
    for part in (short, long):
        words = UNIT_TAIL.sub("", part.strip().removeprefix("Price")).strip(" ,")
        if words:
            return words[:1].upper() + words[1:]
    return good.strip()


def prices(rows: pd.DataFrame) -> alt.LayerChart:
    """A small line per series in its own unit, named at the end. rows: name date price unit."""
    dated, across = _dated(rows)
    up = alt.Y(
        "price:Q",
        title=unit_words(str(rows["unit"].iloc[0])),
        axis=alt.Axis(tickCount=4, format=",~r"),
        scale=alt.Scale(domainMin=0),
    )
    names = dated["name"].drop_duplicates().tolist()
    hue = alt.Color("name:N", legend=None, scale=alt.Scale(domain=names, range=["#1f5f99", "#e08e0b", "#44546a"]))
    line = alt.Chart(dated).mark_line(point=len(dated) < 40).encode(x=across, y=up, color=hue)
    if len(names) == 1:
        return alt.layer(line).properties(width=600, height=190)
    ends = dated.sort_values("date").drop_duplicates("name", keep="last")
    words = alt.Chart(ends).mark_text(align="left", dx=8).encode(x=across, y=up, text="name:N", color=hue)
    return alt.layer(line, words).properties(width=400, height=210)


def _dated(rows: pd.DataFrame) -> tuple[pd.DataFrame, alt.X]:
    """Rows and their axis: years as they are, months in time."""
    if (rows["date"].str.len() == len("2000")).all():
        return rows, alt.X("date:O", title=None, axis=alt.Axis(labelAngle=0), scale=alt.Scale(padding=0.4))
    dated = rows.assign(date=pd.to_datetime(rows["date"] + "-01"))
    ticks = {"interval": "year", "step": 2}
    return dated, alt.X("date:T", title=None, axis=alt.Axis(format="%Y", tickCount=ticks, grid=False))
