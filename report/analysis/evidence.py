"""How good the evidence is: grades of the sources and verdicts on the claims of the source documents.

A grade is two judgements made apart, the letter for the source and the digit for the information, so they
are counted in a grid and never merged into one score.
"""

from __future__ import annotations

import pandas as pd

LETTERS = list("ABCDEF")
DIGITS = [1, 2, 3, 4, 5, 6]
VERDICTS = ["confirmed", "contradicted", "unverified", "forecast", "undated"]


def grade_grid(sources: pd.DataFrame) -> pd.DataFrame:
    """Sources per grade: reliability (A-F) credibility (1-6) sources; 36 cells, ungraded ones left out."""
    digits = pd.to_numeric(sources["credibility"], errors="coerce")
    table = pd.crosstab(sources["reliability"], digits).reindex(index=LETTERS, columns=DIGITS, fill_value=0)
    table = table.rename_axis(index="reliability", columns="credibility")
    return table.stack().rename("sources").reset_index()


def sources_by_kind(sources: pd.DataFrame) -> pd.DataFrame:
    """Sources per kind with the part graded A or B: kind sources graded_a_or_b share_a_or_b."""
    good = sources.assign(graded_a_or_b=sources["reliability"].isin(["A", "B"]))
    grouped = good.groupby("kind", as_index=False)
    table = grouped.agg(sources=("source_id", "size"), graded_a_or_b=("graded_a_or_b", "sum"))
    table["share_a_or_b"] = table["graded_a_or_b"] / table["sources"]
    return table.sort_values("sources", ascending=False, ignore_index=True)


def sources_of(instrument_ids: pd.Series, instrument_sources: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """The sources behind some instruments, each once: the columns of `sources`."""
    cited = instrument_sources.loc[instrument_sources["instrument_id"].isin(instrument_ids), "source_id"]
    return sources[sources["source_id"].isin(cited)].reset_index(drop=True)


def verdict_counts(claims: pd.DataFrame) -> pd.DataFrame:
    """Claims per document and verdict: document verdict claims share (of the document), all pairings."""
    table = pd.crosstab(claims["document"], claims["verdict"]).reindex(columns=VERDICTS, fill_value=0)
    long = table.rename_axis(columns="verdict").stack().rename("claims").reset_index()
    total = long.groupby("document")["claims"].transform("sum")
    return long.assign(share=long["claims"] / total.where(total > 0))


def sources_by_partner(
    partners: pd.DataFrame, instrument_partners: pd.DataFrame, links: list[pd.DataFrame], sources: pd.DataFrame
) -> pd.DataFrame:
    """Sources that each partner's chapter rests on, each once: partner name order and the columns of `sources`.

    links: tables with source_id beside instrument_id or partner. A chapter rests on the sources of the texts that name
    its partner and on those of its notes.
    """
    named = instrument_partners[["instrument_id", "partner"]]
    frames = [table if "partner" in table else table.merge(named, on="instrument_id") for table in links]
    pairs = pd.concat([frame[["partner", "source_id"]] for frame in frames]).drop_duplicates()
    rows = partners[["partner", "name", "order"]].merge(pairs, on="partner").merge(sources, on="source_id")
    return rows.sort_values(["order", "source_id"], ignore_index=True)


def grade_parts(used: pd.DataFrame, column: str) -> pd.DataFrame:
    """Sources per partner and letter (column reliability) or digit (credibility): name order grade sources share.

    used: from `sources_by_partner`. grade is text; the share is of the partner's sources.
    """
    graded = used.assign(grade=used[column].astype("str"))
    table = graded.groupby(["name", "order", "grade"], as_index=False).agg(sources=("source_id", "nunique"))
    table["share"] = table["sources"] / table.groupby("name")["sources"].transform("sum")
    return table.sort_values(["order", "grade"], ignore_index=True)
