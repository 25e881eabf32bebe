"""What each answer that an issue can get is worth to each party, in every world."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from goodoffices.assessment.bargainers import input_name, status_quo_name
from goodoffices.dossier.issue import Issue
from goodoffices.dossier.situation import Situation
from goodoffices.dossier.stance import Stance
from goodoffices.dossier.values.quantity import Quantity
from goodoffices.dossier.values.ranking import Ranking

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


class Worth(NamedTuple):
    """What choices are worth, by issue, each shape (draws, parties, choices), and what the status quo is, (draws, parties)."""

    worth: tuple[FloatArray, ...]
    between: tuple[FloatArray, ...]
    reservation: FloatArray


def worth_by_draw(
    situation: Situation,
    issues: Sequence[Issue],
    choices: Sequence[Sequence[Choice]],
    stances: Stances,
    value: Callable[[str, Quantity], FloatArray],
) -> Worth:
    """Return what choices are worth; `value` gives the draws of an input, by its name."""
    salience = [
        [value(input_name(stance, "salience"), stance.salience) if stance else np.zeros(1) for stance in held]
        for held in stances
    ]
    weight = np.array(np.broadcast_arrays(*(each for held in salience for each in held)))
    weight = weight.reshape(len(stances), -1, weight.shape[1])
    total = weight.sum(axis=0)
    weight = FULL * np.divide(weight, total, out=np.zeros_like(weight), where=total > 0)
    worth, between = [], []
    reservation = np.zeros((weight.shape[2], weight.shape[1]))
    for number, issue in enumerate(issues):
        factor = -weight[number].T[..., None]
        far = _distances(situation, issue, choices[number], stances[number], value)
        each = [np.broadcast_to(distances, factor.shape[:2] + distances.shape[2:]) * factor for distances in far]
        worth.append(each[0][..., :-1])
        between.append(each[1])
        reservation += each[0][..., -1]
    return Worth(tuple(worth), tuple(between), reservation)


def _distances(
    situation: Situation,
    issue: Issue,
    choices: Sequence[Choice],
    stances: Sequence[Stance | None],
    value: Callable[[str, Quantity], FloatArray],
) -> tuple[FloatArray, FloatArray]:
    """Return how far choices are from what each party asks for, shape (draws or 1, parties, choices).

    First the choices given and the status quo after them; then, on a scale, what each party asks for and the status quo.
    """
    held = situation.moment.status_quo[issue.id].position
    if issue.scale is None:
        assert isinstance(held, Ranking)
        tiers = np.array([_tiers(stance, (*issue.option_ids, held.options[0])) for stance in stances])[None]
        return tiers, tiers[..., :-1]
    assert isinstance(held, Quantity)
    now = value(status_quo_name(situation, issue), held)
    asked = [
        value(input_name(stance, "position"), stance.position)
        for stance in stances
        if stance is not None and isinstance(stance.position, Quantity)
    ]
    rows = np.array(np.broadcast_arrays(*asked, now)).T
    given = [np.full(len(rows), float(choice.at)) for choice in choices]
    length = issue.scale.high - issue.scale.low
    far = []
    for columns in (np.column_stack([*given, rows[:, -1]]), rows):
        every = np.zeros((len(rows), len(stances), columns.shape[1]))
        cares = [party for party, stance in enumerate(stances) if stance is not None]
        every[:, cares] = np.abs(columns[:, None, :] - rows[:, :-1, None]) / length
        far.append(every)
    return far[0], far[1]


def _tiers(stance: Stance | None, options: tuple[str, ...]) -> FloatArray:
    if stance is None:
        return np.zeros(len(options))
    assert isinstance(stance.position, Ranking)
    tiers = np.array(stance.position.ranks(options), float)
    return np.asarray(tiers / max(1.0, tiers.max()))
