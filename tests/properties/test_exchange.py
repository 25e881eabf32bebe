"""Whatever a dossier says, it says the same as a folder, as a zip archive and as a workbook."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from tests.dossiers import contents
from tests.support import examples

from goodoffices.casebook import case_folder, case_names
from goodoffices.dossier import Dossier, read_dossier
from goodoffices.dossier.record import Record
from goodoffices.dossier.storage.containers.contents import Contents, parse
from goodoffices.dossier.storage.layout import ABOUT, FILES
from goodoffices.dossier.storage.serialising import data_of, texts_of
from goodoffices.dossier.storage.validation import validate
from goodoffices.dossier.storage.workbook.reading import read_workbook
from goodoffices.dossier.storage.workbook.writing import workbook_bytes
from goodoffices.dossier.storage.writing import convert_dossier, new_dossier, write_dossier

slow_to_make = settings(
    max_examples=examples(20, with_slow=200),
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # shrinking something this large takes minutes
)


def from_texts(texts: dict[str, str]) -> Contents:
    found = Contents()
    for file in FILES:
        if file.name in texts:
            found.files[file.name], problems = parse(file, texts[file.name])
            assert problems == []
    return found


def records(found: Contents) -> dict[str, list[tuple[object, Record]]]:
    assert found.problems == []
    read: dict[str, list[tuple[object, Record]]] = {}
    for file in FILES:
        located = found.files.get(file.name)
        if located is None:
            continue
        keys: list[Any] = [()] if file is ABOUT else [(i,) for i in (
            range(len(located.data)) if file.is_table else located.data)]  # fmt: skip
        for path in keys:
            extra = {"id": path[0]} if file is not ABOUT and not file.is_table else {}
            record, problems = validate(located, path, file.record, **extra)
            assert record is not None, problems
            read.setdefault(file.name, []).append((path, record))
    return read


@slow_to_make
@given(data=contents())
def test_folder_and_workbook_say_the_same(data: dict[str, Any]) -> None:
    texts = texts_of(data)
    first = records(from_texts(texts))
    book = workbook_bytes({name: located.data for name, located in from_texts(texts).files.items()})
    read = read_workbook("case.xlsx", book)
    assert records(read) == first
    in_book = {name: located.data for name, located in read.files.items()}
    again = from_texts(texts_of(in_book))
    assert records(again) == first
    in_folder = {name: located.data for name, located in again.files.items()}
    assert workbook_bytes(in_folder) == workbook_bytes(in_book)


@slow_to_make
@given(data=contents())
def test_records_written_out_read_back_the_same(data: dict[str, Any]) -> None:
    read = records(from_texts(texts_of(data)))
    content: dict[str, Any] = {}
    for file in FILES:
        found = read.get(file.name, [])
        if file is ABOUT:
            content["about"] = found[0][1]
        elif file.is_table:
            content[file.attribute] = tuple(record for _, record in found)
        else:
            content[file.attribute] = {path[0]: record for path, record in found}  # type: ignore[index]
    written = texts_of(data_of(Dossier(id="case", digest="", **content)))
    assert records(from_texts(written)) == read


@pytest.mark.parametrize("name", [*case_names(), "scaffold"])
def test_cases_go_round_unchanged(name: str, tmp_path: Path) -> None:
    source = tmp_path / "scaffold"
    if name == "scaffold":
        new_dossier(source, full=True)
    else:
        source = case_folder(name)
    original = replace(read_dossier(source), id="", digest="")
    before = source
    for step in ("a.xlsx", "b.zip", "c.xlsx", "d"):
        convert_dossier(before, tmp_path / step)
        before = tmp_path / step
        assert replace(read_dossier(before), id="", digest="") == original
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "c.xlsx").read_bytes()
    write_dossier(read_dossier(source), tmp_path / "written")
    assert replace(read_dossier(tmp_path / "written"), id="", digest="") == original


@pytest.mark.parametrize("name", case_names())
def test_folder_and_archive_have_one_digest(name: str, tmp_path: Path) -> None:
    convert_dossier(case_folder(name), tmp_path / "a.zip")
    convert_dossier(tmp_path / "a.zip", tmp_path / "b")
    assert {read_dossier(path).digest for path in (case_folder(name), tmp_path / "a.zip", tmp_path / "b")} == {
        read_dossier(case_folder(name)).digest
    }
    for file in case_folder(name).iterdir():
        assert (tmp_path / "b" / file.name).read_bytes() == file.read_bytes()
