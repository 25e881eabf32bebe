"""Probabilistic Condorcet elections: closed forms, degenerate cases and errors."""

from dataclasses import FrozenInstanceError, replace
from itertools import product
from typing import Any

import numpy as np
import pytest
from benchmarks.bench_election import plain_long_run

from goodoffices.errors import ModelInputError
from goodoffices.models.bargaining import weighted_median
from goodoffices.models.bargaining.election import (
    EFFECTIVE_POWER,
    KTAB_DEFAULT,
    PRESETS,
    SURE_MAJORITY,
    ElectionRules,
    coalition_strengths,
    election_over_positions,
    probabilistic_election,
    stationary,
    victory_probability,
)
from goodoffices.models.bargaining.election.election import decide
from goodoffices.models.bargaining.election.line import LINE_VOTES, strengths_on_a_line

PROCEDURES: tuple[Any, ...] = ("conditional", "uniform", "incentive", "weight")
VOTES: tuple[Any, ...] = ("binary", "proportional_binary", "proportional", "proportional_cubic", "cubic")


@pytest.mark.parametrize(("victory", "power"), [("linear", 1), ("square", 2), ("quartic", 4), ("octic", 8)])
@pytest.mark.parametrize("procedure", ["conditional", "uniform", "incentive"])
def test_two_parties_win_in_the_ratio_of_their_strengths(victory: Any, power: int, procedure: Any) -> None:
    rules = ElectionRules(victory=victory, procedure=procedure)
    found = election_over_positions([3, 2], [0.5, 1], [10, 60], rules=rules)
    ratio = (1.5 / 2) ** power
    np.testing.assert_allclose(found.probability, [ratio / (1 + ratio), 1 / (1 + ratio)], rtol=1e-14)


def test_weighted_proposals_multiply_weight_and_victory() -> None:
    found = election_over_positions([3, 1], [1, 1], [0, 100], rules=ElectionRules(procedure="weight"))
    np.testing.assert_allclose(found.probability, [0.9, 0.1], rtol=1e-14)


def test_threshold_is_sure_from_an_advantage_of_a_tenth() -> None:
    strength = np.array([[0, 1.1, 1.05], [1, 0, 3], [1, 2, 0]])
    chance = victory_probability(strength, "threshold")
    assert chance[0, 1] == pytest.approx(1)
    assert chance[1, 2] == 1
    assert chance[2, 1] == 0
    assert chance[0, 2] == pytest.approx((1.05 / 2.05 * 2.1 - 1) / 0.1)
    assert victory_probability(strength, "decisive").tolist() == [[0.5, 1, 1], [0, 0.5, 1], [0, 0, 0.5]]


def test_under_prospect_what_is_on_the_table_has_an_advantage() -> None:
    found = election_over_positions([1, 1], [1, 1], [0, 100], rules=ElectionRules(vote="prospect"))
    np.testing.assert_allclose(found.election.victory, [[0.5, 0.4], [0.4, 0.5]])
    np.testing.assert_allclose(found.probability, [0.5, 0.5])


@pytest.mark.parametrize(("vote", "expected"), [*zip(VOTES, (1.0, 0.6, 0.5, 0.3125, 0.125), strict=True)])
def test_what_half_a_gain_makes_a_party_throw_in(vote: Any, expected: float) -> None:
    strength = coalition_strengths(np.array([[1.0, 0.5]]), np.array([2.0]), vote)
    np.testing.assert_allclose(strength, np.array([[0.0, 2 * expected], [0.0, 0.0]]))


def test_utility_with_attitude_to_risk() -> None:
    rules = ElectionRules(risk="max", weight="capability", procedure="conditional")
    found = election_over_positions([2, 1], [1, 1], [0, 50], rules=rules)
    assert found.risk.tolist() == [1, -1]
    # A distance of one half is worth (1 - .5)(1 + .5 R): .75 to the averse party and .25 to the other.
    np.testing.assert_allclose(found.election.strength, [[0, 2 * 0.25], [0.75, 0]])


