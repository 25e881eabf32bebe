"""The Penrose-Banzhaf index."""

from fractions import Fraction

from goodoffices.models.councils.power import Power
from goodoffices.models.councils.simple_game import SimpleGame


def banzhaf(game: SimpleGame, *, normalised: bool = True) -> Power:
    r"""Return each voter's share of all swings, or the chance that its vote decides.

    .. math:: \beta'_i = \frac{\eta_i}{2^{n-1}}, \qquad \beta_i = \frac{\eta_i}{\sum_j \eta_j}

    where :math:`\eta_i` counts the coalitions that lose without voter *i* and win with it.

    Parameters
    ----------
    game : SimpleGame
        The body and its rule.
    normalised : bool
        Whether to divide by all swings, so that the shares add up to 1 (Banzhaf's index), or by the number of
        coalitions of the others (Penrose's measure: the chance that the voter decides if all others toss a coin).

    Returns
    -------
    Power
        Exact fractions.

    References
    ----------
    Penrose, L. S. (1946), 'The elementary statistics of majority voting', *Journal of the Royal Statistical Society*
    109(1), 53-57; Banzhaf, J. F. (1965), 'Weighted voting doesn't work', *Rutgers Law Review* 19, 317-343.

    Examples
    --------
    >>> from goodoffices.models.councils import Majority, simple_game
    >>> power = banzhaf(simple_game({"a": 3, "b": 2, "c": 1}, Majority()))
    >>> {voter: str(share) for voter, share in power.shares.items()}
    {'a': '3/5', 'b': '1/5', 'c': '1/5'}
    """
    swings = [len(game.swings(voter)) for voter in range(len(game.voters))]
    whole = sum(swings) if normalised else 2 ** (len(game.voters) - 1)
    shares = {name: Fraction(count, whole) for name, count in zip(game.voters, swings, strict=True)}
    index = "Banzhaf index" if normalised else "Penrose measure"
    return Power(index, shares, f"exact enumeration of {2 ** len(game.voters)} coalitions")
