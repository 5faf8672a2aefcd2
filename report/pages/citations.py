"""A Sphinx extension: how a source of the ledger looks in the bibliography, and the way to all that rests on it.

A citation shows the source's id. Its entry gives title, publisher and date, the grade with letter and digit apart, and
links to every instrument, milestone, claim, project, chapter, figure and table that rests on it. Sphinx resolves the
links, so one that leads nowhere stops the build.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from docutils import nodes
from pybtex.database import Entry
from pybtex.plugin import register_plugin
from pybtex.richtext import HRef, Text
from pybtex.style.formatting import BaseStyle
from pybtex.style.labels import BaseLabelStyle
from pybtex.style.sorting import BaseSortingStyle
from pybtex.style.template import field, join, node, optional, sentence
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from ..sentences.links import PLACES, published, target

NAME = "ledger"
WORDS = {
    "instruments": "instruments",
    "milestones": "milestones",
    "claims": "claims",
    "projects": "projects",
    "contradictions": "contradictions",
    "chapters": "partner chapters",
    "fig": "figures",
    "tbl": "tables",
}
LATEX_ESCAPE = re.compile(r"\\([&%$#_])")


class IdAsLabel(BaseLabelStyle):
    """The source's own id, so that a citation reads `[IN05]` wherever it stands."""

    def format_labels(self, entries: list[Entry]) -> Iterator[str]:
        """The key of each entry."""
        return (entry.key for entry in entries)


class ById(BaseSortingStyle):
    """The order of the ids, whatever the order in which they are cited."""

    def sorting_key(self, entry: Entry) -> str:
        """The key of an entry."""
        return entry.key


@node
def linked_title(children: Any, context: dict[str, Any]) -> Text:
    """The title, linked where the entry has an address."""
    fields = context["entry"].fields
    title = Text.from_latex(fields["title"])
    return Text(HRef(LATEX_ESCAPE.sub(r"\1", fields["url"]), title)) if "url" in fields else Text(title)


@node
def spoken(children: Any, context: dict[str, Any]) -> Text:
    """The date as precise as it is known, in words."""
    return Text(published(context["entry"].fields.get("date", "")))


class LedgerStyle(BaseStyle):
    """Title, publisher, date; under ids and in their order."""

    default_sorting_style = NAME
    default_label_style = NAME

    def get_misc_template(self, entry: Entry) -> Any:
        """What the list and the tooltip of a citation show of an entry."""
        return sentence(sep=". ")[linked_title, join(sep=", ")[optional[field("howpublished")], spoken]]


class GradeAndUse(SphinxPostTransform):
    """Below each entry of the bibliography: its grade with the reason, and what rests on it."""

    default_priority = 6

    def run(self, **kwargs: Any) -> None:
        """Add a paragraph each; runs after the entries are filled in and before references are resolved."""
        entries = {citation.citation_id: citation.entry for citation in self.env.get_domain("cite").citations}
        for citation in self.document.findall(nodes.citation):
            if entry := entries.get(citation["ids"][0]):
                citation["docname"] = self.env.docname
                citation += nodes.paragraph("", grade(entry), classes=["grade"])
                citation += nodes.paragraph("", "", *uses(entry, self.env.docname), classes=["rests"])


def grade(entry: Entry) -> str:
    """Letter and digit apart, with the kind of the source and the reason."""
    found = {name: str(Text.from_latex(text)) for name, text in entry.fields.items()}
    letter, digit = (found.get(name, "not graded") for name in ("reliability", "credibility"))
    reason = f" Why: {found['gradereason']}." if found.get("gradereason") else ""
    return f"{found.get('kind', 'unknown').capitalize()}. Source: {letter}. Information: {digit}.{reason}"


def uses(entry: Entry, page: str) -> list[nodes.Node]:
    """Text and links to all that rests on an entry, kind by kind."""
    if "restson" not in entry.fields:
        return [nodes.Text("Nothing in the book rests on it alone.")]
    groups = dict(group.split(": ") for group in LATEX_ESCAPE.sub(r"\1", entry.fields["restson"]).split(" | "))
    found: list[nodes.Node] = [nodes.Text("Rests on it: ")]
    for at, table in enumerate(sorted(groups, key=list(WORDS).index)):
        found.append(nodes.Text(f"{'; ' if at else ''}{WORDS[table]} "))
        for place, identity in enumerate(groups[table].split("; ")):
            found += [nodes.Text(", ")] if place else []
            found.append(_reference(table, identity, page))
    return [*found, nodes.Text(".")]


def _reference(table: str, identity: str, page: str) -> addnodes.pending_xref:
    """A link that Sphinx resolves: by number for figures and tables, by title for chapters, by id for the rest."""
    place = {"chapters": f"{identity}-chapter", "fig": identity, "tbl": identity}.get(table)
    kind = "numref" if table in {"fig", "tbl"} else "ref"
    link = addnodes.pending_xref(
        "",
        nodes.inline("", identity, classes=["std", f"std-{kind}"]),
        refdoc=page,
        refdomain="std",
        reftype=kind,
        reftarget=place or target(table, identity),
        refexplicit=table in PLACES,
        refwarn=True,
    )
    return link


def setup(app: Any) -> dict[str, bool]:
    """Register the style, the labels and the paragraphs below entries."""
    app.setup_extension("sphinxcontrib.bibtex")
    register_plugin("pybtex.style.labels", NAME, IdAsLabel)
    register_plugin("pybtex.style.sorting", NAME, ById)
    register_plugin("pybtex.style.formatting", NAME, LedgerStyle)
    app.add_post_transform(GradeAndUse)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
