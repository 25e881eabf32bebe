"""Limited moves of several: small conflicts worked out by hand, where the senses differ, and what is refused."""

from collections.abc import Callable

import numpy as np
import pytest
from tests.stability_cases import CASES

from goodoffices.errors import ModelInputError
from goodoffices.models.stability import NEXT_MOVERS, GraphForm, NextMover, limited_move_of_several

FORK = GraphForm.of_moves(("a", "b", "c"), 4, [[(0, 1)], [(1, 2)], [(1, 3)]])
CHAIN = GraphForm.of_moves(("a", "b", "c"), 4, [[(0, 1)], [(1, 2)], [(2, 3)]])
EACH_ITS_OWN = [[1, 2, 2, 0], [0, 0, 2, 1], [0, 0, 1, 2]]


def stays(graph: GraphForm, ranks: list[list[int]], sense: NextMover, horizon: int, order: str | None = None) -> bool:
    """Whether a stays in 0."""
    return bool(limited_move_of_several(graph, ranks, sense, order=order).stable(horizon)[0, 0])


def test_who_is_asked_first_matters() -> None:
    """b would go to 2, where a gains, and c to 3, where it loses."""
    assert not stays(FORK, EACH_ITS_OWN, "turns", 2, "abc")
    assert stays(FORK, EACH_ITS_OWN, "turns", 2, "acb")
    assert not stays(FORK, EACH_ITS_OWN, "turns", 2, "bca")
    assert stays(FORK, EACH_ITS_OWN, "worst", 2)
    assert stays(FORK, EACH_ITS_OWN, "together", 2)


def test_who_passes_reckons_with_those_asked_later() -> None:
    """b gains as much by the move of c, which is asked next, as by its own: it passes, and a ends where it loses."""
    assert stays(FORK, [[1, 2, 2, 0], [0, 0, 1, 1], [0, 0, 1, 1]], "turns", 2, "abc")


def test_two_together_do_what_takes_each_of_them_one_move_longer_alone() -> None:
    """b loses by its step unless c goes on to 3: one answer of both, two moves one after the other."""
    ranks = [[1, 2, 2, 0], [0, 1, 0, 2], [0, 1, 0, 2]]
    assert [stays(CHAIN, ranks, "together", h) for h in (1, 2, 3)] == [False, True, True]
    assert [stays(CHAIN, ranks, "worst", h) for h in (1, 2, 3)] == [False, False, True]
    assert [stays(CHAIN, ranks, "turns", h) for h in (1, 2, 3)] == [False, False, True]


def test_nobody_takes_part_in_an_answer_without_gain() -> None:
    """c would have to go on to 3 and does not gain by it; b does not gain by 2 alone."""
    assert not stays(CHAIN, [[1, 2, 2, 0], [0, 1, 0, 2], [0, 1, 2, 1]], "together", 2)


def test_an_answer_that_all_who_gain_can_better_is_dropped() -> None:
    """From 1, b reaches 2, which hurts a, and 3, which it likes better and which does not."""
    graph = GraphForm.of_moves(("a", "b", "c"), 4, [[(0, 1)], [(1, 2), (1, 3)], []])
    for sense in NEXT_MOVERS:
        assert not stays(graph, [[1, 2, 0, 2], [0, 0, 1, 2], [0, 0, 0, 0]], sense, 2)
        assert stays(graph, [[1, 2, 0, 2], [0, 0, 2, 2], [0, 0, 0, 0]], sense, 2)


def test_garrison_settles_in_two_senses_and_not_in_the_third() -> None:
    found = {
        sense: limited_move_of_several(CASES["garrison"].graph, CASES["garrison"].ranks, sense) for sense in NEXT_MOVERS
    }
    assert [found[sense].period for sense in ("worst", "turns", "together")] == [1, 1, 4]
    assert found["together"].non_myopic is None
    assert found["together"].unsettled.any()
    for sense in ("worst", "turns"):
        settled = found[sense].non_myopic
        assert settled is not None
        assert (np.flatnonzero(settled.all(axis=0)) + 1).tolist() == [3, 11, 17, 21]


LARGE = GraphForm.of_moves(tuple("abcd"), 12_000, [[]] * 4)
ALONE = GraphForm.of_moves(("a",), 2, [[(0, 1)]])
WRONG: list[tuple[Callable[[], object], str]] = [
    (lambda: limited_move_of_several(ALONE, [[0, 1]], "worst"), "at least two decision makers; there is 1"),
    (lambda: limited_move_of_several(FORK, EACH_ITS_OWN, "best"), "worst, turns, together; found best"),  # type: ignore[arg-type]
    (lambda: limited_move_of_several(FORK, EACH_ITS_OWN, "worst", order="abc"), "an order belongs to 'turns'"),
    (lambda: limited_move_of_several(FORK, EACH_ITS_OWN, "turns", order="ab"), "everybody once: a, b, c; found a, b"),
    (
        lambda: limited_move_of_several(FORK, EACH_ITS_OWN, "turns", order="abb"),
        "everybody once: a, b, c; found a, b, b",
    ),
    (lambda: limited_move_of_several(FORK, EACH_ITS_OWN, "turns", order="abz"), "no decision maker is called z"),
    (lambda: limited_move_of_several(FORK, EACH_ITS_OWN[:2], "worst"), "3 decision makers and 4 states"),
    (lambda: limited_move_of_several(FORK, EACH_ITS_OWN, "worst", longest=1), "up to a horizon of 1 moves"),
    (lambda: limited_move_of_several(LARGE, [[0] * 12_000] * 4, "together"), "12,000 states are too many"),
]


@pytest.mark.parametrize(("ask", "words"), WRONG, ids=[words for _, words in WRONG])
def test_what_cannot_be_is_refused_in_words(ask: Callable[[], object], words: str) -> None:
    with pytest.raises(ModelInputError, match=words):
        ask()
