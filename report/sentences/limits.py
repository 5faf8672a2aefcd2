"""What a partner chapter cannot show, and what stands in the way of trade: controls, unseen goods, vintages, mends."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import pandas as pd

from report.formats import format_value, listed
from report.sentences.words import capital, counted, spoken_date


def controlled(exposure: pd.DataFrame, partner: str, years: str) -> str:
    """How much of the partner's buying comes from under export controls. exposure: `controls.exposure` with names."""
    if exposure.empty:
        return f"No export control in the table bears on a good that {partner} bought in quantity in {years}."
    top = exposure.sort_values("share", ascending=False).iloc[0]
    return (
        f"Export controls by {counted(exposure['country'].nunique(), 'country', 'countries')} bear on "
        f"{counted(exposure['good'].nunique(), 'good')} that {partner} bought from them in {years}; the largest part "
        f"is {top['good']}, {format_value(top['share'], 'share')} of it from {top['exporter_name']}."
    )


def own_controls(export_controls: pd.DataFrame, members: Sequence[str], partner: str) -> str:
    """Controls that the partner itself sets. export_controls: country control_as_printed commodities_as_printed."""
    own = export_controls[export_controls["country"].isin(list(members))]
    if own.empty:
        return f"The same table lists no control set by {partner} itself."
    parts = [
        f"{row.control_as_printed.strip().lower()} on {_lower(row.commodities_as_printed)}" for row in own.itertuples()
    ]
    return f"{capital(partner)} itself has set controls: {listed(parts)}."


def american_agreements(agreements: pd.DataFrame, partner: str, us_agreements: pd.DataFrame) -> str:
    """Agreements on minerals that the United States has signed with the partner, or, for itself, with whom.

    agreements: from `controls.agreements_with`; us_agreements: the whole list.
    """
    if partner == "the United States":
        others = sorted(set(us_agreements["country_as_printed"]))
        return f"The United States itself has signed agreements on minerals with {listed(others)}."
    if agreements.empty:
        return f"The list of United States agreements on minerals used here names none with {partner}."
    parts = [f"{row.agreement.strip()} ({spoken_date(row.signed)})" for row in agreements.itertuples()]
    return f"The United States has signed with {partner}: {listed(parts)}."


def unseen(names: list[str], listed_minerals: int) -> str:
    """Minerals of Canada's list without any open trade row for this partner."""
    if not names:
        return "Every mineral on Canada's list shows in the partner's imports."
    return (
        f"Of the {listed_minerals} minerals on Canada's list, {len(names)} are not in the tables above, because the "
        f"trade table has no clean code for them or the partner bought too little: {listed(names)}."
    )


def codes(hs_map: pd.DataFrame) -> str:
    """How many customs codes the shares rest on. hs_map: hs_code mineral_id in_trade_flows headline."""
    used = hs_map[hs_map["in_trade_flows"] & hs_map["headline"]]
    return (
        f"Shares rest on {counted(used['hs_code'].nunique(), 'six-digit customs code')} of the nomenclature of 1992, "
        f"for {counted(used['mineral_id'].nunique(), 'mineral')}."
    )


def vintages(years: tuple[int, int], provisional: int | None, production: pd.DataFrame, newest_source: str) -> str:
    """How far each kind of data reaches. production: edition year; newest_source: ISO date or empty."""
    last = production.loc[production["edition"] == production["edition"].max(), "year"]
    parts = [f"trade from {years[0]} to {years[1]}"]
    parts += [f"{provisional} provisional"] if provisional else []
    parts += [f"production to {int(last.max())} in the {int(production['edition'].max())} edition of its producer"]
    parts += [f"the newest source on an instrument is of {spoken_date(newest_source)}"] if newest_source else []
    return f"Vintages: {'; '.join(parts)}."


def mends(corrections: pd.DataFrame, members: Sequence[str]) -> str:
    """Corrections made to rows of the partner's own countries. corrections: correction_id table key reason."""
    own = corrections[[bool(_countries(key) & set(members)) for key in corrections["key"]]]
    if own.empty:
        return "No correction was made to a row of this partner's own."
    parts = [f"{row.correction_id} (table {row.table})" for row in own.itertuples()]
    count = capital(counted(len(own), "correction"))
    return f"{count} {'was' if len(own) == 1 else 'were'} made to rows of this partner's own: {listed(parts)}."


def _countries(key: str) -> set[Any]:
    return {value for name, value in json.loads(key).items() if name in ("country", "importer", "exporter")}


def _lower(text: str) -> str:
    text = text.strip().rstrip(".")
    return text[:1].lower() + text[1:]
