"""Sanity of amounts: shares, parts and totals, coverage of editions, moves between editions."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from report.check.findings import Finding
from report.check.folder import Folder

if TYPE_CHECKING:
    import pandas as pd

HALF_PERCENT = 0.005
"""Rounding of a share printed in whole percent."""
REVIEW_GAP = 0.05
"""Parts that miss their total by more than this share of it are an error; by less but beyond rounding, a warning."""
LARGE_MOVE = 5.0
"""A value that moves by more than this factor between editions needs a listed reason."""
LISTED_ABOVE_TOTAL = {"nickel": 0.032, "graphite": 0.017}
"""How far the listed countries exceed the stated total in the IEA Critical Minerals Dataset, May 2025, as its share."""
PARTS_IN_OTHER_PRODUCTS = frozenset({"Ilmenite+rutile, TiO2 content"})
"""Totals of several products, whose countries stand under those products."""
COUNTRY_TABLES = {"production": "production_totals", "refining": "refining_totals", "reserves": "reserves_totals"}
SERIES = ["mineral_id", "product", "stage", "country", "aggregate"]


def shares_sum_to_one(folder: Folder) -> Iterator[Finding]:
    """US import shares of a commodity sum to 1 within the rounding of whole percents."""
    name = "us_import_sources"
    if not folder.has(name):
        return
    shares = folder.table(name)
    for (commodity, detail), group in shares.groupby(["commodity", "detail"]):
        total, allowed = group["share"].sum(), HALF_PERCENT * len(group) + 1e-9
        if group["flag"].eq("").all() and abs(total - 1) > allowed:
            what = f"shares of {commodity}, {detail} sum to {total:.3f}"
            advice = "Compare the rows with the printed table; name what is left over as other countries."
            yield folder.finding(name, group.index[0], "share", what, "A supplier is missing or counted twice.", advice)


def parts_meet_their_total(folder: Folder) -> Iterator[Finding]:
    """Countries and the rest add up to the printed world total within the rounding of all of them.

    Where cells are withheld the parts may fall short but not exceed. Publishers' own gaps up to `REVIEW_GAP` are
    warnings.
    """
    for name in ("production", "refining"):
        totals = COUNTRY_TABLES[name]
        if not folder.has(name, totals):
            continue
        world = folder.table(totals)
        keys = [key for key in ("edition", "year", "mineral_id", "product", "stage") if key in world]
        parts = dict(iter(folder.table(name).groupby(keys)))
        rest = world[world["aggregate"] == "other"].groupby(keys)["value_t"].sum()
        for row in world[world["aggregate"] == "world"].itertuples():
            key = tuple(getattr(row, column) for column in keys)
            if key in parts and row.product not in PARTS_IN_OTHER_PRODUCTS and not math.isnan(row.value_t):
                yield from _gap_finding(folder, name, key, row, parts[key], float(rest.get(key, 0.0)))


def _gap_finding(
    folder: Folder, name: str, key: tuple[Any, ...], total: Any, parts: pd.DataFrame, rest: float
) -> Iterator[Finding]:
    gap = parts["value_t"].sum() + rest - total.value_t
    allowed = total.rounding_t + sum(map(printed_rounding, parts["value_t"].dropna())) + printed_rounding(rest)
    hidden = parts["value_t"].isna().any()
    if abs(gap) <= allowed * 1.0001 or (hidden and gap < 0):
        return
    share = gap / total.value_t if total.value_t else math.inf
    severity = "error" if abs(share) > REVIEW_GAP else "warning"
    named = ", ".join(str(part) for part in key)
    what = f"{named}: parts {'exceed' if gap > 0 else 'miss'} the world total by {abs(share):.1%}"
    cause = "A part is missing, counted twice or in another unit, or the producer's own table does not add up."
    advice = "Compare with the printed table and mend it through corrections.csv."
    yield folder.finding(COUNTRY_TABLES[name], total.Index, "value_t", what, cause, advice, severity)


def printed_rounding(value: float) -> float:
    """Half a unit of the last significant digit of a printed number: 50 for 1 200, 0.5 for 1 201, 0 for 0."""
    if not value or math.isnan(value):
        return 0.0
    digits = f"{abs(value):.0f}" if float(value).is_integer() else ""
    return 0.5 * 10 ** (len(digits) - len(digits.rstrip("0"))) if digits else 0.0


def no_part_exceeds_its_total(folder: Folder) -> Iterator[Finding]:
    """No single country has more than the printed world total."""
    for name, totals in COUNTRY_TABLES.items():
        if not folder.has(name, totals):
            continue
        world = folder.table(totals)
        keys = [key for key in ("edition", "year", "mineral_id", "product", "stage") if key in world]
        world = world.loc[world["aggregate"] == "world", [*keys, "value_t"]].rename(columns={"value_t": "world_t"})
        parts = folder.table(name).reset_index(names="position").merge(world.drop_duplicates(keys), on=keys)
        for row in parts[parts["value_t"] > parts["world_t"] * (1 + REVIEW_GAP)].itertuples():
            amounts = f"{row.value_t:,.0f} t of a world total of {row.world_t:,.0f} t"
            what = f"{row.edition}, {row.product}, {row.country}: {amounts}"
            advice = "Check the unit against the printed table and mend it through corrections.csv."
            yield folder.finding(name, row.position, "value_t", what, "Likely another unit or a slip.", advice)


def outlook_countries_meet_their_total(folder: Folder) -> Iterator[Finding]:
    """In the supply outlook the listed countries stay within the stated total, but for the known excess."""
    if not folder.has("supply_outlook", "supply_outlook_totals"):
        return
    keys = ["year", "mineral_id", "stage"]
    listed = folder.table("supply_outlook").groupby(keys)["value_kt"].sum()
    totals = folder.table("supply_outlook_totals")
    for row in totals[totals["aggregate"] == "world"].itertuples():
        share = listed.get((row.year, row.mineral_id, row.stage), 0.0) / row.value_kt - 1
        allowed = LISTED_ABOVE_TOTAL.get(row.mineral_id.split("-")[0], 0.0) + 0.0005
        if share > allowed:
            what = f"{row.year}, {row.mineral_id}, {row.stage}: listed countries exceed the total by {share:.1%}"
            cause = f"Allowed is {allowed:.1%}; likely an aggregate among the countries."
            advice = "Remove it, or record the known excess."
            yield folder.finding("supply_outlook_totals", row.Index, "value_kt", what, cause, advice)


def no_coverage_is_lost(folder: Folder) -> Iterator[Finding]:
    """A country in the edition before the newest is in the newest too, or can be in its other countries.

    A product that the newest edition no longer has is a warning: producers rename products.
    """
    for name, totals in COUNTRY_TABLES.items():
        if not folder.has(name, totals):
            continue
        table, world = folder.table(name), folder.table(totals)
        editions = sorted(table["edition"].unique())
        if len(editions) < 2:
            continue
        before, newest = (table[table["edition"] == edition] for edition in editions[-2:])
        rest = world[(world["edition"] == editions[-1]) & (world["aggregate"] == "other")]
        covered = set(rest["product"])
        present = {product: set(group["country"]) for product, group in newest.groupby("product")}
        for product, group in before.groupby("product"):
            if product not in present:
                what, cause = f"'{product}' is not in edition {editions[-1]}", "Renamed, or not printed any more."
                advice = "Say so in the table's record, or map the new name."
                yield folder.finding(name, group.index[0], "product", what, cause, advice, "warning")
                continue
            lost = sorted(set(group["country"]) - present[product])
            if lost and product not in covered:
                what = f"'{product}': edition {editions[-1]} lost {', '.join(lost)} and prints no other countries"
                first = group.index[group["country"] == lost[0]][0]
                cause = "The rows were not read, or the producer dropped the country."
                advice = "Read the edition again; if the producer dropped it, list it in revisions.csv with the reason."
                if not _listed_as_dropped(folder, name, product, lost):
                    yield folder.finding(name, first, "country", what, cause, advice, "warning")


def _listed_as_dropped(folder: Folder, name: str, product: str, lost: list[str]) -> bool:
    if not folder.has("known_revisions"):
        return False
    listed = folder.table("known_revisions")
    rows = listed[(listed["table"] == name) & (listed["product"] == product)]
    return set(lost) <= set(rows["country"])


def large_moves_have_a_reason(folder: Folder) -> Iterator[Finding]:
    """No value moves more than five times between editions without a reason in `known_revisions`.

    Production and refining are compared year by year, reserves edition by edition. Zero against a quantity is a move.
    """
    listed = _listed_moves(folder)
    for name in (*COUNTRY_TABLES, *COUNTRY_TABLES.values()):
        if not folder.has(name):
            continue
        table = folder.table(name)
        keys = [key for key in SERIES if key in table] + ([] if name.startswith("reserves") else ["year"])
        ordered = table[table["value_t"].notna()].sort_values([*keys, "edition"])
        before = ordered.groupby(keys)[["value_t", "edition"]].shift()
        ordered = ordered.assign(value_before=before["value_t"], edition_before=before["edition"])
        for row in ordered[ordered["value_before"].notna()].itertuples():
            place = getattr(row, "country", "") or getattr(row, "aggregate", "")
            move = (name, row.product, place, str(int(row.edition_before)), str(int(row.edition)))
            if _is_large(row.value_before, row.value_t) and (*move, str(row.year)) not in listed:
                values = f"{row.value_before:,.0f} t in edition {move[3]}, {row.value_t:,.0f} t now"
                what = f"{row.product} {place} {row.year}: {values}"
                cause = "Another unit, a slip, or a revision of the producer's."
                advice = "Mend it through corrections.csv, or list the reason in revisions.csv."
                yield folder.finding(name, row.Index, "value_t", what, cause, advice)


def _is_large(before: float, after: float) -> bool:
    if not before or not after:
        return bool(before) != bool(after)
    return max(before / after, after / before) > LARGE_MOVE


def _listed_moves(folder: Folder) -> set[tuple[str, ...]]:
    if not folder.has("known_revisions"):
        return set()
    listed = folder.table("known_revisions")
    place = listed["country"].where(listed["country"] != "", listed["aggregate"])
    columns = [listed["table"], listed["product"], place, listed["edition_from"], listed["edition_to"], listed["year"]]
    return set(zip(*[column.astype("str") for column in columns], strict=True))