@pytest.mark.parametrize("states", [2, 3, 63, 64, 65, 130, 200])
def test_elimination_gives_the_long_run_of_the_chain(states: int) -> None:
    random = np.random.default_rng(states)
    rate = random.uniform(0, 1, (states, states)) ** 4
    np.fill_diagonal(rate, 0)
    step = rate / rate.sum(axis=1).max()
    np.fill_diagonal(step, 1 - step.sum(axis=1))
    found = stationary(rate)
    np.testing.assert_allclose(found @ step, found, atol=1e-15)
    np.testing.assert_allclose(found, plain_long_run(step.tolist()), rtol=1e-10)
    np.testing.assert_allclose(stationary(np.stack([rate, 3 * rate]))[1], found, rtol=1e-13)


def test_nearly_separate_chains_keep_their_digits() -> None:
    rate = np.array([[0, 1.0, 1e-30], [2.0, 0, 0], [3e-30, 0, 0]])
    np.testing.assert_allclose(stationary(rate), np.array([6, 3, 2]) / 11, rtol=1e-15)


def test_large_ratios_do_not_overflow() -> None:
    states = 12
    rate = np.zeros((states, states))
    rate[np.arange(states - 1), np.arange(1, states)] = 1.0
    rate[np.arange(1, states), np.arange(states - 1)] = 1e-60
    found = stationary(rate)
    assert found[-1] == pytest.approx(1)
    assert np.isfinite(found).all()


@pytest.mark.parametrize("procedure", PROCEDURES)
def test_an_option_that_nobody_wants_has_no_chance(procedure: Any) -> None:
    utility = [[0.6, 1.0, 0.0], [1.0, 0.5, 0.2]]
    found = probabilistic_election([1, 1], utility, ElectionRules(procedure=procedure))
    assert found.probability[2] == 0
    assert found.probability.sum() == pytest.approx(1)


@pytest.mark.parametrize("procedure", PROCEDURES)
@pytest.mark.parametrize("best", [0, 1, 2])
def test_what_all_want_most_is_sure(procedure: Any, best: int) -> None:
    utility = np.array([[0.2, 0.3, 0.1], [0.2, 0.0, 0.3]])
    utility[:, best] = 1.0
    found = probabilistic_election([1, 2], utility, ElectionRules(procedure=procedure))
    assert found.probability.tolist() == np.eye(3)[best].tolist()
    assert found.mode == found.condorcet_winner == best


@pytest.mark.parametrize("procedure", PROCEDURES)
def test_equals_that_all_want_most_share(procedure: Any) -> None:
    found = probabilistic_election([1, 2], [[1.0, 0.0, 1.0], [1.0, 0.5, 1.0]], ElectionRules(procedure=procedure))
    np.testing.assert_allclose(found.probability, [0.5, 0, 0.5], atol=1e-15)
    assert found.mode == found.condorcet_winner == -1


@pytest.mark.parametrize("procedure", PROCEDURES)
@pytest.mark.parametrize("options", [1, 2, 70])
def test_nobody_cares_which(procedure: Any, options: int) -> None:
    found = probabilistic_election([1, 2], np.full((2, options), 0.3), ElectionRules(procedure=procedure))
    np.testing.assert_allclose(found.probability, 1 / options)
    assert (found.victory == 0.5).all()
    assert (found.strength == 0).all()


@pytest.mark.parametrize("victory", ["linear", "octic", "threshold", "decisive"])
@pytest.mark.parametrize("procedure", PROCEDURES)
def test_a_circle_of_majorities_has_no_winner(victory: Any, procedure: Any) -> None:
    utility = [[1, 0.5, 0], [0, 1, 0.5], [0.5, 0, 1]]
    rules = ElectionRules(vote="binary", victory=victory, procedure=procedure)
    found = probabilistic_election([1, 1, 1], utility, rules)
    np.testing.assert_allclose(found.probability, 1 / 3)
    assert found.condorcet_winner == found.mode == -1


def test_without_luck_only_the_options_in_the_circle_remain() -> None:
    utility = [[1, 0.5, 0.2, 0], [0.2, 1, 0.5, 0], [0.5, 0.2, 1, 0]]
    found = probabilistic_election([1, 1, 1], utility, SURE_MAJORITY)
    np.testing.assert_allclose(found.probability, [1 / 3, 1 / 3, 1 / 3, 0])


