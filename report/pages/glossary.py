"""The step after Sphinx that gives each page the definitions of the glossary's terms where they are first used.

The link leads to the glossary and carries its definition as a description, so a screen reader has it without scripts;
`terms.js` shows the same text on pointing and on focus.
"""

from __future__ import annotations

import re

from ..errors import PageFault
from .finish import Site

PAGE = "glossary"
LISTED = re.compile(r"<dl[^>]*class=\"[^\"]*glossary[^>]*>(.*?)</dl>", re.S)
PART = re.compile(r"<dt id=\"(term-[^\"]+)\">(.*?)</dt>|<dd>(.*?)</dd>", re.S)
TAGS = re.compile(r"<a class=\"headerlink\".*?</a>|<[^>]+>", re.S)
PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.S)
TOKEN = re.compile(r"(<[^>]+>)")
CLOSED = re.compile(r"<(/?)(a|code|math|button|summary|script|strong)\b")
SPANNED = re.compile(r"<figure\b.*?</figure>|<table\b.*?</table>|<script\b.*?</script>|<details\b.*?</details>", re.S)


def add_glossary(site: Site) -> None:
    """Link first uses on every page of the contents except the glossary itself; nothing where there is no glossary."""
    path = site.folder / f"{PAGE}.html"
    if not path.exists():
        return
    terms = terms_of(path.read_text(encoding="utf-8"))
    for chapter in site.contents:
        if chapter.page != PAGE:
            page = site.folder / f"{chapter.page}.html"
            page.write_text(
                with_terms(page.read_text(encoding="utf-8"), terms, "../" * chapter.page.count("/")), encoding="utf-8"
            )


def terms_of(page: str) -> dict[str, tuple[str, str]]:
    """Anchor and definition by term, longest term first; raises PageFault for a glossary without terms."""
    listed = LISTED.search(page)
    found: dict[str, tuple[str, str]] = {}
    waiting: list[tuple[str, str]] = []
    for anchor, term, definition in PART.findall(listed[1]) if listed else []:
        if anchor:
            waiting.append((" ".join(TAGS.sub("", term).split()), anchor))
        else:
            text = " ".join(TAGS.sub("", definition).split())
            found.update({name: (place, text) for name, place in waiting})
            waiting = []
    if not found:
        raise PageFault("no terms", where=f"{PAGE}.html", next_step="list them in a {glossary} of book/glossary.md")
    return dict(sorted(found.items(), key=lambda item: -len(item[0])))


def with_terms(page: str, terms: dict[str, tuple[str, str]], up: str) -> str:
    """An HTML page whose running text links the first use of each definition."""
    start, end = page.find("<article"), page.rfind("</article>")
    if start < 0 or end < 0:
        return page
    used: dict[str, str] = {}
    kept = [match.span() for match in SPANNED.finditer(page, start, end)]
    parts, last = [], 0
    for match in PARAGRAPH.finditer(page, start, end):
        if any(first <= match.start() < final for first, final in kept):
            continue
        parts += [page[last : match.start(1)], _linked(match[1], terms, used, up)]
        last = match.end(1)
    parts.append(page[last:end])
    notes = "".join(f'<span id="definition-{anchor}">{text}</span>' for anchor, text in used.items())
    return "".join([*parts, f'<div class="definitions" hidden>{notes}</div>' if notes else "", page[end:]])


def _linked(text: str, terms: dict[str, tuple[str, str]], used: dict[str, str], up: str) -> str:
    depth, out = 0, []
    for token in TOKEN.split(text):
        if token.startswith("<"):
            if match := CLOSED.match(token):
                depth += -1 if match[1] else 1
            out.append(token)
        else:
            out.append(token if depth else _link_first(token, terms, used, up))
    return "".join(out)


def _link_first(text: str, terms: dict[str, tuple[str, str]], used: dict[str, str], up: str) -> str:
    """At most one term of a stretch of text linked: the longest that was not defined on the page before."""
    for name, (anchor, definition) in terms.items():
        if definition in used.values():
            continue
        match = re.search(rf"(?<![\w-]){re.escape(name)}s?(?![\w-])", text, 0 if name.isupper() else re.I)
        if match:
            used[anchor] = definition
            link = (
                f'<a class="term" href="{up}{PAGE}.html#{anchor}" aria-describedby="definition-{anchor}">{match[0]}</a>'
            )
            before = _link_first(text[: match.start()], terms, used, up)
            return before + link + _link_first(text[match.end() :], terms, used, up)
    return text
