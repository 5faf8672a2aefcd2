"""Page text without its markup."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.citation.plain import plain
from report.formats import escape


@pytest.mark.parametrize(
    ("marked", "words"),
    [
        ("{ref}`the page <methods>`", "the page"),
        ("{numref}`fig-a`", "fig-a"),
        ("{cite}`IN05,IN06` (B2)", "[IN05, IN06] (B2)"),
        ("[a title](<https://e.org/a_(b)>)", "a title"),
        ("[\\[a\\] title](https://e.org)", "[a] title"),
        ("[AC01]{#src-ac01}", "AC01"),
        ("**bold** and *leaning*", "bold and leaning"),
        ("\\*as typed\\*", "*as typed*"),
        ("5 * 3 * 2", "5 * 3 * 2"),
        ("snake_case_name", "snake_case_name"),
    ],
)
def test_markup_goes_and_words_stay(marked, words):
    assert plain(marked) == words


@given(st.text(alphabet="abc *_`[](){}<>#|$~@&\\=+-1.", max_size=40))
def test_escaped_text_comes_back_as_typed(text):
    if "`" not in text and "\\" not in text:
        assert plain(escape(text)) == " ".join(text.split())
