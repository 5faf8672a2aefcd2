"""The body of the page *What changed* and the lines of `report diff`: findings first, then each chapter's own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from .changes import COLUMNS, CORRECTED
from .diff import FLIPPED, GONE, HOLDS, MOVED, NEW, STATUS, Change, Diff
from .explain import table_link
from .markup import items, plain
from .reasons import cell_words, examples

SAYS = {
    FLIPPED: "findings turned",
    MOVED: "moved",
    GONE: "are no longer in the book",
    NEW: "are new",
    HOLDS: "read the same",
}
MOST_IN_CHAPTER = 40


def body(diffs: list[Diff], titles: Mapping[str, str] | None = None) -> str:
    """HTML for the page: one part for each frozen edition, newest first. titles: of today's pages, by address."""
    if not diffs:
        return "<p>No edition is frozen yet, so there is nothing to compare with.</p>"
    return "\n".join(_part(one, titles or {}) for one in reversed(diffs))


def _part(compared: Diff, titles: Mapping[str, str]) -> str:
    old = compared.old
    anchor = f"changes-since-{old.name}"
    moved = compared.of(FLIPPED, MOVED)
    parts = [f'<section id="{anchor}"><h2>Since {plain(old.title)}</h2>', f"<p>{_counted(compared)}</p>"]
    parts.append(_left_out(compared))
    if moved:
        parts.append(f"<h3>Findings</h3>{_findings(compared)}")
        parts.append(f"<h3>The data behind it</h3>{_revisions(compared)}")
        parts.append(f'<h3 id="{anchor}-chapters">Chapter by chapter</h3>')
        parts += [_chapter(compared, chapter, anchor, titles) for chapter in _chapters(compared)]
    return "\n".join([*parts, "</section>"])


def _left_out(compared: Diff) -> str:
    """What a back-cast could not hold, in words; empty for any other edition."""
    chapters = compared.old.manifest.get("left_out", {})
    if not chapters:
        return ""
    lines = items(f"<code>{plain(name)}</code>: {plain(why)}" for name, why in chapters.items())
    return f"<details><summary>Chapters that could not be made from the data of that day</summary>{lines}</details>"


def _counted(compared: Diff) -> str:
    counts = compared.counts()
    found = [f"{counts[status]:,} {SAYS[status]}" for status in STATUS if counts[status]]
    return f"Of all figures, tables, values and findings: {', '.join(found)}."


def _findings(compared: Diff) -> str:
    claims = [one for one in compared.changes if one.kind == "claim"]
    lines = [f"{_link(one, compared)} {_became(one)}" for one in claims if one.status in {FLIPPED, MOVED, GONE}]
    holding = sum(one.status == HOLDS for one in claims)
    new = sum(one.status == NEW for one in claims)
    rest = [f"{count:,} {words}." for count, words in ((holding, "hold as they stood"), (new, "are new")) if count]
    return items([*lines, *rest])


def _became(change: Change) -> str:
    if change.status == GONE:
        return f"is no longer in the book: {plain(change.before)}"
    turned = "turned" if change.status == FLIPPED else "moved"
    before, after = (plain(text.rstrip(".")) for text in (change.before, change.after))
    return f"{turned}. Then: {before}. Now: {after}."


def _chapters(compared: Diff) -> list[str]:
    touched = {one.chapter for one in compared.of(FLIPPED, MOVED, GONE)}
    known = {**compared.old.chapters, **compared.new.chapters}
    return [chapter for chapter in known if chapter in touched]


def _chapter(compared: Diff, chapter: str, anchor: str, titles: Mapping[str, str]) -> str:
    own = [one for one in compared.of(FLIPPED, MOVED, GONE) if one.chapter == chapter]
    shown = items(_entry(one, compared) for one in own[:MOST_IN_CHAPTER])
    rest = len(own) - MOST_IN_CHAPTER
    more = (
        f'<p>And {rest:,} more: <a href="editions/{compared.old.name}/index.html#{chapter}">all</a>.</p>'
        if rest > 0
        else ""
    )
    page = {**compared.old.chapters, **compared.new.chapters}[chapter]["page"]
    head = f"<summary><strong>{plain(titles.get(page, page))}</strong>: {len(own):,} moved</summary>"
    return f'<details class="summary-on-paper" id="{anchor}-{chapter}">{head}{shown}{more}</details>'


def _entry(change: Change, compared: Diff) -> str:
    if change.status == GONE:
        return f"{_link(change, compared)} is no longer in the book."
    kinds = ", ".join(dict.fromkeys(reason.words.lower() for reason in change.reasons))
    return f"{_link(change, compared)} from {plain(change.before)} to {plain(change.after)} <em>{kinds}</em>"


def _link(change: Change, compared: Diff) -> str:
    return f'<a href="editions/{compared.old.name}/{change.id}.html"><code>{change.id}</code></a>'


def revisions(compared: Diff) -> pd.DataFrame:
    """Every changed row of every table that both editions have; columns of `changes.COLUMNS`."""
    found = [compared.reasons.changes(name) for name in compared.new.resources]
    kept = [one for one in found if len(one)]
    return pd.concat(kept, ignore_index=True) if kept else pd.DataFrame(columns=COLUMNS)


def _revisions(compared: Diff) -> str:
    """By table: how many rows of which kind changed, with the largest moves."""
    found = revisions(compared)
    lines = []
    for (name, kind), rows in found.groupby(["table", "kind"], sort=False):
        words = kind.replace("-", " ")
        mended = (
            " (mended in both editions, so nothing moved by it)"
            if kind == CORRECTED and not rows["moves"].any()
            else ""
        )
        more = items(plain(line) for line in examples(rows))
        link = table_link(name, compared.new.resources, "")
        lines.append(f"{link}: <strong>{words}</strong>, {len(rows):,} cells or rows{mended}{more}")
    return items(lines)


def lines(compared: Diff, chapter: str = "") -> Iterator[str]:
    """The comparison as lines of text; of one chapter when it is named."""
    yield f"{compared.old.title} -> {compared.new.title}"
    yield _counted(compared)
    for change in compared.of(FLIPPED, MOVED, GONE, NEW):
        if chapter in {"", change.chapter}:
            yield f"{change.status:8} {change.id}"
            yield from (f"  {word} {text}" for word, text in (("from", change.before), ("to", change.after)) if text)
            yield from (f"  {reason.words}: {_of(reason.table)}{reason.detail}" for reason in change.reasons)
            yield from (f"    {example}" for reason in change.reasons for example in reason.examples[:1])


def _of(table: str) -> str:
    return f"{table}, " if table else ""


def revision_lines(compared: Diff, table: str) -> Iterator[str]:
    """The changed rows of one table as lines of text."""
    for row in compared.reasons.changes(table).itertuples():
        yield f"{row.kind:16} {cell_words(row)}"
