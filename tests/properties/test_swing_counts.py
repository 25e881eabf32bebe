"""Every way of counting swings agrees with going through all coalitions one by one, whatever the rule."""

import itertools
from fractions import Fraction
from math import comb

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.errors import ModelInputError
from goodoffices.models.councils import (
    BlockedBy,
    ChairBreaksTies,
    ChairDecides,
    Chamber,
    Consent,
    Majority,
    Quota,
    Rule,
    Share,
    SimpleGame,
    Unanimity,
    banzhaf,
    shapley_shubik,
    simple_game,
    swing_counts,
)
from goodoffices.models.councils.counting import branching, choice, quadrature, sampling, weighted
from goodoffices.models.councils.counting.diagram import diagram
from goodoffices.models.councils.counting.reduced import Reduced, reduced
from goodoffices.models.councils.rules.condition import All, Any, Condition, Threshold


@st.composite
def rules(draw: st.DrawFn, names: list[str], total: int, depth: int = 2) -> Rule:
    kind = draw(st.integers(0, 10 if depth else 7))
    if kind >= 9:
        one, two = draw(rules(names, total, depth - 1)), draw(rules(names, total, depth - 1))
        return one & two if kind == 9 else one | two
    if kind == 8:
        seats = {name: draw(st.integers(1, 9)) for name in draw(st.sets(st.sampled_from(names), min_size=1))}
        return Chamber(dict(sorted(seats.items())), draw(rules(sorted(seats), sum(seats.values()), depth - 1)))
    single: tuple[Rule, ...] = (
        Majority(),
        Unanimity(),
        Quota(draw(st.integers(1, total))),
        Share(draw(st.fractions(Fraction(1, 20), 1))),
        BlockedBy(draw(st.integers(1, total))),
        Consent(tuple(sorted(draw(st.sets(st.sampled_from(names), min_size=1))))),
        ChairBreaksTies(draw(st.sampled_from(names))),
        ChairDecides(draw(st.sampled_from(names))),
    )
    return single[kind]


@st.composite
def games(draw: st.DrawFn, voters: int = 16) -> SimpleGame:
    weights = draw(st.lists(st.integers(0, 12), min_size=1, max_size=voters).filter(any))
    seats = {f"v{place}": weight for place, weight in enumerate(weights)}
    return simple_game(seats, draw(rules(list(seats), sum(weights))))


@st.composite
def weighted_games(draw: st.DrawFn, voters: int = 14) -> SimpleGame:
    weights = draw(st.lists(st.integers(0, 30), min_size=1, max_size=voters).filter(any))
    return simple_game(
        {f"v{place}": weight for place, weight in enumerate(weights)}, Quota(draw(st.integers(1, sum(weights))))
    )


def listed(game: SimpleGame) -> list[list[int]]:
    """Count swings by size from the list of all coalitions."""
    voters = len(game.voters)
    return [np.bincount(np.bitwise_count(game.swings(voter)), minlength=voters).tolist() for voter in range(voters)]


def of_types(game: SimpleGame, simple: Reduced) -> list[list[int]]:
    """Count swings by size of one voter per type, coalitions of voters without votes left out."""
    holders = sorted(member for kind in simple.types for member in kind.members)
    kept = SimpleGame(tuple(game.voters[member] for member in holders), _kept(game.condition, holders))
    counts = listed(kept)
    return [counts[holders.index(kind.members[0])] for kind in simple.types]


def _kept(condition: Condition, holders: list[int]) -> Condition:
    match condition:
        case Threshold(weights, quota):
            return Threshold(tuple(weights[member] for member in holders), quota)
        case All(parts):
            return All(tuple(_kept(part, holders) for part in parts))
        case Any(parts):
            return Any(tuple(_kept(part, holders) for part in parts))


@settings(deadline=None)
@given(games())
def test_swings_and_both_indices_are_those_of_the_list_of_all_coalitions(game: SimpleGame) -> None:
    counts = listed(game)
    voters = len(game.voters)
    found = swing_counts(game, by_size=True)
    assert found.by_size == tuple(map(tuple, counts))
    assert found.totals == swing_counts(game).totals == tuple(map(sum, counts))
    shapley = [sum(Fraction(n, voters * comb(voters - 1, size)) for size, n in enumerate(row)) for row in counts]
    assert list(shapley_shubik(game).shares.values()) == shapley
    whole = sum(map(sum, counts))
    assert list(banzhaf(game).shares.values()) == [Fraction(sum(row), whole) for row in counts]
    assert list(banzhaf(game, normalised=False).shares.values()) == [
        Fraction(sum(row), 2 ** (voters - 1)) for row in counts
    ]
    assert shapley_shubik(game).is_exact


