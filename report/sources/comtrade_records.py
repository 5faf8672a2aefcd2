"""UN Comtrade downloads as one table, whatever form they come in.

Web downloads (CSV, Excel), replies of the API (JSON) and bulk files (tab-separated, gzip) have the same names of
columns; bulk files lack the ISO codes. The layout of the site before 2022 has other names and is read too.
"""

from __future__ import annotations

import json
from typing import Any

import pandas as pd

from .archive import Part
from .common import refuse, shown
from .text import numbers, read_table
from .workbook import cell_text, first_table, is_workbook

OLD_NAMES = {
    "classification": "classificationcode", "year": "refyear", "trade flow": "flowdesc",
    "reporter code": "reportercode",
    "reporter iso": "reporteriso", "partner code": "partnercode", "partner iso": "partneriso",
    "commodity code": "cmdcode", "netweight (kg)": "netwgt", "trade value (us$)": "primaryvalue",
}  # fmt: skip
REQUIRED = ("refyear", "cmdcode", "primaryvalue")
ALL_OF_IT = {"partner2code": {"0", ""}, "customscode": {"C00", ""}, "motcode": {"0", ""}, "moscode": {"0", ""}}
"""Columns that split a flow by second partner, customs procedure and transport, with the value of their total."""
FLOWS = {"m": "M", "import": "M", "imports": "M", "x": "X", "export": "X", "exports": "X"}
SPECIAL = {
    "842": "USA", "840": "USA", "251": "FRA", "250": "FRA", "579": "NOR", "578": "NOR", "699": "IND", "356": "IND",
    "757": "CHE", "756": "CHE", "381": "ITA", "380": "ITA", "490": "TWN", "0": "W00",
}  # fmt: skip
"""Numeric codes of Comtrade that are not those of ISO 3166."""
ISO_AS_PRINTED = {"S19": "TWN", "WLD": "W00", "ROM": "ROU"}
WORLD = "W00"


def records(part: Part) -> pd.DataFrame:
    """Annual flows of goods: year, reporter, partner, flow (M or X), code, value, fob_value, weight_kg, revision.

    The index is the row in the file. Rows of other flows (re-imports) and parts of a flow are left out. Raises
    BadInput for monthly data, services, another classification than the HS, and cells that do not read.
    """
    table = _table(part)
    _refuse_other_data(part, table)
    for column, totals in ALL_OF_IT.items():
        if column in table:
            table = table[table[column].isin(totals)]
    out = pd.DataFrame(index=table.index)
    out["year"] = _years(part, table)
    out["reporter"] = _iso3(part, table, "reporter")
    out["partner"] = _iso3(part, table, "partner")
    flow = table["flowcode"] if "flowcode" in table else table["flowdesc"]
    out["flow"] = flow.str.lower().map(FLOWS).fillna("")
    out["code"] = table["cmdcode"].str.zfill(2)
    out["value"] = numbers(part, table, "primaryvalue", 0)
    out["fob_value"] = numbers(part, table, "fobvalue", 0) if "fobvalue" in table else float("nan")
    out["weight_kg"] = numbers(part, table, "netwgt", 0) if "netwgt" in table else float("nan")
    out["revision"] = table["classificationcode"] if "classificationcode" in table else ""
    _no_gaps(part, out)
    return out[out["flow"] != ""]


def _table(part: Part) -> pd.DataFrame:
    if is_workbook(part):
        table = first_table(part)
    elif part.head(64).lstrip(b"\xef\xbb\xbf \r\n\t")[:1] in (b"{", b"["):
        table = _from_json(part)
    else:
        table = read_table(part)
    decimal = table.attrs.get("decimal", ".")
    table = table.rename(columns=lambda name: OLD_NAMES.get(name.lower(), name.lower()))
    table.attrs["decimal"] = decimal
    absent = [name for name in REQUIRED if name not in table]
    absent += [one for one in ("reporter", "partner") if not {f"{one}iso", f"{one}code"} & set(table)]
    absent += [] if {"flowcode", "flowdesc"} & set(table) else ["flowCode"]
    if absent:
        cause, advice = "another file, or renamed columns", "Give the download with all its columns, as it came."
        found = ", ".join(shown(name, 24) for name in table.columns[:8])
        raise refuse(f"no column {absent[0]!r} (it has: {found})", part.label, 1, cause=cause, next_step=advice)
    return table


