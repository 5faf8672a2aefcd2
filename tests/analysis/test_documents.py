"""Claims are grouped by document and show graded sources without naming those not to be quoted."""

import pandas as pd

from report.analysis import documents

SOURCES = pd.DataFrame(
    {
        "source_id": ["SEED1", "S2", "S3"],
        "title": ["A text", "News", "Copy"],
        "publisher": ["Site", "Daily", "Mirror"],
        "reliability": ["D", "B", "E"],
        "credibility": [3, 2, 4],
        "quotable": [True, True, False],
    }
)


def test_only_texts_under_test_keep_their_title() -> None:
    claims = pd.DataFrame({"document": ["SEED1", "S2"]})
    shown = documents.by_document(claims, SOURCES)
    assert shown["label"].tolist() == ["A text", documents.OTHERS]
    assert shown["order"].tolist() == [0, 1]


def test_cited_puts_the_best_grade_first_and_hides_names_not_to_be_quoted() -> None:
    links = pd.DataFrame({"claim_id": ["c", "c"], "source_id": ["S3", "S2"]})
    texts = documents.cited(pd.Series(["c", "d"]), links, "claim_id", SOURCES)
    assert texts.tolist() == ["B2 Daily; E4 (not quoted)", "none"]
