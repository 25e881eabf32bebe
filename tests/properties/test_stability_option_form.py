"""The fast engine for option form beside the definitions, word for word, on small random conflicts."""

import itertools
from collections.abc import Iterator
from functools import lru_cache
from random import Random

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from goodoffices.logic import Formula
from goodoffices.models.stability import (
    Concept,
    Option,
    OptionForm,
    OptionPrioritisation,
    Ranks,
    StabilityTable,
    StatementWeights,
    improvement_distances,
    improvements_to,
    ranks,
    ranks_of,
    stability_in_option_form,
    stability_of_state,
    stable_by_simultaneity,
)
from goodoffices.models.stability.fast import fibres, workers
from goodoffices.models.stability.forms.option_form import Direction

CONCEPTS: tuple[Concept, ...] = ("nash", "gmr", "smr", "seq", "sseq", "sim")
DIRECTIONS: tuple[Direction, ...] = ("both", "both", "forward", "backward")


class Definitions:
    """Moves, improvements, legal sequences and stability, each as its definition says, over sets of states."""

    def __init__(self, form: OptionForm, ranks: Ranks) -> None:
        self.form, self.ranks = form, ranks.tolist()
        self.moves = lru_cache(maxsize=None)(self.moves)  # type: ignore[method-assign]
        self.sequences = lru_cache(maxsize=None)(self.sequences)  # type: ignore[method-assign]

    @property
    def everyone(self) -> range:
        return range(len(self.form.decision_makers))

    def moves(self, i: int, state: int) -> set[int]:
        name = self.form.decision_makers[i]
        return {
            other
            for other in range(self.form.state_count)
            if other != state and self.ranks[i][other] >= 0 and self._permitted(name, state, other)
        }

    def _permitted(self, name: str, state: int, other: int) -> bool:
        for bit, option in enumerate(self.form.options):
            before, after = state >> bit & 1, other >> bit & 1
            if before != after and option.owner != name:
                return False
            if (before, after) == (0, 1) and option.direction == "backward":
                return False
            if (before, after) == (1, 0) and option.direction == "forward":
                return False
        return True

    def improvements(self, i: int, state: int) -> set[int]:
        return {other for other in self.moves(i, state) if self.ranks[i][other] > self.ranks[i][state]}

    def sequences(self, movers: tuple[int, ...], start: int, improving: bool) -> set[int]:
        """Ends of legal sequences: nobody moves twice in a row."""
        step = self.improvements if improving else self.moves
        pairs: set[tuple[int, int]] = set()
        waiting = [(start, -1)]
        while waiting:
            state, last = waiting.pop()
            for j in movers:
                for end in step(j, state) if j != last else ():
                    if (end, j) not in pairs:
                        pairs.add((end, j))
                        waiting.append((end, j))
        return {state for state, _ in pairs}

    def stable(self, concept: str, i: int, s: int) -> bool:
        own = self.ranks[i]
        if own[s] < 0:
            return False
        leaves = self.improvements(i, s)
        others = tuple(j for j in self.everyone if j != i)
        if concept == "nash":
            return not leaves
        if concept == "sim":
            return all(any(own[c] <= own[s] for c in self.at_once(others, s, t)) for t in leaves)
        improving, lasting = concept in ("seq", "sseq"), concept in ("smr", "sseq")
        return all(
            any(
                own[q] <= own[s] and not (lasting and any(own[r] > own[s] for r in self.moves(i, q)))
                for q in self.sequences(others, t, improving)
            )
            for t in leaves
        )

    def at_once(self, others: tuple[int, ...], s: int, t: int) -> Iterator[int]:
        for answers in itertools.product(*({s} | self.improvements(j, s) for j in others)):
            together = t
            for answer in answers:
                together ^= answer ^ s
            if self.ranks[0][together] >= 0:
                yield together

    def table(self) -> dict[Concept, list[list[bool]]]:
        return {
            concept: [[self.stable(concept, i, s) for s in range(self.form.state_count)] for i in self.everyone]
            for concept in CONCEPTS
        }


