"""The packages that those who must sign bargain over at a moment, and what each package is worth to each of them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.assessment.bargainers import input_name, status_quo_name
from goodoffices.assessment.wording import listing
from goodoffices.assessment.worlds import Worlds
from goodoffices.dossier.issue import Issue
from goodoffices.dossier.settlement import on_paper
from goodoffices.dossier.situation import Situation
from goodoffices.dossier.stance import Stance
from goodoffices.dossier.values.quantity import Quantity
from goodoffices.dossier.values.ranking import Ranking
from goodoffices.models.agreements import Problem, Region

STEPS = 20
"""Packages contain every twentieth of a scale, beside its named positions and the status quo."""
FULL = 100.0
"""A party's worth runs from 0, everything as it wants, to minus this, everything as far from it as can be."""

FloatArray = NDArray[np.float64]
Stances = Sequence[Sequence[Stance | None]]
"""By issue and party."""


@dataclass(frozen=True)
class Choice:
    """One answer an issue can get in a package.

    Attributes
    ----------
    at : float or str
        A place on the issue's scale, or the id of one of its options.
    name : str
        What people call it; empty for a place without a name.
    """

    at: float | str
    name: str


@dataclass(frozen=True)
class Packages:
    """What can be signed at a moment.

    A party's worth of a package is minus the sum, over issues, of the distance between what it asks for and what it gets,
    as a share of the longest possible, times its salience as a share of all its saliences, times 100. On issues with
    options, the distance is the option's tier in the party's ranking, in equal steps from 0 for the best to 1 for the worst.

    Attributes
    ----------
    issues : tuple of Issue
        Those open at the moment on which a party that must sign has a stance.
    choices : tuple of tuple of Choice
        What each issue can be settled at.
    parties : tuple of str
        Who must sign.
    worth : tuple of ndarray, one for each issue, shape (draws, parties, choices)
        What each choice is worth to each party, in every world.
    reservation : ndarray, shape (draws, parties)
        What the status quo is worth.
    likely : Problem
        The same at the likeliest value of every input, with the combinations that linkages between provisions rule out.
    stated : bool
        Whether any input was given as a range.
    silent : tuple of (str, str)
        Party and issue without a stance; the party is taken not to care.
    """

    situation: Situation
    issues: tuple[Issue, ...]
    choices: tuple[tuple[Choice, ...], ...]
    parties: tuple[str, ...]
    worth: tuple[FloatArray, ...]
    reservation: FloatArray
    likely: Problem
    stated: bool
    silent: tuple[tuple[str, str], ...]

    def nearest(self, issue: int, position: Quantity | Ranking) -> int:
        """Return the choice closest to a position: to its likeliest value, or the option ranked first."""
        choices = self.choices[issue]
        if isinstance(position, Ranking):
            best = position.options[0]
            return next(i for i, choice in enumerate(choices) if choice.at == best)
        return min(range(len(choices)), key=lambda i: abs(float(choices[i].at) - position.likely))


def packages_at(situation: Situation, worlds: Worlds, most_draws: int | None = None) -> Packages:
    """Return the packages of a moment for which nothing is :func:`lacking`.

    Parameters
    ----------
    situation : Situation
        The dossier as of the moment.
    worlds : Worlds
        Draws of the uncertain inputs.
    most_draws : int, optional
        Use only so many of the draws.
    """
    issues, parties = bargained(situation), situation.moment.must_sign
    choices = tuple(_choices(situation, issue) for issue in issues)
    stances = [[situation.stances.get((party, issue.id)) for party in parties] for issue in issues]
    stated = any(isinstance(q, Quantity) and not q.is_point for q in _inputs(situation, stances))
    worth, reservation = _worth(
        situation, issues, choices, stances, lambda name, q: worlds.sample(name, q)[:most_draws]
    )
    likely_worth, likely_reservation = _worth(situation, issues, choices, stances, lambda _, q: np.array([q.likely]))
    return Packages(
        situation,
        issues,
        choices,
        parties,
        worth,
        reservation,
        Problem(
            tuple(each[0] for each in likely_worth),
            likely_reservation[0],
            forbidden=_ruled_out(situation, issues, choices),
        ),
        stated,
        tuple(
            (party, issue.id)
            for issue, held in zip(issues, stances, strict=True)
            for party, stance in zip(parties, held, strict=True)
            if stance is None
        ),
    )


def bargained(situation: Situation) -> tuple[Issue, ...]:
    """Return the open issues on which someone who must sign has a stance; the others stand in nobody's way."""
    return tuple(
        issue
        for issue in situation.issues
        if any((party, issue.id) in situation.stances for party in situation.moment.must_sign)
    )


def lacking(situation: Situation) -> tuple[str, ...]:
    """Return what a moment lacks to say what everyone could sign, in words."""
    issues = bargained(situation)
    if not situation.moment.must_sign:
        return ("who must sign (must_sign, moments.yaml)",)
    if not issues:
        return ("a stance of someone who must sign (stances.csv)",)
    without = [issue.name for issue in issues if issue.id not in situation.moment.status_quo]
    return (f"what holds without an agreement on {listing(without)} (status_quo, moments.yaml)",) if without else ()


