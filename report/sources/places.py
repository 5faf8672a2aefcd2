"""Country codes from the names that producers print."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from .archive import Part
from .common import Context, refuse, shown

WORLD, OTHER = "world", "other"


def country_finder(context: Context) -> Callable[[str], str]:
    """A function from a printed name to its ISO 3166 alpha-3 code; empty when the name is not known.

    It looks in `country_names`, then among the short names of `countries`, then among the names of ISO 3166.
    """
    import pycountry

    codes: dict[str, str] = {}
    for country in pycountry.countries:
        for kind in ("name", "common_name", "official_name"):
            codes.setdefault(_plain(getattr(country, kind, "")), country.alpha_3)
    for table, column in (("countries", "name"), ("country_names", "name")):
        if any(entry["name"] == table for entry in context.package["resources"]):
            rows = context.table(table)
            codes |= {_plain(name): code for name, code in zip(rows[column], rows["country"], strict=True)}
    codes.pop("", None)
    return cache(lambda name: codes.get(_plain(name), ""))


def _plain(name: str) -> str:
    return " ".join(name.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").casefold().split())


def unknown_country(name: str, part: Part, row: int, column: str) -> Exception:
    """The error for a name that no table knows."""
    advice = "If it is a country, add the line `name,CODE` to reference/country_names.csv of the data folder."
    cause = "a new spelling, or a slip in the file"
    return refuse(f"no country is called {shown(name)!r}", part.label, row, column, cause=cause, next_step=advice)
