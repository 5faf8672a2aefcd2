"""Keep keys out of everything a build makes: they are taken from its environment before a kernel can see them.

Only an import from a service needs a key. A build needs none, and a notebook that prints its environment, a helper
process or a page should have none to show.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager

SECRET = re.compile(r"KEY|TOKEN|SECRET|PASSWORD|PASSWD|CREDENTIAL", re.IGNORECASE)


@contextmanager
def without_secrets() -> Iterator[None]:
    """Run without the environment variables whose names say that they are secret; they are back afterwards."""
    hidden = {name: os.environ.pop(name) for name in list(os.environ) if SECRET.search(name)}
    try:
        yield
    finally:
        os.environ.update(hidden)
