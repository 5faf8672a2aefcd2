"""Markdown of a page: labels made permanent, values named in its front matter, and put in where MyST cannot."""

from __future__ import annotations

import re
from collections.abc import Mapping

import yaml

from ..errors import PageFault, did_you_mean

KEY = re.compile(r"\{\{\s*([A-Za-z0-9_]+)\s*\}\}")
HEADING = re.compile(r"^#{1,6} ", re.MULTILINE)
LABEL = re.compile(r"^\(([a-z0-9-]+)\)=\s*$")
FENCE = re.compile(r"^\s*(`{3,}|~{3,}|:{3,})(\{[^}]+\})?")
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
    """Put values in where MyST substitutions do not reach: code, math, raw HTML and directive options."""
    lines, fence = [], None
    for line in text.splitlines():
        match = FENCE.match(line)
        opens_or_closes = match and (fence is None or (line.strip() == fence[0] and not match[2]))
        if opens_or_closes:
            fence = None if fence else (match[1], match[2] or "code")
            lines.append(put_in(line, values, where))
        elif fence and (not fence[1].startswith("{") or fence[1].startswith("{math") or fence[1].startswith("{code")
                        or line.lstrip().startswith(":")):
            lines.append(put_in(line, values, where))
        else:
            lines.append(UNREACHED.sub(lambda found: put_in(found[0], values, where), line))
    return "\n".join(lines)


def with_permanent_labels(text: str, chapter_id: str, where: str) -> str:
    """Prefix each heading's label with the chapter; raises PageFault for a heading without one.

    A label is what links and citations point at, so it is written by hand and never follows the heading's words.
    """
    lines = text.splitlines()
    fenced = False
    for index, line in enumerate(lines):
        fenced ^= bool(FENCE.match(line)) and line.lstrip().startswith(("`", "~"))
        if fenced or not HEADING.match(line):
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
