"""Published numbers that the indicators have to reproduce, each with its citation.

`cases.csv` holds what is expected, `inputs.csv` the arguments; a case with a missing input is listed and not run.
`python -m tests.oracles > docs/oracles.md` writes the overview.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pandas as pd

FOLDER = Path(__file__).parent


class Case(NamedTuple):
    """One published number: the call that should give it, and how close."""

    group: str
    oracle_id: str
    indicator: str
    result: str
    scale: float
    expected: float
    tolerance: float
    missing_input: str
    citation: str
    arguments: dict[str, float | list[float]]


def cases() -> list[Case]:
    """All cases in the order of the file, those with a missing input among them."""
    table, inputs = (pd.read_csv(FOLDER / f"{name}.csv", keep_default_na=False) for name in ("cases", "inputs"))
    given = {oracle: _arguments(rows) for oracle, rows in inputs.groupby("oracle_id")}
    numbers = {"scale": "float", "expected": "float", "tolerance": "float"}
    rows = table.astype(numbers).to_dict("records")
    return [Case(**row, arguments=given.get(row["oracle_id"], {})) for row in rows]


def us_import_shares_from_canada() -> pd.DataFrame:
    """Canada's share of US imports, mean of 2021 to 2024: commodity detail share_percent flag.

    Source: US Geological Survey, Mineral Commodity Summaries 2026, import sources, transcribed independently.
    """
    return pd.read_csv(FOLDER / "us_import_shares_from_canada.csv", keep_default_na=False)


def overview() -> str:
    """The cases by group, as a Markdown page."""
    groups: dict[str, list[Case]] = {}
    for case in cases():
        groups.setdefault(case.group, []).append(case)
    tested = sum(1 for case in cases() if not case.missing_input)
    lines = [
        "# Published numbers the indicators are tested against",
        "",
        "Generated from `tests/oracles/` by `python -m tests.oracles > docs/oracles.md`; run by",
        "`pytest tests/indicators/test_oracles.py`. Tolerances are absolute, on the scale of the published number.",
        f"{tested} of {len(cases())} numbers are reproduced; the others wait for the input named.",
        "",
        "| what | indicator | numbers | tolerance | status | published by |",
        "|---|---|---|---|---|---|",
    ]
    return "\n".join([*lines, *(_line(name, group) for name, group in groups.items())]) + "\n"


def _line(name: str, group: list[Case]) -> str:
    first = group[0]
    widest = max(case.tolerance for case in group)
    indicators = ", ".join(dict.fromkeys(f"`{case.indicator}`" for case in group if case.indicator)) or "not offered"
    status = f"not testable; missing: {first.missing_input}" if first.missing_input else "tested"
    citations = "; ".join(dict.fromkeys(case.citation for case in group))
    return f"| {name} | {indicators} | {len(group)} | {widest:g} | {status} | {citations} |"


def _arguments(rows: pd.DataFrame) -> dict[str, float | list[float]]:
    found: dict[str, float | list[float]] = {}
    for argument, values in rows.groupby("argument", sort=False):
        numbers = values["value"].tolist()
        found[argument] = numbers if values["position"].iloc[0] != "" else numbers[0]
    return found
