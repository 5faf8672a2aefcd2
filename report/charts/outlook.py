"""Charts of demand and supply to come: scenarios as lines, listed supply as an area, Canada's part marked."""

from __future__ import annotations

import altair as alt
import pandas as pd

from report.formats import format_value

from .stacks import spread
from .theme import ACCENT, INK, MUTED, PAPER

SCENARIOS = {"STEPS": "Stated policies", "APS": "Announced pledges", "NZE": "Net zero by 2050"}
SCENARIO_COLOURS = {"STEPS": "#44546a", "APS": "#7a5aa6", "NZE": "#1f5f99"}
CANADA, OTHERS = "Canada", "other countries"
KILOTONNES = "Thousand tonnes (kt) a year"
WIDE, HIGH = 330, 300


def outlook(demand: pd.DataFrame, supply: pd.DataFrame, stage: str, mark: pd.DataFrame) -> alt.LayerChart:
    """Demand by scenario as lines over the listed supply of one stage, Canada's part at the base.

    demand: year scenario value_kt; supply: from `supply_parts`; stage names the supply; mark: year value_kt source of
    Canada's output as another producer counts it, or no row.
    """
    most = 1.05 * max(demand["value_kt"].max(), supply.groupby("year")["value_kt"].sum().max())
    years = sorted(set(demand["year"]) | set(supply["year"]))
    across, up = _across(years), _up(most, "value_kt")
    fill = alt.Color("part:N", legend=None, scale=alt.Scale(domain=[CANADA, OTHERS], range=[ACCENT, "#d5dae0"]))
    area = alt.Chart(_from_base(supply)).mark_area(opacity=0.9)
    area = area.encode(x=across, y=_up(most, "low_kt"), y2="high_kt:Q", color=fill)
    layers = [area, _lines(demand, across, up), *_line_ends(demand, supply, stage, most), *_marked(mark, across, up)]
    return alt.layer(*layers).resolve_scale(color="independent").properties(width=WIDE, height=HIGH)


def clean_demand(demand: pd.DataFrame) -> alt.LayerChart:
    """Clean technologies' demand by scenario as lines named at their ends. demand: year scenario value_kt."""
    small = demand["value_kt"].max() < 1
    demand = demand.assign(value_kt=demand["value_kt"] * 1000) if small else demand
    most = 1.05 * demand["value_kt"].max()
    title = "Tonnes a year" if small else KILOTONNES
    across, up = _across(sorted(set(demand["year"]))), _up(most, "value_kt", title)
    ends = _line_ends(demand, demand.iloc[:0].assign(part=""), "", most, height=240)
    return alt.layer(_lines(demand, across, up), *ends).properties(width=WIDE, height=240)


def supply_parts(supply: pd.DataFrame, stage: str) -> pd.DataFrame:
    """World supply of a stage split into Canada, where it is listed, and the rest: year part value_kt.

    supply: from `report.analysis.outlook.supply`.
    """
    rows = supply[supply["stage"] == stage]
    world = rows.groupby("year")["world_t"].first() / 1000
    own = rows[(rows["country"] == "CAN") & (rows["value_t"] > 0)].set_index("year")["value_t"] / 1000
    rest = world.sub(own.reindex(world.index).fillna(0.0))
    parts = [
        rest.rename("value_kt").reset_index().assign(part=OTHERS),
        own.rename("value_kt").reset_index().assign(part=CANADA),
    ]
    return pd.concat(parts, ignore_index=True)[["year", "part", "value_kt"]]


def _across(years: list[int]) -> alt.X:
    axis = alt.Axis(values=years, format="d", grid=False)
    return alt.X("year:Q", title=None, axis=axis, scale=alt.Scale(domain=[years[0], years[-1]], nice=False))


def _up(most: float, column: str, title: str = KILOTONNES) -> alt.Y:
    axis = alt.Axis(tickCount=5, format=",.0f" if most >= 5 else ",.2~f")
    return alt.Y(f"{column}:Q", title=title, axis=axis, scale=alt.Scale(domain=[0, most], nice=False))


def _lines(demand: pd.DataFrame, across: alt.X, up: alt.Y) -> alt.Chart:
    scale = alt.Scale(domain=list(SCENARIO_COLOURS), range=list(SCENARIO_COLOURS.values()))
    line = alt.Chart(demand).mark_line(point=alt.OverlayMarkDef(size=45))
    return line.encode(
        x=across,
        y=up,
        color=alt.Color("scenario:N", legend=None, scale=scale),
        tooltip=["scenario:N", "year:Q", alt.Tooltip("value_kt:Q", format=",.3~f")],
    )


def _marked(mark: pd.DataFrame, across: alt.X, up: alt.Y) -> list[alt.Chart]:
    """A ringed point and its words for Canada's output by another count."""
    if mark.empty:
        return []
    words = [
        f"{CANADA} {int(year)}: {format_value(value, 'kt')} ({source})"
        for year, value, source in zip(mark["year"], mark["value_kt"], mark["source"], strict=True)
    ]
    base = alt.Chart(mark.assign(words=words)).encode(x=across, y=up)
    point = base.mark_point(size=90, filled=True, fill=ACCENT, stroke=PAPER, strokeWidth=1.5, opacity=1)
    halo = base.mark_text(align="left", dx=10, dy=-9, stroke=PAPER, strokeWidth=4).encode(text="words:N")
    text = base.mark_text(align="left", dx=10, dy=-9, color=ACCENT).encode(text="words:N")
    return [point, halo, text]


def _from_base(supply: pd.DataFrame) -> pd.DataFrame:
    """Canada from zero, the others above it: year part low_kt high_kt."""
    wide = supply.pivot(index="year", columns="part", values="value_kt").fillna(0.0)
    own = wide[CANADA] if CANADA in wide else 0.0 * wide.iloc[:, 0]
    frames = [
        pd.DataFrame({"low_kt": own, "high_kt": own + wide.get(OTHERS, 0.0), "part": OTHERS}),
        pd.DataFrame({"low_kt": 0.0 * own, "high_kt": own, "part": CANADA}),
    ]
    return pd.concat(frames).reset_index()


def _line_ends(
    demand: pd.DataFrame, supply: pd.DataFrame, stage: str, most: float, height: int = HIGH
) -> list[alt.Chart]:
    """Names at the right: each scenario's line, the supply area, and Canada where it is listed."""
    last = demand[demand["year"] == demand["year"].max()].set_index("scenario")["value_kt"]
    words = {SCENARIOS.get(name, name): (value, SCENARIO_COLOURS.get(name, INK)) for name, value in last.items()}
    final = supply[supply["year"] == supply["year"].max()].set_index("part")["value_kt"]
    if len(final):
        words[f"Listed {stage} supply"] = (final.sum(), MUTED)
    if CANADA in final.index:
        words["of it Canada"] = (final[CANADA] / 2, ACCENT)
    ends = pd.DataFrame([(text, *pair) for text, pair in words.items()], columns=["words", "value_kt", "ink"])
    ends = ends.sort_values("value_kt", ignore_index=True)
    at = spread((ends["value_kt"] / most * height).tolist(), 17, height - 6)
    ends["up"] = [height - position for position in at]
    text = alt.Chart(ends).mark_text(align="left", baseline="middle")
    place = {"x": alt.value(WIDE + 10), "y": alt.Y("up:Q", scale=None, axis=None)}
    return [text.encode(**place, text="words:N", color=alt.Color("ink:N", scale=None))]
