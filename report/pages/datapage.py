"""The parts of the pages on data, rerunning and citing that follow the data package and the parameters, not a writer.

Pages link to `data-<table>` for every table they rest on, so these headings and labels come from `datapackage.json`
itself: a table that is added, renamed or taken out of a data folder is so on the page as well.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any
from urllib.parse import quote

from ..formats import escape, grouped
from ..settings import Parameters
from ..tabledata import corrections_for, read_package

BOOK = "Canada's Critical Minerals Partnerships"
WEB_ADDRESS = re.compile(r"(https?://[^\s,;()]*[^\s,;().])")
ADDRESS_HERE = "\0"
PLAIN_CODE = re.compile(r"^[\w ./:-]+$")
OPENS_A_BLOCK = re.compile(r"^([-+%=]|:(?=\s)|\d+(?=[.)]))")
TYPE_WORDS = {"str": "text", "int": "whole number", "float": "number", "date": "date", "bool": "true or false"}
LIMIT_WORDS = {"gt": "above", "ge": "at least", "lt": "below", "le": "at most"}


def fill(body: str, data_dir: Path | str) -> str:
    """`body` of a text page with each line that is a mark of `GENERATED` replaced by its text."""
    for mark, write in GENERATED.items():
        if mark in body:
            body = body.replace(mark, write(data_dir))
    return body


def write_data_page(data_dir: Path | str) -> str:
    """MyST text on every table of a data folder: an overview, then a labelled section for each, by folder.

    Raises BadInput when the folder has no readable descriptor.
    """
    resources = read_package(data_dir)["resources"]
    ordered = _by_folder(resources)
    parts = [_overview(ordered)]
    for folder, members in groupby(ordered, key=_folder):
        parts.append(f"(data-in-{folder})=\n## {folder.capitalize()} tables\n")
        parts += [_section(entry, data_dir, resources) for entry in members]
    return "\n".join(parts)


def citation(data_dir: Path | str) -> str:
    """MyST text: how to cite the edition that a data folder makes, in words and as BibTeX."""
    package = read_package(data_dir)
    edition, created = (re.sub(r"[^\w .-]", "", str(package.get(key, ""))) for key in ("version", "created"))
    created = created[:10]
    words = ", ".join(part for part in (BOOK, f"edition {edition}" if edition else "", created) if part)
    fields = {"title": BOOK, "author": "{Project contributors}", "year": created[:4], "edition": edition}
    lines = [f'  {name} = "{text}",' for name, text in fields.items() if text]
    key = re.sub(r"[^0-9a-z]", "", f"criticalminerals{edition}".lower())
    sentence = f"> Project contributors: {_text(words)}."
    return "\n".join([sentence, "", "```bibtex", f"@book{{{key},", *lines, "}", "```", ""])


def producers(data_dir: Path | str) -> str:
    """MyST list of the citations of the producers whose tables a data folder holds, each once, without our own."""
    found: dict[str, str] = {}
    for entry in read_package(data_dir)["resources"]:
        if entry.get("citation") and not entry["citation"].startswith(BOOK):
            found.setdefault(entry["citation"], _address(entry))
    lines = [f"- {_linked(words)} {'' if WEB_ADDRESS.search(words) else address}" for words, address in found.items()]
    return "\n".join([line.rstrip() for line in lines] + [""])


def parameters_table() -> str:
    """MyST table of every parameter: name, type, default, limits and meaning."""
    rows = [
        [
            _code(name),
            _type_word(field.annotation),
            _code(_default(field.default)),
            _limits(field.metadata),
            field.description or "",
        ]
        for name, field in Parameters.model_fields.items()
    ]
    return _list_table(["Parameter", "Type", "Default", "Limits", "Meaning"], rows)


def label_of(name: str) -> str:
    """The label of a table's section: `trade_flows` is at `data-trade-flows`."""
    return f"data-{name.replace('_', '-')}"


def _folder(entry: dict[str, Any]) -> str:
    first, slash, _ = entry["path"].partition("/")
    return re.sub(r"[^a-z0-9-]", "-", first.lower()) if slash else "housekeeping"


