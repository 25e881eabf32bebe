"""Measures of power against their definitions, coalition by coalition and order by order, on games that mix all rules."""

import itertools
from fractions import Fraction
from math import factorial, prod

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.bodies import critical, minimal_winning, mixed_games, subsets

from goodoffices.errors import ModelInputError
from goodoffices.models.councils import (
    Consent,
    Majority,
    Quota,
    SimpleGame,
    banzhaf,
    banzhaf_owen,
    blocking_game,
    coleman,
    count_minimal_winning,
    deegan_packel,
    holler,
    johnston,
    minimal_winning_coalitions,
    minimal_winning_patterns,
    owen,
    passage,
    passage_over_draws,
    passage_with_common_factor,
    roles,
    shapley_shubik,
    simple_game,
    spatial_pivots,
)
from goodoffices.models.councils.counting.profiles import profiles

F = Fraction


@settings(deadline=None)
@given(mixed_games())
def test_minimal_winning_coalitions_are_all_found_once(game: SimpleGame) -> None:
    found = [frozenset(coalition) for coalition in minimal_winning_coalitions(game)]
    assert len(found) == len(set(found)) == count_minimal_winning(game)
    assert set(found) == minimal_winning(game)


@settings(deadline=None)
@given(mixed_games(), st.integers(0, 4))
def test_limit(game: SimpleGame, limit: int) -> None:
    every = list(minimal_winning_coalitions(game))
    assert list(minimal_winning_coalitions(game, limit)) == every[:limit]


@settings(deadline=None)
@given(mixed_games())
def test_blocking_coalitions_are_those_without_which_the_others_lose(game: SimpleGame) -> None:
    everybody = frozenset(game.voters)
    blocking = blocking_game(game)
    for coalition in subsets(game.voters):
        assert blocking.wins(coalition) == (not game.wins(everybody - coalition))
    assert (blocking_game(blocking).winning == game.winning).all()


@settings(deadline=None)
@given(mixed_games())
def test_roles(game: SimpleGame) -> None:
    found = roles(game)
    swings = {voter: len(game.swings(place)) for place, voter in enumerate(game.voters)}
    others = {voter: [other for other in game.voters if other != voter] for voter in game.voters}
    assert found.dummies == tuple(voter for voter in game.voters if swings[voter] == 0)
    assert found.vetoers == tuple(voter for voter in game.voters if not game.wins(others[voter]))
    assert found.undetermined == ()
    only = [voter for voter in game.voters if swings[voter] == 2 ** (len(game.voters) - 1)]
    assert found.dictator == (only[0] if only else None)
    assert found.passers == tuple(voter for voter in game.voters if game.wins([voter]))


@settings(deadline=None)
@given(mixed_games())
def test_indices_of_minimal_coalitions(game: SimpleGame) -> None:
    minimal = minimal_winning(game)
    count = {voter: sum(voter in coalition for coalition in minimal) for voter in game.voters}
    assert holler(game).shares == {voter: F(count[voter], sum(count.values())) for voter in game.voters}
    assert deegan_packel(game).shares == {
        voter: sum((F(1, len(c)) for c in minimal if voter in c), F(0)) / len(minimal) for voter in game.voters
    }


@settings(deadline=None)
@given(mixed_games())
def test_johnston(game: SimpleGame) -> None:
    raw = dict.fromkeys(game.voters, F(0))
    for coalition in subsets(game.voters):
        destroyers = critical(game, coalition)
        for voter in destroyers:
            raw[voter] += F(1, len(destroyers))
    assert johnston(game).shares == {voter: value / sum(raw.values()) for voter, value in raw.items()}


@settings(deadline=None)
@given(mixed_games())
def test_coleman(game: SimpleGame) -> None:
    every = list(subsets(game.voters))
    winning = sum(map(game.wins, every))
    swings = {v: sum(v in critical(game, coalition) for coalition in every) for v in game.voters}
    power = coleman(game)
    assert power.to_act == F(winning, len(every))
    assert power.to_prevent.shares == {v: F(count, winning) for v, count in swings.items()}
    assert power.to_initiate.shares == {v: F(count, len(every) - winning) for v, count in swings.items()}
    for v, share in banzhaf(game, normalised=False).shares.items():
        # Penrose's measure is the harmonic mean of both (Dubey & Shapley 1979).
        both = power.to_prevent.shares[v], power.to_initiate.shares[v]
        assert share == (2 / (1 / both[0] + 1 / both[1]) if share else 0)


@settings(deadline=None)
@given(mixed_games())
def test_profiles_hold_every_coalition_once(game: SimpleGame) -> None:
    table = profiles(game)
    assert table.coalitions.sum() == 2 ** len(game.voters)
    assert table.coalitions[table.wins].sum() == game.winning.sum()
    for group, voters in enumerate(table.groups):
        assert table.swings(group)[1].sum() == len(game.swings(voters[0]))


