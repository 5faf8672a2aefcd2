"""Records of the register: each instrument with every field of the ledger, its milestones, projects and sources.

What the ledger does not hold says "not seen in the sources", which is not the same as "there is none".
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass

import pandas as pd

from report.formats import escape, listed

from . import links
from .words import BINDING, capital, counted, signed_on, spoken_date

NOT_SEEN = "Not seen in the sources."
PRECISION = {
    "day": "day known",
    "month": "only the month is known",
    "year": "only the year is known",
    "disputed": "sources differ on the day",
}
NAMED_IN = {"text": "In the text", "press": "In releases or press", "none": "None named", "unknown": "Not known"}


@dataclass(frozen=True)
class Record:
    """One instrument as a table: name (kebab), caption, and rows of field and content (MyST)."""

    name: str
    caption: str
    table: pd.DataFrame


def overview(instruments: pd.DataFrame) -> str:
    """How many records the register holds, of which role."""
    own = int((instruments["role"] == "instrument").sum())
    context = len(instruments) - own
    words = f"The register holds {counted(own, 'instrument')}"
    return (
        f"{words} and {counted(context, 'row')} of context, laws and proposals of others." if context else f"{words}."
    )


def index(places: pd.DataFrame, instruments: pd.DataFrame) -> pd.DataFrame:
    """An index table: key instruments (count) links (short titles with their year, each to its record).

    places: key order instrument_id, from `analysis.register`.
    """
    year = instruments["date_start"].str[:4]
    titles = [
        f"{title} ({when})" if when and when not in title else title
        for title, when in zip(instruments["short_title"], year, strict=True)
    ]
    shown = dict(zip(instruments["instrument_id"], titles, strict=True))
    link = places["instrument_id"].map(lambda identity: links.instrument_link(identity, shown[identity]))
    grouped = places.assign(links=link).groupby(["order", "key"], sort=False, as_index=False)
    return grouped.agg(instruments=("instrument_id", "size"), links=("links", "; ".join))


def records(rows: pd.DataFrame, parts: Parts) -> Iterator[Record]:
    """The record of each instrument of `rows` (columns of `instruments`, with_whom and also), in their order."""
    for row in rows.to_dict("records"):
        identity = row["instrument_id"]
        fields = [*_signed(row), *_content(row, parts), *parts.of("milestones", identity), *_after(row, parts)]
        fields += [*parts.of("projects", identity), *parts.of("contradictions", identity)]
        fields += [("Note", escape(row["note"]))] if row["note"] else []
        fields += [("Sources, with the grade of source and of information", _first(parts.of("sources", identity)))]
        table = pd.DataFrame(fields, columns=["field", "content"])
        yield Record(identity.lower(), f"{capital(row['short_title'])} ({identity})", table)


class Parts:
    """What hangs on instruments, by table and instrument id, as rows of a record."""

    def __init__(self, source_ids: Iterable[str] = (), **tables: dict[str, list[tuple[str, str]]]) -> None:
        self.source_ids, self.tables = set(source_ids), tables

    def of(self, table: str, instrument_id: str) -> list[tuple[str, str]]:
        """Field and content of each row of `table` for an instrument; none when there is none."""
        return self.tables.get(table, {}).get(instrument_id, [])


def _signed(row: dict) -> list[tuple[str, str]]:
    precision = PRECISION.get(row["date_precision"], row["date_precision"])
    notes = [row["date_note"]] if row["date_note"] else []
    return [
        ("Title", escape(row["title"])),
        ("With", escape("; also named: ".join(part for part in (row["with_whom"], row["also"]) if part)) or NOT_SEEN),
        ("Form", escape(row["form"].replace("-", " ").capitalize())),
        ("Binding", _sentences(BINDING[row["binding"]], row["binding_evidence"])),
        ("Date", _sentences(f"{signed_on(row)} ({precision})", *notes)),
        ("Place", _or_not_seen(row["place"])),
        ("For Canada", _or_not_seen(row["canadian_signatory"])),
        ("For the partner", _or_not_seen(row["partner_signatory"])),
    ]


def _content(row: dict, parts: Parts) -> list[tuple[str, str]]:
    identity = row["instrument_id"]
    return [
        ("Minerals named", _first(parts.of("minerals", identity))),
        ("Areas of cooperation", _first(parts.of("areas", identity))),
        ("Bodies set up", _or_not_seen(row["bodies"])),
        ("Money, as stated", _or_not_seen(row["money_note"])),
    ]


def _after(row: dict, parts: Parts) -> list[tuple[str, str]]:
    newest = f"Newest source: {spoken_date(row['newest_source_date'])}. Confidence in the row: {row['confidence']}"
    page = "named" if row["listed_by_nrcan"] else "not named"
    return [
        ("Follow-up", _sentences(row["follow_up"], known=parts.source_ids)),
        ("Status", _sentences(row["status"].replace("-", " "), row["status_note"], newest)),
        ("On the official page", f"{capital(page)} on the strategic-partnerships page of Natural Resources Canada."),
    ]


def minerals_part(instrument_minerals: pd.DataFrame, minerals: pd.DataFrame) -> dict[str, list[tuple[str, str]]]:
    """Minerals by where they are named, and as the source writes them."""
    names = minerals.set_index("mineral_id")["name"]
    shown = instrument_minerals.assign(name=instrument_minerals["mineral_id"].map(names).fillna(""))
    return {identity: [("", _minerals(rows))] for identity, rows in shown.groupby("instrument_id")}


def _minerals(rows: pd.DataFrame) -> str:
    texts = []
    for place, words in NAMED_IN.items():
        here = rows[rows["named_in"] == place]
        names = [name for name in here["name"] if name]
        written = list(dict.fromkeys(text for text in here["as_written"] if text))
        if len(here):
            shown = (
                listed(names) if names else "; ".join(text for text in written if not words.lower().startswith("none"))
            )
            texts.append(f"{words}: {shown}" if shown else words)
    return _sentences(*texts)


def areas_part(instrument_areas: pd.DataFrame, areas: pd.DataFrame) -> dict[str, list[tuple[str, str]]]:
    """Areas of cooperation, each with the sources that report it."""
    labels = areas.set_index("area")["label"]
    found = {}
    for identity, rows in instrument_areas.groupby("instrument_id"):
        cited = rows.groupby("area", sort=False)["source_id"].agg(lambda ids: links.source_cite(*ids))
        found[identity] = [("", "; ".join(f"{escape(labels[area])} {cite}" for area, cite in cited.items()))]
    return found


def milestones_part(
    standings: pd.DataFrame, milestone_sources: pd.DataFrame, source_ids: Iterable[str]
) -> dict[str, list[tuple[str, str]]]:
    """Milestones with their standing. standings: from `delivery.milestone_status`."""
    known = set(source_ids)
    cited = citations(milestone_sources, "milestone_id")
    found: dict[str, list[tuple[str, str]]] = {}
    for row in standings.to_dict("records"):
        when = f" ({spoken_date(row['date'])})" if row["date"] else ""
        what = (f"{row['milestone']}{when}", f"{capital(row['kind'])}: {row['standing']}", row["note"])
        text = _sentences(*what, known=known)
        text = f"{text} {cited.get(row['milestone_id'], '')}"
        field = f"Milestone {links.anchored('milestones', row['milestone_id'])}"
        found.setdefault(row["instrument_id"], []).append((field, text))
    return found


def projects_part(projects: pd.DataFrame, project_sources: pd.DataFrame) -> dict[str, list[tuple[str, str]]]:
    """Projects named beside an instrument, with the money as stated and its stage."""
    cited = citations(project_sources, "project_id")
    found: dict[str, list[tuple[str, str]]] = {}
    for row in projects.to_dict("records"):
        who = ", ".join(part for part in (row["project"], row["company"], row["location"]) if part)
        whose = row["money_kind"].replace("-", " ")
        money = f"{capital(row['kind'])}, {row['amount_text'] or 'no amount stated'} ({whose}): {row['stage']}"
        text = f"{_sentences(who, money, row['status_note'])} {cited.get(row['project_id'], '')}"
        field = f"Project {links.anchored('projects', row['project_id'])}"
        found.setdefault(row["instrument_id"], []).append((field, text))
    return found


def contradictions_part(contradictions: pd.DataFrame) -> dict[str, list[tuple[str, str]]]:
    """Contradictions between sources about an instrument."""
    found: dict[str, list[tuple[str, str]]] = {}
    for row in contradictions.to_dict("records"):
        if row["instrument_id"]:
            field = f"Sources differ {links.contradiction_link(row['contradiction_id'])}"
            found.setdefault(row["instrument_id"], []).append((field, _sentences(row["subject"])))
    return found


def sources_part(instrument_sources: pd.DataFrame, sources: pd.DataFrame) -> dict[str, list[tuple[str, str]]]:
    """Sources with letter and digit apart, publisher and date, best grade first."""
    joined = instrument_sources.merge(sources, on="source_id").sort_values(["reliability", "credibility", "source_id"])
    found: dict[str, list[tuple[str, str]]] = {}
    for identity, rows in joined.groupby("instrument_id"):
        texts = [
            f"{links.source_cite(row['source_id'])} {row['reliability']}, {row['credibility']}: "
            f"{escape(row['publisher'])}, {links.published(row['published'])}"
            for row in rows.to_dict("records")
        ]
        found[identity] = [("", "; ".join(texts))]
    return found


def citations(table: pd.DataFrame, key: str) -> dict[str, str]:
    """One citation of all sources by id. table: `key` and source_id."""
    return {identity: links.source_cite(*rows["source_id"]) for identity, rows in table.groupby(key, sort=False)}


def _sentences(*texts: str, known: Container[str] = ()) -> str:
    """Texts from data as sentences, source ids in them as citations; says so when there is none."""
    parts = [text.strip().rstrip(".") for text in texts if text and text.strip()]
    return links.with_cites(". ".join(capital(part) for part in parts) + ".", known) if parts else NOT_SEEN


def _or_not_seen(text: str) -> str:
    return _sentences(text) if text else NOT_SEEN


def _first(found: list[tuple[str, str]]) -> str:
    return found[0][1] if found else NOT_SEEN
