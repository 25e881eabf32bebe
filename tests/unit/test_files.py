"""Writing files: whole or not at all, several together."""

from pathlib import Path

import pytest

from goodoffices.errors import OutputError
from goodoffices.files import write_atomically, write_together


def test_text_and_bytes_are_written_as_they_are(tmp_path: Path) -> None:
    write_together({tmp_path / "a": "é\n", tmp_path / "b": b"\x00\xff\r\n"})
    assert (tmp_path / "a").read_bytes() == b"\xc3\xa9\n"
    assert (tmp_path / "b").read_bytes() == b"\x00\xff\r\n"
    assert len(list(tmp_path.iterdir())) == 2


def test_if_one_cannot_be_written_none_is(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("old")
    (tmp_path / "b").mkdir()
    with pytest.raises(OutputError, match=r"cannot write .*b"):
        write_together({tmp_path / "a": "new", tmp_path / "b": b"new"})
    assert (tmp_path / "a").read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b"]


def test_what_was_kept_is_told_if_a_file_cannot_take_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    replace = Path.replace

    def fail(self: Path, target: Path) -> Path:
        if target.name == "b":
            raise PermissionError(13, "Permission denied")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OutputError, match=r"cannot write .*b: Permission denied; written before that: .*a$"):
        write_together({tmp_path / "a": "new", tmp_path / "b": "new"})
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="cannot write"):
        write_atomically(tmp_path / "none" / "a", "text")
