"""*Stable*: every notebook run anew, with nothing kept, declares what the published book declares."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from report.chapters import chapters
from report.editions.manifest import registry_digest
from report.execution.run import execute_all
from report.registry import Registry

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.slow


def test_two_builds_have_the_same_registry(site: Path, tmp_path: Path) -> None:
    """The digest over ids, contents and drawings; the entries that differ are named first."""
    record = json.loads((ROOT / "_build" / "manifest.json").read_text(encoding="utf-8"))
    published = json.loads((ROOT / "_build" / "registry.json").read_text(encoding="utf-8"))
    data_dir = ROOT / record["data_dir"]
    contents = chapters(ROOT, data_dir)
    jobs = [chapter for chapter in contents if chapter.is_notebook]
    again = Registry.read(execute_all(ROOT, data_dir, jobs, record["settings"], tmp_path / "executed"), contents)
    declared = {entry.id: json.loads(json.dumps(entry.content)) for entry in again.entries.values()}
    assert [identity for identity, content in declared.items() if content != published.get(identity)] == []
    assert declared.keys() == published.keys()
    assert registry_digest(again) == record["registry"]
