"""What a notebook may put on a page: figures, tables, values and claims, each with an id, sources and units.

Each call shows something readable in Jupyter and leaves a declaration among the cell's outputs. The build collects
those declarations from the executed notebook, so running a notebook by hand and building the book say the same.
"""

from __future__ import annotations

import io
import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from IPython.display import display

from .errors import BadInput, did_you_mean
from .formats import UNITS, format_value, is_missing

MIME = "application/vnd.report.declaration+json"
KEBAB = re.compile(r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")
SNAKE = re.compile(r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$")
MOST_ROWS = 5000


def figure(
    name: str, chart: Any, *, data: pd.DataFrame, caption: str, alt: str, sources: Sequence[str], note: str = ""
) -> None:
    """Declare figure `fig-<chapter>-<name>`.

    `chart` is an Altair chart or a Matplotlib figure; `data` the rows it shows (column names carry units); `caption`
    a sentence with the answer in it; `alt` the message for someone who cannot see it; `sources` names of tables or
    of ledger sources; `note` how to read it, what it leaves out. Raises BadInput on an empty text or a malformed name.
    """
    _require(name, KEBAB, "figure", caption=caption, alt=alt, sources=sources)
    drawing = _drawing(chart)
    _show(
        {
            "kind": "figure",
            "name": name,
            "caption": caption,
            "alt": alt,
            "note": note,
            "sources": list(sources),
            "data": _records(data, name),
        },
        drawing,
        f"Figure {name}: {caption}",
    )


def table(
    name: str, data: pd.DataFrame, *, caption: str, sources: Sequence[str], columns: Mapping[str, Any], note: str = ""
) -> None:
    """Declare table `tbl-<chapter>-<name>`.

    `columns` maps a column of `data` to its heading, or to `(heading, unit)` with a unit of `report.formats.UNITS`;
    the unit `markdown` takes text that is already MyST. Columns that are not named stay off the page.
    """
    _require(name, KEBAB, "table", caption=caption, sources=sources)
    heads = {column: (head, "text") if isinstance(head, str) else tuple(head) for column, head in columns.items()}
    for column, (_, unit) in heads.items():
        if column not in data.columns:
            raise BadInput(f"no column '{column}'", where=f"table {name}", cause=did_you_mean(column, data.columns))
        _known_unit(unit, f"table {name}, column {column}")
    rows = [[_cell(row[column], unit) for column, (_, unit) in heads.items()] for row in data.to_dict("records")]
    declaration = {
        "kind": "table",
        "name": name,
        "caption": caption,
        "note": note,
        "sources": list(sources),
        "heads": [list(head) for head in heads.values()],
        "rows": rows,
        "data": _records(data[list(heads)], name),
    }
    shown = pd.DataFrame(rows, columns=[head for head, _ in heads.values()])
    _show(declaration, {"text/html": shown.to_html(index=False)}, f"Table {name}: {caption}")


def value(key: str, found: Any, *, unit: str, sources: Sequence[str]) -> None:
    """Declare a value that prose uses as `{{ key }}`; its permanent id is `val-<chapter>-<key>`.

    `found` is the number in the unit's base (a share is a fraction, money is in units of currency, weight in tonnes)
    or, for the unit `text`, a computed sentence. A missing value prints as `unknown`.
    """
    _require(key, SNAKE, "value", sources=sources)
    _known_unit(unit, f"value {key}")
    text = format_value(found, "text" if unit == "markdown" else unit)
    if not text.strip():
        raise BadInput("an empty text", where=f"value {key}", next_step="say in words what is not known")
    _show(
        {"kind": "value", "name": key, "value": _plain(found), "unit": unit, "text": text, "sources": list(sources)},
        {},
        f"{key} = {text}",
    )


def claim(name: str, sentence: str, *, holds: Any, found: Any, expected: Any, evidence: Sequence[str]) -> None:
    """Declare a book-level finding `claim-<chapter>-<name>` and whether the data bear it out.

    A claim that does not hold stops a build of the shipped data with the sentence, the value expected and the value
    found.
    """
    _require(name, KEBAB, "claim", caption=sentence, sources=evidence)
    _show(
        {
            "kind": "claim",
            "name": name,
            "sentence": sentence,
            "holds": bool(holds),
            "found": _plain(found),
            "expected": _plain(expected),
            "sources": list(evidence),
        },
        {},
        f"{'holds' if holds else 'DOES NOT HOLD'}: {sentence} (expected {expected}, found {found})",
    )


def _require(name: str, pattern: re.Pattern[str], kind: str, **texts: Any) -> None:
    if not pattern.fullmatch(name):
        raise BadInput(f"'{name}' is not a {kind} name", next_step=f"lower-case words that match {pattern.pattern}")
    for part, text in texts.items():
        if not text:
            raise BadInput(f"no {part}", where=f"{kind} {name}", next_step=f"give the {kind} its {part}")


def _known_unit(unit: str, where: str) -> None:
    if unit not in UNITS and unit != "markdown":
        raise BadInput(f"unknown unit '{unit}'", where=where, cause=did_you_mean(unit, UNITS))


def _drawing(chart: Any) -> dict[str, Any]:
    """A chart's MIME bundle. Altair checks a chart against its schema when it is put together, and so do our tests."""
    if hasattr(chart, "savefig"):
        return {"image/svg+xml": _matplotlib_svg(chart)}
    specification = chart.to_dict(validate=False)
    major = specification["$schema"].rpartition("/v")[2].partition(".")[0]
    return {f"application/vnd.vegalite.v{major}+json": _finite(specification)}


def _finite(node: Any) -> Any:
    """A specification with NaN and infinities, which JSON does not know, as null."""
    if isinstance(node, dict):
        return {key: _finite(child) for key, child in node.items()}
    if isinstance(node, (list, tuple)):
        return [_finite(child) for child in node]
    return None if isinstance(node, float) and not math.isfinite(node) else node


def _matplotlib_svg(figure: Any) -> str:
    import matplotlib

    with matplotlib.rc_context({"svg.hashsalt": "report", "svg.fonttype": "none"}):
        buffer = io.StringIO()
        figure.savefig(buffer, format="svg", metadata={"Date": None}, bbox_inches="tight")
    matplotlib.pyplot.close(figure)
    return buffer.getvalue()


def _records(data: pd.DataFrame, name: str) -> dict[str, Any]:
    if len(data) > MOST_ROWS:
        raise BadInput(f"{len(data)} rows", where=name, next_step=f"show at most {MOST_ROWS} rows: aggregate first")
    return {
        "columns": list(data.columns),
        "rows": [[_plain(cell) for cell in row] for row in data.itertuples(index=False)],
    }


def _cell(found: Any, unit: str) -> str:
    if unit == "markdown":
        return str(found)
    text = format_value(found, unit)
    return text if text else "–"


def _plain(found: Any) -> Any:
    if isinstance(found, (list, tuple, set, frozenset)):
        return [_plain(item) for item in found]
    if is_missing(found):
        return None
    if hasattr(found, "item"):
        found = found.item()
    if isinstance(found, float):
        return found if math.isfinite(found) else None
    return found if isinstance(found, (str, int, bool)) else str(found)


def _show(declaration: dict[str, Any], drawing: dict[str, Any], text: str) -> None:
    display({MIME: declaration, **drawing, "text/plain": text}, raw=True)
