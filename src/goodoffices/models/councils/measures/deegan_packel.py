"""The Deegan-Packel index."""

from fractions import Fraction

from goodoffices.models.councils.measures.minimal_coalitions import minimal_winning_patterns
from goodoffices.models.councils.measures.power import Power
from goodoffices.models.councils.rules.simple_game import SimpleGame


def deegan_packel(game: SimpleGame) -> Power:
    r"""Return each voter's share if only minimal winning coalitions form, all as likely, and divide the prize evenly.

    .. math:: \rho_i = \frac{1}{|M|} \sum_{S \in M,\; i \in S} \frac{1}{|S|}

    where *M* holds the minimal winning coalitions.

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
    Deegan, J. & Packel, E. W. (1978), 'A new index of power for simple n-person games', *International Journal of Game
    Theory* 7(2), 113-123.

    Examples
    --------
    >>> from goodoffices.models.councils import Quota, simple_game
    >>> power = deegan_packel(simple_game({"a": 35, "b": 20, "c": 15, "d": 15, "e": 15}, Quota(51)))
    >>> {voter: str(share) for voter, share in power.shares.items()}
    {'a': '3/10', 'b': '3/20', 'c': '11/60', 'd': '11/60', 'e': '11/60'}
    """
    shares = dict.fromkeys(game.voters, Fraction(0))
    every = 0
    for pattern in minimal_winning_patterns(game):
        every += pattern.count
        for number, names in pattern.parts:
            portion = Fraction(pattern.count * number, len(names) * pattern.size)
            for name in names:
                shares[name] += portion
    shares = {name: share / every for name, share in shares.items()}
    return Power("Deegan-Packel index", shares, f"exact, over {every} minimal winning coalitions")
