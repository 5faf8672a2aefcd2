"""Projects of a partner in words: stages apart, and sites promised to others."""

from __future__ import annotations

import pandas as pd

from report.sentences import projects as say

PROMISES = pd.DataFrame(
    {
        "project_id": ["P1", "P2"],
        "project": ["mine", "plant"],
        "scope": ["project", "project"],
        "mineral_as_listed": ["rare earths", "copper"],
        "money_kind": ["public", "not-disclosed"],
        "amount": [5e6, None],
        "amount_low": [5e6, None],
        "amount_high": [5e6, None],
        "bound": ["exact", ""],
        "currency": ["CAD", ""],
        "tonnes_per_year": [None, 9.0],
        "stage": ["committed", "announced"],
        "role": ["funder", "offtaker"],
        "basis": ["a bank lends", "a smelter buys"],
    }
)


def test_stages_are_counted_apart_and_payment_is_not_assumed() -> None:
    sentence = say.projects_found(PROMISES, "Germany")
    assert "2 promises for projects: 1 announced and 1 committed." in sentence
    assert "not known whether money moved" in sentence
    assert say.projects_found(PROMISES.iloc[:0], "Chile") == "No project with a part for Chile is in the ledger."


def test_rows_give_the_amount_as_stated_with_tonnes_and_role() -> None:
    links = pd.DataFrame({"project_id": ["P1"], "source_id": ["S1"]})
    sources = pd.DataFrame({"source_id": ["S1"], "reliability": ["A"], "credibility": [2]})
    rows = say.project_rows(PROMISES, links, sources)
    assert rows["amount"].tolist() == ["C$5 million", "9 t a year"]
    assert rows["part"].tolist() == ["funder: a bank lends", "buyer: a smelter buys"]
    assert rows["grade"].tolist() == ["{cite}`S1` A2", "none"]


def test_sites_promised_to_others_name_them() -> None:
    pledges = pd.DataFrame({"site_id": ["strange-lake"], "pledged_to": ["DEU; G7; KOR"]})
    names = {"KOR": "South Korea", "G7": "the G7 alliance"}
    sentence = say.shared_sites(pledges, "DEU", names)
    assert "Strange Lake (also under the G7 alliance and South Korea)" in sentence
    assert say.shared_sites(pledges, "CHL", names) == ""
