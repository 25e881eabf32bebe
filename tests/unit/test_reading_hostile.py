"""Files made to hurt: each ends in plain words, in bounded time and memory, and without waiting for anybody."""

import os
import socket
import sys
from pathlib import Path

import pytest
from tests.support import MINIMAL, Write

from goodoffices.dossier import inspect_dossier, read_dossier
from goodoffices.dossier.storage.containers import contents
from goodoffices.dossier.storage.containers.container import MAX_TABLE_BYTES, MAX_TEXT_BYTES
from goodoffices.dossier.storage.presenting import LONGEST_MESSAGE, MOST_PROBLEMS
from goodoffices.dossier.storage.text import yaml_file
from goodoffices.errors import NotFoundError, nearest

posix = pytest.mark.skipif(sys.platform == "win32", reason="needs files of POSIX systems")


def told(folder: Path) -> list[str]:
    return [f"{problem.file}: {problem.message}" for problem in inspect_dossier(folder).problems]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[" * 1_000_000, "nested more than 20 deep"),
        ("{a: " * 250_000, "nested more than 20 deep"),
        ("".join(" " * n + "a:\n" for n in range(400)), "nested more than 20 deep"),
        ("- " * 500_000, "nested more than 20 deep"),
        ("a: &x [1]\nb: *x\n", "anchors and aliases are not used in dossiers"),
        ("a: &a [b, b]\nc: &c [*a, *a]\nd: &d [*c, *c]\n", "anchors and aliases are not used in dossiers"),
        ("a: !!python/object:os.system {}\n", "tags are not used in dossiers"),
        ("a: {name: !custom x}\n", "tags are not used in dossiers"),
        ("!!map a: b\n", "tags are not used in dossiers"),
        ("a: 1\na: 2\n", "this name stands twice; the first is on line 1"),
        ("a: {b: 1, b: 2}\n", "this name stands twice; the first is on line 1"),
        ("k" * 100_000 + ": 1\n", "this is not valid YAML"),
        ("a: {}\n---\nb: {}\n", "a second document begins here"),
        ("%YAML 3.0\n---\na: 1\n", "this is not valid YAML"),
        ("north: {name: N\u202estate, kind: state}\n", "the file holds characters that are not text"),
        ("north: {name: N\u2028, kind: state}\n", "the file holds characters that are not text"),
        ("north: {name: N\x1b[31m, kind: state}\n", "the file holds characters that are not text"),
    ],
)  # fmt: skip
def test_hostile_yaml(write: Write, text: str, message: str) -> None:
    found = told(write(parties_yaml=text))
    assert any(line.startswith(f"parties.yaml: {message}") for line in found), found


def test_a_file_of_too_many_values_is_refused(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_file, "MAX_VALUES", 20_000)
    assert told(write("nested", parties_yaml="? [" + "a," * 21_000 + "]\n: b"))[-1].endswith("holds too many values")
    assert told(write(parties_yaml="[" + "a," * 21_000 + "]")) == ["parties.yaml: the file holds too many values"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("a: São\n".encode("latin-1"), "the file is not UTF-8 text"),
        ("a: São\n".encode("utf-16"), "the file is saved as UTF-16"),
        ("a: São\n".encode("utf-16-be"), "the file holds characters that are not text"),
        ("\ufeffa: São\n".encode("utf-32"), "the file is saved as UTF-32"),
        (bytes(range(256)) * 40, "the file holds characters that are not text"),
        (b"a: b\0\n", "the file holds characters that are not text"),
    ],
)
def test_wrong_encodings_are_named(write: Write, content: bytes, message: str) -> None:
    folder = write()
    (folder / "parties.yaml").write_bytes(content)
    assert told(folder) == [f"parties.yaml: {message}"]


def test_the_words_around_a_wrong_letter_are_shown_as_they_were_meant(write: Write) -> None:
    folder = write()
    (folder / "parties.yaml").write_bytes("a: {}\nb: São Tomé\n".encode("cp1252"))
    problem = inspect_dossier(folder).problems[0]
    assert (problem.line, problem.column, problem.found) == (2, 5, "b: São Tomé")