@st.composite
def conflicts(draw: st.DrawFn, most_options: int = 5) -> tuple[OptionForm, Ranks]:
    count = draw(st.integers(1, most_options))
    owners = draw(st.lists(st.sampled_from("abcd"), min_size=count, max_size=count))
    options = tuple(Option(f"o{bit}", owner, draw(st.sampled_from(DIRECTIONS))) for bit, owner in enumerate(owners))
    literals = st.builds(lambda bit, no: f"{'not ' * no}o{bit}", st.integers(0, count - 1), st.booleans())
    patterns = draw(st.lists(st.lists(literals, min_size=1, max_size=3), max_size=3))
    form = OptionForm(options, tuple(Formula.parse(" and ".join(pattern)) for pattern in patterns))
    feasible = form.feasible()
    assume(feasible.any())
    seed, tiers = draw(st.integers(0, 2**32 - 1)), draw(st.integers(1, 2**count))
    values = np.random.default_rng(seed).integers(0, tiers, (len(form.decision_makers), form.state_count))
    return form, np.where(feasible, values, -1).astype(np.int32)


def solved(form: OptionForm, ranks: Ranks) -> StabilityTable:
    return stability_in_option_form(form, ranks, CONCEPTS).unpacked()


@settings(max_examples=120, deadline=None)
@given(conflicts())
def test_engine_is_what_the_definitions_say(conflict: tuple[OptionForm, Ranks]) -> None:
    form, ranks = conflict
    table = solved(form, ranks)
    for concept, expected in Definitions(form, ranks).table().items():
        assert table.stable[concept].tolist() == expected, concept


@settings(max_examples=80, deadline=None)
@given(conflicts(), st.integers(0, 31))
def test_improvements_lead_as_far_as_the_definitions_say(conflict: tuple[OptionForm, Ranks], start: int) -> None:
    form, ranks = conflict
    start %= form.state_count
    assume(ranks[0, start] >= 0)
    words = Definitions(form, ranks)
    distances = improvement_distances(form, ranks, start)
    reached, moves = {start}, 0
    while reached:
        assert set(np.flatnonzero(distances == moves).tolist()) == reached
        nearer = set(np.flatnonzero((distances >= 0) & (distances <= moves)).tolist())
        reached = {t for s in reached for i in words.everyone for t in words.improvements(i, s)} - nearer
        moves += 1
    assert distances.max() == moves - 1
    for end in range(form.state_count):
        way = improvements_to(form, ranks, distances, end)
        assert (way is None) == (distances[end] < 0)
        at, last = start, ""
        for step in way or ():
            assert step.state in words.improvements(form.decision_makers.index(step.decision_maker), at)
            assert step.decision_maker != last
            at, last = step.state, step.decision_maker
        assert way is None or (len(way) == distances[end] and at == end)


@settings(max_examples=60, deadline=None)
@given(conflicts(), st.integers(0, 3), st.integers(0, 2))
def test_bundles_and_threads_change_nothing(conflict: tuple[OptionForm, Ranks], bundle: int, lanes: int) -> None:
    form, ranks = conflict
    expected = solved(form, ranks)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fibres, "BUNDLE_BITS", bundle)
        patch.setattr(fibres, "LEAST_LANES", lanes)
        patch.setattr(workers, "SMALL", 1)
        patch.setattr(workers, "PIECE", 8)
        found = solved(form, ranks)
    for concept in CONCEPTS:
        assert (found.stable[concept] == expected.stable[concept]).all()


@settings(max_examples=60, deadline=None)
@given(conflicts(), st.randoms(use_true_random=False))
def test_a_new_order_of_options_changes_nothing_else(conflict: tuple[OptionForm, Ranks], random: Random) -> None:
    form, ranks = conflict
    order = list(range(len(form.options)))
    random.shuffle(order)
    other = OptionForm(tuple(form.options[bit] for bit in order), form.infeasible)
    states = np.arange(form.state_count)
    moved = np.sum([(states >> bit & 1) << at for at, bit in enumerate(order)], axis=0)
    rows = np.array([other.decision_makers.index(name) for name in form.decision_makers])
    place = np.ix_(rows, moved)
    shuffled = np.empty_like(ranks)
    shuffled[place] = ranks
    before, after = solved(form, ranks), solved(other, shuffled)
    for concept in CONCEPTS:
        assert (after.stable[concept][place] == before.stable[concept]).all()


@settings(max_examples=60, deadline=None)
@given(conflicts(most_options=8))
def test_concepts_imply_one_another(conflict: tuple[OptionForm, Ranks]) -> None:
    stable = solved(*conflict).stable
    pairs: list[tuple[Concept, Concept]] = [
        ("nash", "sseq"),
        ("sseq", "smr"),
        ("sseq", "seq"),
        ("smr", "gmr"),
        ("seq", "gmr"),
        ("nash", "sim"),
    ]
    for narrow, wide in pairs:
        assert (stable[narrow] <= stable[wide]).all(), (narrow, wide)


