"""Nothing a user gives is run: no parameter, no name, no file; and no key leaves the environment it is in."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from papermill.translators import PythonTranslator

from report import settings
from report.errors import BadInput
from report.safety.audit import Answer, audit
from report.safety.secrets import without_secrets

from .project import REPOSITORY, edit_notebook, options, tables, write_package

FORBIDDEN_CALLS = {"eval", "exec", "compile", "__import__", "os.system", "os.popen", "yaml.load", "yaml.unsafe_load"}
FORBIDDEN_MODULES = {"pickle", "cPickle", "marshal", "shelve", "dill", "cloudpickle", "telnetlib"}
HOSTILE = (
    '"); import os; os.system("touch PWNED") #',
    '"""\nimport os\nos.system("touch PWNED")\n"""',
    "' + __import__('os').system('touch PWNED') + '",
    "{{ total }} {% raw %}",
    "\\\n%%bash\ntouch PWNED",
    "<script>document.title = 'PWNED'</script>",
)
MARKUP = (
    "<script>PWNED()</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1)) `{raw} html`",
    "{raw}`<b>x</b>` {{ total }} $x$ ```",
)
KEY = "a-key-that-nobody-may-see-0123456789"


def sources() -> list[tuple[str, str]]:
    """Name and text of every module and of every notebook's code."""
    found = [
        (str(path.relative_to(REPOSITORY)), path.read_text(encoding="utf-8"))
        for folder in ("report", "benchmarks")
        for path in sorted((REPOSITORY / folder).rglob("*.py"))
    ]
    for path in sorted((REPOSITORY / "notebooks").glob("*.ipynb")):
        cells = [cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
        found.append((path.name, "\n".join(cells)))
    return found


def faults_of(text: str) -> list[str]:
    """Forbidden calls and imports in a piece of code."""
    found = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call):
            name = ast.unparse(node.func)
            shell = any(word.arg == "shell" and ast.unparse(word.value) != "False" for word in node.keywords)
            found += [name] if name in FORBIDDEN_CALLS or shell else []
        elif isinstance(node, ast.Import):
            found += [one.name for one in node.names if one.name.split(".")[0] in FORBIDDEN_MODULES]
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in FORBIDDEN_MODULES:
            found.append(str(node.module))
    return found


def test_no_text_is_run_as_code_and_nothing_is_unpickled():
    assert {name: found for name, text in sources() if (found := faults_of(text))} == {}


@pytest.mark.parametrize("text", ["eval('1')", "import pickle", "from dill import x", "run('x', shell=True)"])
def test_the_scan_sees_what_it_looks_for(text):
    assert faults_of(text)


def test_every_library_is_pinned_with_hashes():
    text = (REPOSITORY / "requirements.txt").read_text(encoding="utf-8")
    entries = [entry for entry in re.split(r"\n(?=[A-Za-z0-9])", text) if not entry.lstrip().startswith("#")]
    loose = [entry[:60] for entry in entries if "==" not in entry or "--hash=sha256:" not in entry]
    assert len(entries) > 50 and loose == []


@pytest.mark.parametrize("name", ["partner", "mineral", "edition_date", "last_year", "dependence_line", "seed"])
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_settings_are_refused(name, text):
    with pytest.raises(BadInput):
        settings.validate(settings.parse_assignments([f"{name}={text}"]))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_names_of_settings_are_refused(text):
    with pytest.raises(BadInput):
        settings.validate(settings.parse_assignments([f"{text}=1"]))


@given(st.text())
def test_a_parameter_stays_a_text_in_the_notebook(text):
    body = ast.parse(PythonTranslator.codify({"data_dir": text})).body
    assert [type(node) for node in body] == [ast.Assign]
    assert ast.literal_eval(body[0].value) == text


def test_hostile_parameters_through_papermill(project):
    for name in ("data_dir", "partner"):
        command = [sys.executable, "-m", "papermill", "partnership.ipynb", str(project / "out.ipynb"), "-k", "python3"]
        command += ["--no-progress-bar", "-r", name, HOSTILE[0]]
        run = subprocess.run(command, cwd=project / "notebooks", capture_output=True, text=True, timeout=120)
        assert run.returncode != 0
        assert "BadInput" in run.stderr
    assert list(project.rglob("PWNED")) == []


