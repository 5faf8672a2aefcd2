"""Records to cite: a figure on a producer's table and one of the project's own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from report.citation.edition import Edition
from report.citation.producers import Producer
from report.citation.records import Place, Record

OPEN = (("name", "etalab-2.0"), ("title", "Etalab 2.0"), ("path", "https://example.org/licence"))
TRADE = Producer(
    source="trade_flows",
    short="CEPII BACI, January 2026 release",
    citation="Gaulier, G. and Zignago, S. (2010). BACI. CEPII. Release of January 2026",
    title="Trade flows",
    edition="January 2026 release",
    vintage="2005-2024",
    address="https://example.org/baci",
    license=OPEN,
)
LEDGER = Producer("claims", "this book's table claims", "The book's ledger, 2026-11", "Claims", "2026-11", own=True)
EDITION = Edition("2026-11", date(2026, 11, 22), "https://example.org/book", frozen=True)
FIGURE = Record(
    id="fig-ind-flows",
    kind="figure",
    title="Canada sold 5% & more to India_1 {as of} 2024.",
    place=Place("partners/ind.html", "ind", "India", "Figure 9", "fig-ind-flows"),
    edition=EDITION,
    producers=(TRADE, LEDGER),
    alt="A line that rises to 5%.",
    note="How to read it.",
    last_change="2026-11",
)


@pytest.fixture
def figure() -> Record:
    """A figure of a frozen edition with an address."""
    return FIGURE


@pytest.fixture
def at() -> Callable[..., Record]:
    """Function: the figure in an edition that differs in the given fields."""

    def changed(**fields: Any) -> Record:
        return replace(FIGURE, edition=replace(EDITION, **fields))

    return changed
