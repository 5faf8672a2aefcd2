"""UN Comtrade: flows that countries report, for goods that BACI as used here does not have.

Two countries report one flow. The importer's report is taken, since customs know the origin of what they tax; where
the importer did not report, the exporter's. Import values include freight and insurance: the value free on board is
taken where it is given, else the import value over the CIF/FOB factor of the book.

Codes and years that `trade_flows` has from CEPII BACI stay as they are, as BACI reconciles the two reports better.

Comtrade's terms: the rows are for the user's own folder; publish derived figures with the citation.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from ..settings import Parameters
from .archive import Part, parts
from .common import Context, Imported, Update, refuse
from .comtrade_records import WORLD, records
from .trade_record import citation_with

ADDRESS = "https://comtradeplus.un.org/"
FEWEST_REPORTERS = 20
"""With fewer, countries that are not in the file would look as if they bought nothing."""
LEAST_SHARE = 0.5
"""Partners that make up less than this part of the reported world total are a selection."""
KEY = ["year", "reporter", "partner", "flow", "code"]


def read(files: Sequence[Path], context: Context) -> Imported:
    """Rows of `trade_flows` for codes of `hs_map` that it does not have yet, from downloads or, without any, the API.

    Options: `reporter`, `hs`, `years` for the API; `accept`; `overwrite` to replace BACI's codes too.
    """
    if not files:
        from .comtrade_fetch import fetched

        files = fetched(context)
    found = parts(files, (".csv", ".txt", ".tsv", ".xlsx", ".json", ".gz"))
    rows = _without_repeats([(part, _said(part, context)) for part in found])
    rows, notes = _mapped(rows, context, found[0])
    rows, more = _new_to_the_folder(rows, context, found[0])
    _complete(rows, found[0], bool(context.options.get("accept")))
    flows, last = reconciled(rows, context.countries)
    if flows.empty:
        raise refuse("no flow between two countries", found[0].label, next_step="Download with all partners.")
    return Imported({"trade_flows": _update(flows, context)}, (*notes, *more, *last))


def _said(part: Part, context: Context) -> pd.DataFrame:
    context.say(f"Reading {part.name}")
    return records(part)


def _without_repeats(tables: list[tuple[Part, pd.DataFrame]]) -> pd.DataFrame:
    """All rows; one that two downloads share counts once; two values of one flow raise BadInput."""
    rows = pd.concat([table.assign(file=part.label, row=table.index) for part, table in tables], ignore_index=True)
    rows = rows.drop_duplicates([*KEY, "value", "weight_kg"])
    if (repeated := rows.duplicated(KEY)).any():
        first = rows[repeated].iloc[0]
        what = "two values for one flow: " + ", ".join(str(first[name]) for name in KEY)
        advice = "Remove one of the files, or download it again."
        raise refuse(what, first["file"], int(first["row"]), "primaryValue", next_step=advice)
    return rows


def _mapped(rows: pd.DataFrame, context: Context, part: Part) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Rows whose code `hs_map` has; a heading stands for its only code (2604 for 260400) where it has just one."""
    codes = {code for code in context.table("hs_map")["hs_code"] if len(code) == 6}
    single = {code[:4]: code for code in codes if code.endswith("00") and not code.endswith("0000")}
    rows = rows.assign(hs6=rows["code"].where(rows["code"].isin(codes), rows["code"].map(single)).fillna(""))
    other = sorted(set(rows.loc[rows["hs6"] == "", "code"]))
    known = rows[rows["hs6"] != ""]
    if known.empty:
        advice = "Download six-digit codes that hs_map has, or add a row for the code to trade/hs_map.csv."
        what = f"hs_map has none of its codes: {', '.join(other[:8])}"
        cause = "a heading of four digits that covers several goods, or a good the book does not follow"
        raise refuse(what, part.label, column="cmdCode", cause=cause, next_step=advice)
    six = known["code"].str.len() == 6
    doubled = ~six & known.duplicated(["year", "reporter", "partner", "flow", "hs6"], keep=False)
    note = (f"codes that hs_map does not have are left out: {', '.join(other[:12])}.",) if other else ()
    return known[~doubled], note


