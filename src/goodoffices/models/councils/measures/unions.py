"""Power with a-priori unions: the Owen value and the Banzhaf-Owen value."""

from collections.abc import Collection, Iterator, Mapping
from fractions import Fraction
from math import factorial

import numpy as np
from numpy.typing import NDArray

from goodoffices.models.councils.counting.profiles import profiles
from goodoffices.models.councils.measures.power import Power
from goodoffices.models.councils.rules.simple_game import SimpleGame


def owen(game: SimpleGame, unions: Mapping[str, Collection[str]]) -> Power:
    r"""Return the Shapley-Shubik index if voters of a union never join apart: the Owen value.

    .. math:: \Psi_i = \sum_{R \subseteq U \setminus u} \; \sum_{T \subseteq u \setminus i}
        \frac{|R|!\,(m-|R|-1)!}{m!} \, \frac{|T|!\,(p-|T|-1)!}{p!} \, \bigl[v(Q_R \cup T \cup i) - v(Q_R \cup T)\bigr]

    where *u* is the union of voter *i*, with *p* members, *m* the number of unions *U*, and :math:`Q_R` holds all voters of the
    unions *R*. It is the share of those orders in which the voter decides among all orders in which each union stands together.

    Parameters
    ----------
    game : SimpleGame
        The body and its rule.
    unions : mapping of str to collection of str
        Members of each union, under the union's name. A voter that is not named stands alone.

    Returns
    -------
    Power
        Exact fractions that add up to 1. The members of a union have together what the union has in the game between unions.

    Raises
    ------
    ModelInputError
        If a member is no voter or in two unions, a union is empty or has the name of a voter outside it, or there are too
        many coalitions to go through.

    Notes
    -----
    For each union, the coalitions of its members with the other unions are gone through, not those of all voters.

    References
    ----------
    Owen, G. (1977), 'Values of games with a priori unions', in Henn & Moeschlin (eds), *Mathematical Economics and Game
    Theory*, Springer, 76-88.

    Examples
    --------
    >>> from goodoffices.models.councils import Majority, simple_game
    >>> game = simple_game({"a": 2, "b": 1, "c": 1, "d": 1}, Majority())
    >>> power = owen(game, {"small": ["b", "c", "d"]})
    >>> {voter: str(share) for voter, share in power.shares.items()}
    {'a': '0', 'b': '1/3', 'c': '1/3', 'd': '1/3'}
    """

    def weight(joined: int, others: int) -> Fraction:
        return Fraction(factorial(joined) * factorial(others - joined), factorial(others + 1))

    shares = {
        voter: sum(
            (
                weight(unions_in, unions_beside) * weight(members_in, members_beside) * count
                for unions_in, members_in, count in swings
            ),
            Fraction(0),
        )
        for voter, unions_beside, members_beside, swings in _swings(game, unions)
    }
    return Power("Owen value", {voter: shares[voter] for voter in game.voters}, "exact, by union")


def banzhaf_owen(game: SimpleGame, unions: Mapping[str, Collection[str]]) -> Power:
    r"""Return how often each voter decides if other unions vote as one and all else is open: the Banzhaf-Owen value.

    .. math:: \Psi_i = \sum_{R \subseteq U \setminus u} \; \sum_{T \subseteq u \setminus i}
        \frac{1}{2^{m-1}} \, \frac{1}{2^{p-1}} \, \bigl[v(Q_R \cup T \cup i) - v(Q_R \cup T)\bigr]

    in the notation of `owen`.

    Parameters
    ----------
    game : SimpleGame
        The body and its rule.
    unions : mapping of str to collection of str
        Members of each union, under the union's name. A voter that is not named stands alone.

    Returns
    -------
    Power
        Exact fractions; like Penrose's measure they are chances and do not add up to 1.

    Raises
    ------
    ModelInputError
        As `owen`.

    References
    ----------
    Owen, G. (1981), 'Modification of the Banzhaf-Coleman index for games with a priori unions', in Holler (ed.), *Power,
    Voting, and Voting Power*, Physica, 232-238.

    Examples
    --------
    >>> from goodoffices.models.councils import Majority, simple_game
    >>> game = simple_game({"a": 2, "b": 1, "c": 1, "d": 1}, Majority())
    >>> power = banzhaf_owen(game, {"small": ["b", "c", "d"]})
    >>> {voter: str(share) for voter, share in power.shares.items()}
    {'a': '0', 'b': '1/4', 'c': '1/4', 'd': '1/4'}
    """
    shares = {
        voter: Fraction(sum(count for _, _, count in swings), 2 ** (unions_beside + members_beside))
        for voter, unions_beside, members_beside, swings in _swings(game, unions)
    }
    return Power("Banzhaf-Owen value", {voter: shares[voter] for voter in game.voters}, "exact, by union")


Swings = list[tuple[int, int, int]]
"""How many coalitions a voter swings that hold so many other unions and so many members of its own."""


def _swings(game: SimpleGame, unions: Mapping[str, Collection[str]]) -> Iterator[tuple[str, int, int, Swings]]:
    """Return each voter, the numbers of other unions and of other members in its own, and its swings."""
    between = game.with_blocs(unions)
    beside = len(between.voters) - 1
    table = profiles(between)
    everything = np.zeros(len(table.wins), dtype=np.int64)
    for group, voters in enumerate(table.groups):
        alone = [between.voters[voter] for voter in voters if between.voters[voter] not in unions]
        if alone:
            swings = _counted(*table.swings(group), table.size(range(len(table.groups))), everything)
            for name in alone:
                yield name, beside, 0, swings
    for union, members in unions.items():
        within = game.with_blocs({other: names for other, names in unions.items() if other != union})
        table = profiles(within, [int(voter in members) for voter in within.voters])
        own = [group for group, voters in enumerate(table.groups) if within.voters[voters[0]] in members]
        others = [group for group in range(len(table.groups)) if group not in own]
        unions_in, members_in = table.size(others), table.size(own)
        for group in own:
            swings = _counted(*table.swings(group), unions_in, members_in)
            for voter in table.groups[group]:
                yield within.voters[voter], beside, len(set(members)) - 1, swings


def _counted(
    before: NDArray[np.int64],
    coalitions: NDArray[np.int64],
    unions_in: NDArray[np.int64],
    members_in: NDArray[np.int64],
) -> Swings:
    pairs, place = np.unique(np.stack([unions_in[before], members_in[before]]), axis=1, return_inverse=True)
    counts = np.zeros(pairs.shape[1], dtype=coalitions.dtype)
    np.add.at(counts, place, coalitions)
    return [(int(r), int(t), int(count)) for (r, t), count in zip(pairs.T, counts, strict=True)]
