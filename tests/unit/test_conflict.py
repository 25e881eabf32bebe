"""From a dossier's moves, preferences and stances to a conflict for the models."""

import numpy as np
import pytest
from tests.support import Write

from goodoffices.assessment.conflict import Conflict, conflict_at
from goodoffices.assessment.moves import moves_at, when_over
from goodoffices.assessment.preferences import FromStances
from goodoffices.assessment.worlds import Worlds
from goodoffices.dossier import Dossier, at_moment, read_dossier
from goodoffices.errors import ModelInputError
from goodoffices.logic import Formula
from goodoffices.models.stability import ranks

PREFERENCES = "party,rank,statement,from,until,source\n"
TWO = "give: {name: Give, party: north}\ntake: {name: Take, party: south}\n"
BOTH = PREFERENCES + "north,1,take,,,judgement\nsouth,1,give,,,judgement\n"
MOMENT = "talks: {name: Talks, date: 1990-06, at_table: [north, south], issues: [catch], status_quo: {catch: 0}}\n"


def conflict(write: Write, **files: str) -> Conflict:
    found = conflict_at(at_moment(read_dossier(write(**files)), "talks"))
    assert found is not None
    return found


def ranked(found: Conflict) -> dict[str, list[int]]:
    table = ranks(found.form, found.preferences)
    return dict(zip(found.form.decision_makers, table.tolist(), strict=True))


def test_moves_and_statements_become_a_conflict(write: Write) -> None:
    found = conflict(write, options_yaml=TWO, preferences_csv=BOTH)
    assert [option.name for option in found.form.options] == ["give", "take"]
    assert ranked(found) == {"north": [0, 0, 1, 1], "south": [0, 1, 0, 1]}
    assert [ranking.route for ranking in found.rankings] == ["statements", "statements"]
    assert found.status_quo == 0


def test_a_party_with_neither_statements_nor_stances_is_content(write: Write) -> None:
    found = conflict(write, options_yaml=TWO, preferences_csv=PREFERENCES + "north,1,take if give,,,judgement\n")
    assert [ranking.route for ranking in found.rankings] == ["statements", "none"]
    assert ranked(found)["south"] == [0, 0, 0, 0]


def test_moves_nothing_speaks_of_are_left_as_they_are(write: Write) -> None:
    options = TWO + "wave: {name: Wave, party: north, taken_now: true}\nnod: {name: Nod, party: south}\n"
    infeasible = "taken,not_taken,source\ntake;nod,,judgement\n"
    found = conflict(write, options_yaml=options, preferences_csv=BOTH, infeasible_csv=infeasible)
    assert [option.id for option in found.idle] == ["wave"]
    assert set(found.options) == {"give", "take", "nod"}


def test_what_is_made_for_good_is_no_move(write: Write) -> None:
    options = TWO + "pay: {name: Pay, party: north, taken_now: true, can_be_undone: false}\n"
    told = PREFERENCES + "north,1,take and pay,,,judgement\nsouth,1,give if pay,,,judgement\n"
    infeasible = "taken,not_taken,source\ngive;take;pay,,judgement\n"
    found = conflict(write, options_yaml=options, preferences_csv=told, infeasible_csv=infeasible)
    assert set(found.options) == {"give", "take"}
    assert [str(s.formula) for r in found.rankings for s in r.statements] == ["take", "give"]
    assert found.form.feasible().tolist() == [True, True, True, False]


def test_only_what_is_in_force_counts(write: Write) -> None:
    told = PREFERENCES + "north,1,take,,,judgement\nnorth,2,give,1991,,judgement\nsouth,1,give,,1989,judgement\n"
    moves = moves_at(at_moment(read_dossier(write(options_yaml=TWO, preferences_csv=told)), "talks"))
    assert moves is not None
    assert {name: [str(s.formula) for s in told] for name, told in moves.statements.items()} == {
        "north": ["take"],
        "south": [],
    }


def test_later_documents_are_withheld(write: Write) -> None:
    told = PREFERENCES + "north,1,take,,,judgement\nsouth,1,give,,,book:1\n"
    folder = write(options_yaml=TWO, preferences_csv=told, sources_yaml="book: {title: A history, date: 1999}\n")
    moves = moves_at(at_moment(read_dossier(folder), "talks"))
    assert moves is not None
    assert moves.withheld == ("preference 1 of south",)
    assert moves.statements["south"] == ()


def test_a_move_that_ends_everything(write: Write) -> None:
    options = TWO + "leave: {name: Leave, party: north, ends: true}\nquit: {name: Quit, party: south, ends: true}\n"
    told = PREFERENCES + "north,1,take,,,judgement\nsouth,1,not leave,,,judgement\nsouth,2,give,,,judgement\n"
    found = conflict(write, options_yaml=options, preferences_csv=told)
    assert [option.direction for option in found.form.options] == ["both", "forward", "both", "forward"]
    assert not found.form.feasible()[0b1010]
    north, south = ranked(found)["north"], ranked(found)["south"]
    over = [state for state in range(16) if state & 0b10 and not state & 0b1000]
    assert {north[state] for state in over} == {0}  # as if nothing had been taken
    assert len({south[state] for state in over}) == 1


