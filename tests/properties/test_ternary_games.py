"""Power with abstention against its definitions: all ways to vote, all roll-calls."""

import itertools
from fractions import Fraction
from math import comb, factorial, prod

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.errors import ModelInputError
from goodoffices.models.councils import (
    NoneAgainst,
    TakingPart,
    TernaryAllOf,
    TernaryAnyOf,
    TernaryChamber,
    TernaryGame,
    TernaryRule,
    YesOfAll,
    YesOfVoting,
    YesVotes,
    ternary_banzhaf,
    ternary_game,
    ternary_passage,
    ternary_passage_over_draws,
    ternary_shapley_shubik,
)
from goodoffices.models.councils.counting.diagram import TooLargeError
from goodoffices.models.councils.measures import ternary_passage as module

F = Fraction
FIVE = ("China", "France", "Russia", "UK", "US")
TEN = tuple(f"elected {i}" for i in range(1, 11))
COUNCIL = ternary_game(dict.fromkeys(FIVE + TEN, 1), YesVotes(9) & NoneAgainst(FIVE))


@st.composite
def bodies(draw: st.DrawFn, most: int = 4) -> tuple[dict[str, int], TernaryRule]:
    weights = draw(st.lists(st.integers(0, 4), min_size=1, max_size=most).filter(any))
    seats = {f"v{i}": weight for i, weight in enumerate(weights)}
    number = st.integers(1, sum(weights))
    share = st.tuples(st.fractions(F(1, 10), F(9, 10), max_denominator=10), st.booleans())
    one: st.SearchStrategy[TernaryRule] = st.one_of(
        number.map(YesVotes),
        number.map(TakingPart),
        share.map(lambda s: YesOfAll(*s)),
        share.map(lambda s: YesOfVoting(*s)),
        st.lists(st.sampled_from(list(seats)), min_size=1, max_size=2, unique=True).map(
            lambda of: NoneAgainst(tuple(of))
        ),
    )
    chamber = st.builds(
        TernaryChamber,
        st.just({next(iter(seats)): 2, list(seats)[-1]: 1}),
        st.one_of(st.sampled_from([YesVotes(1), TakingPart(2)]), share.map(lambda s: YesOfVoting(*s))),
    )
    one = st.one_of(one, chamber.filter(lambda rule: sum(rule.seats.values()) > 1 or rule.rule != TakingPart(2)))
    parts = st.lists(one, min_size=1, max_size=3).map(tuple)
    return seats, draw(st.one_of(one, parts.map(TernaryAllOf), parts.map(TernaryAnyOf)))


def by_the_letter(rule: TernaryRule, seats: dict[str, int], votes: dict[str, int]) -> bool:
    """Apply a rule to votes of 1 (in favour), 0 and -1 (against)."""
    yes = sum(seats[v] for v, choice in votes.items() if choice == 1)
    no = sum(seats[v] for v, choice in votes.items() if choice == -1)
    match rule:
        case YesVotes(needed):
            return yes >= needed
        case TakingPart(needed):
            return yes + no >= needed
        case YesOfAll(share, more):
            whole = share * sum(seats.values())
            return yes > whole if more else yes >= whole
        case YesOfVoting(share, more):
            return yes > 0 and (yes > share * (yes + no) if more else yes >= share * (yes + no))
        case NoneAgainst(of):
            return all(votes[v] != -1 for v in of)
        case TernaryChamber(own, inner):
            return by_the_letter(inner, {v: own.get(v, 0) for v in seats}, votes)
        case TernaryAllOf(rules):
            return all(by_the_letter(part, seats, votes) for part in rules)
        case TernaryAnyOf(rules):
            return any(by_the_letter(part, seats, votes) for part in rules)


def carried(game: TernaryGame, votes: dict[str, int]) -> bool:
    return game.carried([v for v, c in votes.items() if c == 1], [v for v, c in votes.items() if c == -1])


def all_votes(names: tuple[str, ...]) -> list[dict[str, int]]:
    return [dict(zip(names, choice, strict=True)) for choice in itertools.product((1, 0, -1), repeat=len(names))]


@settings(deadline=None)
@given(bodies())
def test_rules_mean_what_they_say(body: tuple[dict[str, int], TernaryRule]) -> None:
    seats, rule = body
    game = ternary_game(seats, rule)
    for votes in all_votes(game.voters):
        assert carried(game, votes) == by_the_letter(rule, seats, votes)


@settings(deadline=None)
@given(bodies())
def test_ternary_banzhaf_by_all_votes(body: tuple[dict[str, int], TernaryRule]) -> None:
    game = ternary_game(*body)
    counts = {}
    for voter in game.voters:
        others = tuple(v for v in game.voters if v != voter)
        counts[voter] = sum(
            len({carried(game, {**votes, voter: choice}) for choice in (1, 0, -1)}) > 1 for votes in all_votes(others)
        )
    n = len(game.voters)
    assert ternary_banzhaf(game, normalised=False).shares == {v: F(c, 3 ** (n - 1)) for v, c in counts.items()}
    if any(counts.values()):
        assert sum(ternary_banzhaf(game).shares.values()) == 1
    else:
        with pytest.raises(ModelInputError, match="same however all vote"):
            ternary_banzhaf(game)


