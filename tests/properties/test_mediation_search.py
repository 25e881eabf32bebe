"""Short cuts of the mediator's search against the long way round."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.stability_oracle import drawn, drawn_options, reach

from goodoffices.logic import Formula
from goodoffices.models.stability import GraphForm, Option, OptionForm, as_graph
from goodoffices.models.stability.forms.arcs import forward
from goodoffices.models.stability.mediation.answers import improving_answers_to
from goodoffices.models.stability.mediation.effects import reordered_pairs

seeds = st.integers(0, 2**32)


@settings(max_examples=40, deadline=None)
@given(seed=seeds)
def test_answers_by_improvements_are_those_of_the_definition(seed: int) -> None:
    model = drawn(seed)
    c = model.conflict
    graph = GraphForm.of_moves("abcd"[: len(model.moves)], model.states, model.moves)
    ranks = np.array(model.ranks, np.int32)
    for i in c.everybody:
        for s in c.states:
            found = improving_answers_to(forward(graph), ranks, i, s)
            assert found.tolist() == sorted(reach(c, c.everybody - {i}, s, c.better))


@settings(max_examples=100, deadline=None)
@given(pairs=st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=1, max_size=20))
def test_pairs_ordered_otherwise_are_counted(pairs: list[tuple[int, int]]) -> None:
    before, after = np.array(pairs, np.int32).T
    expected = sum(np.sign(a - c) != np.sign(b - d) for place, (a, b) in enumerate(pairs) for c, d in pairs[:place])
    assert reordered_pairs(before, after) == expected


@settings(max_examples=40, deadline=None)
@given(seed=seeds)
def test_moves_written_out_are_those_that_options_allow(seed: int) -> None:
    options, patterns, model = drawn_options(seed)
    form = OptionForm(
        tuple(Option(*one) for one in options),
        tuple(Formula.parse(" and ".join(o if yes else f"not {o}" for o, yes in p)) for p in patterns),
    )
    found = as_graph(form)
    assert len(found.states) == model.states
    for name, moves in zip(form.decision_makers, model.moves, strict=True):
        assert found.graph.pairs(found.graph.decision_makers.index(name)).tolist() == [list(one) for one in moves]
