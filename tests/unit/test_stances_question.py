"""Where does each party stand? Who moved, and how far apart the ends are."""

from tests.support import Write

from goodoffices.assessment.answer import Answer
from goodoffices.assessment.assess import assess
from goodoffices.dossier import read_dossier

MOMENTS = (
    "first: {name: First, date: 1990, at_table: [north, south], issues: [catch]}\n"
    "second: {name: Second, date: 1991, at_table: [north, south], issues: [catch]}\n"
)
ROWS = (
    "party,issue,position,salience,from,source\nnorth,catch,80,50,,judgement\nsouth,catch,30,70,,judgement\n"
    "north,catch,{north},50,1991,judgement\nsouth,catch,{south},70,1991,judgement\n"
)


def stances(write: Write, north: int, south: int) -> Answer:
    folder = write(moments_yaml=MOMENTS, stances_csv=ROWS.format(north=north, south=south))
    return next(answer for answer in assess(read_dossier(folder), draws=10).answers if answer.question == "stances")


def test_who_moved_is_told_and_who_hardly_moved_is_not(write: Write) -> None:
    moves = next(f for f in stances(write, north=40, south=35).findings if f.id == "stances.moves")
    assert "North on Catch (from 80 to 40)" in moves.claim
    assert "South" not in moves.claim


def test_nothing_is_told_where_nobody_moved(write: Write) -> None:
    assert not [f for f in stances(write, north=75, south=30).findings if f.id == "stances.moves"]


def test_the_ends_of_an_issue_and_who_cares_most(write: Write) -> None:
    divide = next(f for f in stances(write, north=80, south=30).findings if f.id == "stances.second.catch")
    assert "50 apart on a scale of 100, from South (30) to North (80)" in divide.claim
    assert "most to South (salience 70)" in divide.claim


def test_positions_that_rest_on_judgement_alone_carry_low_confidence(write: Write) -> None:
    findings = stances(write, north=40, south=35).findings
    assert {finding.confidence for finding in findings} == {"low"}
    assert all("judgement alone" in finding.reason for finding in findings)
