"""All instruments side by side: rows of the timeline, and what the official page lists and leaves out.

Instruments of Canada and rows of context (laws and proposals of others) stay apart throughout.
"""

from __future__ import annotations

import re

import pandas as pd

SEVERAL, OTHERS, CONTEXT = "Several partners", "Other countries", "Context: US measures"
LANE_DAYS = 75
WRITTEN_DATE = re.compile(
    r"\b(?:\d{1,2} )?(?:January|February|March|April|May|June|July|August|September|October"
    r"|November|December) \d{4}\b"
)


def timeline_rows(instruments: pd.DataFrame, instrument_partners: pd.DataFrame, partners: pd.DataFrame) -> pd.DataFrame:
    """One row per instrument with the partner row and the lane it is drawn on.

    Returns the columns of `instruments` and row, row_order, lane (0, 1, ... so that dates closer than 75 days in one
    row do not cover each other), line (number of the lane counted over all rows) and middle (ISO day in the middle of
    date_start to date_end). Multilateral instruments share a row, partners without a chapter another, context a third.
    """
    names = partners.sort_values("order").set_index("partner")["name"]
    primary = instrument_partners[instrument_partners["primary"]].drop_duplicates("instrument_id")
    row = instruments["instrument_id"].map(primary.set_index("instrument_id")["partner"]).map(names).fillna(OTHERS)
    row = row.mask(instruments["level"] == "multilateral", SEVERAL).mask(instruments["role"] == "context", CONTEXT)
    order = {name: at for at, name in enumerate([*names, OTHERS, SEVERAL, CONTEXT])}
    start, end = pd.to_datetime(instruments["date_start"]), pd.to_datetime(instruments["date_end"])
    middle = start + (end - start) / 2
    table = instruments.assign(row=row, row_order=row.map(order), middle=middle.dt.strftime("%Y-%m-%d"))
    table = table.sort_values(["row_order", "middle", "instrument_id"], ignore_index=True)
    return _with_lanes(table)


def _with_lanes(table: pd.DataFrame) -> pd.DataFrame:
    last: dict[tuple[str, int], pd.Timestamp] = {}
    lanes = []
    for row, middle in zip(table["row"], pd.to_datetime(table["middle"]), strict=True):
        lane = 0
        while (row, lane) in last and (middle - last[row, lane]).days < LANE_DAYS:
            lane += 1
        last[row, lane] = middle
        lanes.append(lane)
    table = table.assign(lane=lanes)
    height = table.groupby("row_order")["lane"].max() + 1
    first = height.cumsum() - height
    return table.assign(line=table["row_order"].map(first) + table["lane"])


def listed_dates(instruments: pd.DataFrame, claims: pd.DataFrame, document: str) -> pd.DataFrame:
    """What a page that lists instruments says of their dates, against the ledger.

    A claim of `document` belongs to the listed instrument whose date it is about. Returns instrument_id short_title
    date date_precision date_start date_end page_date (as the claim writes it, empty where the page gives none)
    verdict note, oldest first.
    """
    listed = instruments[instruments["listed_by_nrcan"]]
    own = claims[(claims["document"] == document) & (claims["date_of_fact"] != "")]
    own = own.rename(columns={"note": "claim_note"})
    pairs = listed.merge(own[["claim", "date_of_fact", "verdict", "claim_note"]], how="cross")
    starts = [date.startswith(fact) for date, fact in zip(pairs["date"], pairs["date_of_fact"], strict=True)]
    table = pairs[starts].assign(page_date=lambda rows: rows["claim"].map(written_date))
    columns = [
        "instrument_id",
        "short_title",
        "date",
        "date_precision",
        "date_start",
        "date_end",
        "page_date",
        "verdict",
        "claim_note",
    ]
    return table.sort_values("date_start", ignore_index=True)[columns].rename(columns={"claim_note": "note"})


def written_date(claim: str) -> str:
    match = WRITTEN_DATE.search(claim)
    return match[0] if match else ""


def left_out(instruments: pd.DataFrame, page_date: str) -> pd.DataFrame:
    """Instruments the page does not list: the columns of `instruments` and before_page (signed by the page's date)."""
    rows = instruments[~instruments["listed_by_nrcan"] & (instruments["role"] == "instrument")]
    return rows.assign(before_page=rows["date_end"] <= page_date).sort_values("date_start", ignore_index=True)


def with_partner_names(
    instruments: pd.DataFrame, instrument_partners: pd.DataFrame, partners: pd.DataFrame, countries: pd.DataFrame
) -> pd.DataFrame:
    """`instruments` with `with_whom` (primary partners or bodies by name) and `also` (the others named)."""
    names = countries.set_index("country")["name"].to_dict() | partners.set_index("partner")["name"].to_dict()
    named = instrument_partners.assign(who=instrument_partners["partner"].map(lambda code: names.get(code, code)))
    joined = named.groupby(["instrument_id", "primary"])["who"].agg(", ".join).unstack("primary")
    joined = joined.reindex(columns=[True, False]).fillna("")
    ids = instruments["instrument_id"]
    return instruments.assign(with_whom=ids.map(joined[True]).fillna(""), also=ids.map(joined[False]).fillna(""))


