"""Pledges count each site and partner once; tonnes are stacked only where pledge and capacity both have a source."""

import pandas as pd

from report.analysis import ledger, pledges

PROJECTS = pd.DataFrame(
    {
        "project_id": ["P1", "P2", "P3", "P4"],
        "site_id": ["strange-lake", "strange-lake", "troilus", "matawinie"],
        "project": ["loan", "offtake", "offtake", "offtake"],
        "tonnes_per_year": [None, 30.0, None, 40.0],
        "capacity_t": [100.0, None, 75.0, None],
    }
)


def test_pairs_name_each_partner_of_a_site() -> None:
    sites = pd.DataFrame(
        {"site_id": ["strange-lake"], "pledged_to": ["DEU; G7"], "partner_count": [2], "minerals": ["x"]}
    )
    table = pledges.pairs(sites, {"DEU": "Germany"})
    assert table[["site", "partner"]].to_numpy().tolist() == [["Strange Lake", "Germany"], ["Strange Lake", "G7"]]


def test_only_a_site_with_both_is_stacked() -> None:
    stated = ledger.pledged_tonnes(PROJECTS, PROJECTS["site_id"].unique())
    rows = pledges.promises(PROJECTS, stated)
    assert rows[["site", "project_id", "tonnes_per_year", "capacity_t", "share_of_capacity"]].to_numpy().tolist() == [
        ["Strange Lake", "P2", 30.0, 100.0, 0.3]
    ]


def test_what_is_missing_is_said() -> None:
    stated = ledger.pledged_tonnes(PROJECTS, PROJECTS["site_id"].unique())
    words = pledges.tonnage_table(stated).set_index("site")["what"]
    assert words["Matawinie"] == "capacity has no source"
    assert words["Troilus"] == "pledged tonnes have no source"


def test_no_site_with_both_stacks_nothing() -> None:
    rest = PROJECTS[PROJECTS["site_id"] != "strange-lake"]
    assert pledges.promises(rest, ledger.pledged_tonnes(rest, rest["site_id"])).empty
