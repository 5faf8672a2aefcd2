"""After the build: does the site hold what the notebooks declared, and nothing half-made?"""

from __future__ import annotations

import re
from pathlib import Path

from ..errors import PageFault
from ..execution.kernel import helpers
from ..registry import Registry

LEAST_WORDS = 40


def inspect_site(site: Path, pages: list[str], registry: Registry) -> dict[str, int]:
    """Counts of pages and figures of the site; raises PageFault that lists every fault found."""
    with helpers(2) as pool:
        results = dict(zip(pages, pool.map(inspect_page, [str(site / f"{page}.html") for page in pages]), strict=True))
    faults = [f"{page}: {fault}" for page, (found, _) in results.items() for fault in found]
    shown = [identity for _, ids in results.values() for identity in ids]
    declared = [entry.id for kind in ("figure", "table", "claim") for entry in registry.of(kind)]
    faults += [f"{identity} is declared and on no page" for identity in declared if identity not in shown]
    faults += [
        f"{identity} is on {shown.count(identity)} pages" for identity in set(shown) if shown.count(identity) > 1
    ]
    faults += [f"{identity} is on a page and not declared" for identity in set(shown) - set(declared)]
    if faults:
        raise PageFault("\n  ".join(["the pages are not right:", *faults[:40]]), where=str(site))
    return {"pages": len(pages), "figures": len(registry.of("figure")), "tables": len(registry.of("table"))}


def inspect_page(path: str) -> tuple[list[str], list[str]]:
    """Faults of one HTML page, and the ids of figures, tables and claims on it."""
    from bs4 import BeautifulSoup

    if not Path(path).exists():
        return ["the page is missing"], []
    soup = BeautifulSoup(Path(path).read_text(encoding="utf-8"), "html.parser")
    article = soup.select_one("article") or soup
    words = article.get_text(" ").split()
    faults = [] if len(words) >= LEAST_WORDS else [f"only {len(words)} words"]
    if soup.h1 is None:
        faults.append("no title")
    for tag in article.find_all(True):
        texts = [str(content) for content in tag.attrs.values()] + [
            str(child) for child in tag.find_all(string=True, recursive=False)
        ]
        faults += [f"a value was not put in: {found[:80]}" for found in texts if "{{" in found and tag.name != "script"]
    for fallback in article.select("div.output.text_plain, .cell_output pre"):
        faults.append(f"raw output: {fallback.get_text()[:60]}")
    for image in article.select("img"):
        if not (image.get("alt") or "").strip():
            faults.append(f"no alt text: {image.get('src')}")
    for section in article.select("section"):
        if re.fullmatch(r"id\d+", section.get("id", "")):
            faults.append(f"a heading without a label: {section.get_text()[:60]}")
    ids = [tag["id"] for tag in article.select("[id]") if re.match(r"(fig|tbl|claim)-", tag["id"])]
    return faults, ids
