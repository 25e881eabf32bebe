"""Coleman's powers: of the body to act, of a member to prevent action and to initiate it."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from goodoffices.errors import ModelInputError
from goodoffices.models.councils.measures.banzhaf import banzhaf
from goodoffices.models.councils.measures.power import Power
from goodoffices.models.councils.rules.condition import All, Any, Condition, Threshold, thresholds_of
from goodoffices.models.councils.rules.simple_game import SimpleGame

ROUNDING = 2.0**-52
"""Of a quotient, with room to spare."""


@dataclass(frozen=True)
class ColemanPower:
    """How easily a body acts, and who can stop or start it.

    Attributes
    ----------
    to_act : Fraction
        Share of all coalitions that win.
    to_prevent : Power
        Of the coalitions that win, the share that loses if the voter leaves.
    to_initiate : Power
        Of the coalitions that lose, the share that wins if the voter joins.
    error : float
        `to_act` is no farther off than this; 0 if it is exact. The members' powers have their own.
    """

    to_act: Fraction
    to_prevent: Power
    to_initiate: Power
    error: float = 0.0


def coleman(game: SimpleGame) -> ColemanPower:
    r"""Return the body's power to act and each member's power to prevent and to initiate action.

    .. math:: A = \frac{\omega}{2^n}, \qquad P_i = \frac{\eta_i}{\omega}, \qquad I_i = \frac{\eta_i}{2^n - \omega}

    where :math:`\omega` counts the winning coalitions and :math:`\eta_i` those that voter *i* swings.

    Parameters
    ----------
    game : SimpleGame
        The body and its rule.

    Returns
    -------
    ColemanPower
        Exact fractions wherever swings can be counted in some seconds, else with a bound on the error. The members' powers do not
        add up to 1. A member with a veto has power 1 to prevent.

    Raises
    ------
    ModelInputError
        If coalitions can neither be counted nor their number be bounded: large bodies under several quotas at once.

    Notes
    -----
    Takes the time of `banzhaf`, which is asked about the game with one more voter that has a veto: this voter swings exactly
    the winning coalitions.

    References
    ----------
    Coleman, J. S. (1971), 'Control of collectivities and the power of a collectivity to act', in Lieberman (ed.), *Social
    Choice*, Gordon & Breach, 269-300; Felsenthal, D. S. & Machover, M. (1998), *The Measurement of Voting Power*, Edward
    Elgar, section 3.2.

    Examples
    --------
    >>> from goodoffices.models.councils import Quota, simple_game
    >>> six = {"France": 4, "Germany": 4, "Italy": 4, "Belgium": 2, "Netherlands": 2, "Luxembourg": 1}
    >>> power = coleman(simple_game(six, Quota(12)))
    >>> str(power.to_act), str(power.to_prevent.shares["France"]), str(power.to_initiate.shares["France"])
    ('7/32', '5/7', '1/5')
    """
    numbers = {voter: str(place) for place, voter in enumerate(game.voters)}
    watched = SimpleGame((*numbers.values(), "veto"), _with_a_veto(game.condition))
    power = banzhaf(watched, normalised=False)
    act = power.shares["veto"]
    if power.intervals or min(act, 1 - act) <= power.error:
        raise ModelInputError(f"the coalitions of {len(game.voters)} such voters cannot be counted: {power.method}")
    swings = {voter: power.shares[number] for voter, number in numbers.items()}
    return ColemanPower(
        act,
        _of_those("Coleman's power to prevent action", swings, act, power),
        _of_those("Coleman's power to initiate action", swings, 1 - act, power),
        power.error,
    )


def _of_those(index: str, swings: Mapping[str, Fraction], part: Fraction, power: Power) -> Power:
    """Divide each voter's swings by the coalitions they are a part of, both as shares of all coalitions."""
    shares = {voter: share / part for voter, share in swings.items()}
    if power.is_exact:
        return Power(index, shares, power.method)
    off = Fraction(power.error)
    error = float(off * (1 + max(shares.values())) / (part - off)) + ROUNDING
    rounded = {voter: Fraction(float(min(share, Fraction(1)))) for voter, share in shares.items()}
    return Power(index, rounded, f"{power.method}; of the quotient at most {error:.1e}", error)


def _with_a_veto(condition: Condition) -> Condition:
    """Return the condition that the voters meet it and one more voter is with them."""
    if isinstance(condition, Threshold):
        total = sum(condition.weights)
        return Threshold((*condition.weights, total), condition.quota + total)
    nobody = tuple(0 for _ in thresholds_of(condition)[0].weights)
    return All((_with_a_stranger(condition), Threshold((*nobody, 1), 1)))


def _with_a_stranger(condition: Condition) -> Condition:
    match condition:
        case Threshold(weights, quota):
            return Threshold((*weights, 0), quota)
        case All(parts):
            return All(tuple(_with_a_stranger(part) for part in parts))
        case Any(parts):
            return Any(tuple(_with_a_stranger(part) for part in parts))
