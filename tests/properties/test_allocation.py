"""What must hold for any votes: seats add up, claims are in order, house monotonicity, the quota rule, lots, exhausted lists."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.errors import ModelInputError
from goodoffices.models.councils.allocation import (
    DROOP,
    HAGENBACH_BISCHOFF,
    HARE,
    IMPERIALI,
    METHODS,
    SAINTE_LAGUE,
    ByLot,
    ByOrder,
    ByVotes,
    District,
    DivisorMethod,
    Method,
    QuotaMethod,
    Thresholds,
    effective_number,
    elect,
    gallagher,
    loosemore_hanby,
    nationwide,
    rae,
    sainte_lague_index,
    share_out,
)

DIVISORS = [method for method in METHODS if isinstance(method, DivisorMethod)]
QUOTAS = [method for method in METHODS if isinstance(method, QuotaMethod)]
# Small numbers make ties and exhausted lists common.
VOTES = st.lists(st.integers(0, 12) | st.integers(0, 1000), min_size=1, max_size=6).map(
    lambda votes: {f"l{place}": cast for place, cast in enumerate(votes)}
)
SEATS = st.integers(0, 15)
method_of = st.sampled_from(METHODS)


@st.composite
def limited(draw: st.DrawFn) -> tuple[dict[str, int], dict[str, int]]:
    votes = draw(VOTES)
    return votes, {name: draw(st.integers(0, 6)) for name in votes if draw(st.booleans())}


@given(limited(), SEATS, method_of)
def test_seats_add_up_and_nobody_has_more_than_candidates(
    lists: tuple[dict[str, int], dict[str, int]], seats: int, method: Method
) -> None:
    votes, candidates = lists
    result = share_out(votes, seats, method, candidates=candidates)
    assert sum(result.seats.values()) + result.vacant == seats
    room = {name: min(seats, candidates.get(name, seats)) if cast else 0 for name, cast in votes.items()}
    assert all(0 <= held <= room[name] for name, held in result.seats.items())
    assert result.vacant == max(0, seats - sum(room.values()))
    assert all(result.seats[name] == candidates[name] for name in result.exhausted)


@given(limited(), SEATS, st.sampled_from(DIVISORS))
def test_no_claim_that_was_passed_over_is_above_one_that_was_met(
    lists: tuple[dict[str, int], dict[str, int]], seats: int, method: DivisorMethod
) -> None:
    votes, candidates = lists
    result = share_out(votes, seats, method, candidates=candidates)
    met = [method.claim(votes[name], held) for name, held in result.seats.items() if held]
    passed = {
        name: method.claim(cast, result.seats[name] + 1)
        for name, cast in votes.items()
        if cast and result.seats[name] < candidates.get(name, seats)
    }
    if met and not result.vacant:
        assert max(passed.values(), default=(0, Fraction(0))) <= min(met)
        tied = [name for name, claim in passed.items() if claim == min(met)]
        assert bool(tied) == bool(result.ties)
        above = {n for n in candidates if votes[n] and result.seats[n] == candidates[n]}
        assert set(result.exhausted) == {n for n in above if method.claim(votes[n], candidates[n] + 1) > min(met)}


@given(VOTES, SEATS, st.sampled_from(DIVISORS))
def test_divisor_methods_take_no_seat_away_when_the_house_grows(
    votes: dict[str, int], seats: int, method: DivisorMethod
) -> None:
    order = ByOrder(tuple(votes))
    before = share_out(votes, seats, method, ties=order).seats
    after = share_out(votes, seats + 1, method, ties=order).seats
    assert all(after[name] >= held for name, held in before.items())


def test_largest_remainders_can_take_a_seat_away_when_the_house_grows() -> None:
    # The Alabama paradox, on the numbers of the textbooks: 5, 3 and 1 parts in nine, made sharp.
    votes = {"a": 6, "b": 6, "c": 2}
    assert share_out(votes, 10, HARE).seats == {"a": 4, "b": 4, "c": 2}
    assert share_out(votes, 11, HARE).seats == {"a": 5, "b": 5, "c": 1}


@given(VOTES.filter(lambda votes: any(votes.values())), SEATS)
def test_hare_keeps_within_the_quota(votes: dict[str, int], seats: int) -> None:
    total = sum(votes.values())
    for name, held in share_out(votes, seats, HARE).seats.items():
        assert abs(held - Fraction(votes[name] * seats, total)) < 1


@given(VOTES, SEATS, st.sampled_from(QUOTAS))
def test_remainders_are_in_order(votes: dict[str, int], seats: int, method: QuotaMethod) -> None:
    result = share_out(votes, seats, method)
    if result.quota is None:
        assert not any(result.seats.values())
        return
    full = {name: cast // result.quota for name, cast in votes.items()}
    got = {name: votes[name] - full[name] * result.quota for name in votes if result.seats[name] == full[name] + 1}
    missed = {name: votes[name] - full[name] * result.quota for name in votes if result.seats[name] == full[name]}
    assert len(got) + len(missed) == len(votes)
    running = {name: rest for name, rest in missed.items() if votes[name]}
    assert max(running.values(), default=Fraction(0)) <= min(got.values(), default=result.quota)


def most(votes: dict[str, int], seats: int, method: Method, name: str) -> int:
    """Return the seats a list has for certain: every tie goes against it."""
    order = ByOrder((*(other for other in votes if other != name), name))
    return share_out(votes, seats, method, ties=order).seats[name]


@given(
    st.lists(st.integers(1, 30), min_size=2, max_size=4).map(lambda v: {f"l{i}": n for i, n in enumerate(v)}),
    st.integers(1, 7),
    method_of,
)
def test_votes_short_of_the_last_seat(votes: dict[str, int], seats: int, method: Method) -> None:
    last = share_out(votes, seats, method).last
    if last is None:
        return
    name, short = last.runner_up, last.votes_short
    held = share_out(votes, seats, method).seats[name]
    if short is None:
        assert most(votes | {name: 10**9}, seats, method, name) == held
        return
    assert short > 0
    assert most(votes | {name: votes[name] + short}, seats, method, name) > held
    assert most(votes | {name: votes[name] + short - 1}, seats, method, name) <= held
    if isinstance(method, DivisorMethod) or method is HARE:
        assert all(most(votes | {name: votes[name] + more}, seats, method, name) <= held for more in range(short))


@given(VOTES, SEATS, method_of, st.integers(1, 10**12), st.randoms(use_true_random=False))
def test_the_order_of_lists_and_the_scale_of_votes_change_nothing(
    votes: dict[str, int], seats: int, method: Method, scale: int, random: object
) -> None:
    names = list(votes)
    random.shuffle(names)  # type: ignore[attr-defined]
    result = share_out(votes, seats, method, ties=ByLot(7))
    assert share_out({name: votes[name] for name in names}, seats, method, ties=ByLot(7)).seats == result.seats
    if method is not DROOP:  # its quota is a whole number of votes
        large = share_out({name: cast * scale for name, cast in votes.items()}, seats, method, ties=ByLot(7))
        assert large.seats == result.seats


@given(st.integers(1, 10**15), st.integers(2, 6), method_of)
def test_equal_lists_differ_by_a_seat_that_is_drawn_and_told(votes: int, lists: int, method: Method) -> None:
    cast = {f"l{place}": votes for place in range(lists)}
    result = share_out(cast, lists + 1, method)
    assert sorted(result.seats.values()) == [1] * (lists - 1) + [2]
    (tie,) = result.ties
    assert (tie.seats, set(tie.lists), tie.by) == (1, set(cast), "lot")
    assert result.seats[tie.winners[0]] == 2
    assert result.last is not None
    assert result.last.winner == tie.winners[0]
    assert result.last.runner_up in tie.lists
    assert result.last.votes_short is not None


@pytest.mark.parametrize("method", [m for m in METHODS if m.name == "modified Sainte-Laguë"])
def test_ties_between_unlike_divisors_are_seen(method: Method) -> None:
    # 21/1.4 = 45/3: floating-point numbers make these differ, and a seat would go to the list named first.
    for parts in range(1, 200):
        result = share_out({"small": 7 * parts, "large": 15 * parts}, 2, method)
        assert [set(tie.lists) for tie in result.ties] == [{"small", "large"}]


@pytest.mark.parametrize("parts", range(1, 50))
def test_ties_between_roots_are_seen(parts: int) -> None:
    # The second seat of one list and the ninth of another with six times the votes: 1/sqrt(2) = 6/sqrt(72).
    hill = next(method for method in METHODS if method.name == "Huntington-Hill")
    assert share_out({"small": parts, "large": 6 * parts}, 10, hill).ties[0].seats == 1


def test_rules_for_ties() -> None:
    votes = {"a": 30, "b": 10, "c": 10}
    # Under Sainte-Laguë the second seat of a and the first of b and c have the same claim.
    tie = share_out(votes, 2, SAINTE_LAGUE, ties=ByVotes()).ties[0]
    assert (tie.lists, tie.winners, tie.by) == (("a", "b", "c"), ("a",), "votes")
    tie = share_out(votes, 3, SAINTE_LAGUE, ties=ByVotes()).ties[0]
    assert (tie.seats, tie.winners[0], tie.by) == (2, "a", "lot")
    tie = share_out(votes, 3, SAINTE_LAGUE, ties=ByOrder(("c", "b", "a"))).ties[0]
    assert (tie.winners, tie.by) == (("b", "c"), "order")
    assert {share_out(votes, 2, SAINTE_LAGUE, ties=ByLot(seed)).ties[0].winners for seed in range(40)} == {
        ("a",), ("b",), ("c",),
    }  # fmt: skip


def test_lots_of_districts_do_not_depend_on_one_another() -> None:
    tied = {name: District(1, {"a": 1, "b": 1}) for name in ("x", "y", "z", "u", "v", "w")}
    drawn = {name: result.seats["a"] for name, result in elect(tied, HARE).districts.items()}
    fewer = elect({name: tied[name] for name in ("w", "z")}, HARE).districts
    assert {name: fewer[name].seats["a"] for name in fewer} == {"w": drawn["w"], "z": drawn["z"]}
    assert set(drawn.values()) == {0, 1}


@given(st.dictionaries(st.sampled_from("xyz"), st.tuples(SEATS, VOTES), min_size=1), method_of)
def test_an_assembly_is_the_sum_of_its_districts(drawn: dict[str, tuple[int, dict[str, int]]], method: Method) -> None:
    districts = {name: District(seats, votes) for name, (seats, votes) in drawn.items()}
    result = elect(districts, method)
    assert sum(result.seats.values()) + result.vacant == sum(district.seats for district in districts.values())
    for party, held in result.seats.items():
        assert held == sum(found.seats.get(party, 0) for found in result.districts.values())
    whole = nationwide(districts)
    assert whole.votes == result.votes
    assert whole.seats == sum(seats for seats, _ in drawn.values())


def test_thresholds() -> None:
    districts = {"x": District(2, {"a": 60, "b": 35, "c": 5}), "y": District(2, {"a": 10, "b": 10, "c": 80})}
    within = elect(districts, HARE, thresholds=Thresholds(district=Fraction(1, 10)))
    assert within.below == {"x": ("c",)}
    assert within.districts["y"].seats["c"] == 2
    country = elect(districts, HARE, thresholds=Thresholds(nationwide=Fraction(9, 40)))
    assert country.below == {}  # b has exactly nine in forty
    country = elect(districts, HARE, thresholds=Thresholds(nationwide=0.3))
    assert country.below == {"x": ("b",), "y": ("b",)}
    nobody = elect(districts, HARE, thresholds=Thresholds(nationwide=1))
    assert (nobody.vacant, set(nobody.seats.values())) == (4, {0})
    assert set(nobody.shares.values()) == {0}


def test_exhausted_lists_under_both_kinds_of_method() -> None:
    votes = {"a": 60, "b": 30, "c": 10}
    divided = share_out(votes, 10, SAINTE_LAGUE, candidates={"a": 2})
    assert (divided.seats, divided.exhausted) == ({"a": 2, "b": 6, "c": 2}, ("a",))
    counted = share_out(votes, 10, HARE, candidates={"a": 2})
    assert (counted.seats, counted.exhausted, counted.quota) == ({"a": 2, "b": 6, "c": 2}, ("a",), Fraction(5))
    alone = share_out(votes, 10, HARE, candidates={"a": 1, "b": 1, "c": 1})
    assert (alone.vacant, alone.exhausted, alone.last) == (7, ("a", "b", "c"), None)
    whole = nationwide(
        {"x": District(3, {"a": 1, "b": 1}, {"a": 1}), "y": District(2, {"a": 1}), "z": District(9, {"b": 1})}
    )
    assert whole.candidates == {"a": 3}


def test_a_quota_that_is_too_small_is_counted_again() -> None:
    # 60 and 40 over 6 seats and two: 12.5 a seat, 4 and 3 full quotas for six seats.
    assert share_out({"a": 60, "b": 40}, 5, IMPERIALI).quota == Fraction(100, 6)
    assert share_out({"a": 50, "b": 50}, 1, HAGENBACH_BISCHOFF).quota == 100
    assert share_out({"a": 1}, 3, DROOP).seats == {"a": 3}


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: share_out({"a": -1}, 3, HARE), "votes of 'a'"),
        (lambda: share_out({"a": 1.5}, 3, HARE), "whole number"),  # type: ignore[dict-item]
        (lambda: share_out({"a": 1}, -3, HARE, district="hills"), "seats in hills"),
        (lambda: share_out({"a": 1}, 3, HARE, candidates={"a": -1}), "candidates of 'a'"),
        (lambda: share_out({"a": 1}, 3, HARE, candidates={"b": 1}), "no entry"),
        (lambda: share_out({"a": 1, "b": 1}, 1, HARE, ties=ByOrder(("a",))), "'b' is not in the order"),
        (lambda: share_out({"a": 1, "b": 1}, 1, HARE, ties=ByLot(-1)), "seed"),
        (lambda: elect({}, HARE), "at least one district"),
        (lambda: elect({"x": District(1, {"a": 1})}, HARE, thresholds=Thresholds(district=2)), "district threshold"),
        (lambda: elect({"x": District(1, {"a": 1})}, HARE, thresholds=Thresholds(nationwide=-1)), "nationwide"),
        (lambda: gallagher([1, 2], [1]), "votes of 2 parties"),
        (lambda: gallagher([0, 0], [1, 2]), "somebody has some"),
        (lambda: gallagher([1, -1, 2], [1, 2, 2]), "not negative"),
        (lambda: gallagher([1, float("nan")], [1, 2]), "finite"),
        (lambda: effective_number([]), "at least one party"),
    ],
)
def test_what_makes_no_sense_is_named(call: object, words: str) -> None:
    with pytest.raises(ModelInputError, match=words):
        call()  # type: ignore[operator]


SHARES = st.lists(
    st.tuples(st.integers(0, 100), st.integers(0, 100)), min_size=1, max_size=8
).filter(lambda rows: any(v for v, _ in rows) and any(s for _, s in rows))  # fmt: skip


@given(SHARES)
def test_bounds_of_disproportionality(rows: list[tuple[int, int]]) -> None:
    votes, seats = (np.array(column, dtype=float) for column in zip(*rows, strict=True))
    lsq, distance = float(gallagher(votes, seats)), float(loosemore_hanby(votes, seats))
    assert 0 <= lsq <= distance + 1e-9 <= 100 + 1e-6
    assert gallagher(votes, votes) == loosemore_hanby(votes, 3 * votes) == rae(votes, votes) == 0
    assert sainte_lague_index(votes, votes) == 0
    assert float(rae(votes, seats)) * ((votes > 0) | (seats > 0)).sum() / 2 == pytest.approx(distance)
    assert 1 - 1e-12 <= float(effective_number(votes)) <= len(rows) + 1e-9
    # Rows are draws.
    both = gallagher(np.stack([votes, seats]), np.stack([seats, seats]))
    assert both == pytest.approx([lsq, 0])


def test_sainte_lague_index_is_least_under_its_own_method() -> None:
    votes = {"a": 47, "b": 31, "c": 14, "d": 8}
    own = share_out(votes, 9, SAINTE_LAGUE).seats
    cast = list(votes.values())
    least = float(sainte_lague_index(cast, list(own.values())))
    for a in range(10):
        for b in range(10 - a):
            for c in range(10 - a - b):
                assert float(sainte_lague_index(cast, [a, b, c, 9 - a - b - c])) >= least - 1e-9
    assert np.isinf(sainte_lague_index([1, 0], [1, 1]))
