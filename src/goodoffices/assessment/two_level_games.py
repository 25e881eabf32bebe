"""Two-level games over the worlds of a dossier: who signs, who at home must agree, and what stays without an agreement."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from goodoffices.assessment.bargainers import input_name, status_quo_name
from goodoffices.assessment.homes import Body
from goodoffices.assessment.worlds import Worlds
from goodoffices.dossier.issue import Issue
from goodoffices.dossier.situation import Situation
from goodoffices.dossier.values.quantity import Quantity
from goodoffices.models import ratification as model

FULL = 100.0
"""Scales are stretched to 0 to this, so that distances on several issues can be weighed against each other."""
WIDER_THAN_SAMPLING = 4.0
"""Design effect: past polls missed by about twice what sampling explains (Shirani-Mehr et al. 2018)."""
SIMPLE, NEAR = 12, 0.0005
"""A share this near to a fraction of no larger denominator is taken for it: 0.667 for two thirds."""

FloatArray = NDArray[np.float64]


def talks_on(situation: Situation, issues: Sequence[Issue], worlds: Worlds | None, draws: int) -> model.Talks:
    """Return the status quo on some issues over the worlds, or without worlds at its likeliest value."""
    held = [(issue, situation.moment.status_quo[issue.id].position) for issue in issues]
    return model.Talks(
        _columns(
            [
                _drawn(issue, position, status_quo_name(situation, issue), worlds, draws)
                for issue, position in held
                if isinstance(position, Quantity)
            ]
        )
    )


def country_of(
    situation: Situation, party: str, bodies: Iterable[Body], issues: Sequence[Issue], worlds: Worlds | None, draws: int
) -> model.Country:
    """Return a party as the models of ratification see it: itself as who signs, and some of its constituencies as its home.

    The country is named by the party's id, bodies by their keys and blocs by their number among the wings.

    Parameters
    ----------
    situation : Situation
        The dossier as of the moment.
    party : str
        Who signs. Issues on which it has no stance do not matter to it; with no stance at all it signs anything.
    bodies : iterable of Body
        Those of its home who must agree; who is told to ask for nothing on these issues is left out.
    issues : sequence of Issue
        What is signed together.
    worlds : Worlds or None
        Draws of the uncertain inputs; None for the likeliest value of each.
    draws : int
        How many worlds to use.
    """
    salience: dict[str, FloatArray] = {}
    ideal: list[FloatArray] = []
    for issue in issues:
        stance = situation.stances.get((party, issue.id))
        if stance is None or not isinstance(stance.position, Quantity):
            ideal.append(np.zeros(1))
            continue
        ideal.append(_drawn(issue, stance.position, input_name(stance, "position"), worlds, draws))
        salience[issue.id] = _values(stance.salience, input_name(stance, "salience"), worlds, draws)
    leader = model.Bloc(party, _columns(ideal), salience=_weights(issues, salience, salience)) if salience else None
    home = [
        _body(body, issues, _weights(issues, body.issues, salience), worlds, draws)
        for body in bodies
        if any(issue.id in body.issues for issue in issues)
    ]
    return model.Country(party, tuple(home), leader)


def _body(
    body: Body, issues: Sequence[Issue], salience: FloatArray, worlds: Worlds | None, draws: int
) -> model.Constituency:
    weights: list[float | FloatArray] = [wing.weight for wing in body.wings]
    if body.poll is not None and body.poll.sample and worlds is not None:
        weights = [*_support(body, body.poll.sample, worlds, draws)]
    blocs = []
    for number, (wing, weight) in enumerate(zip(body.wings, weights, strict=True)):
        ideal = [
            _drawn(issue, wing.demands[issue.id].position, wing.demands[issue.id].input, worlds, draws)
            if issue.id in wing.demands
            else np.zeros(1)
            for issue in issues
        ]
        blocs.append(model.Bloc(str(number), _columns(ideal), weight, salience))
    threshold = threshold_of(body)
    return model.Constituency(body.key, tuple(blocs), threshold, () if threshold else tuple(b.name for b in blocs))


def threshold_of(body: Body) -> model.Threshold | None:
    """Return the share that must agree; None if every part must. Half is more than half, for a tie carries nothing."""
    needs = body.constituency.needs
    if needs is None:
        return model.MAJORITY if body.poll is not None else None
    share = Fraction(needs.likely).limit_denominator(SIMPLE)
    if abs(float(share) - needs.likely) > NEAR:
        share = Fraction(str(needs.likely))
    return model.MAJORITY if share == model.MAJORITY.share else model.Threshold(share)


def _support(body: Body, sample: int, worlds: Worlds, draws: int) -> list[FloatArray]:
    """Return the share of the public behind each answer: each among those left by the answers before it."""
    assert body.poll is not None
    whole = sum(wing.weight for wing in body.wings)
    people = sample * whole / 100
    left, shares = np.ones(draws), []
    for number, wing in enumerate(body.wings[:-1]):
        rest = sum(other.weight for other in body.wings[number:])
        uniform = worlds.uniform(f"answer {wing.name} in the poll {body.poll.id} of {body.poll.date}")[:draws]
        part = model.support_quantile(wing.weight / rest, people * rest / whole, uniform, WIDER_THAN_SAMPLING)
        shares.append(left * part)
        left = left * (1 - part)
    return [*shares, left]


def _weights(issues: Sequence[Issue], asked: Iterable[str], salience: dict[str, FloatArray]) -> FloatArray:
    """Return what weight each issue has: the party's salience where it has one for all that are asked about, else the same for each."""
    minded = [issue.id for issue in issues if issue.id in set(asked)]
    own = all(issue in salience for issue in minded) and np.min(sum(salience[issue] for issue in minded)) > 0
    return _columns([(salience[i.id] if own else np.ones(1)) if i.id in minded else np.zeros(1) for i in issues])


def _drawn(issue: Issue, position: Quantity, name: str, worlds: Worlds | None, draws: int) -> FloatArray:
    return stretched(issue, _values(position, name, worlds, draws))


def _values(quantity: Quantity, name: str, worlds: Worlds | None, draws: int) -> FloatArray:
    if worlds is None or quantity.is_point:
        return np.array([quantity.likely])
    return worlds.sample(name, quantity)[:draws]


def _columns(values: Sequence[FloatArray]) -> FloatArray:
    """Return one column per issue: shape (draws, issues), or (issues,) if nothing has draws."""
    together = np.column_stack(np.broadcast_arrays(*values))
    return np.asarray(together[0] if len(together) == 1 else together)


def stretched(issue: Issue, values: FloatArray) -> FloatArray:
    """Return places on an issue's scale as places between 0 and `FULL`."""
    assert issue.scale is not None
    return np.clip((values - issue.scale.low) / (issue.scale.high - issue.scale.low) * FULL, 0.0, FULL)


def position_of(issue: Issue, stretched: float) -> float:
    """Return a place between 0 and `FULL` on an issue's own scale."""
    assert issue.scale is not None
    return issue.scale.low + stretched / FULL * (issue.scale.high - issue.scale.low)
