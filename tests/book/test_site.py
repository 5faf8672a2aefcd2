"""The published pages: complete, whole, and asking nothing of the network."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.slow


def test_every_partner_has_the_first_five_sections(site: Path) -> None:
    """Sections of a partner chapter by their permanent anchors, each with text."""
    partners = sorted((site / "partners").glob("*.html"))
    assert len(partners) == 13
    for page in partners:
        soup = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")
        for section in (
            "what-was-signed",
            "promised-and-delivered",
            "what-the-partner-needs",
            "what-canada-can-supply",
            "what-flows",
        ):
            found = soup.select_one(f"#{page.stem}-{section}")
            assert found is not None, f"{page.stem} lacks {section}"
            assert len(found.get_text().split()) > 40, f"{page.stem}, {section} is nearly empty"


def test_every_declaration_is_on_exactly_one_page(registry: dict, pages: list[Path]) -> None:
    """Figures, tables and claims of the registry = ids on the pages."""
    text = "\n".join(page.read_text(encoding="utf-8") for page in pages)
    shown = re.findall(r'id="((?:fig|tbl|claim)-[a-z0-9-]+)"', text)
    declared = [identity for identity, entry in registry.items() if entry["kind"] != "value"]
    assert sorted(shown) == sorted(declared)


def test_no_page_names_an_outside_script_style_or_picture(pages: list[Path]) -> None:
    """What a page loads comes from the book."""
    for page in pages:
        soup = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")
        loaded = [
            tag.get("src") or tag.get("href") for tag in soup.select("script[src], img[src], link[rel=stylesheet]")
        ]
        assert not [address for address in loaded if re.match(r"(https?:)?//", address or "")], page


def test_no_placeholder_is_left(pages: list[Path]) -> None:
    """No value, unknown word of a template or empty number reaches a reader."""
    for page in pages:
        words = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser").article.get_text(" ")
        for sign in ("{{", "}}", "nan%", "US$nan", "(None", "None)", "<NA>", "TODO", "lorem ipsum"):
            assert sign not in words, f"{sign} on {page.name}"


def test_a_second_build_does_nothing(site: Path) -> None:
    """Nothing changed: no notebook runs, and the book stays byte for byte."""
    before = {path: path.stat().st_mtime_ns for path in site.rglob("*") if path.is_file()}
    run = subprocess.run([sys.executable, "-m", "report.cli", "build"], cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    assert "Nothing changed" in run.stdout
    assert before == {path: path.stat().st_mtime_ns for path in site.rglob("*") if path.is_file()}


def test_ids_given_as_examples_exist(registry: dict) -> None:
    """What the texts of the book and the README tell readers to cite is there to be cited."""
    texts = [*(ROOT / "book").glob("*.md"), ROOT / "README.md"]
    named = {
        found
        for path in texts
        for found in re.findall(r"\b(?:fig|tbl|val|claim)-[a-z]+(?:-[a-z0-9]+)+", path.read_text())
    }
    assert named
    assert named <= set(registry)
