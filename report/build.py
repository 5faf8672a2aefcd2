"""From data to the published book: check, execute, collect, write pages, build, inspect, publish.

The order is the guarantee: nothing runs before the data and notebooks are checked, and the book at `_build/html` is
replaced only after the new one passed every check.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .chapters import Chapter, chapters
from .errors import BadInput
from .execution.cache import digest, file_digest, lock_digest, package_code
from .execution.run import execute_all
from .registry import Registry, describe_broken
from .safety.swap import put_in_place, write_whole
from .safety.turn import building
from .settings import validate
from .trade_partners import added_chapters, chosen

SITE = Path("_build/html")


@dataclass(frozen=True)
class Options:
    """What a build may be asked for; `say` receives one line at a time, `progress` wraps the notebooks' run.

    `partners` asks for chapters beyond the book's (`all`, or codes of importers), `scheduler` is the address of a Dask
    cluster that runs the notebooks; empty for none.
    """

    root: Path
    data_dir: Path
    settings: dict[str, Any] = field(default_factory=dict)
    allow_broken_claims: bool = False
    strict: bool = False
    say: Callable[[str], None] = print
    progress: Callable[[int], Any] | None = None
    partners: str = ""
    scheduler: str = ""

    @property
    def work(self) -> Path:
        """Everything a build keeps for the next one."""
        return self.root / "_build"

    @property
    def shipped_data(self) -> bool:
        """Whether the build is of the project's own data folder."""
        return self.data_dir.resolve() == (self.root / "data").resolve()


def build(options: Options) -> Path:
    """Build the book; returns the path of its first page. Raises a ReportError, and then publishes nothing."""
    check_settings(options)
    with building(options.work, options.root / SITE, options.say):
        return _build(options)


def _build(options: Options) -> Path:
    contents = contents_of(options)
    key = build_key(options, contents)
    index = options.root / SITE / "index.html"
    if _stamp(options) == key and index.exists():
        options.say("Nothing changed since the last build.")
        return index
    check(options)
    executed = run_notebooks(options, contents)
    registry = Registry.read(executed, contents)
    judge_claims(options, registry)
    site = make_site(options, contents, executed, registry)
    keep_record(options, site, contents, executed, registry, key)
    return index


def contents_of(options: Options) -> list[Chapter]:
    """The pages of the book, then those that `partners` adds; raises BadInput.

    Where the data keep them from being listed, the error holds the findings of the check on those data.
    """
    try:
        book = chapters(options.root, options.data_dir)
        codes = chosen(options.partners, options.data_dir) if options.partners else []
        return [*book, *added_chapters(options.root, options.data_dir, codes, options.work)]
    except BadInput:
        check(options)
        raise


def check_settings(options: Options) -> None:
    """Refuse a setting that is no parameter, or that the chapters and `--data` set; raises BadInput."""
    validate({**options.settings, "data_dir": str(options.data_dir)}, where="--set")
    for name, instead in (
        ("partner", "papermill -p partner ..."),
        ("mineral", "papermill -p mineral ..."),
        ("data_dir", "--data"),
    ):
        if name in options.settings:
            raise BadInput(f"'{name}' cannot be set for the whole book", where="--set", next_step=f"use {instead}")


def build_key(options: Options, contents: list[Chapter]) -> str:
    """A key over everything the book is made from."""
    sources = [chapter.source for chapter in contents]
    static = sorted(path for path in (options.root / "book").rglob("*") if path.is_file())
    configuration = [options.root / name for name in ("_config.yml", "_toc.yml", "editions/SEALS")]
    configuration = [path for path in configuration if path.exists()]
    data = sorted(path for path in options.data_dir.rglob("*") if path.is_file())
    files = [(str(path.name), file_digest(path)) for path in [*sources, *static, *configuration, *data]]
    added = [chapter.page for chapter in contents if chapter.data_dir]
    return digest(
        *([added] if added else []),
        files,
        options.settings,
        options.allow_broken_claims,
        options.strict,
        package_code(only_kernel=False),
        lock_digest(options.root),
        str(options.data_dir.resolve()),
    )


