"""Export controls of other countries, and how much of a partner's purchases comes from under them."""

from __future__ import annotations

import re

import pandas as pd

from report.analysis.empty import empty

ALIASES = {
    "aluminium": ["bauxite", "aluminum"],
    "chromium": ["chromite"],
    "tin": ["cassiterite"],
    "niobium": ["columbite"],
    "tantalum": ["tantalite"],
    "phosphorus": ["apatite", "phosphate"],
    "iron-ore": ["iron"],
    "potash": ["potassium"],
    "graphite-natural": ["graphite"],
    "platinum-group": ["rhodium", "palladium", "platinum"],
}
"""Ores and spellings by which a control names a mineral, beside the mineral's own name."""
PRODUCTS = re.compile(r"artificial graphite|lithium batter\w+|\w+ (?:metal )?(?:waste and )?scrap")
YEAR = re.compile(r"\((\d{4})\)")
ORES = re.compile(r"\bores?\b|\bconcentrates\b|\braw\b|\bbauxite\b")
TEXTS = ["control_id", "country", "control_type", "commodities_as_printed", "mineral_id", "since", "stage"]
COLUMNS = [*TEXTS, "value_usd", "share"]


def minerals_under_control(export_controls: pd.DataFrame, minerals: pd.DataFrame) -> pd.DataFrame:
    """Which listed minerals each control names: the columns of `export_controls`, mineral_id, since and stages.

    A row for each pair of control and mineral. since: the year printed after the mineral, as text; stages: "ore" where
    the text speaks of ores, concentrates or raw material, "refined" where it speaks of refined metal, else empty (any).
    "Artificial graphite" and "lithium batteries" are products and not read as the mineral; neither is scrap of a metal.
    """
    words = {row.mineral_id: [row.name, *ALIASES.get(row.mineral_id, [])] for row in minerals.itertuples()}
    rows = []
    for control in export_controls.to_dict("records"):
        text = PRODUCTS.sub("", control["commodities_as_printed"].lower())
        ends = {mineral: _end_of_name(text, names) for mineral, names in words.items()}
        rows += [
            {**control, "mineral_id": mineral, "since": _year_after(text, end), "stages": _stages(text)}
            for mineral, end in ends.items()
            if end
        ]
    return pd.DataFrame(rows, columns=[*export_controls.columns, "mineral_id", "since", "stages"])


def exposure(
    under_control: pd.DataFrame, suppliers: pd.DataFrame, least_imports_usd: float = 0.0, least_share: float = 0.01
) -> pd.DataFrame:
    """The partner's purchases from countries that control the mineral: `COLUMNS`, largest value first.

    under_control: from `minerals_under_control`; suppliers: from `dependence.suppliers` (one partner, one period,
    values in US dollars). share: of the partner's imports of the mineral at that stage, fraction; rows under
    `least_share`, and goods of which the partner bought less than `least_imports_usd` in all, are left out. A control
    on the ore says nothing of the refined form, so stages stay apart.
    """
    if under_control.empty or suppliers.empty:
        return empty(COLUMNS, text=TEXTS)
    bought = suppliers[suppliers["headline"]].rename(columns={"value_share": "share"})
    totals = bought.groupby(["mineral_id", "stage"])["value_usd"].transform("sum")
    bought = bought[totals >= least_imports_usd]
    table = under_control.merge(
        bought[["mineral_id", "stage", "exporter", "value_usd", "share"]],
        left_on=["mineral_id", "country"],
        right_on=["mineral_id", "exporter"],
    )
    covered = (table["stages"] == "") | (table["stages"] == table["stage"])
    table = table[covered & (table["share"] >= least_share)]
    return table.sort_values("value_usd", ascending=False, ignore_index=True)[COLUMNS]


def agreements_with(members: list[str], name: str, us_agreements: pd.DataFrame) -> pd.DataFrame:
    """Agreements on minerals that the United States signed with the partner, oldest first.

    An agreement with several countries has one code, so the printed countries are searched for the last word of the
    partner's name, too ("Korea" of "South Korea").
    """
    word = re.escape(name.split()[-1])
    printed = us_agreements["country_as_printed"].str.contains(rf"\b{word}\b", regex=True)
    own = us_agreements[us_agreements["country"].isin(members) | printed]
    return own.sort_values("signed", ignore_index=True)


def _end_of_name(text: str, names: list[str]) -> int:
    """Where the first name found in the text ends; 0 where there is none."""
    found = (re.search(rf"\b{re.escape(name.lower())}\b", text) for name in names)
    return next((match.end() for match in found if match), 0)


def _year_after(text: str, start: int) -> str:
    year = YEAR.search(text, start)
    return year[1] if year else ""


def _stages(text: str) -> str:
    if ORES.search(text):
        return "ore"
    return "refined" if "refined" in text else ""
