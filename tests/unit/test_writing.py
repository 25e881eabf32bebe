"""Writing: all or nothing, comments kept."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.support import Write

from goodoffices.dossier import inspect_dossier, read_dossier
from goodoffices.dossier.record import Record
from goodoffices.dossier.storage.layout import FILES
from goodoffices.dossier.storage.writing import new_dossier, set_value
from goodoffices.errors import NotFoundError, OutputError
from goodoffices.files import write_atomically


def test_scaffold_is_a_clean_dossier_with_comments(tmp_path: Path) -> None:
    new_dossier(tmp_path / "deep" / "case", "My case")
    assert inspect_dossier(tmp_path / "deep" / "case").problems == ()
    assert read_dossier(tmp_path / "deep" / "case").about.title == "My case"
    files = list((tmp_path / "deep" / "case").iterdir())
    assert all("#" in file.read_text(encoding="utf-8") for file in files)
    assert list((tmp_path / "deep").iterdir()) == [tmp_path / "deep" / "case"]
    assert {file.name for file in files} == {file.name for file in FILES if file.everyday}


def test_full_scaffold_has_every_file_and_checks_clean(tmp_path: Path) -> None:
    new_dossier(tmp_path / "case", full=True)
    inspection = inspect_dossier(tmp_path / "case")
    assert inspection.problems == ()
    assert inspection.dossier is not None
    assert {path.name for path in (tmp_path / "case").iterdir()} == {file.name for file in FILES}
    for file in FILES:
        assert "#" in (tmp_path / "case" / file.name).read_text(encoding="utf-8")
        assert getattr(inspection.dossier, file.attribute), file.name


def test_comments_of_the_scaffold_name_every_word_that_is_allowed(tmp_path: Path) -> None:
    new_dossier(tmp_path / "case", full=True)
    for file in FILES:
        text = (tmp_path / "case" / file.name).read_text(encoding="utf-8")
        missing = [word for word in re.findall(r"'([a-z_]+)'", _literals(file.record)) if word not in text]
        assert missing == [], file.name


def _literals(record: type[Record]) -> str:
    schema = record.model_json_schema()
    return str([part["enum"] for part in _parts(schema) if "enum" in part])


def _parts(value: object) -> Iterator[dict[str, object]]:
    if isinstance(value, dict):
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _parts(part)


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "case").mkdir()
    (tmp_path / "case" / "mine.txt").write_text("mine")
    with pytest.raises(OutputError, match="exists already"):
        new_dossier(tmp_path / "case")
    assert [path.name for path in (tmp_path / "case").iterdir()] == ["mine.txt"]


def test_an_empty_folder_may_be_filled(tmp_path: Path) -> None:
    (tmp_path / "case").mkdir()
    new_dossier(tmp_path / "case")
    assert (tmp_path / "case" / "parties.yaml").exists()


def test_setting_a_value_keeps_comments_order_and_quotes(tmp_path: Path) -> None:
    file = tmp_path / "moments.yaml"
    text = (
        "# the moments\ntalks:  # the first\n  name: 'Talks'\n  at_table:\n    - north  # host\n    - south\n\n"
        "  date: 1990-06  # two days\n  note: >-\n    folded\n    text\n"
    )
    file.write_text(text)
    set_value(file, ("talks", "at_table", 1), "east")
    set_value(file, ("talks", "place"), "Oslo")
    assert file.read_text() == text.replace("- south", "- east") + "  place: Oslo\n"


def test_setting_a_value_under_nothing_changes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "parties.yaml"
    file.write_text("north: {name: N}\n")
    with pytest.raises(NotFoundError, match=r"south\.name"):
        set_value(file, ("south", "name"), "S")
    assert file.read_text() == "north: {name: N}\n"


def test_broken_file_is_not_written_over(tmp_path: Path) -> None:
    file = tmp_path / "parties.yaml"
    file.write_text("north: {name: [\n")
    with pytest.raises(OutputError, match="left as it was"):
        set_value(file, ("north", "name"), "S")
    assert file.read_text() == "north: {name: [\n"


def test_failed_write_leaves_the_old_file_and_no_litter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.txt"
    file.write_text("old")

    def broken(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", broken)
    with pytest.raises(OutputError, match="No space left"):
        write_atomically(file, "new")
    assert file.read_text() == "old"
    assert list(tmp_path.iterdir()) == [file]


def test_writing_into_a_missing_folder_is_an_output_error(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="cannot write"):
        write_atomically(tmp_path / "no" / "a.txt", "x")


def test_case_can_be_written_and_read_again(write: Write) -> None:
    folder = write(parties_yaml="north:\n  name: North\n  kind: state\nsouth:\n  name: South\n  kind: state\n")
    set_value(folder / "parties.yaml", ("north", "short"), "N")
    assert read_dossier(folder).label("north") == "N"
