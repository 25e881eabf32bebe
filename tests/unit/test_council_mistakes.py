"""Mistakes in the description of a body are told where they stand, and not swallowed."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.support import Write

from goodoffices.cli import main
from goodoffices.dossier import inspect_dossier
from goodoffices.errors import Severity
from goodoffices.interchange.importing import inspect_import

BODY = """
union:
  name: Union
  formulas: [{id: f, name: F, seats: {avon: 10, berg: 8, elm: 4, usa: 2, cpp: 1, dk: 1}, source: judgement}]
  rules: [{id: r, name: R, RULE, source: judgement}]
"""


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False)


def file(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "union.yaml"
    path.write_text(text)
    return path


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("kind: requirements, needs: [{share: 1/2}, {of: [emlm]}]", "Did you mean 'elm'?"),
        ("kind: requirements, needs: [{share: 1/2, votes: {avon: 1, bergg: 1}}]", "Did you mean 'berg'?"),
    ],
)
@pytest.mark.parametrize("command", ["check", "council"])
def test_a_slip_in_a_name_of_a_rule_is_a_mistake(tmp_path: Path, rule: str, said: str, command: str) -> None:
    result = run(command, file(tmp_path, BODY.replace("RULE", rule)))
    assert result.exit_code != 0
    assert "a rule names a party that has no vote under any formula" in result.output
    assert said in result.output


def test_votes_of_who_has_no_seat_yet_are_no_mistake(tmp_path: Path) -> None:
    rule = (
        "kind: requirements, needs: [{share: 1/2, votes: {avon: 1, berg: 1, elm: 1, usa: 1, cpp: 1, dk: 1, island: 9}}]"
    )
    assert not inspect_import(file(tmp_path, BODY.replace("RULE", rule))).inspection.problems


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("kind: majority, quota: 27", "the rule majority takes no quota"),
        ("kind: unanimity, chair: elm", "the rule unanimity takes no chair"),
        ("kind: chair_breaks_ties, chair: elm, no_consensus: 0.5", "the rule chair_breaks_ties takes no no_consensus"),
    ],
)
def test_what_a_rule_would_not_heed_is_refused(tmp_path: Path, rule: str, said: str) -> None:
    assert said in str(inspect_import(file(tmp_path, BODY.replace("RULE", rule))).inspection.errors)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "union:\n  name: U\n   formulas: []\n",
        "words\n",
        "- a\n",
        BODY.replace("avon", "Av on").replace("RULE", "kind: majority"),
    ],
)
def test_mistakes_stand_in_the_file_that_was_given(tmp_path: Path, text: str) -> None:
    errors = inspect_import(file(tmp_path, text)).inspection.errors
    assert [problem.file for problem in errors] == ["union.yaml"]


def test_short_words_are_names_and_letters_are_capitals(tmp_path: Path) -> None:
    dossier = inspect_import(file(tmp_path, BODY.replace("RULE", "kind: majority"))).inspection.dossier
    assert dossier is not None
    assert [party.name for party in dossier.parties.values()] == ["Avon", "Berg", "CPP", "DK", "Elm", "USA"]


FIGURES = "id,what,value,unit,from,paid_by,paid_for,source\n"
BOARD = """
board:
  name: Board
  formulas: [{id: f, name: F, seats: {north: 1, south: 1}, source: judgement}]
  rules: [{id: r, name: R, kind: majority, source: judgement}]
"""


def test_a_share_stated_twice_is_a_mistake(write: Write) -> None:
    rows = "a,Budget,30,%,,north,board,judgement\nb,Budget,40,%,{},north,board,judgement\n"
    (problem,) = inspect_dossier(write("twice", councils_yaml=BOARD, figures_csv=FIGURES + rows.format(""))).errors
    assert (problem.check, problem.line) == ("contributions-are-stated-once", 3)
    assert not inspect_dossier(write("later", councils_yaml=BOARD, figures_csv=FIGURES + rows.format("1980"))).errors


@pytest.mark.parametrize(("share", "found"), [("90", ["140"]), ("40..50..90", []), ("50", [])])
def test_shares_of_more_than_the_whole_are_warned_of(write: Write, share: str, found: list[str]) -> None:
    rows = f"a,Budget,90,%,1950,north,board,judgement\nb,Budget,50,%,1980,north,board,judgement\nc,Budget,{share},%,,south,board,judgement\n"
    problems = inspect_dossier(write(councils_yaml=BOARD, figures_csv=FIGURES + rows)).problems
    assert [p.found for p in problems if p.check == "contributions-add-up" and p.severity is Severity.WARNING] == found
