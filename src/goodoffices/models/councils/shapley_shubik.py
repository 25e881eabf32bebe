"""The Shapley-Shubik index."""

from fractions import Fraction
from math import factorial

import numpy as np

from goodoffices.models.councils.power import Power
from goodoffices.models.councils.simple_game import SimpleGame


def shapley_shubik(game: SimpleGame) -> Power:
    r"""Return how often each voter is the one whose joining turns a losing coalition into a winning one.

    .. math:: \phi_i = \sum_{S \not\ni i,\; S \text{ loses},\; S + i \text{ wins}} \frac{|S|!\,(n-|S|-1)!}{n!}

    All orders in which voters can join count the same.

    Parameters
    ----------
    game : SimpleGame
        The body and its rule.

    Returns
    -------
    Power
        Exact fractions that add up to 1.

    References
    ----------
    Shapley, L. S. & Shubik, M. (1954), 'A method for evaluating the distribution of power in a committee system',
    *American Political Science Review* 48(3), 787-792.

    Examples
    --------
    >>> from goodoffices.models.councils import Majority, simple_game
    >>> power = shapley_shubik(simple_game({"a": 3, "b": 2, "c": 1}, Majority()))
    >>> {voter: str(share) for voter, share in power.shares.items()}
    {'a': '2/3', 'b': '1/6', 'c': '1/6'}
    """
    n = len(game.voters)
    weight = [Fraction(factorial(size) * factorial(n - size - 1), factorial(n)) for size in range(n)]
    shares = {}
    for voter, name in enumerate(game.voters):
        by_size = np.bincount(np.bitwise_count(game.swings(voter)), minlength=n)
        shares[name] = sum((weight[size] * int(count) for size, count in enumerate(by_size[:n])), Fraction(0))
    return Power("Shapley-Shubik index", shares, f"exact enumeration of {2**n} coalitions")
