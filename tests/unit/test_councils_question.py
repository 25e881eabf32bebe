"""Whose vote counts? Every kind of rule reaches the table, and combinations that make no sense say so."""

import pytest
from tests.support import Write

from goodoffices.assessment.answer import Answer
from goodoffices.assessment.assess import assess
from goodoffices.assessment.finding import Finding
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


def chair_finding(write: Write, chance: str) -> Finding:
    seats = "a: 1, b: 1, c: 1"
    parties = "".join(f"{name}: {{name: {name.upper()}, kind: state}}\n" for name in ("north", "south", "a", "b", "c"))
    body = BODY.replace("north: 3, south: 1", seats)
    rule = f"kind: consensus_else_chair, chair: a, no_consensus: {chance}"
    folder = write(councils_yaml=body.format(rule=rule), parties_yaml=parties)
    answer = next(a for a in assess(read_dossier(folder), draws=4000).answers if a.question == "councils")
    return next(finding for finding in answer.findings if finding.id.endswith(".chair"))


def test_power_of_a_chair_whose_chance_to_decide_is_a_point(write: Write) -> None:
    number = chair_finding(write, "0.5").numbers[1]
    assert number.value == pytest.approx(2 / 3)
    assert (number.basis, number.low) == ("point", None)


def test_power_of_a_chair_follows_the_range_of_its_chance(write: Write) -> None:
    finding = chair_finding(write, "0..0.5..1")
    number = finding.numbers[1]
    assert number.low is not None
    assert number.high is not None
    # The PERT distribution on 0..0.5..1 is beta(3, 3); its 10% and 90% quantiles are .2466 and .7534.
    assert [number.low, number.value, number.high] == pytest.approx(
        [1 / 3 + 2 / 3 * p for p in (0.2466, 0.5, 0.7534)], abs=0.015
    )
    assert "25%" in finding.claim


def findings(write: Write, body: str, parties: str) -> dict[str, Finding]:
    answer = next(
        a
        for a in assess(read_dossier(write(councils_yaml=body, parties_yaml=parties)), draws=10).answers
        if a.question == "councils"
    )
    return {finding.id.rpartition(".")[2]: finding for finding in answer.findings}


PARTIES = "".join(f"{name}: {{name: {name.upper()}, kind: state}}\n" for name in ("north", "south", "a", "b", "c"))
BLOCS = """
board:
  name: Board
  formulas:
    - {{id: apart, name: Apart, seats: {{{apart}}}, source: judgement}}
    - {{id: bloc, name: Bloc, seats: {{{bloc}}}, source: judgement}}
  rules:
    - {{id: majority, name: Majority of ASEAN, kind: majority, source: judgement}}
"""
COALITION = PARTIES + "ab: {name: AB, kind: coalition, members: [{party: a}, {party: b}]}\n"


def test_a_bloc_is_compared_with_the_same_voters_only(write: Write) -> None:
    same = findings(write, BLOCS.format(apart="c: 4, a: 2, b: 2", bloc="c: 4, ab: 4"), COALITION)
    assert "Under “Majority of ASEAN”" in same["bloc"].claim
    assert [number.value for number in same["bloc"].numbers] == [pytest.approx(2 / 3), pytest.approx(1 / 2)]


@pytest.mark.parametrize(("apart", "bloc"), [("c: 4, a: 2, b: 2, north: 9", "c: 4, ab: 4"), ("a: 2, b: 2", "ab: 4")])
def test_a_voter_that_is_gone_is_not_the_work_of_a_bloc(write: Write, apart: str, bloc: str) -> None:
    assert "bloc" not in findings(write, BLOCS.format(apart=apart, bloc=bloc), COALITION)


def test_widest_gap_between_seats_and_power(write: Write) -> None:
    gap = findings(write, BLOCS.format(apart="a: 3, b: 3, c: 1", bloc="a: 4, b: 3, c: 3"), PARTIES)["gap"]
    assert gap.claim.startswith(
        "Seats are not power: “Apart” under “Majority of ASEAN” gives C 33% of the voting power with 14%"
    )


def test_a_chair_without_a_seat_needs_every_second_failure(write: Write) -> None:
    body = BODY.replace("north: 3, south: 1", "a: 0, b: 1, c: 1").format(
        rule="kind: consensus_else_chair, chair: a, no_consensus: 0.3"
    )
    chair = findings(write, body, PARTIES)["chair"]
    assert [number.value for number in chair.numbers] == [pytest.approx(0.5), pytest.approx(0.3)]


def test_a_body_with_a_chair_rule_only_has_no_empty_picture(write: Write) -> None:
    answer = council(write, "kind: consensus_else_chair, chair: south, no_consensus: 0.5")
    assert [figure.kind for figure in answer.figures] == ["chair"]


def test_the_adopted_rule_leads(write: Write) -> None:
    rules = "\n".join(
        f"    - {{id: {name}, name: {name}, kind: consensus_else_chair, chair: {chair}, adopted: {adopted}, source: judgement}}"
        for name, chair, adopted in (("first", "a", "false"), ("second", "b", "true"))
    )
    body = f"board:\n  name: Board\n  formulas:\n    - {{id: f, name: F, seats: {{a: 1, b: 1, c: 1}}, source: judgement}}\n  rules:\n{rules}\n"
    assert findings(write, body, PARTIES)["chair"].claim.startswith("Under the rule “second”, the one adopted, B holds")
