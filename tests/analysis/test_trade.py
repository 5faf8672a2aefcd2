"""Preparation of trade rows: importers, baskets, blocs, misfilings."""

import pandas as pd
import pytest

from report.analysis.trade import (
    annotated,
    headline_on_list,
    importer_members,
    imports_of,
    provisional_year,
    sum_by,
    without_inner_trade,
)


def test_members_of_a_bloc_and_of_a_country(partners, partner_members):
    assert importer_members(partners, partner_members, "EUU") == (["DEU", "FRA"], True)
    assert importer_members(partners, partner_members, "IND") == (["IND"], False)


def test_unknown_partner_is_named(partners, partner_members):
    with pytest.raises(KeyError, match="ATL"):
        importer_members(partners, partner_members, "ATL")


def test_bloc_imports_leave_out_inner_trade(flows):
    assert set(imports_of(flows, ["DEU", "FRA"], bloc=True)["exporter"]) == {"CAN", "CHN"}
    assert "FRA" in set(imports_of(flows, ["DEU"], bloc=False)["exporter"])
    assert len(without_inner_trade(flows, ["DEU", "FRA"], bloc=True)) == len(flows) - 1


def test_codes_outside_the_trade_table_are_dropped(flows, hs_map):
    rows = annotated(flows, hs_map)
    assert "740311" not in set(rows["hs6"])
    assert not rows.loc[rows["hs6"] == "261690", "headline"].any()


def test_spodumene_is_marked_in_its_two_years_only(hs_map):
    rows = [(year, "CAN", "CHN", "282520", 1.0, 1.0) for year in (2017, 2018, 2019, 2020)]
    rows += [(2018, "CAN", "IND", "282520", 1.0, 1.0), (2018, "CHL", "CHN", "282520", 1.0, 1.0)]
    rows += [(2018, "CAN", "CHN", "283691", 1.0, 1.0)]
    columns = ["year", "exporter", "importer", "hs6", "value_usd", "weight_t"]
    marked = annotated(pd.DataFrame(rows, columns=columns), hs_map).query("misfiled")
    assert set(marked["year"]) == {2018, 2019}
    assert len(marked) == 2


def test_weight_is_missing_only_where_no_row_has_one(flows, hs_map):
    table = sum_by(flows[flows["importer"] == "IND"], ["exporter"]).set_index("exporter")
    assert table.loc["CHN", "weight_t"] == 30
    alone = sum_by(flows[flows["weight_t"].isna()], ["exporter"])
    assert alone["weight_t"].isna().all()


def test_headline_is_limited_to_the_list(hs_map):
    minerals = pd.DataFrame({"mineral_id": ["lithium", "copper"], "on_list_2024": [True, False]})
    mapped = headline_on_list(hs_map, minerals)
    assert set(mapped.loc[mapped["headline"], "mineral_id"]) == {"lithium"}


def test_last_year_is_provisional(flows):
    assert provisional_year(flows) == 2022
    assert provisional_year(flows.iloc[:0]) is None


def test_namibia_stays_text(shipped):
    flows = shipped("trade/flows.parquet")
    assert "NAM" in set(flows["exporter"])
    assert flows[["exporter", "importer", "hs6"]].notna().all().all()
