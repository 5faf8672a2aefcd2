"""Which edition a build is, and what may be said of its address.

A citation is only as good as the address in it, so an address is given when all of it is known: the site's own, from
`html.baseurl` of `_config.yml`; an edition that is frozen; and a build of the shipped data with the shipped parameters.
Otherwise the citation rests on edition and id, and says why.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from ..errors import BadInput
from ..settings import Parameters, validate

WEB = re.compile(r"https?://[^\s<>\"']+")
NO_ADDRESS = "No permanent link: the book has no web address"
NOT_FROZEN = "No permanent link: this edition is not frozen"
CHANGED = "No permanent link: changed since this edition was frozen"
OWN_BUILD = "No permanent link: rebuilt with other data or parameters"


@dataclass(frozen=True)
class Edition:
    """An edition as citations name it.

    `name` is the year and month of the date it judges at (`2026-11`); `base_url` the site's address without a slash at
    its end, or empty; `frozen` whether the edition's contents are stored; `own` whether other data or parameters than
    the shipped ones were used; `changed` the ids whose contents are not, or no longer, those of the frozen edition.
    """

    name: str
    day: date
    base_url: str = ""
    frozen: bool = False
    own: bool = False
    changed: frozenset[str] = frozenset()

    @property
    def label(self) -> str:
        """The name, and that it is a rebuild where it is one."""
        return f"{self.name}, rebuilt with other data or parameters" if self.own else self.name

    def status(self, identity: str) -> str:
        """Why a declaration has no permanent link; empty when it has one."""
        if self.own:
            return OWN_BUILD
        if not self.base_url:
            return NO_ADDRESS
        if not self.frozen:
            return NOT_FROZEN
        return CHANGED if identity in self.changed else ""

    def is_frozen(self, identity: str) -> bool:
        """Whether the frozen edition says of a declaration what this build says."""
        return self.frozen and not self.own and identity not in self.changed

    def link(self, identity: str) -> str:
        """The permanent address of a declaration in this edition, or empty: never an invented one."""
        return "" if self.status(identity) else f"{self.base_url}/{self.page(identity)}"

    def page(self, identity: str) -> str:
        """The frozen page of a declaration, from the site's first folder."""
        return f"editions/{self.name}/{identity}.html"


def edition_of(root: Path, data_dir: Path, settings: Mapping[str, Any]) -> Edition:
    """The edition that a build of `data_dir` with `settings` makes; raises BadInput on an address that is none."""
    parameters = validate({**settings, "data_dir": "data"})
    name = f"{parameters.edition_date:%Y-%m}"
    return Edition(
        name=name,
        day=parameters.edition_date,
        base_url=base_url(root),
        frozen=(root / "editions" / name / "manifest.json").exists(),
        own=data_dir.resolve() != (root / "data").resolve() or parameters != Parameters(),
    )


def base_url(root: Path) -> str:
    """The site's address from `html.baseurl` of `_config.yml`, without a slash at its end; empty when it is not set."""
    path = root / "_config.yml"
    content = yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else {}
    found = str(((content or {}).get("html") or {}).get("baseurl") or "").strip()
    if found and not WEB.fullmatch(found):
        raise BadInput(
            f"html.baseurl is {found!r}, which is no web address",
            where=str(path),
            next_step="write it whole, as in https://example.org/book, or leave it empty",
        )
    return found.rstrip("/")
