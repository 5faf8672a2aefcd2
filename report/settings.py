"""The one typed list of parameters that notebooks, `papermill -p` and `report build --set` share.

A notebook takes the parameters that its cell tagged `parameters` names. Anything that is not a field here,
or does not fit its type, is refused before a kernel starts, with the nearest right name.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from .errors import BadInput, did_you_mean


class Parameters(BaseModel):
    """Every setting of the analysis. Shares are fractions; years are calendar years, ends included."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    partner: str = Field("IND", pattern="^[A-Z]{3}$", description="partner code of `partners` (EUU is the EU)")
    mineral: str = Field("lithium", pattern="^[a-z0-9-]+$", description="mineral id of `minerals`")
    first_year: int = Field(2010, ge=1995, le=2100, description="first year of trade series")
    last_year: int = Field(2024, ge=1995, le=2100, description="last year of trade series")
    pool_first_year: int = Field(2021, ge=1995, le=2100, description="first year of the pooled period")
    pool_last_year: int = Field(2024, ge=1995, le=2100, description="last year of the pooled period")
    edition_date: date = Field(date(2026, 11, 22), description="the date that statuses are judged at")
    dependence_line: float = Field(0.65, gt=0, lt=1, description="reading line for the largest supplier's share")
    material_imports_usd: float = Field(1e6, ge=0, description="least pooled imports of a good to be counted, US$")
    shift_share: float = Field(0.10, ge=0, le=1, description="share of imports moved to Canada in a scenario")
    capacity_cap: float = Field(0.5, ge=0, le=1, description="part of Canada's exports that could be redirected")
    cif_fob_factor: float = Field(1.06, ge=1, le=2, description="import value over export value (IMF)")
    draws: int = Field(2000, ge=100, le=100_000, description="random draws of a Monte Carlo band")
    seed: int = Field(1, ge=0, description="seed of the random draws")
    years_before_signing: int = Field(5, ge=1, le=15, description="years shown before a signing")
    data_dir: str = Field("data", description="folder with datapackage.json and its tables")

    @model_validator(mode="after")
    def years_in_order(self) -> Parameters:
        """Refuse a period that ends before it begins."""
        for first, last in (("first_year", "last_year"), ("pool_first_year", "pool_last_year")):
            if getattr(self, first) > getattr(self, last):
                raise ValueError(f"{first} is after {last}")
        return self


def validate(values: Mapping[str, Any], where: str = "parameters") -> Parameters:
    """Type-check `values` into `Parameters`; raises BadInput that names the parameter and the nearest right one."""
    for name in values:
        if name not in Parameters.model_fields:
            raise BadInput(
                f"unknown parameter '{name}'",
                where=where,
                cause=did_you_mean(name, Parameters.model_fields),
                next_step="`report list --parameters` shows all parameters with their types and defaults",
            )
    try:
        return Parameters(**values)
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"]) or "parameters"
        raise BadInput(
            f"parameter '{name}' = {first['input']!r}: {first['msg']}" if first["loc"] else first["msg"],
            where=where,
            next_step="`report list --parameters` shows all parameters with their types and defaults",
        ) from None


def read(namespace: Mapping[str, Any]) -> Parameters:
    """The parameters a running notebook holds among its variables.

    Call it as `report.parameters(globals())` in the cell after the parameters. A misspelt `papermill -p` name is a
    variable like any other, so it is found here too: every plain variable that was set before this call has to be a
    parameter. Those that later cells set are left alone, so that the cell may be run again.
    """
    plain = (str, int, float, bool, date)
    earlier = _assigned_before_this_call(namespace)
    values = {
        name: value
        for name, value in namespace.items()
        if isinstance(value, plain)
        and not name.startswith("_")
        and (name in Parameters.model_fields or name in earlier)
    }
    return validate(values, where="parameters of this notebook")


def _assigned_before_this_call(namespace: Mapping[str, Any]) -> set[str]:
    """Names set in the cells before the first that reads the parameters; outside Jupyter, every name."""
    cells = namespace.get("In")
    if not isinstance(cells, list):
        return set(namespace)
    reading = next((at for at, cell in enumerate(cells) if "report.parameters(" in cell), len(cells))
    names: set[str] = set()
    for cell in cells[:reading]:
        try:
            names |= {node.id for node in ast.walk(ast.parse(cell)) if isinstance(node, ast.Name)}
        except SyntaxError:
            continue
    return names


def parse_assignments(pairs: Iterable[str]) -> dict[str, Any]:
    """`["partner=IND", "last_year=2023"]` as a dictionary of typed values; raises BadInput on a pair without `=`."""
    values: dict[str, Any] = {}
    for pair in pairs:
        name, separator, text = pair.partition("=")
        if not separator:
            raise BadInput(f"'{pair}' is not name=value", where="--set", next_step="for example --set last_year=2023")
        values[name.strip()] = text.strip()
    return values


def declared_in(source: str, where: str) -> dict[str, Any]:
    """Names and defaults that the source of a parameters cell assigns; raises BadInput for anything but literals."""
    values: dict[str, Any] = {}
    for node in _statements(source, where):
        if not (isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name)):
            raise BadInput("the parameters cell may only assign plain names", where=f"{where}, line {node.lineno}")
        try:
            values[node.targets[0].id] = ast.literal_eval(node.value)
        except ValueError:
            raise BadInput("a parameter's default must be a literal", where=f"{where}, line {node.lineno}") from None
    validate(values, where)
    return values


def _statements(source: str, where: str) -> list[ast.stmt]:
    try:
        return ast.parse(source).body
    except SyntaxError as error:
        raise BadInput(f"not Python: {error.msg}", where=f"{where}, line {error.lineno}") from None


def relative_to_root(data_dir: str, start: Path | None = None) -> Path:
    """`data_dir` as a folder: as given when it exists, else looked for in the parents of `start` (a notebook's)."""
    given = Path(data_dir)
    if given.is_absolute() or given.exists():
        return given
    for parent in [start or Path.cwd(), *(start or Path.cwd()).parents]:
        if (parent / given / "datapackage.json").exists():
            return parent / given
    return given
