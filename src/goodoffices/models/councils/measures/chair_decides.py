"""Consensus, and failing that the chair: power as an expectation over two rules."""

from collections.abc import Mapping
from fractions import Fraction

from goodoffices.errors import ModelInputError
from goodoffices.models.councils.measures.power import Power
from goodoffices.models.councils.measures.shapley_shubik import shapley_shubik
from goodoffices.models.councils.rules.decision_rules import ChairDecides, Unanimity
from goodoffices.models.councils.rules.simple_game import simple_game


def expected_power(seats: Mapping[str, int], chair: str, no_consensus: Fraction | float) -> Power:
    r"""Return voting power if the body needs consensus but the chair decides whenever there is none.

    .. math:: \phi_i(p) = (1 - p)\,\phi_i(\text{unanimity}) + p\,\phi_i(\text{chair alone})

    Taken as one simple game the rule would be a dictatorship of the chair, since the chair can always refuse
    consensus and then decide. What restrains a chair in practice is that disagreement has a price, so the rule is
    read as a lottery: with probability *p* there is no consensus and the chair decides. The Shapley value is linear
    in the game, so the expectation is exact.

    Parameters
    ----------
    seats : mapping of str to int
        Seats of each voter.
    chair : str
        The voter that decides alone if there is no consensus.
    no_consensus : Fraction or float, 0 to 1
        The probability *p* that there is none.

    Returns
    -------
    Power
        Exact fractions that add up to 1. With n voters that hold seats, the chair has ``1/n + p (1 - 1/n)`` and
        each other voter ``(1 - p)/n``.

    Raises
    ------
    ModelInputError
        If the probability is outside [0, 1] or the chair is not among the voters.

    References
    ----------
    Linearity: Shapley, L. S. (1953), 'A value for n-person games', in Kuhn & Tucker (eds), *Contributions to the
    Theory of Games II*, Princeton University Press, axiom 3. The lottery reading is this package's choice.

    Examples
    --------
    >>> power = expected_power({"sihanouk": 3, "hun_sen": 3}, "sihanouk", Fraction(1, 2))
    >>> {voter: str(share) for voter, share in power.shares.items()}
    {'sihanouk': '3/4', 'hun_sen': '1/4'}
    """
    if not 0 <= no_consensus <= 1:
        raise ModelInputError(f"a probability lies between 0 and 1; found {no_consensus}")
    p = Fraction(no_consensus)
    consensus = shapley_shubik(simple_game(seats, Unanimity())).shares
    alone = shapley_shubik(simple_game(seats, ChairDecides(chair))).shares
    shares = {voter: (1 - p) * consensus[voter] + p * alone[voter] for voter in seats}
    return Power("expected Shapley-Shubik index", shares, f"consensus fails with probability {float(p):g}")
