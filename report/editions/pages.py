"""`/editions/<edition>/<id>.html` of every frozen declaration: what was cited, what it is today, why it moved.

An edition that is built but not frozen has such pages too, so that a link copied from a page never leads nowhere; they
say that it is still open.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from .diff import GONE, HOLDS, Change, Diff, diff
from .edition import FOLDER, Edition, frozen_names, of_build, read
from .explain import reasons_list, table_link, vintage
from .markup import grid, items, page, plain

if TYPE_CHECKING:
    from ..pages.finish import Site

BOOK = "Canada's Critical Minerals Partnerships"
MOST_ROWS = 400
UP = "../../"
NOUN = {"figure": "Figure", "table": "Table", "value": "Value", "claim": "Finding"}


def today(site: Site) -> Edition:
    """The edition that a site is being built as."""
    return of_build(site.root, site.data_dir, site.contents, site.settings, site.registry, site.pictures)


def write_editions(site: Site, latest: Edition) -> list[Diff]:
    """Write the pages of all editions below the site; returns the comparison of each frozen one with today's."""
    diffs = [diff(read(site.root, name), latest) for name in frozen_names(site.root)]
    for one in diffs:
        _write(site.folder / FOLDER / one.old.name, one, frozen=True)
    name = latest.manifest["edition"]
    if name not in {one.old.name for one in diffs}:
        _write(site.folder / FOLDER / name, diff(latest, latest), frozen=False)
    return diffs


def _write(folder: Path, compared: Diff, frozen: bool) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    changes = {change.id: change for change in compared.changes}
    name = folder.name
    for identity in compared.old.entries:
        text = declaration_page(changes[identity], compared, name, frozen)
        (folder / f"{identity}.html").write_text(text, encoding="utf-8")
        if frozen and identity.startswith("fig-"):
            (folder / f"{identity}.svg").write_text(compared.old.picture(identity), encoding="utf-8")
    (folder / "index.html").write_text(edition_index(compared, changes, name, frozen), encoding="utf-8")


def declaration_page(change: Change, compared: Diff, name: str, frozen: bool) -> str:
    """The page of one declaration of an edition."""
    entry, now = compared.old.entries[change.id], compared.new.entries.get(change.id)
    parts = [f"<h1>{NOUN[change.kind]} <code>{change.id}</code></h1>", _banner(compared.old, name, frozen)]
    cited = _shown(change.id, entry, "" if frozen else f"{UP}_images/")
    if change.status == HOLDS:
        same = "It reads the same today." if frozen else ""
        parts.append(
            f'<section class="cited"><h2>As cited</h2>{cited}<p>{same} {_home(change, compared)}</p></section>'
        )
    else:
        today_part = "<p>It is no longer in the book.</p>" if now is None else _shown(change.id, now, f"{UP}_images/")
        link = "" if now is None else f"<p>{_home(change, compared)}</p>"
        parts += [
            '<div class="beside">',
            f'<section class="cited"><h2>As cited: {plain(compared.old.title)}</h2>{cited}</section>',
            f'<section class="today"><h2>Today</h2>{today_part}{link}</section>',
            "</div>",
        ]
        if change.status != GONE:
            parts.append(f"<h2>Why it moved</h2>{reasons_list(change.reasons, compared.new, UP)}")
    parts.append(f"<h2>Sources, as this edition used them</h2>{_sources(entry, compared.old)}")
    path = f'<a href="index.html">edition {plain(name)}</a> / {change.id}'
    return page(f"{change.id}, edition {name}", path, "\n".join(parts), BOOK)


def _banner(edition: Edition, name: str, frozen: bool) -> str:
    if edition.is_back_cast:
        text = "A back-cast: made later from the data editions of that day, and never published then."
    elif frozen:
        text = "Frozen: this page keeps what was cited."
    else:
        text = "Not frozen yet: until it is, this edition can still change."
    day = edition.manifest["edition_date"]
    return f'<p class="banner">Edition <strong>{plain(name)}</strong>, as of {plain(day)}. {text}</p>'


def _shown(identity: str, entry: dict, pictures: str) -> str:
    """A declaration as HTML."""
    if entry["kind"] == "value":
        return f'<p class="value">{plain(entry["text"])}</p>'
    if entry["kind"] == "claim":
        holds = "holds" if entry["holds"] else "does not hold"
        found = f"Found {plain(entry['found'])}, expected {plain(entry['expected'])}."
        return f'<p class="value">{plain(entry["sentence"])}.</p><p>The finding {holds}. {found}</p>'
    note = f"<p>{plain(entry['note'])}</p>" if entry.get("note") else ""
    if entry["kind"] == "table":
        heads = [head for head, _ in entry["heads"]]
        return grid(heads, entry["rows"][:MOST_ROWS], entry["caption"]) + note
    alt = plain(entry["alt"]).replace('"', "&quot;")
    image = f'<img src="{pictures}{identity}.svg" alt="{alt}">'
    data = entry["data"]
    shown = grid(data["columns"], data["rows"][:MOST_ROWS])
    behind = f"<details><summary>The numbers it shows</summary>{shown}</details>"
    return f"<figure>{image}<figcaption>{plain(entry['caption'])}</figcaption></figure>{note}{behind}"


def _home(change: Change, compared: Diff) -> str:
    """A link to the declaration's place in today's book."""
    chapter = compared.new.chapters.get(change.chapter)
    if chapter is None:
        return ""
    anchor = "" if change.kind == "value" else f"#{change.id}"
    return f'<a href="{UP}{chapter["page"]}.html{anchor}">Its place in the book</a>'


def _sources(entry: dict, edition: Edition) -> str:
    lines = []
    for name in entry["sources"]:
        if name in edition.resources:
            lines.append(f"{table_link(name, edition.resources, UP)}: {plain(vintage(name, edition))}")
        else:
            lines.append(f"source {plain(name)}")
    return items(lines)


def edition_index(compared: Diff, changes: dict[str, Change], name: str, frozen: bool) -> str:
    """The list of everything an edition holds, by chapter, with what became of it."""
    parts = [f"<h1>Edition {plain(name)}</h1>", _banner(compared.old, name, frozen)]
    for chapter in compared.old.chapters.values():
        own = [one for one in changes.values() if one.chapter == chapter["id"] and one.id in compared.old.entries]
        if own:
            parts.append(f'<h2 id="{chapter["id"]}">{plain(chapter["page"])}</h2>')
            rows = "".join(
                f'<tr><td><a href="{one.id}.html"><code>{one.id}</code></a></td><td>{one.status}</td>'
                f"<td>{plain(one.before)}</td></tr>\n"
                for one in own
            )
            names = "".join(f'<th scope="col">{head}</th>' for head in ("Id", "Today", "What it said"))
            heads = f"<thead><tr>{names}</tr></thead>"
            parts.append(f'<div class="wide"><table>{heads}<tbody>\n{rows}</tbody></table></div>')
    return page(f"Edition {name}", f"edition {plain(name)}", "\n".join(parts), BOOK)
