"""Charts drawn again for a phone."""

from __future__ import annotations

from report.charts import theme  # noqa: F401
from report.pages.narrow import LABEL_WIDTH, SHEET, WIDTH, folded, narrowed, set_width, views


def bars(names: list[str], **more: object) -> dict:
    """A small bar chart with names down the side."""
    return {
        "datasets": {"d": [{"name": name, "n": at + 1} for at, name in enumerate(names)]},
        "data": {"name": "d"},
        "mark": "bar",
        "width": 600,
        "height": 40 * len(names),
        "encoding": {"x": {"field": "n", "type": "quantitative"}, "y": {"field": "name", "type": "nominal"}},
        **more,
    }


def test_a_wide_chart_fits_a_phone() -> None:
    """The drawing is no wider than the sheet, and long names are broken rather than cut."""
    spec, svg = narrowed(bars(["Australia-Canada-India technology partnership", "India"]))
    assert float(WIDTH.search(svg)[1]) <= SHEET + 1
    assert spec["encoding"]["y"]["axis"]["labelLimit"] == LABEL_WIDTH
    assert "technology" in svg and "…" not in svg


def test_the_given_specification_is_left_alone() -> None:
    """Folding works on a copy."""
    given = bars(["India"])
    folded(given)
    assert given == bars(["India"])


def test_a_matrix_keeps_its_width() -> None:
    """Many columns of names do not fit; the page shows the wide drawing in a box that scrolls."""
    matrix = bars(["a"], encoding={"x": {"field": "name", "type": "nominal", "sort": [str(n) for n in range(30)]}})
    assert narrowed(matrix) is None


def test_a_chart_can_ask_to_stay_wide() -> None:
    """`usermeta` says so."""
    assert narrowed(bars(["a"], usermeta={"narrow": False})) is None


def test_panels_are_stacked_unless_they_share_names() -> None:
    """A panel whose rows are named by the one at its left stays beside it."""
    own = {"hconcat": [bars(["a"]), bars(["a"])]}
    assert "vconcat" in folded(own)
    borrowed = bars(["a"])
    borrowed["encoding"]["y"]["axis"] = None
    assert "hconcat" in folded({"hconcat": [bars(["a"]), borrowed]})


def test_panels_that_do_not_fit_side_by_side_get_their_names_back() -> None:
    """Stacked, each panel names its rows, so that none depends on the one above."""
    borrowed = bars(["India"], title="A heading too long for half a phone")
    borrowed["encoding"]["y"]["axis"] = {"labels": False}
    first = bars(["India"], title="Another one too long for half of it")
    datasets = first.pop("datasets") | borrowed.pop("datasets")
    spec, svg = narrowed({"datasets": datasets, "hconcat": [first, borrowed]})
    assert "vconcat" in spec and svg.count(">India<") == 2
    assert float(WIDTH.search(svg)[1]) <= SHEET + 1


def test_a_grid_of_panels_becomes_a_column() -> None:
    """`concat` with columns is stacked."""
    spec, svg = narrowed({"concat": [bars(["a"]), bars(["b"])], "columns": 2})
    assert "vconcat" in spec and "columns" not in spec
    assert float(WIDTH.search(svg)[1]) <= SHEET + 1


def test_a_legend_with_long_names_gets_one_column() -> None:
    """Where two columns of names are wider than the sheet."""
    names = ["share of the largest supplier today", "Herfindahl-Hirschman index after the move"]
    chart = bars(names)
    chart["encoding"]["color"] = {"field": "name", "type": "nominal", "legend": {"orient": "top", "labelLimit": 300}}
    spec, svg = narrowed(chart)
    assert spec["encoding"]["color"]["legend"]["columns"] == 1
    assert float(WIDTH.search(svg)[1]) <= SHEET + 1


def test_what_stands_right_of_a_panel_stays_there() -> None:
    """A label at a fixed place beyond the edge moves with the edge."""
    spec = {"width": 400, "layer": [{"mark": {"type": "text", "x": 410}}, {"mark": {"type": "text", "x": -10}}]}
    set_width(spec, 200)
    assert [layer["mark"]["x"] for layer in spec["layer"]] == [210, -10]
    assert [view["width"] for view in views(spec)] == [200]
