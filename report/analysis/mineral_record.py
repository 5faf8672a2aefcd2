"""What the record says of one mineral: lists, instruments and projects that name it, and how much data there is."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from report.analysis import dependence
from report.analysis.other_sources import comext_dependence, usgs_import_concentration
from report.analysis.trade import Years, importer_members

COUNT_COLUMNS = [
    "importer", "source", "counted", "first_year", "last_year", "share_canada", "share_china", "largest_supplier",
    "largest_share",
]  # fmt: skip
SUBJECTS = ["production", "refining", "trade", "outlook"]
UNITED_STATES, UNION = "USA", "EUU"
NATIONAL = ["Natural Resources Canada", "Ressources naturelles Canada"]


def coverage(
    minerals: pd.DataFrame,
    production: pd.DataFrame,
    refining: pd.DataFrame,
    trade_codes: Sequence[str],
    supply_outlook: pd.DataFrame,
    demand_outlook: pd.DataFrame,
) -> pd.DataFrame:
    """Which subjects have data for each mineral: mineral_id production refining trade outlook subjects.

    trade_codes: ids of the minerals seen in any table of trade. Production and refining want a figure in tonnes.
    """
    refined = refining.loc[refining["value_t"].notna(), "mineral_id"]
    seen = {
        "production": production.loc[production["value_t"].notna(), "mineral_id"],
        "refining": pd.concat([refined, supply_outlook.loc[supply_outlook["stage"] == "refining", "mineral_id"]]),
        "trade": pd.Series(list(trade_codes), dtype="str"),
        "outlook": pd.concat([supply_outlook["mineral_id"], demand_outlook["mineral_id"]]),
    }
    table = minerals[["mineral_id"]].assign(
        **{subject: minerals["mineral_id"].isin(set(ids)) for subject, ids in seen.items()}
    )
    return table.assign(subjects=table[SUBJECTS].sum(axis=1))


def without_chapter(minerals: pd.DataFrame) -> list[str]:
    """Names of the minerals of Canada's list that have no chapter."""
    return minerals.loc[minerals["on_list_2024"] & ~minerals["chapter"], "name"].tolist()


def lists_naming(critical_lists: pd.DataFrame, mineral_id: str) -> pd.DataFrame:
    """Lists of critical minerals that name it, newest first, with as_listed: the names they use for it."""
    rows = critical_lists[critical_lists["mineral_id"] == mineral_id]
    keys = ["list_id", "jurisdiction", "list_name", "year", "tier", "list_complete"]
    named = rows.groupby(keys)["mineral_as_listed"].agg(lambda names: "; ".join(sorted(set(names))))
    table = named.rename("as_listed").reset_index()
    return table.sort_values(["year", "jurisdiction"], ascending=[False, True], ignore_index=True)


def lists_silent(critical_lists: pd.DataFrame, mineral_id: str) -> list[str]:
    """Jurisdictions whose newest complete list does not name it, nor any newer one, in order of code."""
    whole = critical_lists[critical_lists["list_complete"]]
    newest = whole[whole["year"] == whole.groupby("jurisdiction")["year"].transform("max")]
    since = newest.groupby("jurisdiction")["year"].first()
    own = critical_lists[critical_lists["mineral_id"] == mineral_id]
    naming = own.loc[own["year"] >= own["jurisdiction"].map(since), "jurisdiction"]
    return sorted(set(newest["jurisdiction"]) - set(naming))


def instruments_naming(instruments: pd.DataFrame, instrument_minerals: pd.DataFrame, mineral_id: str) -> pd.DataFrame:
    """Instruments that name it in their text or in an official release on them, oldest first, with named_in."""
    rows = instrument_minerals[
        (instrument_minerals["mineral_id"] == mineral_id) & instrument_minerals["named_in"].isin(["text", "press"])
    ]
    named = rows.groupby("instrument_id", as_index=False)["named_in"].max()
    return instruments.merge(named, on="instrument_id").sort_values(["date_start", "instrument_id"], ignore_index=True)


def projects_of(projects: pd.DataFrame, mineral_id: str) -> pd.DataFrame:
    """Projects of the ledger for the mineral, firmest stage first."""
    rows = projects[projects["mineral_id"] == mineral_id]
    order = {"disbursed": 0, "committed": 1, "announced": 2}
    return (
        rows.assign(order=rows["stage"].map(order).fillna(3))
        .sort_values(["order", "project_id"], ignore_index=True)
        .drop(columns="order")
    )