def hostile_tables() -> dict:
    """The small tables, with markup for names."""
    content = tables()
    content["partners"][1]["name"] = MARKUP[:2]
    content["minerals"][1]["name"] = MARKUP[2:]
    flows = content["trade_flows"][1]
    flows["exporter"] = flows["exporter"].replace({"CAN": MARKUP[0], "CHN": MARKUP[1], "CHL": MARKUP[2]})
    return content


@pytest.mark.usefixtures("no_check")
def test_markup_in_names_is_text_on_the_page_and_keys_are_nowhere(project, monkeypatch):
    from report import build

    write_package(project / "data", hostile_tables())
    package = json.loads((project / "data/datapackage.json").read_text(encoding="utf-8"))
    for entry in package["resources"]:
        entry.update(title=f"Title {MARKUP[1]}", description=MARKUP[0], producer=f"Producer {MARKUP[0]}")
    (project / "data/datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    edit_notebook(project / "notebooks/index.ipynb", "import report\n", "import os\nimport report\n")
    edit_notebook(
        project / "notebooks/index.ipynb",
        "len(data.minerals), unit",
        "2 + len(os.environ.get('COMTRADE_API_KEY', '')), unit",
    )
    monkeypatch.setenv("COMTRADE_API_KEY", KEY)
    build.build(options(project))
    for path in (project / "_build/html").rglob("*.html"):
        inspect_page(path)
    text = BeautifulSoup((project / "_build/html/partners/ind.html").read_text(encoding="utf-8"), "lxml").article.text
    assert MARKUP[0] in text.replace("\u2060", "") and MARKUP[1] in text.replace("\u2060", "")
    assert [path for path in project.rglob("*") if path.is_file() and KEY.encode() in path.read_bytes()] == []
    registry = json.loads((project / "_build/registry.json").read_text(encoding="utf-8"))
    assert registry["val-index-listed"]["value"] == 2 + 0
    assert os.environ["COMTRADE_API_KEY"] == KEY


def inspect_page(path: Path) -> None:
    """No script, handler or address on a page came from the data."""
    page = BeautifulSoup(path.read_text(encoding="utf-8"), "lxml")
    assert not [one for one in page.find_all("script") if "PWNED" in one.text and "json" not in str(one.get("type"))], (
        path
    )
    for tag in page.find_all(True):
        assert not (tag.name == "img" and tag.get("src") == "x"), path
        assert "alert(1)" not in str(tag.get("onerror", "")), path
        assert not str(tag.get("href", "")).startswith("javascript:"), path


def test_keys_are_gone_while_a_build_runs_and_back_afterwards(monkeypatch):
    monkeypatch.setenv("COMTRADE_API_KEY", KEY)
    with without_secrets():
        assert KEY not in os.environ.values() and "PATH" in os.environ
    assert os.environ["COMTRADE_API_KEY"] == KEY


FOUND = {"dependencies": [{"name": "x", "version": "1", "vulns": [{"id": "CVE-1", "fix_versions": ["2"]}]}]}


@pytest.mark.parametrize(
    "answer, code, says",
    [
        (Answer(1, json.dumps(FOUND), ""), 1, "x 1: CVE-1, mended in 2"),
        (Answer(0, json.dumps({"dependencies": [{"name": "x", "version": "1", "vulns": []}]}), ""), 0, "0 known"),
        (Answer(1, "", "requests.ConnectionError: Max retries exceeded"), 0, "cannot be reached"),
        (Answer(1, "", "no such file"), 2, "pip-audit failed"),
    ],
)
def test_the_audit_tells_a_fault_from_no_network(answer, code, says):
    said: list[str] = []
    assert audit(Path("requirements.txt"), lambda path: answer, said.append) == code
    assert says in "\n".join(said)