def _new_to_the_folder(rows: pd.DataFrame, context: Context, part: Part) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Rows of codes and years that no other producer fills in the folder."""
    if context.options.get("overwrite"):
        return rows, ()
    ours = set(context.entry("trade_flows").get("other_producers", {}))
    flows = context.table("trade_flows")
    taken = flows.loc[~flows["hs6"].isin(ours), ["year", "hs6"]].drop_duplicates()
    held = pd.MultiIndex.from_frame(rows[["year", "hs6"]]).isin(pd.MultiIndex.from_frame(taken))
    codes = ", ".join(sorted({f"{row.hs6} in {row.year}" for row in rows[held].itertuples()})[:8])
    if held.all():
        advice = "Nothing is to be done; to use the reports of Comtrade in its place, say --overwrite."
        raise refuse(f"trade_flows has these from CEPII BACI: {codes}", part.label, next_step=advice)
    note = f"trade_flows has {codes} from CEPII BACI; that stays (--overwrite replaces it)."
    return rows[~held], (note,) if held.any() else ()


def _complete(rows: pd.DataFrame, part: Part, accept: bool) -> None:
    """Raise BadInput for a selection of reporters or partners, from which shares would come out wrong."""
    reporters = rows.groupby(["year", "flow"])["reporter"].nunique()
    if not accept and reporters.groupby(level=0).max().min() < FEWEST_REPORTERS:
        year = reporters.groupby(level=0).max().idxmin()
        what = f"only {reporters[year].max()} reporter(s) in {year}"
        cause = "a download of a few countries: imports of all others would look like none"
        advice = "Download all reporters; if the good is traded by so few, say --accept."
        raise refuse(what, part.label, column="reporterCode", cause=cause, next_step=advice)
    sums = rows.groupby([*KEY[:2], "flow", "hs6", rows["partner"] == WORLD])["value"].sum().unstack(fill_value=0.0)
    if True not in sums or not sums[True].sum():
        return
    world = sums[sums[True] > 0]
    share = world.get(False, pd.Series(0.0, index=world.index)).sum() / world[True].sum()
    if share < LEAST_SHARE:
        what = f"the partners make up {share:.0%} of the reported world total"
        advice = "Download with all partners."
        raise refuse(what, part.label, column="partnerCode", cause="a selection of partners", next_step=advice)


def reconciled(rows: pd.DataFrame, countries: frozenset[str]) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """One row a flow: year, exporter, importer, hs6, value_usd (free on board), weight_t; and sentences on the rest."""
    pairs = rows[(rows["partner"] != WORLD) & (rows["reporter"] != rows["partner"])]
    known = pairs["partner"].isin(countries) & pairs["reporter"].isin(countries)
    left = pairs[~known]
    pairs = pairs[known]
    bought, sold = pairs[pairs["flow"] == "M"], pairs[pairs["flow"] == "X"]
    imports = _flows(bought, "partner", "reporter", _free_on_board(bought))
    exports = _flows(sold, "reporter", "partner", sold["value"])
    reported = pd.MultiIndex.from_frame(rows.loc[rows["flow"] == "M", ["year", "reporter", "hs6"]].drop_duplicates())
    mirror = exports[~pd.MultiIndex.from_frame(exports[["year", "importer", "hs6"]]).isin(reported)]
    flows = pd.concat([imports, mirror], ignore_index=True)
    flows = flows[flows["value_usd"] > 0].sort_values(["year", "hs6", "exporter", "importer"], ignore_index=True)
    return flows, tuple(_notes(left, pairs, mirror))


def _free_on_board(rows: pd.DataFrame) -> pd.Series:
    factor = Parameters.model_fields["cif_fob_factor"].default
    given = (rows["fob_value"] > 0) & (rows["fob_value"] <= rows["value"])
    return rows["fob_value"].where(given, rows["value"] / factor)


def _flows(rows: pd.DataFrame, exporter: str, importer: str, value: pd.Series) -> pd.DataFrame:
    weight = rows["weight_kg"].where(rows["weight_kg"] > 0) / 1000
    return pd.DataFrame(
        {
            "year": rows["year"], "exporter": rows[exporter], "importer": rows[importer], "hs6": rows["hs6"],
            "value_usd": value.round(), "weight_t": weight,
        }
    )  # fmt: skip


def _notes(left: pd.DataFrame, pairs: pd.DataFrame, mirror: pd.DataFrame) -> list[str]:
    notes = []
    if len(left):
        share = left["value"].sum() / (left["value"].sum() + pairs["value"].sum())
        notes.append(
            f"{len(left):,} rows ({share:.2%} of the value) are of areas that are no country and are left out."
        )
    if len(mirror):
        notes.append(f"{len(mirror):,} flows into countries that did not report are from the exporters' reports.")
    revisions = sorted(set(pairs["revision"]) - {""})
    if len(revisions) > 1:
        notes.append(f"countries report in several revisions of the HS: {', '.join(revisions)}.")
    return notes


def _update(flows: pd.DataFrame, context: Context) -> Update:
    entry = context.entry("trade_flows")
    who = f"UN Comtrade, importers' reports, obtained {context.today.isoformat()}"
    codes = {**entry.get("other_producers", {}), **dict.fromkeys(flows["hs6"], who)}
    source = {"title": "UN Comtrade", "path": ADDRESS}
    record = {
        "other_producers": dict(sorted(codes.items())),
        "citation": citation_with(entry, codes),
        "sources": [*[one for one in entry["sources"] if one.get("path") != ADDRESS], source],
        "doi": entry.get("doi"),
    }
    return Update(flows, ("year", "hs6"), record)
