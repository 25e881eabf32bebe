"""The Penrose-Banzhaf index."""

from fractions import Fraction

import numpy as np

from goodoffices.errors import ModelInputError
from goodoffices.models.councils.counting.choice import exact_counts, integrable
from goodoffices.models.councils.counting.estimates import approximate, estimated, spread
from goodoffices.models.councils.counting.quadrature import penrose
from goodoffices.models.councils.counting.reduced import reduced
from goodoffices.models.councils.counting.sampling import sampled_banzhaf
from goodoffices.models.councils.measures.power import Power
from goodoffices.models.councils.rules.condition import Threshold
from goodoffices.models.councils.rules.simple_game import SimpleGame


def banzhaf(game: SimpleGame, *, normalised: bool = True, draws: int = 100_000, seed: int = 0) -> Power:
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
    draws : int
        How many coalitions to draw at random if the game allows nothing better.
    seed : int
        Seed of these draws.

    Returns
    -------
    Power
        Exact fractions wherever swings can be counted in some seconds, else with a bound on the error or with intervals;
        `method` says which.

    Raises
    ------
    ModelInputError
        If every coalition wins or none does, votes are negative or no whole numbers, or swings are so rare that none was found.

    Notes
    -----
    See *How it is computed* in the explanation of voting power, and :func:`swing_counts` for the numbers of swings.

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
    simple = reduced(game.condition, len(game.voters))
    index = "Banzhaf index" if normalised else "Penrose measure"
    counted = exact_counts(simple, by_size=False)
    if counted is not None:
        rows, method = counted
        whole = 2 ** (simple.holders - 1)
        if normalised:
            whole = sum(row[0] * len(kind.members) for kind, row in zip(simple.types, rows, strict=True))
        return Power(index, spread(game.voters, simple, [Fraction(row[0], whole) for row in rows]), method)
    if isinstance(simple.condition, Threshold) and integrable(simple, 1):
        chances = penrose(simple.condition, simple.types)
        values, error = chances.values, chances.error
        if normalised:
            voters = np.array([len(kind.members) for kind in simple.types])
            whole_chance, slack = float(voters @ values), simple.holders * error
            if whole_chance <= 2 * slack:
                raise ModelInputError(
                    "swings are too rare for shares of them; ask for the Penrose measure (normalised=False)"
                )
            values = values / whole_chance
            error = (error + float(values.max()) * slack) / (whole_chance - slack)
        return approximate(
            index, game.voters, simple, values, error, "floating-point distribution of votes over coalitions"
        )
    sample = sampled_banzhaf(simple, draws, seed, normalised=normalised)
    return estimated(index, game.voters, simple, sample, f"{draws} coalitions drawn at random with seed {seed}")
