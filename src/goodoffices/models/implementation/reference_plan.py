"""A small plan to learn and test with: two factions disarm in four phases under a verifier, then an election is held.

Faction A complies. Faction B may be a *spoiler*, who holds back from some phase on and attacks once A is far enough ahead in disarming.
With a *gate* nobody begins a phase before the verifier has confirmed the one before for both. All numbers are illustrative.
"""

from collections.abc import Mapping
from types import MappingProxyType

from goodoffices.errors import ModelInputError
from goodoffices.models.implementation.least_share import least_share
from goodoffices.models.implementation.markov import (
    Expression,
    Kind,
    Model,
    Parameter,
    Variable,
    action_reward,
    best_reachability,
    command,
    explore,
    maximum,
    minimum,
)

PHASES = ("regroup", "canton", "disarm", "demobilise")
ROUNDING = 1e-12
MOVES_A_MONTH = 3
"""A moves, B moves, then the verifier confirms or finds out, or B attacks."""

ILLUSTRATION: Mapping[str, float] = MappingProxyType(
    {
        "pace": 0.5,
        "detection": 0.15,
        "verification": 0.7,
        "spoiler": 0.3,
        "hold_back": 1.0,
        "held_phase": 3,
        "attack": 0.3,
    }
)
"""Settings of :func:`gated_plan` without the two that are compared, `gated` and `lead_needed`."""


def gated_plan() -> Model:
    r"""Return the plan as a chain; whether B is a spoiler is drawn at the start.

    Returns
    -------
    Model
        Parameters: `gated` (1 or 0), `pace` (chance a month that an honest faction completes its phase), `detection` (chance a month
        that a hold-back is found out while A is ahead), `verification` (chance a month that the verifier confirms what both have completed),
        `spoiler` (prior), `hold_back` (chance that a spoiler holds back where it can), `held_phase` (the first phase it holds back
        in, 1 to 4), `attack` (chance a month of an attack), `lead_needed` (phases A must be ahead for one). Labels: ``election``,
        ``denied`` (found out, registration denied), ``war``, ``over``. Rewards: ``months`` and ``gap`` (phases A is ahead,
        summed over months).

    Examples
    --------
    >>> from goodoffices.models.implementation.markov import explore, reachability
    >>> from goodoffices.models.implementation.reference_plan import ILLUSTRATION, gated_plan
    >>> for gated in (1, 0):
    ...     space = explore(gated_plan(), {**ILLUSTRATION, "gated": gated, "lead_needed": 2})
    ...     print([round(reachability(space, end).initial, 3) for end in ("election", "denied", "war")])
    [0.7, 0.3, 0.0]
    [0.7, 0.134, 0.166]
    """
    outcome, kind = Variable("outcome", 0, 3), Variable("kind_of_b", 0, 2)
    a, b, confirmed, move = _places()
    names = ("pace", "detection", "verification", "spoiler", "hold_back", "attack")
    pace, detection, verification, spoiler, hold_back, attack = (Parameter(name) for name in names)
    gated, held_phase, lead_needed = (Parameter(name, whole=True) for name in ("gated", "held_phase", "lead_needed"))
    n = len(PHASES)
    drawn, running, behind = kind > 0, outcome == 0, minimum(a, b) > confirmed
    a_may, b_may = _may(a, confirmed, gated), _may(b, confirmed, gated)
    turn_a, turn_b = drawn & running & (move == 0), drawn & running & (move == 1)
    holds = (kind == 2) & (b + 1 >= held_phase)
    checking = drawn & running & (move == 2)
    waiting = checking & ~behind & (confirmed < n)
    tempted, ahead = (kind == 2) & (a - b >= lead_needed), (kind == 2) & (a > b)
    return Model(
        Kind.CHAIN,
        (outcome, kind, a, b, confirmed, move),
        (
            command(kind == 0, (spoiler, {kind: 2}), (1 - spoiler, {kind: 1})),
            command(turn_a & a_may, (pace, {a: a + 1, move: 1}), (1 - pace, {move: 1}), action="month"),
            command(turn_a & ~a_may, {move: 1}, action="month"),
            command(turn_b & b_may & ~holds, (pace, {b: b + 1, move: 2}), (1 - pace, {move: 2})),
            command(
                turn_b & b_may & holds,
                (pace * (1 - hold_back), {b: b + 1, move: 2}),
                (1 - pace * (1 - hold_back), {move: 2}),
            ),
            command(turn_b & ~b_may, {move: 2}),
            command(
                checking & behind, (verification, {confirmed: confirmed + 1, move: 0}), (1 - verification, {move: 0})
            ),
            command(checking & ~behind & (confirmed == n), {outcome: 1}),
            command(
                waiting & tempted,
                (attack, {outcome: 3}),
                ((1 - attack) * detection, {outcome: 2}),
                ((1 - attack) * (1 - detection), {move: 0}),
            ),
            command(waiting & ~tempted & ahead, (detection, {outcome: 2}), (1 - detection, {move: 0})),
            command(waiting & ~tempted & ~ahead, {move: 0}),
        ),
        (pace, detection, verification, spoiler, hold_back, attack, gated, held_phase, lead_needed),
        {"election": outcome == 1, "denied": outcome == 2, "war": outcome == 3, "over": outcome > 0},
        {"months": (action_reward("month", True, 1),), "gap": (action_reward("month", a > b, a - b),)},
    )


