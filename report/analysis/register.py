"""The register: every instrument found by partner, by year and by form, and grouped for its record.

A text with several partners is found under each of them; its record stands once, under the group of its first partner.
"""

from __future__ import annotations

import pandas as pd

SEVERAL, ELSEWHERE, CONTEXT = "several", "elsewhere", "context"
BODIES_LAST = 10_000


def grouped(instruments: pd.DataFrame, instrument_partners: pd.DataFrame, partners: pd.DataFrame) -> pd.DataFrame:
    """`instruments` with group, oldest first in each.

    group: that of the primary partner in `partners` (india, eu-family, ...); several for multilateral texts, elsewhere
    for countries that are no partner of the book, context for laws and measures of others.
    """
    primary = instrument_partners[instrument_partners["primary"]].drop_duplicates("instrument_id")
    partner = instruments["instrument_id"].map(primary.set_index("instrument_id")["partner"])
    group = partner.map(partners.set_index("partner")["group"]).fillna(ELSEWHERE)
    group = group.mask(instruments["level"] == "multilateral", SEVERAL).mask(instruments["role"] == "context", CONTEXT)
    return instruments.assign(group=group).sort_values(["date_start", "instrument_id"], ignore_index=True)


def by_partner(
    instruments: pd.DataFrame, instrument_partners: pd.DataFrame, partners: pd.DataFrame, countries: pd.DataFrame
) -> pd.DataFrame:
    """Instruments under everyone they name: key (name) order instrument_id.

    Partners of the book come first in their order, then other countries and then bodies by name; an instrument
    without any stands under "No partner named".
    """
    names = countries.set_index("country")["name"].to_dict() | partners.set_index("partner")["name"].to_dict()
    place = partners.set_index("partner")["order"].to_dict()
    rows = instruments[["instrument_id", "date_start"]].merge(instrument_partners, how="left", on="instrument_id")
    key = rows["partner"].map(lambda code: names.get(code, code)).fillna("No partner named")
    others = key.rank(method="dense") + len(place) + (rows["kind"] == "body") * BODIES_LAST
    order = rows["partner"].map(place).fillna(others)
    rows = rows.assign(key=key, order=order).sort_values(["order", "date_start", "instrument_id"], ignore_index=True)
    return rows[["key", "order", "instrument_id"]]


def by_year(instruments: pd.DataFrame) -> pd.DataFrame:
    """Instruments by the year of their date, newest year first: key order instrument_id."""
    year = instruments["date_start"].str[:4]
    rows = instruments.assign(key=year.replace("", "No date"), order=-pd.to_numeric(year).fillna(0))
    return rows.sort_values(["order", "date_start", "instrument_id"], ignore_index=True)[
        ["key", "order", "instrument_id"]
    ]


def by_form(instruments: pd.DataFrame) -> pd.DataFrame:
    """Instruments by form, the most common form first: key order instrument_id."""
    counts = instruments["form"].value_counts()
    rows = instruments.assign(key=instruments["form"].str.replace("-", " "), order=-instruments["form"].map(counts))
    return rows.sort_values(["order", "key", "date_start", "instrument_id"], ignore_index=True)[
        ["key", "order", "instrument_id"]
    ]
