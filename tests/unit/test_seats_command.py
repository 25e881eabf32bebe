"""Seats from a table of votes: the command, its file and every mistake in it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from goodoffices.assessment.seats import NAMES
from goodoffices.cli import main
from goodoffices.cli.tables import METHODS
from goodoffices.interchange.votes_file import read_votes

TWO = "district,seats,party,votes,candidates\nHills,3,A,700,\nHills,,B,200,\nCoast,2,A,400,1\nCoast,2,B,390,\nCoast,,C,20,\n"


@pytest.fixture
def votes(tmp_path: Path) -> Path:
    path = tmp_path / "votes.csv"
    path.write_text(TWO)
    return path


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False)


def elections(*words: str | Path) -> list[dict[str, object]]:
    result = run("seats", *words, "--json")
    assert result.exit_code == 0, result.output
    found: list[dict[str, object]] = json.loads(result.stdout)["elections"]
    return found


def test_the_names_of_the_command_line_are_all_methods() -> None:
    assert tuple(NAMES) == METHODS
    assert len({method.name for method in NAMES.values()}) == 10


def test_seats_by_district_and_as_one(votes: Path) -> None:
    (by_district,) = elections(votes, "--method", "hare")
    assert by_district["seats"] == {"A": 3, "B": 2, "C": 0}
    (as_one,) = elections(votes, "--method", "dhondt", "--nationwide")
    assert as_one["districts"].keys() == {"the whole country"}  # type: ignore[attr-defined]
    assert as_one["seats"] == {"A": 3, "B": 2, "C": 0}
    votes_of = (1100 / 1710, 590 / 1710, 20 / 1710)
    squares = sum((100 * (seat - vote)) ** 2 for seat, vote in zip((0.6, 0.4, 0), votes_of, strict=True))
    assert as_one["gallagher"] == pytest.approx((squares / 2) ** 0.5)
    assert elections(votes)[0]["method"] == "D'Hondt"
    assert len(elections(votes)) == 10


def test_thresholds_and_what_is_said(votes: Path) -> None:
    result = run("seats", votes, "--method", "dhondt", "--threshold", "5%", "--district-threshold", "0.25")
    text = " ".join(result.stdout.split())
    assert "Below a threshold, in one district at least: B and C." in text
    assert "has a majority alone" in text
    assert "Seats by district" in text


def test_ties_are_told_and_lots_follow_from_the_seed(tmp_path: Path) -> None:
    path = tmp_path / "votes.csv"
    path.write_text("seats;party;votes\n1;A;50\n;B;50\n;others;1\n")
    text = " ".join(run("seats", path, "--method", "hare").stdout.split())
    assert "had the same claim to one seat; by lot to" in text
    assert "What stands as “others” is treated as one list" in text
    winners = {str(elections(path, "--method", "hare", "--seed", str(seed))[0]["seats"]) for seed in range(12)}
    assert len(winners) == 2


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("distrct,seats,party,votes\nHills,3,A,7\n", ["1:1: this column is not known", "Did you mean 'district'?"]),
        ("district,seats,party\nHills,3,A\n", ["there is no column votes"]),
        ("seats,party,votes,votes\n3,A,7,8\n", ["1:4: votes: this column stands twice"]),
        ("district,seats,party,votes\n", ["the table has no rows"]),
        ("", ["votes.csv: the file is empty"]),
        (
            "district,seats,party,votes\nHills,3,A,7 00\nHills,4,A,-1\nCoast,,,5\n,2,B,1\nHills,3,B,1,9\n",
            ["2:4: votes: this is no whole number", "3:2: seats: this district has another", "3:4: votes", "4:3: party",
             "4: seats: nothing says how many", "5:1: district: this cell is empty", "6:5: this row has too many cells"],
        ),
        ("seats,party,votes\n3,A,7\n3,A,8\n", ["3:2: party: 'A' stands twice in this district"]),
        ("seats,party,votes\n0,A,99999999999999999999\n", ["2:1: seats: this number cannot be", "2:3: votes: this number cannot be"]),
        ("seats,party,votes,candidates\n3,A,7,x\n", ["2:4: candidates: this is no whole number"]),
    ],
)  # fmt: skip
def test_every_mistake_in_the_table_is_named(tmp_path: Path, text: str, lines: list[str]) -> None:
    path = tmp_path / "votes.csv"
    path.write_text(text)
    result = run("seats", path)
    assert result.exit_code == 2
    for line in lines:
        assert line in result.stderr, result.stderr


def test_what_is_no_file_or_no_share(tmp_path: Path, votes: Path) -> None:
    assert "cannot be read" in run("seats", tmp_path / "nothing.csv").stderr
    result = run("seats", votes, "--threshold", "5", "--district-threshold", "nan")
    assert result.exit_code == 2
    assert "--threshold: '5'" in result.stderr
    assert "--district-threshold: 'nan'" in result.stderr
    assert run("seats", votes, "--method", "dhont").exit_code == 2


def test_without_districts_there_is_one(tmp_path: Path) -> None:
    path = tmp_path / "votes.csv"
    path.write_text("# the country\nseats,list,votes\n,A,7\n3,B,8\n")
    (district,) = read_votes(path).values()
    assert (district.seats, district.votes) == (3, {"A": 7, "B": 8})


def test_an_election_without_votes(tmp_path: Path) -> None:
    path = tmp_path / "votes.csv"
    path.write_text("seats,party,votes\n2,A,0\n")
    (found,) = elections(path, "--method", "adams")
    assert (found["vacant"], found["gallagher"]) == (2, None)
    assert "could be filled by nobody" in run("seats", path, "--method", "adams").stdout
    assert run("seats", path).exit_code == 0
