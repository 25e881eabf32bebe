"""The commands that convert and upgrade, and dossiers named as archives and workbooks on the command line."""

import json
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete
from click.testing import CliRunner, Result
from tests.support import MINIMAL, Write

from goodoffices.cli import main
from goodoffices.dossier import read_dossier
from goodoffices.dossier.storage.writing import write_dossier


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in arguments], catch_exceptions=False)


@pytest.mark.parametrize("name", ["a.zip", "a.xlsx", "a"])
def test_every_form_is_a_dossier_to_every_command(tmp_path: Path, name: str) -> None:
    assert run("convert", "korea-1994", tmp_path / name).stdout == f"{tmp_path / name}\n"
    assert run("check", tmp_path / name).exit_code in (0, 1)
    assert json.loads(run("show", tmp_path / name, "--json").stdout)["parties"]["dprk"]
    assert run("diff", "korea-1994", tmp_path / name).exit_code == 0
    assert run("record", tmp_path / name, "--draws", "5").exit_code == 0


def test_converting_says_what_is_wrong_and_writes_nothing(tmp_path: Path, write: Write) -> None:
    result = run("convert", write(dossier_yaml="titel: x\n"), tmp_path / "a.zip")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "titel" in result.stderr
    result = run("convert", "cambodia-1990", tmp_path / "case")
    assert result.exit_code == 2
    assert "exists already" in result.stderr
    assert not (tmp_path / "a.zip").exists()


def test_upgrading_says_what_it_did(tmp_path: Path) -> None:
    write_dossier({**MINIMAL, "dossier.yaml": "format: 1\ntitle: x\n"}, tmp_path / "a.zip")
    assert run("upgrade", tmp_path / "a.zip").stdout == "dossier.yaml: the format is now 2\n"
    assert "today's format already" in run("upgrade", tmp_path / "a.zip").stderr
    write_dossier(read_dossier(tmp_path / "a.zip"), tmp_path / "a.xlsx")
    result = run("upgrade", tmp_path / "a.xlsx")
    assert result.exit_code == 2
    assert "convert it" in result.stderr


def test_mistakes_in_a_workbook_are_told_to_programs_too(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"PK")
    report = json.loads(run("check", tmp_path / "a.xlsx", "--json").stdout)
    assert (report["usable"], report["problems"][0]["file"]) == (False, "a.xlsx")


@pytest.mark.parametrize("name", ["letter.txt", "case.xls"])
def test_other_files_are_no_dossiers(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("x")
    result = run("check", tmp_path / name)
    assert result.exit_code == 2
    assert "a folder, a .zip or an .xlsx is expected" in result.stderr


def test_completion_offers_cases_and_files() -> None:
    offered = ShellComplete(main, {}, "goodoffices", "_GOODOFFICES_COMPLETE").get_completions(["check"], "camb")
    assert [(item.value, item.type) for item in offered] == [("cambodia-1990", "plain"), ("camb", "file")]