@settings(deadline=None)
@given(games())
def test_decision_diagrams_count_the_same_swings(game: SimpleGame) -> None:
    simple = reduced(game.condition, len(game.voters))
    layers = diagram(simple)
    counts = of_types(game, simple)
    assert branching.branching(layers, by_size=True) == counts
    assert branching.branching(layers, by_size=False) == [[sum(row)] for row in counts]


@settings(deadline=None)
@given(weighted_games())
def test_the_distribution_of_votes_gives_the_same_swings(game: SimpleGame) -> None:
    simple = reduced(game.condition, len(game.voters))
    assert isinstance(simple.condition, Threshold)
    counts = of_types(game, simple)
    assert weighted.weighted(simple.condition, simple.types, by_size=True) == counts
    assert weighted.weighted(simple.condition, simple.types, by_size=False) == [[sum(row)] for row in counts]


@settings(deadline=None)
@given(weighted_games())
def test_quadrature_keeps_within_its_error(game: SimpleGame) -> None:
    simple = reduced(game.condition, len(game.voters))
    assert isinstance(simple.condition, Threshold)
    voters = simple.holders
    counts = of_types(game, simple)
    index = quadrature.shapley(simple.condition, simple.types)
    exact = [float(sum(Fraction(n, voters * comb(voters - 1, size)) for size, n in enumerate(row))) for row in counts]
    assert np.abs(index.values - exact).max() <= index.error < 1e-12
    chance = quadrature.penrose(simple.condition, simple.types)
    assert np.abs(chance.values - [sum(row) / 2 ** (voters - 1) for row in counts]).max() <= chance.error < 1e-12


@settings(deadline=None, max_examples=15)
@given(
    st.lists(st.integers(1, 9), min_size=64, max_size=90),
    st.fractions(Fraction(1, 10), Fraction(9, 10)),
)
def test_beyond_a_machine_word_two_ways_agree(weights: list[int], share: Fraction) -> None:
    game = simple_game({f"v{place}": weight for place, weight in enumerate(weights)}, Share(share))
    simple = reduced(game.condition, len(weights))
    assert isinstance(simple.condition, Threshold)
    one = weighted.weighted(simple.condition, simple.types, by_size=True)
    layers = diagram(simple)
    assert branching.branching(layers, by_size=True) == one
    assert branching.branching(layers, by_size=False) == [[sum(row)] for row in one]
    assert weighted.weighted(simple.condition, simple.types, by_size=False) == [[sum(row)] for row in one]
    index = quadrature.shapley(simple.condition, simple.types)
    voters = len(weights)
    exact = [float(sum(Fraction(n, voters * comb(voters - 1, size)) for size, n in enumerate(row))) for row in one]
    assert np.abs(index.values - exact).max() <= index.error < 1e-12


@settings(deadline=None)
@given(games())
def test_axioms(game: SimpleGame) -> None:
    counts = listed(game)
    for power in (shapley_shubik(game).shares, banzhaf(game).shares):
        assert sum(power.values()) == 1
        for row, share in zip(counts, power.values(), strict=True):
            assert (share == 0) == (sum(row) == 0)
        columns = [tuple(part) for part in zip(*_weights(game.condition), strict=True)]
        for (one, first), (two, second) in itertools.combinations(zip(columns, power.values(), strict=True), 2):
            if one == two:
                assert first == second
            if all(a >= b for a, b in zip(one, two, strict=True)):
                assert first >= second


def _weights(condition: Condition) -> list[tuple[int, ...]]:
    if isinstance(condition, Threshold):
        return [condition.weights]
    return [weights for part in condition.parts for weights in _weights(part)]