def test_conditional_is_the_limit_of_less_and_less_likely_victories() -> None:
    # Nobody likes the first option better than the second, nor the fourth than the third.
    utility = np.array([[0.9, 1.0, 0.5, 0.3], [0.1, 0.3, 0.9, 0.6]])
    rules = ElectionRules(procedure="conditional")
    found = probabilistic_election([1.0, 1.0], utility, rules).probability
    assert found[0] == found[3] == 0
    cyclic = np.array([[1.0, 0.0], [1.0, 0.0]])
    assert probabilistic_election([1, 2], cyclic, rules).probability.tolist() == [1, 0]
    circle = probabilistic_election(
        [5, 4, 3], [[1, 0.5, 0], [0, 1, 0.5], [0.5, 0, 1]], replace(rules, vote="binary", victory="decisive")
    )
    np.testing.assert_allclose(circle.probability, 1 / 3)


def test_what_nobody_proposes_does_not_decide_who_stays() -> None:
    # The first beats the second, which beats three that nobody proposes and that would beat the first.
    strength = np.zeros((5, 5))
    strength[0, 1] = strength[1, 2:] = strength[2:, 0] = 1.0
    rules = ElectionRules(victory="decisive", procedure="weight")
    found = decide(strength, np.array([1.0, 1, 0, 0, 0]), np.ones(5, dtype=bool), rules)
    assert found.probability.tolist() == [1, 0, 0, 0, 0]


def test_small_weights_keep_their_digits() -> None:
    found = election_over_positions([1, 1e-9], [1, 1], [0, 100])
    np.testing.assert_allclose(found.probability[1], 1e-9 / (1 + 1e-9), rtol=1e-12)


def test_rounding_is_no_reason_for_an_attitude_to_risk() -> None:
    assert election_over_positions([0.1 + 0.2, 0.3], [1, 1], [0, 100], rules=KTAB_DEFAULT).risk.tolist() == [0, 0]


def test_many_parties_without_salience_do_not_vote() -> None:
    random = np.random.default_rng(8)
    c, x, s = random.uniform(0.1, 1, 70), random.uniform(0, 100, 70), random.integers(0, 2, 70)
    rules = ElectionRules(weight="capability")
    many = election_over_positions(c, s, x, rules=rules)
    given = election_over_positions(c, s, x, rules=rules, options=np.sort(x))
    np.testing.assert_allclose(many.probability, given.probability, atol=1e-12)


def test_sure_majority_is_the_weighted_median() -> None:
    random = np.random.default_rng(3)
    c, s, x = random.integers(1, 9, (200, 7)), random.integers(1, 9, (200, 7)), random.integers(0, 100, (200, 7))
    found = election_over_positions(c, s, x, rules=SURE_MAJORITY)
    median = weighted_median(c, s, x)
    clear = np.logical_not(median.is_tied)
    assert clear.sum() > 150
    np.testing.assert_allclose(found.expected[clear], median.midpoint[clear])
    np.testing.assert_allclose(found.place(found.election.condorcet_winner)[clear], median.midpoint[clear])


@pytest.mark.parametrize("name", PRESETS)
def test_draws_with_fewer_positions_are_like_single_cases(name: str) -> None:
    random = np.random.default_rng(4)
    c, s = random.uniform(0.1, 1, (2, 40, 5))
    x = random.integers(0, 5, (40, 5)) * 25.0
    all_draws = election_over_positions(c, s, x, rules=PRESETS[name])
    assert not all_draws.election.listed.all()
    for draw in range(40):
        one = election_over_positions(c[draw], s[draw], x[draw], rules=PRESETS[name])
        listed = all_draws.election.listed[draw]
        assert one.option.tolist() == all_draws.option[draw][listed].tolist() == sorted(set(x[draw]))
        np.testing.assert_allclose(all_draws.probability[draw][listed], one.probability, rtol=1e-9)
        assert (all_draws.probability[draw][~listed] == 0).all()
        np.testing.assert_allclose(all_draws.expected[draw], one.expected, rtol=1e-9)
        assert all_draws.median.midpoint[draw] == one.median.midpoint
        assert all_draws.election.condorcet_winner[draw] == one.election.condorcet_winner
        assert one.option[one.party_option].tolist() == x[draw].tolist()


