"""Each finding of the book is bound to the tables: one changed row, and its claim fails or says something else.

The findings live in the chapters that the notebooks make. The rows are changed in a copy of the data, one at a time.
"""

import csv
import shutil
from functools import cache
from pathlib import Path

import pytest

from .claims_of import ROOT, claims_of

FINDINGS = {
    "no instrument binds": ("landscape", "none-found-binding", "instruments", "DE-JDI-2025", {"binding": "yes"}),
    "India's framework came": ("landscape", "india-framework-came", "milestones", "M009", {"status": "missed"}),
    "no mine or purchase for India": ("synthesis", "no-india-mine-or-offtake", "projects", "P30", {"kind": "offtake"}),
    "India's battery programme": ("evidence", "india-battery-programme-delivery", "claims", "X-23", {"value": "2"}),
    "the battery figure is confirmed": (
        "evidence",
        "india-battery-programme-delivery",
        "claims",
        "X-23",
        {"verdict": "unverified"},
    ),
    "no mineral in the Mexico plan": (
        "landscape",
        "mexico-plan-names-no-mineral",
        "instrument_minerals",
        "MX-PLAN-2026",
        {"named_in": "text", "mineral_id": "lithium", "as_written": "lithium"},
    ),
    "lithium reserved in Mexico": (
        "landscape",
        "mexico-lithium-reserved",
        "claims",
        "C002-04",
        {"verdict": "unverified"},
    ),
    "most do not bind by type": (
        "landscape",
        "few-stated-most-by-type",
        "instruments",
        "FR-DIALOGUE-2023",
        {"binding": "stated-no"},
    ),
    "Canada outside the price floor": (
        "landscape",
        "canada-outside-price-floor",
        "claims",
        "X-17",
        {"verdict": "contradicted"},
    ),
    "an old story under a new date": (
        "evidence",
        "old-story-new-date",
        "claims",
        "C003-01",
        {"date_of_fact": "2025-03-18"},
    ),
    "the Alliance's sum is project value": (
        "synthesis",
        "alliance-sum-is-project-value",
        "claims",
        "X-04",
        {"verdict": "contradicted"},
    ),
    "the federal money beside it": ("synthesis", "alliance-sum-is-project-value", "claims", "X-05", {"value": "170"}),
    "six-fold is the upper case": (
        "evidence",
        "growth-claim-is-upper-case",
        "claims",
        "C004-08",
        {"verdict": "confirmed"},
    ),
    "Strange Lake is counted again": ("synthesis", "strange-lake-counted-again", "projects", "P12", {"site_id": ""}),
    "the CUSMA outcome rests on relays": (
        "evidence",
        "cusma-outcome-graded-low",
        "sources",
        "US43",
        {"reliability": "A"},
    ),
    "France's date in the ledger": (
        "landscape",
        "france-date-contradicted",
        "instruments",
        "FR-DIALOGUE-2023",
        {"date": "2023-09-28"},
    ),
    "France's date": ("landscape", "france-date-contradicted", "claims", "C001-04", {"verdict": "confirmed"}),
    "Indonesia's date": (
        "landscape",
        "indonesia-date-disputed",
        "instruments",
        "ID-MOU-2024",
        {"date": "2024-12-02", "date_precision": "day", "date_start": "2024-12-02", "date_end": "2024-12-02"},
    ),
}
"""Finding: notebook, claim, table, id in the table's first column, cells to change."""
NOTEBOOKS = sorted({finding[0] for finding in FINDINGS.values()})


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """A copy of the data whose ledger may be changed; the other tables are links, read once for all tests."""
    target = tmp_path_factory.mktemp("findings") / "data"
    shutil.copytree(ROOT / "data", target, copy_function=lambda source, copy: Path(copy).symlink_to(source))
    for path in (target / "ledger").glob("*.csv"):
        path.unlink()
        shutil.copy2(ROOT / "data" / "ledger" / path.name, path)
    return target


@pytest.fixture(scope="module")
def before(folder, tmp_path_factory):
    """Function from a notebook to its claims on the data as shipped, run once each."""
    return cache(lambda notebook: claims_of(notebook, folder, tmp_path_factory.mktemp("before")))


@pytest.fixture
def changed(folder):
    """Change the first row with an id; the table is put back after the test."""
    kept = []

    def change(table, identity, cells):
        path = folder / "ledger" / f"{table}.csv"
        kept.append((path, path.read_bytes()))
        with path.open(encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream))
        next(row for row in rows if next(iter(row.values())) == identity).update(cells)
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)

    yield change
    for path, content in kept:
        path.write_bytes(content)


@pytest.mark.parametrize("notebook", NOTEBOOKS)
def test_every_claim_holds_on_the_shipped_data(before, notebook):
    claims = before(notebook)
    assert claims
    assert [name for name, claim in claims.items() if not claim["holds"]] == []


@pytest.mark.parametrize("name", FINDINGS)
def test_a_changed_row_breaks_or_rewrites_the_finding(before, changed, folder, tmp_path, name):
    notebook, claim, table, identity, cells = FINDINGS[name]
    sentence = before(notebook)[claim]["sentence"]
    changed(table, identity, cells)
    after = claims_of(notebook, folder, tmp_path)[claim]
    assert not after["holds"] or after["sentence"] != sentence


def test_the_three_ways_of_not_binding_are_counted_apart(before, changed, folder, tmp_path):
    """The sentence speaks of few and most, so one row does not break it; what was found follows the row."""
    name = "few-stated-most-by-type"
    found = before("landscape")[name]["found"]
    changed("instruments", "DE-JDI-2025", {"binding": "unknown"})
    assert claims_of("landscape", folder, tmp_path)[name]["found"] != found
