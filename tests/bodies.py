"""Random bodies that mix all rules, and measures of power by the letter of their definitions."""

import itertools
from collections.abc import Iterator
from fractions import Fraction

from hypothesis import strategies as st

from goodoffices.models.councils import (
    AllOf,
    AnyOf,
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
    simple_game,
)

Coalition = frozenset[str]


@st.composite
def mixed_games(draw: st.DrawFn, most: int = 6) -> SimpleGame:
    """Draw a game of a few voters under one rule or several joined."""
    weights = draw(st.lists(st.integers(0, 6), min_size=1, max_size=most).filter(any))
    seats = {f"v{i}": weight for i, weight in enumerate(weights)}
    voter = st.sampled_from(list(seats))
    chamber = st.lists(st.integers(0, 3), min_size=len(seats), max_size=len(seats)).filter(any)

    def simple(votes: dict[str, int]) -> st.SearchStrategy[Rule]:
        number = st.integers(1, sum(votes.values()))
        return st.one_of(
            st.just(Majority()),
            st.just(Unanimity()),
            number.map(Quota),
            number.map(BlockedBy),
            st.fractions(Fraction(1, 10), 1, max_denominator=10).map(Share),
            st.lists(voter, min_size=1, max_size=2, unique=True).map(lambda of: Consent(tuple(of))),
            voter.map(ChairBreaksTies),
            voter.map(ChairDecides),
        )

    def in_chamber(own: list[int]) -> st.SearchStrategy[Rule]:
        votes = dict(zip(seats, own, strict=True))
        return simple(votes).map(lambda rule: Chamber(votes, rule))

    one = st.one_of(simple(seats), chamber.flatmap(in_chamber))
    parts = st.lists(one, min_size=1, max_size=3).map(tuple)
    return simple_game(seats, draw(st.one_of(one, parts.map(AllOf), parts.map(AnyOf))))


def subsets(names: tuple[str, ...]) -> Iterator[Coalition]:
    """Return all coalitions."""
    for size in range(len(names) + 1):
        yield from map(frozenset, itertools.combinations(names, size))


def minimal_winning(game: SimpleGame) -> set[Coalition]:
    """Return the coalitions that win and lose without any one of their members."""
    return {
        coalition
        for coalition in subsets(game.voters)
        if game.wins(coalition) and not any(game.wins(coalition - {member}) for member in coalition)
    }


def critical(game: SimpleGame, coalition: Coalition) -> set[str]:
    """Return the members without any one of whom a winning coalition loses."""
    return {member for member in coalition if game.wins(coalition) and not game.wins(coalition - {member})}
