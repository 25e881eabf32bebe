"""Reading a zip archive: the same as a folder, and nothing it claims of itself is believed."""

import io
import stat
import struct
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.support import MINIMAL, Write

from goodoffices.dossier import inspect_dossier, read_dossier
from goodoffices.dossier.storage.writing import set_value
from goodoffices.errors import NotFoundError

Members = dict[str | zipfile.ZipInfo, str | bytes]


def pack(members: Members) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive, warnings.catch_warnings(action="ignore"):
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


def minimal(root: str = "") -> Members:
    return {f"{root}{name}": text for name, text in MINIMAL.items()}


def told(path: Path) -> list[tuple[str, str, str]]:
    return [(problem.file, problem.message, problem.found) for problem in inspect_dossier(path).problems]


def write_bytes(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / "fish.zip"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("root", ["", "fish/", "another name/"])
def test_files_lie_at_the_top_or_in_one_folder(tmp_path: Path, write: Write, root: str) -> None:
    litter: Members = {"__MACOSX/._parties.yaml": b"\0", f"{root}.DS_Store": b"\0", f"{root}README.md": "# also fine"}
    path = write_bytes(tmp_path, pack({**minimal(root), **litter}))
    assert told(path) == []
    read = read_dossier(path)
    assert (read.id, read.digest) == ("fish", read_dossier(write()).digest)


def test_misspelt_files_and_mistakes_are_told_as_in_a_folder(tmp_path: Path) -> None:
    path = write_bytes(tmp_path, pack({**minimal("a/"), "a/stance.csv": "x", "a/capabilities.csv": "party\n"}))
    assert [(p.file, p.line, p.suggestion) for p in inspect_dossier(path).problems] == [
        ("capabilities.csv", 1, ""), ("capabilities.csv", 1, ""), ("stance.csv", None, "stances.csv"),
    ]  # fmt: skip


def link() -> zipfile.ZipInfo:
    info = zipfile.ZipInfo("stances.csv")
    info.create_system, info.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    return info


@pytest.mark.parametrize(
    ("members", "message"),
    [
        ({**minimal(), "../out.yaml": "x"}, "the archive holds a file that would lie outside of it"),
        ({**minimal(), "/etc/x": "x"}, "the archive holds a file that would lie outside of it"),
        ({**minimal(), "C:\\x": "x"}, "the archive holds a file that would lie outside of it"),
        ({**minimal(), "a\\..\\x": "x"}, "the archive holds a file that would lie outside of it"),
        ({**minimal("a/"), **minimal("b/")}, "the archive holds more than one dossier"),
        (minimal("a/b/"), "the files of the dossier lie too deep in the archive"),
        ({"inner.zip": pack(minimal())}, "the archive holds an archive"),
        ({**{n: t for n, t in minimal().items() if n != "stances.csv"}, link(): "/etc/passwd"}, "the archive holds a link"),
        ({**minimal(), zipfile.ZipInfo("parties.yaml"): "x"}, "the archive holds this name twice"),
        ({f"{n}.txt": "" for n in range(1_001)}, "the archive holds too many files"),
        ({"a/stances.csv": b"\n" * 2**27}, "this file unpacks to a size beyond reason"),
    ],
)  # fmt: skip
def test_archives_that_a_careful_reader_does_not_unpack(tmp_path: Path, members: Members, message: str) -> None:
    path = write_bytes(tmp_path, pack(members))
    found = told(path)
    assert [(file, said) for file, said, _ in found] == [("fish.zip", message)]


def test_an_archive_without_a_dossier_lacks_its_files(tmp_path: Path) -> None:
    found = told(write_bytes(tmp_path, pack({"letter.txt": "hello"})))
    assert [(file, message) for file, message, _ in found] == [
        ("dossier.yaml", "this file is missing"), ("parties.yaml", "this file is missing"),
    ]  # fmt: skip


def flag_encrypted(content: bytes) -> bytes:
    place = content.find(b"PK\x01\x02")
    return content[: place + 8] + b"\x01\x00" + content[place + 10 :]


def lie_about_size(content: bytes) -> bytes:
    """Say of the first file that it is small; it unpacks to 200 MB all the same."""
    place = content.find(b"PK\x01\x02")
    return content[: place + 24] + struct.pack("<L", 100) + content[place + 28 :]


def spoil(content: bytes) -> bytes:
    place = content.find(b"dossier.yaml") + len("dossier.yaml") + 4
    return content[:place] + bytes([content[place] ^ 0xFF]) + content[place + 1 :]


def claim_many(content: bytes) -> bytes:
    place = content.rfind(b"PK\x05\x06")
    return content[: place + 10] + struct.pack("<H", 60_000) + content[place + 12 :]


@pytest.mark.parametrize(
    ("change", "members", "message"),
    [
        (flag_encrypted, minimal(), "the archive is protected by a password"),
        (spoil, minimal(), "this file is damaged in the archive"),
        (lie_about_size, {"stances.csv": b"a\n" * 10**8, **{k: v for k, v in minimal().items() if k != "stances.csv"}}, "this file is damaged in the archive"),
        (claim_many, minimal(), "the archive holds too many files"),
        (lambda content: content[:-30], minimal(), "this is not a zip archive, or it is damaged"),
        (lambda content: content[: len(content) // 2], minimal(), "this is not a zip archive, or it is damaged"),
        (lambda _: b"", minimal(), "the file is empty"),
        (lambda _: b"PK", minimal(), "this is not a zip archive, or it is damaged"),
    ],
)  # fmt: skip
def test_damaged_archives_are_one_message(
    tmp_path: Path, change: Callable[[bytes], bytes], members: Members, message: str
) -> None:
    assert [said for _, said, _ in told(write_bytes(tmp_path, change(pack(members))))] == [message]


def test_unusual_compression_is_refused(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("parties.yaml", "a: {}\n")
    found = told(write_bytes(tmp_path, packed.getvalue()))
    assert found == [("fish.zip", "this file is packed by an unusual method", "parties.yaml")]


def test_setting_a_value_inside_an_archive_leaves_the_rest(tmp_path: Path) -> None:
    others: Members = {"fish/README.md": "# mine", "fish/map.png": bytes(range(256))}
    commented = {**minimal("fish/"), "fish/parties.yaml": "# who\nnorth: {name: N, kind: state} # host\nsouth: {name: S, kind: state}\n"}  # fmt: skip
    path = write_bytes(tmp_path, pack({**commented, **others}))
    set_value(path / "parties.yaml", ("north", "name"), "Nord")
    set_value(path / "stances.csv", (0, "salience"), "61")
    read = read_dossier(path)
    assert (read.parties["north"].name, str(read.stances[0].salience)) == ("Nord", "61")
    with zipfile.ZipFile(path) as archive:
        assert archive.read("fish/parties.yaml").decode().startswith("# who\nnorth: {name: Nord, kind: state} # host\n")
        assert archive.read("fish/map.png") == bytes(range(256))
    with pytest.raises(NotFoundError):
        set_value(path / "ties.csv", (0, "note"), "x")
