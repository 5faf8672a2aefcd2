"""Open what a user brings: files, folders and zip archives, without trusting any of them.

A download may come renamed, unpacked, or packed with its folder. `parts` flattens all of that into named
streams. An archive is refused when a member would leave its folder, is encrypted or damaged, or unpacks to far more
than any table of this kind does. Nothing is ever unpacked to disk.
"""

from __future__ import annotations

import gzip
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from .common import refuse

RATIO_LIMIT = 100
"""No CSV file of a producer shrinks to less than a hundredth; BACI's shrink to a fourth."""
SMALL = 50_000_000
"""Bytes below which a member may shrink as much as it likes."""
SIZE_LIMIT = 40_000_000_000
"""Bytes of one member, unpacked; a year of BACI has about 300 million."""


@dataclass(frozen=True)
class Part:
    """One file, plain or inside an archive; `label` is how messages name it, `name` its own name without folders."""

    path: Path
    member: str = ""

    @property
    def name(self) -> str:
        """The file's own name."""
        return PurePosixPath(self.member).name if self.member else self.path.name

    @property
    def label(self) -> str:
        """The file as its owner finds it."""
        return f"{self.path}, {self.member}" if self.member else str(self.path)

    @contextmanager
    def open(self) -> Iterator[IO[bytes]]:
        """The bytes as a stream; a damaged archive raises BadInput."""
        try:
            if not self.member:
                with self.path.open("rb") as stream:
                    packed = stream.read(2) == b"\x1f\x8b"
                    stream.seek(0)
                    yield gzip.GzipFile(fileobj=stream) if packed else stream
                return
            with zipfile.ZipFile(self.path) as archive, archive.open(self.member) as stream:
                yield stream
        except (zipfile.BadZipFile, gzip.BadGzipFile, zlib.error, EOFError) as error:
            advice = "Download it again."
            raise refuse(f"the archive is damaged: {error}", self.label, next_step=advice) from None
        except OSError as error:
            raise refuse(
                f"cannot be read: {error.strerror or error}", self.label, next_step="Check the file."
            ) from None

    def head(self, size: int = 65_536) -> bytes:
        """The first bytes."""
        with self.open() as stream:
            return stream.read(size)


def parts(files: Iterable[Path], endings: tuple[str, ...]) -> list[Part]:
    """Every file with one of `endings` (lower case, with dot) among `files`, in folders and in archives, by name.

    A file that is named itself counts whatever its ending. Raises BadInput when one does not exist, is empty, or is
    an archive that cannot be trusted, and when nothing is found.
    """
    found: list[Part] = []
    for path in files:
        found += _in_path(Path(path), endings)
    if not found:
        listed = ", ".join(str(path) for path in files) or "no file"
        advice = f"Give files that end in {', '.join(endings)}, or an archive with such files."
        raise refuse("holds no table", listed, cause="the wrong file, or an empty folder", next_step=advice)
    return sorted(found, key=lambda part: (part.name, part.label))


def _in_path(path: Path, endings: tuple[str, ...]) -> list[Part]:
    if path.is_dir():
        inside = [one for one in sorted(path.rglob("*")) if one.is_file() and not one.name.startswith(".")]
        wanted = [one for one in inside if one.suffix.lower() in (*endings, ".zip", ".gz")]
        return [part for one in wanted for part in _in_path(one, endings)]
    if not path.is_file():
        raise refuse("no such file", path, cause="the name is misspelt", next_step="Give the path of the download.")
    if path.stat().st_size == 0:
        raise refuse("the file is empty", path, cause="the download failed", next_step="Download it again.")
    if not _is_archive(path, endings):
        return [Part(path)]
    members = _members(path)
    found = [part for part in members if PurePosixPath(part.member).suffix.lower() in endings]
    if not found and (inner := next((part for part in members if part.name.lower().endswith(".zip")), None)):
        advice = "Unpack the outer one and give what is in it."
        raise refuse("an archive inside an archive", inner.label, next_step=advice)
    return found


def _is_archive(path: Path, endings: tuple[str, ...]) -> bool:
    """Whether this is a zip archive; a workbook is one too, and is taken for a file when workbooks are wanted."""
    with path.open("rb") as stream:
        starts_as_zip = stream.read(4) == b"PK\x03\x04"
    if ".xlsx" in endings and starts_as_zip:
        return not _is_workbook(path)
    return starts_as_zip or path.suffix.lower() == ".zip"


def _is_workbook(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            return "[Content_Types].xml" in archive.namelist()
    except zipfile.BadZipFile:
        return path.suffix.lower() == ".xlsx"


def _members(path: Path) -> list[Part]:
    try:
        with zipfile.ZipFile(path) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    except (zipfile.BadZipFile, OSError) as error:
        advice = "Download it again."
        cause = "the download was cut short, or the file is no zip archive"
        raise refuse(f"cannot be opened as an archive: {error}", path, cause=cause, next_step=advice) from None
    for entry in entries:
        _trusted(path, entry)
    return [Part(path, entry.filename) for entry in entries if not entry.filename.startswith("__MACOSX/")]


def _trusted(path: Path, entry: zipfile.ZipInfo) -> None:
    """Raise BadInput for a member that would leave its folder, is encrypted, or unpacks to too much."""
    name = PurePosixPath(entry.filename.replace("\\", "/"))
    where, advice = f"{path}, {entry.filename}", "Download the file from its producer."
    if name.is_absolute() or ".." in name.parts or ":" in name.parts[0]:
        raise refuse("a member of the archive points outside it", where, next_step=advice)
    if entry.flag_bits & 0x1:
        raise refuse("the archive is encrypted", where, next_step="Unpack it yourself and give the files.")
    swollen = entry.file_size > SMALL and entry.file_size > RATIO_LIMIT * max(entry.compress_size, 1)
    if swollen or entry.file_size > SIZE_LIMIT:
        what = f"unpacks to {entry.file_size:,} bytes from {entry.compress_size:,}"
        raise refuse(what, where, cause="not a table, but a file made to fill the memory", next_step=advice)
