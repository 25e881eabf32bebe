"""Probabilistic Condorcet elections against a plain transcription, and what must hold for any input."""

from dataclasses import replace
from itertools import product
from random import Random
from typing import Any

import numpy as np
from benchmarks.bench_election import check
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from goodoffices.models.bargaining.election import (
    PRESETS,
    ElectionRules,
    election_over_positions,
    stationary,
)
from goodoffices.models.bargaining.inputs import FloatArray

Inputs = tuple[FloatArray, FloatArray, FloatArray]

VOTES: tuple[Any, ...] = ("binary", "proportional_binary", "proportional", "proportional_cubic", "cubic", "prospect")
VICTORIES: tuple[Any, ...] = ("linear", "square", "quartic", "octic", "threshold", "decisive")
PROCEDURES: tuple[Any, ...] = ("conditional", "uniform", "incentive", "weight")
WEIGHTS: tuple[Any, ...] = ("capability", "capability_salience")
ALL_RULES = [
    ElectionRules(vote=vote, victory=victory, procedure=procedure, weight=weight)
    for vote, victory, procedure, weight in product(VOTES, VICTORIES, PROCEDURES, WEIGHTS)
    if vote != "prospect" or (procedure != "conditional" and victory not in {"threshold", "decisive"})
]
any_rules = st.sampled_from(ALL_RULES)


@st.composite
def inputs(draw: st.DrawFn, most: int = 7, issues: int = 0) -> Inputs:
    parties = draw(st.integers(1, most))
    shape = (parties, issues) if issues else (parties,)
    weights = st.integers(0, 20).map(lambda v: v / 20)
    c = draw(arrays(np.float64, parties, elements=weights))
    s = draw(arrays(np.float64, shape, elements=weights))
    c[0], s[0] = max(c[0], 0.05), np.maximum(s[0], 0.05)
    return c, s, draw(arrays(np.float64, shape, elements=st.integers(0, 20).map(lambda v: 5.0 * v)))


def smooth(rules: ElectionRules) -> bool:
    """Tell whether rounding cannot turn a result round, as it can where a tie decides."""
    return rules.victory != "decisive" and rules.risk == "neutral"


@settings(deadline=None, max_examples=250)
@given(inputs(), any_rules)
def test_every_set_of_rules_follows_the_formulas(given_: Inputs, rules: ElectionRules) -> None:
    found = election_over_positions(*given_, rules=rules)
    sure = (found.election.victory == 0).sum(axis=1)
    assume(rules.procedure != "conditional" or (sure == 0).any())
    check(*given_, rules, found)


@settings(deadline=None, max_examples=60)
@given(inputs(issues=2), any_rules)
def test_two_issues_follow_the_formulas(given_: Inputs, rules: ElectionRules) -> None:
    c, s, x = given_
    found = election_over_positions(c, s, x, [(0, 100), (0, 100)], rules)
    sure = (found.election.victory == 0).sum(axis=1)
    assume(rules.procedure != "conditional" or (sure == 0).any())
    check(c, s, x, rules, found)


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 10_000), st.sampled_from(["min", "mid", "max"]), st.sampled_from(PROCEDURES))
def test_attitudes_to_risk_follow_the_formulas(seed: int, risk: Any, procedure: Any) -> None:
    random = np.random.default_rng(seed)
    c, s, x = random.uniform(0.1, 1, 6), random.uniform(0.1, 1, (6, 2)), random.uniform(0, 100, (6, 2))
    rules = ElectionRules(risk=risk, procedure=procedure, weight="capability")
    check(c, s, x, rules, election_over_positions(c, s, x, [(0, 100), (0, 100)], rules))


@settings(deadline=None, max_examples=200)
@given(inputs(), any_rules)
def test_probabilities_are_probabilities(given_: Inputs, rules: ElectionRules) -> None:
    found = election_over_positions(*given_, rules=rules)
    victory = found.election.victory
    assert (found.probability >= 0).all()
    assert (victory >= 0).all()
    assert (victory <= 1).all()
    np.testing.assert_allclose(found.probability.sum(), 1, rtol=1e-12)
    if rules.vote == "prospect":
        assert (victory + victory.T <= 1 + 1e-12).all()
    else:
        np.testing.assert_allclose(victory + victory.T, 1, rtol=1e-12)
    x = given_[2]
    assert x.min() - 1e-9 <= found.expected <= x.max() + 1e-9
    assert x.min() <= found.median.lower <= found.median.upper <= x.max()