@settings(deadline=None, max_examples=25)
@given(st.lists(st.integers(1, 100), min_size=30, max_size=60), st.integers(2, 40))
def test_more_votes_never_mean_less_power_nor_do_units_matter(weights: list[int], factor: int) -> None:
    seats = {f"v{place}": weight for place, weight in enumerate(weights)}
    for index in (shapley_shubik, banzhaf):
        power = index(simple_game(seats, Share(Fraction(7, 10)))).shares
        ordered = [power[voter] for voter in sorted(seats, key=seats.__getitem__)]
        assert ordered == sorted(ordered)
        assert sum(power.values()) == 1
        scaled = simple_game({voter: weight * factor for voter, weight in seats.items()}, Share(Fraction(7, 10)))
        assert index(scaled).shares == power
        turned = simple_game(dict(reversed(seats.items())), Share(Fraction(7, 10)))
        assert index(turned).shares == power


@settings(deadline=None, max_examples=10)
@given(games(voters=8), st.integers(0, 2**32))
def test_draws_at_random_come_near_the_truth(game: SimpleGame, seed: int) -> None:
    simple = reduced(game.condition, len(game.voters))
    counts = of_types(game, simple)
    voters = simple.holders
    shapley = [float(sum(Fraction(n, voters * comb(voters - 1, size)) for size, n in enumerate(row))) for row in counts]
    penrose = np.array([sum(row) / 2 ** (voters - 1) for row in counts])
    sizes = np.array([len(kind.members) for kind in simple.types])
    # Six standard errors of a share of 20,000 draws are at most .022.
    sample = sampling.sampled_shapley(simple, 20_000, seed)
    assert np.abs(sample.values - shapley).max() < 0.022
    assert (sample.low <= sample.values).all()
    assert (sample.values <= sample.high).all()
    sample = sampling.sampled_banzhaf(simple, 20_000, seed, normalised=False)
    assert np.abs(sample.values - penrose).max() < 0.022
    if penrose.max() > 0.1:
        sample = sampling.sampled_banzhaf(simple, 20_000, seed, normalised=True)
        assert np.abs(sample.values - penrose / (penrose @ sizes)).max() < 0.1
        assert (sample.low <= sample.values).all()
        assert (sample.values <= sample.high).all()


def test_intervals_hold_the_truth_about_as_often_as_they_say() -> None:
    game = simple_game({"a": 5, "b": 4, "c": 3, "d": 2, "e": 1, "f": 1}, Majority())
    simple = reduced(game.condition, 6)
    exact = {
        "shapley": [float(shapley_shubik(game).shares[game.voters[kind.members[0]]]) for kind in simple.types],
        "penrose": [
            float(banzhaf(game, normalised=False).shares[game.voters[kind.members[0]]]) for kind in simple.types
        ],
        "banzhaf": [float(banzhaf(game).shares[game.voters[kind.members[0]]]) for kind in simple.types],
    }
    held = dict.fromkeys(exact, 0)
    runs = 300
    for seed in range(runs):
        samples = {
            "shapley": sampling.sampled_shapley(simple, 400, seed),
            "penrose": sampling.sampled_banzhaf(simple, 400, seed, normalised=False),
            "banzhaf": sampling.sampled_banzhaf(simple, 400, seed, normalised=True),
        }
        for name, sample in samples.items():
            held[name] += int(((sample.low <= exact[name]) & (exact[name] <= sample.high)).sum())
    for number in held.values():
        assert 0.93 <= number / (runs * len(simple.types)) <= 0.985


