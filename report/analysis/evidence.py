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
