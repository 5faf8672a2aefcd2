"""Import a release of BACI's real size: our importer, pandas.read_csv with a group-by, and unpacking, side by side.

The release is made up (`--rows-a-year` rows of `--years` years: real countries and codes, random pairs and amounts) and
packed like CEPII's archive; it is written to a temporary folder and removed. As many rows carry codes of `hs_map` as in
the shipped table. Each way runs in a process of its own, so the peak memory is its own, and ends with the same table:
value, weight and rows by year, exporter and code of `hs_map`. The benchmark stops when two ways differ.
"""

from __future__ import annotations

import argparse
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pycountry

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "data"
RELEASE = "202701"
OTHER_NUMBERS = {"USA": 842, "FRA": 251, "IND": 699, "NOR": 579, "CHE": 757, "TWN": 490}
"""Where BACI's number of a country is not that of ISO 3166."""
PRODUCTS = 5000
NO_WEIGHT = 0.03
CHUNK = 1_000_000
KEYS = ["year", "exporter", "hs6"]
LIMITS = {"speed": 1.5, "memory": 0.25, "megabytes": 1500}


def write_release(path: Path, rows_a_year: int, years: int) -> int:
    """Write the archive; returns the bytes it unpacks to."""
    flows = pd.read_parquet(DATA / "trade/flows.parquet")
    last = int(flows["year"].max())
    numbers = numbers_of(sorted({*flows["exporter"].unique(), *flows["importer"].unique()}))
    wanted = sorted(flows["hs6"].unique())
    others = [code for code in (f"{number:06d}" for number in range(10111, 999999, 197)) if code not in set(wanted)]
    codes = np.array([*wanted, *others[:PRODUCTS]])
    part = len(flows) / flows["year"].nunique() / 10_000_000
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for year in range(last - years + 1, last + 1):
            cells = random_cells(len(numbers), len(codes), len(wanted), rows_a_year, part, seed=year)
            with archive.open(f"BACI_HS92_Y{year}_V{RELEASE}.csv", "w", force_zip64=True) as member:
                write_year(member, year, cells, np.array(list(numbers.values())), codes)
        lines = ["country_code,country_name,country_iso2,country_iso3"]
        lines += [f"{number},{code},{code[:2]},{'S19' if code == 'TWN' else code}" for code, number in numbers.items()]
        archive.writestr(f"country_codes_V{RELEASE}.csv", "\n".join(lines) + "\n")
        goods = ["code,description", *(f"{code},Good {code}" for code in codes)]
        archive.writestr(f"product_codes_HS92_V{RELEASE}.csv", "\n".join(goods) + "\n")
        return sum(entry.file_size for entry in archive.infolist())


def numbers_of(countries: list[str]) -> dict[str, int]:
    """BACI's number of each country that has one of its own today."""
    found = {}
    for code in countries:
        known = pycountry.countries.get(alpha_3=code)
        if known:
            found[code] = OTHER_NUMBERS.get(code, int(known.numeric))
    return found