@st.composite
def games_with_unions(draw: st.DrawFn) -> tuple[SimpleGame, dict[str, list[str]]]:
    game = draw(mixed_games())
    place = draw(st.lists(st.integers(0, 3), min_size=len(game.voters), max_size=len(game.voters)))
    unions: dict[str, list[str]] = {}
    for voter, union in zip(game.voters, place, strict=True):
        if union:
            unions.setdefault(f"u{union}", []).append(voter)
    return game, unions


@settings(deadline=None, max_examples=60)
@given(games_with_unions())
def test_owen_by_all_orders_in_which_unions_stand_together(case: tuple[SimpleGame, dict[str, list[str]]]) -> None:
    game, unions = case
    blocks = [*unions.values(), *([v] for v in game.voters if not any(v in members for members in unions.values()))]
    pivots = dict.fromkeys(game.voters, 0)
    orders = 0
    for between in itertools.permutations(blocks):
        for within in itertools.product(*(itertools.permutations(block) for block in between)):
            order = [voter for block in within for voter in block]
            orders += 1
            pivots[next(v for i, v in enumerate(order) if game.wins(order[: i + 1]))] += 1
    assert owen(game, unions).shares == {voter: F(count, orders) for voter, count in pivots.items()}


@settings(deadline=None, max_examples=60)
@given(games_with_unions())
def test_banzhaf_owen_by_definition(case: tuple[SimpleGame, dict[str, list[str]]]) -> None:
    game, unions = case
    blocks = [*unions.values(), *([v] for v in game.voters if not any(v in members for members in unions.values()))]
    expected = {}
    for block in blocks:
        others = [other for other in blocks if other is not block]
        for voter in block:
            beside = tuple(v for v in block if v != voter)
            swings = 0
            for chosen in itertools.product((False, True), repeat=len(others)):
                outside = {v for other, taken in zip(others, chosen, strict=True) if taken for v in other}
                for inside in subsets(beside):
                    swings += game.wins(outside | inside | {voter}) and not game.wins(outside | inside)
            expected[voter] = F(swings, 2 ** (len(others) + len(beside)))
    assert banzhaf_owen(game, unions).shares == expected


@settings(deadline=None)
@given(games_with_unions())
def test_a_union_has_what_it_has_between_unions(case: tuple[SimpleGame, dict[str, list[str]]]) -> None:
    game, unions = case
    between = shapley_shubik(game.with_blocs(unions)).shares
    within = owen(game, unions).shares
    for union, members in unions.items():
        assert sum(within[member] for member in members) == between[union]


@settings(deadline=None)
@given(mixed_games())
def test_trivial_unions_change_nothing(game: SimpleGame) -> None:
    assert owen(game, {}).shares == owen(game, {"all": game.voters}).shares == shapley_shubik(game).shares
    assert banzhaf_owen(game, {}).shares == banzhaf(game, normalised=False).shares


def by_all_votes(game: SimpleGame, yes: dict[str, Fraction]) -> Fraction:
    return sum(
        (
            prod((yes[v] if v in coalition else 1 - yes[v] for v in game.voters), start=F(1))
            for coalition in subsets(game.voters)
            if game.wins(coalition)
        ),
        F(0),
    )


@settings(deadline=None)
@given(mixed_games(), st.data())
def test_passage_by_all_votes(game: SimpleGame, data: st.DataObject) -> None:
    chance = st.fractions(0, 1, max_denominator=12)
    yes = {voter: data.draw(chance) for voter in game.voters}
    found = passage(game, yes)
    assert found.chance == by_all_votes(game, yes)
    for voter in game.voters:
        rise = by_all_votes(game, {**yes, voter: F(1)}) - by_all_votes(game, {**yes, voter: F(0)})
        assert found.decides[voter] == rise
    floats = passage(game, {voter: float(p) for voter, p in yes.items()})
    assert floats.chance == pytest.approx(float(found.chance), abs=1e-12)
    other = np.array([[float(p) for p in yes.values()], [0.5] * len(yes), [1.0] * len(yes)])
    drawn = passage_over_draws(game, other)
    assert drawn[0] == pytest.approx(float(found.chance), abs=1e-12)
    assert drawn[1] == pytest.approx(float(coleman(game).to_act), abs=1e-12)
    assert drawn[2] == 1


def test_draws_of_leanings_that_make_no_sense_are_refused() -> None:
    game = simple_game({"a": 1, "b": 1}, Majority())
    for yes in (np.ones((2, 3)), np.ones(2), np.array([[0.5, 1.5]]), np.array([[0.5, np.nan]])):
        with pytest.raises(ModelInputError):
            passage_over_draws(game, yes)


