"""The command: exit codes that differ by kind of error, messages in plain words, no traceback."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from report import cli, errors
from report.commands.common import progress_bar

from .project import edit_text


@pytest.fixture
def report(project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """Function that runs the command inside the small project: exit code, output, errors."""
    monkeypatch.chdir(project)

    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["report", *arguments])
        with pytest.raises(SystemExit) as caught:
            cli.main()
        captured = capsys.readouterr()
        return int(caught.value.code or 0), captured.out, captured.err

    return run


@pytest.fixture
def build_raises(monkeypatch: pytest.MonkeyPatch):
    """Function that makes the build raise."""

    def use(error: BaseException) -> None:
        def stop(options: object) -> None:
            raise error

        monkeypatch.setattr("report.build.build", stop)

    return use


@pytest.mark.parametrize(
    "kind, code", [(errors.BadInput, 2), (errors.BrokenClaim, 3), (errors.NotebookFailed, 4), (errors.PageFault, 5)]
)
def test_exit_code_follows_the_kind_of_error(report, build_raises, kind, code):
    build_raises(kind("it went wrong", where="data/x.csv", cause="misspelt", next_step="mend it"))
    assert report("build") == (
        code,
        "",
        "report: data/x.csv: it went wrong\n  likely cause: misspelt\n  next step: mend it\n",
    )


def test_internal_error_says_so_and_keeps_its_traceback(report, build_raises):
    build_raises(RuntimeError("not foreseen"))
    code, _, message = report("build")
    assert code == 1
    assert "RuntimeError: not foreseen" in message and "the last good book is untouched" in message


def test_interruption_is_not_an_internal_error(report, build_raises):
    build_raises(KeyboardInterrupt())
    code, _, message = report("build")
    assert code == 130 and "Traceback" not in message


def test_misspelt_parameter_exits_2_with_the_nearest_name(report):
    code, _, message = report("build", "--set", "lastyear=2023")
    assert code == 2
    assert "unknown parameter 'lastyear'" in message and "last_year" in message and "Traceback" not in message


@pytest.mark.parametrize(
    "setting, says",
    [
        ("last_year", "not name=value"),
        ("last_year=soon", "last_year"),
        ("last_year=1000", "last_year"),
        ("first_year=2030", "first_year is after"),
    ],
)
def test_bad_setting_exits_2(report, setting, says):
    code, _, message = report("build", "--set", setting)
    assert code == 2 and says in message and "Traceback" not in message


@pytest.mark.parametrize("command", ["build", "check", "list"])
def test_folder_that_is_no_data_package_exits_2(report, project, command):
    code, out, message = report(command, "--data", str(project / "nowhere"))
    assert code == 2 and "nowhere" in out + message and "Traceback" not in out + message


def test_partner_without_a_page_exits_2_with_the_line_to_add(report, project):
    edit_text(project / "_toc.yml", "      - file: partners/mex\n", "")
    code, _, message = report("list")
    assert code == 2 and "add the line `- file: partners/mex`" in message


def test_outside_the_project_exits_2(report, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code, _, message = report("list")
    assert code == 2 and "not inside the project" in message


def test_project_is_found_from_a_folder_inside(report, project, monkeypatch):
    monkeypatch.chdir(project / "notebooks")
    assert report("list")[0] == 0


def test_list_shows_pages_with_ids_and_sources(report):
    code, out, _ = report("list")
    assert code == 0
    assert [line.split() for line in out.splitlines()][1] == [
        "partners/ind",
        "ind",
        "notebooks/partnership.ipynb",
        "partner=IND",
    ]
    assert len(out.splitlines()) == 5


def test_list_shows_every_parameter(report):
    from report.settings import Parameters

    code, out, _ = report("list", "--parameters")
    assert code == 0
    assert [line.split()[0] for line in out.splitlines()] == list(Parameters.model_fields)


def test_unknown_command_exits_2(report):
    code, _, message = report("biuld")
    assert code == 2 and "biuld" in message


def test_bare_command_and_every_command_have_help(report):
    assert "Usage" in "".join(map(str, report()))
    for command in ("build", "check", "list"):
        code, out, _ = report(command, "--help")
        assert code == 0 and "Usage" in out


def test_build_passes_its_options_on(report, project, monkeypatch):
    passed = []
    monkeypatch.setattr(
        "report.build.build", lambda chosen: passed.append(chosen) or project / "_build/html/index.html"
    )
    printed = []
    monkeypatch.setattr("report.pdf.make.make_pdf", lambda *given: printed.append(given[:3]))
    code, out, _ = report("build", "--set", "last_year=2023", "--allow-broken-claims", "--strict")
    assert (code, out) == (0, "The book is at _build/html/index.html\n")
    assert printed == [(project, project / "data", {"last_year": "2023"})]
    assert report("build", "--no-pdf")[0] == 0 and len(printed) == 1
    assert passed[0].root == project and passed[0].data_dir == project / "data"
    assert passed[0].settings == {"last_year": "2023"} and passed[0].allow_broken_claims and passed[0].strict


def test_progress_bar_counts_what_ran(capsys):
    from report.chapters import Chapter

    with progress_bar(3) as done:
        for ran in (True, False, True):
            done(Chapter("index", Path("index.ipynb")), ran)
    assert "2 notebooks run, 1 unchanged." in capsys.readouterr().out
