"""What notebooks may put on a page, and what they may not."""

from __future__ import annotations

import json
import warnings
from datetime import date
from typing import Any

import altair as alt
import pandas as pd
import pytest

from report import declare
from report.errors import BadInput

FRAME = pd.DataFrame(
    {"exporter": ["CAN", "CHN"], "value_usd": [1e6, None], "month": pd.array([1, None], dtype="Int64")}
)
TEXTS = {"caption": "Caption", "alt": "Alt", "sources": ["trade_flows"]}


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """The MIME bundles that a notebook would show."""
    bundles: list[dict[str, Any]] = []
    monkeypatch.setattr(declare, "display", lambda bundle, raw: bundles.append(bundle))
    return bundles


def declared(shown: list[dict[str, Any]]) -> dict[str, Any]:
    """The last declaration, as JSON would carry it."""
    return json.loads(json.dumps(shown[-1][declare.MIME], allow_nan=False))


def chart() -> alt.Chart:
    return alt.Chart(FRAME).mark_bar().encode(x="value_usd", y="exporter")


def test_altair_figure(shown):
    declare.figure("export-share", chart(), data=FRAME, note="Read so", **TEXTS)
    found = declared(shown)
    assert (found["kind"], found["name"], found["caption"], found["note"]) == (
        "figure",
        "export-share",
        "Caption",
        "Read so",
    )
    assert found["data"] == {
        "columns": ["exporter", "value_usd", "month"],
        "rows": [["CAN", 1e6, 1], ["CHN", None, None]],
    }
    assert shown[-1]["application/vnd.vegalite.v5+json"]["mark"] == {"type": "bar"}
    assert shown[-1]["text/plain"] == "Figure export-share: Caption"


def test_matplotlib_figure_is_the_same_svg_each_time(shown):
    import matplotlib

    matplotlib.use("agg")
    from matplotlib import pyplot

    for _ in range(2):
        figure, axes = pyplot.subplots()
        axes.plot([1, 2], [3, 4])
        declare.figure("line", figure, data=FRAME, **TEXTS)
    assert shown[0]["image/svg+xml"] == shown[1]["image/svg+xml"]
    assert shown[0]["image/svg+xml"].lstrip().startswith("<?xml")
    assert not pyplot.get_fignums()


def test_table_prints_by_unit_and_keeps_the_numbers(shown):
    declare.table(
        "top",
        FRAME,
        caption="Top",
        sources=["trade_flows"],
        columns={"exporter": "Exporter", "value_usd": ("Value", "usd"), "month": ("Month", "count")},
    )
    found = declared(shown)
    assert found["heads"] == [["Exporter", "text"], ["Value", "usd"], ["Month", "count"]]
    assert found["rows"] == [["CAN", "US$1.00 million", "1"], ["CHN", "unknown", "unknown"]]
    assert found["data"]["rows"] == [["CAN", 1e6, 1], ["CHN", None, None]]


def test_table_escapes_data_in_jupyter(shown):
    frame = pd.DataFrame({"name": ["<script>"]})
    declare.table("top", frame, caption="Top", sources=["x"], columns={"name": "<b>Name</b>"})
    assert "<script>" not in shown[-1]["text/html"] and "<b>" not in shown[-1]["text/html"]


@pytest.mark.parametrize(
    "found, unit, text",
    [
        (0.25, "share", "25%"),
        (None, "share", "unknown"),
        (date(2026, 1, 2), "date", "2 January 2026"),
        ("**A** sentence", "markdown", "**A** sentence"),
        (pd.NA, "usd", "unknown"),
        (None, "markdown", "unknown"),
    ],
)
def test_value_is_kept_and_printed(shown, found, unit, text):
    declare.value("a_key", found, unit=unit, sources=["trade_flows"])
    assert (declared(shown)["text"], declared(shown)["unit"]) == (text, unit)


def test_claim_keeps_what_was_found(shown):
    largest = pd.Series([3, 4]).max()
    declare.claim("is-largest", "It is the largest", holds=largest == 4, found=largest, expected=4, evidence=["t"])
    assert declared(shown) == {
        "kind": "claim",
        "name": "is-largest",
        "sentence": "It is the largest",
        "holds": True,
        "found": 4,
        "expected": 4,
        "sources": ["t"],
    }
    declare.claim(
        "is-largest", "It is the largest", holds=largest == 5, found=["a", largest], expected={"b"}, evidence=["t"]
    )
    assert declared(shown)["found"] == ["a", 4] and "DOES NOT HOLD" in shown[-1]["text/plain"]


@pytest.mark.parametrize("name", ["Export", "export_share", "export share", "-export", "export--share", "2nd", "", "é"])
@pytest.mark.parametrize("kind", ["figure", "table", "claim"])
def test_bad_name_is_refused(shown, kind, name):
    calls = {
        "figure": lambda: declare.figure(name, chart(), data=FRAME, **TEXTS),
        "table": lambda: declare.table(name, FRAME, caption="C", sources=["x"], columns={"exporter": "E"}),
        "claim": lambda: declare.claim(name, "S", holds=True, found=1, expected=1, evidence=["x"]),
    }
    with pytest.raises(BadInput, match="is not a .* name"):
        calls[kind]()
    assert not shown


@pytest.mark.parametrize("key", ["Key", "a-key", "a key", "_a", "a__b", "1a", "", "a\n"])
def test_bad_key_is_refused(shown, key):
    with pytest.raises(BadInput, match="is not a value name"):
        declare.value(key, 1, unit="count", sources=["x"])


@pytest.mark.parametrize("missing", ["caption", "alt", "sources"])
def test_figure_without_a_part_is_refused(shown, missing):
    with pytest.raises(BadInput, match=f"figure f: no {missing}"):
        declare.figure("f", chart(), data=FRAME, **{**TEXTS, missing: ""})


def test_other_declarations_without_a_part_are_refused(shown):
    with pytest.raises(BadInput, match="no sources"):
        declare.value("k", 1, unit="count", sources=[])
    with pytest.raises(BadInput, match="no caption"):
        declare.table("t", FRAME, caption="", sources=["x"], columns={"exporter": "E"})
    with pytest.raises(BadInput, match="no sources"):
        declare.claim("c", "Sentence", holds=True, found=1, expected=1, evidence=[])
    with pytest.raises(BadInput, match="an empty text"):
        declare.value("k", " ", unit="text", sources=["x"])


def test_unknown_unit_is_refused_with_the_nearest(shown):
    with pytest.raises(BadInput, match="unknown unit 'shares'") as caught:
        declare.value("k", 1, unit="shares", sources=["x"])
    assert "did you mean share" in str(caught.value)
    with pytest.raises(BadInput, match="table t, column value_usd"):
        declare.table("t", FRAME, caption="T", sources=["x"], columns={"value_usd": ("V", "dollars")})


def test_unknown_column_is_refused_with_the_nearest(shown):
    with pytest.raises(BadInput, match="table t: no column 'exporters'") as caught:
        declare.table("t", FRAME, caption="T", sources=["x"], columns={"exporters": "E"})
    assert "did you mean exporter?" in str(caught.value)


def test_too_many_rows_are_refused(shown):
    frame = pd.DataFrame({"a": range(declare.MOST_ROWS + 1)})
    with pytest.raises(BadInput, match="aggregate first"), warnings.catch_warnings():
        declare.figure("f", chart(), data=frame, **TEXTS)
