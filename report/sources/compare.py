"""What an import changes: rows, years, countries, what is new, what went missing, the largest moves, odd units.

An import that would lose coverage or that seems to be in another unit is refused until the user accepts it, since a
truncated download and a real change look alike.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from .merge import PERIODS

CODES = ("hs6", "cn8", "product", "series", "indicator", "mineral_as_listed", "mineral_id", "stage", "scenario")
PLACES = ("country", "exporter", "importer")
AMOUNTS = ("value_usd", "weight_t", "value_eur", "value_t", "value_kt", "price", "share")
SUMMED = ("value_usd", "value_eur", "value_t", "value_kt")
"""Amounts that add up over countries."""
ODD_SCALE = 20.0
"""A table whose typical total moves by more than this factor is in another unit."""
SAME = 1e-9
"""Two totals are one number when they differ by less than this part: sums are not exact."""
HALF = 0.5
"""A period that keeps less than this part of its rows, or a code of its amount, was cut short."""
NOTABLE = 0.02
"""A country or code with a larger part of a period's amount does not drop out of it without a reason."""
SHOWN = 8


@dataclass(frozen=True)
class Change:
    """What happens to one table; `lost` and `odd` are reasons to stop, in words."""

    table: str
    rows: tuple[int, int]
    lines: tuple[str, ...]
    lost: tuple[str, ...]
    odd: tuple[str, ...]


def compare(table: str, old: pd.DataFrame, new: pd.DataFrame) -> Change:
    """The change from `old` to `new`, both with the table's columns."""
    period = next((name for name in PERIODS if name in old), None)
    code = next((name for name in CODES if name in old), None)
    lines = [_extent(new, period, code), *_novelties(old, new)]
    lines += [f"largest change: {text}" for text in _largest(old, new, period, code)]
    return Change(
        table, (len(old), len(new)), tuple(lines), tuple(_lost(old, new, period, code)), tuple(_odd(old, new, code))
    )


def listed(values: Any, limit: int = SHOWN) -> str:
    """Values in order, the rest counted."""
    ordered = sorted(map(str, values))
    more = f" and {len(ordered) - limit} more" if len(ordered) > limit else ""
    return ", ".join(ordered[:limit]) + more


def _values(frame: pd.DataFrame, column: str) -> set[Any]:
    """The distinct values of a column."""
    return set(frame[column].unique())


def _extent(new: pd.DataFrame, period: str | None, code: str | None) -> str:
    """What the table covers now, in a few words."""
    said = []
    if period is not None and len(new):
        first, last = new[period].min(), new[period].max()
        said.append(f"{period} {first}" + (f" to {last}" if first != last else ""))
    if places := set().union(*(_values(new, place) for place in PLACES if place in new)) - {""}:
        said.append(f"{len(places)} countries")
    if code is not None:
        said.append(f"{len(_values(new, code) - {''})} values of {code}")
    return f"covers {', '.join(said)}" if said else "covers no years or countries"


def _novelties(old: pd.DataFrame, new: pd.DataFrame) -> Iterator[str]:
    for column in (*PERIODS, *CODES, *PLACES):
        if column in old and (added := _values(new, column) - _values(old, column) - {""}):
            yield f"new in {column}: {listed(added)}"


def _lost(old: pd.DataFrame, new: pd.DataFrame, period: str | None, code: str | None) -> Iterator[str]:
    """Values of a column, codes of a period and halves of a period's rows that the new table has no more."""
    for column in (*PERIODS, *CODES, *PLACES):
        if column in old and (gone := _values(old, column) - _values(new, column)):
            yield f"{column}: {listed(gone)}"
    if period is None:
        return
    if code is not None:
        yield from _lost_pairs(old, new, period, code)
        yield from _lost_amounts(old, new, period, code)
    yield from _lost_traders(old, new, period)
    before, after = old[period].value_counts(), new[period].value_counts()
    counts = [(when, after.get(when, 0), count) for when, count in before.items()]
    if short := [f"{when} ({now:,} of {count:,})" for when, now, count in counts if 0 < now < HALF * count]:
        yield f"more than half of the rows of {listed(short)}"


def _lost_pairs(old: pd.DataFrame, new: pd.DataFrame, period: str, code: str) -> Iterator[str]:
    pairs = [set(frame[[period, code]].drop_duplicates().itertuples(index=False, name=None)) for frame in (old, new)]
    periods, codes_left = _values(new, period), _values(new, code)
    gone = [pair for pair in pairs[0] - pairs[1] if pair[0] in periods and pair[1] in codes_left]
    by_period: dict[Any, list[str]] = {}
    for when, what in gone:
        by_period.setdefault(when, []).append(what)
    for when, codes in sorted(by_period.items())[:SHOWN]:
        yield f"{code} in {when}: {listed(codes)}"