def own_shares(
    flows: pd.DataFrame,
    hs_map: pd.DataFrame,
    partners: pd.DataFrame,
    partner_members: pd.DataFrame,
    mineral_id: str,
    years: Years,
) -> pd.DataFrame:
    """Shares in the imports of the United States and the European Union by this book's trade table, one row a stage."""
    codes = hs_map[(hs_map["mineral_id"] == mineral_id) & hs_map["headline"]]
    frames = []
    for importer in (UNITED_STATES, UNION):
        members, bloc = importer_members(partners, partner_members, importer)
        table = dependence.dependence(dependence.suppliers(flows, codes, members, bloc, years))
        frames.append(table.assign(importer=importer, source="BACI", first_year=years[0], last_year=years[1]))
    return pd.concat(frames).rename(columns={"stage": "counted"}).reindex(columns=COUNT_COLUMNS)


def other_counts(
    us_import_sources: pd.DataFrame,
    eu_imports: pd.DataFrame,
    hs_map: pd.DataFrame,
    mineral_names: pd.DataFrame,
    mineral_id: str,
) -> pd.DataFrame:
    """The same shares as the USGS and Eurostat count them: the columns of `own_shares`; nothing is added across.

    The USGS names only the main sources, so a country that it does not name has a missing share there, not zero.
    """
    spelt = mineral_names[(mineral_names["vocabulary"] == "usgs") & (mineral_names["mineral_id"] == mineral_id)]
    printed = usgs_import_concentration(us_import_sources[us_import_sources["commodity"].isin(spelt["name"])])
    period = printed["period"].str.split("-", expand=True).reindex(columns=[0, 1])
    american = printed.assign(
        share_canada=printed["share_canada"].where(printed["share_canada"] > 0),
        importer=UNITED_STATES,
        source="USGS",
        counted=printed["detail"].where(printed["detail"] != "All", printed["commodity"]),
        first_year=pd.to_numeric(period[0]),
        last_year=pd.to_numeric(period[1]),
    )
    codes = hs_map[hs_map["mineral_id"] == mineral_id]
    european = comext_dependence(eu_imports, codes).rename(columns={"stage": "counted"})
    years = {"first_year": eu_imports["year"].min(), "last_year": eu_imports["year"].max()}
    european = european.assign(importer=UNION, source="Eurostat", **years)
    filled = [table.reindex(columns=COUNT_COLUMNS) for table in (american, european) if len(table)]
    return pd.concat(filled, ignore_index=True) if filled else american.reindex(columns=COUNT_COLUMNS)


def traded(
    flows: pd.DataFrame, hs_map: pd.DataFrame, eu_imports: pd.DataFrame, us_sources_ids: Sequence[str]
) -> set[str]:
    """Minerals with a row in any table of trade: this book's, Eurostat's, or the import shares of the USGS."""
    by_code = hs_map.set_index("hs_code")["mineral_id"]
    seen = set(by_code.reindex(flows["hs6"].unique()).dropna())
    european = set(by_code.reindex(eu_imports["cn8"].unique()).dropna())
    return (seen | european | set(us_sources_ids)) - {""}


def national_counts(canada_facts: pd.DataFrame, mineral_id: str) -> pd.DataFrame:
    """Output and world rank as Natural Resources Canada prints them: topic measure year value unit.

    The newest year of each topic, for Canada as a whole, from the two best tiers of source.
    """
    rows = canada_facts[
        (canada_facts["mineral_id"] == mineral_id)
        & canada_facts["topic"].isin(["production", "rank"])
        & canada_facts["producer"].isin(NATIONAL)
        & canada_facts["tier"].isin([1, 2])
        & canada_facts["measure"].str.startswith("Canada ")
        & canada_facts["value"].notna()
    ]
    dated = rows.assign(year=pd.to_numeric(rows["year_text"], errors="coerce")).dropna(subset=["year"])
    newest = dated.sort_values(["topic", "year"]).drop_duplicates("topic", keep="last")
    return newest[["topic", "measure", "year", "value", "unit"]].reset_index(drop=True)
