"""The step after Sphinx, last of all, that tells the browser what a page may do: run this book's own scripts, no more.

The rule stands in each page, since the book is read from files and from any server. Scripts written into a page are
named by their hash; evaluation of text as code stays forbidden, so charts use Vega's interpreter.
"""

from __future__ import annotations

import base64
import hashlib
import re

from .finish import Site

INLINE = re.compile(r"<script(?![^>]*\bsrc=)([^>]*)>(.*?)</script>", re.S)
DATA = re.compile(r"type=[\"'](?!text/javascript|module)")
HEAD = re.compile(r"<head>")


def add_policy(site: Site) -> None:
    """Put the policy into every HTML page of the site."""
    for path in site.pages():
        path.write_text(with_policy(path.read_text(encoding="utf-8")), encoding="utf-8")


def with_policy(page: str) -> str:
    """An HTML page with its policy as the first thing of its head."""
    return HEAD.sub(
        f'<head>\n    <meta http-equiv="Content-Security-Policy" content="{policy(page)}">',
        page,
        count=1,
    )


def policy(page: str) -> str:
    """The policy of a page: its own files, and its inline scripts by their SHA-256."""
    allowed = " ".join(sorted({f"'sha256-{fingerprint(text)}'" for text in inline_scripts(page)}))
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src 'self' {allowed}".strip(),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data:",
            "font-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "object-src 'none'",
        ]
    )


def inline_scripts(page: str) -> list[str]:
    """Texts of the scripts written into a page that a browser runs; blocks of data are not scripts."""
    return [text for attributes, text in INLINE.findall(page) if not DATA.search(attributes)]


def fingerprint(text: str) -> str:
    """SHA-256 of a script's text as browsers compare it."""
    return base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
