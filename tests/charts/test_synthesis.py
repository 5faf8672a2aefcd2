"""The grid of goods and partners marks needs that Canada could meet apart from those that it could not."""

import pandas as pd

from report.charts import synthesis

CELLS = pd.DataFrame(
    {
        "name": ["Japan", "Chile"],
        "kind": "country",
        "order": [1, 2],
        "good": "tin, ore",
        "share_canada": [0.4, 0.0],
        "imports_usd": [10.0, 20.0],
        "leaning": True,
        "can": [True, False],
        "drawn": True,
    }
)


def test_both_outlines_are_drawn() -> None:
    text = str(synthesis.matrix(CELLS).to_dict())
    assert "strokeDash" in text and "'strokeWidth': 1.8" in text


def test_the_bloc_stands_apart() -> None:
    cells = pd.concat([CELLS, CELLS.head(1).assign(name="European Union", kind="bloc")])
    assert len(synthesis.matrix(cells).to_dict()["hconcat"]) == 2
