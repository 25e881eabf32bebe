"""Conflicts in graph form: what is refused and in which words, progress, and what a reader can ask."""

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from goodoffices.errors import ModelInputError
from goodoffices.logic import Formula
from goodoffices.models.stability import (
    GraphForm,
    Option,
    OptionForm,
    PairwisePreferences,
    as_graph,
    coalition_improvements,
    coalition_stability,
    equilibrium_jumps,
    graph_stability,
    improvements_only,
    limited_move,
    merge_states,
    reasons,
    stability_under_unknown_preference,
    stackelberg,
    status_quo_analysis,
    ways_to,
    without_moves,
)

TWO = GraphForm.of_moves(("a", "b"), 3, [[(0, 1), (1, 0)], [(1, 2)]])
THREE = GraphForm.of_moves(("a", "b", "c"), 2, [[(0, 1)], [], []])
RANKS = [[0, 1, 0], [0, 0, 1]]
KNOWN = np.zeros((2, 3, 3), bool)
PREFERENCES = PairwisePreferences.of_ranks(RANKS, KNOWN)
FORWARD = Option("strike", "a", "forward")


def at(*places: tuple[int, int, int]) -> NDArray[np.bool_]:
    table = KNOWN.copy()
    for place in places:
        table[place] = True
    return table


WRONG: list[tuple[Callable[[], object], str]] = [
    (lambda: GraphForm.of_moves((), 1, ()), "at least one state and one decision maker"),
    (lambda: GraphForm.of_moves(("a", "a"), 1, ([], [])), "need different names; found a, a"),
    (lambda: GraphForm.of_moves(("a",), 1, ([], [])), "moves of 2 decision makers are given, but 1 are named"),
    (lambda: GraphForm.of_moves(("a",), 2, ([(0, 2)],)), "a move of a leads from 0 to 2"),
    (lambda: GraphForm.of_moves(("a",), 2, ([(1, 1)],)), "a move of a leads from 1 to 1"),
    (lambda: graph_stability(TWO, [[0, 1, 2]]), r"2 decision makers and 3 states; found shape \(1, 3\)"),
    (lambda: graph_stability(TWO, [[0, 1, -1], [0, 0, 0]]), "whole numbers from 0"),
    (lambda: graph_stability(TWO, np.array([[0, 1, 0.5], [0, 0, 0]])), "whole numbers from 0"),
    (lambda: graph_stability(TWO, RANKS, ["sim"]), "no concept of the graph form is called sim"),
    (lambda: coalition_stability(TWO, RANKS, ["sseq"]), "no concept for coalitions is called sseq"),  # type: ignore[list-item]
    (lambda: coalition_stability(TWO, RANKS).stable_for("nash", ["z"]), "there is no coalition of z"),
    (lambda: coalition_improvements(TWO, RANKS, [], 0), "at least one member"),
    (lambda: coalition_improvements(TWO, RANKS, ["z"], 0), "no decision maker is called z; there are a, b"),
    (lambda: coalition_improvements(TWO, RANKS, ["a"], 3), "there is no state 3"),
    (lambda: equilibrium_jumps(TWO, RANKS, [3]), "there is no state 3; states are the numbers 0 to 2"),
    (lambda: ways_to(TWO, RANKS, -1, [0]), "there is no state -1"),
    (lambda: status_quo_analysis(TWO, 0, "z"), "no decision maker is called z"),
    (lambda: without_moves(TWO, [("b", 1, 0)]), "b has no move from 1 to 0"),
    (lambda: without_moves(TWO, [("b", 7, 0)]), "b has no move from 7 to 0"),
    (lambda: limited_move(THREE, [[0, 1]] * 3), "for two decision makers; there are 3"),
    (lambda: limited_move(TWO, RANKS, longest=1), "up to a horizon of 1 moves"),
    (lambda: limited_move(TWO, RANKS).stable(0), "a horizon is at least one move; found 0"),
    (lambda: stackelberg(TWO, RANKS, "z"), "no decision maker is called z"),
    (lambda: reasons(TWO, RANKS, "sim", "a", 0), "no concept of the graph form is called sim"),
    (lambda: reasons(TWO, RANKS, "seq", "a", 9), "there is no state 9"),
    (lambda: merge_states(TWO, [(0, 1), (1, 2)]), "state 1 stands in two groups"),
    (lambda: merge_states(TWO, [(0, 1)]).ranks(RANKS), "a is not indifferent between state 0"),
    (lambda: PairwisePreferences(KNOWN, KNOWN[:1]), r"found \(2, 3, 3\) and \(1, 3, 3\)"),
    (lambda: PairwisePreferences(at((0, 0, 1), (0, 1, 0)), KNOWN), "states 0 and 1 are preferred to each other"),
    (lambda: PairwisePreferences(at((1, 0, 1)), at((1, 0, 1), (1, 1, 0))), "both preferred and unknown"),
    (lambda: PairwisePreferences(KNOWN, at((0, 0, 1))), "unknown in one direction only"),
    (lambda: PairwisePreferences(KNOWN, at((0, 2, 2))), "the same state"),
    (lambda: PairwisePreferences.of_ranks([0, 1], KNOWN), "do not fit"),
    (lambda: stability_under_unknown_preference(THREE, PREFERENCES, "a"), "3 decision makers and 2 states"),
    (lambda: stability_under_unknown_preference(TWO, PREFERENCES, "e"), "called a, b, c and d; found e"),  # type: ignore[arg-type]
    (lambda: stability_under_unknown_preference(TWO, PREFERENCES, "a", ["sseq"]), "is called sseq"),
    (lambda: as_graph(OptionForm((FORWARD,), (Formula.parse("strike or not strike"),))), "no state is feasible"),
    (lambda: as_graph(OptionForm(tuple(Option(f"o{k}", "a") for k in range(15)))), "too many moves to be written out"),
]