@pytest.mark.parametrize("vote", sorted(LINE_VOTES))
def test_running_sums_give_the_strengths_of_the_plain_way(vote: Any) -> None:
    random = np.random.default_rng(5)
    for parties, step in product((1, 2, 7, 90), (0.001, 0.25)):
        x = np.round(random.uniform(0, 1, parties) / step) * step
        w, r = random.uniform(0, 1, parties) * (random.uniform(size=parties) < 0.8), random.uniform(-1, 1, parties)
        w[0] = 1.0
        option = np.unique(x)
        d = np.abs(x[:, None] - option)
        plain = coalition_strengths((1 - d) * (1 + r[:, None] * d), w, vote)
        np.testing.assert_allclose(strengths_on_a_line(x, w, r, option, vote), plain, atol=1e-12 * parties)


def test_both_ways_of_counting_meet_where_they_change() -> None:
    random = np.random.default_rng(6)
    c, s, x = random.uniform(0.1, 1, (3, 65))
    many = election_over_positions(c, s, x, (0, 1), KTAB_DEFAULT)
    given = election_over_positions(c, s, x, (0, 1), KTAB_DEFAULT, options=np.sort(x))
    np.testing.assert_allclose(many.probability, given.probability, atol=1e-12)
    np.testing.assert_allclose(many.expected, given.expected)


def test_three_thousand_parties() -> None:
    random = np.random.default_rng(7)
    c, s, x = random.uniform(0.1, 1, 3000), random.uniform(0.1, 1, 3000), random.integers(0, 1001, 3000) / 10
    found = election_over_positions(c, s, x)
    assert len(found.option) == len(set(x))
    assert found.probability.sum() == pytest.approx(1)
    step = found.election.victory.T / len(x)
    flow = found.probability[:, None] * step
    np.testing.assert_allclose(flow.sum(axis=0), flow.sum(axis=1), atol=1e-15)


def test_several_issues_and_options_from_outside() -> None:
    position = [[0, 5], [100, 5], [50, 0]]
    found = election_over_positions(
        [1, 1, 1], np.ones((3, 2)), position, [(0, 100), (0, 10)], options=[[50, 5], [0, 5], [100, 10]]
    )
    assert found.option.tolist() == [[50, 5], [0, 5], [100, 10]]
    assert found.party_option.tolist() == [1, -1, -1]
    assert found.election.condorcet_winner == 0
    assert found.place(found.election.mode).tolist() == [50, 5]
    assert found.expected.shape == found.median.midpoint.shape == (2,)
    np.testing.assert_allclose(found.expected, found.probability @ found.option)


def test_who_proposes_what_is_not_his_own() -> None:
    rules = ElectionRules(procedure="weight")
    found = election_over_positions([2, 1], [1, 1], [10, 90], rules=rules, options=[0, 50, 100])
    # Nobody likes the middle best, so it is never proposed.
    assert found.probability[1] == 0
    assert found.probability[0] == pytest.approx(0.8)


def test_both_ends_of_the_scale_one_party_and_one_position() -> None:
    for rules in PRESETS.values():
        assert election_over_positions([1], [1], [100], rules=rules).expected == 100
        same = election_over_positions([1, 2, 0], [1, 1, 1], [100, 100, 100], rules=rules)
        assert same.probability.tolist() == [1]
        assert same.risk.tolist() == [0, 0, 0]
        ends = election_over_positions([1, 1], [1, 1], [0, 100], rules=rules)
        np.testing.assert_allclose(ends.probability, [0.5, 0.5])
        assert ends.median.is_tied
        assert ends.median.midpoint == 50
        assert ends.election.mode == -1


def test_parties_without_weight_or_without_care_do_not_vote() -> None:
    found = election_over_positions([1, 2, 0], [1, 1, 1], [0, 50, 100])
    assert found.option.tolist() == [0, 50, 100]
    assert found.probability[2] == 0
    for rules in PRESETS.values():
        indifferent = election_over_positions(
            [1, 2, 5], [[1, 0], [1, 1], [0, 0]], [[0, 0], [9, 9], [5, 5]], [(0, 9), (0, 9)], rules
        )
        assert np.isfinite(indifferent.probability).all()
        assert indifferent.probability.sum() == pytest.approx(1)