@settings(deadline=None, max_examples=50)
@given(bodies(3))
def test_ternary_shapley_shubik_by_all_roll_calls(body: tuple[dict[str, int], TernaryRule]) -> None:
    game = ternary_game(*body)
    every = all_votes(game.voters)
    if len({carried(game, votes) for votes in every}) == 1:
        with pytest.raises(ModelInputError, match="same however all vote"):
            ternary_shapley_shubik(game)
        return
    pivots = dict.fromkeys(game.voters, 0)
    for order in itertools.permutations(game.voters):
        for votes in every:
            for called in range(1, len(order) + 1):
                known = order[:called]
                if len({carried(game, other) for other in every if all(other[v] == votes[v] for v in known)}) == 1:
                    pivots[order[called - 1]] += 1
                    break
    whole = factorial(len(game.voters)) * len(every)
    assert ternary_shapley_shubik(game).shares == {v: F(count, whole) for v, count in pivots.items()}


def test_security_council_by_closed_form() -> None:
    # A permanent member matters if no other one is against and at least eight others are in favour; an elected one if
    # exactly eight are. Permanent members who are not against have two choices, as elected members not in favour.
    permanent = sum(comb(4, k) * comb(10, j) * 2 ** (10 - j) for k in range(5) for j in range(11) if k + j >= 8)
    elected = sum(comb(5, k) * comb(9, 8 - k) * 2 ** (1 + k) for k in range(6))
    shares = ternary_banzhaf(COUNCIL, normalised=False).shares
    assert {shares[v] for v in FIVE} == {F(permanent, 3**14)}
    assert {shares[v] for v in TEN} == {F(elected, 3**14)}
    assert (permanent, elected) == (108_336, 53_154)
    roll_calls = ternary_shapley_shubik(COUNCIL).shares
    assert sum(roll_calls.values()) == 1
    assert roll_calls["US"] > roll_calls["elected 1"]


def test_abstaining_is_no_veto() -> None:
    assert COUNCIL.carried(TEN[:9])
    assert COUNCIL.carried(TEN[:5] + FIVE[:4], TEN[5:])
    assert not COUNCIL.carried(TEN + FIVE[:4], FIVE[4:])
    assert not COUNCIL.carried(TEN[:8])


def test_equal_voters_are_counted_like_different_ones() -> None:
    # The same game, once with equal votes and once with votes that differ and come to the same.
    alike = ternary_game({"a": 1, "b": 1, "c": 1, "d": 1}, YesVotes(3))
    apart = ternary_game({"a": 101, "b": 102, "c": 103, "d": 104}, YesVotes(300))
    assert ternary_banzhaf(alike).shares == ternary_banzhaf(apart).shares
    assert ternary_shapley_shubik(alike).shares == ternary_shapley_shubik(apart).shares


def test_many_equal_voters_are_exact() -> None:
    game = ternary_game({f"v{i}": 1 for i in range(40)} | {"chair": 1}, YesVotes(21) & NoneAgainst(("chair",)))
    shares = ternary_shapley_shubik(game).shares
    assert sum(shares.values()) == 1
    # A member without a veto matters if exactly 20 others are in favour and the chair is not against.
    count = comb(39, 20) * 2**19 + comb(39, 19) * 2**20
    assert ternary_banzhaf(game, normalised=False).shares["v0"] == F(count, 3**40)


@pytest.mark.parametrize(
    ("seats", "rule", "message"),
    [
        ({}, YesVotes(1), "needs voters"),
        ({"a": 0}, YesVotes(1), "somebody must hold one"),
        ({"a": 1}, YesVotes(2), "make no sense"),
        ({"a": 1}, TakingPart(0), "make no sense"),
        ({"a": 1}, YesOfVoting(F(3, 2)), "share"),
        ({"a": 1}, YesOfAll(F(1), more=True), "share"),
        ({"a": 1}, NoneAgainst(("b",)), "'b' is not among"),
        ({"a": 1}, NoneAgainst(()), "nobody is named"),
        ({"a": 1}, TernaryAllOf(()), "no rule"),
    ],
)
def test_bodies_that_make_no_sense(seats: dict[str, int], rule: TernaryRule, message: str) -> None:
    with pytest.raises(ModelInputError, match=message):
        ternary_game(seats, rule)


def test_votes_that_make_no_sense() -> None:
    with pytest.raises(ModelInputError, match="both in favour and against"):
        COUNCIL.carried(FIVE, FIVE)
    with pytest.raises(ModelInputError, match="not among the voters"):
        COUNCIL.carried(["Japan"])
    large = ternary_game({f"v{i}": 2**i for i in range(16)}, YesVotes(2**15))
    with pytest.raises(ModelInputError, match="too many"):
        ternary_banzhaf(large)
    with pytest.raises(ModelInputError, match="too many"):
        ternary_shapley_shubik(large)


CHANCES = st.tuples(st.integers(0, 6), st.integers(0, 6), st.integers(0, 6)).filter(any)