def _from_json(part: Part) -> pd.DataFrame:
    """The records of an API reply: under `data`, or a bare list."""
    with part.open() as stream:
        try:
            reply: Any = json.load(stream)
        except (ValueError, RecursionError) as error:
            raise refuse(f"not JSON: {shown(error)}", part.label, next_step="Download it again.") from None
    found = reply.get("data") if isinstance(reply, dict) else reply
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        said = shown(reply.get("error") or reply.get("message") or "", 120) if isinstance(reply, dict) else ""
        advice = "Ask the API again; a reply has its records under `data`."
        raise refuse(f"no records {said}".strip(), part.label, next_step=advice)
    rows = [{name: cell_text(value) for name, value in one.items()} for one in found]
    return pd.DataFrame(rows, index=range(1, len(rows) + 1), dtype="str").fillna("")


def _refuse_other_data(part: Part, table: pd.DataFrame) -> None:
    checks = (
        ("freqcode", table.get("freqcode", pd.Series(dtype="str")).isin(["M"]), "monthly data", "annual data"),
        ("typecode", table.get("typecode", pd.Series(dtype="str")).isin(["S"]), "services", "goods"),
        (
            "classificationcode",
            ~table.get("classificationcode", pd.Series(dtype="str")).str.upper().str.match(r"(H\d|HS|$)"),
            "not the Harmonized System",
            "goods by HS code",
        ),
    )
    for column, wrong, what, wanted in checks:
        if wrong.any():
            row = int(wrong.idxmax())
            raise refuse(what, part.label, row, column, next_step=f"Download {wanted}, as reported.")


def _years(part: Part, table: pd.DataFrame) -> pd.Series:
    wrong = ~table["refyear"].str.fullmatch(r"(19|20)\d\d")
    if wrong.any():
        row = int(wrong.idxmax())
        what = f"not a year: {shown(table.at[row, 'refyear'])!r}"
        cause = "columns shifted, or a spreadsheet changed the cell"
        raise refuse(what, part.label, row, "refYear", cause=cause, next_step="Download it again.")
    return table["refyear"].astype("int64")


def _iso3(part: Part, table: pd.DataFrame, side: str) -> pd.Series:
    """ISO 3166 alpha-3 codes of one side; areas that are no country keep Comtrade's own code."""
    if f"{side}iso" in table and (table[f"{side}iso"] != "").any():
        return table[f"{side}iso"].str.upper().replace(ISO_AS_PRINTED)
    import pycountry

    iso3 = {str(int(country.numeric)): country.alpha_3 for country in pycountry.countries} | SPECIAL
    numbers_ = table[f"{side}code"].str.lstrip("0").replace("", "0")
    return numbers_.map(iso3).fillna("_" + numbers_)


def _no_gaps(part: Part, rows: pd.DataFrame) -> None:
    if (gaps := rows["value"].isna()).any():
        advice = "Download it again."
        raise refuse("no value", part.label, int(gaps.idxmax()), "primaryValue", next_step=advice)
    wrong = ~rows["code"].str.fullmatch(r"\d{2}|\d{4}|\d{5}|\d{6}|TOTAL|AG\d")
    if wrong.any():
        row = int(wrong.idxmax())
        advice = "Commodity codes have two, four or six digits."
        raise refuse(f"not an HS code: {shown(rows.at[row, 'code'])!r}", part.label, row, "cmdCode", next_step=advice)
