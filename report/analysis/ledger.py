"""What was signed: a partner's instruments, how firm they are, what they cover, and tonnes promised twice.

Bilateral texts and multilateral ones that merely name a partner are kept apart, and so are rows that are
context (laws and measures of others) rather than instruments.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

PLEDGE_COLUMNS = [
    "site_id",
    "pledged_to",
    "partner_count",
    "projects",
    "project_ids",
    "instrument_ids",
    "minerals",
]


def instruments_of(
    partner: str,
    instruments: pd.DataFrame,
    instrument_partners: pd.DataFrame,
    partner_members: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Instruments that name the partner, oldest first: the columns of `instruments` and relation.

    relation: bilateral, multilateral (level says so), or bloc (signed by a bloc the partner belongs to;
    only with `partner_members`, and never repeated when the partner is named itself).
    """
    named = instrument_partners.loc[instrument_partners["partner"] == partner, "instrument_id"]
    own = instruments[instruments["instrument_id"].isin(named)]
    own = own.assign(relation=own["level"].eq("multilateral").map({True: "multilateral", False: "bilateral"}))
    through = _through_bloc(partner, instruments, instrument_partners, partner_members)
    inherited = through[~through["instrument_id"].isin(own["instrument_id"])].assign(relation="bloc")
    return pd.concat([own, inherited]).sort_values(["date_start", "instrument_id"], ignore_index=True)


def form_by_binding(instruments: pd.DataFrame, role: str = "instrument") -> pd.DataFrame:
    """Count of instruments per form and bindingness: form binding instruments, every pairing present (0
    included).
    """
    counted = instruments[instruments["role"] == role]
    table = pd.crosstab(counted["form"], counted["binding"])
    table = table.reindex(columns=["yes", "stated-no", "inferred-no", "unknown"], fill_value=0)
    return table.rename_axis(columns="binding").stack().rename("instruments").reset_index()


def scope_matrix(instruments: pd.DataFrame, instrument_areas: pd.DataFrame, areas: pd.DataFrame) -> pd.DataFrame:
    """Which areas of cooperation each instrument covers, one row per pairing.

    Returns instrument_id short_title area label covered source_ids (joined with "; ", empty where not
    covered).
    """
    cited = instrument_areas.groupby(["instrument_id", "area"])["source_id"].agg(_joined).rename("source_ids")
    grid = instruments[["instrument_id", "short_title"]].merge(areas[["area", "label"]], how="cross")
    table = grid.merge(cited.reset_index(), on=["instrument_id", "area"], how="left")
    table["covered"] = table["source_ids"].notna()
    return table.assign(source_ids=table["source_ids"].fillna("").astype("str"))[
        ["instrument_id", "short_title", "area", "label", "covered", "source_ids"]
    ]


def area_counts(scope: pd.DataFrame) -> pd.DataFrame:
    """How many instruments cover each area: area label instruments share, most covered first."""
    grouped = scope.groupby(["area", "label"], as_index=False)["covered"].agg(instruments="sum", share="mean")
    return grouped.sort_values(["instruments", "area"], ascending=[False, True], ignore_index=True)


def minerals_named(instrument_ids: Sequence[str], instrument_minerals: pd.DataFrame) -> pd.DataFrame:
    """Minerals that the given instruments name: mineral_id named_in (text before press) instruments."""
    rows = instrument_minerals[instrument_minerals["instrument_id"].isin(list(instrument_ids))]
    rows = rows[(rows["mineral_id"] != "") & rows["named_in"].isin(["text", "press"])]
    grouped = rows.groupby("mineral_id", as_index=False)
    return grouped.agg(named_in=("named_in", "max"), instruments=("instrument_id", "nunique"))