@pytest.mark.parametrize(
    "number",
    ["NaN", "inf", "-inf", "1e999", "9" * 100_000, "1..2.." + "9" * 400, "٤٥ x", "0x10"],
)
def test_numbers_beyond_reason(write: Write, number: str) -> None:
    for number_of_case, (file, text) in enumerate((
        ("stances_csv", f"party,issue,position,salience,source\nnorth,catch,0,{number},judgement\n"),
        ("issues_yaml", f"catch: {{name: C, scale: {{low: 0, high: {number}}}}}\n"),
        ("issues_yaml", f"catch: {{name: C, scale: {{marks: [{{at: {number}, name: x}}]}}}}\n"),
        ("figures_csv", f"id,what,value,source\nf,w,{number},judgement\n"),
    )):  # fmt: skip
        folder = write(f"case{number_of_case}", **{file: text})
        found = inspect_dossier(folder).problems
        assert found
        assert all(len(str(problem)) < 3 * LONGEST_MESSAGE for problem in found)


@pytest.mark.parametrize(
    "date", ["9999999999-01", "1990-99-99", "-9999", "1990-06-04T25", "y" * 10_000, "1990/1991", "99999"]
)
def test_dates_beyond_reason(write: Write, date: str) -> None:
    folder = write(moments_yaml=f"talks: {{name: T, date: '{date}', at_table: [north], issues: [catch]}}\n")
    found = inspect_dossier(folder).problems
    assert [(p.file, p.field) for p in found if p.field == "date"] == [("moments.yaml", "date")]


def test_a_cell_that_is_too_long_and_one_that_is_very_long(write: Write) -> None:
    for length, message in ((200_000, "a cell here is too long, or a quotation mark is never closed"), (100_000, None)):
        text = f"party,issue,position,salience,note,source\nnorth,catch,0,50,{'x' * length},judgement\n"
        found = told(write(f"case{length}", stances_csv=text))
        assert (f"stances.csv: {message}" in found) == bool(message)


def test_values_are_never_printed_at_length(write: Write) -> None:
    long = "x" * 1_000_000
    folder = write(
        parties_yaml=f"north: {{name: N, kind: {long}}}\nsouth: {{name: S, kind: state, note: ok}}\n? {long}\n: {{name: L, kind: state}}\n",
        stances_csv=f"party,issue,position,salience,source\nnorth,{'y' * 100_000},0,50,judgement\n{'z' * 99},catch,0,50,judgement\n",
        capabilities_csv=f"party,capability,source,{'q' * 100_000}\nnorth,30,judgement,1\n",
    )
    found = inspect_dossier(folder).problems
    assert len(found) >= 4
    assert all(len(str(problem)) < 3 * LONGEST_MESSAGE and "\n" not in str(problem) for problem in found)


def test_no_more_problems_are_listed_than_a_reader_can_use(write: Write) -> None:
    rows = "".join(f"p{n},catch,0,500,nowhere:1\n" for n in range(2_000))
    found = inspect_dossier(write(stances_csv="party,issue,position,salience,source\n" + rows)).problems
    assert len(found) == MOST_PROBLEMS
    assert found[-1].message == f"and {6_000 - MOST_PROBLEMS + 1:,} more problems that are not listed"


def test_large_files_are_refused_by_their_size(write: Write) -> None:
    folder = write()
    for name, size in (("parties.yaml", MAX_TEXT_BYTES + 1), ("stances.csv", 2**40)):
        with (folder / name).open("wb") as file:
            file.truncate(size)
    assert told(folder) == ["parties.yaml: the file is too large", "stances.csv: the file is too large"]
    assert inspect_dossier(folder).problems[1].expected == f"at most {MAX_TABLE_BYTES // 2**20} MiB"


@posix
@pytest.mark.parametrize("kind", ["fifo", "device", "socket", "folder", "dangling", "circle"])
def test_what_is_no_file_is_refused_without_waiting(write: Write, kind: str) -> None:
    folder = write(stances_csv=None)
    path = folder / "stances.csv"
    if kind == "fifo":
        os.mkfifo(path)
    elif kind == "device":
        path.symlink_to("/dev/zero")
    elif kind == "socket":
        before = Path.cwd()
        os.chdir(folder)
        with socket.socket(socket.AF_UNIX) as made:
            made.bind("stances.csv")
        os.chdir(before)
    elif kind == "folder":
        path.mkdir()
    else:
        path.symlink_to("stances.csv" if kind == "circle" else "nothing")
    messages = {
        "fifo": "this is a pipe or a device", "device": "this is a pipe or a device", "socket": "this is a pipe or a device",
        "folder": "this is a folder", "dangling": "the file cannot be read: No such file or directory",
        "circle": "the file cannot be read: it is a link that leads in a circle",
    }  # fmt: skip
    assert told(folder) == [f"stances.csv: {messages[kind]}"]