def test_with_one_issue_and_weight_by_capability_salience_has_no_effect() -> None:
    c, x = [3, 2, 4], [10, 40, 90]
    a, b = (election_over_positions(c, s, x, rules=KTAB_DEFAULT).probability for s in ([1, 1, 1], [9, 1, 5]))
    np.testing.assert_allclose(a, b)
    a, b = (election_over_positions(c, s, x).probability for s in ([1, 1, 1], [9, 1, 5]))
    assert np.abs(a - b).max() > 0.1


def test_moving_up_can_lower_what_is_expected() -> None:
    """A party that leaves a shared position adds a second option near it, and so more proposals from its side."""
    together, apart = (election_over_positions([2, 7, 8, 9], [1] * 4, [x, 100, 0, 100]) for x in (0, 10))
    assert float(together.expected) == pytest.approx(1600 / 26)
    assert apart.expected < together.expected - 13


def test_more_power_can_push_what_is_expected_away() -> None:
    before, after = (election_over_positions([3, c, 7, 2, 9], [1] * 5, [100, 40, 100, 20, 10]) for c in (9, 18))
    assert after.expected < before.expected < 40


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"capability": [0, 0]}, "nobody"),
        ({"capability": [-1, 1]}, "cannot be negative"),
        ({"salience": [-1, 1]}, "cannot be negative"),
        ({"salience": [0, 0]}, "nobody"),
        ({"capability": [1, 0], "salience": [0, 1]}, "nobody"),
        ({"position": [0, 101]}, "outside the scale"),
        ({"position": [0, np.nan]}, "not finite"),
        ({"position": [0, 1, 2]}, "numbers of parties"),
        ({"position": []}, "at least one party"),
        ({"position": 3}, "at least one party"),
        ({"capability": np.ones((3, 2)), "position": np.ones((2, 2))}, "do not fit together"),
        ({"scale": (5, 5)}, "scale"),
        ({"scale": (0, 1, 2)}, "scale"),
        ({"scale": [(0, 100), (0, 100)]}, "2 issues"),
        ({"observer": 2}, "observer"),
        ({"options": [1, 1]}, "twice"),
        ({"options": [1, 200]}, "outside the scale"),
        ({"options": []}, "one row per option"),
        ({"options": [np.inf]}, "not finite"),
        ({"options": [[1, 2]]}, "one row per option"),
    ],
)
def test_errors_of_positions(given: dict[str, Any], words: str) -> None:
    arguments: dict[str, Any] = {"capability": [1, 2], "salience": [1, 1], "position": [0, 100]} | given
    with pytest.raises(ModelInputError, match=words):
        election_over_positions(**arguments)


def test_an_issue_that_nobody_cares_about_is_named() -> None:
    with pytest.raises(ModelInputError, match="issue 2"):
        election_over_positions([1, 1], [[1, 0], [1, 0]], [[0, 0], [1, 1]], [(0, 1), (0, 1)])


@pytest.mark.parametrize(
    ("weight", "utility", "words"),
    [
        ([1, 1], [[1, 0]], "needs the shape"),
        ([1], [[]], "needs the shape"),
        ([1], [[1.5]], "outside 0 to 1"),
        ([np.inf], [[1]], "not finite"),
        ([0], [[1]], "nobody"),
        (np.ones((3, 1)), np.ones((2, 1, 2)), "do not fit together"),
    ],
)
def test_errors_of_utilities(weight: Any, utility: Any, words: str) -> None:
    with pytest.raises(ModelInputError, match=words):
        probabilistic_election(weight, utility)


def test_rules_are_checked_and_frozen() -> None:
    wrong: Any = "unknown"
    for choice in EFFECTIVE_POWER.choices:
        if choice != "insight":
            with pytest.raises(ModelInputError, match=choice):
                replace(EFFECTIVE_POWER, **{choice: wrong})
    with pytest.raises(ModelInputError, match="insight"):
        ElectionRules(insight=1.5)
    with pytest.raises(ModelInputError, match="on the table"):
        ElectionRules(vote="prospect", procedure="conditional")
    with pytest.raises(ModelInputError, match="for ever"):
        ElectionRules(vote="prospect", victory="threshold")
    with pytest.raises(FrozenInstanceError):
        EFFECTIVE_POWER.vote = "cubic"  # type: ignore[misc]
    assert {name: preset.name for name, preset in PRESETS.items()} == {name: name for name in PRESETS}
