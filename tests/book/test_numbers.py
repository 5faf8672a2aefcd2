"""Numbers on the published pages, computed again from the published tables by other means (SQL)."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from bs4 import BeautifulSoup

ROOT = Path(__file__).parents[2]
FLOWS = ROOT / "data" / "trade" / "flows.parquet"
CODES = ROOT / "data" / "trade" / "hs_map.csv"
MINERALS = ROOT / "data" / "reference" / "minerals.csv"
MEMBERS = ROOT / "data" / "reference" / "partner_members.csv"
PARTNERS = ["IND", "MEX", "KOR", "USA", "EUU", "FRA", "DEU", "ITA", "GBR", "JPN", "AUS", "CHL", "IDN"]

pytestmark = pytest.mark.slow

BOUGHT = """
with members as (select country from read_csv('{members}', all_varchar=true) where partner = '{partner}'),
goods as (
    select hs_code, mineral_id, stage from read_csv('{codes}', all_varchar=true) map
    join read_csv('{minerals}', all_varchar=true) list using (mineral_id)
    where in_trade_flows = 'true' and headline = 'true' and on_list_2024 = 'true'),
bought as (
    select mineral_id, stage, exporter, sum(value_usd) as value
    from read_parquet('{flows}') join goods on hs6 = hs_code
    where year between 2021 and 2024 and importer in (select country from members)
      and ((select count(*) from members) = 1 or exporter not in (select country from members))
    group by all),
shares as (select *, value / sum(value) over (partition by mineral_id, stage) as share,
                  sum(value) over (partition by mineral_id, stage) as total from bought)
select mineral_id, stage, any_value(total) as imports, sum(share * share) as hhi, max(share) as largest,
       coalesce(sum(share) filter (exporter = 'CAN'), 0) as canada,
       coalesce(sum(share) filter (exporter = 'CHN'), 0) as china
from shares group by all having any_value(total) >= 1e6
"""


@pytest.mark.parametrize("partner", PARTNERS)
def test_dependence_of_every_partner_agrees_with_sql(registry: dict, partner: str) -> None:
    """Imports, HHI, largest, Canada's and China's share of each good in the partner's dependence figure."""
    query = BOUGHT.format(partner=partner, flows=FLOWS, codes=CODES, minerals=MINERALS, members=MEMBERS)
    expected = {round(row[2]): row[3:] for row in duckdb.sql(query).fetchall()}
    data = registry[f"fig-{partner.lower()}-dependence"]["data"]
    rows = [dict(zip(data["columns"], row, strict=True)) for row in data["rows"]]
    assert len(rows) == min(22, len(expected))
    for row in rows:
        hhi, largest, canada, china = expected[round(row["imports_usd"])]
        assert row["hhi_0_1"] == pytest.approx(hhi, rel=1e-9)
        assert row["largest_share"] == pytest.approx(largest, rel=1e-9)
        assert row["share_canada"] == pytest.approx(canada, abs=1e-12)
        assert row["share_china"] == pytest.approx(china, abs=1e-12)


@pytest.mark.parametrize("partner", PARTNERS)
def test_exports_of_the_last_year_are_printed_as_summed(registry: dict, site: Path, partner: str) -> None:
    """Canada's sales in the last year, from the file to the words on the page."""
    query = BOUGHT.split("shares as")[0].rstrip(",\n ") + "select sum(value) from bought where exporter = 'CAN'"
    query = query.format(partner=partner, flows=FLOWS, codes=CODES, minerals=MINERALS, members=MEMBERS)
    [(total,)] = duckdb.sql(query.replace("between 2021 and 2024", "= 2024")).fetchall()
    value = registry[f"val-{partner.lower()}-latest-exports"]
    assert value["value"] == pytest.approx(total, rel=1e-9)
    page = BeautifulSoup((site / "partners" / f"{partner.lower()}.html").read_text(encoding="utf-8"), "html.parser")
    assert value["text"] in page.article.get_text()
