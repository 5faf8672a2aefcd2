"""Export controls: what they name, since when, and how much a partner buys from under them."""

import pandas as pd

from report.analysis.controls import agreements_with, exposure, minerals_under_control

MINERALS = pd.DataFrame(
    {
        "mineral_id": ["nickel", "copper", "graphite-natural", "aluminium", "tungsten"],
        "name": ["nickel", "copper", "natural graphite", "aluminium", "tungsten"],
    }
)
CONTROLS = pd.DataFrame(
    [
        ("EC-1", "IDN", "ban", "Bauxite (2023), copper concentrates (2023), and nickel ore (2020)."),
        ("EC-2", "CHN", "licence", "Graphite (2023), and artificial graphite anode materials (2025)."),
        ("EC-3", "RUS", "ban", "Steel waste and scrap, tungsten scrap, and enriched uranium (2022)."),
        ("EC-4", "MAR", "licence", "Copper (refined and alloys) and aluminum ingots (2025)."),
    ],
    columns=["control_id", "country", "control_type", "commodities_as_printed"],
)
SUPPLIERS = pd.DataFrame(
    [
        ("nickel", "ore", True, "IDN", 90.0, 0.9),
        ("nickel", "refined", True, "IDN", 500.0, 0.5),
        ("graphite-natural", "ore", True, "CHN", 70.0, 0.7),
        ("copper", "refined", True, "MAR", 1.0, 0.005),
    ],
    columns=["mineral_id", "stage", "headline", "exporter", "value_usd", "value_share"],
)


def test_names_are_read_with_their_year_and_stage_and_products_are_not():
    table = minerals_under_control(CONTROLS, MINERALS)
    found = table.groupby("control_id")["mineral_id"].agg(set).to_dict()
    assert found == {
        "EC-1": {"aluminium", "copper", "nickel"},
        "EC-2": {"graphite-natural"},
        "EC-4": {"aluminium", "copper"},
    }
    nickel = table[table["mineral_id"] == "nickel"].iloc[0]
    assert (nickel["since"], nickel["stages"]) == ("2020", "ore")
    assert table.loc[table["control_id"] == "EC-4", "stages"].eq("refined").all()


def test_a_ban_on_ore_does_not_touch_the_refined_form_and_small_shares_are_left_out():
    under_control = minerals_under_control(CONTROLS, MINERALS)
    table = exposure(under_control, SUPPLIERS)
    assert table[["country", "mineral_id", "stage"]].to_numpy().tolist() == [
        ["IDN", "nickel", "ore"],
        ["CHN", "graphite-natural", "ore"],
    ]
    assert exposure(minerals_under_control(CONTROLS, MINERALS), SUPPLIERS, least_imports_usd=80.0)[
        "share"
    ].tolist() == [0.9]
    assert exposure(minerals_under_control(CONTROLS, MINERALS), SUPPLIERS.iloc[:0]).empty


def test_an_agreement_with_several_countries_is_found_for_each():
    agreements = pd.DataFrame(
        {
            "country": ["JPN", "AUS"],
            "country_as_printed": ["Japan and Republic of Korea", "Australia"],
            "signed": ["2", "1"],
        }
    )
    assert len(agreements_with(["KOR"], "South Korea", agreements)) == 1
    assert len(agreements_with(["JPN"], "Japan", agreements)) == 1
    assert agreements_with(["IND"], "India", agreements).empty