def _lost_amounts(old: pd.DataFrame, new: pd.DataFrame, period: str, code: str) -> Iterator[str]:
    """Notable codes that keep less than half of a period's amount in fewer rows, as when a file was cut short.

    With as many rows as before the amounts are on another scale, which `_odd` says.
    """
    amount = next((name for name in SUMMED if name in old), None)
    if amount is None:
        return
    before, after = (_totals(frame, amount, [period, code]) for frame in (old, new))
    notable = before[before > NOTABLE * before.groupby(level=0).transform("sum")]
    kept = (after.reindex(notable.index) / notable).dropna()
    rows = [frame.groupby([period, code]).size().reindex(kept.index) for frame in (old, new)]
    kept = kept[(kept < HALF) & (rows[1] < rows[0])]
    if len(kept):
        gone = [f"{key[1]} in {key[0]} ({part:.0%} left)" for key, part in kept.items()]
        yield f"more than half of the {amount} of {listed(gone)}"


def _lost_traders(old: pd.DataFrame, new: pd.DataFrame, period: str) -> Iterator[str]:
    """Countries that had a notable part of a period's amount and are not in that period any more."""
    amount = next((name for name in AMOUNTS if name in old), None)
    for place in [name for name in PLACES if name in old and amount is not None]:
        before = _totals(old, amount, [period, place])
        share = before / before.groupby(level=0).transform("sum")
        kept = set(new[[period, place]].drop_duplicates().itertuples(index=False, name=None))
        periods = _values(new, period)
        gone = [key for key in share[share > NOTABLE].index if key not in kept and key[0] in periods]
        if gone:
            yield f"{place}: {listed(f'{key[1]} in {key[0]} ({share[key]:.0%} of it)' for key in gone)}"


def _totals(frame: pd.DataFrame, amount: str, keys: list[str]) -> pd.Series:
    return frame.groupby(keys)[amount].sum(min_count=1)


def _largest(old: pd.DataFrame, new: pd.DataFrame, period: str | None, code: str | None) -> Iterator[str]:
    """The periods and codes whose total moves most among those that are in both."""
    amount = next((name for name in AMOUNTS if name in old), None)
    if amount is None or period is None or code is None:
        return
    both = pd.concat([_totals(frame, amount, [period, code]) for frame in (old, new)], axis=1, keys=["old", "new"])
    both = both[(both["old"] > 0) & both["new"].notna() & ((both["new"] / both["old"] - 1).abs() > SAME)]
    move = (both["new"] - both["old"]).abs().nlargest(3)
    for key in move.index:
        row = both.loc[key]
        yield f"{key[1]} {key[0]}: {row['old']:,.6g} to {row['new']:,.6g} ({row['new'] / row['old'] - 1:+.1%})"


def _odd(old: pd.DataFrame, new: pd.DataFrame, code: str | None) -> Iterator[str]:
    """Amounts whose typical total per code is many times what it was, or many times less."""
    if code is None:
        return
    period = next((name for name in PERIODS if name in old), None)
    if period is None:
        return
    for amount in [name for name in AMOUNTS if name in old]:
        ratio = _typical_ratio(old, new, amount, [period, code])
        if ratio is not None and not 1 / ODD_SCALE < ratio < ODD_SCALE:
            times = f"{ratio:,.0f} times" if ratio > 1 else f"one {1 / ratio:,.0f}th of"
            yield f"{amount} is typically {times} what it was; likely another unit (thousands, kilograms)"


def _typical_ratio(old: pd.DataFrame, new: pd.DataFrame, amount: str, keys: list[str]) -> float | None:
    """Median of new over old totals of a period and code, among those that changed; None when nothing did.

    A new period has no old total of its own and is compared with the median of its code.
    """
    before, after = (_totals(frame, amount, keys) for frame in (old, new))
    own = before.reindex(after.index)
    typical = before.groupby(level=1).median().reindex(after.index.get_level_values(1)).to_numpy()
    ratio = after / own.where(own.notna(), typical)
    ratio = ratio[(ratio > 0) & ((ratio - 1).abs() > SAME) & (ratio < float("inf"))]
    return float(ratio.median()) if len(ratio) else None
