"""The command line: data on standard output, messages on standard error, exit codes 0, 1, 2, no tracebacks."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.support import Write

from goodoffices.assessment.registry import QUESTIONS
from goodoffices.cli import main


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in arguments], catch_exceptions=False)


@pytest.fixture
def case(tmp_path: Path) -> Path:
    assert run("new", tmp_path / "case").exit_code == 0
    return tmp_path / "case"


def test_help_lists_every_command() -> None:
    result = run("--help")
    commands = [
        "brief",
        "cases",
        "check",
        "completion",
        "council",
        "forecast",
        "new",
        "parties",
        "record",
        "show",
        "stances",
    ]
    assert result.exit_code == 0
    assert all(f"\n  {command} " in result.stdout for command in commands)


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys\nfrom goodoffices.cli import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        "print(sorted({'numpy', 'pydantic', 'altair', 'ruamel', 'scipy', 'rich', 'jinja2'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_new_check_show(case: Path) -> None:
    assert run("check", case).exit_code == 0
    shown = run("show", case)
    assert shown.exit_code == 0
    assert "The river Asha" in shown.stdout
    content = json.loads(run("show", case, "--json").stdout)
    assert content["parties"]["upland"]["short"] == "Upland"
    assert content["stances"][0]["position"] == {"low": 10, "likely": 20, "high": 35}


def test_new_says_how_to_get_the_other_files(case: Path, tmp_path: Path) -> None:
    assert not (case / "texts.yaml").exists()
    assert "--full" in run("new", tmp_path / "other").stderr
    full = run("new", tmp_path / "full", "--full")
    assert (full.exit_code, "--full" in full.stderr) == (0, False)
    assert (tmp_path / "full" / "texts.yaml").exists()
    assert run("check", tmp_path / "full").exit_code == 0


def test_new_does_not_overwrite(case: Path) -> None:
    result = run("new", case)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "exists already" in result.stderr


def test_check_exit_codes(case: Path, write: Write) -> None:
    warned = write("warned", capabilities_csv="party,capability,source\nnorth,30,judgement\n")
    broken = write("broken", dossier_yaml="titel: x\n")
    assert [run("check", folder).exit_code for folder in (case, warned, broken)] == [0, 1, 2]
    report = json.loads(run("check", broken, "--json").stdout)
    assert report["usable"] is False
    problem = next(problem for problem in report["problems"] if problem["field"] == "titel")
    assert problem | {"message": ""} == {
        "file": "dossier.yaml", "line": 1, "column": 1, "field": "titel", "found": "titel", "suggestion": "title",
        "expected": "one of format, title, question, summary, hindsight", "message": "", "severity": "error",
        "check": "", "witness": "", "sheet": "",
    }  # fmt: skip


def test_brief_of_a_broken_dossier_writes_nothing(write: Write, tmp_path: Path) -> None:
    folder = write(dossier_yaml="titel: x\n")
    result = run("brief", folder, "--out", tmp_path / "out")
    assert result.exit_code == 2
    assert "titel" in result.stderr
    assert "Traceback" not in result.output
    assert not (tmp_path / "out").exists()


def test_cases(case: Path) -> None:
    assert "cambodia-1990" in run("cases").stdout
    assert json.loads(run("cases", "--json").stdout)["cases"][0]["id"] == "cambodia-1990"
    assert case.exists()


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (("brief", "cambodai-1990"), "did you mean 'cambodia-1990'"),
        (("brief", "cambodia-1990", "--moment", "tokio_1990"), "did you mean 'tokyo_1990'"),
        (("breif",), "Did you mean 'brief'"),
        (("brief", "cambodia-1990", "--format", "htm"), "did you mean 'html'"),
        (("brief", "cambodia-1990", "--draws", "0"), "0 is not in the range"),
        (("brief", "cambodia-1990", "--words", "vague"), "'icd203', 'ipcc'"),
        (("completion", "cmd"), "'bash', 'zsh', 'fish'"),
    ],
)
def test_mistyped_arguments_are_explained(arguments: tuple[str, ...], hint: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert hint in result.stderr


def test_output_that_is_a_file_is_refused(case: Path, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("mine")
    result = run("brief", case, "--out", tmp_path / "taken")
    assert result.exit_code == 2
    assert (tmp_path / "taken").read_text() == "mine"


def test_an_output_folder_that_cannot_be_made_is_a_message(case: Path) -> None:
    result = run("brief", case, "--out", case / "dossier.yaml" / "sub", "--draws", "10")
    assert result.exit_code == 2
    assert "cannot write" in result.stderr


def test_names_and_folders_the_system_refuses_are_messages(tmp_path: Path, case: Path) -> None:
    long = "x" * 300
    for arguments in (("check", long), ("new", str(tmp_path / long)), ("brief", case, "--out", tmp_path / long)):
        result = run(*arguments)
        assert result.exit_code == 2
        assert "Traceback" not in result.output


def test_new_fills_the_folder_one_stands_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert run("new", ".").exit_code == 0
    assert (tmp_path / "here" / "parties.yaml").exists()


@pytest.mark.parametrize(
    "command", [("brief", "cambodia-1990", "--json", "--draws", "10"), ("record", "cambodia-1990")]
)
def test_output_is_utf8_whatever_the_code_page(command: tuple[str, ...]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "goodoffices", *command],
        env=os.environ | {"PYTHONIOENCODING": "cp1252"},
        capture_output=True,
        check=True,
    )
    assert "→" in done.stdout.decode("utf-8")


def test_bytes_do_not_depend_on_the_time_zone(case: Path, tmp_path: Path) -> None:
    pages = []
    for zone in ("America/New_York", "Asia/Tokyo"):
        out = tmp_path / zone.replace("/", "-")
        arguments = [sys.executable, "-m", "goodoffices", "brief", str(case), "--out", str(out), "--draws", "10"]
        subprocess.run(arguments, env=os.environ | {"TZ": zone}, capture_output=True, check=True)
        pages.append((out / "case-brief.html").read_bytes())
    assert pages[0] == pages[1]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no mask of permissions")
def test_files_follow_the_mask_of_permissions(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        run("new", tmp_path / "private")
    finally:
        os.umask(before)
    assert (tmp_path / "private").stat().st_mode & 0o077 == 0
    assert (tmp_path / "private" / "parties.yaml").stat().st_mode & 0o077 == 0


def test_narrow_terminals_get_lists(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("goodoffices.brief.terminal.WIDE", 40)
    assert "voter: Upland; seats: 3" in run("council", case, "--draws", "10").stdout.replace("\n", " ")


def test_brief_writes_the_same_bytes_twice(case: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        result = run("brief", case, "--out", tmp_path / name, "--format", "html,json", "--draws", "200", "--seed", "5")
        assert result.exit_code == 0
        assert "Bottom line" in result.stdout
        assert result.stderr.count("Written:") == 2
    for file in ("case-brief.html", "case-brief.json"):
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()


def test_brief_as_json_on_standard_output_is_the_file(case: Path, tmp_path: Path) -> None:
    result = run("brief", case, "--out", tmp_path / "out", "--format", "json", "--json", "--draws", "50")
    assert result.stdout == (tmp_path / "out" / "case-brief.json").read_text(encoding="utf-8")
    content = json.loads(result.stdout)
    assert content["schema"] == "goodoffices.brief/1"
    assert (content["draws"], content["seed"]) == (50, 1)


def test_json_alone_writes_no_file(case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = [*tmp_path.iterdir()]
    monkeypatch.chdir(tmp_path)
    assert run("brief", case, "--json", "--draws", "50").exit_code == 0
    assert [*tmp_path.iterdir()] == before


def test_another_seed_gives_other_draws(case: Path) -> None:
    outputs = {run("forecast", case, "--json", "--draws", "50", "--seed", str(seed)).stdout for seed in (1, 2)}
    assert len(outputs) == 2


@pytest.mark.parametrize("command", ["forecast", "levers", "stances", "council", "parties", "record"])
def test_each_question_has_a_command(case: Path, command: str) -> None:
    result = run(command, case, "--draws", "50")
    assert result.exit_code == 0
    assert "Confidence" in result.stdout or "Exact" in result.stdout
    answers = json.loads(run(command, case, "--json", "--draws", "50").stdout)["answers"]
    assert [answer["answered"] for answer in answers] == [True]


def test_a_question_without_an_answer_exits_with_1_and_says_why(write: Write) -> None:
    result = run("council", write())
    assert result.exit_code == 1
    assert "councils.yaml" in result.stdout


def test_verbose_logs_on_standard_error(case: Path) -> None:
    result = run("--verbose", "record", case)
    assert "asking record" in result.stderr
    assert "asking record" not in result.stdout


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts(shell: str) -> None:
    assert "_GOODOFFICES_COMPLETE" in run("completion", shell).stdout


def test_completion_offers_shipped_cases() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "goodoffices"],
        env={"_GOODOFFICES_COMPLETE": "bash_complete", "COMP_WORDS": "goodoffices brief cam", "COMP_CWORD": "2"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "cambodia-1990" in done.stdout


def test_a_question_without_its_files_names_them_and_an_example_that_answers_it(case: Path, tmp_path: Path) -> None:
    """Every file that a question lacks stands in the example that the message names, and there the question is answered."""
    example = tmp_path / "example"
    assert run("new", example, "--full").exit_code == 0
    unanswered = []
    for question in QUESTIONS:
        if not question.command or (told := run(question.command, case, "--draws", "20")).exit_code == 0:
            continue
        unanswered.append(question.id)
        (advice,) = (line for line in told.stdout.splitlines() if "For an example of" in line)
        assert advice.strip().endswith("run: goodoffices new ANOTHER-FOLDER --full")
        named = re.findall(r"[a-z]+\.(?:yaml|csv)", advice)
        assert named
        assert all((example / name).is_file() for name in named)
        assert run(question.command, example, "--draws", "20").exit_code == 0
    assert {"ratification", "implementation", "stability"} <= set(unanswered)
    brief = run("brief", case, "--draws", "20", "--out", tmp_path / "out").stdout
    assert "phases.yaml, run: goodoffices new ANOTHER-FOLDER --full" in " ".join(brief.split())
    assert "For an example of" not in run("agree", case, "--draws", "20").stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("forecast",), "1 error"),
        (("show",), "1 error"),
        (("stability", "--state", "x"), "1 error"),
        (("brief", "--json"), "1 error"),
        (("brief",), "1 error; nothing was written."),
        (("brief", "--json", "--format", "md"), "1 error; nothing was written."),
        (("convert", "copy"), "1 error; nothing was written."),
    ],
)
def test_only_commands_that_write_say_that_nothing_was_written(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], said: str
) -> None:
    folder = write(dossier_yaml="title: x\ntitel: x\n")
    monkeypatch.chdir(tmp_path)
    result = run(arguments[0], folder, *arguments[1:])
    assert (result.exit_code, result.stderr.splitlines()[-1]) == (2, f"{folder.name}: {said}")


@pytest.mark.parametrize("option", [(), ("--out", "schemas")])
def test_a_schema_says_so_only_if_it_was_to_be_written(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, option: tuple[str, ...]
) -> None:
    folder = write(dossier_yaml="title: x\ntitel: x\n")
    monkeypatch.chdir(tmp_path)
    said = run("schema", "--dossier", folder, *option).stderr
    assert ("nothing was written" in said) == bool(option)


@pytest.mark.parametrize("content", [b"", b" \n\n", b"\xef\xbb\xbf"])
@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "file.csv"),
        ("check", "file.yaml"),
        ("forecast", "file.gmcr"),
        ("convert", "file.txt", "copy"),
        ("seats", "file.csv"),
        ("divide", "file.csv"),
        ("backtest", "bargaining", "file.csv"),
        ("council", "cambodia-1990", "--wanted", "file.csv"),
    ],
)
def test_an_empty_file_is_told_in_one_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], content: bytes
) -> None:
    monkeypatch.chdir(tmp_path)
    file = next(word for word in arguments if word.startswith("file."))
    (tmp_path / file).write_bytes(content)
    result = run(*arguments)
    assert result.exit_code == 2
    assert f"{file}: the file is empty" in result.output
    assert result.output.count("file.") == 2  # the problem, and the line that counts the problems


@pytest.mark.parametrize("name", ["file.zip", "file.xlsx"])
def test_an_empty_archive_is_told_likewise(tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()
    assert run("check", tmp_path / name).stdout == f"error: {name}: the file is empty\n"


@pytest.mark.parametrize("name", ["dossier.yaml", "parties.yaml", "stances.csv"])
def test_an_empty_file_of_a_dossier_is_told_likewise(case: Path, name: str) -> None:
    (case / name).write_text("")
    assert f"error: {name}: the file is empty (expected " in run("check", case).stdout


def test_an_initiative_where_none_is_taken_is_sent_to_where_it_is() -> None:
    told = run("assess", "korea-1994", "+visit").stderr
    assert "unexpected extra argument (+visit). Initiatives are taken by `goodoffices search`" in told
    assert "Initiatives are taken" not in run("assess", "korea-1994", "visit").stderr


def test_a_state_without_a_move_is_an_error_that_says_how_to_name_one() -> None:
    result = run("stability", "elmira-1991", "--state", ",")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "--state: no move is named (found ','; expected moves with commas between them, such as '" in result.stderr


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("55%", "expected a value between 0 and 1: 55% is written 0.55)"),
        ("55", "outside its scale (found '55'; expected a value between 0 and 1: 55% is written 0.55)"),
        ("1.2", "expected a value between 0 and 1)"),
        ("50 %..55 %..60 %", "expected a value between 0 and 1: 50 %..55 %..60 % is written 0.5..0.55..0.6)"),
        ("150%", "expected a number such as 60, or a range"),
    ],
)
def test_a_share_in_percent_is_told_how_to_be_written(case: Path, given: str, told: str) -> None:
    file = case / "phases.yaml"
    run("new", case.parent / "full", "--full")
    for name in (path.name for path in (case.parent / "full").iterdir()):
        (case / name).write_bytes((case.parent / "full" / name).read_bytes())
    text = file.read_text()
    assert "keeps: " in text
    file.write_text(re.sub(r"keeps: [0-9.]+", f"keeps: {given}", text, count=1))
    assert told in run("check", case).stdout
