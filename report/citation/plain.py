"""Page text (MyST) as plain text, for citations, data files and Word: roles show their words, links their text."""

from __future__ import annotations

import re

ROLE_WITH_TARGET = re.compile(r"\{[a-z:]+\}`([^`<]*?)\s*<[^`>]*>`")
CITE = re.compile(r"\{cite(?::[a-z]+)?\}`([^`]*)`")
ROLE = re.compile(r"\{[a-z:]+\}`([^`]*)`")
LINK = re.compile(r"\[((?:\\.|[^\]\\])*)\]\((?:<[^>]*>|[^()\s]*)\)")
SPAN = re.compile(r"\[((?:\\.|[^\]\\])*)\]\{[#.][^}]*\}")
CODE = re.compile(r"(?<!\\)`([^`]*)`")
EMPHASIS = re.compile(r"(?<![\\\w*_])(\*\*|\*|__|_)(?=\S)(.+?)(?<=[^\s\\])\1(?![\w*_])")
ESCAPED = re.compile(r"\\([^\w\s])")


def plain(text: str) -> str:
    """`text` of a page without its markup, on one line."""
    text = CITE.sub(lambda found: f"[{', '.join(found[1].split(','))}]", str(text))
    for pattern in (ROLE_WITH_TARGET, ROLE, LINK, SPAN, CODE):
        text = pattern.sub(r"\1", text)
    text = EMPHASIS.sub(r"\2", text)
    return " ".join(ESCAPED.sub(r"\1", text).replace("\u2060", "").split())
