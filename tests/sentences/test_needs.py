"""Sentences on what a partner needs: the words follow the numbers."""

from __future__ import annotations

import pandas as pd
import pytest

from report.sentences import needs as say


def dependence(shares: list[float], names: list[str]) -> pd.DataFrame:
    """Goods with their largest supplier."""
    return pd.DataFrame(
        {
            "good": [f"good {at}" for at in range(len(shares))],
            "largest_share": shares,
            "largest_name": names,
            "share_canada": 0.1,
            "imports_usd": 1e6,
            "hhi_0_1": shares,
        }
    )


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (["China", "China", "Chile"], "most often China (2 of 3)"),
        (["China", "Chile", "Peru"], "Chile, China and Peru"),
        (["China", "China", "Chile", "Chile"], "most often Chile and China (2 each)"),
    ],
)
def test_depends_names_who_leads(names: list[str], words: str) -> None:
    table = dependence([0.9] * len(names), names)
    assert words in say.depends(table, 0.65, "India", "2021–2024")


def test_depends_when_nobody_is_over_the_line_or_nothing_is_bought() -> None:
    assert say.depends(dependence([0.2], ["China"]), 0.65, "India", "2024").startswith("In none of 1 goods")
    assert "holds no imports" in say.depends(dependence([], []), 0.65, "India", "2024")


def test_canada_stands_first_or_says_its_best() -> None:
    assert "largest supplier of none" in say.canada_stands(dependence([0.5], ["China"]), "India")
    assert say.canada_stands(dependence([0.5], ["Canada"]), "India") == (
        "Canada is the largest supplier of good 0 (10%)."
    )


def test_names_of_countries_take_their_article() -> None:
    assert "the United States (1 of 1)" in say.depends(dependence([0.9], ["United States"]), 0.65, "Japan", "2024")


def test_own_list_counts_goods_over_the_line_only() -> None:
    table = dependence([0.9, 0.8, 0.1], ["China"] * 3).assign(mineral_id=["lithium", "tin", "copper"])
    listing = pd.DataFrame({"mineral_id": ["lithium", "copper"]})
    assert say.on_own_list(table, listing, 0.65) == "1 of the 2 goods over the line is of a mineral on that list."
    assert say.on_own_list(table, listing.iloc[:0], 0.65).startswith("No good over the line")


def test_the_widest_year_is_named() -> None:
    table = dependence([0.5, 0.5], ["China", "Chile"]).assign(largest_low=[0.4, 0.1], largest_high=[0.6, 0.9])
    assert "good 1, where the share of Chile lay between 10% and 90%" in say.years_apart(table)


def test_weight_names_where_another_country_leads() -> None:
    table = dependence([0.5, 0.5], ["China", "Chile"]).assign(
        largest_supplier=["CHN", "CHL"],
        weight_largest_supplier=["CHN", "PER"],
        weight_largest_name=["China", "Peru"],
        weight_largest_share=[0.5, 0.6],
    )
    assert say.by_weight(table) == "Counted in tonnes another country leads in 1 good: good 1 (Peru)."
    assert "same countries lead" in say.by_weight(table.iloc[:1])


def test_value_and_weight_stand_side_by_side() -> None:
    row = dependence([0.5], ["China"]).assign(
        share_china=0.5,
        weight_share_canada=float("nan"),
        weight_share_china=0.4,
        weight_largest_name="Chile",
        weight_largest_share=0.6,
        hhi_low=0.3,
        hhi_high=0.7,
        imports_t=9.0,
    )
    shown = say.side_by_side(row).iloc[0]
    assert (shown["canada"], shown["china"]) == ("10%; unknown", "50%; 40%")
    assert (shown["largest"], shown["hhi"]) == ("China 50%; Chile 60%", "0.50 (0.30–0.70)")


def cells() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "name": ["lithium", "lithium", "helium", "helium"],
            "stage": ["ore", "refined"] * 2,
            "state": ["no code", "seen", "no code", "no code"],
            "largest_supplier": [None, "CHL", None, None],
            "largest_share": [None, 0.65, None, None],
        }
    )


def test_a_cell_says_why_it_shows_nothing() -> None:
    table = say.stages(cells(), pd.Series({"CHL": "Chile"})).set_index("mineral")
    assert table.loc["lithium"].tolist() == ["no code in the trade table", "Chile 65%"]
    assert say.unseen(cells()).endswith("1 have no code in the trade table and 1 have a code at one stage only.")


def test_two_counts_name_the_widest_gap() -> None:
    band = pd.DataFrame(
        {
            "good": ["a", "b", "c"],
            "largest_name": ["Chile", "China", "Peru"],
            "largest_share": [0.5, 0.9, 0.4],
            "largest_share_other": [0.4, 0.5, None],
        }
    )
    sentence = say.two_counts(band, "USGS")
    assert "For 2 goods" in sentence and "25.0 percentage points" in sentence
    assert "most for b: China has 90% in the trade table and 50% there" in sentence
    assert say.two_counts(band.iloc[2:], "USGS") == "No good can be compared with USGS."


def test_reliance_tells_numbers_from_flags() -> None:
    table = pd.DataFrame(
        [
            ("Graphite", "salient statistics", "graphite-natural", 2025, 100.0, "", "100"),
            ("Iron Ore", "salient statistics", "iron-ore", 2025, None, "E", "E"),
            ("Zinc", "salient statistics: Refined zinc", "zinc", 2025, 73.0, "", "73"),
            ("Zinc", "salient statistics: Refined zinc", "zinc", 2024, 50.0, ">", ">50"),
            ("ZINC", "figure 2", "zinc", 2025, 73.0, "", "73"),
            ("Salt", "salient statistics", "", 2025, 100.0, "", "100"),
        ],
        columns=["commodity", "detail", "mineral_id", "year", "reliance_percent", "flag", "value_printed"],
    )
    rows = say.reliance_rows(table, pd.Series(["graphite-natural", "iron-ore", "zinc"]))
    assert say.reliance(rows).endswith("all it uses of graphite; it is a net exporter of iron ore.")
    shown = say.reliance_table(rows).set_index("label")
    assert shown.loc["Zinc: refined zinc", ["2024", "2025"]].tolist() == [">50", "73"]
