"""Small files in the producers' own formats, written by the tests: the numbers are made up or are the project's own."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pycountry

ROOT = Path(__file__).parents[2]
DATA = ROOT / "data"
BACI_NUMBERS = {"USA": 842, "FRA": 251, "IND": 699, "NOR": 579, "CHE": 757, "TWN": 490}
COMTRADE = (
    "typeCode freqCode refPeriodId refYear refMonth period reporterCode reporterISO reporterDesc flowCode flowDesc "
    "partnerCode partnerISO partnerDesc partner2Code partner2ISO partner2Desc classificationCode "
    "classificationSearchCode isOriginalClassification cmdCode cmdDesc aggrLevel isLeaf customsCode customsDesc "
    "mosCode motCode motDesc qtyUnitCode qtyUnitAbbr qty isQtyEstimated altQtyUnitCode altQtyUnitAbbr altQty "
    "isAltQtyEstimated netWgt isNetWgtEstimated grossWgt isGrossWgtEstimated cifvalue fobvalue primaryValue "
    "legacyEstimationFlag isReported isAggregate"
).split()


def csv_text(rows: Iterable[Sequence[Any]], separator: str = ",") -> str:
    """Rows as CSV text."""
    stream = io.StringIO()
    csv.writer(stream, delimiter=separator, lineterminator="\n").writerows(rows)
    return stream.getvalue()


def numeric(iso3: str) -> int:
    """The number of a country in BACI's and Comtrade's files."""
    return BACI_NUMBERS.get(iso3) or int(pycountry.countries.get(alpha_3=iso3).numeric)


def baci_zip(
    path: Path,
    flows: pd.DataFrame,
    revision: str = "HS92",
    release: str = "202701",
    changes: Mapping[str, str] | None = None,
    folder: str = "",
) -> Path:
    """A release in CEPII's layout from rows of `trade_flows`; `changes` replaces members by name."""
    codes = sorted((set(flows["exporter"]) | set(flows["importer"])) - {"ANT", "SCG", "XKX"})
    members = {}
    for year, rows in flows.groupby("year"):
        lines = [("t", "i", "j", "k", "v", "q")]
        for row in rows.itertuples():
            if row.exporter in codes and row.importer in codes:
                weight = "NA" if pd.isna(row.weight_t) else f"{row.weight_t:.3f}"
                sides = (numeric(row.exporter), numeric(row.importer))
                lines.append((year, *sides, row.hs6, f"{row.value_usd / 1000:.3f}", weight))
        members[f"BACI_{revision}_Y{year}_V{release}.csv"] = csv_text(lines)
    countries = [(numeric(code), code, code[:2], "S19" if code == "TWN" else code) for code in codes]
    members[f"country_codes_V{release}.csv"] = csv_text(
        [("country_code", "country_name", "country_iso2", "country_iso3"), *countries]
    )
    goods = [(code, f"Good {code}") for code in sorted(set(flows["hs6"]))]
    members[f"product_codes_{revision}_V{release}.csv"] = csv_text([("code", "description"), *goods])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in (members | dict(changes or {})).items():
            archive.writestr(folder + name, text)
    return path


def comtrade_record(reporter: str, partner: str, flow: str, code: str, year: int, value: float, kg: float) -> dict:
    """One record with all the columns of a Comtrade download, in the API's types."""
    sides = {}
    for side, iso3 in (("reporter", reporter), ("partner", partner)):
        number = 0 if iso3 == "W00" else numeric(iso3)
        sides |= {f"{side}Code": number, f"{side}ISO": iso3, f"{side}Desc": iso3}
    return {
        "typeCode": "C", "freqCode": "A", "refPeriodId": int(f"{year}0101"), "refYear": year, "refMonth": 52,
        "period": str(year), **sides, "flowCode": flow, "flowDesc": {"M": "Import", "X": "Export"}[flow],
        "partner2Code": 0, "partner2ISO": "W00", "partner2Desc": "World", "classificationCode": "H6",
        "classificationSearchCode": "HS", "isOriginalClassification": True, "cmdCode": code, "cmdDesc": code,
        "aggrLevel": len(code), "isLeaf": True, "customsCode": "C00", "customsDesc": "TOTAL CPC", "mosCode": "0",
        "motCode": 0, "motDesc": "TOTAL MOT", "qtyUnitCode": 8, "qtyUnitAbbr": "kg", "qty": kg, "isQtyEstimated": False,
        "altQtyUnitCode": 8, "altQtyUnitAbbr": "kg", "altQty": kg, "isAltQtyEstimated": False, "netWgt": kg,
        "isNetWgtEstimated": False, "grossWgt": 0, "isGrossWgtEstimated": False,
        "cifvalue": value if flow == "M" else None, "fobvalue": value if flow == "X" else None, "primaryValue": value,
        "legacyEstimationFlag": 0, "isReported": True, "isAggregate": False,
    }  # fmt: skip


BUYERS = "USA CHN IND JPN KOR DEU FRA ITA GBR MEX AUS CHL IDN NLD BEL ESP SWE NOR FIN POL BRA TUR THA VNM ZAF".split()


def comtrade_records(codes: Sequence[str], years: Sequence[int] = (2024,)) -> list[dict]:
    """Imports that 25 countries report from Canada and Chile, with their world totals, and one exporter's report."""
    records = []
    for year in years:
        for code in codes:
            for position, buyer in enumerate(BUYERS, 1):
                sales = {"CAN": 1000.0 * position, "CHL": 3000.0 * position}
                parts = {seller: value for seller, value in sales.items() if seller != buyer}
                records.append(comtrade_record(buyer, "W00", "M", code, year, 1e3 * sum(parts.values()), 1e3))
                for seller, value in parts.items():
                    records.append(comtrade_record(buyer, seller, "M", code, year, 1e3 * value, 10 * value))
            records.append(comtrade_record("CAN", "PER", "X", code, year, 5e5, 2e4))
            records.append(comtrade_record("CAN", "USA", "X", code, year, 9e9, 2e4))
    return records


def comtrade_csv(
    path: Path, records: Sequence[Mapping[str, Any]], encoding: str = "utf-8", separator: str = ","
) -> Path:
    """A web download: all columns, truth as TRUE and FALSE, missing values empty."""
    lines = [[_cell(record.get(name)) for name in COMTRADE] for record in records]
    path.write_text(csv_text([COMTRADE, *lines], separator), encoding=encoding)
    return path


def comtrade_json(path: Path, records: Sequence[Mapping[str, Any]]) -> Path:
    """A reply of the API as saved."""
    reply = {"elapsedTime": "0.5 secs", "count": len(records), "data": list(records), "error": ""}
    path.write_text(json.dumps(reply), encoding="utf-8")
    return path


def _cell(value: Any) -> Any:
    return {True: "TRUE", False: "FALSE"}[value] if isinstance(value, bool) else ("" if value is None else value)


def workbook(path: Path, sheets: Mapping[str, Iterable[Sequence[Any]]]) -> Path:
    """An .xlsx file."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book.save(path)
    return path


def usgs_long(path: Path, rows: Sequence[Sequence[Any]], encoding: str = "cp1252") -> Path:
    """The layout of 2026: section, commodity, country, statistics, detail, unit, year, value, notes."""
    header = (
        "MCS chapter,Section,Commodity,Country,Statistics,Statistics_detail,Unit,Year,Value,Notes,"
        "Is critical mineral 2025,Other notes"
    ).split(",")
    path.write_text(csv_text([header, *[("X", *row, "Yes", "") for row in rows]]), encoding=encoding)
    return path