@posix
def test_links_to_files_are_followed(write: Write, tmp_path: Path) -> None:
    folder = write(stances_csv=None)
    (tmp_path / "shared.csv").write_text(MINIMAL["stances.csv"])
    (folder / "stances.csv").symlink_to(tmp_path / "shared.csv")
    (folder / "loop").symlink_to(folder)
    assert told(folder) == []


@posix
def test_folders_that_are_links_in_a_circle_and_names_that_cannot_be(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    for path in (tmp_path / "a", tmp_path / ("x" * 5_000), Path("a\0b"), tmp_path / "a.zip"):
        with pytest.raises(NotFoundError):
            read_dossier(path)


def test_files_that_may_not_be_read(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write()
    real = os.open

    def refusing(path: Path, *rest: int) -> int:
        if Path(path).name == "stances.csv":
            raise PermissionError(13, "Permission denied")
        return real(path, *rest)

    monkeypatch.setattr("os.open", refusing)
    assert told(folder) == ["stances.csv: the file cannot be read: Permission denied"]


def test_a_folder_of_very_many_files(write: Write) -> None:
    folder = write()
    for number in range(10_001):
        (folder / f"x{number}.yaml").touch()
    with pytest.raises(NotFoundError, match="too many files"):
        read_dossier(folder)


def test_names_with_breaks_are_told_on_one_line(write: Write) -> None:
    folder = write(parties_yaml='"a\\nb": {"c\\nd": x}\nnorth: {name: N, kind: state}\nsouth: {name: S, kind: state}\n')
    (folder / "p\nq.csv").touch()
    assert all("\n" not in str(problem) for problem in inspect_dossier(folder).problems)


@pytest.mark.parametrize("stances", [10_000, pytest.param(100_000, marks=pytest.mark.slow)])
def test_ten_stances_of_each_of_very_many_parties(tmp_path: Path, stances: int) -> None:
    parties, issues = stances // 10, 10
    texts = {
        "dossier.yaml": "title: Large\n",
        "parties.yaml": "".join(f"p{n}: {{name: Party {n}, kind: state}}\n" for n in range(parties)),
        "issues.yaml": "".join(f"i{n}: {{name: Issue {n}, scale: {{}}}}\n" for n in range(issues)),
        "moments.yaml": f"talks: {{name: T, date: 1990, at_table: [{', '.join(f'p{n}' for n in range(parties))}],"
        f" issues: [{', '.join(f'i{n}' for n in range(issues))}]}}\n",
        "stances.csv": "party,issue,position,salience,source\n"
        + "".join(f"p{n},i{m},{m},50..60..70,judgement\n" for n in range(parties) for m in range(issues)),
        "capabilities.csv": "party,capability,source\n" + "".join(f"p{n},50,judgement\n" for n in range(parties)),
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text)
    assert len(read_dossier(tmp_path).stances) == stances


def test_the_nearest_of_very_many_names_is_one_slip_away() -> None:
    names = [f"party_{number}" for number in range(20_000)]
    assert [nearest(name, names) for name in ("party_123", "pary_123", "paryt_123", "partyy_123", "qqq", "x" * 10**6)] == [
        "party_123", "party_123", "party_123", "party_123", "", "",
    ]  # fmt: skip


def test_a_dossier_that_holds_too_much_in_all(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contents, "MAX_VALUES", 30)
    assert "capabilities.csv: the dossier holds too much with this file" in told(write())


def test_not_every_row_of_a_hopeless_file_is_looked_at(write: Write) -> None:
    folder = write(events_csv="date,summary,source\n" + "x,y,judgement\n" * 5_000)
    assert inspect_dossier(folder).problems[-1].message == "and 1,803 more problems that are not listed"
