"""What would make an outcome hold, as the question of stability tells it."""

import pytest

from goodoffices.assessment.conflict import conflict_at
from goodoffices.assessment.questions.stability.mediating import mediating_finding
from goodoffices.assessment.questions.stability.solved import Solved, solve
from goodoffices.casebook import case_folder
from goodoffices.dossier import at_moment, read_dossier


@pytest.fixture(scope="module")
def dilemma() -> Solved:
    dossier = read_dossier(case_folder("prisoners-dilemma"))
    conflict = conflict_at(at_moment(dossier, next(iter(dossier.moments))))
    assert conflict is not None
    solved = solve(conflict)
    assert solved is not None
    return solved


def of_state(solved: Solved, state: int) -> str | None:
    (outcome,) = solved.named([("as asked", solved.numbers[state])])
    finding = mediating_finding(solved, outcome)
    return finding.claim if finding else None


def test_what_holds_needs_no_change(dilemma: Solved) -> None:
    assert of_state(dilemma, 0) is None, "both confess: Nash"
    assert of_state(dilemma, 3) is None, "both keep silent: held by answers"


def test_the_one_who_would_leave_is_the_one_to_work_on(dilemma: Solved) -> None:
    claim = of_state(dilemma, 1)
    assert claim is not None
    assert "First prisoner no longer minds" in claim
    assert "guarantee that “First prisoner keeps silent” cannot be changed back" in claim
    assert "Second" not in claim


def test_what_was_agreed_at_jakarta_hangs_on_phnom_penh() -> None:
    conflict = conflict_at(at_moment(read_dossier(case_folder("cambodia-1990")), "jakarta_1990"))
    assert conflict is not None
    solved = solve(conflict)
    assert solved is not None
    (agreed,) = [outcome for outcome in solved.outcomes() if outcome.name == "as agreed"]
    finding = mediating_finding(solved, agreed)
    assert finding is not None
    assert "something for Phnom Penh worth more to it than 31 states" in finding.claim
    assert "move only together (or one of two other fronts)" in finding.claim
