"""Is every table what `data/datapackage.json` says it is?

Each table's bytes, hash, row count, schema and keys are checked. A verdict is remembered under the hash of all it
rests on (the table, the tables its foreign keys name, the schema, frictionless and these rules), so an unchanged
data folder is checked by hashing its files: neither pandas nor frictionless is imported.
"""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path
from typing import Any

from report.check import cache
from report.check.descriptor import check_records, read_descriptor
from report.check.findings import Finding
from report.check.readable import check_file
from report.check.verdicts import Verdict, to_findings

LONG_TABLE_ROWS = 10_000
"""Tables with more rows, and all Parquet files, are validated by column."""
CHILDREN_FROM_BYTES = 500_000
"""Below this many uncached bytes, starting child processes costs more than it saves."""


def check_package(data_dir: Path, cache_dir: Path) -> list[Finding]:
    """Findings on the descriptor, the files and the contents of all tables of a data folder.

    Verdicts are kept as one JSON file per table in `cache_dir`. Nothing is repaired and nothing raised for a fault
    in the data.
    """
    package, findings = read_descriptor(data_dir)
    if findings:
        return findings
    findings = check_records(data_dir, package)
    usable = [entry for entry in package["resources"] if _usable(entry)]
    present = {entry["name"]: entry for entry in usable if (data_dir / entry["path"]).is_file()}
    digests = {name: cache.digest_of_file(data_dir / entry["path"]) for name, entry in present.items()}
    for entry in usable:
        findings += _file_findings(data_dir, entry, digests.get(entry["name"]))
    return findings + _content_findings(data_dir, cache_dir, present, digests)


def referenced_tables(entry: dict[str, Any]) -> list[str]:
    """Names of the other tables that the foreign keys of a table point to."""
    named = {key["reference"]["resource"] for key in entry["schema"].get("foreignKeys", [])}
    return sorted(named - {"", entry["name"]})


def verdict_key(name: str, present: dict[str, dict[str, Any]], digests: dict[str, str]) -> str:
    """The key of a table's verdict: a hash of everything the verdict rests on."""
    entry = present[name]
    others = {
        other: [digests[other], present[other]["schema"]] for other in referenced_tables(entry) if other in present
    }
    rules = cache.digest_of_source("package", "readable", "rows", "columns", "verdicts", "findings")
    content = [digests[name], entry["path"], entry["schema"], entry.get("rows"), others]
    return cache.digest_of(content, version("frictionless"), rules)


def _usable(entry: dict[str, Any]) -> bool:
    schema = entry.get("schema")
    named = isinstance(entry.get("name"), str) and isinstance(entry.get("path"), str)
    fields = schema.get("fields") if isinstance(schema, dict) else None
    return named and bool(fields) and all(field.get("name") for field in fields)


def _file_findings(data_dir: Path, entry: dict[str, Any], digest: str | None) -> list[Finding]:
    path = data_dir / entry["path"]
    if digest is None:
        cause = "datapackage.json names it, the folder does not hold it."
        return [Finding(str(path), None, None, "no such file", cause, "Restore it, or remove its record.")]
    findings = []
    found = {"bytes": path.stat().st_size, "hash": f"sha256:{digest}"}
    for key, actual in found.items():
        recorded = entry.get(key)
        if recorded is not None and recorded != actual:
            what = f"`{key}` is {actual}, datapackage.json has {recorded}"
            cause = "Likely the table was changed, or damaged, without its record."
            advice = "If the change is meant, run `report check --record`; if not, restore the file."
            findings.append(Finding(str(path), None, None, what, cause, advice))
    return findings


def _content_findings(
    data_dir: Path, cache_dir: Path, present: dict[str, dict[str, Any]], digests: dict[str, str]
) -> list[Finding]:
    keys = {name: verdict_key(name, present, digests) for name in present}
    known = {name: cache.read(cache_dir, f"table-{name}", keys[name]) for name in present}
    unknown = [name for name, findings in known.items() if findings is None]
    for name, findings in _validate(data_dir, present, unknown).items():
        known[name] = findings
        cache.write(cache_dir, f"table-{name}", keys[name], findings)
    return [finding for findings in known.values() for finding in findings or []]


