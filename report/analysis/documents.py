"""Claims by the document that makes them: the texts under test by title, all other sources in one group."""

from __future__ import annotations

import pandas as pd

OTHERS = "Other sources"


def by_document(claims: pd.DataFrame, sources: pd.DataFrame, prefix: str = "SEED") -> pd.DataFrame:
    """`claims` with label: the title of a document under test (its source id starts with `prefix`), else Other sources.

    Returns the columns of `claims`, label and order (documents by their id, other sources last).
    """
    titles = sources.set_index("source_id")["title"]
    own = claims["document"].str.startswith(prefix)
    order = {name: at for at, name in enumerate(sorted(claims.loc[own, "document"].unique()))}
    return claims.assign(
        label=claims["document"].map(titles).where(own, OTHERS),
        order=claims["document"].map(order).fillna(len(order)),
    )


def graded(ids: list[str], table: pd.DataFrame, key: str, sources: pd.DataFrame) -> pd.DataFrame:
    """The sources linked to any of `ids`, each once: the columns of `sources`, best grade first."""
    wanted = table.loc[table[key].isin(ids), "source_id"]
    rows = sources[sources["source_id"].isin(wanted)]
    return rows.sort_values(["reliability", "credibility", "source_id"], ignore_index=True)
