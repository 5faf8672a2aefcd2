"""Fetch from the UN Comtrade API with the official library: one request a year and group of codes, kept as it came.

Replies are kept in a folder, so a run that stops goes on where it stopped. The key is read from the environment and
is never printed or kept.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import os
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd

from ..errors import BadInput
from .common import Context, shown

KEY_NAME = "COMTRADE_API_KEY"
ATTEMPTS = 4
PAUSE_SECONDS = 1.0
"""Between requests: the API refuses more than one a second."""
CODES_AT_ONCE = 5
MOST_RECORDS = 250_000
"""The API cuts a reply off there without saying so."""


def fetched(context: Context, sleep: Callable[[float], None] = time.sleep) -> list[Path]:
    """Files with the replies for the options `hs`, `years` and `reporter` (codes or `all`); fetches what is not kept.

    Raises BadInput without a key or options, and when the API refuses or does not answer after some attempts.
    """
    codes, years, reporters = _wanted(context)
    key = os.environ.get(KEY_NAME, "").strip()
    folder = Path(context.options.get("cache") or Path.home() / ".cache" / "critical-minerals-book" / "comtrade")
    requests = [(year, codes[at : at + CODES_AT_ONCE]) for year in years for at in range(0, len(codes), CODES_AT_ONCE)]
    files = []
    for number, (year, group) in enumerate(requests, 1):
        path = folder / f"{_name(year, group, reporters)}.json"
        context.say(f"Comtrade {number} of {len(requests)}: {year}, {', '.join(group)}{' (kept)' * path.exists()}")
        if not path.exists():
            _keep(path, _reply(key, year, group, reporters, sleep))
            sleep(PAUSE_SECONDS)
        files.append(path)
    return files


def _wanted(context: Context) -> tuple[list[str], list[int], str]:
    codes = [code for code in re.split(r"[,\s]+", str(context.options.get("hs") or "")) if code]
    years = years_of(str(context.options.get("years") or ""))
    if not codes or not years:
        advice = "For example: report import comtrade --reporter all --hs 750210,740311 --years 2021-2024."
        raise BadInput("no files, and nothing to fetch", where="report import comtrade", next_step=advice)
    if wrong := [code for code in codes if not re.fullmatch(r"\d{4}|\d{6}", code)]:
        advice = "Give codes of six digits."
        raise BadInput(f"not an HS code: {shown(wrong[0])!r}", where="--hs", next_step=advice)
    return codes, years, str(context.options.get("reporter") or "all")


def years_of(text: str) -> list[int]:
    """`2021-2024` or `2021,2023` as years; raises BadInput for anything else."""
    years: set[int] = set()
    for piece in filter(None, re.split(r"[,\s]+", text)):
        match = re.fullmatch(r"((?:19|20)\d\d)(?:-((?:19|20)\d\d))?", piece)
        if not match:
            raise BadInput(f"not a year: {shown(piece)!r}", where="--years", next_step="For example --years 2021-2024.")
        years |= set(range(int(match[1]), int(match[2] or match[1]) + 1))
    return sorted(years)


def _name(year: int, codes: list[str], reporters: str) -> str:
    return f"{year}-{hashlib.sha256(f'{codes} {reporters}'.encode()).hexdigest()[:16]}"


def _keep(path: Path, frame: pd.DataFrame) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".partial")
    records = json.loads(frame.to_json(orient="records"))
    partial.write_text(json.dumps({"count": len(frame), "data": records}), encoding="utf-8")
    os.replace(partial, path)


def _reply(key: str, year: int, codes: list[str], reporters: str, sleep: Callable[[float], None]) -> pd.DataFrame:
    if not key:
        advice = f"Set the environment variable {KEY_NAME} to your key from comtradedeveloper.un.org."
        raise BadInput("no key for the API", where="report import comtrade", next_step=advice)
    said = ""
    for attempt in range(ATTEMPTS):
        frame, said = _ask(key, year, codes, reporters)
        if frame is not None:
            return _whole(frame, year, codes)
        if re.search(r"subscription|unauthori|access denied|\b40[13]\b", said, re.IGNORECASE):
            break
        sleep(PAUSE_SECONDS * 4**attempt)
    said = shown(said.replace(key, "***").strip() or "no answer", 200)
    advice = "Check the key and the network, and run it again: what was fetched is kept."
    raise BadInput(f"the API did not give {', '.join(codes)} of {year}: {said}", where="UN Comtrade", next_step=advice)


def _ask(key: str, year: int, codes: list[str], reporters: str) -> tuple[pd.DataFrame | None, str]:
    """(reply, what the library printed): the library prints errors in place of raising them."""
    import comtradeapicall

    printed = io.StringIO()
    arguments: dict[str, Any] = {
        "typeCode": "C", "freqCode": "A", "clCode": "HS", "period": str(year),
        "reporterCode": None if reporters == "all" else _numbers(reporters), "cmdCode": ",".join(codes),
        "flowCode": "M,X", "partnerCode": None, "partner2Code": "0", "customsCode": "C00", "motCode": "0",
        "maxRecords": MOST_RECORDS, "format_output": "JSON", "aggregateBy": None, "breakdownMode": "classic",
        "countOnly": None, "includeDesc": True,
    }  # fmt: skip
    try:
        with contextlib.redirect_stdout(printed):
            frame = comtradeapicall.getFinalData(key, **arguments)
    except Exception as error:  # the library lets those of its transport through
        return None, f"{type(error).__name__}: {error}"
    return frame, printed.getvalue()


def _numbers(reporters: str) -> str:
    """Comtrade's numeric codes of ISO 3166 alpha-3 codes."""
    import pycountry

    from .comtrade_records import SPECIAL

    own = {iso3: number for number, iso3 in reversed(SPECIAL.items())}
    codes = []
    for iso3 in filter(None, re.split(r"[,\s]+", reporters.upper())):
        country = pycountry.countries.get(alpha_3=iso3)
        if country is None and iso3 not in own:
            raise BadInput(f"no country {shown(iso3)!r}", where="--reporter", next_step="Give codes such as CAN,IND.")
        codes.append(own.get(iso3) or str(int(country.numeric)))
    return ",".join(codes)


def _whole(frame: pd.DataFrame, year: int, codes: list[str]) -> pd.DataFrame:
    if len(frame) >= MOST_RECORDS:
        advice = "Ask for fewer codes or reporters at a time."
        raise BadInput(f"the reply for {year} was cut off", where="UN Comtrade", next_step=advice)
    if frame.empty:
        raise BadInput(
            f"nothing for {', '.join(codes)} in {year}", where="UN Comtrade", next_step="Check codes and year."
        )
    return frame
