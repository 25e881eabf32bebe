"""The Shapley-Shubik index."""

from fractions import Fraction
from math import comb

from goodoffices.models.councils.counting import quadrature
from goodoffices.models.councils.counting.choice import exact_counts, integrable
from goodoffices.models.councils.counting.estimates import approximate, estimated, spread
from goodoffices.models.councils.counting.reduced import reduced
from goodoffices.models.councils.counting.sampling import sampled_shapley
from goodoffices.models.councils.measures.power import Power
from goodoffices.models.councils.rules.condition import Threshold
from goodoffices.models.councils.rules.simple_game import SimpleGame

INDEX = "Shapley-Shubik index"


def shapley_shubik(game: SimpleGame, *, draws: int = 100_000, seed: int = 0) -> Power:
    r"""Return how often each voter is the one whose joining turns a losing coalition into a winning one.

    .. math:: \phi_i = \sum_{S \not\ni i,\; S \text{ loses},\; S + i \text{ wins}} \frac{|S|!\,(n-|S|-1)!}{n!}

    All orders in which voters can join count the same.

    Parameters
    ----------
    game : SimpleGame
        The body and its rule.
    draws : int
        How many orders to draw at random if the game allows nothing better.
    seed : int
        Seed of these draws.

    Returns
    -------
    Power
        Exact fractions that add up to 1 wherever swings can be counted in some seconds, else with a bound on the error or with
        intervals; `method` says which.

    Raises
    ------
    ModelInputError
        If every coalition wins or none does, or votes are negative or no whole numbers.

    Notes
    -----
    See *How it is computed* in the explanation of voting power.

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
    simple = reduced(game.condition, len(game.voters))
    voters = simple.holders
    counted = exact_counts(simple, by_size=True)
    if counted is not None:
        rows, method = counted
        orders = [voters * comb(voters - 1, size) for size in range(voters)]
        shares = [sum((Fraction(*pair) for pair in zip(row, orders, strict=True)), Fraction(0)) for row in rows]
        return Power(INDEX, spread(game.voters, simple, shares), method)
    nodes = quadrature.nodes_needed(voters)
    if isinstance(simple.condition, Threshold) and integrable(simple, nodes // 2):
        index = quadrature.shapley(simple.condition, simple.types)
        method = f"Gauss-Legendre quadrature over the join probability with {index.nodes} nodes"
        return approximate(INDEX, game.voters, simple, index.values, index.error, method)
    sample = sampled_shapley(simple, draws, seed)
    return estimated(INDEX, game.voters, simple, sample, f"{draws} orders drawn at random with seed {seed}")
