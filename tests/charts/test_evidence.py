"""The grade grid shows every cell, with a dash where no source has the grade."""

import pandas as pd

from report.analysis import evidence
from report.charts import evidence as charts


def test_empty_grades_are_drawn_as_dashes() -> None:
    grid = evidence.grade_grid(pd.DataFrame({"reliability": ["A"], "credibility": [1]}))
    layers = charts.grades(grid).to_dict()
    assert len(grid) == 36
    assert layers["layer"][2]["mark"]["text"] == "–"


def test_letters_and_digits_have_panels_of_their_own_with_the_same_partners() -> None:
    parts = pd.DataFrame({"name": ["A", "B"], "order": [1, 2], "grade": ["A", "F"], "sources": [1, 1], "share": 1.0})
    drawn = charts.grades_by_partner(parts, parts.assign(grade=["1", "6"])).to_dict()
    letters, digits = (panel["layer"][0]["encoding"] for panel in drawn["hconcat"])
    assert letters["y"]["sort"] == digits["y"]["sort"] == ["A", "B"]
    assert letters["color"]["scale"]["domain"] == ["A", "F"] and digits["color"]["scale"]["domain"] == ["1", "6"]