def test_statements_once_all_is_over() -> None:
    assert when_over(Formula.parse("not give"), ["leave"]).text == "not give or leave"
    assert when_over(Formula.parse("leave"), ["leave"]).text == "leave"
    assert when_over(Formula.parse("give or leave"), ["leave"]).holds({"leave"})


def test_stances_stand_in_for_statements(write: Write) -> None:
    """South asks for all of the catch; a quarter is had if both sign, half if South fishes: it likes that best."""
    options = (
        "sign_n: {name: Sign, party: north, implies: {catch: 25}}\nsign_s: {name: Sign, party: south, implies: {catch: 25}}\n"
        "fish: {name: Fish, party: south, implies: {catch: 50}}\n"
    )
    told = PREFERENCES + "north,1,not fish,,,judgement\n"
    found = conflict(write, options_yaml=options, preferences_csv=told, moments_yaml=MOMENT)
    assert [ranking.route for ranking in found.rankings] == ["statements", "stances"]
    assert ranked(found)["south"] == [0, 0, 0, 1, 2, 2, 2, 2]


def test_of_several_positions_the_last_named_counts(write: Write) -> None:
    options = "much: {name: Much, party: south, implies: {catch: 75}}\nlittle: {name: Little, party: south, implies: {catch: 25}}\n"
    found = conflict(write, options_yaml=options, moments_yaml=MOMENT)
    assert ranked(found)["south"] == [0, 2, 1, 1]


def test_rankings_of_issues_with_options(write: Write) -> None:
    issues = "catch: {name: C, options: [{id: a, name: A}, {id: b, name: B}, {id: c, name: C}]}\n"
    stances = (
        "party,issue,position,salience,source\nnorth,catch,a > b > c,50,judgement\nsouth,catch,c > a = b,50,judgement\n"
    )
    options = (
        "go: {name: Go, party: south, implies: {catch: c}}\nstop: {name: Stop, party: north, implies: {catch: a = b}}\n"
    )
    moment = MOMENT.replace("catch: 0", "catch: b")
    found = conflict(write, options_yaml=options, moments_yaml=moment, issues_yaml=issues, stances_csv=stances)
    assert set(found.form.decision_makers) == {"south", "north"}
    # go is bit 0; north likes b less than 'a or b' and more than c
    assert ranked(found)["north"] == [1, 0, 2, 2]
    assert ranked(found)["south"] == [0, 1, 0, 0]


def test_without_a_status_quo_an_issue_is_left_out(write: Write) -> None:
    options = "fish: {name: Fish, party: south, implies: {catch: 50}}\ngive: {name: Give, party: north}\n"
    found = conflict(write, options_yaml=options, preferences_csv=PREFERENCES + "north,1,give,,,judgement\n")
    assert [issue.id for issue in found.unsettled] == ["catch"]
    assert [option.id for option in found.idle] == ["fish"]


def test_no_moves_no_wishes_no_conflict(write: Write) -> None:
    assert conflict_at(at_moment(read_dossier(write()), "talks")) is None
    assert conflict_at(at_moment(read_dossier(write("other", options_yaml=TWO)), "talks")) is None


def test_things_that_cannot_be_as_they_stand(write: Write) -> None:
    infeasible = "taken,not_taken,source\n,give;take,judgement\n"
    folder = write(options_yaml=TWO, preferences_csv=BOTH, infeasible_csv=infeasible)
    with pytest.raises(ModelInputError, match=r"infeasible\.csv: not give with not take cannot be"):
        conflict_at(at_moment(read_dossier(folder), "talks"))


def test_statements_and_draws_rank_alike(cambodia: Dossier) -> None:
    """Derived rankings: as statements over all states, and as levels of combinations at likeliest values."""
    found = conflict_at(at_moment(cambodia, "jakarta_1990"))
    assert found is not None
    table = ranks(found.form, found.preferences)
    states = np.flatnonzero(found.form.feasible())
    truths = found.form.truths(states)
    derived = [(i, r.stances) for i, r in enumerate(found.rankings) if isinstance(r.stances, FromStances)]
    assert len(derived) == 4
    for i, stances in derived:
        levels = stances.levels()[0][stances.numbers(truths, len(states))]
        assert (np.unique(levels, return_inverse=True)[1] == np.unique(table[i, states], return_inverse=True)[1]).all()
        assert stances.uncertain
        assert stances.levels(Worlds(7, 1), 7).shape == (7, len(stances.outcomes))
