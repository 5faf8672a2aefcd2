"""Death at every single step of the publication: there is always a whole book, the old one or the new one."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest

from report.safety import swap
from report.safety.swap import put_in_place, restore, write_whole

STEPS = ("os.rename", "os.remove", "os.rmdir", "os.mkdir", "shutil.rmtree", "open", "ctypes.call_function")
FILES, FAR = 5, 10**9

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")


def site(folder: Path, text: str) -> Path:
    """A site of a few files that all say one thing."""
    folder.mkdir(parents=True)
    for number in range(FILES):
        (folder / f"{number}.html").write_text(text)
    return folder


def dies_at(step: int, body) -> bool:
    """Run `body` in a child that is killed before its `step`-th operation on files; whether it came that far."""
    child = os.fork()
    if child == 0:
        count = 0

        def count_and_die(event: str, _: object) -> None:
            nonlocal count
            count += event in STEPS
            if count >= step:
                count = -FAR
                os.kill(os.getpid(), signal.SIGKILL)

        try:
            sys.addaudithook(count_and_die)
            body()
        finally:
            os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def said_by(folder: Path) -> str:
    """What all files of a whole site say."""
    texts = {path.read_text() for path in folder.iterdir()}
    assert len(list(folder.iterdir())) == FILES and len(texts) == 1
    return texts.pop()


@pytest.mark.parametrize("one_step", [True, False], ids=["exchange", "two renames"])
def test_a_whole_book_after_death_at_any_step(tmp_path, monkeypatch, one_step):
    if not one_step:
        monkeypatch.setattr(swap, "exchange", lambda one, other: False)
    seen = []
    for step in range(1, 100):
        folder = tmp_path / str(step)
        target, finished = site(folder / "html", "old"), site(folder / "next", "new")
        died = dies_at(step, lambda finished=finished, target=target: put_in_place(finished, target))
        restore(target)
        seen.append(said_by(target))
        if not died:
            break
    assert seen[0] == "old" and seen[-1] == "new" and len(seen) > 3
    assert seen == sorted(seen, reverse=True)


def test_a_file_is_whole_after_death_at_any_step(tmp_path):
    for step in range(1, 20):
        path = tmp_path / f"{step}.json"
        path.write_text("old")
        if not dies_at(step, lambda path=path: write_whole(path, "new" * 100_000)):
            break
        assert path.read_text() in ("old", "new" * 100_000)
    assert path.read_text() == "new" * 100_000


def test_a_replacement_that_fails_leaves_the_book(tmp_path, monkeypatch):
    monkeypatch.setattr(swap, "exchange", lambda one, other: False)
    target = site(tmp_path / "html", "old")
    with pytest.raises(OSError):
        put_in_place(tmp_path / "nothing", target)
    assert said_by(target) == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["html"]