@settings(deadline=None)
@given(mixed_games())
def test_even_chances_are_the_measures_of_penrose_and_coleman(game: SimpleGame) -> None:
    found = passage(game, dict.fromkeys(game.voters, F(1, 2)))
    assert found.chance == coleman(game).to_act
    assert found.decides == banzhaf(game, normalised=False).shares


@settings(deadline=None, max_examples=40)
@given(mixed_games(4), st.floats(0.02, 0.98))
def test_no_correlation_is_independence(game: SimpleGame, p: float) -> None:
    yes = dict.fromkeys(game.voters, p)
    found, apart = passage_with_common_factor(game, yes, 0.0), passage(game, yes)
    assert found.chance == pytest.approx(float(apart.chance), abs=1e-9)
    for voter in game.voters:
        assert found.decides[voter] == pytest.approx(float(apart.decides[voter]), abs=1e-9)


@pytest.mark.parametrize("rho", [0.0, 0.3, 0.5, 0.9, 0.99])
def test_common_factor_for_two_and_three_even_members(rho: float) -> None:
    """Sheppard's orthant probabilities of two and three equally correlated normals."""
    two = passage_with_common_factor(simple_game({"a": 1, "b": 1}, Quota(2)), {"a": 0.5, "b": 0.5}, rho)
    assert two.chance == pytest.approx(0.25 + np.arcsin(rho) / (2 * np.pi), abs=1e-8)
    names = dict.fromkeys("abc", 1)
    three = passage_with_common_factor(simple_game(names, Quota(3)), dict.fromkeys("abc", 0.5), rho)
    assert three.chance == pytest.approx(0.125 + 3 * np.arcsin(rho) / (4 * np.pi), abs=1e-8)
    assert three.error < 1e-8


def test_certain_members_are_not_moved_by_the_factor() -> None:
    game = simple_game({"a": 1, "b": 1, "c": 1}, Majority())
    assert passage_with_common_factor(game, {"a": 1.0, "b": 1.0, "c": 0.2}, 0.5).chance == pytest.approx(1)


def test_large_bodies_are_drawn_and_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    seats = {f"v{i}": i + 1 for i in range(12)}
    game = simple_game(seats, Majority())
    exact = passage(game, dict.fromkeys(seats, 0.6))
    monkeypatch.setattr("goodoffices.models.councils.counting.diagram.MOST_IN_ALL", 5)
    drawn = passage(game, dict.fromkeys(seats, 0.6))
    assert exact.error == 0
    assert 0 < drawn.error < 0.002
    assert float(drawn.chance) == pytest.approx(float(exact.chance), abs=5 * drawn.error)
    for voter in seats:
        assert drawn.decides[voter] == pytest.approx(float(exact.decides[voter]), abs=0.01)
    assert drawn == passage(game, dict.fromkeys(seats, 0.6))
    with pytest.raises(ModelInputError, match="too many"):
        passage_with_common_factor(game, dict.fromkeys(seats, 0.6), 0.2)


@settings(deadline=None)
@given(mixed_games(), st.data())
def test_core_is_what_no_winning_coalition_moves(game: SimpleGame, data: st.DataObject) -> None:
    positions = {voter: data.draw(st.integers(0, 8)) for voter in game.voters}
    found = spatial_pivots(game, positions)
    for point in [x / 2 for x in range(-1, 18)]:
        up = game.wins([voter for voter in game.voters if positions[voter] > point])
        down = game.wins([voter for voter in game.voters if positions[voter] < point])
        inside = found.core is not None and found.core[0] <= point <= found.core[1]
        assert inside == (not up and not down)
    assert {positions[voter] for voter in found.low_pivots} == {positions[found.low_pivots[0]]}


@settings(deadline=None)
@given(mixed_games(), st.data())
def test_the_mirrored_line_swaps_the_pivots(game: SimpleGame, data: st.DataObject) -> None:
    positions = {voter: data.draw(st.integers(0, 8)) for voter in game.voters}
    found = spatial_pivots(game, positions)
    mirrored = spatial_pivots(game, {voter: -x for voter, x in positions.items()})
    assert set(found.low_pivots) == set(mirrored.high_pivots)
    assert set(found.high_pivots) == set(mirrored.low_pivots)


def test_members_at_random_places_are_pivots_as_often_as_the_shapley_shubik_index_says() -> None:
    game = simple_game({"a": 3, "b": 2, "c": 1, "d": 1}, Quota(5))
    counts = dict.fromkeys(game.voters, 0)
    for order in itertools.permutations(range(4)):
        for voter in spatial_pivots(game, dict(zip(game.voters, order, strict=True))).high_pivots:
            counts[voter] += 1
    assert {v: F(c, factorial(4)) for v, c in counts.items()} == shapley_shubik(game).shares


