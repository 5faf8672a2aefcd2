"""Everything that can be found wrong before a kernel starts: data, notebooks, prose.

`check_all` is what `report check` runs. Modules that are slow to import are loaded only when a verdict is not
remembered, so that a check of an unchanged project takes a fraction of a second.
"""

from __future__ import annotations

from pathlib import Path

from report.check.findings import Finding, errors

__all__ = ["Finding", "check_all", "check_data", "check_texts", "errors"]


def check_all(root: Path, data_dir: Path, cache_dir: Path, known_keys: frozenset[str] = frozenset()) -> list[Finding]:
    """Findings on a data folder, then on the notebooks, pages and frozen editions under `root`.

    `known_keys` are value keys that the build resolves across chapters.
    """
    from report.editions.verify import check_editions

    return check_data(data_dir, cache_dir) + check_texts(root, known_keys) + check_editions(root)


def check_data(data_dir: Path, cache_dir: Path) -> list[Finding]:
    """Findings of the schema validation and, if the folder is a data package, of the sanity checks.

    A sanity check that could not run is left out where a finding on the tables already says why.
    """
    from report.check import package, sanity

    found = package.check_package(data_dir, cache_dir)
    judged = sanity.run(data_dir, cache_dir)
    if errors(found):
        judged = [one for one in judged if sanity.NOT_RUN not in one.what]
    return found + judged


def check_texts(root: Path, known_keys: frozenset[str] = frozenset()) -> list[Finding]:
    """Findings on `notebooks/*.ipynb` (form, declarations, prose) and `book/**/*.md` (prose)."""
    from report.check.declarations import check_notebook
    from report.check.prose import check_notebook_prose, check_page

    findings: list[Finding] = []
    for path in sorted((root / "notebooks").glob("*.ipynb")):
        findings += check_notebook(path, known_keys) + check_notebook_prose(path)
    for path in sorted((root / "book").rglob("*.md")):
        findings += check_page(path)
    return findings
