"""Sanity of what names things: country codes, product codes, keys, dates, corrections, unpublished rows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from report.check.findings import Finding
from report.check.folder import Folder

AGGREGATES = frozenset("WLD OTH TOP3 EU EUU EU27 EU28 E27 ROW WORLD OTHER _X XXX ALL TOTAL G7 OECD".split())
"""Codes of groups and rests that producers print among countries."""
COUNTRY_COLUMNS = frozenset({"country", "exporter", "importer"})
CODE_FORMS = {
    "hs6": (r"\d{6}", "6 digits"),
    "hs_code": (r"\d{6}(\d{2})?", "6 or 8 digits"),
    "cn8": (r"\d{8}", "8 digits"),
}
PAST_DATES = {
    "instruments": ["date_start", "newest_source_date"],
    "sources": ["published"],
    "milestones": ["as_of"],
    "projects": ["date"],
}
"""Columns that tell what has happened, so that a date in them cannot lie ahead."""
NOT_HAPPENED = frozenset({"planned", "in-negotiation"})
UNPUBLISHED_MILESTONES = frozenset({"M055"})
"""Milestones that rest on one low-grade page: kept in the table, never shown or counted."""
NOT_QUOTABLE = re.compile(r"fooshya|ppeniagara|christiancorner", re.IGNORECASE)
"""Pages whose words are not to be repeated."""


def country_codes_are_known(folder: Folder) -> Iterator[Finding]:
    """Every code in a country column is in `countries`, and those called ISO 3166 there are in ISO 3166."""
    if not folder.has("countries"):
        return
    countries = folder.table("countries")
    import pycountry

    official = {country.alpha_3 for country in pycountry.countries}
    for row in countries[(countries["known_to"] == "ISO3166") & ~countries["country"].isin(official)].itertuples():
        what = f"'{row.country}' is not an ISO 3166 alpha-3 code"
        advice = "Mend the code, or write in `known_to` who uses it."
        yield folder.finding("countries", row.Index, "country", what, "It is called one in `known_to`.", advice)
    known = set(countries["country"]) | AGGREGATES
    for name, column in _country_columns(folder):
        values = folder.table(name)[column]
        for code, position in _first_rows(values[~values.isin(known) & (values != "")]):
            what = f"country code '{code}' is not in `countries`"
            advice = "Mend the spelling, or add the code to reference/countries.csv."
            yield folder.finding(name, position, column, what, "Likely a producer's own code.", advice)


def no_aggregate_is_a_country(folder: Folder) -> Iterator[Finding]:
    """No world, rest, group or bloc stands in a country column, where it would be summed with its parts."""
    for name, column in _country_columns(folder):
        values = folder.table(name)[column]
        for code, position in _first_rows(values[values.isin(AGGREGATES)]):
            what = f"'{code}' is not a country"
            advice = "Move its rows to the table of totals."
            yield folder.finding(name, position, column, what, "Producers print groups among countries.", advice)


def keys_are_unique(folder: Folder) -> Iterator[Finding]:
    """After corrections no two rows of a table have one primary key, and no key has an empty part throughout."""
    for name, record in folder.records.items():
        key = record.get("schema", {}).get("primaryKey", [])
        key = [key] if isinstance(key, str) else key
        if not key or not folder.has(name):
            continue
        table = folder.table(name)
        for position in table.index[table.duplicated(key)][:10]:
            shown = ", ".join(str(table.at[position, column]) for column in key)
            advice = "Sum the rows through corrections.csv, or extend the primary key."
            what = f"key repeats: {shown}"
            yield folder.finding(name, position, ", ".join(key), what, "Two rows say one thing.", advice)


def codes_are_text_of_digits(folder: Folder) -> Iterator[Finding]:
    """HS and CN codes are text with all their digits: 6 for `hs6`, 8 for `cn8`; a leading zero is not lost."""
    for name in folder.records:
        if not folder.has(name):
            continue
        for column in CODE_FORMS.keys() & set(folder.columns(name)):
            form, words = CODE_FORMS[column]
            values = folder.table(name)[column]
            if not all(isinstance(code, str) for code in values.unique()):
                advice = "Store the column as text."
                yield folder.finding(name, None, column, "codes are not text", "Likely read as numbers.", advice)
                continue
            distinct = values.drop_duplicates()
            for position, code in distinct[~distinct.str.fullmatch(form)].items():
                what = f"'{code}' is not a code of {words}"
                yield folder.finding(name, position, column, what, "Likely a lost leading zero.", "Write all digits.")


def trade_covers_every_code_and_year(folder: Folder) -> Iterator[Finding]:
    """`trade_flows` has every HS code that `hs_map` says it has, in every year from its first to its last.

    The record of the table may name, under `partial`, the years of codes that another producer fills in part.
    """
    if not folder.has("trade_flows", "hs_map"):
        return
    flows, hs_map = folder.table("trade_flows"), folder.table("hs_map")
    if flows.empty:
        return
    have = set(map(tuple, flows[["hs6", "year"]].drop_duplicates().itertuples(index=False)))
    years = range(int(flows["year"].min()), int(flows["year"].max()) + 1)
    mapped = set(hs_map.loc[hs_map["in_trade_flows"].astype(bool), "hs_code"])
    partial = folder.records["trade_flows"].get("partial", {})
    for hs6 in sorted(mapped):
        absent = [str(year) for year in partial.get(hs6, years) if (hs6, year) not in have]
        if absent:
            what = f"no flow of {hs6} in {', '.join(absent)}"
            advice = "Import the year again, or set `in_trade_flows` to false in trade/hs_map.csv."
            yield folder.finding("trade_flows", None, "hs6", what, "hs_map says that the code has data.", advice)
    for hs6 in sorted({code for code, _ in have} - mapped):
        advice = "Add the code to trade/hs_map.csv with `in_trade_flows` true."
        what = f"{hs6} is traded but not mapped"
        yield folder.finding("trade_flows", None, "hs6", what, "It has no mineral.", advice)


def nothing_past_lies_ahead(folder: Folder) -> Iterator[Finding]:
    """No signature, publication or event is dated after the day the data package was put together."""
    newest = str(folder.package.get("created") or date.today().isoformat())[:10]
    for name, record in folder.records.items():
        if str(record.get("obtained") or "") > newest:
            advice = "Mend `obtained` in datapackage.json."
            what = f"obtained on {record['obtained']}, after {newest}"
            yield folder.finding(name, None, None, what, "The copy cannot be younger than the package.", advice)
    for name, columns in PAST_DATES.items():
        if not folder.has(name):
            continue
        table = folder.table(name)
        happened = ~table["status"].isin(NOT_HAPPENED) if "status" in table else table.index == table.index
        for column in [one for one in columns if one in table]:
            dates = table[column].astype("str")
            late = happened & dates.str.match(r"\d{4}") & (dates > newest[:10])
            for position in table.index[late]:
                what = f"'{dates[position]}' lies after {newest}"
                yield folder.finding(name, position, column, what, "Likely a slip in the year.", "Check the source.")


def corrections_still_apply(folder: Folder) -> Iterator[Finding]:
    """Each correction still finds at least one row whose guard holds, in a table and column that exist."""
    if not folder.has("corrections"):
        return
    from report.errors import ReportError
    from report.tabledata import correct

    corrections = folder.published("corrections")
    tables: dict[str, Any] = {}
    for row in corrections.itertuples():
        if not folder.has(row.table) or row.column not in folder.columns(row.table):
            what = f"{row.correction_id}: no column {row.table}.{row.column}"
            yield folder.finding("corrections", row.Index, "table", what, "Likely misspelt.", "Mend table and column.")
            continue
        before = tables.get(row.table)
        before = folder.published(row.table) if before is None else before
        try:
            tables[row.table] = correct(before, corrections.loc[[row.Index]])
        except (ReportError, ValueError, KeyError, SyntaxError) as error:
            what = f"{row.correction_id}: {getattr(error, 'what', error)}"
            cause = "The source was mended, or the key or the guard is misspelt."
            advice = "Remove the correction, or mend its key and guard."
            yield folder.finding("corrections", row.Index, "guard", what, cause, advice)


def unpublished_rows_stay_unpublished(folder: Folder) -> Iterator[Finding]:
    """Milestones known to rest on one low-grade page are marked unpublished; pages not to be quoted are marked so."""
    if folder.has("milestones"):
        milestones = folder.table("milestones")
        shown = milestones["milestone_id"].isin(UNPUBLISHED_MILESTONES) & milestones["published"].astype(bool)
        for position in milestones.index[shown]:
            what = f"{milestones.at[position, 'milestone_id']} is marked as published"
            cause = "It rests on one low-grade page."
            yield folder.finding("milestones", position, "published", what, cause, "Set `published` to false.")
    if folder.has("sources"):
        sources = folder.table("sources")
        named = sources["url"].str.contains(NOT_QUOTABLE) | sources["publisher"].str.contains(NOT_QUOTABLE)
        for position in sources.index[named & sources["quotable"].astype(bool)]:
            what = f"{sources.at[position, 'source_id']} is marked as quotable"
            cause = "The page is on the list of those not to be quoted."
            yield folder.finding("sources", position, "quotable", what, cause, "Set `quotable` to false.")


def _country_columns(folder: Folder) -> Iterator[tuple[str, str]]:
    for name in folder.records:
        if name != "countries" and folder.has(name):
            for column in folder.columns(name):
                if column in COUNTRY_COLUMNS:
                    yield name, column


def _first_rows(values: Any) -> Iterator[tuple[str, Any]]:
    """Each distinct value with the position of its first row."""
    for position, value in values.drop_duplicates().items():
        yield value, position
