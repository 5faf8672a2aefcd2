"""Output, rank and export volume beside what the partner buys."""

import pandas as pd
import pytest

from report.analysis.capacity import (
    CAPACITY_COLUMNS,
    capacity,
    comparable,
    last_year,
    latest,
    mine_output,
    output_of,
    revisions,
)


@pytest.fixture
def production():
    columns = ["edition", "year", "mineral_id", "product", "country", "value_t", "estimated", "flag", "basis"]
    rows = [
        (2025, 2024, "copper", "Copper content", "CAN", 50.0, True, "", "content"),
        (2026, 2024, "copper", "Copper content", "CAN", 25.0, False, "", "content"),
        (2026, 2024, "copper", "Copper content", "CHL", 60.0, False, "", "content"),
        (2026, 2025, "copper", "Copper content", "CAN", 30.0, True, "", "content"),
        (2026, 2025, "copper", "Copper content", "CHL", 50.0, True, "", "content"),
        (2026, 2025, "copper", "Copper content", "USA", None, True, "withheld", "content"),
        (2026, 2025, "iron-ore", "Iron content", "CAN", 6.0, True, "", "content"),
        (2026, 2025, "iron-ore", "Usable ore", "CAN", 10.0, True, "", "gross"),
        (2026, 2025, "platinum-group", "Palladium", "CAN", 2.0, True, "", "content"),
        (2026, 2025, "platinum-group", "Platinum", "CAN", 1.0, True, "", "content"),
    ]
    return pd.DataFrame(rows, columns=columns)


@pytest.fixture
def totals():
    rows = [
        (2026, 2025, "copper", "Copper content", "world", 100.0, 5.0),
        (2026, 2025, "copper", "Copper content", "other", 20.0, 0.5),
        (2026, 2024, "copper", "Copper content", "world", 100.0, 5.0),
    ]
    columns = ["edition", "year", "mineral_id", "product", "aggregate", "value_t", "rounding_t"]
    return pd.DataFrame(rows, columns=columns)


def test_world_share_and_rank_by_hand(production, totals):
    row = last_year(latest(production, totals), "CAN").set_index("product").loc["Copper content"]
    assert (row["year"], row["rank"], row["countries_ranked"], row["countries_withheld"]) == (2025, 2, 2, 1)
    assert row["world_share"] == pytest.approx(0.3)
    assert (row["world_share_low"], row["world_share_high"]) == pytest.approx((30 / 105, 30 / 95))


def test_editions_are_kept_apart(production, totals):
    assert set(latest(production, totals)["edition"]) == {2026}
    assert latest(production, totals, edition=2025)["value_t"].tolist() == [50]


def test_share_is_missing_without_a_world_total(production, totals):
    table = last_year(latest(production, totals), "CAN").set_index("product")
    assert pd.isna(table.loc["Usable ore", "world_share"])


def test_revision_by_hand(production):
    row = revisions(production).set_index(["year", "edition"]).loc[(2024, 2026)]
    assert (row["previous_edition"], row["ratio_to_previous"]) == (2025, 0.5)


def test_nickel_of_2024_was_revised(shipped):
    rows = revisions(shipped("production/production.csv")).query("mineral_id == 'nickel' and year == 2024")
    assert rows.set_index("edition")["value_t"].loc[[2025, 2026]].tolist() == [190000, 125000]


def test_mine_output_prefers_gross_weight_and_skips_unlike_products(production, totals):
    table = mine_output(production, totals).set_index("mineral_id")
    assert table["production_product"].to_dict() == {"copper": "Copper content", "iron-ore": "Usable ore"}


def test_capacity_by_hand(flows, hs_map, production, totals):
    """Copper ore, two years: India buys 5 t from Canada, which sells 305 t in all."""
    table = capacity(flows, hs_map, ["IND"], False, (2021, 2022), production, totals)
    row = table.set_index("mineral_id").loc["copper"]
    assert (row["imports_t_per_year"], row["exports_t_per_year"]) == (2.5, 152.5)
    assert (row["exports_elsewhere_t_per_year"], row["exports_over_imports"]) == (150, 61)
    assert (row["production_t"], row["production_comparable"]) == (30, False)
    assert pd.isna(table.set_index("mineral_id").loc["lithium", "production_t"])


def test_gross_weight_is_comparable(flows, hs_map, production, totals):
    gross = production.assign(basis="gross")
    table = capacity(flows, hs_map, ["IND"], False, (2021, 2022), gross, totals)
    assert table.set_index("mineral_id").loc["copper", "production_comparable"]


def test_nothing_gives_empty_tables(flows, hs_map, production, totals):
    table = capacity(flows, hs_map, ["XXX"], False, (2021, 2022), production, totals)
    assert table.empty
    assert table.columns.tolist() == CAPACITY_COLUMNS
    assert latest(production.iloc[:0], totals).empty
    assert mine_output(production.iloc[:0], totals).empty
    assert revisions(production, "XXX").empty


def test_output_keeps_editions_apart(production, totals):
    """Edition 2026 halves what 2025 said of copper in 2024; both are kept beside the newest year."""
    none = production.iloc[:0].assign(stage="refinery")
    rows = output_of(production, totals, none, totals.assign(stage="refinery")).set_index("product")
    copper = rows.loc["Copper content"]
    assert (copper["year"], copper["value_t"], copper["step"]) == (2025, 30.0, "mine")
    assert (copper["before_year"], copper["revised_t"], copper["before_t"]) == (2024, 25.0, 50.0)
    assert rows["before_t"].notna().sum() == 1
    assert not rows.index.duplicated().any()


def sides(**columns) -> pd.DataFrame:
    base = {"mineral_id": ["lithium", "copper", "iron-ore"], "stage": ["refined", "ore", "ore"]}
    amounts = {
        "content_low_t": [8.0, None, None],
        "content_t": [10.0, None, None],
        "content_high_t": [12.0, None, None],
    }
    return pd.DataFrame({**base, **amounts, "gross_t": [50.0, 90.0, 40.0], "element": ["Li", None, None], **columns})


def test_only_one_basis_is_compared():
    """Lithium meets as content, iron ore as gross weight; copper output is content and has no factor."""
    output = pd.DataFrame(
        [
            ("lithium", "content", 5.0),
            ("copper", "content", 9.0),
            ("iron-ore", "gross", 70.0),
            ("iron-ore", "content", 40.0),
        ],
        columns=["mineral_id", "basis", "value_t"],
    ).assign(year=2025, product="p", step="mine")
    elements = pd.Series({"lithium": "Li", "copper": "Cu", "iron-ore": "Fe"})
    table = comparable(sides(), sides().iloc[:1], output, elements, 2).set_index("mineral_id")
    assert sorted(table.index) == ["iron-ore", "lithium"]
    assert table.loc["lithium", ["imports_low_t", "imports_t", "imports_high_t"]].tolist() == [4.0, 5.0, 6.0]
    assert table.loc["iron-ore", ["basis", "imports_t", "exports_t", "output_t"]].tolist() == ["gross", 20.0, 0.0, 70.0]
