"""The whole way from data to a published book: what stops it, what it keeps, and what it does again."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from bs4 import BeautifulSoup

from report import build
from report.errors import BadInput, BrokenClaim, NotebookFailed, PageFault, ReportError

from .project import content_of, edit_notebook, edit_text, options, tables, write_package, write_table

pytestmark = pytest.mark.usefixtures("no_check")


def html(root: Path, page: str) -> BeautifulSoup:
    return BeautifulSoup((root / "_build/html" / f"{page}.html").read_text(encoding="utf-8"), "html.parser")


def words(root: Path, page: str) -> str:
    return " ".join(html(root, page).article.get_text(" ").split())


def built_from_pages_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out Sphinx where a test is about what comes before it."""
    monkeypatch.setattr(
        "report.pages.site.build_site", lambda *paths: pytest.fail("the pages were good enough for Sphinx")
    )


def refused(root: Path, kind: type[ReportError], **more: object) -> str:
    """The message of a build that fails, and leaves the last good book byte for byte as it was."""
    before = content_of(root / "_build/html")
    with pytest.raises(kind) as caught:
        build.build(options(root, **more))
    assert content_of(root / "_build/html") == before
    return str(caught.value)


def watch_runs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Pages whose notebook is run."""
    from report.execution import run

    ran: list[str] = []
    execute_one = run.execute_one
    monkeypatch.setattr(
        run, "execute_one", lambda chapter, *rest: ran.append(chapter.page) or execute_one(chapter, *rest)
    )
    return ran


def test_book_holds_every_page_with_numbers_figures_and_tables(built):
    pages = ["index", "partners/ind", "partners/mex", "methods", "data"]
    assert all((built / "_build/html" / f"{page}.html").exists() for page in pages)
    india = html(built, "partners/ind").article
    assert india.h1.get_text().startswith("India")
    assert india.h2.get_text().startswith("Who sells US$94.0 million to India")
    assert india.find(id="ind-suppliers").name == "section"
    assert india.find(id="fig-ind-suppliers").img["alt"] == "Bars"
    assert "US$80.0 million" in india.find(id="tbl-ind-suppliers").get_text()
    assert "CEPII & BACI_1, January 2026" in india.get_text()
    assert "US$28.0 million" in words(built, "partners/mex")
    assert "India bought US$94.0 million; 2 minerals" in words(built, "index")
    assert html(built, "index").find(id="claim-index-two-minerals").get_text(strip=True) == "Two minerals are followed."
    assert html(built, "methods").code.get_text() == "US$28.0 million"


def test_build_keeps_executed_notebooks_and_the_registry(built):
    executed = nbformat.read(built / "_build/notebooks/partners/mex.ipynb", as_version=4)
    assert executed.metadata.papermill.parameters.partner == "MEX"
    assert '"fig-ind-suppliers"' in (built / "_build/registry.json").read_text(encoding="utf-8")


def test_second_build_does_nothing(built, monkeypatch):
    before = content_of(built / "_build")
    for name in ("check", "run_notebooks", "make_site", "keep_record"):
        monkeypatch.setattr(build, name, lambda *rest: pytest.fail("the build began"))
    monkeypatch.setattr("report.execution.kernel.warm_up", lambda: pytest.fail("a kernel was started"))
    again = options(built)
    assert build.build(again) == built / "_build/html/index.html"
    assert again.said == ["Nothing changed since the last build."]
    assert content_of(built / "_build") == before


def test_changed_table_reruns_its_notebooks_and_prints_the_new_number(book, monkeypatch):
    ran = watch_runs(monkeypatch)
    flows = tables()["trade_flows"][1]
    flows.loc[(flows["importer"] == "IND") & (flows["exporter"] == "CAN"), "value_usd"] *= 2
    write_table(book / "data/trade/flows.parquet", flows)
    build.build(options(book))
    assert sorted(ran) == ["partners/ind", "partners/mex"]
    assert "India bought US$108 million" in words(book, "partners/ind")
    assert "India bought US$108 million" in words(book, "index")
    assert "US$94.0 million" not in words(book, "partners/ind")


def test_setting_reaches_the_notebooks_that_take_it(book, monkeypatch):
    monkeypatch.setattr("report.pages.site.build_site", lambda source, *rest: pytest.fail("") if not source else source)
    monkeypatch.setattr("report.pages.finish.finish", lambda site: None)
    monkeypatch.setattr("report.pages.inspect.inspect_site", lambda *rest: {})
    ran = watch_runs(monkeypatch)
    build.build(options(book, settings={"last_year": "2023"}))
    assert sorted(ran) == ["partners/ind", "partners/mex"]
    assert "US\\$47.0 million" in (book / "_build/html/partners/ind.md").read_text(encoding="utf-8")


def test_failed_notebook_leaves_the_last_good_book(book):
    edit_notebook(book / "notebooks/partnership.ipynb", "top = bought", "1 / 0\ntop = bought")
    message = refused(book, NotebookFailed)
    assert "notebooks/partnership.ipynb (partner " in message and "ZeroDivisionError" in message


def break_claim(root: Path, data: str = "data") -> None:
    write_table(root / data / "reference/minerals.csv", tables()["minerals"][1].iloc[:1])


def test_broken_claim_stops_a_build_of_the_shipped_data(book):
    break_claim(book)
    message = refused(book, BrokenClaim)
    assert '"Two minerals are followed" expected 2, found 1' in message
    assert BrokenClaim("x").exit_code == 3


def test_broken_claim_that_is_allowed_is_marked_on_the_page(book):
    break_claim(book)
    chosen = options(book, allow_broken_claims=True)
    build.build(chosen)
    assert "This finding does not hold with these data: Two minerals are followed. Expected 2, found 1." in words(
        book, "index"
    )
    assert [line for line in chosen.said if "claim-index-two-minerals" in line and "found 1" in line]


def test_broken_claim_of_a_users_data_is_listed_unless_strict(book, monkeypatch):
    monkeypatch.setattr("report.pages.site.build_site", lambda source, *rest: source)
    monkeypatch.setattr("report.pages.finish.finish", lambda site: None)
    monkeypatch.setattr("report.pages.inspect.inspect_site", lambda *rest: {})
    write_package(book / "mine", tables())
    break_claim(book, "mine")
    assert "expected 2, found 1" in refused(book, BrokenClaim, data_dir=book / "mine", strict=True)
    chosen = options(book, data_dir=book / "mine")
    build.build(chosen)
    assert [line for line in chosen.said if "A finding does not hold with these data." in line and "found 1" in line]
    assert ".claim .broken}" in (book / "_build/html/index.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "path, old, new, says",
    [
        ("notebooks/index.ipynb", "{{ listed }}", "{{ lised }}", "page index: unknown value 'lised'"),
        ("book/methods.md", "{{ mex_total }}", "{{ mex_totl }}", "page methods: unknown value 'mex_totl'"),
        ("book/methods.md", "(methods)=\n", "", "page methods: the heading '# Methods' has no label"),
        ("notebooks/partnership.ipynb", "(suppliers)=\n", "", "has no label"),
        ("notebooks/index.ipynb", "import report\n", "import report\nprint('loose')\n", "not declared: 'loose"),
        ("notebooks/index.ipynb", 'evidence=["minerals"])', 'evidence=["minerals"])\ndata.minerals', "not declared"),
        ("notebooks/index.ipynb", 'sources=["minerals"]', 'sources=["mineral"]', None),
    ],
)
def test_fault_of_a_page_stops_the_build_before_sphinx(book, monkeypatch, path, old, new, says):
    built_from_pages_only(monkeypatch)
    (edit_notebook if path.endswith(".ipynb") else edit_text)(book / path, old, new)
    if says is None:
        edit_notebook(
            book / path,
            "report.value(",
            'report.table("minerals", data.minerals, caption="All", '
            'sources=["mineral"], columns={"name": "Name"})\nreport.value(',
        )
        assert "unknown source 'mineral'" in refused(book, BadInput)
    else:
        assert says in refused(book, PageFault)


def test_warning_of_sphinx_stops_the_build_and_is_shown(book):
    edit_text(book / "book/methods.md", "Mexico bought", "{ref}`nowhere-at-all` Mexico bought")
    message = refused(book, PageFault)
    assert "methods.md" in message and "undefined label: 'nowhere-at-all'" in message
    assert "\x1b" not in message


@pytest.mark.parametrize("name, nearest", [("partnr", "partner"), ("lastyear", "last_year")])
def test_misspelt_parameter_fails_before_any_kernel(book, monkeypatch, name, nearest):
    monkeypatch.setattr(build, "run_notebooks", lambda *rest: pytest.fail("notebooks were run"))
    message = refused(book, BadInput, settings={name: "2023"})
    assert f"unknown parameter '{name}'" in message and f"did you mean {nearest}" in message


def test_misspelt_parameter_of_papermill_stops_the_notebook(project):
    command = [
        sys.executable,
        "-m",
        "papermill",
        "partnership.ipynb",
        str(project / "out.ipynb"),
        "-k",
        "python3",
        "--no-progress-bar",
        "-p",
        "partnr",
        "IND",
    ]
    run = subprocess.run(command, cwd=project / "notebooks", capture_output=True, text=True, timeout=120)
    assert run.returncode != 0
    assert "unknown parameter 'partnr'" in run.stderr and "did you mean partner?" in run.stderr


def test_checks_come_before_kernels_and_stop_the_build(book, monkeypatch):
    def stop(chosen: build.Options) -> None:
        raise BadInput("a finding")

    break_claim(book)
    monkeypatch.setattr(build, "check", stop)
    monkeypatch.setattr(build, "run_notebooks", lambda *rest: pytest.fail("notebooks were run"))
    assert "a finding" in refused(book, BadInput)


@pytest.mark.parametrize(
    "path",
    [
        "data/reference/minerals.csv",
        "book/methods.md",
        "_toc.yml",
        "_config.yml",
        "notebooks/index.ipynb",
        "book/assets/report.css",
    ],
)
def test_build_key_follows_every_source(project, path):
    contents = build.chapters(project, project / "data")
    before = build.build_key(options(project), contents)
    assert build.build_key(options(project), contents) == before
    (project / path).write_bytes((project / path).read_bytes() + b"\n")
    assert build.build_key(options(project), contents) != before


def test_build_key_follows_options(project):
    contents = build.chapters(project, project / "data")
    keys = {
        build.build_key(options(project, **more), contents)
        for more in ({}, {"settings": {"last_year": "2023"}}, {"allow_broken_claims": True}, {"strict": True})
    }
    assert len(keys) == 4


def test_missing_table_of_a_users_folder_is_refused_in_plain_words(project):
    (project / "data/reference/partners.csv").unlink()
    with pytest.raises(BadInput, match="partners.csv"):
        build.build(options(project))
