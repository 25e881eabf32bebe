"""How likely members abstain: on the command line and in a dossier, against all ways to vote; and mistakes in it."""

import json
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from goodoffices.cli import main

BOARD = """# Three valleys
board:
  name: River Board
  formulas:
    - {id: f, name: By size, seats: {avon: 3, berg: 2, elm: 2}, source: judgement}
  rules:
    - id: voting
      name: Most of those voting, and Avon not against
      kind: requirements
      needs:
        - {more_than: 1/2, abstaining: left_out}
        - {of: [avon], abstaining: left_out}
      source: judgement
    - {id: all_votes, name: Most of all, kind: majority, source: judgement}
"""
MOTION = """  motions:
    - {id: dam, name: The dam, in_favour: {avon: 0.6, berg: 0.5}, abstaining: {avon: 0.3}, others_abstaining: 0.2, source: judgement}
"""
SEATS = {"avon": 3, "berg": 2, "elm": 2}
CHANCES = {"avon": (0.6, 0.3), "berg": (0.5, 0.2), "elm": (0.5, 0.2)}


@pytest.fixture
def board(tmp_path: Path) -> Path:
    path = tmp_path / "board.yaml"
    path.write_text(BOARD, encoding="utf-8")
    return path


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False)


def answer(*words: str | Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run("council", *words, "--json").stdout)["answers"][0]
    return found


def by_all_votes(chances: dict[str, tuple[float, float]]) -> float:
    """Add up all ways to vote in which Avon is not against and more votes are cast for than against."""
    total = 0.0
    for votes in product((1, 0, -1), repeat=3):
        cast = dict(zip(SEATS, votes, strict=True))
        if cast["avon"] == -1 or sum(SEATS[v] * choice for v, choice in cast.items()) <= 0:
            continue
        odds = 1.0
        for voter, choice in cast.items():
            yes, idle = chances[voter]
            odds *= yes if choice == 1 else idle if choice == 0 else 1 - yes - idle
        total += odds
    return total


def test_the_chance_is_that_of_all_ways_to_vote(board: Path) -> None:
    words = ("--leaning", "avon=0.6 others=50%", "--abstaining", "avon=0.3", "--abstaining", "others=0.2")
    found = answer(board, *words)
    (finding,) = found["findings"]
    assert finding["numbers"][0]["value"] == pytest.approx(by_all_votes(CHANCES), abs=1e-12)
    assert "Members abstain with the chances stated, as the rule has it." in finding["claim"]
    assert "“Most of all”: the rule does not say what it means to abstain" in str(found["missing"])
    plain = answer(board, "--leaning", "avon=0.6 others=0.5", "--rule", "voting")["findings"][0]
    never = by_all_votes({voter: (yes, 0.0) for voter, (yes, _) in CHANCES.items()})
    assert plain["numbers"][0]["value"] == pytest.approx(never, abs=1e-12)
    assert "nothing says how likely members abstain, though the rule allows it" in plain["claim"]


def test_a_motion_of_a_dossier_says_how_likely_members_abstain(board: Path) -> None:
    board.write_text(BOARD + MOTION, encoding="utf-8")
    table = next(t for t in answer(board)["tables"] if t["id"].endswith("motions"))
    assert table["rows"][0][3] == f"{by_all_votes(CHANCES):.0%}"
    board.write_text(BOARD + MOTION.replace("{avon: 0.3}", "{avno: 0.3}"), encoding="utf-8")
    assert "Did you mean 'avon'?" in run("check", board).stdout
    board.write_text(BOARD + MOTION.replace("{avon: 0.3}", "{avon: 0.5}"), encoding="utf-8")
    assert "Avon: the chances to vote for it and to abstain add up to more than 1" in str(answer(board)["missing"])


