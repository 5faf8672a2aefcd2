"""Scripts that this book does not use stay off its pages."""

from __future__ import annotations

from types import SimpleNamespace

from report.pages.clutter import leave_out


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
