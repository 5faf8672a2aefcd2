"""Money is summed only within whose money, currency and stage; ceilings, floors and programmes stay apart."""

from pathlib import Path

import pandas as pd
import pytest

from report.analysis import money
from report.tabledata import load_table

DATA = Path(__file__).resolve().parents[2] / "data"
NAN = float("nan")
COLUMNS = "project_id scope money_kind currency stage amount_low amount amount_high".split()
ROWS = [
    ("P1", "project", "public", "CAD", "committed", 5e6, 5e6, 5e6),
    ("P2", "project", "public", "CAD", "committed", NAN, 3e6, 3e6),
    ("P3", "project", "public", "USD", "committed", 2e6, 2e6, 2.5e6),
    ("P4", "project", "public", "CAD", "disbursed", 1e6, 1e6, NAN),
    ("P5", "project", "private", "CAD", "announced", 9e6, 9e6, 9e6),
    ("P6", "project", "not-disclosed", "", "announced", NAN, NAN, NAN),
    ("P7", "programme", "project-value", "CAD", "announced", 9e9, 9e9, 9e9),
]


@pytest.fixture
def projects():
    return pd.DataFrame(ROWS, columns=COLUMNS)


@pytest.fixture(scope="module")
def ledger():
    return load_table(DATA, "projects")


@pytest.fixture(scope="module")
def sides():
    return load_table(DATA, "project_partners")


def test_sums_stay_within_kind_currency_and_stage(projects):
    table = money.money_by_stage(projects)
    filled = table[table["promises"] > 0].set_index(["money_kind", "currency", "stage"])
    assert filled["amount"].to_dict() == {
        ("public", "CAD", "disbursed"): 1e6,
        ("public", "CAD", "committed"): 8e6,
        ("public", "USD", "committed"): 2e6,
        ("private", "CAD", "announced"): 9e6,
    }
    assert filled.loc[("public", "CAD", "committed"), ["ceilings", "floors"]].tolist() == [1, 0]
    assert filled.loc[("public", "CAD", "disbursed"), "floors"] == 1


def test_an_empty_stage_is_seen(projects):
    table = money.money_by_stage(projects)
    assert table.groupby(["money_kind", "currency"]).size().tolist() == [4, 4, 4]
    empty = table[(table["money_kind"] == "private") & (table["stage"] == "disbursed")]
    assert empty[["promises", "amount"]].values.tolist() == [[0, 0.0]]


def test_programmes_are_never_in_a_sum(projects):
    assert "project-value" not in set(money.money_by_stage(projects)["money_kind"])
    assert money.programmes(projects)["project_id"].tolist() == ["P7"]


def test_bounds_and_order_of_rows(projects):
    rows = money.money_rows(projects)
    assert rows["project_id"].tolist() == ["P4", "P1", "P2", "P3", "P5"]
    assert dict(zip(rows["project_id"], rows["bound"], strict=True)) == {
        "P4": "more than",
        "P1": "exact",
        "P2": "up to",
        "P3": "range",
        "P5": "exact",
    }


def test_a_partner_sees_promises_with_and_without_an_amount(projects):
    sides = pd.DataFrame(
        [("P6", "KOR", "announced-beside", "forum"), ("P5", "KOR", "funder", "bid"), ("P1", "CAN", "funder", "grant")],
        columns=["project_id", "partner", "role", "basis"],
    )
    table = money.money_of("KOR", projects, sides)
    assert table[["project_id", "role", "bound"]].values.tolist() == [
        ["P5", "funder", "exact"],
        ["P6", "announced-beside", ""],
    ]
    assert money.money_of("CHL", projects, sides).empty


def test_stages_without_a_row_count_none(projects):
    counts = money.stage_counts(projects).set_index("stage")
    assert counts["promises"].to_dict() == {"announced": 2, "committed": 3, "disbursed": 1, "unknown": 0}
    assert counts["with_amount"].sum() == 5


def test_the_value_of_a_project_is_no_promise(projects):
    value = projects.iloc[[0]].assign(money_kind="project-value")
    assert money.stage_counts(value)["promises"].sum() == 0
    assert money.money_by_stage(value)["promises"].sum() == 1


def test_nothing_in_nothing_out(projects):
    none = projects.iloc[:0]
    assert money.money_by_stage(none).empty
    assert money.money_rows(none).empty
    assert money.stage_counts(none)["promises"].sum() == 0


def test_the_alliance_sum_is_project_value_and_in_no_total(ledger):
    listed = money.programmes(ledger)
    rounds = listed[listed["money_kind"] == "project-value"]
    assert rounds["amount"].sum() == pytest.approx(18.5e9)
    assert money.money_by_stage(ledger)["amount"].max() < rounds["amount"].min()


def test_one_row_is_one_promise(ledger):
    lake = ledger[(ledger["site_id"] == "strange-lake") & (ledger["money_kind"] == "public")]
    assert sorted(lake["amount"].dropna()) == [55e6, 110e6]
    assert not ledger["kind"].str.contains(r"\+").any()


def test_joint_awards_are_split_by_who_pays(ledger, sides):
    table = money.money_of("USA", ledger, sides)
    paid = table[table["role"] == "funder"]
    assert set(paid["currency"]) == {"USD"}
    assert set(table.loc[table["role"] == "announced-beside", "currency"]) == {"CAD"}


def test_amount_and_text_agree(ledger):
    """The figure stated in words is the figure in the column, to the digit printed."""
    for row in money.money_rows(ledger).to_dict("records") + money.programmes(ledger).to_dict("records"):
        figure = row["amount_text"].replace(",", "")
        number = float("".join(part for part in figure.split("$")[1].split()[0] if part in "0123456789."))
        scale = {"million": 1e6, "billion": 1e9}.get((figure.split("$")[1].split() + [""])[1].strip(","), 1)
        assert number * scale == pytest.approx(row["amount"]), row["project_id"]
