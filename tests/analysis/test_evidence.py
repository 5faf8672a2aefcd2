"""Grades of sources and verdicts on claims."""

import pandas as pd

from report.analysis.evidence import (
    grade_grid,
    grade_parts,
    sources_by_kind,
    sources_by_partner,
    sources_of,
    verdict_counts,
)

SOURCES = pd.DataFrame(
    [("S1", "official", "A", 2), ("S2", "blog", "D", 3), ("S3", "official", "A", 2)],
    columns=["source_id", "kind", "reliability", "credibility"],
)


def test_grid_has_every_cell():
    grid = grade_grid(SOURCES)
    assert len(grid) == 36
    assert grid.set_index(["reliability", "credibility"]).loc[("A", 2), "sources"] == 2


def test_kinds_and_their_good_part():
    table = sources_by_kind(SOURCES).set_index("kind")
    assert table["share_a_or_b"].to_dict() == {"official": 1, "blog": 0}


def test_sources_behind_instruments_come_once():
    cited = pd.DataFrame({"instrument_id": ["I1", "I2", "I3"], "source_id": ["S1", "S1", "S2"]})
    assert sources_of(pd.Series(["I1", "I2"]), cited, SOURCES)["source_id"].tolist() == ["S1"]


def test_verdicts_by_document():
    claims = pd.DataFrame({"document": ["a", "a", "b"], "verdict": ["confirmed", "contradicted", "confirmed"]})
    table = verdict_counts(claims).set_index(["document", "verdict"])
    assert table.loc[("a", "confirmed"), "share"] == 0.5
    assert table.loc[("b", "undated"), "claims"] == 0
    assert len(table) == 10


def test_every_shipped_source_has_a_place_in_the_grid(shipped):
    sources = shipped("ledger/sources.csv")
    assert grade_grid(sources)["sources"].sum() == len(sources)
    claims = shipped("ledger/claims.csv")
    assert verdict_counts(claims)["claims"].sum() == len(claims)


def test_nothing_gives_a_grid_of_zeros():
    assert grade_grid(SOURCES.iloc[:0])["sources"].sum() == 0
    assert sources_by_kind(SOURCES.iloc[:0]).empty
    assert verdict_counts(pd.DataFrame({"document": pd.Series(dtype=str), "verdict": pd.Series(dtype=str)})).empty


def test_a_chapter_counts_each_of_its_sources_once():
    partners = pd.DataFrame({"partner": ["IND"], "name": ["India"], "order": [1]})
    named = pd.DataFrame({"instrument_id": ["I1"], "partner": ["IND"]})
    texts = pd.DataFrame({"instrument_id": ["I1", "I2"], "source_id": ["S1", "S2"]})
    notes = pd.DataFrame({"partner": ["IND", "IND"], "source_id": ["S1", "S2"]})
    used = sources_by_partner(partners, named, [texts], SOURCES)
    assert used["source_id"].tolist() == ["S1"]
    both = grade_parts(sources_by_partner(partners, named, [texts, notes], SOURCES), "reliability")
    assert both["sources"].sum() == 2 and both["share"].sum() == 1
