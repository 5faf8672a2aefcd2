"""The step after Sphinx that puts the theme's few icons into the pages in place of its icon library.

The library is a script of about 1.5 MB that every page would load to draw a dozen icons. The drawings wanted are taken
from it (Font Awesome Free, CC BY 4.0) into one style sheet; an icon is then a mask in the colour of the text.
"""

from __future__ import annotations

import re
from pathlib import Path

from ..errors import PageFault
from .finish import Site

LIBRARY = "_static/scripts/fontawesome.js"
SHEET = "_static/icons.css"
LOADED = re.compile(r"\s*(?:<!--[^>]*custom icons -->\s*)?<script[^>]*fontawesome\.js[^>]*></script>")
PRELOADED = re.compile(r"\s*<link rel=\"preload\"[^>]*fontawesome[^>]*>")
USED = re.compile(r"\bfa-(?!solid\b|regular\b|brands\b|lg\b)([a-z-]+)")
STYLE = re.compile(r"(<link href=\")([^\"]*)(_static/styles/theme\.css)")
ALWAYS = frozenset({"circle-exclamation", "circle-info", "chevron-down", "xmark"})
FIRST = """/* Drawings: Font Awesome Free, https://fontawesome.com, licence CC BY 4.0 (fontawesome.com/license/free) */
.fa-solid, .fas, .fa-regular, .far {
  display: inline-block; width: 1em; height: 1em; vertical-align: -0.125em; background: currentColor;
  -webkit-mask: var(--icon) center / contain no-repeat; mask: var(--icon) center / contain no-repeat;
}
.fa-solid::before, .fas::before, .fa-regular::before, .far::before { content: none !important; }
.fa-lg { font-size: 1.25em; }
"""


def add_icons(site: Site) -> None:
    """Write the sheet of icons, link it from every page and drop the library; raises PageFault for an unknown icon."""
    library = site.folder / LIBRARY
    drawings = library.read_text(encoding="utf-8")
    used: set[str] = set(ALWAYS)
    for path in site.theme_pages():
        page = path.read_text(encoding="utf-8")
        used |= set(USED.findall(page))
        path.write_text(with_sheet(page), encoding="utf-8")
    (site.folder / SHEET).write_text(FIRST + "".join(rule(name, drawings) for name in sorted(used)), encoding="utf-8")
    drop_unread(site.folder)


def with_sheet(page: str) -> str:
    """A page that loads the sheet of icons and not the library."""
    page = PRELOADED.sub("", LOADED.sub("", page))
    return STYLE.sub(lambda match: f'<link href="{match[2]}{SHEET}" rel="stylesheet">\n{match[0]}', page, count=1)


def rule(name: str, drawings: str) -> str:
    """The style rule of one icon."""
    found = re.search(rf'[{{,]"?{re.escape(name)}"?:\[(\d+),(\d+),\[[^\]]*\],"[0-9a-f]+","([^"]+)"\]', drawings)
    if not found:
        found = _by_alias(name, drawings)
    if not found:
        raise PageFault(f"no drawing for the icon '{name}'", where=LIBRARY)
    width, height, path = found.groups()
    svg = f"%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {width} {height}'%3E%3Cpath d='{path}'/%3E%3C/svg%3E"
    return f'.fa-{name} {{ --icon: url("data:image/svg+xml,{svg}"); }}\n'


def _by_alias(name: str, drawings: str) -> re.Match[str] | None:
    return re.search(rf':\[(\d+),(\d+),\[[^\]]*"{re.escape(name)}"[^\]]*\],"[0-9a-f]+","([^"]+)"\]', drawings)


def drop_unread(folder: Path) -> None:
    """Remove the files of the theme that no page loads: the library and maps for debugging."""
    for pattern in ("scripts/fontawesome*", "scripts/*.map", "styles/*.map"):
        for path in (folder / "_static").glob(pattern):
            path.unlink()
