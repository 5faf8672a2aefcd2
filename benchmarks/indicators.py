"""How long the whole grid of indicators takes: one pass, a plain pandas loop, and for RCA another package.

Each way runs in a process of its own on the same tables and has to give the same numbers; the tables are loaded before
the clock starts. `python benchmarks/indicators.py --help` lists the options.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

TABLES = ["trade_flows", "hs_map", "partners", "partner_members", "governance"]
KEYS = {
    "cells": ["partner", "year", "mineral_id", "stage", "headline"],
    "markets": ["partner", "year"],
    "rivals": ["partner", "year", "exporter"],
}
YEARS = (2010, 2024)
INSTALL = (
    "not measured: no interpreter with economic-complexity was given. In an environment of its own:\n"
    "  python -m venv /tmp/peer && /tmp/peer/bin/pip install 'economic-complexity[pandas]'\n"
    "  python benchmarks/indicators.py --peer /tmp/peer/bin/python"
)


def one_pass(tables: Any, hs_map: Any, years: tuple[int, int]) -> dict[str, Any]:
    """The project's way."""
    from report.analysis.indicator_table import indicator_tables

    rest = (tables.partners, tables.partner_members, tables.governance)
    return indicator_tables(tables.trade_flows, hs_map, *rest, years)._asdict()


def plain_loop(tables: Any, hs_map: Any, years: tuple[int, int]) -> dict[str, Any]:
    """A loop over partners and years with one group-by each and the pure functions on each group."""
    import pandas as pd

    from report.analysis.trade import annotated, importer_members, imports_of, within, without_inner_trade

    rows = annotated(within(tables.trade_flows, years), hs_map)
    risks = governance_risks(tables.governance)
    found: dict[str, list[dict[str, Any]]] = {"cells": [], "markets": [], "rivals": []}
    for partner in tables.partners["partner"]:
        members = importer_members(tables.partners, tables.partner_members, partner)
        world = without_inner_trade(rows, *members)
        for year, traded in world.groupby("year"):
            key = {"partner": partner, "year": year}
            bought, basket = imports_of(traded, *members), traded[traded["headline"]]
            found["cells"] += [key | cell for cell in cells_of(bought, basket, risks)]
            found["markets"] += [key | market for market in market_of(bought[bought["headline"]], basket)]
            found["rivals"] += [key | rival for rival in rivals_of(bought[bought["headline"]])]
    return {name: pd.DataFrame(records) for name, records in found.items()}


def cells_of(bought: Any, basket: Any, risks: Any) -> Iterator[dict[str, Any]]:
    """Concentration, governance and advantage of each mineral and stage."""
    from report import indicators

    own, total = basket[basket["exporter"] == "CAN"]["value_usd"].sum(), basket["value_usd"].sum()
    for (mineral, stage, headline), group in bought.groupby(["mineral_id", "stage", "headline"]):
        sales = group.groupby("exporter")["value_usd"].sum()
        tonnes = group.groupby("exporter")["weight_t"].sum(min_count=1).dropna()
        risk = risks.reindex(sales.index)
        cell = {"mineral_id": mineral, "stage": stage, "headline": headline, "imports_usd": sales.sum()}
        cell |= {"share_canada": sales.get("CAN", 0) / sales.sum(), "share_china": sales.get("CHN", 0) / sales.sum()}
        cell |= {"largest_share": sales.max() / sales.sum(), "supplier_count": int((sales > 0).sum())}
        cell["hhi_0_1"] = indicators.herfindahl_hirschman_index(sales)
        cell["weight_hhi_0_1"] = indicators.herfindahl_hirschman_index(tonnes) if tonnes.sum() else float("nan")
        cell["effective_suppliers"] = indicators.effective_number_of_suppliers(sales)
        cell["theil"] = indicators.theil_index(sales[sales > 0])
        for name, fill in (("governance_hhi_low", 0.0), ("governance_hhi_high", 10.0)):
            cell[name] = indicators.governance_weighted_hhi(sales, risk.fillna(fill))
        good = basket[(basket["mineral_id"] == mineral) & (basket["stage"] == stage)] if headline else basket[:0]
        sold, everywhere = good[good["exporter"] == "CAN"]["value_usd"].sum(), good["value_usd"].sum()
        if own and everywhere:
            cell["rca"] = indicators.revealed_comparative_advantage(sold, own, everywhere, total)
        if sold:
            cell["tii"] = indicators.trade_intensity_index(sales.get("CAN", 0), sold, sales.sum(), everywhere)
        yield cell


