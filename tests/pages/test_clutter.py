"""Scripts that this book does not use stay off its pages."""

from __future__ import annotations

from types import SimpleNamespace

from report.pages.clutter import leave_out, without_clutter


def asset(filename: str | None = None, **attributes: str) -> SimpleNamespace:
    return SimpleNamespace(filename=filename, attributes=attributes)


def test_thebe_goes_and_the_rest_stays() -> None:
    kept, inline = asset("_static/report.js"), asset(None, body="let x = 1;")
    context = {
        "script_files": [kept, asset("_static/sphinx-thebe.js"), asset(None, body="const THEBE_JS_URL = 'x'"), inline],
        "css_files": [asset("_static/thebe.css")],
    }
    leave_out(None, "index", "page.html", context, None)
    assert context == {"script_files": [kept, inline], "css_files": []}


def test_title_for_paper_goes_and_a_list_of_references_is_none() -> None:
    paper = '<div id="jb-print-docs-body" class="onlyprint">\n<h1><b>x</b></h1>\n<!-- Table of contents --></div>'
    page = without_clutter(f'{paper}<h1>Title</h1><div role="list" class="citation-list"></div>')
    assert "<b>x</b>" not in page and "<h1>Title</h1>" in page and "<!-- Table of contents -->" in page
    assert '<div class="citation-list"></div>' in page
