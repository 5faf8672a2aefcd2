"""Sentences on what diversification could buy: the words follow the numbers."""

from __future__ import annotations

import pandas as pd

from report.sentences import shifts as say


def drawn(**changes: list) -> pd.DataFrame:
    """Two goods over the line: the first can be brought under it, the second cannot."""
    rows = {
        "good": ["graphite, ore", "niobium, refined"],
        "largest_name": ["China", "Brazil"],
        "imports_t": [100.0, 900.0],
        "imports_usd": [1e6, 2e6],
        "additions_t": [30.0, 0.0],
        "reaches_line": [0.9, 0.0],
    }
    for name, middle in (("needed", [0.1, 0.2]), ("feasible", [0.3, 0.05]), ("hhi_now", [0.6, 0.7])):
        for end, factor in (("low", 0.5), ("median", 1.0), ("high", 1.5)):
            rows[f"{name}_{end}"] = [factor * value for value in middle]
    return pd.DataFrame({**rows, "hhi_best_median": [0.4, 0.65], **changes})


def test_enough_is_counted_among_goods_over_the_line() -> None:
    assert "In 1 of the 2 goods above 65%" in say.could(drawn(), 0.65, "India")
    assert say.could(drawn(), 0.65, "India").endswith("down to it: graphite ore.")
    assert "In none of the 2 goods above 65% would" in say.could(drawn(feasible_median=[0.0, 0.0]), 0.65, "India")
    under = drawn(needed_median=[0.0, 0.0])
    assert say.could(under, 0.65, "India").startswith("In none of 2 goods looked at")
    assert "No purchase of India" in say.could(drawn().iloc[:0], 0.65, "India")


def test_biggest_is_by_value_and_gives_its_band() -> None:
    sentence = say.biggest(drawn())
    assert "graphite ore: 30% (15% to 45%) of purchases worth US$1.00 million" in sentence
    assert "from 0.60 to 0.40 at best" in sentence
    assert "niobium" in say.biggest(drawn(imports_usd=[1e6, 2e9]))
    assert say.biggest(drawn(feasible_median=[0.0, 0.0])).startswith("In none of them")


def test_asked_is_in_tonnes_and_counts_what_cannot_be_had() -> None:
    sentence = say.asked(drawn(), 0.1, "India")
    assert (
        "90.0\u00a0t a year of refined niobium, the heaviest" in sentence and "in 1 of 2 goods it is more" in sentence
    )


def test_only_sourced_tonnes_are_added() -> None:
    assert say.added(drawn()).endswith("30.0\u00a0t a year of graphite ore.")
    assert say.added(drawn(additions_t=[0.0, 0.0])).startswith("No announced project")


def test_rows_give_the_median_and_the_band() -> None:
    rows = say.rows(drawn(needed_high=[0.0, 0.3]), 0.1)
    assert rows["feasible"].tolist()[0] == "30% (15%–45%)"
    assert rows["reaches"].tolist() == ["already under it", "0%"]
    assert rows["asked_t"].tolist() == [10.0, 90.0]


def test_band_words_follow_the_quantiles() -> None:
    assert say.band_words({"low": 0.1, "median": 0.5, "high": 0.9}) == "the 10th to the 90th percentile"


def test_converged_speaks_of_the_doubled_draws() -> None:
    steps = pd.DataFrame({"draws": [1000, 2000], "feasible_moves": [0.02, 0.005], "hhi_moves": [0.01, 0.0021]})
    assert say.converged(steps) == (
        "1000 draws are used: with 2000 no feasible share moves by more than 0.5 percentage points and no index by "
        "more than 0.002."
    )


def test_table_of_moves_is_only_spoken_of_where_it_has_rows():
    assert say.first_to_move(2, "BRA").startswith("; {numref}`tbl-bra-diversification`")
    assert "numref" not in say.first_to_move(0, "BRA")
