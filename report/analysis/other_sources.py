"""The same dependence as other producers of data count it, to show how far the numbers agree.

Sources stay apart: USGS prints shares of United States imports of a commodity, Eurostat euros by
eight-digit code.
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