@settings(deadline=None, max_examples=150)
@given(inputs(), any_rules, st.randoms(use_true_random=False))
def test_order_of_the_parties_does_not_matter(given_: Inputs, rules: ElectionRules, random: Random) -> None:
    order = random.sample(range(len(given_[0])), len(given_[0]))
    before = election_over_positions(*given_, rules=rules)
    c, s, x = (array[order] for array in given_)
    after = election_over_positions(c, s, x, rules=rules)
    np.testing.assert_allclose(after.probability, before.probability, atol=1e-9)
    assert after.party_option.tolist() == before.party_option[order].tolist()


@settings(deadline=None, max_examples=150)
@given(inputs(), any_rules, st.sampled_from([-3.0, 0.01, 7.0, 1e6]), st.sampled_from([0.0, -40.0, 1e3]))
def test_another_scale_changes_nothing(given_: Inputs, rules: ElectionRules, factor: float, shift: float) -> None:
    c, s, x = given_
    before = election_over_positions(c, s, x, rules=rules)
    ends = sorted((shift, 100 * factor + shift))
    after = election_over_positions(c, s, factor * x + shift, ends, rules)
    turned = after.probability[::-1] if factor < 0 else after.probability
    np.testing.assert_allclose(turned, before.probability, atol=1e-7)


@settings(deadline=None, max_examples=100)
@given(inputs(), any_rules, st.sampled_from([1e-6, 0.3, 4.0, 1e9]))
def test_only_shares_of_capability_and_salience_matter(given_: Inputs, rules: ElectionRules, factor: float) -> None:
    c, s, x = given_
    before = election_over_positions(c, s, x, rules=rules).probability
    np.testing.assert_allclose(election_over_positions(factor * c, s, x, rules=rules).probability, before, atol=1e-9)
    np.testing.assert_allclose(election_over_positions(c, factor * s, x, rules=rules).probability, before, atol=1e-9)


@settings(deadline=None)
@given(inputs(), any_rules, st.integers(0, 100))
def test_what_all_want_is_sure(given_: Inputs, rules: ElectionRules, place: int) -> None:
    c, s, x = given_
    found = election_over_positions(c, s, np.full_like(x, place), rules=rules)
    assert found.probability.tolist() == [1]
    assert found.expected == place
    assert found.election.mode == 0


@settings(deadline=None, max_examples=100)
@given(inputs(), any_rules)
def test_splitting_a_party_in_two_changes_nothing(given_: Inputs, rules: ElectionRules) -> None:
    c, s, x = given_
    before = election_over_positions(c, s, x, rules=rules).probability
    half = np.concatenate([c[:1] / 2, c[:1] / 2, c[1:]])
    s, x = (np.concatenate([array[:1], array]) for array in (s, x))
    np.testing.assert_allclose(election_over_positions(half, s, x, rules=rules).probability, before, atol=1e-9)


@settings(deadline=None, max_examples=100)
@given(inputs(), any_rules)
def test_a_condorcet_winner_beats_every_other(given_: Inputs, rules: ElectionRules) -> None:
    election = election_over_positions(*given_, rules=rules).election
    winner, strength = int(election.condorcet_winner), election.strength
    ahead = [
        all(strength[a, b] > strength[b, a] * (1 + 1e-9) for b in range(len(strength)) if b != a)
        for a in range(len(strength))
    ]
    if winner >= 0:
        others = [b for b in range(len(strength)) if b != winner]
        assert all(strength[winner, b] > strength[b, winner] for b in others)
    else:
        assert not any(ahead)


@settings(deadline=None)
@given(st.integers(0, 10_000), st.integers(2, 9))
def test_an_option_that_wins_more_and_loses_less_is_likelier(seed: int, options: int) -> None:
    """True of the chain whatever the rates; not of a party's power, which also changes the contests of others."""
    random = np.random.default_rng(seed)
    rate = random.uniform(0, 1, (options, options))
    better = rate.copy()
    better[1:, 0] += random.uniform(0, 1, options - 1)
    better[0, 1:] *= random.uniform(0, 1, options - 1)
    assert stationary(better)[0] > stationary(rate)[0]


@settings(deadline=None, max_examples=100)
@given(inputs(), st.sampled_from([rules for rules in PRESETS.values() if smooth(rules)]), st.integers(2, 4))
def test_leading_axes_are_draws(given_: Inputs, rules: ElectionRules, draws: int) -> None:
    c, s, x = given_
    one = election_over_positions(c, s, x, rules=rules)
    many = election_over_positions(np.tile(c, (draws, 1)), s, x, rules=rules)
    assert many.probability.shape == (draws, *one.probability.shape)
    np.testing.assert_allclose(many.probability, np.tile(one.probability, (draws, 1)), rtol=1e-12)
    other = replace(rules, name="custom", version=1)
    np.testing.assert_array_equal(election_over_positions(c, s, x, rules=other).probability, one.probability)
