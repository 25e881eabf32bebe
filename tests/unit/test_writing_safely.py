"""A save that is cut short leaves what was there before, or all of what was to come."""

import os
import random
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from tests.support import MINIMAL, Write

from goodoffices.casebook import case_folder
from goodoffices.dossier import read_dossier
from goodoffices.dossier.storage.writing import convert_dossier, new_dossier, set_value, upgrade_dossier, write_dossier
from goodoffices.errors import DossierError, NotFoundError, OutputError
from goodoffices.files import write_atomically, write_folder

posix = pytest.mark.skipif(sys.platform == "win32", reason="needs signals of POSIX systems")

SAVING = """
import itertools, sys
from pathlib import Path
from goodoffices.dossier.storage.writing import set_value, write_dossier
target, texts = Path(sys.argv[1]), {texts!r}
print("ready", flush=True)
for number in itertools.count():
    if target.suffix:
        write_dossier({{**texts, "dossier.yaml": f"title: {{'x' * (number % 7 * 3_000)}}{{number}}.\\n"}}, target)
        set_value(target / "dossier.yaml", ("title",), "y" * (number % 5 * 2_000) + ".")
    else:
        write_dossier(texts, target / str(number))
"""


@posix
@pytest.mark.parametrize("name", ["case.zip", "case.xlsx", "cases"])
@pytest.mark.parametrize("kills", [4, pytest.param(60, marks=pytest.mark.slow)])
def test_a_killed_save_leaves_the_old_or_the_new(tmp_path: Path, name: str, kills: int) -> None:
    target = tmp_path / name
    chance = random.Random(kills)
    for _ in range(kills):
        code = SAVING.format(texts=MINIMAL)
        with subprocess.Popen([sys.executable, "-c", code, str(target)], stdout=subprocess.PIPE) as child:
            assert child.stdout is not None
            child.stdout.readline()
            time.sleep(0.05 + chance.random() * 0.3)
            child.send_signal(signal.SIGKILL)
        if name != "cases":
            if target.exists():
                assert read_dossier(target).about.title.endswith(".")
            continue
        for folder in target.iterdir() if target.exists() else ():
            if not folder.name.startswith("."):
                assert {path.name for path in folder.iterdir()} == set(MINIMAL)
                read_dossier(folder)
        if target.exists():
            target.rename(tmp_path / f"cases{chance.random()}")


def test_a_failed_write_leaves_no_trace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", broken)
    for name in ("a", "a.zip", "a.xlsx"):
        with pytest.raises(OutputError, match="No space left"):
            write_dossier(MINIMAL, tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "case").mkdir()
    (tmp_path / "case" / "mine.txt").write_text("mine")
    with pytest.raises(OutputError, match="exists already"):
        write_dossier(MINIMAL, tmp_path / "case")
    (tmp_path / "file").write_text("mine")
    with pytest.raises(OutputError, match="exists already"):
        write_folder(tmp_path / "file", {})
    assert sorted(path.name for path in tmp_path.iterdir()) == ["case", "file"]


def test_archives_and_workbooks_are_replaced_and_the_same_on_any_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.zip", "a.xlsx"):
        (tmp_path / name).write_bytes(b"old")
        write_dossier(MINIMAL, tmp_path / name)
        first = (tmp_path / name).read_bytes()
        with monkeypatch.context() as patch:
            patch.setattr("time.time", lambda: 2_000_000_000.0)
            write_dossier(dict(reversed(MINIMAL.items())), tmp_path / name)
        assert (tmp_path / name).read_bytes() == first
        assert read_dossier(tmp_path / name).about.title == "A quarrel over fish"
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert all(name.startswith("a/") for name in archive.namelist())


