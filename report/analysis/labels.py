"""Names that readers see: goods as mineral and stage, countries by name, colours of minerals in a stack."""

from __future__ import annotations

import numpy as np
import pandas as pd

STAGES = {"ore": "ore", "refined": "refined", "scrap": "scrap", "downstream": "products"}
MINERAL_COLOURS = [
    "#1f5f99", "#e08e0b", "#2a7f62", "#7a5aa6", "#4ba3c7", "#a3672a", "#c46a8e",
]  # fmt: skip
OTHER_COLOUR = "#b9c0c9"
COUNTRY_COLUMNS = {
    "largest_supplier": "largest_name",
    "weight_largest_supplier": "weight_largest_name",
    "exporter": "exporter_name",
}


def with_names(table: pd.DataFrame, minerals: pd.DataFrame, countries: pd.DataFrame) -> pd.DataFrame:
    """`table` with mineral (its name), good (mineral and stage) and the name of each country column.

    A column `largest_supplier`, `weight_largest_supplier` or `exporter` gains `largest_name`, `weight_largest_name`
    or `exporter_name`; unknown codes stay codes.
    """
    table = table.copy()
    if "mineral_id" in table:
        names = minerals.set_index("mineral_id")["name"]
        table["mineral"] = table["mineral_id"].map(names).fillna(table["mineral_id"])
    if "stage" in table:
        table["good"] = table["mineral"] + ", " + table["stage"].map(STAGES)
        table["good"] = table["good"].str.replace("ore, ore", "ore")
    for column, named in COUNTRY_COLUMNS.items():
        if column in table:
            table[named] = country_names(table[column], countries)
    return table


def spoken_good(good: str) -> str:
    """A good as it stands in a sentence: `copper, ore` as `copper ore`, `lithium, refined` as `refined lithium`."""
    mineral, comma, stage = good.rpartition(", ")
    if not comma:
        return good
    return f"{stage} {mineral}" if stage == "refined" else f"{mineral} {stage}"


def country_names(codes: pd.Series, countries: pd.DataFrame) -> pd.Series:
    """Short names of country codes."""
    return codes.map(countries.set_index("country")["name"]).fillna(codes)


def stacked_minerals(exports: pd.DataFrame, most: int = 7) -> tuple[pd.DataFrame, dict[str, str]]:
    """Exports by year and mineral with all but the `most` largest minerals as "other minerals", and their
    colours.

    exports: year mineral value_usd. Returns year mineral value_usd order, and colour by mineral, largest
    first.
    """
    largest = exports.groupby("mineral")["value_usd"].sum().nlargest(most).index.tolist()
    kept = exports.assign(mineral=exports["mineral"].where(exports["mineral"].isin(largest), "other minerals"))
    summed = kept.groupby(["year", "mineral"], as_index=False)["value_usd"].sum()
    names = [*largest, *(["other minerals"] if (summed["mineral"] == "other minerals").any() else [])]
    colours = dict(zip(names, [*MINERAL_COLOURS[: len(largest)], OTHER_COLOUR], strict=False))
    return summed.assign(order=summed["mineral"].map({name: at for at, name in enumerate(names)})), colours


def labelled_apart(
    table: pd.DataFrame, x: str, y: str, size: tuple[int, int] = (560, 430), decades: float | None = None
) -> pd.DataFrame:
    """`table`, largest `x` first, with `label`: the good's name where it fits beside the dot on two logarithmic axes.

    size: width and height of the plot in pixels; decades: orders of magnitude on each axis (default: the
    data's span and a margin). A name is left out where it would cover another name or dot.
    """
    table = table.sort_values(x, ascending=False).reset_index(drop=True)
    logs = np.log10(table[[x, y]].to_numpy(dtype=float))
    span = decades or (logs.max() - logs.min() + 1.4 if len(logs) else 1.0)
    places = np.column_stack([logs[:, 0] * size[0] / span, logs[:, 1] * size[1] / span])
    boxes: list[tuple[float, float, float, float]] = [(px - 5, px + 5, py - 5, py + 5) for px, py in places]
    labels = []
    for (px, py), name in zip(places, table["good"], strict=True):
        box = (px + 6, px + 12 + 6.3 * len(name), py - 7, py + 7)
        free = not any(_overlap(box, other) for other in boxes)
        labels.append(name if free else "")
        boxes += [box] if free else []
    return table.assign(label=labels)


def _overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[1] and other[0] < one[1] and one[2] < other[3] and other[2] < one[3]
