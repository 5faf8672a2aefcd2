"""Tables and captions of a mineral chapter, in the words a reader sees: chain, market, outlook, prices."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pandas as pd

from report.formats import format_value, share
from report.sentences.mineral import written
from report.sentences.places import STAGES, inner, spoken

BLOC, CANADA = "EUU", "CAN"
STEPS = {"mine": "Mined", "refine": "Refined", "import": "Imported"}


def chain_caption(parts: pd.DataFrame) -> str:
    """The leader of each bar. parts: heading name share, from the chain chart."""
    named = parts[parts["name"] != "all others"]
    leaders = named.loc[named.groupby("heading", sort=False)["share"].idxmax()]
    words = [
        f"{inner(heading.partition(' (')[0]).replace(': ', ' (')}{')' * (': ' in heading.partition(' (')[0])}, "
        f"{spoken(country)} {share(part)}"
        for heading, country, part in zip(leaders["heading"], leaders["name"], leaders["share"], strict=True)
    ]
    return f"The largest at each step: {'; '.join(words)}"


def chain_table(chain: pd.DataFrame, names: Mapping[str, str], top: int = 3) -> pd.DataFrame:
    """The first countries of each step with names for a reader. chain: from `mineral.chain`."""
    rows = chain[(chain["rank"] <= top) & (chain["world_share"] > 0)]
    goods = [STAGES.get(product, product) for product in rows["product"]]
    return rows.assign(step=rows["step"].map(STEPS), counted=goods, country_name=rows["country"].map(names))


def market(
    importers: pd.DataFrame, buyers: pd.DataFrame, names: Mapping[str, str], union: Sequence[str], top: int = 8
) -> pd.DataFrame:
    """The largest importers of each headline stage and what came from Canada.

    importers, buyers: from `report.analysis.mineral`; union: members of the bloc, which is one importer. Returns
    stage_name importer_name value_usd weight_t share from_canada_usd share_canada.
    """
    sold = buyers.assign(importer=buyers["importer"].mask(buyers["importer"].isin(list(union)), BLOC))
    keys = ["stage", "importer"]
    sold = sold[sold["headline"]].groupby(keys)["value_usd"].sum().rename("from_canada_usd").reset_index()
    others = importers[importers["headline"] & (importers["importer"] != CANADA)]
    rows = others[others["rank"] <= top].merge(sold, on=keys, how="left")
    rows["from_canada_usd"] = rows["from_canada_usd"].fillna(0.0)
    rows["share_canada"] = rows["from_canada_usd"] / rows["value_usd"]
    return rows.assign(stage_name=rows["stage"].map(STAGES), importer_name=rows["importer"].map(names))


def buyers_caption(buyers: pd.DataFrame, stage: str, names: Mapping[str, str], name: str, years: str) -> str:
    """The largest buyer of the drawn stage and its share of Canada's sales."""
    own = buyers[buyers["headline"] & (buyers["stage"] == stage)]
    row = own.loc[own["value_usd"].idxmax()]
    buyer = spoken(names.get(row["importer"], row["importer"]))
    return (
        f"Over {years} {buyer} bought {share(row['share'])} of Canada's exports of {name}, "
        f"{STAGES.get(stage, stage)} ({format_value(own['value_usd'].sum(), 'usd')} in all)"
    )


def gap_table(gap: pd.DataFrame, scenarios: Mapping[str, str]) -> pd.DataFrame:
    """Demand and supply by year and scenario, in the scenarios' full names; the base year stands once."""
    named = gap["scenario"].map(lambda code: scenarios.get(code, code))
    named = named.where(gap["year"] > gap["year"].min(), "base year")
    rows = gap.assign(scenario=named).drop_duplicates(["year", "scenario"])
    return rows.sort_values(["year", "demand_kt"], ignore_index=True)


def price_table(summary: pd.DataFrame, label: Callable[[str], str], words: Callable[[str], str]) -> pd.DataFrame:
    """Price series with short names, dates and units in words. summary: from `mineral.price_summary`."""
    dates = {column: summary[column].map(written) for column in ("first", "last", "peak")}
    return summary.assign(**dates, label=summary["series"].map(label), unit_words=summary["unit"].map(words))


def listed_demand(demand_outlook: pd.DataFrame, mineral_names: pd.DataFrame, mineral_id: str) -> str:
    """The IEA's own name of the demand for a mineral: by id, else by the names of the crosswalk; or empty."""
    own = demand_outlook.loc[demand_outlook["mineral_id"] == mineral_id, "mineral_as_listed"]
    spelt = mineral_names[(mineral_names["vocabulary"] == "iea") & (mineral_names["mineral_id"] == mineral_id)]
    wider = demand_outlook.loc[
        (demand_outlook["mineral_id"] == "") & demand_outlook["mineral_as_listed"].isin(spelt["name"]),
        "mineral_as_listed",
    ]
    total = demand_outlook[demand_outlook["scope"] == "total demand"]["mineral_as_listed"]
    found = [name for name in [*own, *wider] if name in set(total)]
    return str(found[0]) if found else ""


def counts_the_same(demand_outlook: pd.DataFrame, mineral_id: str) -> bool:
    """Whether the IEA's demand counts this mineral itself and not a wider good."""
    return bool((demand_outlook["mineral_id"] == mineral_id).any())


def wider_demand(listed_as: str, name: str, same: bool) -> str:
    """What the IEA's demand counts. listed_as: its name for it, empty where it lists none."""
    if not listed_as:
        return "The IEA tables shipped here list no total demand for it."
    if not same:
        return (
            f"The IEA's demand for {inner(listed_as)} is wider than {name}: it takes in the artificial form too, "
            "so demand and mine supply are not comparable here."
        )
    narrow = "; its supply figures count the same elements" if "(" in listed_as else ""
    return f"The IEA lists the demand as: {inner(listed_as)}{narrow}."
