"""From a scenario to a problem of the models of agreements."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from goodoffices.errors import ModelInputError
from goodoffices.interchange.scenarios.scenario import (
    Bound,
    Line,
    Profile,
    Rule,
    Scale,
    Scenario,
    Table,
    Topic,
    Triangle,
    Worth,
)
from goodoffices.models.agreements import Problem, Region, Term

LEVELS = 11
MOST_VALUES = 100_000
_NOTHING = 1e-5


def values_of(topic: Topic, levels: int = LEVELS) -> tuple[str, ...] | NDArray[np.float64]:
    """Return the values of a topic: its options, or numbers, both ends included; of a real range so many, evenly spaced.

    Examples
    --------
    >>> values_of(Topic("price", "integer", low=2, high=4))
    array([2., 3., 4.])
    """
    match topic.kind:
        case "discrete":
            return topic.options
        case "integer":
            return np.arange(float(topic.low), topic.high + 1)
        case _:
            return np.linspace(topic.low, topic.high, levels)


def problem_of(scenario: Scenario, scale: Scale | None = None, levels: int = LEVELS) -> Problem:
    r"""Return a scenario as a problem of the models of agreements.

    .. math:: u_p(x) = \sum_i w_{pi} \frac{e_{pi}(x_i)}{\max_v e_{pi}(v)} + \frac{1}{m_p} \sum_{r \ni x} c_{pr}

    on the scale ``'unit'``, with weights :math:`w`, evaluations :math:`e`, rules :math:`r` and their largest worth
    :math:`m`; neither is divided by anything on the scale ``'as written'``.

    Parameters
    ----------
    scenario : Scenario
        What is negotiated, and what it is worth to whom.
    scale : {'unit', 'as written'}, optional
        How to take the profiles; by default as their own program does. The two are different utilities, not two units of
        one: dividing every topic by its own best value changes what counts how much.
    levels : int
        How many values of a real range are taken, evenly spaced, both ends among them; at least 2.

    Returns
    -------
    Problem
        Parties are the profiles, issues the topics, in their order; options are those of :func:`values_of`.

    Raises
    ------
    ModelInputError
        If there is no profile, `levels` is below 2, a topic has more than 100,000 values, or a reservation value stated for
        one scale is asked for on another, where it means nothing.

    Notes
    -----
    A reservation value that is not stated is 0 on the scale ``'unit'``, as in GENIUS. On the scale ``'as written'`` it is
    the least that the sums can come to, so that nothing is refused. GENIUS cuts utilities off at 1; that is not done here:
    it matters only if weights sum to more than 1, or rules to more than their largest worth. Discounts are left aside.

    References
    ----------
    R. Lin, S. Kraus, T. Baarslag, D. Tykhonov, K. Hindriks and C. M. Jonker (2014). Genius: an integrated environment for
    supporting the design of generic automated negotiators. *Computational Intelligence* 30(1), 48-70. The formula is that
    of the program's additive and nonlinear utility spaces.

    Examples
    --------
    >>> price, terms = Topic("price", "integer", low=1, high=3, number=1), Topic("terms", "discrete", ("a", "b"), number=2)
    >>> seller = Profile("seller", (0.6, 0.4), (Line(0.5, 0.0, 1.0), Table((2.0, 4.0))), reservation=0.3)
    >>> problem = problem_of(Scenario("sale", (price, terms), (seller,)))
    >>> problem.utilities(np.array([[0, 0], [2, 0], [2, 1]])).ravel().tolist()
    [0.2, 0.8, 1.0]
    """
    if not scenario.profiles:
        raise ModelInputError("a negotiation needs at least one profile")
    if levels < 2:
        raise ModelInputError(f"a real range is taken at 2 values at least, not {levels}")
    for topic in scenario.topics:
        if topic.size > MOST_VALUES:
            raise ModelInputError(
                f"the topic {topic.name!r} has {topic.size:,} values, more than {MOST_VALUES:,}; narrow its range"
            )
    count = len(scenario.profiles)
    values = [values_of(topic, levels) for topic in scenario.topics]
    scales = [scale or profile.scale for profile in scenario.profiles]
    worth = [np.zeros((count, len(options))) for options in values]
    terms: list[Term] = []
    for party, (profile, taken) in enumerate(zip(scenario.profiles, scales, strict=True)):
        largest = (profile.largest or 1.0) if taken == "unit" else 1.0
        for index, (weight, given) in enumerate(zip(profile.weights, profile.worths, strict=True)):
            if given is not None:
                worth[index][party] = weight * worths_of(given, values[index], taken)
        worth[0][party] += profile.constant / largest
        for rule in profile.rules:
            always, term = _term(rule, party, count, values, largest)
            worth[0][party] += always
            terms += term
    reservation = [
        _reservation(*each, worth, terms, party)
        for party, each in enumerate(zip(scenario.profiles, scales, strict=True))
    ]
    return Problem(tuple(worth), np.array(reservation), tuple(terms))


def worths_of(given: Worth, values: Sequence[str] | NDArray[np.float64], scale: Scale) -> NDArray[np.float64]:
    """Return what the values of a topic are worth before weighting, on either scale."""
    match given:
        case Table(table):
            worth = np.array(table, float)
            if scale == "as written":
                return worth
            best = worth.max()
            return worth / best if best >= _NOTHING else np.zeros_like(worth)
        case Line(slope, offset, start):
            line = offset + slope * (np.asarray(values, float) - start)
            return np.clip(line, 0.0, 1.0) if scale == "unit" else line
        case Triangle(low, high, top):
            x = np.asarray(values, float)
            rising = np.divide(x - low, top - low, out=np.ones_like(x), where=x < top)
            falling = np.divide(high - x, high - top, out=np.zeros_like(x), where=(x >= top) & (x < high))
            return np.where((x < low) | (x >= high), 0.0, np.where(x < top, rising, falling))


def _term(
    rule: Rule, party: int, count: int, values: list[tuple[str, ...] | NDArray[np.float64]], largest: float
) -> tuple[float, list[Term]]:
    """Return what a rule is worth everywhere, and what else it is worth within its bounds."""
    worth = rule.worth / largest
    if not rule.bounds:
        return worth if rule.inside else 0.0, []
    allowed: dict[int, tuple[int, ...]] = {}
    for bound in rule.bounds:
        inside = _inside(bound, values[bound.topic])
        allowed[bound.topic] = tuple(o for o in inside if bound.topic not in allowed or o in allowed[bound.topic])
    empty = not all(allowed.values())
    gains = [0.0] * count
    gains[party] = worth if rule.inside else -worth
    term = [] if empty else [Term(Region.of(allowed), tuple(gains))]
    return (0.0 if rule.inside else worth), term


def _inside(bound: Bound, values: tuple[str, ...] | NDArray[np.float64]) -> tuple[int, ...]:
    if bound.chosen or isinstance(values, tuple):
        return bound.chosen
    return tuple(np.flatnonzero((values >= bound.low) & (values <= bound.high)).tolist())


def _reservation(
    profile: Profile, scale: Scale, worth: list[NDArray[np.float64]], terms: list[Term], party: int
) -> float:
    if profile.reservation is not None and scale != profile.scale:
        raise ModelInputError(
            f"the reservation value of {profile.name!r} is stated on the scale {profile.scale!r} and means nothing on the "
            f"scale {scale!r}; leave it out with dataclasses.replace(profile, reservation=None), or put another in its place"
        )
    if profile.reservation is not None:
        return profile.reservation
    if scale == "unit":
        return 0.0
    losses = sum(min(term.values[party], 0.0) for term in terms)
    return float(sum(part[party].min() for part in worth) + losses)
