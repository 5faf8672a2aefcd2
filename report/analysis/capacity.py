"""What a country can supply: output, rank and export volume beside what the partner buys.

Production is mostly content of the element, trade is gross weight; the two are put side by side only where
the producer of the figures also counts gross weight, and `production_comparable` says which rows those are.
Editions of the production tables are kept apart because a newer one revises older years.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from report.analysis.empty import empty
from report.analysis.trade import CANADA, Years, annotated, imports_of, within

PRODUCT = ["edition", "year", "mineral_id", "product"]
LATEST_COLUMNS = [
    "edition", "year", "mineral_id", "product", "country", "value_t", "world_t", "world_share",
    "world_share_low", "world_share_high", "rank", "countries_ranked", "countries_withheld",
    "estimated", "flag", "basis",
]  # fmt: skip
REVISION_COLUMNS = [
    "mineral_id",
    "product",
    "year",
    "edition",
    "value_t",
    "previous_edition",
    "ratio_to_previous",
]
CAPACITY_COLUMNS = [
    "mineral_id", "stage", "headline", "imports_t_per_year", "exports_t_per_year",
    "exports_to_partner_t_per_year", "exports_elsewhere_t_per_year", "exports_over_imports",
    "production_year", "production_t", "production_product", "production_basis",
    "production_comparable",
]  # fmt: skip


def latest(values: pd.DataFrame, totals: pd.DataFrame, edition: int | None = None) -> pd.DataFrame:
    """One edition (the newest) of production, refining or reserves, with world share and rank.

    values: edition year mineral_id product [stage] country value_t ...; totals: the same keys, aggregate,
    value_t and optionally rounding_t. Returns edition year mineral_id product [stage] country value_t
    world_t world_share world_share_low world_share_high (the printed world total is rounded) rank
    countries_ranked countries_withheld estimated flag basis. The rank is among countries with a figure, so
    withheld ones may hide a better place.
    """
    if values.empty:
        return empty(_latest_columns(values))
    chosen = int(values["edition"].max()) if edition is None else edition
    rows = values[values["edition"] == chosen]
    keys = _product_keys(values)
    table = rows.merge(_world(totals, keys), on=keys, how="left")
    table["world_share"] = table["value_t"] / table["world_t"]
    table["world_share_low"] = table["value_t"] / (table["world_t"] + table["rounding_t"])
    table["world_share_high"] = table["value_t"] / (table["world_t"] - table["rounding_t"])
    return (
        table.join(_ranks(table, keys))
        .reindex(columns=_latest_columns(values))
        .sort_values([*keys, "rank"], ignore_index=True)
    )


def last_year(table: pd.DataFrame, country: str | None = None) -> pd.DataFrame:
    """Rows of the newest year of each product (of one country when given)."""
    newest = table.groupby(["mineral_id", "product"])["year"].transform("max")
    rows = table[table["year"] == newest]
    return rows if country is None else rows[rows["country"] == country]


def revisions(values: pd.DataFrame, country: str = CANADA) -> pd.DataFrame:
    """How each edition changed the figure for the same year.

    Returns mineral_id product year edition value_t previous_edition ratio_to_previous, oldest edition first;
    the first edition that has a year carries no ratio.
    """
    keys = ["mineral_id", "product", "year"]
    own = values[(values["country"] == country) & values["value_t"].notna()]
    rows = own.sort_values([*keys, "edition"], ignore_index=True)
    before = rows.groupby(keys)[["edition", "value_t"]].shift()
    rows["previous_edition"] = before["edition"]
    rows["ratio_to_previous"] = rows["value_t"] / before["value_t"].where(before["value_t"] > 0)
    return rows[REVISION_COLUMNS]


def capacity(
    flows: pd.DataFrame,
    hs_map: pd.DataFrame,
    members: Sequence[str],
    bloc: bool,
    years: Years,
    production: pd.DataFrame,
    production_totals: pd.DataFrame,
    exporter: str = CANADA,
) -> pd.DataFrame:
    """The partner's purchases against the exporter's sales and output, in tonnes a year of the pool.

    Returns mineral_id stage headline imports_t_per_year exports_t_per_year (to all, a bloc counted once)
    exports_to_partner_t_per_year exports_elsewhere_t_per_year exports_over_imports and, for ores,
    production_year production_t production_product production_basis production_comparable (true for gross
    weight only).
    """
    pool = within(flows, years)
    bought = annotated(imports_of(pool, members, bloc), hs_map)
    sold = annotated(pool[pool["exporter"] == exporter], hs_map)
    span = years[1] - years[0] + 1
    keys = ["mineral_id", "stage", "headline"]
    amounts = {
        "imports_t_per_year": bought,
        "exports_t_per_year": sold,
        "exports_to_partner_t_per_year": bought[bought["exporter"] == exporter],
    }
    sums = {name: rows.groupby(keys)["weight_t"].sum() / span for name, rows in amounts.items()}
    table = pd.DataFrame(sums).reindex(sums["imports_t_per_year"].index).fillna(0.0)
    table["exports_elsewhere_t_per_year"] = table["exports_t_per_year"] - table["exports_to_partner_t_per_year"]
    bought_t = table["imports_t_per_year"]
    table["exports_over_imports"] = table["exports_t_per_year"] / bought_t.where(bought_t > 0)
    output = mine_output(production, production_totals, exporter)
    joined = table.reset_index().merge(output, on=["mineral_id", "stage"], how="left")
    joined["production_comparable"] = joined["production_basis"] == "gross"
    return joined[CAPACITY_COLUMNS]


def mine_output(production: pd.DataFrame, production_totals: pd.DataFrame, country: str = CANADA) -> pd.DataFrame:
    """One mine figure per mineral, gross weight first; minerals with several other products are left out.

    Returns mineral_id stage ("ore") production_year production_t production_product production_basis.
    """
    own = last_year(latest(production, production_totals), country)
    own = own[own["value_t"] > 0]
    products = own.groupby("mineral_id")["product"].transform("count")
    chosen = own[(own["basis"] == "gross") | (products == 1)].drop_duplicates("mineral_id").assign(stage="ore")
    names = {
        "year": "production_year",
        "value_t": "production_t",
        "product": "production_product",
        "basis": "production_basis",
    }
    return chosen.rename(columns=names)[["mineral_id", "stage", *names.values()]]


def output_of(
    production: pd.DataFrame,
    production_totals: pd.DataFrame,
    refining: pd.DataFrame,
    refining_totals: pd.DataFrame,
    country: str = CANADA,
) -> pd.DataFrame:
    """A country's newest output of everything the producer counts, mines first.

    Returns the columns of `latest` with step (mine | smelter | refinery); rows of no output are left out, withheld
    ones are kept. `before_t` is what the edition before said of the year `before_year`, `revised_t` what the newest
    says of that year (missing where one edition alone has it).
    """
    mined = last_year(latest(production, production_totals), country).assign(step="mine")
    refined = last_year(latest(refining, refining_totals), country)
    rows = pd.concat([mined, refined.rename(columns={"stage": "step"})], ignore_index=True)
    rows = rows[(rows["value_t"] > 0) | (rows["flag"] == "withheld")]
    moved = pd.concat([revisions(production, country), revisions(refining, country)], ignore_index=True)
    moved = moved[moved["edition"] == moved["edition"].max()].dropna(subset=["ratio_to_previous"])
    moved = moved.loc[moved.groupby(["mineral_id", "product"])["year"].idxmax()]
    moved = moved.assign(before_t=moved["value_t"] / moved["ratio_to_previous"])
    names = {"year": "before_year", "value_t": "revised_t"}
    columns = ["mineral_id", "product", *names.values(), "before_t"]
    return rows.merge(moved.rename(columns=names)[columns], on=["mineral_id", "product"], how="left")


def comparable(
    imports: pd.DataFrame, exports: pd.DataFrame, output: pd.DataFrame, elements: pd.Series, span: int
) -> pd.DataFrame:
    """Trade and output in one basis, for the goods where there is one.

    imports, exports: `content.contained` by mineral_id and stage; output: from `output_of`; elements: symbol by
    mineral_id; span: years pooled. Contained element is set beside output that counts it (metal output before mine
    output); gross weight of ores beside output in gross weight. Returns mineral_id stage basis imports_low_t
    imports_t imports_high_t exports_low_t exports_t exports_high_t (a year) output_t output_year product step.
    """
    keys = ["mineral_id", "stage"]
    both = imports.merge(exports, on=keys, how="left", suffixes=("_in", "_out"))
    same = both["element_in"].notna() & (both["element_in"] == both["mineral_id"].map(elements))
    parts = []
    for basis, cells, counts in (
        ("content", both[same & both["content_t_in"].notna()], ["metal", "content"]),
        ("gross", both[both["stage"] == "ore"], ["gross"]),
    ):
        chosen = output[output["basis"].isin(counts)].sort_values("basis", key=lambda names: names.map(counts.index))
        chosen = chosen.drop_duplicates("mineral_id")[["mineral_id", "value_t", "year", "product", "step"]]
        joined = cells.merge(chosen, on="mineral_id")
        sides = {f"{side}_{end}t": joined[f"{stem}_{flow}"] / span for side, end, stem, flow in _sides(basis)}
        parts.append(joined.assign(basis=basis, **sides))
    table = pd.concat(parts, ignore_index=True).rename(columns={"value_t": "output_t", "year": "output_year"})
    amounts = [f"{side}_{end}t" for side in ("imports", "exports") for end in ("low_", "", "high_")]
    return table[[*keys, "basis", *amounts, "output_t", "output_year", "product", "step"]].fillna(
        dict.fromkeys(amounts, 0.0)
    )


def _sides(basis: str) -> list[tuple[str, str, str, str]]:
    stems = {"low_": "content_low_t", "": "content_t", "high_": "content_high_t"}
    return [
        (side, end, stem if basis == "content" else "gross_t", flow)
        for side, flow in (("imports", "in"), ("exports", "out"))
        for end, stem in stems.items()
    ]


def _ranks(table: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    counted = table.assign(
        output=table["value_t"].where(table["value_t"] > 0),
        producer=table["value_t"] > 0,
        gap=table["value_t"].isna(),
    )
    grouped = counted.groupby(keys, dropna=False)
    return pd.DataFrame(
        {
            "rank": grouped["output"].rank(ascending=False, method="min"),
            "countries_ranked": grouped["producer"].transform("sum"),
            "countries_withheld": grouped["gap"].transform("sum"),
        }
    )


def _product_keys(values: pd.DataFrame) -> list[str]:
    return [*PRODUCT, "stage"] if "stage" in values else PRODUCT


def _latest_columns(values: pd.DataFrame) -> list[str]:
    position = LATEST_COLUMNS.index("product") + 1
    stage = ["stage"] if "stage" in values else []
    return [*LATEST_COLUMNS[:position], *stage, *LATEST_COLUMNS[position:]]


def _world(totals: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    world = totals[(totals["aggregate"] == "world") & (totals["value_t"] > 0)].rename(columns={"value_t": "world_t"})
    if "rounding_t" not in world:
        world = world.assign(rounding_t=0.0)
    return world[[*keys, "world_t", "rounding_t"]].drop_duplicates(keys)