@pytest.mark.parametrize("nodes", [2, 20, 54, 96, 128, 400])
def test_nodes_and_weights_of_the_quadrature_are_as_exact_as_assumed(nodes: int) -> None:
    places, weights = quadrature.gauss_legendre(nodes)
    off = Fraction(0)
    for place, weight in zip(places[: nodes // 2].tolist(), weights[: nodes // 2].tolist(), strict=True):
        true_place, true_weight = _node(place, nodes)
        assert abs(Fraction(place) - true_place) <= 8 * 2.0**-53
        off += 2 * abs(Fraction(weight) - true_weight)
    assert off <= (4 * nodes + 64) * 2.0**-53


UNIT = 2**140


def _node(start: float, number: int) -> tuple[Fraction, Fraction]:
    """Return a Gauss-Legendre node between 0 and 1 and its weight by Newton's method in whole multiples of 2 ** -140."""
    x = round((2 * Fraction(start) - 1) * UNIT)
    slope = UNIT
    for _ in range(3):
        before, now = UNIT, x
        for degree in range(1, number):
            before, now = now, ((2 * degree + 1) * x * now // UNIT - degree * before) // (degree + 1)
        slope = number * (x * now - before * UNIT) * UNIT // (x * x - UNIT * UNIT)
        x -= now * UNIT // slope
    exact = Fraction(x, UNIT)
    return (1 + exact) / 2, 1 / ((1 - exact * exact) * Fraction(slope, UNIT) ** 2)


@pytest.mark.parametrize(
    ("condition", "message"),
    [
        (Threshold((1, -1, 3), 2), "negative"),
        (Threshold((1, 1), 2), "given for 2 voters"),
        (Threshold((1, 1, 1), 0), "every coalition wins"),
        (Threshold((1, 1, 1), 4), "not even all together"),
        (All((Threshold((1, 1, 1), 1), Threshold((1, 1, 1), 4))), "not even all together"),
        (Any((Threshold((1, 1, 1), 1), Threshold((1, 1, 1), 0))), "every coalition wins"),
        (Threshold((1, 1.5, 1), 2), "whole numbers"),  # type: ignore[arg-type]
        (Threshold((2**62, 2**62 + 1, 1), 2**63), "larger units"),
    ],
)
def test_games_that_cannot_be_counted_right_are_refused(condition: Condition, message: str) -> None:
    game = SimpleGame(("a", "b", "c"), condition)
    for index in (banzhaf, shapley_shubik, swing_counts):
        with pytest.raises(ModelInputError, match=message):
            index(game)


def test_unanimity_of_as_many_votes_as_can_be_counted() -> None:
    game = simple_game({"a": 2**60 + 1, "b": 2**60 - 1} | {f"c{place}": 0 for place in range(12)}, Share(Fraction(1)))
    assert banzhaf(game).shares["a"] == banzhaf(game).shares["b"] == Fraction(1, 2)
    rule = reduced(game.condition, 14)
    assert branching.branching(diagram(rule), by_size=True) == [[0, 1], [0, 1]]


def test_games_too_large_to_count_say_so_and_are_drawn() -> None:
    weights = np.random.default_rng(3).integers(10**11, 10**12, 40).tolist()
    game = simple_game({f"v{place}": weight for place, weight in enumerate(weights)}, Majority())
    with pytest.raises(ModelInputError, match="too many kinds to count exactly"):
        swing_counts(game)
    for index in (banzhaf, shapley_shubik):
        power = index(game, draws=2000, seed=1)
        assert not power.is_exact
        assert "2000" in power.method
        assert "seed 1" in power.method
        assert power == index(game, draws=2000, seed=1)
        assert power.shares != index(game, draws=2000, seed=2).shares
        assert float(sum(power.shares.values())) == pytest.approx(1)
        for voter, share in power.shares.items():
            low, high = power.intervals[voter]
            assert low <= share <= high
            assert high - low <= 2 * power.error + 1e-12
        with pytest.raises(ModelInputError, match="at least one draw"):
            index(game, draws=0)


def test_swings_too_rare_to_be_drawn_are_said_to_be_so() -> None:
    weights = np.random.default_rng(3).integers(10**11, 10**12, 60).tolist()
    game = simple_game({f"v{place}": weight for place, weight in enumerate(weights)}, Share(Fraction(99, 100)))
    with pytest.raises(ModelInputError, match="nobody swings any of 100 coalitions"):
        banzhaf(game, draws=100)
    power = banzhaf(game, normalised=False, draws=100)
    assert set(power.shares.values()) == {0}
    assert power.error > 0


def test_floating_point_serves_where_whole_numbers_take_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    weights = np.random.default_rng(5).integers(1, 60, 48).tolist()
    game = simple_game({f"v{place}": weight for place, weight in enumerate(weights)}, Share(Fraction(2, 3)))
    exact = [banzhaf(game), banzhaf(game, normalised=False), shapley_shubik(game)]
    monkeypatch.setattr(choice, "MOST_STEPS", 0)
    rough = [banzhaf(game), banzhaf(game, normalised=False), shapley_shubik(game)]
    for one, other in zip(exact, rough, strict=True):
        assert one.is_exact
        assert not other.is_exact
        assert max(abs(float(one.shares[voter] - other.shares[voter])) for voter in game.voters) <= other.error < 1e-10
    rare = simple_game(dict.fromkeys(game.voters, 1) | {"a": 7, "b": 9, "c": 3}, Quota(67))
    monkeypatch.setattr(choice, "FEW_KINDS", 0)
    with pytest.raises(ModelInputError, match="too rare for shares"):
        banzhaf(rare)
