"""The Johnston index."""

from fractions import Fraction

import numpy as np

from goodoffices.models.councils.counting.profiles import profiles
from goodoffices.models.councils.measures.power import Power
from goodoffices.models.councils.rules.simple_game import SimpleGame


def johnston(game: SimpleGame) -> Power:
    r"""Return each voter's share of all swings, where those who can destroy a coalition divide its swing among them.

    .. math:: \gamma_i = \frac{g_i}{\sum_j g_j}, \qquad g_i = \sum_{S:\; i \in \chi(S)} \frac{1}{|\chi(S)|}

    where :math:`\chi(S)` holds the members without any one of whom the winning coalition *S* loses.

    Parameters
    ----------
    game : SimpleGame
        The body and its rule.

    Returns
    -------
    Power
        Exact fractions that add up to 1.

    Raises
    ------
    ModelInputError
        If there are too many coalitions to go through; voters with the same votes are gone through together.

    References
    ----------
    Johnston, R. J. (1978), 'On the measurement of power: some reactions to Laver', *Environment and Planning A* 10(8),
    907-914.

    Examples
    --------
    >>> from goodoffices.models.councils import Quota, simple_game
    >>> power = johnston(simple_game({"a": 6, "b": 4, "c": 1, "d": 1, "e": 1}, Quota(9)))
    >>> {voter: str(share) for voter, share in power.shares.items()}
    {'a': '19/36', 'b': '7/18', 'c': '1/36', 'd': '1/36', 'e': '1/36'}
    """
    table = profiles(game)
    critical = np.zeros(len(table.wins), dtype=np.int64)
    swung = []
    for group in range(len(table.groups)):
        before, coalitions = table.swings(group)
        after = before + table.step(group)
        critical[after] += table.members(group)[after]
        swung.append((after, coalitions))
    raw = []
    for after, coalitions in swung:
        counts = np.zeros(len(game.voters) + 1, dtype=table.coalitions.dtype)
        np.add.at(counts, critical[after], coalitions)
        raw.append(sum((Fraction(int(count), size) for size, count in enumerate(counts) if count), Fraction(0)))
    whole = sum((value * len(group) for value, group in zip(raw, table.groups, strict=True)), Fraction(0))
    shares = {game.voters[voter]: value / whole for voter, value in table.each_voter(raw)}
    return Power("Johnston index", shares, f"exact, over {len(table.wins)} kinds of coalitions")
