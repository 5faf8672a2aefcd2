"""What the record of `trade_flows` says when a second producer fills codes that the first does not have."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

MARK = " Codes from UN Comtrade: "


def foreign_codes(entry: Mapping[str, Any], flows: pd.DataFrame) -> dict[str, str]:
    """Code to producer of the codes another producer filled, but for those that are among the new `flows`."""
    new = set(flows["hs6"])
    return {code: who for code, who in entry.get("other_producers", {}).items() if code not in new}


def kept_producers(entry: Mapping[str, Any], codes: Mapping[str, str]) -> dict[str, Any]:
    """The key `other_producers` for a record, when there is or was one."""
    return {"other_producers": dict(sorted(codes.items()))} if codes or entry.get("other_producers") else {}


def said_of(codes: Mapping[str, str]) -> str:
    """The part of a citation that names the second producer's codes."""
    return f"{MARK}{', '.join(sorted(codes))} ({'; '.join(sorted(set(codes.values())))})." if codes else ""


def citation_with(entry: Mapping[str, Any], codes: Mapping[str, str]) -> str:
    """The record's citation with the second producer's codes as they are now."""
    return str(entry["citation"]).split(MARK)[0] + said_of(codes)