def _by_folder(resources: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Tables of one folder together, folders in the order in which the package first names them."""
    order = list(dict.fromkeys(_folder(entry) for entry in resources))
    return sorted(resources, key=lambda entry: order.index(_folder(entry)))


def _overview(resources: list[dict[str, Any]]) -> str:
    rows = [
        [
            f"{{ref}}`{_code_free(entry)} <{label_of(entry['name'])}>`",
            _text(entry.get("producer", "")),
            _text(entry.get("edition") or entry.get("vintage", "")),
            _rows(entry),
        ]
        for entry in resources
    ]
    return _list_table(["Table", "Producer", "Edition", "Rows"], rows, numbers=[4])


def _section(entry: dict[str, Any], data_dir: Path | str, resources: list[dict[str, Any]]) -> str:
    heading = f"({label_of(entry['name'])})=\n### {_title(entry)}\n"
    items = [f"{term}\n: {meaning}\n" for term, meaning in _items(entry, data_dir, resources) if meaning]
    return "\n".join([heading, *items, _columns(entry), ""])


def _items(entry: dict[str, Any], data_dir: Path | str, resources: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    yield "What it holds", _text(entry.get("description", ""))
    yield "Producer", _text(entry.get("producer", ""))
    yield "Citation", _linked(entry.get("citation", ""))
    yield "Address", _address(entry)
    yield "Edition", _text(entry.get("edition", ""))
    yield "Vintage", _text(entry.get("vintage", "")) if entry.get("vintage") != entry.get("edition") else ""
    yield "Obtained", _text(entry.get("obtained", ""))
    yield (
        "Licence",
        ", ".join(
            _link(one.get("title") or one.get("name", ""), one.get("path", "")) for one in entry.get("licenses", [])
        ),
    )
    yield "How our copy was checked", _text(entry.get("checked", ""))
    yield "Corrections", _corrections(entry, data_dir, resources)
    yield "Table name", _code(entry["name"])
    yield "File", _file(entry)
    yield "Key", ", ".join(_code(name) for name in _names(entry.get("schema", {}).get("primaryKey", [])))


def _title(entry: dict[str, Any]) -> str:
    return _text(entry.get("title") or entry["name"])


def _code_free(entry: dict[str, Any]) -> str:
    """A title that can stand inside a role, where a backslash or a bracket would be taken for its end."""
    return re.sub(r"[`<>\\{}]", "", str(entry.get("title") or entry["name"]))


def _address(entry: dict[str, Any]) -> str:
    if doi := entry.get("doi"):
        return _link(f"doi:{doi}", f"https://doi.org/{doi}")
    return _link(str(entry.get("address", "")), str(entry.get("address", "")))


def _corrections(entry: dict[str, Any], data_dir: Path | str, resources: list[dict[str, Any]]) -> str:
    if not any(other["name"] == "corrections" for other in resources):
        return ""
    count = len(corrections_for(data_dir, entry["name"]))
    return f"{grouped(count)} recorded, see {{ref}}`the corrections <{label_of('corrections')}>`" if count else ""


def _file(entry: dict[str, Any]) -> str:
    digest = str(entry.get("hash", "")).removeprefix("sha256:")
    size = f"{grouped(entry['bytes'])} bytes" if "bytes" in entry else ""
    rows = f"{_rows(entry)} rows" if "rows" in entry else ""
    checksum = f"SHA-256 {_code(digest)}" if digest else ""
    return ", ".join(part for part in (_code(entry["path"]), rows, size, checksum) if part)


def _rows(entry: dict[str, Any]) -> str:
    return grouped(entry["rows"]) if "rows" in entry else ""


def _columns(entry: dict[str, Any]) -> str:
    fields = entry.get("schema", {}).get("fields", [])
    rows = [
        [
            _code(field["name"]),
            _text(field.get("type", "")),
            _text(field.get("unit", "")),
            _text(field.get("description") or field.get("title", "")),
        ]
        for field in fields
    ]
    table = _list_table(["Column", "Type", "Unit", "Meaning"], rows)
    return f":::::{{dropdown}} Columns ({len(rows)})\n{table}\n:::::" if rows else ""


def _list_table(heads: list[str], rows: Iterable[list[str]], numbers: Iterable[int] = ()) -> str:
    classes = " ".join(["report-table", *(f"num-{at}" for at in numbers)])
    lines = ["````{list-table}", ":header-rows: 1", f":class: {classes}", ""]
    for cells in [heads, *rows]:
        lines += [f"{'* -' if at == 0 else '  -'} {cell or '–'}" for at, cell in enumerate(cells)]
    return "\n".join([*lines, "````", ""])


def _text(value: Any) -> str:
    """Text from data that shows as typed, also where its first character would open a list or a comment."""
    return OPENS_A_BLOCK.sub(lambda found: _guarded(found[0]), escape(str(value)))


def _guarded(opening: str) -> str:
    return f"{opening}\\" if opening.isdigit() else f"\\{opening}"


def _code(text: str) -> str:
    return f"`{text}`" if PLAIN_CODE.match(text) else _text(text)


def _link(words: str, address: str) -> str:
    """A link where the address is one of the web, else the words alone."""
    if not re.match(r"https?://", address):
        return _text(words)
    return f"[{_text(words)}]({quote(address, safe=':/?#@!$&*+,;=%~-._')})"


def _linked(words: str) -> str:
    """Text from data with the web addresses in it as links."""
    addresses = WEB_ADDRESS.findall(words)
    text = _text(WEB_ADDRESS.sub(ADDRESS_HERE, words.replace(ADDRESS_HERE, "")))
    for address in addresses:
        text = text.replace(ADDRESS_HERE, _link(address, address), 1)
    return text


def _names(key: str | list[str]) -> list[str]:
    return [key] if isinstance(key, str) else key


def _type_word(annotation: Any) -> str:
    return TYPE_WORDS.get(getattr(annotation, "__name__", ""), str(annotation))


def _default(value: Any) -> str:
    return f"{value:.0f}" if isinstance(value, float) and value.is_integer() else str(value)


def _limits(constraints: Iterable[Any]) -> str:
    found = [
        (words, getattr(one, name))
        for one in constraints
        for name, words in LIMIT_WORDS.items()
        if getattr(one, name, None) is not None
    ]
    return ", ".join(f"{words} {limit}" for words, limit in found)


GENERATED: dict[str, Callable[[Path | str], str]] = {
    "<!-- tables -->": write_data_page,
    "<!-- parameters -->": lambda data_dir: parameters_table(),
    "<!-- citation -->": citation,
    "<!-- producers -->": producers,
}
"""What a text page may ask for with a comment of its own, and the function that writes it."""
