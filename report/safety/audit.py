"""Look for known faults in the pinned libraries: `python -m report.safety.audit requirements.txt`.

pip-audit asks a public list of advisories about each pinned version. Without a network nothing can be said, and that is
what is said: the exit code is then 0, so that work goes on offline. A fault that was found is exit code 1.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

UNREACHABLE = ("connection", "timed out", "timeout", "resolve", "unreachable", "network", "max retries", "proxy")


class Answer(NamedTuple):
    """What pip-audit did: exit code, the JSON it wrote, its messages."""

    code: int
    output: str
    messages: str


def ask(requirements: Path) -> Answer:
    """Run pip-audit on a file of pinned requirements with hashes; nothing is installed."""
    command = [sys.executable, "-m", "pip_audit", "--requirement", str(requirements), "--require-hashes"]
    command += ["--disable-pip", "--format", "json", "--progress-spinner", "off", "--timeout", "10"]
    run = subprocess.run(command, capture_output=True, text=True)
    return Answer(run.returncode, run.stdout, run.stderr)


def audit(requirements: Path, ask: Callable[[Path], Answer] = ask, say: Callable[[str], None] = print) -> int:
    """Exit code of the audit: 0 when nothing is known or no one can be asked, 1 for a known fault, 2 for an error."""
    answer = ask(requirements)
    try:
        libraries = json.loads(answer.output)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return _without_answer(answer, say)
    faults = [(one, fault) for one in libraries for fault in one.get("vulns", [])]
    for one, fault in faults:
        mended = ", ".join(fault.get("fix_versions", [])) or "no version yet"
        say(f"{one['name']} {one['version']}: {fault['id']}, mended in {mended}")
    say(f"{len(libraries)} pinned libraries asked about, {len(faults)} known fault(s).")
    return 1 if faults else 0


def _without_answer(answer: Answer, say: Callable[[str], None]) -> int:
    if any(word in answer.messages.lower() for word in UNREACHABLE):
        say("Not audited: the list of advisories cannot be reached. Run it again with a network.")
        return 0
    last = answer.messages.strip().splitlines()[-1:] or ["no message"]
    say(f"Not audited: pip-audit failed: {last[0][:300]}")
    return 2


if __name__ == "__main__":
    sys.exit(audit(Path(sys.argv[1])))
