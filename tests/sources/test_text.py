"""Files as users have them: what has one reading is read, what has two is refused with row and column."""

from __future__ import annotations

import struct
import zipfile

import pytest

from report.errors import BadInput
from report.sources.archive import Part, parts
from report.sources.text import numbers, read_table


def table(tmp_path, content, name="a.csv"):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_table(Part(path))


@pytest.mark.parametrize(
    "content",
    [
        "name,value\nCôte,1.5\n",
        "\ufeffname,value\r\nCôte,1.5\r\n",
        "name;value\nCôte;1.5\n",
        "name\tvalue\n Côte \t1.5\n",
        "name,value,,\nCôte,1.5,,\n,,,\n",
        '"name","value"\n"Côte","1.5"\n',
        "name,value\nCôte,1.5\n".encode("cp1252"),
        "name,value\nCôte,1.5\n".encode("utf-16"),
    ],
)
def test_habits_with_one_reading(tmp_path, content):
    found = table(tmp_path, content)
    assert found.columns.tolist() == ["name", "value"] and found.values.tolist() == [["Côte", "1.5"]]
    assert found.index.tolist() == [2]


def test_na_is_a_word_and_not_a_gap(tmp_path):
    assert table(tmp_path, "country,flag\nNA,NaN\n").values.tolist() == [["NA", "NaN"]]


@pytest.mark.parametrize(
    ("content", "place", "what"),
    [
        ("", "row 1", "the file is empty"),
        ("a,b\n1,2,3\n", "row 2", "3 cells where the header has 2"),
        ("a,b\n1\n", "row 2", "1 cells where the header has 2"),
        ("a,a\n1,2\n", "row 1", "the header names 'a' twice"),
        (b"a,b\n1,\x00\n", "row 2", "NUL bytes"),
        (b"a,b\n1,2\n3,\x81\n", "row 3", "neither UTF-8 nor cp1252"),
        ('a,b\n1,"2\n', "row", "cannot be read"),
        ("a,b\n1," + "9" * 2_000_000 + "\n", "row 2", "cannot be read"),
    ],
)
def test_files_that_do_not_read(tmp_path, content, place, what):
    with pytest.raises(BadInput) as caught:
        table(tmp_path, content)
    assert place in caught.value.where and what in caught.value.what and caught.value.next_step


@pytest.mark.parametrize(
    ("content", "expected"),
    [("v\n1.5\n\n2e3\n", [1.5, 2000.0]), ("v;w\n1,5;a\n1500;b\n", [1.5, 1500.0]), ("v;w\n1.5;a\n", [1.5])],
)
def test_numbers(tmp_path, content, expected):
    found = table(tmp_path, content)
    assert numbers(Part(tmp_path / "a.csv"), found, "v").dropna().tolist() == expected


@pytest.mark.parametrize("cell", ["1,5", "1,234.5", "1 234", "W", "NaN", "inf", "1.2.3", "$5", "0x10", "=1+1"])
def test_no_numbers(tmp_path, cell):
    found = table(tmp_path, f'v,w\n"{cell}",1\n')
    with pytest.raises(BadInput, match="not a number") as caught:
        numbers(Part(tmp_path / "a.csv"), found, "v")
    assert "row 2, column v" in caught.value.where


def archive(path, **members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in members.items():
            packed.writestr(name.replace("_csv", ".csv").replace("_pdf", ".pdf"), text)
    return path


def test_files_folders_and_archives_are_one_list(tmp_path):
    (tmp_path / "down/load").mkdir(parents=True)
    archive(tmp_path / "down/load/x.zip", **{"in/a_csv": "a", "b_csv": "b", "__MACOSX/a_csv": "m", "c_pdf": "c"})
    (tmp_path / "down/d.csv").write_text("d")
    (tmp_path / "down/.hidden.csv").write_text("h")
    assert [part.name for part in parts([tmp_path / "down"], (".csv",))] == ["a.csv", "b.csv", "d.csv"]


@pytest.mark.parametrize("name", ["../evil.csv", "/etc/evil.csv", "a/../../evil.csv", "..\\evil.csv", "C:/evil.csv"])
def test_an_archive_that_points_outside(tmp_path, name):
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as packed:
        packed.writestr(name, "a")
    with pytest.raises(BadInput, match="points outside it"):
        parts([tmp_path / "x.zip"], (".csv",))


def test_an_archive_that_swells(tmp_path):
    archive(tmp_path / "x.zip", a_csv="0" * 60_000_000)
    with pytest.raises(BadInput, match="unpacks to 60,000,000 bytes"):
        parts([tmp_path / "x.zip"], (".csv",))


def test_an_archive_that_is_cut_short_or_damaged(tmp_path):
    import random

    text = "".join(random.Random(1).choices("0123456789,\n", k=200_000))
    content = archive(tmp_path / "x.zip", a_csv=text).read_bytes()
    (tmp_path / "cut.zip").write_bytes(content[: len(content) // 2])
    with pytest.raises(BadInput, match="cannot be opened as an archive"):
        parts([tmp_path / "cut.zip"], (".csv",))
    (tmp_path / "bad.zip").write_bytes(content[:1000] + bytes(100) + content[1100:])
    with pytest.raises(BadInput, match="the archive is damaged"):
        read_table(parts([tmp_path / "bad.zip"], (".csv",))[0])


def test_an_encrypted_archive(tmp_path):
    content = bytearray(archive(tmp_path / "x.zip", a_csv="a").read_bytes())
    at = content.find(b"PK\x01\x02") + 8
    content[at : at + 2] = struct.pack("<H", 1)
    (tmp_path / "x.zip").write_bytes(content)
    with pytest.raises(BadInput, match="encrypted"):
        parts([tmp_path / "x.zip"], (".csv",))


def test_missing_and_empty_files(tmp_path):
    with pytest.raises(BadInput, match="no such file"):
        parts([tmp_path / "nowhere.csv"], (".csv",))
    (tmp_path / "empty.csv").touch()
    with pytest.raises(BadInput, match="the file is empty"):
        parts([tmp_path / "empty.csv"], (".csv",))
    with pytest.raises(BadInput, match="holds no table"):
        parts([archive(tmp_path / "x.zip", a_pdf="a")], (".csv",))