def _validate(data_dir: Path, present: dict[str, dict[str, Any]], names: list[str]) -> dict[str, list[Finding]]:
    """Findings of each named table; in child processes when there is enough to do."""
    needed = [[name, *referenced_tables(present[name])] for name in names]
    jobs = [[present[other] for other in group if other in present] for group in needed]
    sizes = [_effort(data_dir / present[name]["path"]) for name in names]
    if sum(sizes) < CHILDREN_FROM_BYTES or len(names) < 2:
        return {name: check_table(data_dir, job) for name, job in zip(names, jobs, strict=True)}
    from report.check.workers import check_tables

    return dict(zip(names, check_tables(data_dir, jobs, sizes), strict=True))


def _effort(path: Path) -> int:
    """Bytes that are read cell by cell: a Parquet file is checked by column and costs little."""
    return path.stat().st_size // (20 if path.suffix == ".parquet" else 1)


def check_table(data_dir: Path, resources: list[dict[str, Any]]) -> list[Finding]:
    """Findings on the contents of the first of `resources`; the others are the tables its foreign keys name."""
    entry = resources[0]
    path = data_dir / entry["path"]
    broken = {one["name"]: check_file(data_dir / one["path"], _columns(one)) for one in resources}
    if broken[entry["name"]]:
        return to_findings(str(path), broken[entry["name"]])
    resources = [_without_keys_to(broken, one) for one in resources if not broken[one["name"]]]
    entry = resources[0]
    try:
        rows = count_rows(path)
        verdicts = _row_count_verdicts(entry, rows)
        if path.suffix == ".parquet" or rows > LONG_TABLE_ROWS:
            verdicts += _by_column(data_dir, resources)
        else:
            from report.check.rows import check_rows

            verdicts += check_rows(data_dir, resources, entry["name"])
    except (OSError, ValueError) as error:
        verdicts = [Verdict(None, None, "file", str(error))]
    except Exception as error:
        if type(error).__name__ != "FrictionlessException":
            raise
        verdicts = [Verdict(None, None, "file", f"the schema cannot be used: {error}")]
    return to_findings(str(path), verdicts)


def _columns(entry: dict[str, Any]) -> list[str]:
    return [field["name"] for field in entry["schema"]["fields"]]


def _without_keys_to(broken: dict[str, list[Verdict]], entry: dict[str, Any]) -> dict[str, Any]:
    """A record without foreign keys to tables that cannot be read: their own finding says enough."""
    keys = entry["schema"].get("foreignKeys", [])
    kept = [key for key in keys if not broken.get(key["reference"]["resource"] or entry["name"])]
    return {**entry, "schema": {**entry["schema"], "foreignKeys": kept}}


def count_rows(path: Path) -> int:
    """Rows of a CSV or Parquet table, the header not counted."""
    if path.suffix == ".parquet":
        import pyarrow.parquet

        return pyarrow.parquet.read_metadata(path).num_rows
    import csv

    with path.open(encoding="utf-8", newline="") as stream:
        return max(sum(1 for _ in csv.reader(stream)) - 1, 0)


def _row_count_verdicts(entry: dict[str, Any], rows: int) -> list[Verdict]:
    if entry.get("rows") in (None, rows):
        return []
    return [Verdict(None, None, "rows", f"the table has {rows} rows, datapackage.json has {entry['rows']}")]


def _by_column(data_dir: Path, resources: list[dict[str, Any]]) -> list[Verdict]:
    from report.check.columns import check_columns, reference_keys

    entry, schemas = resources[0], {one["name"]: one for one in resources}
    references = {}
    for key in entry["schema"].get("foreignKeys", []):
        other = schemas.get(key["reference"]["resource"] or entry["name"])
        if other is not None:
            named = key["reference"]["fields"]
            fields = (named,) if isinstance(named, str) else tuple(named)
            references[key["reference"]["resource"], fields] = reference_keys(data_dir / other["path"], fields)
    return check_columns(data_dir / entry["path"], entry["schema"], references)
