"""Links to the permanent places of ledger ids, as MyST for the unit `markdown`.

Every instrument, claim and source has one record in the book, and every page that names one leads there:

| id of | is at | on the page |
|---|---|---|
| an instrument `IN-MOU-2026` | `tbl-instruments-in-mou-2026` | instruments |
| a milestone `M009` or a project `P12` | `milestones-m009`, `projects-p12`, in its instrument's record | instruments |
| a claim `C000-03` | `claims-c000-03` | claims |
| a contradiction `K-01` | `contradictions-k-01` | contradictions |
| a source `IN05` | `source-in05`, its entry in the bibliography | sources |

A target that no page has stops the build, because Sphinx warns of it.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from typing import TYPE_CHECKING

from report.formats import escape

from .words import spoken_date

if TYPE_CHECKING:
    import pandas as pd

PLACES = {
    "instruments": ("instrument_id", "tbl-instruments"),
    "milestones": ("milestone_id", "milestones"),
    "projects": ("project_id", "projects"),
    "claims": ("claim_id", "claims"),
    "contradictions": ("contradiction_id", "contradictions"),
    "sources": ("source_id", "source"),
}
"""Table: the column of its ids, and what stands before an id in its anchor."""
WORD = re.compile(r"\b[A-Za-z0-9]+\b")


def target(table: str, identity: str) -> str:
    """The anchor of a row of a table in `PLACES`: the place and the id in lower case."""
    return f"{PLACES[table][1]}-{identity.lower()}"


def instrument_link(instrument_id: str, text: str = "") -> str:
    """A link to an instrument's record; shows `text`, or the id."""
    return _link("instruments", instrument_id, text)


def milestone_link(milestone_id: str, text: str = "") -> str:
    """A link to a milestone in its instrument's record. Unpublished milestones have no place: leave them out."""
    return _link("milestones", milestone_id, text)


def project_link(project_id: str, text: str = "") -> str:
    """A link to a project in its instrument's record."""
    return _link("projects", project_id, text)


def claim_link(claim_id: str, text: str = "") -> str:
    """A link to a tested claim."""
    return _link("claims", claim_id, text)


def contradiction_link(contradiction_id: str, text: str = "") -> str:
    """A link to a contradiction between sources."""
    return _link("contradictions", contradiction_id, text)


def source_cite(*source_ids: str) -> str:
    """A citation of sources of the ledger, each id linked to its bibliography entry; empty text without ids."""
    ids = list(dict.fromkeys(identity for identity in source_ids if identity))
    return f"{{cite}}`{','.join(ids)}`" if ids else ""


def with_cites(text: str, source_ids: Container[str]) -> str:
    """`text` from data as plain text, with every source id in it as a citation."""
    return WORD.sub(lambda match: source_cite(match[0]) if match[0] in source_ids else match[0], escape(text))


def linked(ids: str, **tables: pd.DataFrame) -> str:
    """Ids joined by `; ` as links, for example `linked(row["rests_on"], claims=data.claims, milestones=...)`.

    tables: frames under the names of `PLACES`, which say what kind of id each is; an id in none of them shows as text.
    """
    known = {identity: name for name, frame in tables.items() for identity in frame[PLACES[name][0]]}
    parts = [part.strip() for part in ids.split(";") if part.strip()]
    return "; ".join(_known_link(part, known.get(part, "")) for part in parts)


def anchored(table: str, identity: str, text: str = "") -> str:
    """The place itself: `text`, or the id, under the anchor that links lead to; once in the whole book."""
    return f"[**{escape(text or identity)}**]{{#{target(table, identity)}}}"


def published(date: str) -> str:
    """The date of a source as precise as it is written; what is no calendar date shows as it stands."""
    try:
        return spoken_date(date)
    except ValueError:
        return date


def in_role(text: str) -> str:
    """`text` inside a role, where a backslash is no escape and a backtick or an angle bracket would end it."""
    return " ".join(text.split()).translate(str.maketrans("`<>{}", "'\u2039\u203a()"))


def joined(parts: Iterable[str], between: str = "; ") -> str:
    """MyST parts in one text, empty ones and repetitions left out."""
    return between.join(dict.fromkeys(part for part in parts if part))


def _link(table: str, identity: str, text: str) -> str:
    return f"{{ref}}`{in_role(text or identity)} <{target(table, identity)}>`"


def _known_link(identity: str, table: str) -> str:
    if table == "sources":
        return source_cite(identity)
    return _link(table, identity, "") if table else escape(identity)
