"""Content of traded goods: formulas by hand, and every factor of the shipped table computed again."""

from __future__ import annotations

import pandas as pd
import pytest

from report.analysis.content import atoms, contained, content_share, molar_mass

FACTORS = pd.DataFrame(
    [
        ("283691", "Li", 0.18, 0.19, 0.20),
        ("282520", "Li", 0.16, 0.17, 0.46),
        ("282200", "Co", 0.63, 0.73, 0.79),
        ("810510", "Co", None, None, None),
    ],
    columns=["hs6", "element", "low", "central", "high"],
)


def trade(*rows: tuple) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["mineral_id", "hs6", "weight_t"])


@pytest.mark.parametrize(
    ("formula", "counts"),
    [
        ("Li2CO3", {"Li": 2, "C": 1, "O": 3}),
        ("Co(OH)2", {"Co": 1, "O": 2, "H": 2}),
        ("NiSO4.6H2O", {"Ni": 1, "S": 1, "O": 10, "H": 12}),
    ],
)
def test_atoms_of_a_formula(formula: str, counts: dict) -> None:
    assert atoms(formula) == counts


def test_shares_by_hand() -> None:
    """Two lithium of 6.94 in 73.89 grams of carbonate; three cobalt in Co3O4; uranium in U3O8."""
    assert molar_mass("Li2CO3") == pytest.approx(2 * 6.94 + 12.011 + 3 * 15.999)
    assert content_share("Li2CO3", "Li") == pytest.approx(0.18785, abs=1e-5)
    assert content_share("LiOH", "Li") == pytest.approx(0.2898, abs=1e-4)
    assert content_share("Co3O4", "Co") == pytest.approx(0.73423, abs=1e-5)
    assert content_share("U3O8", "U") == pytest.approx(0.848, abs=1e-4)


def test_an_oxide_may_be_what_is_counted() -> None:
    assert content_share("KCl", "K2O") == pytest.approx(0.6318, abs=1e-4)


@pytest.mark.parametrize("formula", ["", "li2CO3", "Xx2O3", "Li2CO3!"])
def test_what_is_no_formula_is_refused(formula: str) -> None:
    with pytest.raises(ValueError, match="formula|weight"):
        molar_mass(formula)


def test_a_compound_without_the_element_is_refused() -> None:
    with pytest.raises(ValueError, match="holds no Co"):
        content_share("Li2CO3", "Co")


def test_content_sums_codes_with_their_own_factors() -> None:
    table = contained(trade(("lithium", "283691", 100.0), ("lithium", "282520", 10.0)), FACTORS, ["mineral_id"])
    row = table.iloc[0]
    assert (row["content_low_t"], row["content_t"], row["content_high_t"]) == pytest.approx((19.6, 20.7, 24.6))
    assert (row["gross_t"], row["covered_share"], row["element"]) == (110.0, 1.0, "Li")


def test_a_good_with_an_uncovered_code_is_not_comparable() -> None:
    table = contained(trade(("cobalt", "282200", 50.0), ("cobalt", "810510", 50.0)), FACTORS, ["mineral_id"])
    assert table["covered_share"].tolist() == [0.5]
    assert table["content_t"].isna().all()


def test_shipped_factors_follow_from_their_formulas(shipped) -> None:
    table = shipped("trade/content_factors.csv")
    computed = table[table["basis"] == "stoichiometric"]
    assert {"283691", "282520", "282200", "284410"} <= set(computed["hs6"])
    for row in computed.to_dict("records"):
        formulas = row["formula"].split("; ")
        for end, formula in zip(("low", "central", "high"), formulas * (3 if len(formulas) == 1 else 1), strict=True):
            assert float(row[end]) == pytest.approx(content_share(formula, row["element"]), abs=1e-5), row["hs6"]


def test_shipped_factors_are_ordered_or_absent(shipped) -> None:
    table = shipped("trade/content_factors.csv")
    ends = table[["low", "central", "high"]].apply(pd.to_numeric)
    none = table["basis"] == "not-comparable"
    assert ends[none].isna().all().all() and (table.loc[none, "source"] == "").all()
    assert (ends[~none]["low"] <= ends[~none]["central"]).all() and (
        ends[~none]["central"] <= ends[~none]["high"]
    ).all()
    assert (table.loc[~none, "source"] != "").all()


def test_every_code_of_the_trade_table_has_a_row(shipped) -> None:
    codes = shipped("trade/hs_map.csv")
    seen = codes.loc[codes["in_trade_flows"], "hs_code"]
    assert set(seen) <= set(shipped("trade/content_factors.csv")["hs6"])


def test_no_trade_at_all_gives_an_empty_table():
    rows = pd.DataFrame({"hs6": [], "weight_t": [], "mineral_id": []}).astype({"hs6": "str", "mineral_id": "str"})
    factors = pd.DataFrame({"hs6": ["282520"], "element": ["Li"], "low": [0.1], "central": [0.2], "high": [0.3]})
    assert contained(rows, factors, ["mineral_id"]).empty
