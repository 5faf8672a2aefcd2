"""The same dependence as other producers of data count it, to show how far the numbers agree.

Sources stay apart: USGS prints shares of United States imports of a commodity, Eurostat euros by
eight-digit code. `USGS_CELLS` names the forms of a commodity that are close to one good of the trade table; wider
forms, such as aluminium with its alloys, are left out.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from report.analysis.empty import empty
from report.indicators import hhi_bounds

USGS_COLUMNS = [
    "commodity", "detail", "period", "share_canada", "share_china", "largest_supplier", "largest_share",
    "share_unnamed", "hhi_low", "hhi_high",
]  # fmt: skip
COMEXT_COLUMNS = [
    "mineral_id", "stage", "cn8", "imports_eur", "share_canada", "share_china", "largest_supplier",
    "largest_share", "hhi_0_1", "supplier_count",
]  # fmt: skip
BAND_COLUMNS = [
    "mineral_id", "stage", "imports_usd", "largest_supplier", "largest_share", "largest_share_other",
    "share_canada", "share_canada_other", "hhi_0_1", "hhi_other",
]  # fmt: skip
UNNAMED = "UNNAMED"
USGS_KEYS = ["commodity", "detail", "mineral_id", "stage"]
USGS_CELLS = {
    ("Antimony", "Ore and concentrates"): ("antimony", "ore"),
    ("Bauxite", "Bauxite"): ("aluminium", "ore"),
    ("Bismuth", "All"): ("bismuth", "refined"),
    ("Chromium", "Chromite (ores and concentrates)"): ("chromium", "ore"),
    ("Cobalt", "Metal, oxide, and salts"): ("cobalt", "refined"),
    ("Copper", "Copper content of ore and concentrate"): ("copper", "ore"),
    ("Graphite (Natural)", "All"): ("graphite-natural", "ore"),
    ("Iron Ore", "All"): ("iron-ore", "ore"),
    ("Lithium", "All"): ("lithium", "refined"),
    ("Magnesium Compounds", "Crude magnesite"): ("magnesium", "ore"),
    ("Manganese", "Manganese ore"): ("manganese", "ore"),
    ("Molybdenum", "Molybdenum ore and concentrates"): ("molybdenum", "ore"),
    ("Niobium (Columbium)", "Ferroniobium and niobium metal"): ("niobium", "refined"),
    ("Rare Earths", "Rare-earth compounds and metals"): ("rare-earths", "refined"),
    ("Titanium Mineral Concentrates", "All"): ("titanium", "ore"),
    ("Vanadium", "Total"): ("vanadium", "refined"),
    ("Zinc", "Ores and concentrates"): ("zinc", "ore"),
}


def usgs_import_concentration(us_import_sources: pd.DataFrame) -> pd.DataFrame:
    """United States imports by commodity as USGS prints them, with the band that "other countries" leaves.

    Returns commodity detail period share_canada share_china largest_supplier largest_share share_unnamed
    hhi_low hhi_high (0-1). Rows without a number are left out; commodities without a named country are too.
    """
    rows = us_import_sources[us_import_sources["share"].notna()]
    tables = [_usgs_row(key, group) for key, group in rows.groupby(["commodity", "detail", "period"])]
    found = [row for row in tables if row is not None]
    return pd.DataFrame(found, columns=USGS_COLUMNS) if found else empty(USGS_COLUMNS, text=USGS_COLUMNS[:3])


def comext_dependence(
    eu_imports: pd.DataFrame,
    hs_map: pd.DataFrame,
    members: Sequence[str] | None = None,
    by_code: bool = False,
) -> pd.DataFrame:
    """Extra-EU imports per mineral and stage in euros, of some members or of all when None; `by_code`
    splits by cn8.

    The eight-digit code takes the mineral of its own row of `hs_map` or of its first six digits. Returns
    mineral_id stage [cn8] imports_eur share_canada share_china largest_supplier largest_share hhi_0_1
    supplier_count.
    """
    rows = eu_imports if members is None else eu_imports[eu_imports["importer"].isin(list(members))]
    rows = rows.merge(_codes(rows, hs_map), on="cn8")
    keys = ["mineral_id", "stage", *(["cn8"] if by_code else [])]
    columns = [name for name in COMEXT_COLUMNS if by_code or name != "cn8"]
    if rows.empty:
        return empty(columns, text=("cn8",))
    values = rows.groupby([*keys, "exporter"])["value_eur"].sum().reset_index()
    values = values[values["value_eur"] > 0]
    values["share"] = values["value_eur"] / values.groupby(keys)["value_eur"].transform("sum")
    values["square"] = values["share"] ** 2
    grouped = values.groupby(keys)
    table = grouped.agg(
        imports_eur=("value_eur", "sum"), hhi_0_1=("square", "sum"), supplier_count=("exporter", "size")
    )
    largest = values.loc[grouped["share"].idxmax()].set_index(keys)
    table = table.assign(largest_supplier=largest["exporter"], largest_share=largest["share"])
    for name, code in (("share_canada", "CAN"), ("share_china", "CHN")):
        own = values[values["exporter"] == code].set_index(keys)["share"]
        table[name] = own.reindex(table.index, fill_value=0.0)
    return table.reset_index()[columns]


def usgs_shares(us_import_sources: pd.DataFrame) -> pd.DataFrame:
    """USGS import shares of the goods that are also a cell of the trade table.

    Returns mineral_id stage exporter share (0-1); what USGS leaves unnamed is one supplier called UNNAMED.
    """
    cells = pd.DataFrame([(*named, *cell) for named, cell in USGS_CELLS.items()], columns=USGS_KEYS)
    rows = us_import_sources[us_import_sources["share"].notna()].merge(cells, on=USGS_KEYS[:2])
    rows = rows.assign(exporter=rows["country"].where(rows["country"] != "", UNNAMED))
    return rows.groupby(["mineral_id", "stage", "exporter"], as_index=False)["share"].sum()


def comext_shares(eu_imports: pd.DataFrame, hs_map: pd.DataFrame, members: Sequence[str], codes: Sequence[str]):
    """Shares of extra-EU imports by value of some members, for the six-digit `codes` only.

    Returns mineral_id stage exporter share (0-1), all years of the table together.
    """
    rows = eu_imports[eu_imports["importer"].isin(list(members)) & eu_imports["cn8"].str[:6].isin(list(codes))]
    six = hs_map[hs_map["hs_code"].str.len() == 6].rename(columns={"hs_code": "hs6"})
    rows = rows.assign(hs6=rows["cn8"].str[:6]).merge(six[["hs6", "mineral_id", "stage"]], on="hs6")
    sums = rows.groupby(["mineral_id", "stage", "exporter"], as_index=False)["value_eur"].sum()
    total = sums.groupby(["mineral_id", "stage"])["value_eur"].transform("sum")
    return sums.assign(share=sums["value_eur"] / total)[["mineral_id", "stage", "exporter", "share"]]


def source_band(suppliers: pd.DataFrame, other: pd.DataFrame) -> pd.DataFrame:
    """The largest supplier and Canada as two producers of data count them, good by good.

    suppliers: `dependence.suppliers` of one partner (shares by value); other: mineral_id stage exporter share.
    Returns mineral_id stage imports_usd largest_supplier largest_share largest_share_other share_canada
    share_canada_other hhi_0_1 hhi_other, for the goods that both have; the largest is that of the trade table. A
    share is missing where the other producer may hold the country among the unnamed.
    """
    keys = ["mineral_id", "stage"]
    ours = suppliers[suppliers["headline"]].merge(other[keys].drop_duplicates(), on=keys)
    if ours.empty:
        return empty(BAND_COLUMNS)
    both = ours.merge(other, on=[*keys, "exporter"], how="left")
    partly = pd.MultiIndex.from_frame(other.loc[other["exporter"] == UNNAMED, keys])
    both["share"] = both["share"].where(pd.MultiIndex.from_frame(both[keys]).isin(partly), both["share"].fillna(0.0))
    table = both.loc[both.groupby(keys)["value_share"].idxmax()].set_index(keys)
    table = table[["exporter", "value_share", "share"]].set_axis(BAND_COLUMNS[3:6], axis=1)
    canada = both[both["exporter"] == "CAN"].set_index(keys)[["value_share", "share"]]
    table[BAND_COLUMNS[6:8]] = canada.reindex(table.index).to_numpy()
    table["share_canada"] = table["share_canada"].fillna(0.0)
    table["imports_usd"] = ours.groupby(keys)["value_usd"].sum()
    table["hhi_0_1"] = ours.assign(square=ours["value_share"] ** 2).groupby(keys)["square"].sum()
    named = other[other["exporter"] != UNNAMED]
    table["hhi_other"] = named.assign(square=named["share"] ** 2).groupby(keys)["square"].sum()
    return table.reset_index()[BAND_COLUMNS]


def _usgs_row(key: tuple, group: pd.DataFrame) -> tuple | None:
    named = group[group["country"] != ""].groupby("country")["share"].sum()
    unnamed = float(group.loc[group["country"] == "", "share"].sum())
    if named.sum() == 0:
        return None
    bounds = hhi_bounds(named, unnamed)
    own = (float(named.get(code, 0.0)) for code in ("CAN", "CHN"))
    return (*key, *own, named.idxmax(), float(named.max()), unnamed, *bounds)


def _codes(rows: pd.DataFrame, hs_map: pd.DataFrame) -> pd.DataFrame:
    known = hs_map.drop_duplicates("hs_code").set_index("hs_code")[["mineral_id", "stage"]]
    codes = pd.DataFrame({"cn8": rows["cn8"].unique()})
    exact = known.reindex(codes["cn8"]).reset_index(drop=True)
    six = known.reindex(codes["cn8"].str[:6]).reset_index(drop=True)
    return codes.join(exact.combine_first(six)).dropna(subset=["mineral_id"])
