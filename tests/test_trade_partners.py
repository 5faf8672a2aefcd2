"""Chapters for importers without a chapter: who they are, the folder they run on, and the pages they add."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
import yaml

from report import build
from report import trade_partners as added
from report.check import check_data, errors
from report.errors import BadInput
from report.execution import run
from report.tabledata import load_table

from .project import content_of, options, tables, write_package, write_table

BRAZIL, NEPAL = ("BRA", "Brazil"), ("NPL", "Nepal")


@pytest.fixture
def wide(project: Path) -> Path:
    """The small project with two importers that are no partners, Canada as an importer, and a table of countries."""
    import pandas as pd

    content = tables()
    path, flows = content["trade_flows"]
    more = pd.DataFrame(
        [(2024, "CHL", "BRA", "282520", 3e6, 1.0), (2024, "CHN", "NPL", "282520", 2e3, None)]
        + [(2024, "CHL", "CAN", "282520", 5e6, 2.0)],
        columns=flows.columns,
    )
    names = [*("CAN", "IND", "MEX", "CHN", "CHL"), "BRA", "NPL"]
    countries = pd.DataFrame({"country": names, "name": [*names[:5], "Brazil", "Nepal"]})
    content["trade_flows"] = (path, pd.concat([flows, more], ignore_index=True))
    content["countries"] = ("reference/countries.csv", countries)
    members = pd.DataFrame({"partner": ["IND", "MEX"], "country": ["IND", "MEX"]})
    content["partner_members"] = ("reference/partner_members.csv", members)
    write_package(project / "data", content)
    return project


def test_importers_are_those_of_the_trade_table_without_partners_and_canada(wide):
    assert added.importers(wide / "data") == dict([BRAZIL, NEPAL])


def test_all_and_codes_are_understood_and_partners_passed_over(wide):
    assert added.chosen("ALL", wide / "data") == ["BRA", "NPL"]
    assert added.chosen("npl, IND,bra", wide / "data") == ["BRA", "NPL"]
    assert added.chosen("IND", wide / "data") == []


@pytest.mark.parametrize("code, cause", [("BRX", "did you mean BRA"), ("CAN", "the book is about Canada")])
def test_what_is_no_importer_is_refused_in_words(wide, code, cause):
    with pytest.raises(BadInput, match=f"'{code}' is no importer in the trade table") as caught:
        added.chosen(f"NPL,{code}", wide / "data")
    assert cause in str(caught.value) and "--partners BRA,KAZ" in caught.value.next_step


def test_importer_without_a_name_is_refused(wide):
    countries = load_table(wide / "data", "countries")
    write_table(wide / "data/reference/countries.csv", countries[countries["country"] != "NPL"])
    with pytest.raises(BadInput, match="importer NPL is not in the table countries"):
        added.importers(wide / "data")


def test_folder_has_rows_for_all_importers_and_the_data_stay_as_they_are(wide, tmp_path):
    before = content_of(wide / "data")
    folder = added.extended_folder(wide / "data", tmp_path / "more")
    assert content_of(wide / "data") == before
    rows = list(csv.DictReader((folder / "reference/partners.csv").read_text(encoding="utf-8").splitlines()))
    assert [(row["partner"], row["order"], row["signing_instrument"]) for row in rows[2:]] == [
        ("BRA", "3", ""),
        ("NPL", "4", ""),
    ]
    members = load_table(folder, "partner_members")
    assert members["country"].tolist() == ["IND", "MEX", "BRA", "NPL"]
    assert (folder / "trade/flows.parquet").read_bytes() == before["trade/flows.parquet"]


def test_folder_is_written_again_only_when_the_data_change(wide, tmp_path):
    folder = added.extended_folder(wide / "data", tmp_path / "more")
    (folder / "mark").touch()
    assert (added.extended_folder(wide / "data", tmp_path / "more") / "mark").exists()
    flows = load_table(wide / "data", "trade_flows")
    write_table(wide / "data/trade/flows.parquet", flows[flows["importer"] != "NPL"])
    again = added.extended_folder(wide / "data", tmp_path / "more")
    assert not (again / "mark").exists() and set(load_table(again, "partners")["partner"]) == {"IND", "MEX", "BRA"}


@pytest.mark.slow
def test_folder_of_the_shipped_data_passes_the_checks_of_its_package(tmp_path):
    root = Path(__file__).resolve().parents[1]
    folder = added.extended_folder(root / "data", tmp_path / "more")
    assert errors(check_data(folder, tmp_path / "verdicts")) == []
    assert len(load_table(folder, "partners")) > 200


def test_added_pages_come_last_and_the_book_keeps_its_order(wide):
    chosen = options(wide, partners="all")
    contents = build.contents_of(chosen)
    assert [chapter.page for chapter in contents] == [
        *("index", "partners/ind", "partners/mex", "methods", "data"),
        *("partners/bra", "partners/npl"),
    ]
    text = (wide / "_toc.yml").read_text(encoding="utf-8")
    listed = yaml.safe_load(added.with_added(text, contents[-2:]))
    assert listed["parts"][:-1] == yaml.safe_load(text)["parts"]
    assert listed["parts"][-1] == {
        "caption": "Other importers",
        "chapters": [{"file": "partners/bra"}, {"file": "partners/npl"}],
    }


def test_without_partners_nothing_is_different(wide):
    text = (wide / "_toc.yml").read_text(encoding="utf-8")
    assert added.with_added(text, []) == text
    plain = options(wide)
    assert build.build_key(plain, build.contents_of(plain)) != build.build_key(
        plain, build.contents_of(options(wide, partners="BRA"))
    )
    assert all(chapter.data_dir is None for chapter in build.contents_of(plain))
    assert not (wide / "_build").exists() or not list((wide / "_build").glob("**/index.html"))


def test_added_chapters_run_and_those_of_the_book_do_not_run_again(wide):
    ran: list[str] = []
    for partners in ("", "BRA", "all"):
        contents = [one for one in build.contents_of(options(wide, partners=partners)) if one.is_notebook]
        found = run.execute_all(
            wide, wide / "data", contents, {}, wide / "store", lambda one, fresh: fresh and ran.append(one.page)
        )
    assert sorted(ran[:3]) == ["index", "partners/ind", "partners/mex"]
    assert ran[3:] == ["partners/bra", "partners/npl"]
    assert "US$3.00 million" in found["partners/bra"].read_text(encoding="utf-8")
    assert "US$2,000" in found["partners/npl"].read_text(encoding="utf-8")


@pytest.mark.slow
@pytest.mark.usefixtures("no_check")
def test_whole_build_publishes_the_added_pages_behind_the_book(wide):
    index = build.build(options(wide, partners="all"))
    brazil = (index.parent / "partners/bra.html").read_text(encoding="utf-8")
    assert "Brazil bought US$3.00 million" in brazil
    contents = index.read_text(encoding="utf-8")
    assert contents.index("Other importers") > contents.index("About this book")
    again = options(wide, partners="all")
    build.build(again)
    assert again.said == ["Nothing changed since the last build."]
    build.build(options(wide))
    assert not (index.parent / "partners/bra.html").exists()
    assert "Other importers" not in index.read_text(encoding="utf-8")
