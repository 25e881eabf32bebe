"""Rules put together of requirements, from the dossier to the power they give."""

from fractions import Fraction
from itertools import combinations

import pytest
from tests.support import Write

from goodoffices.assessment.questions.councils.lines import Line, game_of, line_of
from goodoffices.dossier import Dossier, at_moment, inspect_dossier, read_dossier

PERMANENT = ("cn", "fr", "ru", "gb", "us")
ELECTED = tuple(f"e{i}" for i in range(1, 11))
SEATS = "{" + ", ".join(f"{party}: 1" for party in (*PERMANENT, *ELECTED)) + "}"


def council(rule: str, seats: str = "{north: 3, south: 2, east: 2, west: 1}") -> dict[str, str]:
    names = [party.split(":")[0].strip() for party in seats.strip("{}").split(",")]
    parties = {"north", "south", *names}
    return {
        "parties_yaml": "".join(f"{party}: {{name: {party.title()}, kind: state}}\n" for party in sorted(parties)),
        "councils_yaml": (
            "body:\n  name: Body\n"
            f"  formulas: [{{id: seats, name: Seats, seats: {seats}, source: judgement}}]\n"
            f"  rules: [{{id: rule, name: Rule, kind: requirements, {rule}, source: judgement}}]\n"
        ),
    }


def line(dossier: Dossier) -> Line:
    body = dossier.councils["body"]
    return line_of(at_moment(dossier, "talks"), body.formulas[0], body.rules[0])


def test_the_security_council_with_its_vetoes(write: Write) -> None:
    rule = f"needs: [{{at_least: 9}}, {{of: [{', '.join(PERMANENT)}]}}]"
    found = line(read_dossier(write(**council(rule, SEATS))))
    # Shapley values of permanent and elected members: 421/2145 and 4/2145; 848 and 84 swings of 2**14.
    assert found.shapley.shares["us"] == Fraction(421, 2145)
    assert found.shapley.shares["e1"] == Fraction(4, 2145)
    assert found.banzhaf is not None
    assert found.banzhaf.shares["us"] == Fraction(848, 5 * 848 + 10 * 84)


@pytest.mark.parametrize(
    ("rule", "winning"),
    [
        ("needs: [{share: 3/4}]", {"north south east", "north south west", "north east west", "north south east west"}),
        ("needs: [{more_than: 0.5}, {of: [west]}]", {"north south west", "north east west", "south east west", "north south east west"}),
        ("needs: [{at_least: 1, of: [south, east]}, {at_least: 5}]",
         {"north south", "north east", "north south east", "north south west", "north east west", "south east west", "north south east west"}),
        ("needs: [{share: 0.65, votes: {north: 10, south: 80, east: 5, west: 5}}]",
         {"south", "south north", "south east", "south west", "south north east", "south north west", "south east west",
          "north south east west"}),
        ("needs: [{of: [north, south]}], or_else: [{at_least: 5, of: [south, east, west]}]",
         {"north south", "north south east", "north south west", "south east west", "north south east west"}),
    ],
)  # fmt: skip
def test_who_can_carry_a_decision(write: Write, rule: str, winning: set[str]) -> None:
    dossier = read_dossier(write(**council(rule)))
    body = dossier.councils["body"]
    game = game_of(at_moment(dossier, "talks"), body.formulas[0], body.rules[0])
    voters = ("north", "south", "east", "west")
    found = {frozenset(c) for size in range(5) for c in combinations(voters, size) if game.wins(c)}
    assert found == {frozenset(names.split()) for names in winning}


def test_a_bloc_speaks_for_its_members(write: Write) -> None:
    files = council("needs: [{more_than: 1/2}, {of: [south]}]", "{north: 3, coast: 3}")
    files["parties_yaml"] = (
        "north: {name: North, kind: state}\nsouth: {name: South, kind: state}\n"
        "coast: {name: Coast, kind: coalition, members: [{party: south}]}\n"
    )
    assert line(read_dossier(write(**files))).shapley.shares == {"north": Fraction(1, 2), "coast": Fraction(1, 2)}


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        ("needs: [{at_least: 2, share: 1/2}]", "at_least and share are both given"),
        ("needs: [{votes: {north: 2}}]", "nothing is asked for"),
        ("needs: [{share: 3/2}]", "not above 0 and at most 1"),
        ("needs: [{share: half}]", "not a share"),
        ("needs: [{of: [nrth]}]", "north"),
        ("or_else: [{at_least: 2}]", "needs a needs"),
    ],
)
def test_requirements_that_make_no_sense_are_told(write: Write, rule: str, message: str) -> None:
    found = inspect_dossier(write(**council(rule)))
    assert found.dossier is None
    assert message in " ".join(str(problem) for problem in found.errors)


def test_other_rules_take_no_requirements(write: Write) -> None:
    files = council("needs: [{at_least: 2}]")
    files["councils_yaml"] = files["councils_yaml"].replace("requirements", "majority")
    found = inspect_dossier(write(**files))
    assert "takes no needs" in str(found.errors[0])
