"""Markdown of a page: labels made permanent, values named in its front matter, and put in where MyST cannot."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape as escape_html

import yaml

from ..errors import PageFault, did_you_mean

KEY = re.compile(r"\{\{\s*([A-Za-z0-9_]+)\s*\}\}")
HEADING = re.compile(r"^#{1,6} ", re.MULTILINE)
LABEL = re.compile(r"^\(([a-z0-9-]+)\)=\s*$")
FENCE = re.compile(r"^\s*(`{3,}|~{3,}|:{3,})(\{[^}]+\})?")
HTML_BLOCK = re.compile(
    r"^ {0,3}</?(div|p|table|thead|tbody|t[rdh]|ul|ol|li|dl|dt|dd|details|summary|figure|figcaption|section|aside|pre"
    r"|blockquote|h[1-6])[ />]"
)
BACKSLASH = re.compile(r"\\([!-/:-@\[-`{-~])")
UNREACHED = re.compile(r"`[^`\n]*`|\$[^$\n]+\$|<[A-Za-z/][^>\n]*>")
ROLE_TARGET = re.compile(r"(\{(?:numref|ref)\}`(?:[^`<]*<)?)([a-z0-9-]+)(>?`)")


def keys_in(text: str) -> list[str]:
    """Value keys that `text` uses, each once, in order."""
    return list(dict.fromkeys(KEY.findall(text)))


def put_in(text: str, values: Mapping[str, str], where: str) -> str:
    """`text` with every `{{ key }}` replaced; raises PageFault that names the nearest keys for an unknown one."""

    def replace(match: re.Match[str]) -> str:
        if match[1] not in values:
            raise PageFault(f"unknown value '{match[1]}'", where=where, cause=did_you_mean(match[1], values))
        return values[match[1]]

    return KEY.sub(replace, text)


def put_in_unreached(text: str, values: Mapping[str, str], where: str) -> str:
    """Put values in where MyST substitutions do not reach: code, math, raw HTML and directive options.

    There a backslash is no escape, so values go in as plain text; in HTML as text of HTML.
    """
    as_text = {key: plain(value) for key, value in values.items()}
    as_html = {key: escape_html(value) for key, value in as_text.items()}
    lines, fence, in_html = [], None, False
    for line in text.splitlines():
        match = FENCE.match(line)
        in_html = bool(line.strip()) and (in_html or not fence and bool(HTML_BLOCK.match(line)))
        if match and (fence is None or _closes(line, fence[0])):
            fence = None if fence else (match[1], match[2] or "code")
            lines.append(put_in(line, values, where))
        elif in_html or fence and fence[1].startswith("{raw"):
            lines.append(put_in(line, as_html, where))
        elif fence and (
            not fence[1].startswith("{") or fence[1].startswith(("{math", "{code")) or line.lstrip().startswith(":")
        ):
            lines.append(put_in(line, as_text, where))
        else:
            lines.append(UNREACHED.sub(lambda at: put_in(at[0], as_html if at[0][0] == "<" else as_text, where), line))
    return "\n".join(lines)


def _closes(line: str, opening: str) -> bool:
    marks = line.strip()
    return set(marks) == {opening[0]} and len(marks) >= len(opening)


def plain(value: str) -> str:
    """The text that a value's MyST shows: its backslash escapes taken out."""
    return BACKSLASH.sub(r"\1", value).replace("\u2060", "")


def with_permanent_labels(text: str, chapter_id: str, where: str) -> str:
    """Prefix each heading's label with the chapter; raises PageFault for a heading without one.

    A label is what links and citations point at, so it is written by hand and never follows the heading's words.
    """
    lines = text.splitlines()
    fence = ""
    for index, line in enumerate(lines):
        match = FENCE.match(line)
        if fence:
            fence = "" if _closes(line, fence) else fence
        elif match and match[1][0] != ":":
            fence = match[1]
        if fence or not HEADING.match(line):
            continue
        label = next((at for at in range(index - 1, -1, -1) if lines[at].strip()), None)
        match = LABEL.match(lines[label]) if label is not None else None
        if not match:
            raise PageFault(
                f"the heading '{line}' has no label", where=where, next_step="put a line such as `(risks)=` above it"
            )
        if not match[1].startswith(f"{chapter_id}-") and match[1] != chapter_id:
            lines[label] = f"({chapter_id}-{match[1]})="
    return "\n".join(lines)


def with_permanent_targets(text: str, names: Mapping[str, str]) -> str:
    """Turn `{numref}` and `{ref}` targets that a notebook names shortly into permanent ids."""
    return ROLE_TARGET.sub(lambda match: f"{match[1]}{names.get(match[2], match[2])}{match[3]}", text)


def front_matter(substitutions: Mapping[str, str], **more: object) -> str:
    """YAML front matter with the page's substitutions."""
    content: dict[str, object] = dict(more)
    if substitutions:
        content["myst"] = {"substitutions": dict(substitutions)}
    return f"---\n{yaml.safe_dump(content, allow_unicode=True, sort_keys=True)}---\n\n" if content else ""
