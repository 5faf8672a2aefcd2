"""What is printed below a figure as its source."""

from __future__ import annotations

import pytest

from report.errors import BadInput
from report.pages.sources import SourceNames


def test_table_is_named_by_producer_and_edition_with_a_link(package):
    found = SourceNames(package)("trade_flows")
    assert found.endswith(" <data-trade-flows>`") and "January 2026" in found


def test_ledger_source_is_named_by_publisher_and_cited(package):
    assert SourceNames(package)("S001") == "Natural Resources Canada {cite}`S001`"


def test_unknown_source_is_refused_with_the_nearest(package):
    with pytest.raises(BadInput, match="unknown source 'trade_flow'") as caught:
        SourceNames(package)("trade_flow")
    assert "did you mean trade_flows" in str(caught.value)


def test_name_with_markup_shows_as_typed(package, rendered):
    name = SourceNames(package)("trade_flows")
    page, warned = rendered(f"(data)=\n# Data\n\n(data-trade-flows)=\n## Trade\n\nSource: {name}.")
    assert not warned
    assert page.find_all("p")[-1].get_text() == "Source: CEPII & BACI_1, January 2026."
