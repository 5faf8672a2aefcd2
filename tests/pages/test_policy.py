"""What a page may do, and what is taken out of it."""

from __future__ import annotations

import base64
import hashlib

from report.pages.clutter import without_clutter
from report.pages.glossary import terms_of, with_terms
from report.pages.policy import policy, with_policy

PAGE = '<html><head></head><body><script>let a = 1;</script><script type="application/json">{}</script></body></html>'


def test_inline_scripts_are_named_by_their_hash() -> None:
    """A script that runs is allowed by its hash; a block of data needs none."""
    expected = base64.b64encode(hashlib.sha256(b"let a = 1;").digest()).decode()
    assert policy(PAGE).count("sha256-") == 1
    assert f"'sha256-{expected}'" in policy(PAGE)


def test_the_policy_stands_first_and_forbids_evaluation() -> None:
    """Nothing is loaded before the policy is known."""
    page = with_policy(PAGE)
    assert page.index("Content-Security-Policy") < page.index("<script>")
    assert "unsafe-eval" not in page and "script-src 'self' 'sha256-" in page


def test_left_overs_go_and_the_search_index_stays_on_the_search_page() -> None:
    """The index is loaded only where results are shown."""
    scripts = "<script src=\"../searchindex.js\"></script><script>kernelName = 'python3'</script>"
    assert without_clutter(scripts) == ""
    assert "searchindex" in without_clutter(f'{scripts}<div id="search-results"></div>')
    assert without_clutter('<button onclick="go()">a</button>') == "<button>a</button>"


GLOSSARY = """<dl class="simple glossary">
<dt id="term-HHI">HHI<a class="headerlink" href="#term-HHI">#</a></dt><dt id="term-index">concentration index</dt>
<dd><p>A sum of squared shares.</p></dd></dl>"""


def test_terms_share_a_definition() -> None:
    """Two names of one entry have the same words."""
    terms = terms_of(GLOSSARY)
    assert terms["HHI"] == ("term-HHI", "A sum of squared shares.")
    assert terms["concentration index"][1] == terms["HHI"][1]


def test_only_the_first_use_in_running_text_is_linked() -> None:
    """Not in a link, not in a table, not twice."""
    page = "<article><p><a>HHI</a> the HHI and the HHI</p><table><tr><td><p>HHI</p></td></tr></table></article>"
    linked = with_terms(page, terms_of(GLOSSARY), "../")
    assert linked.count('class="term"') == 1
    assert '<a>HHI</a> the <a class="term" href="../glossary.html#term-HHI"' in linked
    assert '<span id="definition-term-HHI">A sum of squared shares.</span>' in linked