def scope_rows(scope: pd.DataFrame, rows: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """Covered pairings of the scope matrix in the order of the timeline, with the address of the first source.

    scope: from `ledger.scope_matrix`; rows: from `timeline_rows`. Returns row order instrument_id short_title area
    label source_ids url (empty for a source that is not to be quoted).
    """
    urls = sources.loc[sources["quotable"]].set_index("source_id")["url"]
    covered = scope[scope["covered"]].merge(rows[["instrument_id", "row"]].assign(order=range(len(rows))))
    first = covered["source_ids"].str.split("; ").str[0]
    covered = covered.assign(url=first.map(urls).fillna(""))
    columns = ["row", "order", "instrument_id", "short_title", "area", "label", "source_ids", "url"]
    return covered.sort_values(["order", "area"], ignore_index=True)[columns]


def ties(
    instruments: pd.DataFrame, instrument_partners: pd.DataFrame, partners: pd.DataFrame, countries: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Who is tied to Canada by which texts: partners, shared texts, and the ties between the two.

    Context is left out. Returns three frames: partners (partner name bilateral y: texts of their own, place from the
    top, 0 to 1), shared (instrument_id title members y; a text of a body has it in its title) and ties (partner
    instrument_id primary y_partner y_shared). Shared texts stand near their partners, those that name none at the foot.
    """
    own = instruments[instruments["role"] == "instrument"]
    rows = own[["instrument_id", "short_title", "level"]].merge(instrument_partners, on="instrument_id")
    several = rows["level"] == "multilateral"
    left = _sides(rows[rows["kind"] != "body"], partners, countries)
    joint = rows[several & (rows["kind"] != "body")].merge(left[["partner", "y"]], on="partner")
    bodies = rows[several & (rows["kind"] == "body")].groupby("instrument_id")["partner"].agg(", ".join)
    shared = own.loc[own["level"] == "multilateral", ["instrument_id", "short_title"]]
    shared = shared.assign(
        title=_with_body(shared, bodies), members=shared["instrument_id"].map(joint.value_counts("instrument_id"))
    )
    near = shared["instrument_id"].map(joint.groupby("instrument_id")["y"].mean()).fillna(2.0)
    shared = shared.assign(members=shared["members"].fillna(0).astype("int64"), near=near)
    shared = shared.sort_values(["near", "title"], ignore_index=True)
    shared = shared.assign(y=[(place + 0.5) / len(shared) for place in range(len(shared))])
    joint = joint.rename(columns={"y": "y_partner"}).merge(shared[["instrument_id", "y"]], on="instrument_id")
    joint = joint.rename(columns={"y": "y_shared"})[["partner", "instrument_id", "primary", "y_partner", "y_shared"]]
    return left, shared[["instrument_id", "title", "members", "y"]], joint


def _sides(rows: pd.DataFrame, partners: pd.DataFrame, countries: pd.DataFrame) -> pd.DataFrame:
    """Countries and blocs named in `rows`, partners of the book first: partner name bilateral y."""
    names = countries.set_index("country")["name"].to_dict() | partners.set_index("partner")["name"].to_dict()
    order = partners.set_index("partner")["order"]
    own = rows[(rows["level"] != "multilateral") & rows["primary"]]
    left = pd.DataFrame({"partner": rows["partner"].drop_duplicates()})
    left = left.assign(
        name=left["partner"].map(names).fillna(left["partner"]),
        bilateral=left["partner"].map(own["partner"].value_counts()).fillna(0).astype("int64"),
        order=left["partner"].map(order).fillna(len(order) + 1),
    )
    left = left.sort_values(["order", "name"], ignore_index=True).drop(columns="order")
    return left.assign(y=[(place + 0.5) / len(left) for place in range(len(left))])


def _with_body(shared: pd.DataFrame, bodies: pd.Series) -> list[str]:
    """Titles with the body behind each, where its name is not in the title already."""
    return [
        title if not body or body in title or title in body else f"{title} ({body})"
        for title, body in zip(shared["short_title"], shared["instrument_id"].map(bodies).fillna(""), strict=True)
    ]


def by_body(bodies: pd.DataFrame, body_instruments: pd.DataFrame, instruments: pd.DataFrame) -> pd.DataFrame:
    """Bodies of the official page with what the ledger holds under each, in the page's order.

    Returns the columns of `bodies` and instrument_id short_title relation status status_note date date_precision
    date_start date_end, one row per body and instrument; a body known by its mention only has one row with empty texts.
    """
    columns = [
        "instrument_id",
        "short_title",
        "status",
        "status_note",
        "date",
        "date_precision",
        "date_start",
        "date_end",
    ]
    joined = bodies.merge(body_instruments, how="left", on="body_id").merge(
        instruments[columns], how="left", on="instrument_id"
    )
    texts = joined.columns.difference(["order"])
    return joined.fillna(dict.fromkeys(texts, "")).sort_values(["order", "date_start"], ignore_index=True)