@settings(deadline=None)
@given(bodies(), st.data())
def test_passage_by_all_votes(body: tuple[dict[str, int], TernaryRule], data: st.DataObject) -> None:
    """Against the sum over all ways to vote, exactly, for chances to vote for, abstain and vote against that differ by voter."""
    game = ternary_game(*body)
    drawn = {voter: data.draw(CHANCES) for voter in game.voters}
    chance = {
        voter: {c: F(part, sum(parts)) for c, part in zip((1, 0, -1), parts, strict=True)}
        for voter, parts in drawn.items()
    }

    def by_hand(chance: dict[str, dict[int, Fraction]]) -> Fraction:
        every = (votes for votes in all_votes(game.voters) if carried(game, votes))
        return sum((prod((chance[v][c] for v, c in votes.items()), start=F(1)) for votes in every), F(0))

    yes, abstain = ({voter: float(odds[choice]) for voter, odds in chance.items()} for choice in (1, 0))
    found = ternary_passage(game, yes, abstain)
    assert found.chance == pytest.approx(float(by_hand(chance)), abs=1e-12)
    for voter in game.voters:
        sure, lost = (by_hand({**chance, voter: {1: F(0), 0: F(0), -1: F(0), choice: F(1)}}) for choice in (1, -1))
        assert found.decides[voter] == pytest.approx(float(sure - lost), abs=1e-12)
    over = ternary_passage_over_draws(
        game, np.array([[*yes.values()]] * 2), np.array([[*abstain.values()], [0.0] * len(yes)])
    )
    assert over[0] == pytest.approx(found.chance, abs=1e-12)
    assert over[1] == pytest.approx(ternary_passage(game, yes, {}).chance, abs=1e-12)


def test_passage_in_the_security_council() -> None:
    """Closed form: no permanent member against, and nine of fifteen in favour."""
    yes, abstain = dict.fromkeys(FIVE, 0.6) | dict.fromkeys(TEN, 0.5), dict.fromkeys(FIVE, 0.3)
    given = 0.6 / 0.9
    expected = 0.9**5 * sum(
        comb(5, k) * given**k * (1 - given) ** (5 - k) * comb(10, m) * 0.5**10
        for k in range(6) for m in range(11) if k + m >= 9
    )  # fmt: skip
    assert ternary_passage(COUNCIL, yes, abstain).chance == pytest.approx(expected, abs=1e-12)
    with_veto = ternary_passage(COUNCIL, yes, {})
    assert with_veto.chance == pytest.approx(0.6**5 * sum(comb(10, m) for m in range(4, 11)) / 2**10, abs=1e-12)


def test_passage_in_a_large_assembly_and_by_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    """193 members with one vote each, two thirds of those voting: as a binomial of the votes cast; and draws come near it."""
    names = [f"m{i}" for i in range(193)]
    game = ternary_game(dict.fromkeys(names, 1), YesOfVoting(F(2, 3)))
    yes, abstain = dict.fromkeys(names, 0.6), dict.fromkeys(names, 0.15)
    ways = sum(
        comb(193, y) * comb(193 - y, a) * 0.6**y * 0.15**a * 0.25 ** (193 - y - a)
        for y in range(1, 194) for a in range(194 - y) if 3 * y >= 2 * (193 - a)
    )  # fmt: skip
    found = ternary_passage(game, yes, abstain)
    assert found.chance == pytest.approx(ways, abs=1e-9)
    assert found.error == 0

    def never(_: TernaryGame) -> None:
        raise TooLargeError

    monkeypatch.setattr(module, "ternary_diagram", never)
    small = ternary_game({"a": 3, "b": 2, "c": 2}, YesOfVoting(F(1, 2), more=True))
    drawn = ternary_passage(small, {"a": 0.5, "b": 0.4, "c": 0.2}, {"a": 0.2, "c": 0.5}, seed=1)
    monkeypatch.undo()
    exact = ternary_passage(small, {"a": 0.5, "b": 0.4, "c": 0.2}, {"a": 0.2, "c": 0.5})
    assert drawn.chance == pytest.approx(exact.chance, abs=5 * drawn.error)
    for voter, share in exact.decides.items():
        assert drawn.decides[voter] == pytest.approx(share, abs=0.01)


@pytest.mark.parametrize(
    ("yes", "abstain", "said"),
    [
        ({"a": 0.7, "b": 0.5}, {"a": 0.4}, "add up to 1 at most"),
        ({"a": 0.7}, {}, "nothing says how 'b' leans"),
        ({"a": 0.7, "b": 0.5}, {"c": 0.4}, "'c' is not among the voters"),
        ({"a": -0.1, "b": 0.5}, {}, "between 0 and 1"),
    ],
)
def test_chances_that_make_no_sense(yes: dict[str, float], abstain: dict[str, float], said: str) -> None:
    game = ternary_game({"a": 1, "b": 1}, YesVotes(1))
    with pytest.raises(ModelInputError, match=said):
        ternary_passage(game, yes, abstain)
    with pytest.raises(ModelInputError):
        ternary_passage_over_draws(game, np.ones((2, 3)), np.zeros((2, 3)))
