"""Real changes of real tables: nickel is revised, ilmenite's unit is a corrected error, a later year a new period."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from report.editions.changes import CORRECTED, PERIOD, REVISED, table_changes
from report.editions.edition import Edition
from report.editions.slices import slices

from ..project import REPOSITORY
from .editions import data_folder, edition, keep_rows

TABLES = ("production", "corrections")
PATH = "production/production.csv"
ILMENITE = "2024, Ilmenite, TiO2 content, CAN"
NICKEL = "2024, Nickel content, CAN"


@pytest.fixture
def today(tmp_path: Path) -> Edition:
    return edition("latest", data_folder(tmp_path / "today", TABLES))


def year_ago(folder: Path, without_corrections: bool = False) -> Edition:
    """The tables up to the 2025 edition, with the corrections that concern it or without any."""
    data_folder(folder, TABLES)
    keep_rows(folder, PATH, lambda frame: frame["edition"].astype(int) <= 2025)
    keep_rows(
        folder,
        "corrections.csv",
        lambda frame: ~frame["key"].str.contains("2026") & (not without_corrections),
    )
    return edition("2025-11-backcast", folder)


def rows(changes: pd.DataFrame, row: str, column: str = "value_t") -> list[tuple]:
    found = changes[(changes["row"] == row) & (changes["column"] == column)]
    return [(one.kind, float(one.old), float(one.new), one.correction, bool(one.moves)) for one in found.itertuples()]


def test_nickel_of_canada_is_a_revision(tmp_path: Path, today: Edition) -> None:
    changes = table_changes(year_ago(tmp_path / "old"), today, "production")
    assert rows(changes, NICKEL) == [(REVISED, 190_000.0, 125_000.0, "", True)]
    cell = changes[(changes["row"] == NICKEL) & (changes["column"] == "value_t")].iloc[0]
    assert (cell.from_edition, cell.to_edition) == (2025, 2026)


def test_a_later_year_is_a_new_period(tmp_path: Path, today: Edition) -> None:
    changes = table_changes(year_ago(tmp_path / "old"), today, "production")
    added = changes[changes["row"] == "2025, Nickel content, CAN"]
    assert list(added["kind"]) == [PERIOD]


def test_ilmenite_mended_in_both_is_a_corrected_error_and_then_a_small_revision(tmp_path: Path, today: Edition) -> None:
    """As printed 350 (a label off by a thousand), as mended 350 000 t; the next edition says 360 000 t."""
    changes = table_changes(year_ago(tmp_path / "old"), today, "production")
    assert sorted(rows(changes, ILMENITE)) == [
        (CORRECTED, 350.0, 350_000.0, "COR-01", False),
        (REVISED, 350_000.0, 360_000.0, "", True),
    ]


def test_ilmenite_mended_since_is_a_corrected_error_and_no_revision(tmp_path: Path, today: Edition) -> None:
    changes = table_changes(year_ago(tmp_path / "old", without_corrections=True), today, "production")
    assert rows(changes, ILMENITE) == [(CORRECTED, 350.0, 360_000.0, "COR-01", True)]


def test_a_correction_added_to_the_same_table_is_a_corrected_error(tmp_path: Path) -> None:
    """The same files in both, the correction in one: nothing but corrected errors."""
    old = data_folder(tmp_path / "old", TABLES)
    keep_rows(old, "corrections.csv", lambda frame: frame["correction_id"] != "COR-01")
    for folder in (old, data_folder(tmp_path / "new", TABLES)):
        keep_rows(folder, PATH, lambda frame: frame["edition"].astype(int) <= 2025)
        keep_rows(folder, "corrections.csv", lambda frame: ~frame["key"].str.contains("2026"))
    changes = table_changes(edition("a", old), edition("b", tmp_path / "new"), "production")
    assert set(changes["kind"]) == {CORRECTED}
    assert rows(changes, ILMENITE) == [(CORRECTED, 350.0, 350_000.0, "COR-01", True)]


def test_equal_tables_have_no_changes(tmp_path: Path, today: Edition) -> None:
    assert not len(table_changes(today, edition("b", data_folder(tmp_path / "b", TABLES)), "production"))


def test_how_a_number_is_printed_changes_nothing(tmp_path: Path, today: Edition) -> None:
    folder = data_folder(tmp_path / "b", TABLES)
    text = (folder / PATH).read_text(encoding="utf-8")
    assert '"125,000"' in text
    (folder / PATH).write_text(text.replace('"125,000"', "125000"), encoding="utf-8")
    assert not len(table_changes(today, edition("b", folder), "production"))


def test_a_slice_moves_when_one_of_its_rows_does() -> None:
    columns = ["year", "exporter", "importer", "v"]
    rows = [(2023, "CAN", "IND", 1.0), (2023, "CHN", "IND", 2.0), (2024, "CAN", "MEX", 3.0)]
    flows = pd.DataFrame(rows, columns=columns)
    other = flows.assign(v=[1.0, 2, 4])
    one, two = (slices(frame, ("importer", "exporter")) for frame in (flows, other))
    moved = one[one["digest"] != two["digest"]]
    assert list(zip(moved["by"], moved["year"], moved["member"], strict=True)) == [
        ("importer", 2024, "MEX"),
        ("exporter", 2024, "CAN"),
    ]


def test_slices_do_not_depend_on_the_order_of_rows() -> None:
    flows = pd.read_parquet(REPOSITORY / "data" / "trade" / "flows.parquet").head(5000)
    by = ("importer", "hs6")
    assert slices(flows, by).equals(slices(flows.sample(frac=1, random_state=1), by))