def newest_source(instruments: pd.DataFrame, instrument_sources: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """The newest dated source behind each instrument: instrument_id source_id title publisher published.

    Dates are compared as ISO text; instruments without a dated source are absent.
    """
    cited = instrument_sources[instrument_sources["instrument_id"].isin(instruments["instrument_id"])]
    dated = cited.merge(sources, on="source_id")
    dated = dated[dated["published"].str.match(r"\d{4}")]
    newest = dated.sort_values("published").drop_duplicates("instrument_id", keep="last")
    columns = ["instrument_id", "source_id", "title", "publisher", "published"]
    return newest.sort_values("instrument_id", ignore_index=True)[columns]


def pledged_sites(projects: pd.DataFrame, project_partners: pd.DataFrame) -> pd.DataFrame:
    """Sites that appear under more than one partner, most partners first.

    A site is pledged to every partner of its rows, Canada aside: who buys, who pays, or beside whose instrument the
    row was announced. Returns site_id pledged_to (joined with "; ") partner_count projects project_ids instrument_ids
    minerals. Being listed twice shows two promises, not that the tonnes cannot serve both.
    """
    placed = projects[projects["site_id"] != ""]
    pledges = placed[["project_id", "site_id"]].merge(project_partners[["project_id", "partner"]], on="project_id")
    return _pledged_more_than_once(placed, pledges)


def pledged_tonnes(projects: pd.DataFrame, sites: Sequence[str]) -> pd.DataFrame:
    """Tonnes a year promised against what each site is to produce: site_id pledged_t capacity_t both_sourced pledges.

    pledged_t sums tonnes_per_year over the rows that state it, capacity_t is the largest capacity stated; both in
    t/year of product, missing where no row states one. Only rows with `both_sourced` may be drawn against each other.
    """
    grouped = projects[projects["site_id"].isin(list(sites))].groupby("site_id")
    stated, capacity = grouped["tonnes_per_year"], grouped["capacity_t"].max()
    table = pd.DataFrame({"pledged_t": stated.sum(min_count=1), "capacity_t": capacity, "pledges": stated.count()})
    table["both_sourced"] = table["pledged_t"].notna() & table["capacity_t"].notna()
    return table.rename_axis("site_id").reset_index()[["site_id", "pledged_t", "capacity_t", "both_sourced", "pledges"]]


def double_pledges(
    projects: pd.DataFrame,
    instrument_partners: pd.DataFrame,
    partners: pd.DataFrame,
    countries: pd.DataFrame,
    project_partners: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """As `pledged_sites`; without `project_partners` the partners are read from the parties as written and from the
    primary partner of each row's instrument.
    """
    if project_partners is not None:
        return pledged_sites(projects, project_partners)
    placed = projects[projects["site_id"] != ""]
    pledges = pd.concat([_by_text(placed, partners, countries), _by_instrument(placed, instrument_partners)])
    return _pledged_more_than_once(placed, pledges)


def _pledged_more_than_once(placed: pd.DataFrame, pledges: pd.DataFrame) -> pd.DataFrame:
    """Sites with more than one partner; pledges: site_id partner, repeats and Canada allowed."""
    pledges = pledges[~pledges["partner"].isin(["CAN", ""])].drop_duplicates(["site_id", "partner"])
    grouped = pledges.sort_values("partner").groupby("site_id")["partner"]
    table = pd.DataFrame({"pledged_to": grouped.agg(_joined), "partner_count": grouped.size()})
    table = table[table["partner_count"] > 1].join(_site_facts(placed)).rename_axis("site_id").reset_index()
    return table.sort_values(["partner_count", "site_id"], ascending=[False, True], ignore_index=True)[PLEDGE_COLUMNS]


def _joined(values: pd.Series) -> str:
    return "; ".join(sorted({str(value) for value in values if str(value) not in ("", "nan")}))


def _through_bloc(partner, instruments, instrument_partners, partner_members) -> pd.DataFrame:
    if partner_members is None:
        return instruments.iloc[:0]
    blocs = partner_members.loc[partner_members["country"] == partner, "partner"]
    named = instrument_partners.loc[instrument_partners["partner"].isin(blocs[blocs != partner]), "instrument_id"]
    return instruments[instruments["instrument_id"].isin(named)]


def _by_instrument(projects: pd.DataFrame, instrument_partners: pd.DataFrame) -> pd.DataFrame:
    primary = instrument_partners.loc[instrument_partners["primary"], ["instrument_id", "partner"]]
    return projects[["site_id", "instrument_id"]].merge(primary, on="instrument_id")[["site_id", "partner"]]


def _by_text(projects: pd.DataFrame, partners: pd.DataFrame, countries: pd.DataFrame) -> pd.DataFrame:
    """Partners read from the partners_text of each project, e.g. "Canada (EDC, CIB); Germany; Korea"."""
    names = projects["partners_text"].str.replace(r"\([^)]*\)", "", regex=True).str.split(";").explode().str.strip()
    codes = names.map(lambda name: _code(name, partners, countries), na_action="ignore")
    return projects[["site_id"]].join(codes.rename("partner"), how="right").dropna()


def _code(name: str, partners: pd.DataFrame, countries: pd.DataFrame) -> str:
    if not name:
        return ""
    short = name.removeprefix("Republic of ")
    known = partners[partners["name"].str.endswith(short)]
    if len(known):
        return known["partner"].iloc[0]
    exact = countries.loc[countries["name"] == short, "country"]
    return exact.iloc[0] if len(exact) else ""


def _site_facts(projects: pd.DataFrame) -> pd.DataFrame:
    return projects.groupby("site_id").agg(
        projects=("project_id", "size"),
        project_ids=("project_id", _joined),
        instrument_ids=("instrument_id", _joined),
        minerals=("mineral_as_listed", _joined),
    )
