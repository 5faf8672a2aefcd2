"""Page text (MyST) as plain text, for citations, data files and Word: roles show their words, links their text."""

from __future__ import annotations

import re

CITE = re.compile(r"\{cite(?::[a-z]+)?\}`([^`]*)`")
SHOWN = (
    re.compile(r"\{[a-z:]+\}`([^`<]*?)\s*<[^`>]*>`"),
    re.compile(r"\{[a-z:]+\}`([^`]*)`"),
    re.compile(r"\[([^\]]*)\]\((?:<[^>]*>|[^()\s]*)\)"),
    re.compile(r"\[([^\]]*)\]\{[#.][^}]*\}"),
    re.compile(r"`([^`]*)`"),
)
EMPHASIS = re.compile(r"(?<![\w*_])(\*\*|\*|__|_)(?=\S)(.+?)(?<=\S)\1(?![\w*_])")
ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
TYPED = re.compile("[\ue021-\ue07e]")
SHIFT = 0xE000


def plain(text: str) -> str:
    """`text` of a page without its markup, on one line. Signs that were escaped stay as typed."""
    text = ESCAPED.sub(lambda found: chr(SHIFT + ord(found[1])), str(text))
    text = CITE.sub(lambda found: f"[{', '.join(found[1].split(','))}]", text)
    for pattern in SHOWN:
        text = pattern.sub(r"\1", text)
    text = EMPHASIS.sub(r"\2", text)
    return " ".join(TYPED.sub(lambda found: chr(ord(found[0]) - SHIFT), text).replace("\u2060", "").split())
