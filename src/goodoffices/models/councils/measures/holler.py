"""Holler's public good index."""

from fractions import Fraction

from goodoffices.models.councils.measures.minimal_coalitions import minimal_winning_patterns
from goodoffices.models.councils.measures.power import Power
from goodoffices.models.councils.rules.simple_game import SimpleGame


def holler(game: SimpleGame) -> Power:
    r"""Return each voter's share of all memberships in minimal winning coalitions: the public good index.

    .. math:: h_i = \frac{|M_i|}{\sum_j |M_j|}

    where :math:`M_i` holds the minimal winning coalitions with voter *i*. What a coalition achieves is enjoyed whole by
    each of its members, so nothing is divided by its size.

    Parameters
    ----------
    game : SimpleGame
        The body and its rule.

    Returns
    -------
    Power
        Exact fractions that add up to 1.

    Notes
    -----
    Takes the time of `minimal_winning_patterns`. More votes can mean less power by this index.

    References
    ----------
    Holler, M. J. (1982), 'Forming coalitions and measuring voting power', *Political Studies* 30(2), 262-271; Holler,
    M. J. & Packel, E. W. (1983), 'Power, luck and the right index', *Journal of Economics* 43(1), 21-29.

    Examples
    --------
    >>> from goodoffices.models.councils import Quota, simple_game
    >>> power = holler(simple_game({"a": 35, "b": 20, "c": 15, "d": 15, "e": 15}, Quota(51)))
    >>> {voter: str(share) for voter, share in power.shares.items()}
    {'a': '4/15', 'b': '2/15', 'c': '1/5', 'd': '1/5', 'e': '1/5'}
    """
    memberships = dict.fromkeys(game.voters, 0)
    every = 0
    for pattern in minimal_winning_patterns(game):
        every += pattern.count
        for number, names in pattern.parts:
            for name in names:
                memberships[name] += pattern.count * number // len(names)
    whole = sum(memberships.values())
    shares = {name: Fraction(count, whole) for name, count in memberships.items()}
    return Power("public good index", shares, f"exact, over {every} minimal winning coalitions")
