"""Minimal winning coalitions and minimal blocking coalitions, one after the other."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, islice, product
from math import comb, prod

from goodoffices.errors import ModelInputError
from goodoffices.models.councils.rules.condition import dual, thresholds_of, voter_classes, won
from goodoffices.models.councils.rules.simple_game import SimpleGame


@dataclass(frozen=True)
class Pattern:
    """Coalitions that have the same numbers of members from groups of interchangeable voters.

    Attributes
    ----------
    parts : tuple of (int, tuple of str)
        So many of these voters; only groups of which there is at least one.
    """

    parts: tuple[tuple[int, tuple[str, ...]], ...]

    @property
    def size(self) -> int:
        """How many members each of the coalitions has."""
        return sum(number for number, _ in self.parts)

    @property
    def count(self) -> int:
        """How many coalitions there are."""
        return prod(comb(len(names), number) for number, names in self.parts)

    def coalitions(self) -> Iterator[tuple[str, ...]]:
        """Return the coalitions one by one."""
        for chosen in product(*(combinations(names, number) for number, names in self.parts)):
            yield tuple(name for part in chosen for name in part)

    def __str__(self) -> str:
        """Return the pattern in words.

        >>> print(Pattern(((2, ("China", "US")), (1, ("Chad", "Peru", "Oman")))))
        China and US, with any 1 of Chad, Peru and Oman
        """
        firm = [name for number, names in self.parts if number == len(names) for name in names]
        free = [f"any {number} of {_listing(names)}" for number, names in self.parts if number < len(names)]
        return ", with ".join([*([_listing(firm)] if firm else []), *free])


def minimal_winning_patterns(game: SimpleGame) -> Iterator[Pattern]:
    """Return the minimal winning coalitions by pattern, one after the other.

    A coalition is minimal if it wins and loses without any one of its members. Coalitions that differ only by voters
    with the same votes have one pattern, so there may be few patterns of very many coalitions.

    Parameters
    ----------
    game : SimpleGame
        The body and its rule, of any size.

    Yields
    ------
    Pattern
        Those with most of the heaviest voters first.

    Notes
    -----
    Branch and bound over the groups, heaviest first: a branch ends when what is chosen wins, or when it would lose even
    with all that is left. For a single weighted vote every branch leads to a coalition. For several thresholds at once
    branches may lead nowhere, and the search may take long between two patterns. Memory: one path of the tree.

    References
    ----------
    von Neumann, J. & Morgenstern, O. (1944), *Theory of Games and Economic Behavior*, Princeton University Press,
    chapter X (simple games).

    Examples
    --------
    >>> from goodoffices.models.councils import Majority, simple_game
    >>> for pattern in minimal_winning_patterns(simple_game({"a": 3, "b": 2, "c": 2}, Majority())):
    ...     print(pattern)
    a, with any 1 of b and c
    b and c
    """
    leaves = thresholds_of(game.condition)
    pull = [sum(leaf.weights[voter] / max(leaf.quota, 1) for leaf in leaves) for voter in range(len(game.voters))]
    groups = sorted(voter_classes(game.condition), key=lambda group: (-pull[group[0]], group))
    weights = [tuple(leaf.weights[group[0]] for leaf in leaves) for group in groups]
    left = [tuple(0 for _ in leaves)]
    for group, weight in zip(reversed(groups), reversed(weights), strict=True):
        left.append(tuple(rest + len(group) * votes for rest, votes in zip(left[-1], weight, strict=True)))
    left.reverse()

    def wins(votes: tuple[int, ...]) -> bool:
        return won(game.condition, votes)

    paths: list[tuple[tuple[int, ...], tuple[int, ...]]] = [((), left[-1])]
    while paths:
        chosen, votes = paths.pop()
        if wins(votes):
            if all(not number or not wins(_plus(votes, weights[at], -1)) for at, number in enumerate(chosen)):
                yield _pattern(game, groups, chosen)
            continue
        at = len(chosen)
        if not wins(_plus(votes, left[at], 1)):
            continue
        for number in range(len(groups[at]) + 1):
            paths.append(((*chosen, number), votes))
            if wins(votes):
                break
            votes = _plus(votes, weights[at], 1)


def minimal_winning_coalitions(game: SimpleGame, limit: int | None = None) -> Iterator[tuple[str, ...]]:
    """Return the minimal winning coalitions one after the other.

    Parameters
    ----------
    game : SimpleGame
        The body and its rule, of any size.
    limit : int, optional
        Stop after so many.

    Yields
    ------
    tuple of str
        The members.

    Raises
    ------
    ModelInputError
        If the limit is negative.

    Examples
    --------
    >>> from goodoffices.models.councils import Majority, simple_game
    >>> halves = {"phnom_penh": 6, "sihanouk": 2, "son_sann": 2, "khmer_rouge": 2}
    >>> list(minimal_winning_coalitions(simple_game(halves, Majority()), limit=2))
    [('phnom_penh', 'sihanouk'), ('phnom_penh', 'son_sann')]
    """
    if limit is not None and limit < 0:
        raise ModelInputError(f"a limit cannot be negative; found {limit}")
    every = (coalition for pattern in minimal_winning_patterns(game) for coalition in pattern.coalitions())
    return islice(every, limit)


def count_minimal_winning(game: SimpleGame) -> int:
    """Return how many minimal winning coalitions there are, without listing those of one pattern.

    Examples
    --------
    >>> from goodoffices.models.councils import Quota, simple_game
    >>> count_minimal_winning(simple_game({f"v{i}": 1 for i in range(40)}, Quota(20)))
    137846528820
    """
    return sum(pattern.count for pattern in minimal_winning_patterns(game))


def blocking_game(game: SimpleGame) -> SimpleGame:
    """Return the dual game, in which those coalitions win that can block: without them the others lose.

    All that is asked of coalitions that win can be asked of it, such as its minimal coalitions by pattern.

    References
    ----------
    Felsenthal, D. S. & Machover, M. (1998), *The Measurement of Voting Power*, Edward Elgar, section 2.3 (the dual of a simple voting game).

    Examples
    --------
    >>> from goodoffices.models.councils import Consent, Quota, simple_game
    >>> five, ten = ("China", "France", "Russia", "UK", "US"), tuple(f"elected {i}" for i in range(1, 11))
    >>> council = simple_game(dict.fromkeys(five + ten, 1), Quota(9) & Consent(five))
    >>> for pattern in minimal_winning_patterns(blocking_game(council)):
    ...     print(str(pattern)[:48], pattern.count)
    any 1 of China, France, Russia, UK and US 5
    any 7 of elected 1, elected 2, elected 3, electe 120
    """
    return SimpleGame(game.voters, dual(game.condition))


def _plus(votes: tuple[int, ...], weight: tuple[int, ...], times: int) -> tuple[int, ...]:
    return tuple(have + times * more for have, more in zip(votes, weight, strict=True))


def _pattern(game: SimpleGame, groups: list[tuple[int, ...]], chosen: tuple[int, ...]) -> Pattern:
    parts = zip(chosen, groups, strict=False)
    return Pattern(tuple((number, tuple(game.voters[v] for v in group)) for number, group in parts if number))


def _listing(names: tuple[str, ...] | list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
