"""The US tables of the USGS long layout: sources of imports and net import reliance."""

from __future__ import annotations

import pandas as pd

from .archive import Part
from .common import Context, Update


def us_tables(part: Part, table: pd.DataFrame, context: Context) -> dict[str, Update]:
    """Updates of the US tables in a long sheet."""
    return {}
