"""Axioms of the power indices, and both indices against enumeration of orders and coalitions."""

import itertools
from fractions import Fraction
from math import factorial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.errors import ModelInputError
from goodoffices.models.councils import (
    ChairBreaksTies,
    ChairDecides,
    Majority,
    Quota,
    Rule,
    SimpleGame,
    Unanimity,
    banzhaf,
    expected_power,
    shapley_shubik,
    simple_game,
)


@st.composite
def bodies(draw: st.DrawFn) -> tuple[dict[str, int], Rule]:
    weights = draw(st.lists(st.integers(0, 9), min_size=1, max_size=6).filter(any))
    seats = {f"v{i}": weight for i, weight in enumerate(weights)}
    chair = draw(st.sampled_from(list(seats)))
    rules: list[Rule] = [Majority(), Unanimity(), ChairBreaksTies(chair), ChairDecides(chair)]
    rules.append(Quota(draw(st.integers(1, sum(weights)))))
    return seats, draw(st.sampled_from(rules))


def wins(game: SimpleGame, coalition: set[str]) -> bool:
    return bool(game.winning[sum(1 << game.voters.index(voter) for voter in coalition)])


@given(bodies())
def test_shapley_shubik_by_all_orders(body: tuple[dict[str, int], Rule]) -> None:
    game = simple_game(*body)
    pivots = dict.fromkeys(game.voters, 0)
    for order in itertools.permutations(game.voters):
        for i, voter in enumerate(order):
            if not wins(game, set(order[:i])) and wins(game, set(order[: i + 1])):
                pivots[voter] += 1
    n = factorial(len(game.voters))
    assert shapley_shubik(game).shares == {voter: Fraction(count, n) for voter, count in pivots.items()}


@given(bodies())
def test_banzhaf_by_all_coalitions(body: tuple[dict[str, int], Rule]) -> None:
    game = simple_game(*body)
    swings = dict.fromkeys(game.voters, 0)
    for size in range(len(game.voters) + 1):
        for chosen in itertools.combinations(game.voters, size):
            for voter in chosen:
                swings[voter] += wins(game, set(chosen)) and not wins(game, set(chosen) - {voter})
    whole = sum(swings.values())
    assert banzhaf(game).shares == {voter: Fraction(count, whole) for voter, count in swings.items()}


@given(bodies())
def test_power_adds_up_and_follows_the_axioms(body: tuple[dict[str, int], Rule]) -> None:
    seats, rule = body
    game = simple_game(seats, rule)
    for power in (shapley_shubik(game).shares, banzhaf(game).shares):
        assert sum(power.values()) == 1
        for a, b in itertools.combinations(seats, 2):
            if getattr(rule, "chair", None) in (a, b):
                continue
            if seats[a] == seats[b]:
                assert power[a] == power[b]
            elif isinstance(rule, Majority | Quota):
                assert (power[a] >= power[b]) == (seats[a] >= seats[b]) or power[a] == power[b]
        for voter, weight in seats.items():
            if weight == 0 and getattr(rule, "chair", None) != voter:
                assert power[voter] == 0


@given(bodies(), st.integers(2, 5))
def test_doubling_all_seats_changes_nothing(body: tuple[dict[str, int], Rule], factor: int) -> None:
    seats, rule = body
    scaled = Quota(rule.quota * factor) if isinstance(rule, Quota) else rule
    game, larger = simple_game(seats, rule), simple_game({v: n * factor for v, n in seats.items()}, scaled)
    assert (game.winning == larger.winning).all()


@given(bodies(), st.fractions(0, 1))
def test_lottery_of_consensus_and_chair(body: tuple[dict[str, int], Rule], p: Fraction) -> None:
    seats, _ = body
    shares = expected_power(seats, "v0", p).shares
    holders = [voter for voter, weight in seats.items() if weight]
    assert sum(shares.values()) == 1
    for voter in seats:
        equal = Fraction(1, len(holders)) if voter in holders else Fraction(0)
        assert shares[voter] == (1 - p) * equal + (p if voter == "v0" else 0)


@pytest.mark.parametrize(
    ("seats", "rule", "message"),
    [
        ({}, Majority(), "at least one voter"),
        ({"a": 0}, Majority(), "somebody must hold one"),
        ({"a": -1, "b": 3}, Majority(), "negative"),
        ({"a": 1}, Quota(2), "makes no sense"),
        ({"a": 1}, Quota(0), "makes no sense"),
        ({"a": 1}, ChairDecides("b"), "not among the voters"),
    ],
)
def test_bodies_that_make_no_sense_are_refused(seats: dict[str, int], rule: Rule, message: str) -> None:
    with pytest.raises(ModelInputError, match=message):
        simple_game(seats, rule)


def test_chance_outside_zero_to_one_is_refused() -> None:
    with pytest.raises(ModelInputError, match="between 0 and 1"):
        expected_power({"a": 1}, "a", 1.5)


def test_casting_vote_of_the_chair() -> None:
    seats = {"chair": 2, "left": 2}
    assert shapley_shubik(simple_game(seats, ChairBreaksTies("chair"))).shares == {"chair": 1, "left": 0}
    assert shapley_shubik(simple_game(seats, Majority())).shares == {"chair": Fraction(1, 2), "left": Fraction(1, 2)}
