"""One sound small project for the whole run, and the command `report` as a user calls it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from report import cli

from .folder import write_small


class Outcome(NamedTuple):
    """Exit code and all that was printed."""

    code: int
    text: str


Command = Callable[..., Outcome]


@pytest.fixture
def report(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Command:
    """`report(folder, "check", ...)` runs the command in that folder."""
    from report.commands.import_ import import_

    if "import" not in [command.name for command in cli.app.registered_commands]:
        cli.app.command("import")(import_)

    def run(folder: Path, *arguments: str) -> Outcome:
        monkeypatch.chdir(folder)
        monkeypatch.setattr("sys.argv", ["report", *arguments])
        capfd.readouterr()
        code = 0
        try:
            cli.main()
        except SystemExit as stop:
            code = int(stop.code or 0)
        out, err = capfd.readouterr()
        return Outcome(code, out + err)

    return run


@pytest.fixture(scope="session")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sound project, checked once so that verdicts on its tables are remembered; do not change it."""
    from report.check import check_all

    root = write_small(tmp_path_factory.mktemp("sound") / "project")
    findings = check_all(root, root / "data", root / "_build/.cache/checks")
    assert findings == [], "\n".join(map(str, findings))
    return root


@pytest.fixture
def project(sound: Path, tmp_path: Path) -> Path:
    """A copy of the sound project to break."""
    return Path(shutil.copytree(sound, tmp_path / "project"))