@settings(max_examples=60, deadline=None)
@given(conflicts(most_options=8))
def test_simultaneity_only_rescues_where_two_would_leave(conflict: tuple[OptionForm, Ranks]) -> None:
    table = solved(*conflict)
    rescued = stable_by_simultaneity(table)
    added = rescued & ~table.stable["seq"]
    assert (rescued >= table.stable["seq"]).all()
    assert (added <= table.stable["sim"]).all()
    leaving = (table.feasible & ~table.stable["seq"]).sum(axis=0)
    assert (leaving[added.any(axis=0)] >= 2).all()


@st.composite
def described(draw: st.DrawFn) -> tuple[OptionForm, dict[str, OptionPrioritisation]]:
    form, _ = draw(conflicts(most_options=7))
    names = [option.name for option in form.options]
    literal = st.builds(lambda name, no: f"{'not ' * no}{name}", st.sampled_from(names), st.booleans())
    statement = st.builds(
        lambda a, word, b: f"{a} {word} {b}", literal, st.sampled_from(("and", "or", "if", "iff")), literal
    )
    return form, {
        name: OptionPrioritisation.of(*draw(st.lists(statement, max_size=6))) for name in form.decision_makers
    }


@settings(max_examples=40, deadline=None)
@given(described(), st.integers(0, 2**32 - 1))
def test_statements_in_order_are_weights_each_above_the_sum_of_those_below(
    conflict: tuple[OptionForm, dict[str, OptionPrioritisation]], seed: int
) -> None:
    form, preferences = conflict
    weighed = {
        name: StatementWeights(tuple((one, 2.0**-place) for place, one in enumerate(said.statements)))
        for name, said in preferences.items()
    }
    found = ranks(form, preferences)
    assert (ranks(form, weighed) == found).all()
    states = np.flatnonzero(form.feasible())
    assert (ranks_of(form, weighed, states) == ranks_of(form, preferences, states)).all()
    state = int(np.random.default_rng(seed).choice(states))
    assert stability_of_state(form, weighed, state, CONCEPTS[:5]) == stability_of_state(
        form, preferences, state, CONCEPTS[:5]
    )


@settings(max_examples=40, deadline=None)
@given(described(), st.integers(0, 2**32 - 1))
def test_single_states_are_judged_as_in_the_table(
    conflict: tuple[OptionForm, dict[str, OptionPrioritisation]], seed: int
) -> None:
    form, preferences = conflict
    table = solved(form, ranks(form, preferences))
    states = np.flatnonzero(table.feasible)
    for state in np.random.default_rng(seed).choice(states, min(6, len(states)), replace=False).tolist():
        verdicts = stability_of_state(form, preferences, state, CONCEPTS[:5])
        for concept in CONCEPTS[:5]:
            found = [verdicts[concept][name].stable for name in form.decision_makers]
            assert found == table.stable[concept][:, state].tolist(), concept


@settings(max_examples=25, deadline=None)
@given(described(), st.integers(1, 60))
def test_with_a_small_budget_an_answer_is_right_or_not_given(
    conflict: tuple[OptionForm, dict[str, OptionPrioritisation]], budget: int
) -> None:
    form, preferences = conflict
    table = solved(form, ranks(form, preferences))
    state = int(np.flatnonzero(table.feasible)[-1])
    verdicts = stability_of_state(form, preferences, state, CONCEPTS[:5], budget=budget)
    for concept in CONCEPTS[:5]:
        for i, name in enumerate(form.decision_makers):
            assert verdicts[concept][name].stable in (None, bool(table.stable[concept][i, state]))


@settings(max_examples=60, deadline=None)
@given(described(), st.integers(1, 30))
def test_statements_are_compared_one_after_the_other(
    conflict: tuple[OptionForm, dict[str, OptionPrioritisation]], times: int
) -> None:
    """Given again and again, beyond any number of bits, statements change nothing."""
    form, preferences = conflict
    found = ranks(form, preferences)
    feasible = np.flatnonzero(form.feasible())
    for own, said in zip(found, preferences.values(), strict=True):
        truths = [tuple(bool(s.over(form.truths(np.array(state)))) for s in said.statements) for state in feasible]
        order = {vector: rank for rank, vector in enumerate(sorted(set(truths)))}
        assert own[feasible].tolist() == [order[vector] for vector in truths]
        assert (np.delete(own, feasible) == -1).all()
    again = {name: OptionPrioritisation(said.statements * times) for name, said in preferences.items()}
    assert (ranks(form, again) == found).all()
