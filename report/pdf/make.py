"""The PDF of a built book: joined from its pages, printed, mended, checked, and only then put in its place.

Nothing here can harm the HTML: it is published before, and its first page gets the link to the PDF last.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from ..chapters import FAMILIES, Chapter, chapters
from ..citation.edition import Edition, edition_of
from ..errors import BadInput, PageFault
from ..execution.cache import digest, file_digest
from ..lock import only_one
from ..safety.faults import in_plain_words
from ..safety.swap import write_whole
from . import front
from .adapt import adapt
from .pages import Page, read_pages
from .printing import NoPango, Paper, print_to, weasyprint

NAME = "canadas-critical-minerals-partnerships.pdf"
SUBTITLE = "What was signed, what flows, and what could"
TERMS = (
    "Program code under the MIT licence. Data under the terms of each producer, which the chapter on data names.",
    "Each figure's data are attached to this file as CSV.",
)
STYLE = Path("book/assets/print.css")
PAGE_FOLDERS = ("_images", *FAMILIES)
REFERENCE = {"instruments", "claims", "contradictions", "sources", "data", "edition"}
"""Pages that are looked up rather than read, and set in smaller type."""
LINK = re.compile(r'\s*<p class="pdf-link">.*?</p>', re.S)
HEADING_END = re.compile(r"</h1>")


@dataclass(frozen=True)
class Book:
    """A built book: its project, site, declarations by id, pages and edition."""

    root: Path
    work: Path
    entries: Mapping[str, Mapping[str, Any]]
    contents: list[Chapter]
    edition: Edition
    title: str
    author: str

    @property
    def site(self) -> Path:
        """The folder of its HTML pages."""
        return self.work / "html"

    @property
    def style(self) -> Path:
        """The style sheet for paper."""
        return self.root / STYLE


def make_pdf(root: Path, data_dir: Path, settings: Mapping[str, Any], say: Callable[[str], None]) -> Path | None:
    """Print the book at `_build/html`; the PDF's path, or None where the libraries for it are missing, which is said.

    An unchanged book is not printed again, and no two processes print at once. Raises BadInput without a built book,
    PageFault when the PDF is not right, MachineFault for a full disk or no right to write; the HTML stays as it is,
    without a link to a PDF that is not there.
    """
    work = root / "_build"
    if _stamp(work).read("files") == files_of(root, data_dir, settings):
        return work / NAME
    with in_plain_words(work), only_one(work, say):
        return _make(root, data_dir, settings, say)


def _make(root: Path, data_dir: Path, settings: Mapping[str, Any], say: Callable[[str], None]) -> Path | None:
    book = read_book(root, data_dir, settings)
    target, key = book.work / NAME, key_of(book)
    if target.exists() and _stamp(book.work).read("key") == key:
        publish(book, target)
        _stamp(book.work).write(key=key, files=files_of(root, data_dir, settings))
        return target
    try:
        weasyprint()
    except NoPango as missing:
        say(f"No PDF was made: {missing}")
        return None
    say("Printing the PDF ...")
    start = time.monotonic()
    partial = target.with_name(f".{NAME}")
    counts = write(book, partial)
    os.replace(partial, target)
    publish(book, target)
    _stamp(book.work).write(key=key, files=files_of(root, data_dir, settings))
    say(f"The PDF has {counts}; it took {time.monotonic() - start:.0f} s.")
    return target


def read_book(root: Path, data_dir: Path, settings: Mapping[str, Any]) -> Book:
    """What was built last; raises BadInput when nothing was."""
    work = root / "_build"
    record = work / "registry.json"
    if not record.exists() or not (work / "html" / "index.html").exists():
        raise BadInput("there is no built book", where=str(work), next_step="build it first: report build")
    configuration = yaml.safe_load((root / "_config.yml").read_text(encoding="utf-8"))
    contents = chapters(root, data_dir)
    return Book(
        root=root,
        work=work,
        entries=_of(contents, json.loads(record.read_text(encoding="utf-8"))),
        contents=contents,
        edition=edition_of(root, data_dir, settings),
        title=str(configuration["title"]).replace("'", "\u2019"),
        author=str(configuration.get("author", "")),
    )


def _of(contents: list[Chapter], entries: Mapping[str, Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    """The declarations of the book's own pages: pages that `--partners` added are on the web only."""
    own = tuple(f"-{chapter.id}-" for chapter in contents)
    return {identity: entry for identity, entry in entries.items() if f"-{identity.partition('-')[2]}".startswith(own)}


