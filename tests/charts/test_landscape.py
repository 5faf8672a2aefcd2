"""Fill tells force: only a binding text is full, one stated not to bind is tinted, the rest are hollow."""

import pandas as pd

from report.charts import landscape
from report.charts.theme import FORM_COLOURS


def test_fill_follows_force() -> None:
    colour = FORM_COLOURS["memorandum"]
    fills = [landscape._inside("memorandum", binding) for binding in ("yes", "stated-no", "inferred-no", "unknown")]
    assert fills == [colour, f"{colour}66", "#ffffff", "#ffffff"]


def test_the_network_draws_a_line_for_each_tie_and_no_number_for_none() -> None:
    partners = pd.DataFrame(
        {"partner": ["A", "B"], "name": ["Aland", "Beland"], "bilateral": [3, 0], "y": [0.25, 0.75]}
    )
    shared = pd.DataFrame(
        {"instrument_id": ["S"], "title": ["A long title of a shared text of many"], "members": [2], "y": [0.5]}
    )
    ties = pd.DataFrame(
        {
            "partner": ["A", "B"],
            "instrument_id": "S",
            "primary": [True, False],
            "y_partner": [0.25, 0.75],
            "y_shared": 0.5,
        }
    )
    drawn = landscape.network(partners, shared, ties).to_dict()
    data = drawn["datasets"][drawn["layer"][0]["data"]["name"]]
    assert [row["kind"] for row in data] == ["signed in or with", "also named"]
    assert drawn["layer"][1]["transform"] == [{"filter": "datum.bilateral > 0"}]