@pytest.mark.parametrize(
    ("positions", "message"),
    [({"a": 0}, "'b' has no position"), ({"a": 0, "b": float("nan")}, "finite"), ({"a": 0, "b": 1, "x": 2}, "'x'")],
)
def test_positions_that_make_no_sense(positions: dict[str, float], message: str) -> None:
    with pytest.raises(ModelInputError, match=message):
        spatial_pivots(simple_game({"a": 1, "b": 1}, Majority()), positions)


@pytest.mark.parametrize(
    ("yes", "message"),
    [({"a": 0.5}, "how 'b' leans"), ({"a": 0.5, "b": 1.5}, "between 0 and 1"), ({"a": 1, "b": 1, "x": 1}, "'x'")],
)
def test_leanings_that_make_no_sense(yes: dict[str, float], message: str) -> None:
    game = simple_game({"a": 1, "b": 1}, Majority())
    with pytest.raises(ModelInputError, match=message):
        passage(game, yes)
    with pytest.raises(ModelInputError, match=message):
        passage_with_common_factor(game, yes, 0.1)


def test_other_input_that_makes_no_sense() -> None:
    game = simple_game({"a": 1, "b": 1}, Majority())
    with pytest.raises(ModelInputError, match="correlation"):
        passage_with_common_factor(game, {"a": 0.5, "b": 0.5}, 1.0)
    with pytest.raises(ModelInputError, match="negative"):
        minimal_winning_coalitions(game, -1)
    with pytest.raises(ModelInputError, match="too many"):
        johnston(simple_game({f"v{i}": 2**i for i in range(23)}, Majority()))


def test_a_dummy_is_found_by_the_sums_that_can_be_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    # All large votes are even, so the odd one never matters; the search alone would go through millions of branches.
    seats = {f"v{i}": 2 * (50 + i) for i in range(40)} | {"odd": 1}
    even_quota = sum(seats.values()) // 4 * 2
    assert roles(simple_game(seats, Quota(even_quota))).dummies == ("odd",)
    monkeypatch.setattr("goodoffices.models.councils.measures.roles.LARGEST_QUOTA", 0)
    assert roles(simple_game(seats, Quota(even_quota))).undetermined == ("odd",)


def test_fractions_of_large_bodies_become_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    game = simple_game({"a": 2, "b": 1, "c": 1}, Majority())
    yes = {"a": F(1, 2), "b": F(1, 3), "c": F(1, 4)}
    monkeypatch.setattr("goodoffices.models.councils.measures.passage.MOST_IN_FRACTIONS", 1)
    found = passage(game, yes)
    assert type(found.chance) is float
    assert found.chance == pytest.approx(0.25)


@settings(deadline=None)
@given(st.lists(st.integers(1, 9), min_size=2, max_size=9), st.data())
def test_coleman_of_bodies_too_large_to_count_is_off_by_no_more_than_it_says(
    votes: list[int], data: st.DataObject
) -> None:
    quota = data.draw(st.integers(1, sum(votes)))
    game = simple_game({f"v{i}": weight for i, weight in enumerate(votes)}, Quota(quota))
    exact = coleman(game)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("goodoffices.models.councils.measures.banzhaf.exact_counts", lambda *_, **__: None)
        found = coleman(game)
    assert exact.error == 0 < found.error < 1e-12
    assert abs(found.to_act - exact.to_act) <= found.error
    for rough, fine in ((found.to_prevent, exact.to_prevent), (found.to_initiate, exact.to_initiate)):
        assert fine.is_exact
        assert 0 < rough.error < 1e-9
        assert "error at most" in rough.method
        assert all(abs(rough.shares[voter] - fine.shares[voter]) <= rough.error for voter in game.voters)


def test_coleman_refuses_what_can_only_be_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    game = simple_game({"a": 2, "b": 1, "c": 1}, Majority() & Consent(("b",)))
    monkeypatch.setattr("goodoffices.models.councils.measures.banzhaf.exact_counts", lambda *_, **__: None)
    with pytest.raises(ModelInputError, match="cannot be counted"):
        coleman(game)


def test_votes_beyond_what_can_be_counted_with() -> None:
    game = simple_game({"a": 2**62, "b": 1}, Majority())
    with pytest.raises(ModelInputError, match="more than can be counted"):
        johnston(game)
    assert roles(game).dictator == "a"


def test_words() -> None:
    game = simple_game({"a": 2, "b": 2, "c": 1, "d": 1, "e": 1}, Quota(5))
    assert [str(pattern) for pattern in minimal_winning_patterns(game)] == [
        "a and b, with any 1 of c, d and e",
        "c, d and e, with any 1 of a and b",
    ]