def test_ranges_are_drawn_and_abstaining_gives_way(board: Path) -> None:
    words = ("--leaning", "avon=0.5..0.6..0.9 others=0.5", "--abstaining", "avon=0.1..0.3..0.4", "--rule", "voting")
    number = answer(board, *words)["findings"][0]["numbers"][0]
    assert number["low"] < number["value"] < number["high"] < 1
    sure = answer(board, "--leaning", "avon=1 others=0.5", "--abstaining", "others=0.5", "--rule", "voting")
    assert sure["findings"][0]["numbers"][0]["value"] == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--abstaining", "avon=0.3"), "--abstaining goes with --leaning"),
        (
            ("--leaning", "avon=0.6", "--abstaining", "avon=0.5"),
            "more than 1 together for avon (found '0.6 in favour and 0.5",
        ),
        (("--leaning", "avon=0.6", "--abstaining", "avno=0.1"), "Did you mean 'avon'?"),
        (("--leaning", "avon=0.6", "--abstaining", "avon=2"), "--abstaining 'avon=2'"),
        (("--leaning", "avon=0.6", "--abstaining", "avon=0.1 avon=0.2"), "this one stands twice"),
        (
            ("--leaning", "avon=0.6", "--abstaining", "avon=0.1", "--together", "0.3"),
            "this cannot go with --abstaining",
        ),
    ],
)
def test_mistakes(board: Path, words: tuple[str, ...], said: str) -> None:
    result = run("council", board, *words)
    assert result.exit_code == 2
    assert said in result.stderr


def test_a_body_without_such_a_rule_says_what_it_lacks() -> None:
    result = run("council", "cambodia-1990", "--leaning", "others=0.5", "--abstaining", "soc=0.5")
    assert result.exit_code == 2
    assert (
        "no rule says what it means to abstain (expected abstaining: against, or abstaining: left_out" in result.stderr
    )


NAMES = "names:\n  avon: Avon Valley\n  # the hill people\n  berg: 'Berg und Tal'\n"


@pytest.mark.parametrize(
    "text",
    [
        f"{BOARD}{NAMES}",
        f"{NAMES}{BOARD}",
        BOARD.replace("  formulas", "".join(f"  {line}\n" for line in NAMES.splitlines()) + "  formulas"),
        BOARD.replace("  formulas", "  names: {avon: Avon Valley, berg: Berg und Tal}\n  formulas"),
    ],
)
def test_parties_of_a_single_file_have_names(board: Path, tmp_path: Path, text: str) -> None:
    board.write_text(text, encoding="utf-8")
    told = run("council", board)
    assert "Berg und Tal" in told.stdout
    assert "Avon Valley" in told.stdout
    assert "the names of the other parties are their ids" in told.stderr
    assert run("convert", board, tmp_path / "folder").exit_code == 0
    assert run("check", tmp_path / "folder").exit_code == 0
    assert "names:" not in (tmp_path / "folder" / "councils.yaml").read_text()
    slip = text.replace("kind: majority", "kind: majorty")
    board.write_text(slip, encoding="utf-8")
    line = next(number for number, found in enumerate(slip.splitlines(), 1) if "majorty" in found)
    assert f"board.yaml:{line}:" in run("check", board).stdout


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (
            "names:\n  avno: Avon Valley\n",
            "board.yaml:16:3: names: no body names this party (found 'avno'; expected one of avon,",
        ),
        ("names: Avon\n", "board.yaml:15:1: names: these are no names (expected PARTY: Name, one to a line)"),
        ("names:\n  avon: [a]\n", "board.yaml:16:3: names: this is no name (expected avon: Name)"),
        ("names:\n  avon:\n", "board.yaml:16:3: names: this is no name (expected avon: Name)"),
    ],
)
def test_mistakes_in_names_are_told_where_they_stand(board: Path, names: str, said: str) -> None:
    board.write_text(BOARD + names, encoding="utf-8")
    result = run("council", board)
    assert result.exit_code == 2
    assert said in result.stderr


def test_a_body_that_is_called_names(board: Path) -> None:
    board.write_text(BOARD.replace("board:", "names:", 1), encoding="utf-8")
    assert run("check", board).exit_code == 0
