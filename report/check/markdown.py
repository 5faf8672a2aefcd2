"""Markdown reduced to its running text, position by position.

What is not prose (code, directive options, link targets, roles, comments, values in `{{ }}`, numbering of headings
and lists) is overwritten with a filler character of the same length, so that an offset in the result is an offset
in the source and a finding can name line and character.
"""

from __future__ import annotations

import re

FILLER = "\0"
"""Neither a word character nor a space: nothing is matched across what was taken out."""

VERBATIM = frozenset(
    "code code-block code-cell sourcecode math mermaid raw eval-rst literalinclude include toctree bibliography "
    "image tableofcontents autofunction automodule autoclass".split()
)
"""Directives whose body is not prose."""
WITHOUT_TITLE = VERBATIM | {"figure", "list-table", "csv-table"}
"""Directives whose argument is a path, a language or a width."""

FENCE = re.compile(r"^[ \t>]*(?:[-*+]\s+|\d+[.)]\s+)?(?P<mark>`{3,}|~{3,}|:{3,})[ \t]*(?P<info>[^`\n]*)$")
DIRECTIVE = re.compile(r"\{(?P<name>[^}]*)\}")
OPTION = re.compile(r"^\s*:[\w-]+:(\s|$)")
COMMENT_LINE = re.compile(r"^\s*%")
DEFINITION = re.compile(r"^\s*%\s*definition:\s*(?P<reason>.*)$")
HEADING_OR_ITEM = re.compile(r"^\s*(#{1,6}\s|[-*+]\s|\d{1,3}[.)]\s|\||:{3}|>)")
NUMBERING = re.compile(
    r"^(\s*(?:>\s*)*(?:#{1,6}\s+)?)((?:\d{1,3}(?:\.\d{1,2})*[.)]|\d{1,2}(?:\.\d{1,2})+))(?=\s)", re.M
)
FIRST_CELL = re.compile(r"^(\s*\|\s*)(\d{1,3})(?=\s*\|)", re.M)
SUBSTITUTION = re.compile(r"\{\{.*?\}\}", re.S)
INLINE = [
    re.compile(r"<!--.*?-->", re.S),
    re.compile(r"(?:\{[\w:.+-]+\})?(?P<tick>`+)(?!`)(?:.+?)(?<!`)(?P=tick)(?!`)", re.S),
    re.compile(r"\$\$.+?\$\$", re.S),
    re.compile(r"(?<![\w\\$])\$(?=[^$\n]*[\\^_{}=])[^$\n]+\$(?!\d)"),
    re.compile(r"^\[[^\]\n]+\]:[ \t]*\S.*$", re.M),
    re.compile(r"(?<=\])\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+\"[^\"]*\")?\)"),
    re.compile(r"<(?:https?://|mailto:)[^>\s]+>|\b(?:https?://|www\.)[^\s)>\]]+"),
    re.compile(r"</?[A-Za-z][^<>]*>"),
    re.compile(r"^\([\w:.-]+\)=[ \t]*$", re.M),
    re.compile(r"\[\^[^\]\s]+\]:?"),
    re.compile(r"&#?\w+;"),
    re.compile(r"\{[#.][^}\n]*\}"),
]


def running_text(text: str) -> str:
    """`text` with everything that is not running prose overwritten; same length, lines of a paragraph joined.

    Non-breaking spaces become spaces and emphasis marks fillers or spaces, so that patterns see plain words.
    """
    plain = without_inline(without_blocks(text))
    plain = SUBSTITUTION.sub(_filler, plain)
    for numbering in (NUMBERING, FIRST_CELL):
        plain = numbering.sub(lambda match: match.group(1) + FILLER * len(match.group(2)), plain)
    plain = re.sub("[\u00a0\u2007\u2009\u202f]", " ", plain).replace("\u2212", "-").replace("*", " ")
    return _join_lines(re.sub(r"(?<!\w)_+|_+(?!\w)", lambda match: " " * len(match.group()), plain))


