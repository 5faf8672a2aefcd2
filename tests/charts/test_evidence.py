"""The grade grid shows every cell, with a dash where no source has the grade."""

import pandas as pd

from report.analysis import evidence
from report.charts import evidence as charts


def test_empty_grades_are_drawn_as_dashes() -> None:
    grid = evidence.grade_grid(pd.DataFrame({"reliability": ["A"], "credibility": [1]}))
    layers = charts.grades(grid).to_dict()
    assert len(grid) == 36
    assert layers["layer"][2]["mark"]["text"] == "–"
