"""Controls, unseen goods, vintages and mends in words."""

from __future__ import annotations

import pandas as pd

from report.sentences import limits as say

CONTROLS = pd.DataFrame(
    {
        "country": ["IDN"],
        "control_as_printed": ["Export ban "],
        "commodities_as_printed": ["Bauxite (2023) and nickel ore (2020)."],
    }
)


def test_controls_name_the_largest_part_and_the_partners_own() -> None:
    exposure = pd.DataFrame(
        {"country": ["CHN", "IDN"], "good": ["a", "b"], "share": [0.4, 0.9], "exporter_name": ["China", "Indonesia"]}
    )
    assert "the largest part is b, 90% of it from Indonesia" in say.controlled(exposure, "India", "2021–2024")
    assert say.controlled(exposure.iloc[:0], "India", "2021–2024").startswith("No export control")
    assert say.own_controls(CONTROLS, ["IDN"], "Indonesia") == (
        "Indonesia itself has set controls: export ban on bauxite (2023) and nickel ore (2020)."
    )
    assert "no control set by India" in say.own_controls(CONTROLS, ["IND"], "India")


def test_american_agreements_differ_for_the_united_states_itself() -> None:
    every = pd.DataFrame({"country_as_printed": ["Japan"], "agreement": ["Framework "], "signed": ["2025-10-27"]})
    assert "with Japan: Framework (27 October 2025)" in say.american_agreements(every, "Japan", every)
    assert "names none with India" in say.american_agreements(every.iloc[:0], "India", every)
    assert say.american_agreements(every.iloc[:0], "the United States", every).endswith("minerals with Japan.")


def test_mends_are_those_of_the_partners_own_rows() -> None:
    corrections = pd.DataFrame(
        {
            "correction_id": ["COR-1", "COR-2"],
            "table": ["reserves", "production"],
            "key": ['{"country": "AUS", "year": 2022}', '{"edition": 2025}'],
        }
    )
    assert (
        say.mends(corrections, ["AUS"])
        == "1 correction was made to rows of this partner's own: COR-1 (table reserves)."
    )
    assert say.mends(corrections, ["IND"]).startswith("No correction")


def test_unseen_minerals_and_vintages() -> None:
    assert "2 are not in the tables" in say.unseen(["helium", "indium"], 34)
    assert say.unseen([], 34).startswith("Every mineral")
    production = pd.DataFrame({"edition": [2025, 2026], "year": [2024, 2025]})
    assert say.vintages((2010, 2024), 2024, production, "2026-03") == (
        "Vintages: trade from 2010 to 2024; 2024 provisional; production to 2025 in the 2026 edition of its producer; "
        "the newest source on an instrument is of March 2026."
    )
