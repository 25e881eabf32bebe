"""Coleman's powers: of the body to act, of a member to prevent action and to initiate it."""

from dataclasses import dataclass
from fractions import Fraction

from goodoffices.errors import ModelInputError
from goodoffices.models.councils.banzhaf import banzhaf
from goodoffices.models.councils.condition import All, Any, Condition, Threshold
from goodoffices.models.councils.power import Power
from goodoffices.models.councils.profiles import MAX_PROFILES, profile_count, profiles
from goodoffices.models.councils.simple_game import SimpleGame
from goodoffices.models.councils.thresholds import thresholds_of


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
    """

    to_act: Fraction
    to_prevent: Power
    to_initiate: Power


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
        Exact fractions; the members' powers do not add up to 1. A member with a veto has power 1 to prevent.

    Raises
    ------
    ModelInputError
        If there are too many coalitions to be counted exactly.

    Notes
    -----
    Swings are counted by kinds of coalitions if those are few, and else by `banzhaf` in the game with one more voter
    that has a veto: this voter swings exactly the winning coalitions.

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
    every = 2 ** len(game.voters)
    if profile_count(game) <= MAX_PROFILES:
        winning, swings, method = by_profiles(game)
    else:
        winning, swings, method = by_banzhaf(game)
    prevent = {voter: Fraction(count, winning) for voter, count in swings.items()}
    initiate = {voter: Fraction(count, every - winning) for voter, count in swings.items()}
    return ColemanPower(
        Fraction(winning, every),
        Power("Coleman's power to prevent action", prevent, method),
        Power("Coleman's power to initiate action", initiate, method),
    )


def by_profiles(game: SimpleGame) -> tuple[int, dict[str, int], str]:
    """Return the number of winning coalitions, each voter's swings, and the method, from kinds of coalitions."""
    table = profiles(game)
    swings = [int(table.swings(group)[1].sum()) for group in range(len(table.groups))]
    winning = int(table.coalitions[table.wins].sum())
    of = {game.voters[voter]: count for voter, count in table.each_voter(swings)}
    return winning, of, f"exact, over {len(table.wins)} kinds of coalitions"


def by_banzhaf(game: SimpleGame) -> tuple[int, dict[str, int], str]:
    """Return the same from the Penrose measure of the game with one more voter that has a veto."""
    numbers = {voter: str(place) for place, voter in enumerate(game.voters)}
    watched = SimpleGame((*numbers.values(), "veto"), _with_a_veto(game.condition))
    power = banzhaf(watched, normalised=False)
    if not power.is_exact:
        raise ModelInputError(
            f"the coalitions of {len(game.voters)} such voters cannot be counted exactly: {power.method}"
        )
    counts = {voter: share * 2 ** len(game.voters) for voter, share in power.shares.items()}
    return int(counts["veto"]), {voter: int(counts[number]) for voter, number in numbers.items()}, power.method


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
