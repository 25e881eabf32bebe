"""What is typed and would be passed over is refused: empty values, values given twice, options with nothing to act on."""

from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from tests.support import MINIMAL

from goodoffices.cli import main
from goodoffices.cli.group import EMPTY_SAYS_NONE


def said(*arguments: str) -> str:
    done = CliRunner().invoke(main, [*arguments])
    assert done.exit_code == 2, done.output
    assert "Traceback" not in done.output
    return done.stderr


def texts() -> list[tuple[str, str]]:
    """Every option of every command that takes a text in which an empty one has no meaning of its own."""
    return [
        (name, param.opts[-1])
        for name, command in main.commands.items()
        for param in command.params
        if isinstance(param, click.Option) and not param.is_flag and param.name not in EMPTY_SAYS_NONE
    ]


@pytest.mark.parametrize(("command", "option"), texts())
def test_no_option_takes_an_empty_text(command: str, option: str) -> None:
    assert f"{option} is empty" in said(command, "chicken", option, " ")


@pytest.mark.parametrize(
    "arguments", [("forecast", ""), ("show", "chicken", ""), ("new", " "), ("diff", "chicken", "")]
)
def test_no_argument_takes_one(arguments: tuple[str, ...]) -> None:
    assert "is empty; give it a value" in said(*arguments)


def test_all_that_is_empty_or_given_twice_is_told_at_once() -> None:
    told = said(
        "council",
        "chicken",
        "--wanted=",
        "--sides",
        "",
        "--seed",
        "1",
        "--seed",
        "2",
        "--if",
        "veto a",
        "--if",
        "veto a",
    )
    assert "--wanted is empty" in told
    assert "--sides is empty" in told
    assert "--seed is given twice; it takes one value." in told
    assert "--if 'veto a' is given twice; once is enough." in told


def test_what_may_be_repeated_may_have_several_values() -> None:
    command = ["stability", "chicken", "--moment", "now", "--draws", "10"]
    assert "given" not in CliRunner().invoke(main, [*command, "--moment", "then"]).stderr


def test_an_empty_list_of_formats_says_none() -> None:
    done = CliRunner().invoke(main, ["brief", "chicken", "--format", ""])
    assert done.exit_code == 0
    assert "Written" not in done.stderr


@pytest.mark.parametrize("how", [("--json",), ("--format", "")])
def test_a_folder_to_write_into_needs_something_to_write(how: tuple[str, ...], tmp_path: Path) -> None:
    assert "nothing is written; add --format" in said("brief", "chicken", "--out", str(tmp_path), *how)
    assert "nothing is written; add --format" in said("search", "cambodia-1990", "--out", str(tmp_path), *how)


def test_an_option_that_lacks_its_value_is_told_by_the_command() -> None:
    assert "Option '--slip' requires an argument" in said("plan", "chicken", "--slip")


def test_a_missing_source_may_be_a_judgement(tmp_path: Path) -> None:
    for name, text in MINIMAL.items():
        (tmp_path / name).write_text(text.replace("catch,0,50,judgement", "catch,0,50,"), encoding="utf-8")
    done = CliRunner().invoke(main, ["check", str(tmp_path)])
    assert "'source' is missing (expected document:passage" in done.output
    assert "or judgement: reason" in done.output