def market_of(bought: Any, basket: Any) -> list[dict[str, Any]]:
    """Complementarity and intensity of one partner in one year."""
    from report import indicators

    good = ["mineral_id", "stage"]
    sold = basket[basket["exporter"] == "CAN"]
    if bought.empty or sold.empty:
        return []
    goods = basket.groupby(good)["value_usd"].sum().index
    imports, exports = (side.groupby(good)["value_usd"].sum().reindex(goods, fill_value=0.0) for side in (bought, sold))
    from_canada = bought[bought["exporter"] == "CAN"]["value_usd"].sum()
    amounts = (from_canada, exports.sum(), imports.sum(), basket["value_usd"].sum())
    tci = indicators.trade_complementarity_index(imports, exports)
    return [{"tci_0_100": tci, "tii": indicators.trade_intensity_index(*amounts)}]


def rivals_of(bought: Any) -> Iterator[dict[str, Any]]:
    """Similarity of each supplier with Canada in one market."""
    from report import indicators

    sums = bought.groupby(["exporter", "mineral_id", "stage"])["value_usd"].sum()
    mix = sums.unstack(["mineral_id", "stage"], fill_value=0.0)
    mix = mix[mix.sum(axis=1) > 0]
    for exporter in mix.index.drop("CAN") if "CAN" in mix.index else []:
        similarity = indicators.export_similarity_index(mix.loc[exporter], mix.loc["CAN"])
        yield {"exporter": exporter, "value_usd": mix.loc[exporter].sum(), "esi_0_100": similarity}


def governance_risks(governance: Any) -> Any:
    """g of each country with all six estimates in the newest year."""
    from report.indicators import governance_risk

    newest = governance[governance["year"] == governance["year"].max()]
    wide = newest.pivot(index="country", columns="indicator", values="estimate").dropna()
    return wide.apply(governance_risk, axis=1)


def rca_of(way: str) -> Callable[[Any], Any]:
    """The function that computes RCA; economic-complexity has it in one of two places, by version."""
    if way == "rca-ours":
        from report.indicators import revealed_comparative_advantage as rca
    else:
        try:
            from economic_complexity.pandas import rca
        except ImportError:
            from economic_complexity import rca
    return rca


def measured(call: Callable[[], Any], repeat: int) -> tuple[Any, dict[str, float]]:
    """What the call returns, its first and best time, and the memory the process took at most."""
    before, seconds = peak_mb(), []
    for _ in range(repeat):
        start = time.perf_counter()
        result = call()
        seconds.append(time.perf_counter() - start)
    peak = peak_mb()
    return result, {"first": seconds[0], "best": min(seconds), "peak_mb": peak, "added_mb": peak - before}


def peak_mb() -> float:
    """Largest resident memory of this process so far. Where /proc exists, counted from this program's own start."""
    status = Path("/proc/self/status")
    if status.exists():
        return next(float(line.split()[1]) / 1024 for line in status.open() if line.startswith("VmHWM"))
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024**2 if sys.platform == "darwin" else 1024)


def grid_child(way: str, data_dir: str, folder: Path, repeat: int) -> dict[str, float]:
    """Fill the grid one way and leave the result in the folder."""
    import report
    from report.analysis.trade import headline_on_list

    tables = report.tables(data_dir, *TABLES, "minerals")
    hs_map = headline_on_list(tables.hs_map, tables.minerals)
    [tables[name] for name in TABLES]
    call = {"one-pass": one_pass, "plain-loop": plain_loop}[way]
    grids, figures = measured(lambda: call(tables, hs_map, YEARS), repeat)
    for name, grid in grids.items():
        grid.to_parquet(folder / f"{way}-{name}.parquet")
    return figures


