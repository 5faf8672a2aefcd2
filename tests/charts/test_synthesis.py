"""The bloc stands last and marked, and a missing overlap is said in words."""

import pandas as pd

from report.charts import synthesis
from report.formats import share

ROWS = pd.DataFrame(
    {
        "partner": ["EUU", "JPN"],
        "name": ["European Union", "Japan"],
        "kind": ["bloc", "country"],
        "order": [1, 2],
        "overlap_share": [0.05, float("nan")],
        "instruments": [4, 3],
        "share_canada": [0.1, 0.2],
    }
)


def test_the_bloc_comes_last() -> None:
    rows = synthesis._with_bloc_last(ROWS)
    assert rows["shown"].tolist() == ["Japan", "European Union (bloc)"]
    assert rows["text"].tolist() == ["none named", f"{share(0.05)} of sales"]


def test_the_overview_has_a_panel_for_signed_sold_and_named() -> None:
    assert len(synthesis.overview(ROWS).to_dict()["hconcat"]) == 3
