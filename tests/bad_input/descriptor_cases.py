"""Broken descriptors and corrections: what `datapackage.json` and `corrections.csv` may not say."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import NamedTuple

from .breaking import Break, correction, descriptor, entry, of, schema

PARTNERS = "reference/partners.csv"


class Case(NamedTuple):
    """One broken folder; `says` are parts of the message: the file, the row, the column, the fault."""

    name: str
    breaks: Break
    says: tuple[str, ...]


def circle(package) -> None:
    """Let instruments refer to partners, which refer to instruments."""
    key = {"fields": ["partner_signatory"], "reference": {"resource": "partners", "fields": ["partner"]}}
    of(package, "instruments")["schema"]["foreignKeys"] = [key]


def escaping_file(folder: Path) -> None:
    """A record that names a file outside the folder, which exists."""
    shutil.copyfile(folder / PARTNERS, folder.parent / "outside.csv")
    entry("partners", path="../outside.csv")(folder)


def foreign(name: str, resource: str, field: str) -> Break:
    """Point the first foreign key of a table elsewhere."""

    def change(found) -> None:
        found["foreignKeys"] = [
            {"fields": [found["fields"][0]["name"]], "reference": {"resource": resource, "fields": [field]}}
        ]

    return schema(name, change)


def shuffled(path: str, text: str) -> Break:
    """Write `text` as a whole file."""
    return lambda folder: (folder / path).write_text(text, encoding="utf-8")


DESCRIPTOR_CASES = [
    Case("not JSON", shuffled("datapackage.json", '{"resources": [],}'), ("datapackage.json", "JSON")),
    Case(
        "YAML with a tag that runs code",
        shuffled("datapackage.json", "!!python/object/apply:os.system ['touch PWNED']"),
        ("datapackage.json", "JSON"),
    ),
    Case("a list for a package", shuffled("datapackage.json", "[]"), ("datapackage.json",)),
    Case(
        "a descriptor in Latin-1",
        lambda folder: (folder / "datapackage.json").write_bytes(b'{"title": "\xe9"}'),
        ("datapackage.json", "UTF-8"),
    ),
    Case("nested without end", shuffled("datapackage.json", "[" * 200_000), ("datapackage.json",)),
    Case("no descriptor", lambda folder: (folder / "datapackage.json").unlink(), ("datapackage.json", "no such file")),
    Case(
        "resources that are numbers", descriptor(lambda package: package.update(resources=[1])), ("datapackage.json",)
    ),
    Case("a path out of the folder", escaping_file, ("datapackage.json", "partners", "outside the data folder")),
    Case(
        "an absolute path",
        entry("partners", path="/etc/passwd"),
        ("datapackage.json", "partners", "outside the data folder"),
    ),
    Case(
        "an address for a path",
        entry("partners", path="https://example.org/partners.csv"),
        ("datapackage.json", "partners"),
    ),
    Case("a path that is no text", entry("partners", path=5), ("datapackage.json", "partners", "path")),
    Case("a name with markup", entry("areas", name="<script>alert(1)</script>"), ("datapackage.json", "name")),
    Case("a name that leaves its folder", entry("areas", name="../../areas"), ("datapackage.json", "name")),
    Case("a table recorded twice", entry("areas", name="minerals"), ("datapackage.json", "minerals", "twice")),
    Case("circular foreign keys", descriptor(circle), ("datapackage.json", "circle", "instruments", "partners")),
    Case("a foreign key to no table", foreign("areas", "nowhere", "x"), ("datapackage.json", "areas", "nowhere")),
    Case(
        "a foreign key to no column",
        foreign("areas", "minerals", "nocolumn"),
        ("datapackage.json", "areas", "nocolumn"),
    ),
    Case(
        "a foreign key that is no object",
        schema("areas", lambda found: found.update(foreignKeys=["minerals"])),
        ("datapackage.json", "areas"),
    ),
    Case(
        "a primary key of no column",
        schema("areas", lambda found: found.update(primaryKey="nocolumn")),
        ("datapackage.json", "areas", "nocolumn"),
    ),
    Case(
        "an unknown type",
        schema("areas", lambda found: found["fields"][0].update(type="float")),
        ("datapackage.json", "areas", "float"),
    ),
    Case(
        "a pattern that is none",
        schema("areas", lambda found: found["fields"][0].update(constraints={"pattern": "("})),
        ("datapackage.json", "areas", "pattern"),
    ),
    Case(
        "a field that is no object",
        schema("areas", lambda found: found.update(fields=["area", "label"])),
        ("datapackage.json", "areas", "field"),
    ),
    Case("a schema that is no object", entry("areas", schema="areas.json"), ("datapackage.json", "areas", "schema")),
    Case("no citation", entry("areas", citation=""), ("datapackage.json", "areas", "citation")),
    Case(
        "no unit",
        schema("production", lambda found: [field.pop("unit", None) for field in found["fields"]]),
        ("datapackage.json", "production", "unit"),
    ),
    Case("obtained in the future", entry("areas", obtained="2051-01-01"), ("areas", "2051-01-01")),
    Case(
        "a corrections table that is gone",
        lambda folder: (folder / "corrections.csv").unlink(),
        ("corrections.csv", "no such file"),
    ),
    Case("a correction of no column", correction(column="nam"), ("corrections.csv, row 2", "nam")),
    Case("a correction of no table", correction(table="nowhere"), ("corrections.csv, row 2", "nowhere")),
    Case("a correction whose key is no JSON", correction(key="country=CAN"), ("corrections.csv, row 2", "C900")),
    Case("a correction whose key is a list", correction(key='["CAN"]'), ("corrections.csv, row 2", "C900")),
    Case(
        "a correction whose guard is code",
        correction(guard="__import__('os').system('touch PWNED')"),
        ("corrections.csv, row 2", "guard"),
    ),
    Case(
        "a correction that selects nothing",
        correction(guard="name == Kanada"),
        ("corrections.csv, row 2", "selects no row"),
    ),
]
