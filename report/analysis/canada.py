"""Canada as a supplier: what it sells, to whom, what it refines, and its six priority minerals.

Destinations never overlap: Germany, France and Italy stand alone and the rest of the European Union is one
destination, so that shares add up to 1.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from report.analysis.capacity import last_year, latest
from report.analysis.empty import empty
from report.analysis.standing import with_place
from report.analysis.trade import CANADA, CELL, Years, annotated, provisional_year, sum_by, within

OTHER_MEMBERS = "EUU-other"
REST = "rest"
PRIORITY_COLUMNS = [
    "mineral_id", "name", "product", "year", "value_t", "world_share", "rank", "exports_usd",
    "top_destination", "top_destination_share",
]  # fmt: skip
REFINING_COLUMNS = [
    "source", "mineral_id", "product", "stage", "year", "country", "value_t", "world_t", "world_share",
    "rank", "rank_high", "estimated",
]  # fmt: skip
PRICE_COLUMNS = ["year", "value_usd", "value_at_base_prices_usd", "value_index", "volume_index", "provisional"]


def destinations(partners: pd.DataFrame, partner_members: pd.DataFrame, also: Sequence[str] = ("CHN",)) -> pd.Series:
    """Destination of each named country: itself, or EUU-other for bloc members that are not partners."""
    single = partners.loc[partners["kind"] == "country", "partner"].tolist()
    blocs = partners.loc[partners["kind"] == "bloc", "partner"]
    inside = partner_members.loc[partner_members["partner"].isin(blocs), "country"]
    named = dict.fromkeys(inside, OTHER_MEMBERS)
    return pd.Series({**named, **{country: country for country in [*single, *also]}}, dtype="str")


def exports_by_destination(
    flows: pd.DataFrame,
    hs_map: pd.DataFrame,
    partners: pd.DataFrame,
    partner_members: pd.DataFrame,
    years: Years = (2010, 2024),
    also: Sequence[str] = ("CHN",),
    exporter: str = CANADA,
) -> pd.DataFrame:
    """Sales per year, mineral, stage and destination (partners, EUU-other, the countries of `also`, rest).

    Returns year mineral_id stage headline destination value_usd weight_t misfiled provisional.
    """
    own = within(flows, years)
    rows = annotated(own[own["exporter"] == exporter], hs_map)
    groups = destinations(partners, partner_members, also)
    rows = rows.assign(destination=rows["importer"].map(groups).fillna(REST).astype("str"))
    keys = ["year", *CELL, "destination"]
    table = sum_by(rows, keys)
    misfiled = rows.groupby(keys)["misfiled"].any().rename("misfiled").reset_index()
    return table.merge(misfiled, on=keys).assign(provisional=table["year"] == provisional_year(flows))


def destination_shares(by_destination: pd.DataFrame, by: Sequence[str] = ("year",)) -> pd.DataFrame:
    """Share of each destination in headline sales, per `by` (year, mineral_id, ...; empty for all together).

    Returns the columns of `by`, destination value_usd weight_t share, largest first within each group.
    """
    counted = by_destination[by_destination["headline"]]
    keys = list(by)
    table = sum_by(counted, [*keys, "destination"])
    total = table.groupby(keys)["value_usd"].transform("sum") if keys else table["value_usd"].sum()
    table["share"] = table["value_usd"] / total
    return table.sort_values([*keys, "share"], ascending=[True] * len(keys) + [False], ignore_index=True)


def price_and_volume(by_destination: pd.DataFrame, base_year: int) -> pd.DataFrame:
    """How much of the change in export value is price: value each year, and the same tonnes at base-year unit values.

    Goods (mineral and stage) of the headline basket that have a gross weight and a value in the base year;
    misfiled rows are left out. Returns year value_usd value_at_base_prices_usd value_index volume_index (base year = 1)
    provisional. Empty when the base year is not in the table.
    """
    counted = by_destination[by_destination["headline"] & ~by_destination["misfiled"]]
    good = ["mineral_id", "stage"]
    rows = counted.groupby([*good, "year"], as_index=False)[["value_usd", "weight_t"]].sum()
    base = rows[(rows["year"] == base_year) & (rows["weight_t"] > 0)]
    rows = rows.merge(base.assign(unit=base["value_usd"] / base["weight_t"])[[*good, "unit"]], on=good)
    rows["at_base"] = rows["weight_t"] * rows["unit"]
    table = rows.groupby("year", as_index=False)[["value_usd", "at_base"]].sum()
    if table.empty:
        return empty(PRICE_COLUMNS)
    whole = table.loc[table["year"] == base_year, "value_usd"].iloc[0]
    late = by_destination.drop_duplicates("year").set_index("year")["provisional"]
    return table.rename(columns={"at_base": "value_at_base_prices_usd"}).assign(
        value_index=table["value_usd"] / whole,
        volume_index=table["at_base"] / whole,
        provisional=table["year"].map(late),
    )[PRICE_COLUMNS]


def refining_table(
    refining: pd.DataFrame,
    refining_totals: pd.DataFrame,
    supply_outlook: pd.DataFrame,
    supply_outlook_totals: pd.DataFrame,
    country: str | None = CANADA,
) -> pd.DataFrame:
    """Smelter and refinery output as two producers count it, side by side and never added.

    Returns source (USGS | IEA) mineral_id product stage year country value_t world_t world_share rank rank_high
    (the worst place that withheld and unnamed countries allow, USGS only) estimated: the last year of the newest USGS
    edition and the IEA's last observed year. country None keeps all countries.
    """
    usgs = with_place(last_year(latest(refining, refining_totals)), refining_totals).assign(source="USGS")
    iea = iea_supply(supply_outlook, supply_outlook_totals, "refining").assign(source="IEA", product="refined output")
    filled = [frame.reindex(columns=REFINING_COLUMNS) for frame in (usgs, iea) if len(frame)]
    table = pd.concat(filled) if filled else empty(REFINING_COLUMNS)
    table = table if country is None else table[table["country"] == country]
    return table.sort_values(["mineral_id", "source", "product", "rank"], ignore_index=True)


def iea_supply(
    supply_outlook: pd.DataFrame, supply_outlook_totals: pd.DataFrame, stage: str, projected: bool = False
) -> pd.DataFrame:
    """IEA mining or refining in tonnes with world share and rank, observed years only unless `projected`.

    Returns year mineral_id stage country value_t world_t world_share rank projection. The listed countries
    can exceed the stated total by a few percent (nickel, graphite); shares use the stated total.
    """
    keys = ["year", "mineral_id", "stage"]
    rows = supply_outlook[supply_outlook["stage"] == stage]
    rows = rows if projected else rows[~rows["projection"]]
    totals = supply_outlook_totals[supply_outlook_totals["aggregate"] == "world"]
    table = rows.merge(totals[[*keys, "value_kt"]].rename(columns={"value_kt": "world_kt"}), on=keys, how="left")
    table["value_t"], table["world_t"] = table["value_kt"] * 1000, table["world_kt"] * 1000
    table["world_share"] = table["value_t"] / table["world_t"]
    produced = table.assign(value_t=table["value_t"].where(table["value_t"] > 0))
    table["rank"] = produced.groupby(keys)["value_t"].rank(ascending=False, method="min")
    return table[[*keys, "country", "value_t", "world_t", "world_share", "rank", "projection"]]


def priority_six(
    minerals: pd.DataFrame,
    production: pd.DataFrame,
    production_totals: pd.DataFrame,
    by_destination: pd.DataFrame,
) -> pd.DataFrame:
    """The six priority minerals: latest mine output, world place, export value and largest buyer.

    by_destination: from `exports_by_destination`, cut to the years wanted. Returns mineral_id name product
    year value_t world_share rank exports_usd top_destination top_destination_share, one row per product.
    """
    six = minerals.loc[minerals["priority_six"], ["mineral_id", "name"]]
    output = last_year(latest(production, production_totals), CANADA)
    shares = destination_shares(by_destination, by=("mineral_id",))
    sold = shares.groupby("mineral_id")["value_usd"].sum().rename("exports_usd").reset_index()
    top = shares[shares["destination"] != REST].drop_duplicates("mineral_id")
    top = top.rename(columns={"destination": "top_destination", "share": "top_destination_share"})
    table = six.merge(output, on="mineral_id", how="left").merge(sold, on="mineral_id", how="left")
    return table.merge(top[["mineral_id", "top_destination", "top_destination_share"]], on="mineral_id", how="left")[
        PRIORITY_COLUMNS
    ]