def strategic_spoiler() -> Model:
    """Return the plan as a problem of decision: B complies, holds back or attacks as it pays.

    B's value is `share` if the election is held, ``war_base + war_lead * lead / 4`` (between 0 and 1) if it attacks with A so many phases
    ahead, and 0 if it is found out. It is the greatest probability of the label ``won``.

    Returns
    -------
    Model
        Parameters: `gated`, `pace`, `detection`, `verification` as in :func:`gated_plan`, `share`, `war_base`, `war_lead`. Labels:
        ``election``, ``lost``, ``won``.

    Examples
    --------
    >>> from goodoffices.models.implementation.markov import best_reachability, explore
    >>> from goodoffices.models.implementation.reference_plan import strategic_spoiler
    >>> settings = {"gated": 1, "pace": 0.5, "detection": 0.15, "verification": 0.7, "war_base": 0.3, "war_lead": 0.6}
    >>> for share in (0.40, 0.50):
    ...     print(round(best_reachability(explore(strategic_spoiler(), {**settings, "share": share}), "won").initial, 4))
    0.45
    0.5
    """
    outcome, held = Variable("outcome", 0, 3), Variable("held", 0, 1)
    a, b, confirmed, move = _places()
    names = ("pace", "detection", "verification", "share", "war_base", "war_lead")
    pace, detection, verification, share, war_base, war_lead = (Parameter(name) for name in names)
    gated, n = Parameter("gated", whole=True), len(PHASES)
    running, behind = outcome == 0, minimum(a, b) > confirmed
    a_may, b_may = _may(a, confirmed, gated), _may(b, confirmed, gated)
    turn_a, turn_b, checking = running & (move == 0), running & (move == 1), running & (move == 2)
    wins = maximum(0, minimum(1, war_base + war_lead * (a - b) / n))
    waiting, exposed = checking & ~behind & (confirmed < n), (held == 1) & (a > b)
    return Model(
        Kind.DECISIONS,
        (outcome, a, b, confirmed, move, held),
        (
            command(turn_a & a_may, (pace, {a: a + 1, move: 1}), (1 - pace, {move: 1})),
            command(turn_a & ~a_may, {move: 1}),
            command(
                turn_b & b_may, (pace, {b: b + 1, move: 2, held: 0}), (1 - pace, {move: 2, held: 0}), action="comply"
            ),
            command(turn_b & b_may, {move: 2, held: 1}, action="hold"),
            command(turn_b & ~b_may, {move: 2, held: 0}, action="wait"),
            command(turn_b, (wins, {outcome: 3}), (1 - wins, {outcome: 2}), action="attack"),
            command(
                checking & behind, (verification, {confirmed: confirmed + 1, move: 0}), (1 - verification, {move: 0})
            ),
            command(checking & (confirmed == n), (share, {outcome: 1}), (1 - share, {outcome: 2})),
            command(waiting & exposed, (detection, {outcome: 2}), (1 - detection, {move: 0})),
            command(waiting & ~exposed, {move: 0}),
        ),
        (pace, detection, verification, share, war_base, war_lead, gated),
        {"election": outcome == 1, "lost": outcome == 2, "won": (outcome == 1) | (outcome == 3)},
    )


def smallest_share(settings: Mapping[str, float], tolerance: float = 1e-6) -> float:
    r"""Return the smallest election share at which B never gains by the chance to attack.

    Found by bisection on the model. With the largest lead that the plan ever lets A have, it is

    .. math:: e^* = w_0 + w_1 \cdot \text{largest lead} / 4

    Parameters
    ----------
    settings : mapping of str to float
        Settings of :func:`strategic_spoiler` except `share`.
    tolerance : float
        How near the answer must be.

    Returns
    -------
    float
        0 if B never gains by it, 1 if it does at any share.

    Raises
    ------
    ModelInputError
        If settings are missing, or the tolerance is not positive.

    Examples
    --------
    >>> from goodoffices.models.implementation.reference_plan import smallest_share
    >>> settings = {"pace": 0.5, "detection": 0.15, "verification": 0.7, "war_base": 0.3, "war_lead": 0.6}
    >>> [round(smallest_share({**settings, "gated": gated}), 4) for gated in (1, 0)]
    [0.45, 0.9]
    """
    plan = strategic_spoiler()

    def attack_pays(share: float) -> bool:
        found = best_reachability(explore(plan, {**settings, "share": share}), "won")
        return found.initial > share + float(found.error[0]) + ROUNDING

    return least_share(attack_pays, tolerance)


def war_when_one_phase_tempts(spoiler: float, attack: float, detection: float) -> float:
    r"""Return the chance of war of the gated plan if a lead of one phase is enough to attack.

    With prior *p*, attack *a* and detection *d* a month,

    .. math:: P(\text{war}) = p \cdot \frac{a}{a + d - a d}

    for a spoiler who always holds back is exposed until it has attacked or been found out. Pace and verification do not enter.

    Parameters
    ----------
    spoiler, attack, detection : float
        Chances, 0 to 1; attack and detection not both 0.

    Returns
    -------
    float

    Raises
    ------
    ModelInputError
        If a number is no chance, or attack and detection are both 0.

    Examples
    --------
    >>> from goodoffices.models.implementation.reference_plan import war_when_one_phase_tempts
    >>> round(war_when_one_phase_tempts(0.3, 0.3, 0.15), 3)
    0.222
    """
    if not all(0 <= chance <= 1 for chance in (spoiler, attack, detection)) or attack + detection == 0:
        raise ModelInputError("chances lie between 0 and 1, and attack and detection are not both 0")
    return spoiler * attack / (attack + detection - attack * detection)


def _places() -> tuple[Variable, Variable, Variable, Variable]:
    n = len(PHASES)
    return Variable("a", 0, n), Variable("b", 0, n), Variable("confirmed", 0, n), Variable("move", 0, MOVES_A_MONTH - 1)


def _may(faction: Variable, confirmed: Variable, gated: Parameter) -> Expression:
    """Return the condition under which a faction can work on its next phase."""
    return (faction < len(PHASES)) & ((gated == 0) | (faction <= confirmed))