def check(options: Options) -> None:
    """Every check that needs no kernel; raises BadInput with all findings."""
    from .check import check_all, errors

    findings = errors(check_all(options.root, options.data_dir, options.work / ".cache" / "checks"))
    if findings:
        raise BadInput("\n".join(map(str, findings[:40])), where=f"{len(findings)} finding(s)")


def run_notebooks(options: Options, contents: list[Chapter]) -> dict[str, Path]:
    """Executed notebook by page."""
    jobs = [chapter for chapter in contents if chapter.is_notebook]
    with _progress(options, len(jobs)) as done:
        return execute_all(
            options.root,
            options.data_dir,
            jobs,
            options.settings,
            options.work / ".cache" / "executed",
            done,
            options.scheduler,
        )


@contextmanager
def _progress(options: Options, total: int) -> Iterator[Callable[[Chapter, bool], None]]:
    if options.progress is None:
        yield lambda chapter, ran: None
    else:
        with options.progress(total) as done:
            yield done


def judge_claims(options: Options, registry: Registry) -> None:
    """Stop on a claim that does not hold, unless the data are the user's own or it was allowed: then list them."""
    must_hold = options.shipped_data and not options.allow_broken_claims
    if must_hold or options.strict:
        registry.require_claims()
    for entry in registry.broken_claims():
        options.say(f"A finding does not hold with these data. {describe_broken(entry)}")


def make_site(options: Options, contents: list[Chapter], executed: dict[str, Path], registry: Registry) -> Path:
    """Write pages and pictures, run Jupyter Book, inspect the result; returns its folder, not yet published."""
    from .pages import bibliography
    from .pages.draw import draw_all
    from .pages.finish import Site, finish
    from .pages.inspect import inspect_site
    from .pages.page import PageWriter
    from .pages.rasters import drawn_meanwhile
    from .pages.site import build_site, prepare

    source = options.work / ".source"
    prepare(options.root, source, [chapter for chapter in contents if chapter.data_dir])
    draw_all(registry.of("figure"), options.work / ".cache" / "svg", source / "_figures")
    bibliography.write(options.data_dir, registry, source)
    writer = PageWriter(registry, options.data_dir, source)
    for chapter in contents:
        if chapter.is_notebook:
            writer.write_notebook(chapter, executed[chapter.page])
        else:
            writer.write_text(chapter)
    options.say("Building the pages ...")
    with drawn_meanwhile(source / "_figures", options.work / ".cache" / "png"):
        site = build_site(source, options.work / f".next-{os.getpid()}", options.work / "sphinx.log")
    finish(
        Site(
            folder=site,
            pictures=source / "_figures",
            root=options.root,
            work=options.work,
            data_dir=options.data_dir,
            contents=contents,
            registry=registry,
            settings=options.settings,
            executed=executed,
        )
    )
    counts = inspect_site(site, [chapter.page for chapter in contents], registry)
    options.say(", ".join(f"{count} {name}" for name, count in counts.items()))
    return site


def keep_record(
    options: Options, site: Path, contents: list[Chapter], executed: dict[str, Path], registry: Registry, key: str
) -> None:
    """Publish the site, keep the executed notebooks beside it, and remember what it was built from."""
    notebooks = options.work / "notebooks"
    shutil.rmtree(notebooks, ignore_errors=True)
    for page, path in executed.items():
        target = notebooks / f"{page}.ipynb"
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    entries = {identity: entry.content for identity, entry in registry.entries.items()}
    write_whole(options.work / "registry.json", json.dumps(entries, indent=1, ensure_ascii=False))
    _stamp_file(options).unlink(missing_ok=True)
    put_in_place(site, options.root / SITE)
    write_whole(_stamp_file(options), key)
    _forget_old(options, contents, executed)


def _forget_old(options: Options, contents: list[Chapter], executed: dict[str, Path], keep: int = 200) -> None:
    store = options.work / ".cache" / "executed"
    current = set(executed.values())
    others = sorted(
        (path for path in store.glob("*.ipynb") if path not in current), key=lambda path: path.stat().st_mtime
    )
    for path in others[:-keep]:
        path.unlink()


def _stamp_file(options: Options) -> Path:
    return options.work / ".built-from"


def _stamp(options: Options) -> str:
    path = _stamp_file(options)
    return path.read_text(encoding="utf-8") if path.exists() else ""
