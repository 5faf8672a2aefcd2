"""Every instrument is found by partner, year and form; a shared one under each partner, its record once."""

import pandas as pd

from report.analysis import register

PARTNERS = pd.DataFrame(
    {"partner": ["IND", "JPN"], "name": ["India", "Japan"], "group": ["india", "other"], "order": [1, 2]}
)
COUNTRIES = pd.DataFrame({"country": ["SWE", "ARG"], "name": ["Sweden", "Argentina"]})
INSTRUMENTS = pd.DataFrame(
    [
        ("IN-1", "national", "instrument", "2026-03-02", "memorandum"),
        ("SE-1", "national", "instrument", "2023-10-01", "statement"),
        ("ALL-1", "multilateral", "instrument", "2025-06-17", "statement"),
        ("US-LAW", "national", "context", "2026-01-14", "law-or-measure"),
        ("NONE", "national", "instrument", "2020-01-01", "fund"),
    ],
    columns=["instrument_id", "level", "role", "date_start", "form"],
)
LINKS = pd.DataFrame(
    [
        ("IN-1", "IND", "partner", True),
        ("SE-1", "SWE", "country", True),
        ("ALL-1", "G7", "body", True),
        ("ALL-1", "IND", "partner", False),
        ("ALL-1", "JPN", "partner", False),
        ("US-LAW", "USA", "country", True),
    ],
    columns=["instrument_id", "partner", "kind", "primary"],
)


def test_each_record_has_one_group() -> None:
    groups = register.grouped(INSTRUMENTS, LINKS, PARTNERS).set_index("instrument_id")["group"].to_dict()
    assert groups == {
        "IN-1": "india",
        "SE-1": register.ELSEWHERE,
        "ALL-1": register.SEVERAL,
        "US-LAW": register.CONTEXT,
        "NONE": register.ELSEWHERE,
    }


def test_a_shared_text_stands_under_each_partner_and_no_text_is_lost() -> None:
    found = register.by_partner(INSTRUMENTS, LINKS, PARTNERS, COUNTRIES)
    keys = found.groupby("key", sort=False)["instrument_id"].agg(list).to_dict()
    assert keys["India"] == ["ALL-1", "IN-1"] and keys["Japan"] == ["ALL-1"] and keys["G7"] == ["ALL-1"]
    assert list(keys)[:2] == ["India", "Japan"] and list(keys)[-1] == "G7"
    assert set(found["instrument_id"]) == set(INSTRUMENTS["instrument_id"])
    assert keys["No partner named"] == ["NONE"]


def test_years_run_backwards_and_forms_by_number() -> None:
    assert register.by_year(INSTRUMENTS)["key"].drop_duplicates().tolist() == ["2026", "2025", "2023", "2020"]
    assert register.by_form(INSTRUMENTS)["key"].iloc[0] == "statement"
    assert len(register.by_year(INSTRUMENTS)) == len(register.by_form(INSTRUMENTS)) == len(INSTRUMENTS)