def substitution_keys(text: str) -> list[tuple[str, int]]:
    """`(key, offset)` of every `{{ key }}` that MyST will replace: not those in code, options or comments."""
    plain = without_inline(without_blocks(text))
    found = re.finditer(r"\{\{\s*([A-Za-z_][\w.-]*)\s*(?:\|[^}]*)?\}\}", plain)
    return [(match.group(1), match.start(1)) for match in found]


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """Line and character of an offset, both from 1."""
    return text.count("\n", 0, offset) + 1, offset - (text.rfind("\n", 0, offset) + 1) + 1


def without_inline(text: str) -> str:
    """`text` with inline code, roles, formulas, comments, tags and link targets overwritten."""
    for pattern in INLINE:
        text = pattern.sub(_filler, text)
    return text


def without_blocks(text: str) -> str:
    """`text` with front matter, code blocks, directive heads and options, comment lines and definitions overwritten."""
    state = _Blocks()
    lines = text.split("\n")
    start = _end_of_front_matter(lines)
    kept = [FILLER * len(line) for line in lines[:start]]
    return "\n".join(kept + [state.take(line) for line in lines[start:]])


def definitions(text: str) -> list[tuple[int, str]]:
    """`(line, reason)` of every `% definition: reason` mark."""
    found = [(number, DEFINITION.match(line)) for number, line in enumerate(text.split("\n"), 1)]
    return [(number, match.group("reason").strip()) for number, match in found if match]


class _Blocks:
    """Where in the nesting of fences a line stands."""

    def __init__(self) -> None:
        self.open: list[tuple[str, bool]] = []
        self.in_options = False
        self.in_yaml = False
        self.in_definition = False

    def take(self, line: str) -> str:
        """The line with what is not prose overwritten."""
        blank = FILLER * len(line)
        if self._in_head(line):
            return blank
        fence = FENCE.match(line)
        if fence and self._closes(fence):
            self.open.pop()
            return blank
        if self.open and self.open[-1][1]:
            return blank
        if fence:
            return self._opened(fence, line)
        if DEFINITION.match(line):
            self.in_definition = True
        elif not line.strip():
            self.in_definition = False
        return blank if self.in_definition or COMMENT_LINE.match(line) else line

    def _in_head(self, line: str) -> bool:
        """Whether the line is an option of the directive just opened."""
        if self.in_yaml:
            self.in_yaml = line.strip() != "---"
            return True
        if not self.in_options:
            return False
        if line.strip() == "---":
            self.in_yaml, self.in_options = True, False
            return True
        self.in_options = bool(OPTION.match(line))
        return self.in_options

    def _closes(self, fence: re.Match[str]) -> bool:
        if not self.open or fence.group("info").strip():
            return False
        mark, opened = fence.group("mark"), self.open[-1][0]
        return mark[0] == opened[0] and len(mark) >= len(opened)

    def _opened(self, fence: re.Match[str], line: str) -> str:
        directive = DIRECTIVE.match(fence.group("info"))
        name = directive.group("name") if directive else ""
        verbatim = name in VERBATIM if directive else fence.group("mark")[0] != ":"
        self.open.append((fence.group("mark"), verbatim))
        self.in_options = directive is not None
        if not directive or name in WITHOUT_TITLE:
            return FILLER * len(line)
        title = fence.start("info") + directive.end()
        return FILLER * title + line[title:]


def _end_of_front_matter(lines: list[str]) -> int:
    if lines[0].strip() != "---":
        return 0
    ends = [number for number, line in enumerate(lines[1:], 1) if line.strip() == "---"]
    return ends[0] + 1 if ends else 0


def _join_lines(text: str) -> str:
    """Line ends inside a paragraph as spaces, so that a phrase is found across them; same length."""
    lines = text.split("\n")
    joined = lines[0]
    for before, line in zip(lines, lines[1:], strict=False):
        apart = not before.strip() or not line.strip() or before.lstrip().startswith("#") or HEADING_OR_ITEM.match(line)
        joined += ("\n" if apart else " ") + line
    return joined


def _filler(match: re.Match[str]) -> str:
    return "".join("\n" if character == "\n" else FILLER for character in match.group())
