"""Links lead to the permanent place of each id, and text from data cannot break out of them."""

import pandas as pd

from report.sentences import links


def test_each_kind_of_id_has_its_place() -> None:
    assert links.instrument_link("IN-MOU-2026", "The text") == "{ref}`The text <tbl-instruments-in-mou-2026>`"
    assert links.claim_link("C000-03") == "{ref}`C000-03 <claims-c000-03>`"
    assert links.milestone_link("M009") == "{ref}`M009 <milestones-m009>`"
    assert links.project_link("P12") == "{ref}`P12 <projects-p12>`"
    assert links.anchored("claims", "C000-03") == "[**C000-03**]{#claims-c000-03}"


def test_citations_are_joined_once_each() -> None:
    assert links.source_cite("IN05", "IN07", "IN05", "") == "{cite}`IN05,IN07`"
    assert links.source_cite() == ""


def test_ids_are_linked_by_the_table_that_holds_them() -> None:
    found = links.linked(
        "M009; IN05; CA-0001",
        milestones=pd.DataFrame({"milestone_id": ["M009"]}),
        sources=pd.DataFrame({"source_id": ["IN05"]}),
    )
    assert found == "{ref}`M009 <milestones-m009>`; {cite}`IN05`; CA-0001"


def test_source_ids_in_text_become_citations_and_markup_shows_as_typed() -> None:
    assert links.with_cites("Seen in IN05 (not *IN051*)", {"IN05"}) == "Seen in {cite}`IN05` (not \\*IN051\\*)"


def test_a_title_cannot_end_its_role() -> None:
    assert links.instrument_link("A", "a `b` <c>") == "{ref}`a 'b' ‹c› <tbl-instruments-a>`"


def test_a_date_that_is_no_day_shows_as_it_stands() -> None:
    assert [links.published(text) for text in ("2026-03-02", "2025-26", "")] == ["2 March 2026", "2025-26", "no date"]
