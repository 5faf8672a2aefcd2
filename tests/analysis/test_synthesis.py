"""Partners side by side, the bloc unranked."""

import pytest

from report.analysis.dependence import dependence, suppliers_of_all
from report.analysis.synthesis import canada_share_matrix, partner_totals, wide_matrix

POOL = (2021, 2022)


@pytest.fixture
def everyone(flows, hs_map, partners, partner_members):
    return dependence(suppliers_of_all(flows, hs_map, partners, partner_members, POOL))


def test_the_bloc_has_no_rank(everyone, partners):
    matrix = canada_share_matrix(everyone, partners).query("mineral_id == 'lithium'").set_index("partner")
    assert matrix.loc["EUU", "share_canada"] == pytest.approx(0.6)
    assert matrix["rank_among_countries"].drop("EUU").to_dict() == {"DEU": 1, "IND": 2}
    assert matrix["rank_among_countries"].isna().to_dict()["EUU"]


def test_wide_matrix_has_a_column_per_partner(everyone, partners):
    wide = wide_matrix(canada_share_matrix(everyone, partners))
    assert wide.columns.tolist() == ["mineral_id", "stage", "DEU", "EUU", "IND"]
    assert wide.set_index("mineral_id").loc["copper", ["DEU", "EUU"]].isna().all()


def test_totals_by_hand(everyone, partners):
    row = partner_totals(everyone, partners).set_index("partner").loc["IND"]
    assert (row["imports_usd"], row["cells"], row["cells_above_line"]) == (1050, 2, 1)
    assert row["from_canada_usd"] == pytest.approx(150)
    assert row["cells_canada_largest"] == 1


def test_no_rows_give_empty_tables(everyone, partners):
    assert canada_share_matrix(everyone.iloc[:0], partners).empty
    assert partner_totals(everyone.iloc[:0], partners).empty
