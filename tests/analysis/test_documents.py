"""Claims are grouped by document, and sources stand best grade first."""

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


def test_graded_lists_the_best_source_first_and_each_once() -> None:
    links = pd.DataFrame({"milestone_id": ["c", "c", "d"], "source_id": ["S3", "S2", "S2"]})
    assert documents.graded(["c", "d"], links, "milestone_id", SOURCES)["source_id"].tolist() == ["S2", "S3"]