def test_what_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"no file 'party\.yaml'"):
        write_dossier({**MINIMAL, "party.yaml": ""}, tmp_path / "a")
    with pytest.raises(DossierError, match="not valid YAML"):
        write_dossier({**MINIMAL, "parties.yaml": "a: ["}, tmp_path / "a.xlsx")
    with pytest.raises(OutputError, match="more than 32,767 characters"):
        write_dossier({**MINIMAL, "dossier.yaml": f"title: {'x' * 40_000}\n"}, tmp_path / "a.xlsx")
    with pytest.raises(OutputError, match="not text"):
        write_atomically(tmp_path / "a", "\udc80")
    with pytest.raises(OutputError, match="nothing to write"):
        write_dossier({}, tmp_path / "a.xlsx")
    for name in ("no/a.zip", "no/a.xlsx"):
        with pytest.raises(OutputError, match="cannot write"):
            write_dossier(MINIMAL, tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_a_dossier_with_errors_is_not_converted_nor_onto_itself(tmp_path: Path, write: Write) -> None:
    broken, folder = write("broken", dossier_yaml="titel: x\n"), write("fish")
    with pytest.raises(DossierError, match="titel"):
        convert_dossier(broken, tmp_path / "a.zip")
    with pytest.raises(NotFoundError):
        convert_dossier(tmp_path / "nothing", tmp_path / "a.zip")
    convert_dossier(folder, tmp_path / "fish.zip")
    for path in (folder, tmp_path / "fish.zip"):
        with pytest.raises(OutputError, match="is the dossier itself"):
            convert_dossier(path, path)


def test_setting_a_value_keeps_line_ends_mark_and_comments_of_a_table(tmp_path: Path) -> None:
    file = tmp_path / "stances.csv"
    file.write_bytes(b'\xef\xbb\xbf# who\r\nparty,note\r\nnorth,"a\r\nb"\r\n\r\nsouth\r\n# end')
    set_value(file, (1, "note"), "c, d")
    assert file.read_bytes() == b'\xef\xbb\xbf# who\r\nparty,note\r\nnorth,"a\r\nb"\r\n\r\nsouth,"c, d"\r\n# end'
    set_value(file, (0, "note"), "x")
    assert file.read_bytes() == b'\xef\xbb\xbf# who\r\nparty,note\r\nnorth,x\r\n\r\nsouth,"c, d"\r\n# end'
    for place in ((2, "note"), (0, "source"), ("a", "b", "c"), ("a", "note")):
        with pytest.raises(NotFoundError):
            set_value(file, place, "x")


@pytest.mark.parametrize(
    "value",
    ["no", "null", "~", "1990", "a: b", "#x", "'", '"', "- a", "two\nlines", "é 北", " padded ", "", "&a", "!t"],
)
def test_any_text_can_be_set_and_says_the_same_when_read(tmp_path: Path, value: str) -> None:
    file = tmp_path / "parties.yaml"
    file.write_text("# who\nnorth:\n  name: N # short\n  note: >-\n    long\n    text\nsouth: {name: S}\n")
    set_value(file, ("north", "name"), value)
    set_value(file, ("south", "note"), value)
    write_dossier({"dossier.yaml": "title: x\n", "parties.yaml": file.read_text().replace("N", "N")}, tmp_path / "a")
    assert file.read_text().startswith("# who\nnorth:\n  name: ")
    assert "  note: >-\n    long\n    text\n" in file.read_text()


@pytest.mark.parametrize("value", ["\u202e", "\0", "\x1b[31m", "\u2028"])
def test_text_that_could_not_be_read_again_is_not_written(tmp_path: Path, value: str) -> None:
    for name in ("a", "a.zip", "a.xlsx"):
        write_dossier(MINIMAL, tmp_path / name)
        with pytest.raises(OutputError, match="U\\+"):
            set_value(tmp_path / name / "parties.yaml", ("north", "name"), value)


OLD = {
    **MINIMAL,
    "dossier.yaml": "# what\nformat: '1' # old\ntitle: x\n",
    "moments.yaml": "# when\ntalks: {name: T, date: 1990, 'signatories': [north], at_table: [north, south], issues: [catch]} # signatories\n"
    'more: {name: M, date: 1991, "signatories" : north, at_table: [north, south], issues: [catch]}\n',
}


@pytest.mark.parametrize("name", ["old", "old.zip"])
def test_an_older_format_is_rewritten_with_its_comments(tmp_path: Path, name: str) -> None:
    write_dossier(OLD, tmp_path / name)
    before = read_dossier(tmp_path / name)
    assert before.moments["talks"].must_sign == ("north",)
    done = upgrade_dossier(tmp_path / name)
    assert done == (
        "moments.yaml:2: signatories is now called must_sign", "moments.yaml:3: signatories is now called must_sign",
        "dossier.yaml: the format is now 2",
    )  # fmt: skip
    assert upgrade_dossier(tmp_path / name) == ()
    assert read_dossier(tmp_path / name).moments == before.moments
    convert_dossier(tmp_path / name, tmp_path / "new")
    moments = (tmp_path / "new" / "moments.yaml").read_text()
    assert moments == OLD["moments.yaml"].replace("'signatories':", "must_sign:").replace('"signatories"', "must_sign")
    assert (tmp_path / "new" / "dossier.yaml").read_text() == "# what\nformat: 2 # old\ntitle: x\n"


def test_an_upgrade_keeps_the_line_ends_of_windows(tmp_path: Path) -> None:
    write_dossier(OLD, tmp_path / "old")
    for file in (tmp_path / "old").iterdir():
        file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    upgrade_dossier(tmp_path / "old")
    assert (tmp_path / "old" / "dossier.yaml").read_bytes() == b"\xef\xbb\xbf# what\r\nformat: 2 # old\r\ntitle: x\r\n"


def test_a_workbook_is_upgraded_by_converting_it(tmp_path: Path) -> None:
    write_dossier(OLD, tmp_path / "old")
    convert_dossier(tmp_path / "old", tmp_path / "new.xlsx")
    assert read_dossier(tmp_path / "new.xlsx").about.format == 2
    with pytest.raises(OutputError, match="convert it"):
        upgrade_dossier(tmp_path / "new.xlsx")
    write_dossier({**OLD, "moments.yaml": "a: ["}, tmp_path / "broken")
    with pytest.raises(DossierError):
        upgrade_dossier(tmp_path / "broken")
    with pytest.raises(NotFoundError):
        upgrade_dossier(tmp_path / "nothing")


def test_litter_of_a_killed_save_is_not_read(tmp_path: Path) -> None:
    new_dossier(tmp_path / "case")
    (tmp_path / "case" / ".parties.yaml.x8s2").write_text("half")
    (tmp_path / "case" / ".stances.csv").write_text("half")
    read_dossier(tmp_path / "case")


def test_a_case_is_written_with_the_permissions_of_its_user(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        convert_dossier(case_folder("cambodia-1990"), tmp_path / "a")
        assert (tmp_path / "a").stat().st_mode & 0o777 == 0o750
        assert (tmp_path / "a" / "parties.yaml").stat().st_mode & 0o777 == 0o640
    finally:
        os.umask(before)
