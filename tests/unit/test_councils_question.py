"""Whose vote counts? Every kind of rule reaches the table, and combinations that make no sense say so."""

import pytest
from tests.support import Write

from goodoffices.assessment.answer import Answer
from goodoffices.assessment.assess import assess
from goodoffices.dossier import read_dossier

BODY = """
board:
  name: Board
  formulas:
    - {{id: f, name: Three to one, seats: {{north: 3, south: 1}}, source: judgement}}
  rules:
    - {{id: r, name: The rule, {rule}, source: judgement}}
"""


def council(write: Write, rule: str, **more: str) -> Answer:
    folder = write(councils_yaml=BODY.format(rule=rule), **more)
    return next(answer for answer in assess(read_dossier(folder), draws=10).answers if answer.question == "councils")


@pytest.mark.parametrize(
    ("rule", "power"),
    [
        ("kind: majority", "1.000"),
        ("kind: quota, quota: 4", "0.500 (1/2)"),
        ("kind: quota, quota: 1", "0.500 (1/2)"),
        ("kind: unanimity", "0.500 (1/2)"),
        ("kind: chair_breaks_ties, chair: south", "1.000"),
        ("kind: consensus_else_chair, chair: south, no_consensus: 0.5", "0.250 (1/4)"),
        ("kind: consensus_else_chair, chair: north, no_consensus: 1", "1.000"),
    ],
)
def test_power_of_the_larger_voter(write: Write, rule: str, power: str) -> None:
    row = council(write, rule).tables[0].rows[0]
    assert row[:4] == ("Three to one", "North", 3, power)


@pytest.mark.parametrize(
    ("rule", "message"),
    [("kind: quota, quota: 9", "makes no sense"), ("kind: chair_breaks_ties, chair: east", "has no seat")],
)
def test_a_rule_that_cannot_work_is_named(write: Write, rule: str, message: str) -> None:
    parties = "north: {name: North, kind: state}\nsouth: {name: South, kind: state}\neast: {name: East, kind: state}\n"
    answer = council(write, rule, parties_yaml=parties)
    assert not answer.is_answered
    assert message in " ".join(answer.missing)


def test_a_bloc_speaks_for_a_chair_that_belongs_to_it(write: Write) -> None:
    parties = (
        "north: {name: North, kind: state}\nsouth: {name: South, kind: coalition, members: [{party: east}]}\n"
        "east: {name: East, kind: state}\n"
    )
    row = (
        council(write, "kind: consensus_else_chair, chair: east, no_consensus: 1", parties_yaml=parties)
        .tables[0]
        .rows[1]
    )
    assert row[1] == "South"
    assert row[3] == "1.000"
