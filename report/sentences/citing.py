"""Citations with the grade of each source beside it, the letter for the source and the digit for the information."""

from __future__ import annotations

from report.formats import escape
from report.sentences.links import source_cite


def cited_grades(source_ids: str, grades: str, most: int = 3) -> str:
    """MyST citations, each with its grade: the `most` best ones and how many more there are.

    source_ids, grades: joined with "; " in the same order, best first, as `notes.graded` gives them.
    """
    pairs = list(zip(source_ids.split("; "), grades.split("; "), strict=True)) if source_ids else []
    shown = ", ".join(f"{source_cite(identity)} {escape(grade)}" for identity, grade in pairs[:most])
    return f"{shown} and {len(pairs) - most} more" if len(pairs) > most else shown
