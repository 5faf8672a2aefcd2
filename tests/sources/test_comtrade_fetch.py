"""The API: the official library's own code runs; its transport is given replies in the API's true form.

There is no network here, so a reply is what the API's documentation and downloads show, and not a recording of today.
"""

from __future__ import annotations

import json

import pytest
import urllib3

from report.errors import BadInput
from report.sources import comtrade, comtrade_fetch

from .files import comtrade_records

KEY = "not-a-real-key-0123"


class Reply:
    """What urllib3 hands back."""

    def __init__(self, status: int, content: object) -> None:
        self.status = status
        self.data = (content if isinstance(content, str) else json.dumps(content)).encode()


@pytest.fixture
def api(monkeypatch, tmp_path, context):
    """(list of requests seen, replies to give in turn); a reply may be an exception."""
    seen, replies = [], []

    def request(self, method, url, fields=None, **more):
        seen.append({"url": url, **fields})
        reply = replies.pop(0)
        if isinstance(reply, Exception):
            raise reply
        return reply

    monkeypatch.setattr(urllib3.PoolManager, "request", request)
    monkeypatch.setenv(comtrade_fetch.KEY_NAME, KEY)
    context.options.update(hs="750210,740311", years="2023-2024", reporter="all", cache=tmp_path / "kept")
    return seen, replies


def reply(year: int) -> Reply:
    records = comtrade_records(["750210", "740311"], (year,))
    return Reply(200, {"elapsedTime": "0.2 secs", "count": len(records), "data": records, "error": ""})


def test_a_fetch_asks_by_year_and_reads_like_a_file(api, context):
    seen, replies = api
    replies += [reply(2023), reply(2024)]
    pauses = []
    files = comtrade_fetch.fetched(context, pauses.append)
    rows = comtrade.read(files, context).tables["trade_flows"].rows
    assert sorted(set(rows["year"])) == [2023, 2024] and len(rows) == 200
    assert seen[0]["url"].endswith("/data/v1/get/C/A/HS") and seen[0]["period"] == "2023"
    assert seen[0]["cmdCode"] == "750210,740311" and "reportercode" not in seen[0]
    assert pauses == [1.0, 1.0], "one request a second"


def test_a_run_that_stopped_goes_on_where_it_stopped(api, context):
    seen, replies = api
    replies += [reply(2023), *[urllib3.exceptions.MaxRetryError(None, "u", "no route")] * 4]
    with pytest.raises(BadInput, match="did not give 750210, 740311 of 2024"):
        comtrade_fetch.fetched(context, lambda seconds: None)
    replies += [reply(2024)]
    before = len(seen)
    comtrade_fetch.fetched(context, lambda seconds: None)
    assert [one["period"] for one in seen[before:]] == ["2024"], "2023 was kept"


def test_a_busy_api_is_asked_again_more_slowly(api, context):
    _, replies = api
    context.options.update(years="2024")
    replies += [Reply(429, {"statusCode": 429, "message": "Rate limit is exceeded."}), reply(2024)]
    pauses = []
    assert len(comtrade_fetch.fetched(context, pauses.append)) == 1
    assert pauses[0] == 1.0


def test_a_refused_key_is_not_tried_again_and_not_shown(api, context, capsys):
    seen, replies = api
    replies += [Reply(401, {"statusCode": 401, "message": f"Access denied due to invalid subscription key {KEY}."})] * 4
    with pytest.raises(BadInput) as caught:
        comtrade_fetch.fetched(context, lambda seconds: None)
    assert len(seen) == 1 and "Access denied" in caught.value.what
    assert KEY not in str(caught.value) + capsys.readouterr().out


def test_the_key_is_not_kept(api, context, tmp_path):
    _, replies = api
    replies += [reply(2023), reply(2024)]
    for path in comtrade_fetch.fetched(context, lambda seconds: None):
        assert KEY not in path.read_text(encoding="utf-8") and KEY not in str(path)


def test_without_a_key_or_codes_the_next_step_is_said(api, context, monkeypatch):
    monkeypatch.delenv(comtrade_fetch.KEY_NAME)
    with pytest.raises(BadInput, match="no key for the API") as caught:
        comtrade_fetch.fetched(context)
    assert comtrade_fetch.KEY_NAME in caught.value.next_step
    context.options.update(hs="")
    with pytest.raises(BadInput, match="nothing to fetch"):
        comtrade_fetch.fetched(context)


def test_reporters_are_asked_for_by_comtrades_numbers(api, context):
    seen, replies = api
    context.options.update(reporter="USA,IND,CAN", years="2024")
    replies += [reply(2024)]
    comtrade_fetch.fetched(context, lambda seconds: None)
    assert seen[0]["reportercode"] == "842,699,124"


@pytest.mark.parametrize(("years", "expected"), [("2021-2023", [2021, 2022, 2023]), ("2021,2023", [2021, 2023])])
def test_years(years, expected):
    assert comtrade_fetch.years_of(years) == expected


def test_wrong_years_are_refused():
    with pytest.raises(BadInput, match="not a year: '21-24'"):
        comtrade_fetch.years_of("21-24")
