"""Fill tells force: only a binding text is full, one stated not to bind is tinted, the rest are hollow."""

from report.charts import landscape
from report.charts.theme import FORM_COLOURS


def test_fill_follows_force() -> None:
    colour = FORM_COLOURS["memorandum"]
    fills = [landscape._inside("memorandum", binding) for binding in ("yes", "stated-no", "inferred-no", "unknown")]
    assert fills == [colour, f"{colour}66", "#ffffff", "#ffffff"]
