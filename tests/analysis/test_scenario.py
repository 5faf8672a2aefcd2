"""The drawn move to Canada: bounds, order, seed, and what agrees with the arithmetic by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from report.analysis.scenario import Move, additions, caps, convergence, draw, moves, path, summary

HOW = (0.65, 0.5, 400, 1)


def move(elsewhere: float = 30.0, added: float = 0.0, weight: tuple = (0.8, 0.1, 0.1)) -> Move:
    """China 80, Canada 10, Chile 10 by value; the same or another split by weight; 100 t bought."""
    shares = pd.DataFrame({"value": [0.8, 0.1, 0.1], "weight": weight}, index=["CHN", "CAN", "CHL"])
    return Move("lithium", "refined", shares, 100.0, elsewhere, added)


def test_the_cap_is_drawn_around_the_parameter() -> None:
    assert caps(0.5) == (0.25, 0.75)
    assert caps(0.9) == pytest.approx((0.45, 1.0))
    assert caps(0.0) == (0.0, 0.0)


def test_feasible_is_between_the_ends_of_the_cap() -> None:
    drawn = draw(move(), 0.5, 2000, 1)
    assert drawn.feasible.min() >= 0.25 * 0.3 and drawn.feasible.max() <= 0.75 * 0.3
    assert np.median(drawn.feasible) == pytest.approx(0.15, abs=0.01)


def test_feasible_never_exceeds_the_largest_supplier() -> None:
    assert draw(move(elsewhere=1e6), 0.5, 100, 1).feasible.max() <= 0.8 + 1e-12


def test_nothing_sold_elsewhere_and_nothing_announced_moves_nothing() -> None:
    assert draw(move(elsewhere=0.0), 0.5, 100, 1).feasible.max() == 0
    assert draw(move(elsewhere=0.0, added=10.0), 0.5, 100, 1).feasible.max() > 0


def test_where_the_sources_agree_the_path_is_the_closed_form() -> None:
    curve = path(draw(move(), 0.5, 200, 1), points=9)
    deltas = curve["delta"].to_numpy()
    expected = 0.66 + 2 * deltas * (0.1 - 0.8) + 2 * deltas**2
    for end in ("low", "median", "high"):
        assert curve[f"hhi_{end}"].tolist() == pytest.approx(expected.tolist())
    assert curve["largest_median"].iloc[[0, -1]].tolist() == pytest.approx([0.8, 0.9])
    assert curve["reached"].is_monotonic_decreasing


def test_where_they_differ_the_band_opens_and_holds_both() -> None:
    row = summary([move(weight=(0.6, 0.2, 0.2))], *HOW).iloc[0]
    assert row["needed_low"] == 0 < row["needed_median"] < row["needed_high"] <= 0.15
    assert 0.44 < row["hhi_now_low"] < row["hhi_now_high"] < 0.66
    assert row["hhi_best_median"] < row["hhi_now_median"]


def test_draws_depend_on_seed_and_good_only() -> None:
    alone = summary([move()], *HOW)
    together = summary([move()._replace(stage="ore"), move()], *HOW)
    assert together.iloc[1].equals(alone.iloc[0].rename(1))
    assert not summary([move()], 0.65, 0.5, 400, 2)["feasible_median"].equals(alone["feasible_median"])


def test_reaching_the_line_is_a_part_of_the_draws() -> None:
    """15 points are needed; 15 are the middle of what is feasible."""
    assert summary([move()], 0.65, 0.5, 4000, 1)["reaches_line"].iloc[0] == pytest.approx(0.5, abs=0.05)
    assert summary([move(elsewhere=1000.0)], *HOW)["reaches_line"].iloc[0] == 1


def test_more_draws_move_the_figures_less() -> None:
    steps = convergence([move(weight=(0.5, 0.3, 0.2))], 0.65, 0.5, 8000, 1, steps=6)
    assert steps["draws"].tolist() == [500, 1000, 2000, 4000, 8000, 16000]
    assert steps["feasible_moves"].iloc[-1] < 0.01
    assert steps["feasible_moves"].iloc[-2:].mean() < steps["feasible_moves"].iloc[:2].mean()


def test_the_largest_figure_of_a_site_counts_once() -> None:
    projects = pd.DataFrame(
        [("a", "copper", 75.0, None), ("a", "copper", None, 30.0), ("b", "copper", None, 5.0), ("c", "", 9.0, None)],
        columns=["site_id", "mineral_id", "capacity_t", "tonnes_per_year"],
    )
    assert additions(projects).to_dict() == {"copper": 80.0}


def test_moves_leave_out_goods_that_cannot_be_drawn() -> None:
    suppliers = pd.DataFrame(
        [
            ("copper", "ore", "CHL", 0.7, 0.6, 6.0),
            ("copper", "ore", "PER", 0.3, 0.4, 4.0),
            ("nickel", "ore", "CAN", 0.9, 0.9, 9.0),
            ("tin", "ore", "CHN", 1.0, None, None),
        ],
        columns=["mineral_id", "stage", "exporter", "value_share", "weight_share", "weight_t"],
    )
    goods = suppliers[["mineral_id", "stage"]].drop_duplicates()
    goods = goods.assign(imports_t_per_year=10.0, exports_elsewhere_t_per_year=5.0)
    other = pd.DataFrame({"mineral_id": "copper", "stage": "ore", "exporter": ["CHL"], "share": [1.0]})
    [found] = moves(goods, suppliers, [other], {"copper": 7.0})
    assert (found.mineral_id, found.additions_t, found.shares.shape) == ("copper", 7.0, (3, 3))
    assert found.shares.sum().tolist() == pytest.approx([1, 1, 1])
    assert found.shares.loc["CAN"].tolist() == [0, 0, 0]
    assert summary([], *HOW).empty