def rca_child(way: str, folder: Path, repeat: int) -> dict[str, float]:
    """RCA of the stored matrix, a hundred times; needs no more than pandas and the package measured."""
    import pandas as pd

    matrix = pd.read_csv(folder / "matrix.csv", index_col=0, keep_default_na=False)
    call = rca_of(way)
    results, figures = measured(lambda: [call(matrix) for _ in range(100)], repeat)
    results[-1].to_csv(folder / f"{way}.csv")
    return figures


def write_matrix(data_dir: str, folder: Path) -> tuple[int, int]:
    """World exports by country and code, all years summed, as the matrix of RCA."""
    import report

    flows = report.tables(data_dir, "trade_flows").trade_flows
    matrix = flows.groupby(["exporter", "hs6"])["value_usd"].sum().unstack(fill_value=0.0)
    matrix.to_csv(folder / "matrix.csv")
    return matrix.shape


def same_grids(folder: Path) -> dict[str, int]:
    """Rows of each grid; raises AssertionError where the two ways do not agree."""
    import pandas as pd

    rows = {}
    for name, keys in KEYS.items():
        ours, loop = (pd.read_parquet(folder / f"{way}-{name}.parquet") for way in ("one-pass", "plain-loop"))
        ours, loop = (grid.set_index(keys).sort_index() for grid in (ours, loop))
        pd.testing.assert_frame_equal(ours[list(loop)], loop, check_dtype=False, check_index_type=False, atol=1e-9)
        rows[name] = len(ours)
    return rows


def same_rca(folder: Path) -> None:
    """Raises AssertionError where the two packages do not agree."""
    import pandas as pd

    ours, peer = (
        pd.read_csv(folder / f"rca-{who}.csv", index_col=0, keep_default_na=False) for who in ("ours", "peer")
    )
    pd.testing.assert_frame_equal(ours.astype("float"), peer.astype("float"), check_names=False)


def run(way: str, options: argparse.Namespace, folder: Path, python: str = sys.executable) -> dict[str, float]:
    """One way in a process of its own."""
    command = [python, __file__, "--child", way, "--folder", str(folder), "--data", options.data]
    repeat = {"plain-loop": 1}.get(way, options.repeat)
    done = subprocess.run([*command, "--repeat", str(repeat)], capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{way} failed:\n{done.stderr[-2000:]}")
    return json.loads(done.stdout.splitlines()[-1])


def show(title: str, figures: dict[str, dict[str, float]]) -> None:
    """A table of seconds, ratios to the first row, and memory."""
    base = next(iter(figures.values()))["best"]
    print(f"\n{title}\n{'way':<22}{'first, s':>10}{'best, s':>10}{'ratio':>8}{'peak MB':>9}{'added MB':>10}")
    for way, row in figures.items():
        cells = f"{row['first']:>10.4f}{row['best']:>10.4f}{row['best'] / base:>8.1f}"
        print(f"{way:<22}{cells}{row['peak_mb']:>9.0f}{row['added_mb']:>10.0f}")


def main() -> None:
    """Run the ways one after the other, compare their numbers and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", default="data", help="data folder")
    parser.add_argument("--repeat", type=int, default=5, help="runs of each way but the loop; the best counts as warm")
    parser.add_argument("--peer", help="a Python that has economic-complexity installed")
    parser.add_argument("--child", help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        rca = options.child.startswith("rca")
        arguments = () if rca else (options.data,)
        print(json.dumps((rca_child if rca else grid_child)(options.child, *arguments, options.folder, options.repeat)))
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        grid = {way: run(way, options, folder) for way in ("one-pass", "plain-loop")}
        rows = ", ".join(f"{count} {name}" for name, count in same_grids(folder).items())
        show(f"Whole grid, {YEARS[0]}-{YEARS[1]}: {rows}; the same numbers both ways", grid)
        countries, goods = write_matrix(options.data, folder)
        figures = {"rca-ours": run("rca-ours", options, folder)}
        if options.peer:
            figures["rca-peer"] = run("rca-peer", options, folder, options.peer)
            same_rca(folder)
        show(f"RCA of {countries} exporters by {goods} codes, a hundred times", figures)
        print("the same numbers both ways" if options.peer else f"economic-complexity: {INSTALL}")


if __name__ == "__main__":
    main()
