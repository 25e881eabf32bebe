"""Whether the outcome aimed at holds: as every ranking asked about by itself, and the same with and without what is remembered."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from tests.support import Write

from goodoffices.assessment.chain import Aim, Memo, aim_of
from goodoffices.assessment.chain.holding import Holding, holding
from goodoffices.assessment.conflict import Conflict, conflict_at
from goodoffices.assessment.preferences import dense_rows
from goodoffices.assessment.questions.stability.drawn import drawn_rankings
from goodoffices.assessment.questions.stability.solved import solve
from goodoffices.assessment.worlds import Worlds
from goodoffices.casebook import case_folder, case_names
from goodoffices.dossier import Dossier, at_moment, read_dossier
from goodoffices.dossier.situation import Situation
from goodoffices.dossier.values.quantity import Quantity
from goodoffices.models.stability import graph_stability, improvements_only, ranks, status_quo_analysis

WORLDS = Worlds(24, 5)


@pytest.fixture(scope="module")
def case() -> Dossier:
    return read_dossier(case_folder("cambodia-1990"))


def conflicts() -> Iterator[Conflict]:
    for name in case_names():
        dossier = read_dossier(case_folder(name))
        for moment in dossier.moments:
            conflict = conflict_at(at_moment(dossier, moment))
            if conflict is not None:
                yield conflict


def by_hand(situation: Situation, aim: Aim) -> tuple[list[bool], list[bool]]:
    """The same by solving the whole conflict and looking at all states under every ranking."""
    conflict = conflict_at(situation)
    assert conflict is not None
    solved = solve(conflict)
    assert solved is not None
    far = np.zeros(len(solved.states))
    settled = [settles for settles in conflict.settled if settles.issue.id in aim.positions]
    total = sum(aim.weights[settles.issue.id] for settles in settled)
    for state in range(len(far)):
        for settles in settled:
            place = settles.places[settles.at(solved.taken(state))]
            far[state] += aim.weights[settles.issue.id] / total * aim.distance(settles.issue, place.position)
    goal = np.flatnonzero(far <= far.min() + 1e-9)
    drawn = drawn_rankings(solved, WORLDS, WORLDS.draws)
    patterns, which = ([*drawn], drawn.which) if drawn else ([solved.ranks], np.zeros(WORLDS.draws, int))
    holds, reached = [], []
    for each in patterns:
        equilibria = goal[graph_stability(solved.graph, each, ["seq"]).stable["seq"][:, goal].all(axis=0)]
        away = status_quo_analysis(improvements_only(solved.graph, each), solved.now).distance
        holds.append(bool(equilibria.size))
        reached.append(bool((away[equilibria] >= 0).any()))
    return [holds[i] for i in which], [reached[i] for i in which]


@pytest.mark.parametrize(
    ("moment", "party"),
    [("tokyo_1990", "japan"), ("jakarta_1990", "us"), ("pattaya_1991", "japan"), ("pattaya_1991", "soc")],
)
def test_as_every_ranking_by_itself(case: Dossier, moment: str, party: str) -> None:
    situation = at_moment(case, moment)
    found = holding(situation, aim_of(situation, party), WORLDS, Memo())
    assert isinstance(found, Holding)
    assert (found.holds.tolist(), found.reached.tolist()) == by_hand(situation, aim_of(situation, party))


def test_what_is_remembered_changes_nothing_and_what_matters_is_asked_anew(case: Dossier) -> None:
    memo, seen = Memo(), set()
    aim = aim_of(at_moment(case, "jakarta_1990"), "us")
    for number, party in enumerate(("soc", "funcinpec", "dk", "us")):
        for position in ("0", "40..60..100", "100"):
            stances = tuple(
                row.model_copy(update={"position": Quantity.parse(position)})
                if row.party == party and isinstance(row.position, Quantity)
                else row
                for row in case.stances
            )
            situation = at_moment(replace(case, stances=stances, digest=f"{number}{position}"), "jakarta_1990")
            kept, fresh = holding(situation, aim, WORLDS, memo), holding(situation, aim, WORLDS, Memo())
            if isinstance(kept, str) or isinstance(fresh, str):
                assert kept == fresh
                continue
            assert (kept.moves, kept.distance, kept.distance_now) == (fresh.moves, fresh.distance, fresh.distance_now)
            assert kept.holds.tolist() == fresh.holds.tolist()
            assert kept.reached.tolist() == fresh.reached.tolist()
            seen.add(tuple(kept.holds.tolist()))
    assert len(seen) > 1


def test_a_stance_of_who_has_no_move_is_not_asked_about_again(case: Dossier) -> None:
    memo, situation = Memo(), at_moment(case, "pattaya_1991")
    aim = aim_of(situation, "japan")
    first = holding(situation, aim, WORLDS, memo)
    conflict = conflict_at(situation)
    assert conflict is not None
    key = next(pair for pair in situation.stances if pair[0] not in conflict.moves.form.decision_makers)
    moved = situation.stances[key].model_copy(update={"salience": Quantity.point(1.0)})
    assert holding(replace(situation, stances=situation.stances | {key: moved}), aim, WORLDS, memo) is first
    changed = case.options["japan_puts_idea"].model_copy(update={"can_be_undone": False})
    other = replace(case, options=case.options | {changed.id: changed}, digest="other")
    assert holding(at_moment(other, "pattaya_1991"), aim, WORLDS, memo) is not first


def test_ranks_and_names_are_those_of_the_statements() -> None:
    number = 0
    for conflict in conflicts():
        for ranking in conflict.rankings:
            ending = set(conflict.moves.ending)
            assert ranking.names - ending == {*ranking.preference.names} - ending
        solved = solve(conflict)
        if solved is not None:
            number += 1
            expected = ranks(conflict.form, conflict.preferences)[:, solved.states]
            assert [dense_rows(row[None])[0].tolist() for row in expected] == solved.ranks.tolist()
    assert number > 5


def test_a_move_that_matters_to_nobody_at_likeliest_values(write: Write) -> None:
    """The two worse places are equally far from what North asks for, so that one option changes nothing."""
    dossier = read_dossier(
        write(
            options_yaml="low: {name: Little, party: north, implies: {catch: 0}}\nhalf: {name: Half, party: north, implies: {catch: 50}}\n"
            "south_half: {name: Half too, party: south, implies: {catch: 50}}\n",
            stances_csv="party,issue,position,salience,source\nnorth,catch,40..50..60,50,judgement\nsouth,catch,100,50,judgement\n",
            moments_yaml="talks: {name: Talks, date: 1990-06, at_table: [north, south], issues: [catch], status_quo: {catch: 100}}\n",
            preferences_csv="party,rank,statement,source\nsouth,1,south_half,judgement\n",
        )
    )
    situation = at_moment(dossier, "talks")
    conflict = conflict_at(situation)
    assert conflict is not None
    assert [option.id for option in conflict.idle] == ["low"]
    found = holding(situation, Aim("", {"catch": Quantity.point(50)}, {"catch": 1.0}), WORLDS, Memo())
    assert isinstance(found, Holding)
    assert found.moves == ("half", "south_half")
    assert found.holds.all()
