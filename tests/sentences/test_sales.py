"""Sentences on what Canada can sell and sells: the words follow the numbers."""

from __future__ import annotations

import pandas as pd
import pytest

from report.sentences import sales as say


def test_around_signing_does_not_speak_of_years_the_data_lack() -> None:
    periods = pd.DataFrame(
        {
            "period": ["before", "after"],
            "years": [5, 0],
            "value_usd": [1e6, float("nan")],
            "weight_t": [1.0, float("nan")],
        }
    )
    assert "nothing can be said yet" in say.around_signing(periods, "memorandum")
    assert "does not show that the instrument moved" in say.around_signing(periods.assign(years=5), "memorandum")
    assert "No dated instrument" in say.around_signing(periods.iloc[:0], "memorandum")


def test_promise_says_what_cannot_be_seen() -> None:
    table = pd.DataFrame(
        {
            "mineral": ["lithium", "scandium", "copper"],
            "named": [True, True, False],
            "partner_imports_usd": [1.0, None, 1.0],
        }
    )
    sentence = say.promise(table, 0.02, "Germany")
    assert "name lithium and scandium, which made up 2% of Canada's sales" in sentence
    assert "No open trade code shows scandium." in sentence


def one(**changes: float) -> pd.DataFrame:
    row = {"label": "lithium (Li content)", "output_t": 5.0, "imports_low_t": 1.0, "imports_high_t": 3.0}
    return pd.DataFrame([{**row, **changes}])


@pytest.mark.parametrize(
    ("output", "words"), [(5.0, "more than India buys"), (0.5, "less than India buys"), (2.0, "of the same size")]
)
def test_output_is_larger_or_smaller_only_outside_the_band(output: float, words: str) -> None:
    assert words in say.output_against(one(output_t=output), 0, "India")


def test_goods_without_a_factor_are_counted_and_not_compared() -> None:
    assert "For 7 other goods no line is drawn" in say.output_against(one(), 7, "India")
    assert say.output_against(one().iloc[:0], 0, "India") == "No good can be put in one basis with Canada's output."


def test_output_rows_mark_estimates_withheld_and_revisions() -> None:
    base = {"mineral_id": "nickel", "product": "Nickel content", "step": "mine", "year": 2025, "world_share": 0.036}
    known = {**base, "value_t": 140000.0, "rank": 4.0, "estimated": True, "flag": ""}
    hidden = {**base, "value_t": None, "rank": None, "estimated": True, "flag": "withheld", "world_share": float("nan")}
    moved = {"before_year": 2024.0, "revised_t": 125000.0, "before_t": 190000.0}
    alone = {"before_year": float("nan"), "revised_t": float("nan"), "before_t": float("nan")}
    reserves = pd.DataFrame([{"mineral_id": "nickel", "product": "Nickel content", "value_t": 2.2e6}])
    rows = say.output_rows(pd.DataFrame([{**known, **moved}, {**hidden, **alone}]), reserves)
    assert rows.loc[0, "output"] == "140,000\u00a0t (estimate)"
    assert rows.loc[0, "world"] == "3.6%, 4th"
    assert rows.loc[0, "revision"] == "2024: 125,000\u00a0t, was 190,000\u00a0t"
    assert rows.loc[1, ["output", "world", "revision"]].tolist() == ["withheld", "not known", "one edition only"]


@pytest.mark.parametrize(("index", "where"), [(3.0, "above"), (1.0, "inside"), (0.1, "below")])
def test_the_partner_is_placed_against_the_band(index: float, where: str) -> None:
    totals = pd.DataFrame({"year": [2024], "value_index": [index]})
    band = pd.DataFrame({"value_index_low": [0.5], "value_index_high": [2.0]})
    buyers = pd.DataFrame({"importer_name": ["Brazil", "Philippines"], "base_usd": [2e6, 1e6]})
    sentence = say.against_placebo(totals, band, buyers, "India")
    assert f"{where} the spread of 2 buyers without an instrument" in sentence
    assert "(US$1.00 million to US$2.00 million a year): Brazil and the Philippines." in say.placebo_rule(
        buyers, (2018, 2022)
    )


def test_prices_are_told_from_tonnes() -> None:
    totals = pd.DataFrame({"year": [2018, 2022, 2024], "value_usd": [1.0, 4.0, 2.0], "weight_t": [10.0, 10.0, 9.0]})
    assert "from 2018 to 2022" in say.price_trap(totals) and "4.0 times the value" in say.price_trap(totals)
    assert say.price_trap(totals.iloc[:1]) == "Values follow prices as well as tonnes."


def test_ports_are_inside_the_union_and_beside_a_member() -> None:
    ports = pd.DataFrame(
        {"importer": ["NLD", "BEL"], "importer_name": ["Netherlands", "Belgium"], "value_usd": [2e6, 1e6]}
    )
    assert say.port_trap(ports, ["NLD", "BEL", "DEU"], 6e6).startswith(
        "50% of these sales are booked to the Netherlands"
    )
    assert "averaged US$3.00 million a year, against US$6.00 million here" in say.port_trap(ports, ["DEU"], 6e6)


def test_chart_of_capacity_is_only_spoken_of_where_there_is_one():
    assert "{numref}`fig-bra-capacity`" in say.same_basis(3, "BRA")
    assert "numref" not in say.same_basis(0, "BRA")


def test_chart_of_sales_begins_with_an_instrument_or_shows_all_years():
    assert say.drawn_from(5, "memorandum of 2026") == "From 5 years before the memorandum of 2026."
    assert say.drawn_from(5, "") == "All years of this book are shown."


def test_no_imports_say_nothing_of_prices():
    empty = pd.DataFrame(columns=["year", "value_usd", "weight_t"])
    assert "nothing can be said of prices" in say.price_trap(empty)
