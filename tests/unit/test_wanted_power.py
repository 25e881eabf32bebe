"""Votes for a wanted power: names and sums are checked, and what cannot be reached is told as such. Shares in any spelling."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from goodoffices.cli import main

BODY = """
union:
  name: Union
  formulas:
    - {id: old, name: Old, seats: {avon: 3, berg: 2, iona: 1}, source: judgement}
    - {id: f, name: F, adopted: true, seats: {avon: 10, berg: 8, corin: 7, dal: 5, elm: 4, fjord: 3, glen: 2, hull: 1}, source: judgement}
  rules: [{id: r, name: R, kind: requirements, needs: [{share: SHARE}], source: judgement}]
"""


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False)


@pytest.fixture
def union(tmp_path: Path) -> Path:
    path = tmp_path / "union.yaml"
    path.write_text(BODY.replace("SHARE", "65%"))
    return path


def wanted(union: Path, text: str) -> tuple[str, str, list[object]]:
    """Return the claim, its confidence and the votes."""
    result = run("council", union, "--wanted", text, "--json")
    assert result.exit_code == 0, result.output
    answer = json.loads(result.stdout)["answers"][0]
    (finding,) = answer["findings"]
    return finding["claim"], finding["confidence"], [row[2] for row in answer["tables"][0]["rows"]]


def test_equal_power_takes_one_vote_each(union: Path) -> None:
    claim, confidence, votes = wanted(union, "equal")
    assert (votes, confidence) == ([1] * 8, "exact")  # Iona has no vote under the formula adopted
    assert claim.startswith("Votes that give exactly the power wanted: Avon 1, Berg 1")
    assert "not all could be tried" not in claim


def test_a_wish_that_cannot_be_met_is_told_as_such(union: Path) -> None:
    claim, _, _ = wanted(union, "avon=90 berg=10")
    assert "They give Avon 100% and Berg none of the power. Of the power 10% would be distributed otherwise" in claim
    assert "No votes up to ten each give exactly what is wanted." in claim
    assert "Corin, Dal, Elm, Fjord, Glen and Hull are left out" in claim
    assert "nothing of the rules that the body has now" in claim


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("avon=80 berg=40", "adds up to 120, and is taken as parts of that sum"),
        ("avon=50% berg=30%", "adds up to 80, and is taken as parts of that sum"),
        ("avon=40 berg=60", ""),
        ("avon=2/5 berg=0.6", ""),
        ("avon=40% berg=60%", ""),
    ],
)
def test_a_sum_that_is_no_whole_is_told(union: Path, text: str, said: str) -> None:
    claim = wanted(union, text)[0]
    assert said in claim
    assert ("adds up" in claim) == bool(said)


@pytest.mark.parametrize(
    ("text", "said"),
    [("avon=50 bergg=50", "Did you mean 'berg'?"), ("avon=50% berg=50", "some shares are in per cent")],
)
def test_mistakes_in_what_is_wanted(union: Path, text: str, said: str) -> None:
    result = run("council", union, "--wanted", text)
    assert (result.exit_code, said in result.stderr) == (2, True)


def test_a_share_is_written_in_any_of_three_ways(union: Path) -> None:
    def told(share: str) -> str:
        union.write_text(BODY.replace("SHARE", share))
        return run("council", union).stdout

    assert told("65%") == told("0.65") == told("13/20")
    union.write_text(BODY.replace("SHARE", "65"))
    assert "did you mean 65%?" in run("council", union).stderr


def test_a_leaning_is_written_in_any_of_three_ways(union: Path) -> None:
    def told(leaning: str) -> str:
        return run("council", union, "--leaning", leaning, "--draws", "50").stdout

    assert told("avon=40%") == told("avon=0.4") == told("avon=2/5")
    assert told("avon=20%..50%..80%") == told("avon=0.2..0.5..0.8")
    assert "did you mean 40%?" in run("council", union, "--leaning", "avon=40").stderr


def test_a_threshold_is_written_in_any_of_three_ways(tmp_path: Path) -> None:
    table = tmp_path / "votes.csv"
    table.write_text("seats,party,votes\n9,A,70\n,B,25\n,C,5\n")

    def told(share: str) -> str:
        return run("seats", table, "--threshold", share).stdout

    assert told("10%") == told("0.1") == told("1/10") != told("0")
    assert "Did you mean 10%?" in run("seats", table, "--threshold", "10").output
