"""Printed figures in words: hedges and signs kept, untraced ones said."""

import pandas as pd

from report.sentences import published


def test_hedges_and_signs_are_kept() -> None:
    assert published.printed({"qualifier": "nearly", "value": 0.6, "measure": "export-share"}) == "nearly 60%"
    assert published.printed({"qualifier": "as printed", "value": 2.11, "measure": "import-growth"}) == "+211%"
    assert published.figure(-0.45, "import-growth") == "\u221245%"


def test_untraced_figures_are_named() -> None:
    table = pd.DataFrame({"wording_seen": [False, False, True], "producer": ["Not traced", "A Ministry", "B"]})
    text = published.untraced(table)
    assert "2 figures" in text and "1 ascribed to the A Ministry" in text and "1 without a publisher" in text
    assert published.untraced(table.tail(1)) == "The page of every printed figure was seen."


def test_the_list_that_grew_is_named() -> None:
    minerals = pd.DataFrame({"name": ["iron ore", "tin"], "on_list_2024": True, "on_list_2021": [False, True]})
    assert published.list_change(minerals).startswith("Iron ore came onto the list")
    assert "no mineral" in published.list_change(minerals.tail(1))