@pytest.mark.parametrize(("ask", "words"), WRONG, ids=[words for _, words in WRONG])
def test_what_cannot_be_is_refused_in_words(ask: Callable[[], object], words: str) -> None:
    with pytest.raises(ModelInputError, match=words):
        ask()


def test_doubles_count_once_and_arrays_do_as_well() -> None:
    pairs = np.array([(1, 0), (0, 1), (1, 0)])
    assert GraphForm.of_moves(("a",), 2, (pairs,)).pairs(0).tolist() == [[0, 1], [1, 0]]
    assert GraphForm.of_moves(("a",), 2, ([],)).moves[0].of(1).tolist() == []


def test_progress_is_told_to_the_end_and_may_interrupt() -> None:
    for solve in (
        lambda progress: graph_stability(TWO, RANKS, progress=progress),
        lambda progress: coalition_stability(TWO, RANKS, progress=progress),
        lambda progress: stability_under_unknown_preference(TWO, PREFERENCES, "a", progress=progress),
    ):
        told: list[tuple[int, int, str]] = []
        solve(lambda *step: told.append(step))  # noqa: B023
        assert [done for done, _, _ in told] == sorted(done for done, _, _ in told)
        assert told[-1][0] == told[-1][1]
        assert all(what for _, _, what in told)

        def stop(_done: int, _total: int, _what: str) -> None:
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            solve(stop)


def test_to_come_back_to_the_same_state_is_a_sanction() -> None:
    """Both control the move between two states: a's gain is undone by b, and a is no better off than before."""
    graph = GraphForm.of_moves(("a", "b"), 2, [[(0, 1)], [(1, 0)]])
    assert graph_stability(graph, [[0, 1], [0, 0]], ["gmr"]).stable["gmr"][0].tolist() == [True, True]
    strict = graph_stability(graph, [[0, 1], [0, 0]], ["gmr"], sanction="worse")
    assert strict.stable["gmr"][0].tolist() == [False, True]


def test_preferences_need_not_be_transitive() -> None:
    """a prefers 1 to 0, 2 to 1 and 0 to 2, and can go round: it leaves every state."""
    graph = GraphForm.of_moves(("a",), 3, [[(0, 1), (1, 2), (2, 0)]])
    better = np.zeros((1, 3, 3), bool)
    better[0, [0, 1, 2], [1, 2, 0]] = True
    circular = PairwisePreferences(better, np.zeros_like(better))
    table = stability_under_unknown_preference(graph, circular, "a")
    assert not table.stable["nash"].any()
    assert not table.stable["seq"].any()


def test_a_barred_move_changes_what_can_be_reached() -> None:
    assert status_quo_analysis(TWO, 0).distance.tolist() == [-1, 1, 2]
    barred = without_moves(TWO, [("b", 1, 2)])
    assert status_quo_analysis(barred, 0).path(2) is None
    assert barred.pairs(0).tolist() == TWO.pairs(0).tolist()
    assert improvements_only(TWO, RANKS).pairs(0).tolist() == [[0, 1]]


def test_nobody_moves_twice_in_a_row_but_later_again() -> None:
    graph = GraphForm.of_moves(("a", "b"), 4, [[(0, 1), (1, 2), (2, 3)], [(1, 2)]])
    assert status_quo_analysis(graph, 0).arrival.tolist() == [[-1, 1, -1, 3], [-1, -1, 2, -1]]
    assert status_quo_analysis(graph, 0, "b").distance.tolist() == [-1, -1, -1, -1]


def test_a_decision_maker_alone() -> None:
    graph = GraphForm.of_moves(("a",), 2, [[(0, 1)]])
    table = graph_stability(graph, [[0, 1]])
    assert all(table.equilibria(concept).tolist() == [1] for concept in table.stable)
    assert coalition_stability(graph, [[0, 1]]).coalitionally_stable("seq").tolist() == [1]


def test_gains_in_the_sense_of_pareto_are_more() -> None:
    graph = GraphForm.of_moves(("a", "b"), 2, [[(0, 1)], []])
    ranks = [[0, 1], [0, 0]]
    assert coalition_improvements(graph, ranks, ("a", "b"), 0) == ()
    assert coalition_improvements(graph, ranks, ("a", "b"), 0, improvement="pareto") == (1,)


def test_between_equal_ends_the_one_counts_that_is_worse_for_the_other() -> None:
    """From 1, b can go on to 2 or 3, which are equal to it; a, in 0, reckons with 3, where it loses, and stays."""
    graph = GraphForm.of_moves(("a", "b"), 4, [[(0, 1)], [(1, 2), (1, 3)]])
    ranks = [[1, 1, 2, 0], [0, 0, 1, 1]]
    assert limited_move(graph, ranks).stable(2)[0].tolist() == [True, True, True, True]
    assert limited_move(graph, [[1, 1, 2, 0], [0, 0, 2, 1]]).stable(2)[0].tolist() == [False, True, True, True]


def test_a_jump_from_the_status_quo_comes_before_one_of_the_same_size_from_elsewhere() -> None:
    graph = GraphForm.of_moves(("a", "b"), 4, [[(0, 1), (1, 2), (0, 2)], [(2, 3)]])
    one, three = ways_to(graph, [[1, 2, 0, 3], [1, 1, 1, 2]], 0, [1, 3])
    assert one.by_improvements is not None
    assert three.by_coalition is not None
    assert (three.by_coalition.coalition, three.by_coalition.start) == (("a", "b"), 0)
