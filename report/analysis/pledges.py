"""Sites promised to more than one partner, and tonnes promised where pledge and capacity both have a source."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

PROMISE_COLUMNS = ["site_id", "site", "project_id", "project", "tonnes_per_year", "capacity_t", "share_of_capacity"]


def pairs(pledges: pd.DataFrame, names: dict[str, str]) -> pd.DataFrame:
    """Sites pledged to more than one partner, one row per site and partner: site partner partner_count minerals."""
    rows = pledges.assign(partner=pledges["pledged_to"].str.split("; ")).explode("partner")
    rows = rows.assign(site=site_name(rows["site_id"]), partner=rows["partner"].map(lambda code: names.get(code, code)))
    return rows[["site", "partner", "partner_count", "minerals"]].reset_index(drop=True)


def details(projects: pd.DataFrame, sites: Sequence[str], instruments: pd.DataFrame) -> pd.DataFrame:
    """The project rows behind some sites with the short title of their instrument, by site and project."""
    titles = instruments.set_index("instrument_id")["short_title"]
    rows = projects[projects["site_id"].isin(list(sites))]
    rows = rows.assign(text=rows["instrument_id"].map(titles))
    return rows.sort_values(["site_id", "project_id"], ignore_index=True)


def site_name(site_ids: pd.Series) -> pd.Series:
    """A site's id as a name: `strange-lake` as `Strange Lake`."""
    return site_ids.str.replace("-", " ").str.title()


def promises(projects: pd.DataFrame, stated: pd.DataFrame) -> pd.DataFrame:
    """The promises that may be stacked: those with a yearly tonnage at a site whose capacity has a source too.

    stated: from `ledger.pledged_tonnes`. Returns site_id site project_id project tonnes_per_year capacity_t
    share_of_capacity, largest first within a site. Empty where no site has both: a pledge without the capacity behind
    it says nothing of what is left.
    """
    sites = stated[stated["both_sourced"]]
    known = sites[["site_id", "capacity_t"]].astype({"capacity_t": "float64"})
    rows = projects[projects["tonnes_per_year"] > 0].drop(columns="capacity_t").merge(known, on="site_id")
    rows = rows.assign(site=site_name(rows["site_id"]), share_of_capacity=rows["tonnes_per_year"] / rows["capacity_t"])
    return rows.sort_values(["site_id", "tonnes_per_year"], ascending=[True, False], ignore_index=True)[PROMISE_COLUMNS]


def tonnage_table(stated: pd.DataFrame) -> pd.DataFrame:
    """What is stated of each site: site pledged_t capacity_t what (in words), sites with a figure only."""
    rows = stated[stated["pledged_t"].notna() | stated["capacity_t"].notna()]
    words = {
        (True, True): "pledge against capacity can be read",
        (True, False): "capacity has no source",
        (False, True): "pledged tonnes have no source",
    }
    known = zip(rows["pledged_t"].notna(), rows["capacity_t"].notna(), strict=True)
    rows = rows.assign(site=site_name(rows["site_id"]), what=[words[pair] for pair in known])
    return rows.sort_values("site", ignore_index=True)[["site_id", "site", "pledged_t", "capacity_t", "what"]]
