"""Plain HTML of the editions' pages: light, without scripts, in the book's colours, readable from a file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

ROLE = re.compile(r"\{[a-z:]+\}`([^`<]*?)\s*(?:<[^`>]*>)?`")
LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
SLASHED = re.compile(r"\\([\\`*_{}\[\]<>#|$~@&+\-=:(.)%])")
MARKED = re.compile(r"[\\\[`\u2060]")
SHELL = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="stylesheet" href="{up}_static/editions.css">
</head>
<body>
<nav><a href="{up}index.html">{book}</a> / {path}</nav>
<main>
{body}
</main>
</body>
</html>
"""


def page(title: str, path: str, body: str, book: str, up: str = "../../") -> str:
    """A whole page; `path` and `body` are HTML, `up` leads to the site's first page."""
    return SHELL.format(title=escape(title), up=up, book=escape(book), path=path, body=body)


def plain(text: Any) -> str:
    """Text of a declaration, its MyST roles, links and backslashes taken off, escaped."""
    words = str(text)
    if MARKED.search(words):
        words = SLASHED.sub(r"\1", LINK.sub(r"\1", ROLE.sub(r"\1", words))).replace("\u2060", "")
    return escape(words, quote=False)


def grid(heads: Sequence[str], rows: Iterable[Sequence[Any]], caption: str = "") -> str:
    """A table; cells are taken as text."""
    top = "".join(f'<th scope="col">{plain(head)}</th>' for head in heads)
    body = "".join(f"<tr>{''.join(f'<td>{_cell(cell)}</td>' for cell in row)}</tr>\n" for row in rows)
    name = f"<caption>{plain(caption)}</caption>" if caption else ""
    return f'<div class="wide"><table>{name}<thead><tr>{top}</tr></thead><tbody>\n{body}</tbody></table></div>'


def _cell(found: Any) -> str:
    if found is None or found == "":
        return "–"
    return f"{found:,.6g}" if isinstance(found, float) else plain(found)


def items(lines: Iterable[str]) -> str:
    """A list of HTML items; empty text for none."""
    body = "".join(f"<li>{line}</li>\n" for line in lines)
    return f"<ul>\n{body}</ul>\n" if body else ""
