"""Is a published book whole, and which one is it?"""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd

from ..bad_input.folder import record
from ..project import content_of

PAGES = ("index", "partners/ind", "partners/mex", "methods", "data")
SHOWN = re.compile(r"bought US\$([\d.,]+ \w+) in 2024")


def state(project: Path) -> dict[str, bytes]:
    """The published book, byte by byte."""
    return content_of(project / "_build/html")


def shown(project: Path) -> str:
    """The amount that India's page states, once every page was seen to be there and finished."""
    for page in PAGES:
        text = (project / "_build/html" / f"{page}.html").read_text(encoding="utf-8")
        assert text.rstrip().endswith("</html>"), page
    text = (project / "_build/html/partners/ind.html").read_text(encoding="utf-8")
    return SHOWN.search(text.replace("\xa0", " "))[1]


def set_amount(project: Path, millions: int) -> str:
    """Let India buy `millions` of each of three goods from each of two countries in 2024; returns what a page shows."""
    path = project / "data/trade/flows.parquet"
    flows = pd.read_parquet(path)
    flows.loc[(flows["importer"] == "IND") & (flows["year"] == 2024), "value_usd"] = millions * 1e6
    flows.to_parquet(path, index=False)
    record(project / "data")
    return f"{6 * millions} million"