def _inputs(situation: Situation, stances: Stances) -> Iterator[Quantity | Ranking]:
    for stance in (stance for held in stances for stance in held if stance):
        yield stance.position
        yield stance.salience
    for issue in bargained(situation):
        yield situation.moment.status_quo[issue.id].position


def _choices(situation: Situation, issue: Issue) -> tuple[Choice, ...]:
    if issue.scale is None:
        return tuple(Choice(option.id, option.name) for option in issue.options)
    low, high = issue.scale.low, issue.scale.high
    held = situation.moment.status_quo[issue.id].position
    named = {mark.at: mark.name for mark in reversed(issue.scale.marks)}
    places = {low + (high - low) * step / STEPS for step in range(STEPS + 1)} | set(named)
    if isinstance(held, Quantity):
        places.add(held.likely)
    return tuple(Choice(at, named.get(at, "")) for at in sorted(places))


def _worth(
    situation: Situation,
    issues: Sequence[Issue],
    choices: Sequence[Sequence[Choice]],
    stances: Stances,
    value: Callable[[str, Quantity], FloatArray],
) -> tuple[tuple[FloatArray, ...], FloatArray]:
    """Return what each choice, and what the status quo, is worth to each party, by draw."""
    salience = [
        [value(input_name(stance, "salience"), stance.salience) if stance else np.zeros(1) for stance in held]
        for held in stances
    ]
    weight = np.array(np.broadcast_arrays(*(each for held in salience for each in held)))
    weight = weight.reshape(len(stances), -1, weight.shape[1])
    total = weight.sum(axis=0)
    weight = FULL * np.divide(weight, total, out=np.zeros_like(weight), where=total > 0)
    worth = []
    reservation = np.zeros((weight.shape[2], weight.shape[1]))
    for number, issue in enumerate(issues):
        held = situation.moment.status_quo[issue.id].position
        each = np.empty((weight.shape[2], weight.shape[1], len(choices[number]) + 1))
        for party, stance in enumerate(stances[number]):
            each[:, party] = _distances(situation, issue, choices[number], held, stance, value)
        each *= -weight[number].T[..., None]
        worth.append(each[..., :-1])
        reservation += each[..., -1]
    return tuple(worth), reservation


def _distances(
    situation: Situation,
    issue: Issue,
    choices: Sequence[Choice],
    held: Quantity | Ranking,
    stance: Stance | None,
    value: Callable[[str, Quantity], FloatArray],
) -> FloatArray:
    """Return the distance of each choice, and of the status quo, from what a party asks for, shape (draws or 1, choices + 1)."""
    if stance is None:
        return np.zeros((1, len(choices) + 1))
    if issue.scale is None:
        assert isinstance(stance.position, Ranking)
        assert isinstance(held, Ranking)
        tiers = np.array(stance.position.ranks((*issue.option_ids, held.options[0])), float)
        return np.asarray(tiers[None] / max(1.0, tiers.max()))
    assert isinstance(stance.position, Quantity)
    assert isinstance(held, Quantity)
    asked = value(input_name(stance, "position"), stance.position)
    now = value(status_quo_name(situation, issue), held)
    places = np.array([float(choice.at) for choice in choices])
    distances = np.abs(np.broadcast_to(places, (len(asked), len(places))) - asked[:, None])
    return np.asarray(np.column_stack([distances, np.abs(now - asked)]) / (issue.scale.high - issue.scale.low))


def _ruled_out(
    situation: Situation, issues: Sequence[Issue], choices: Sequence[Sequence[Choice]]
) -> tuple[Region, ...]:
    """Return the packages that linkages between the live provisions of the texts on the table do not allow."""
    settlement = on_paper(situation)
    live = {provision.id for provision in settlement.live}

    def met(provision: str) -> dict[int, tuple[int, ...]]:
        implied = settlement.provisions[provision].implies
        return {
            number: tuple(i for i, choice in enumerate(choices[number]) if _fits(choice, implied[issue.id]))
            for number, issue in enumerate(issues)
            if issue.id in implied
        }

    regions: list[Region] = []
    for linkage in settlement.linkages:
        if not {linkage.provision, linkage.other} <= live:
            continue
        one, other = met(linkage.provision), met(linkage.other)
        if linkage.kind == "excludes" and one and other:
            both = {
                i: tuple(set(one.get(i, other.get(i, ()))) & set(other.get(i, one.get(i, ())))) for i in one | other
            }
            regions.append(Region.of(both))
        if linkage.kind in ("requires", "takes_effect_with"):
            regions += _without(one, other, choices)
        if linkage.kind == "takes_effect_with":
            regions += _without(other, one, choices)
    return tuple(region for region in regions if all(options for _, options in region.allowed))


def _without(
    one: dict[int, tuple[int, ...]], other: dict[int, tuple[int, ...]], choices: Sequence[Sequence[Choice]]
) -> Iterator[Region]:
    """Give the regions in which the first provision is met and something that the other implies is not."""
    for issue, options in other.items() if one else ():
        lacking = tuple(i for i in range(len(choices[issue])) if i not in options)
        yield Region.of(one | {issue: tuple(set(lacking) & set(one[issue])) if issue in one else lacking})


def _fits(choice: Choice, position: Quantity | Ranking) -> bool:
    if isinstance(position, Ranking):
        return choice.at in position.tiers[0]
    return position.low <= float(choice.at) <= position.high
