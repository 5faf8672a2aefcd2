"""Does the content make sense? Named checks that a schema cannot express, over the corrected tables.

Each check is a function with one sentence in its docstring that says what holds; `run` calls all of them. To add
one, write it in one of the modules `sanity_*` and name it in `CHECKS`. The findings of the whole run are
remembered under the hash of all files of the data package and of the checks themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

from report.check import cache, sanity_amounts, sanity_codes, sanity_judgements, sanity_ledger, sanity_texts
from report.check.descriptor import NAME, read_descriptor
from report.check.findings import Finding
from report.check.folder import Folder

NOT_RUN = "could not run"
"""How a finding on a check says that a faulty table kept it from running."""
CHECKS: tuple[Callable[[Folder], Iterable[Finding]], ...] = (
    sanity_texts.tables_have_rows,
    sanity_texts.texts_run_nothing,
    sanity_codes.country_codes_are_known,
    sanity_codes.no_aggregate_is_a_country,
    sanity_codes.keys_are_unique,
    sanity_codes.codes_are_text_of_digits,
    sanity_codes.trade_covers_every_code_and_year,
    sanity_codes.nothing_past_lies_ahead,
    sanity_codes.corrections_still_apply,
    sanity_codes.unpublished_rows_stay_unpublished,
    sanity_ledger.dates_fit_their_precision,
    sanity_ledger.spans_run_forward,
    sanity_ledger.spans_hold_their_date,
    sanity_ledger.commitments_follow_their_instrument,
    sanity_ledger.done_is_seen_done,
    sanity_ledger.rows_have_a_source,
    sanity_ledger.partners_are_known,
    sanity_ledger.amounts_fit_their_bounds,
    sanity_ledger.contradictions_have_two_sides,
    sanity_judgements.partners_have_one_headline,
    sanity_judgements.statements_hold_no_likelihood,
    sanity_judgements.judgements_have_premises,
    sanity_judgements.premises_are_rows,
    sanity_judgements.notes_rest_on_rows,
    sanity_amounts.shares_sum_to_one,
    sanity_amounts.parts_meet_their_total,
    sanity_amounts.no_part_exceeds_its_total,
    sanity_amounts.outlook_countries_meet_their_total,
    sanity_amounts.no_coverage_is_lost,
    sanity_amounts.large_moves_have_a_reason,
)


def run(data_dir: Path, cache_dir: Path | None = None) -> list[Finding]:
    """Findings of all sanity checks on a data folder; remembered in `cache_dir` if one is given.

    A check that a table's faults keep from running is itself one finding.
    """
    if cache_dir is None:
        return _run_all(data_dir)
    return cache.remembered(cache_dir, "sanity", input_key(data_dir), lambda: _run_all(data_dir))


def input_key(data_dir: Path) -> str:
    """A hash of everything the checks rest on: descriptor, tables, loader, the checks, and the day if it matters."""
    package, _ = read_descriptor(data_dir)
    paths = [data_dir / NAME, *(data_dir / str(entry.get("path")) for entry in package.get("resources", []))]
    files = [[str(path), cache.digest_of_file(path) if path.is_file() else ""] for path in paths]
    loader = cache.digest_of_file(Path(__file__).parents[1] / "tabledata.py")
    rules = cache.digest_of_source(
        "sanity",
        "sanity_codes",
        "sanity_amounts",
        "sanity_ledger",
        "sanity_judgements",
        "sanity_texts",
        "folder",
        "findings",
        "structure",
    )
    day = package.get("created") or date.today().isoformat()
    return cache.digest_of(files, loader, rules, day)


def _run_all(data_dir: Path) -> list[Finding]:
    folder = Folder(data_dir)
    if not folder.records:
        return []
    return [finding for check in CHECKS for finding in _guarded(check, folder)]


def _guarded(check: Callable[[Folder], Iterable[Finding]], folder: Folder) -> list[Finding]:
    from report.errors import ReportError

    try:
        return list(check(folder))
    except (ReportError, LookupError, TypeError, ValueError, AttributeError, ArithmeticError) as error:
        where = str(getattr(error, "where", "") or folder.data_dir)
        what = f"{check.__name__} {NOT_RUN}: {type(error).__name__}: {getattr(error, 'what', error)}"
        cause = "A table it reads is not as its schema says."
        return [Finding(where, None, None, what, cause, "Mend the findings on that table first.")]