def random_cells(countries: int, codes: int, wanted: int, rows: int, part: float, seed: int) -> np.ndarray:
    """Distinct cells exporter x importer x code, in order; the first `wanted` codes have `part` of the rows."""
    random = np.random.default_rng(seed)
    of_wanted = int(rows * part)
    groups = []
    for size, low, high in ((of_wanted, 0, wanted), (rows - of_wanted, wanted, codes)):
        drawn = int(size * 1.2) + 10
        pairs = random.integers(0, countries * countries, drawn)
        pairs = pairs[pairs // countries != pairs % countries]
        cells = np.sort(pairs * codes + random.integers(low, high, len(pairs)))
        cells = cells[np.flatnonzero(np.diff(cells, prepend=-1))]
        groups.append(cells[np.linspace(0, len(cells) - 1, min(size, len(cells)), dtype="int64")])
    return np.sort(np.concatenate(groups))


def write_year(member: object, year: int, cells: np.ndarray, numbers: np.ndarray, codes: np.ndarray) -> None:
    """One yearly file: t, i, j, k, v, q, sorted like the producer's."""
    random = np.random.default_rng(year)
    names = ["t", "i", "j", "k", "v", "q"]
    kinds = [pa.int32()] * 3 + [pa.string()] * 3
    options = pa.csv.WriteOptions(quoting_style="none")
    with pa.csv.CSVWriter(member, pa.schema(zip(names, kinds, strict=True)), write_options=options) as writer:
        for start in range(0, len(cells), CHUNK):
            chunk = cells[start : start + CHUNK]
            pair, code = np.divmod(chunk, len(codes))
            exporter, importer = np.divmod(pair, len(numbers))
            value = np.round(random.lognormal(2.5, 2.5, len(chunk)) + 0.001, 3)
            weight = pc.cast(pa.array(np.round(random.lognormal(1.5, 3.0, len(chunk)), 3)), pa.string())
            weight = pc.if_else(pa.array(random.random(len(chunk)) < NO_WEIGHT), "NA", weight)
            columns = [
                pa.array(np.full(len(chunk), year, "int32")),
                pa.array(numbers[exporter].astype("int32")),
                pa.array(numbers[importer].astype("int32")),
                pa.array(codes[code]).cast(pa.string()),
                pc.cast(pa.array(value), pa.string()),
                weight,
            ]
            writer.write(pa.record_batch(columns, names))


def with_ours(path: Path) -> pd.DataFrame:
    """The project's importer, as `report import baci` calls it."""
    from report.sources import baci
    from report.sources.common import Context

    return summed(baci.read([path], Context(DATA)).tables["trade_flows"].rows)


def with_pandas(path: Path) -> pd.DataFrame:
    """All years read and joined, codes and weights as text, then the book's codes and the group-by."""
    with zipfile.ZipFile(path) as archive:
        rows = pd.concat([read_year(archive, name) for name in yearly(archive)], ignore_index=True)
        return summed(as_flows(rows, countries_of(archive)))


def with_pandas_by_year(path: Path) -> pd.DataFrame:
    """The same, one year at a time, which a careful user would write."""
    with zipfile.ZipFile(path) as archive:
        countries = countries_of(archive)
        return pd.concat([summed(as_flows(read_year(archive, name), countries)) for name in yearly(archive)])


def with_unzip(path: Path) -> pd.DataFrame:
    """Every byte unpacked and thrown away: no reader of the archive can be faster in one thread."""
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            with archive.open(name) as member:
                while member.read(1 << 20):
                    pass
    return pd.DataFrame()


WAYS: dict[str, Callable[[Path], pd.DataFrame]] = {
    "this project": with_ours,
    "pandas": with_pandas,
    "pandas by year": with_pandas_by_year,
    "unzip alone": with_unzip,
}


def yearly(archive: zipfile.ZipFile) -> list[str]:
    """Names of the yearly files."""
    return sorted(name for name in archive.namelist() if name.startswith("BACI_"))


def read_year(archive: zipfile.ZipFile, name: str) -> pd.DataFrame:
    """One yearly file, typed."""
    types = {"t": "int32", "i": "int32", "j": "int32", "k": "str", "v": "float64", "q": "str"}
    with archive.open(name) as member:
        return pd.read_csv(member, dtype=types, keep_default_na=False)


def countries_of(archive: zipfile.ZipFile) -> pd.Series:
    """ISO alpha-3 by number."""
    with archive.open(f"country_codes_V{RELEASE}.csv") as member:
        table = pd.read_csv(member, keep_default_na=False)
    return table.set_index("country_code")["country_iso3"].replace("S19", "TWN")


def as_flows(rows: pd.DataFrame, countries: pd.Series) -> pd.DataFrame:
    """The rows with codes of `hs_map`, in the project's columns and units."""
    codes = pd.read_csv(DATA / "trade/hs_map.csv", dtype="str")["hs_code"]
    rows = rows[rows["k"].isin(codes[codes.str.len() == 6])]
    weight = pd.to_numeric(rows["q"].where(rows["q"].str.strip() != "NA"))
    return pd.DataFrame(
        {
            "year": rows["t"],
            "exporter": rows["i"].map(countries),
            "hs6": rows["k"],
            "value_usd": (rows["v"] * 1000).round(),
            "weight_t": weight,
        }
    )


def summed(flows: pd.DataFrame) -> pd.DataFrame:
    """Value, weight and rows by year, exporter and code."""
    grouped = flows.groupby(KEYS, as_index=False)
    return grouped.agg(value_usd=("value_usd", "sum"), weight_t=("weight_t", "sum"), rows=("value_usd", "size"))


def run_way(name: str, path: Path, answer: Path) -> dict[str, float]:
    """Seconds of one way, and the largest memory of this process in megabytes."""
    started = time.monotonic()
    table = WAYS[name](path)
    seconds = time.monotonic() - started
    table.to_parquet(answer)
    return {"seconds": seconds, "peak": peak()}


def peak() -> float:
    """Largest resident memory of this process so far, in megabytes.

    Linux counts the memory of the process that started this one in `ru_maxrss`, so there the kernel's own mark is read.
    """
    status = Path("/proc/self/status")
    if status.exists():
        marks = [line for line in status.read_text().splitlines() if line.startswith("VmHWM")]
        return int(marks[0].split()[1]) * 1024 / 1e6
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


def measured(name: str, archive: Path, folder: Path) -> dict[str, float]:
    """A way in a process of its own."""
    answer = str(answer_of(folder, name))
    command = [sys.executable, __file__, "--way", name, "--archive", str(archive), "--answer", answer]
    run = subprocess.run(command, capture_output=True, text=True)
    if run.returncode:
        raise SystemExit(f"{name} failed:\n{run.stderr[-3000:]}")
    return json.loads(run.stdout)


def answer_of(folder: Path, name: str) -> Path:
    """Where a way leaves its table."""
    return folder / f"{name.replace(' ', '-')}.parquet"


def require_same(folder: Path) -> int:
    """Rows of the answer, which all ways share; weights to a part in a thousand million, the rest exactly."""
    tables = [
        pd.read_parquet(answer_of(folder, name)).sort_values(KEYS, ignore_index=True)
        for name in WAYS
        if name != "unzip alone"
    ]
    for table in tables[1:]:
        pd.testing.assert_frame_equal(tables[0], table, check_dtype=False, rtol=1e-9, atol=0)
    return len(tables[0])


def compare(options: argparse.Namespace) -> None:
    """Make the release, measure every way, print them and whether the limits hold."""
    folder = Path(tempfile.mkdtemp(prefix="report-baci-"))
    try:
        archive = folder / f"BACI_HS92_V{RELEASE}.zip"
        started = time.monotonic()
        size = write_release(archive, options.rows_a_year, options.years)
        print(
            f"Synthetic release: {options.years} years of {options.rows_a_year:,} rows, {size / 1e6:,.0f} MB unpacked, "
            f"{archive.stat().st_size / 1e6:,.0f} MB packed, made in {time.monotonic() - started:.0f} s."
        )
        runs = {name: [measured(name, archive, folder) for _ in range(options.repeat)] for name in WAYS}
        best = {name: min(of_way, key=lambda run: run["seconds"]) for name, of_way in runs.items()}
        rows = require_same(folder)
        print_table(best, size, rows)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def print_table(best: dict[str, dict[str, float]], size: int, rows: int) -> None:
    """One row a way; ratios are to this project's."""
    ours = best["this project"]
    print(f"\n{'':16}{'seconds':>9}{'time':>8}{'MB/s':>7}{'peak MB':>9}{'memory':>8}")
    for name, run in best.items():
        print(
            f"{name:16}{run['seconds']:9.1f}{run['seconds'] / ours['seconds']:8.2f}{size / 1e6 / run['seconds']:7.0f}"
            f"{run['peak']:9.0f}{run['peak'] / ours['peak']:8.2f}"
        )
    print(f"\nSame answer in all: {rows:,} rows. Columns time and memory: this project = 1.")
    plain, unpacking = best["pandas"], best["unzip alone"]
    speed, memory = plain["seconds"] / ours["seconds"], ours["peak"] / plain["peak"]
    print(f"Our import takes {ours['seconds'] / unpacking['seconds']:.2f} times as long as unpacking alone.")
    for text, holds in (
        (f"{speed:.1f} times as fast as pandas (wanted: {LIMITS['speed']})", speed >= LIMITS["speed"]),
        (f"{memory:.0%} of its peak memory (wanted: at most {LIMITS['memory']:.0%})", memory <= LIMITS["memory"]),
        (f"peak {ours['peak']:.0f} MB (wanted: under {LIMITS['megabytes']})", ours["peak"] < LIMITS["megabytes"]),
    ):
        print(f"  {'holds' if holds else 'DOES NOT HOLD'}: {text}")


def main() -> None:
    """Read the options; a process started by `measured` has `--way`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows-a-year", type=int, default=10_000_000)
    parser.add_argument("--years", type=int, default=5)
    parser.add_argument("--repeat", type=int, default=1, help="runs of each way; the best counts")
    parser.add_argument("--way", choices=WAYS, help=argparse.SUPPRESS)
    parser.add_argument("--archive", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--answer", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.way:
        print(json.dumps(run_way(options.way, options.archive, options.answer)))
    else:
        compare(options)


if __name__ == "__main__":
    main()