@dataclass(frozen=True)
class Stamp:
    """What the last PDF was made from: a key of the contents, and the state of the files, which is read faster."""

    path: Path

    def read(self, name: str) -> str:
        """`key` or `files`; empty when nothing was printed or the stamp cannot be read."""
        try:
            said = json.loads(self.path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return ""
        return str(said.get(name, "")) if isinstance(said, dict) else ""

    def write(self, **said: str) -> None:
        """Remember both."""
        write_whole(self.path, json.dumps(said))


def _stamp(work: Path) -> Stamp:
    return Stamp(work / ".pdf-from")


def files_of(root: Path, data_dir: Path, settings: Mapping[str, Any]) -> str:
    """A key over the names, sizes and times of the files that the PDF is made from and of those it was written to."""
    work = root / "_build"
    folders = [work / "html", *(work / "html" / name for name in PAGE_FOLDERS), Path(__file__).parent]
    single = [work / NAME, work / "registry.json", root / "_config.yml", root / "_toc.yml", root / "editions" / "SEALS"]
    files = [path for folder in folders if folder.is_dir() for path in folder.iterdir() if path.is_file()]
    states = {str(path): path.stat() for path in [*files, *single, root / STYLE] if path.is_file()}
    found = [(path, state.st_size, state.st_mtime_ns) for path, state in sorted(states.items())]
    return digest(found, dict(settings), str(data_dir))


def key_of(book: Book) -> str:
    """A key over everything the PDF is made from."""
    pages = [LINK.sub("", _html(book, chapter.page)) for chapter in book.contents]
    pictures = sorted((book.site / "_images").glob("*"))
    code = sorted(Path(__file__).parent.glob("*.py"))
    files = [(path.name, file_digest(path)) for path in [*pictures, *code, book.style] if path.is_file()]
    return digest(pages, files, book.entries, book.title, book.author, str(book.edition))


def _html(book: Book, page: str) -> str:
    path = book.site / f"{page}.html"
    if not path.exists():
        raise BadInput(f"'{page}' was not built", where=str(path), next_step="build the book anew: report build")
    return path.read_text(encoding="utf-8")


def write(book: Book, path: Path) -> Any:
    """Print, mend and check; returns the counts. Raises PageFault, and removes the file, when it is not the book."""
    from .mend import mend
    from .parity import check, shown_values, squeezed

    pages = read_pages(book.site, [chapter.page for chapter in book.contents])
    identities = {chapter.page: chapter.id for chapter in book.contents}
    texts = {identities[page.name]: squeezed("".join(page.article.itertext())) for page in pages}
    files = attachments(book)
    try:
        print_to(paper(book, pages, files), path)
        mend(path)
        csv = {name: content for name, (content, _) in files.items()}
        return check(path, book.entries, shown_values(book.entries, texts), csv)
    except PageFault:
        path.unlink(missing_ok=True)
        raise


def paper(book: Book, pages: list[Page], files: Mapping[str, tuple[bytes, str]]) -> Paper:
    """The joint document."""
    for page in pages:
        adapt(page)
        page.article.set("id", page.anchor)
        page.article.set("class", "chapter reference" if page.name in REFERENCE else "chapter")
    parts = front.parts_of(book.root, pages)
    brief = {chapter.page for chapter in book.contents if chapter.is_parameterized}
    lists = {kind: made for kind in front.LISTS if (made := front.list_of(kind, pages)) is not None}
    body = [
        front.cover(front.Cover(book.title, SUBTITLE, book.author, book.edition, TERMS)),
        front.contents(parts, brief, lists),
        *lists.values(),
    ]
    for part in parts:
        body += [front.part_title(part)] if part.title else []
        body += [page.article for page in part.pages]
    return Paper(
        body=body,
        title=book.title,
        author=book.author,
        description=f"{SUBTITLE}. Edition {book.edition.label}.",
        day=book.edition.day.isoformat(),
        style=book.style,
        attachments=files,
    )


def attachments(book: Book) -> dict[str, tuple[bytes, str]]:
    """The data of each figure as CSV with its caption, by the name of the file."""
    from ..citation.packages import csv_bytes

    return {
        f"{identity}.csv": (csv_bytes(entry["data"]["columns"], entry["data"]["rows"]), entry["caption"])
        for identity, entry in book.entries.items()
        if entry["kind"] == "figure" and entry.get("data")
    }


def publish(book: Book, pdf: Path) -> None:
    """Put the PDF beside the pages, and a link to it below the title of the first one."""
    beside = book.site / NAME
    if not beside.exists() or file_digest(beside) != file_digest(pdf):
        partial = beside.with_name(f".{NAME}.partial")
        shutil.copyfile(pdf, partial)
        os.replace(partial, beside)
    index = book.site / "index.html"
    before = index.read_text(encoding="utf-8")
    text = LINK.sub("", before)
    size = f"{pdf.stat().st_size / 1e6:.1f} MB"
    link = f'\n<p class="pdf-link"><a href="{NAME}" type="application/pdf">The whole book as a PDF</a> ({size})</p>'
    linked = HEADING_END.sub(f"</h1>{link}", text, count=1)
    if linked != before:
        write_whole(index, linked)
