"""The landscape keeps context apart, separates near dates and reads the page's own dates."""

import pandas as pd

from report.analysis import landscape


def _instruments() -> pd.DataFrame:
    rows = [
        ("A", "instrument", "national", "2024-03", "month", "2024-03-01", "2024-03-31", True),
        ("B", "instrument", "national", "2024-04-01", "day", "2024-04-01", "2024-04-01", False),
        ("C", "context", "national", "2025-01-14", "day", "2025-01-14", "2025-01-14", False),
        ("D", "instrument", "multilateral", "2025-02-01", "day", "2025-02-01", "2025-02-01", False),
    ]
    names = ["instrument_id", "role", "level", "date", "date_precision", "date_start", "date_end", "listed_by_nrcan"]
    return pd.DataFrame(rows, columns=names).assign(short_title=lambda frame: "text " + frame["instrument_id"])


PARTNERS = pd.DataFrame({"partner": ["JPN"], "name": ["Japan"], "order": [1]})
LINKS = pd.DataFrame({"instrument_id": list("ABCD"), "partner": ["JPN", "JPN", "JPN", "G7"], "primary": True})


def test_near_dates_of_one_partner_get_lanes_of_their_own() -> None:
    rows = landscape.timeline_rows(_instruments(), LINKS, PARTNERS).set_index("instrument_id")
    assert rows.loc[["A", "B"], "lane"].tolist() == [0, 1]
    assert rows["line"].tolist() == [0, 1, 2, 3]
    assert rows.loc["A", "middle"] == "2024-03-16"


def test_context_and_shared_texts_have_rows_of_their_own() -> None:
    rows = landscape.timeline_rows(_instruments(), LINKS, PARTNERS).set_index("instrument_id")
    assert rows.loc["C", "row"] == landscape.CONTEXT
    assert rows.loc["D", "row"] == landscape.SEVERAL


def test_left_out_counts_instruments_only_and_splits_at_the_page() -> None:
    out = landscape.left_out(_instruments(), "2024-12-31")
    assert out["instrument_id"].tolist() == ["B", "D"]
    assert out["before_page"].tolist() == [True, False]


def test_a_listed_text_is_joined_to_the_claim_about_its_date() -> None:
    claims = pd.DataFrame(
        {
            "document": ["PAGE", "PAGE", "OTHER"],
            "date_of_fact": ["2024-03", "2025-01-14", "2024-03"],
            "claim": ["Signed on 7 March 2024", "Something else", "Signed"],
            "verdict": "confirmed",
            "note": "",
        }
    )
    dates = landscape.listed_dates(_instruments(), claims, "PAGE")
    assert dates[["instrument_id", "page_date"]].to_numpy().tolist() == [["A", "7 March 2024"]]


def test_ties_count_own_texts_apart_from_shared_ones_and_leave_context_out() -> None:
    links = pd.DataFrame(
        [
            ("A", "JPN", "partner", True),
            ("B", "JPN", "partner", True),
            ("C", "USA", "country", True),
            ("D", "G7", "body", True),
            ("D", "JPN", "partner", False),
            ("D", "SWE", "country", False),
        ],
        columns=["instrument_id", "partner", "kind", "primary"],
    )
    countries = pd.DataFrame({"country": ["SWE", "USA"], "name": ["Sweden", "United States"]})
    partners, shared, ties = landscape.ties(_instruments(), links, PARTNERS, countries)
    assert partners[["name", "bilateral"]].to_numpy().tolist() == [["Japan", 2], ["Sweden", 0]]
    assert shared[["title", "members"]].to_numpy().tolist() == [["text D (G7)", 2]]
    assert set(ties["partner"]) == {"JPN", "SWE"} and not ties["primary"].any()


def test_a_body_known_by_its_mention_keeps_its_row() -> None:
    bodies = pd.DataFrame({"body_id": ["G7", "IGF"], "name": ["G7", "Forum"], "order": [1, 2], "claim_id": "X"})
    links = pd.DataFrame({"body_id": ["G7"], "instrument_id": ["D"], "relation": ["adopted-by"]})
    table = landscape.by_body(bodies, links, _instruments().assign(status="active", status_note=""))
    assert table["short_title"].tolist() == ["text D", ""]
