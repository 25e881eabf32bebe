"""All readings of the challenge model at once: how far the answer depends on how the literature is read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from goodoffices.errors import ModelInputError
from goodoffices.models.bargaining.challenge.reading import OPEN_CHOICES, SCHOLZ_2011_TEXT, Reading
from goodoffices.models.bargaining.challenge.rounds import ChallengeRounds, checked_inputs, play, reshaped
from goodoffices.models.bargaining.challenge.switches import Switches
from goodoffices.models.bargaining.inputs import FloatArray

Choices = Mapping[str, Sequence[Any]]


@dataclass(frozen=True, eq=False)
class Multiverse:
    """The challenge model under many readings.

    Attributes
    ----------
    readings : tuple of Reading
    rounds : ChallengeRounds
        Results with the readings along the first axis after that of the rounds, before the axes of the draws.
    """

    readings: tuple[Reading, ...]
    rounds: ChallengeRounds

    @property
    def median(self) -> FloatArray:
        """Weighted median after the last round, shape (readings, ...)."""
        return np.asarray(self.rounds.median[-1])

    @property
    def mean(self) -> FloatArray:
        """Weighted mean after the last round, shape (readings, ...)."""
        return np.asarray(self.rounds.mean[-1])

    @property
    def settled(self) -> NDArray[np.bool_]:
        """Whether all parties came to rest, shape (readings, ...)."""
        return self.rounds.settled

    def quantiles(self, levels: ArrayLike = (0.0, 0.25, 0.5, 0.75, 1.0)) -> FloatArray:
        """Return quantiles of the last median over the readings, shape (levels, ...).

        They say how readings spread. They are no probabilities, since no reading is more likely than another.
        """
        return np.asarray(np.quantile(self.median, np.asarray(levels, dtype=np.float64), axis=0))

    @property
    def share_settled(self) -> FloatArray:
        """Share of the readings under which all parties came to rest, shape (...)."""
        return np.asarray(self.settled.mean(axis=0))

    def by_choice(self, choice: str) -> dict[str | bool | float, FloatArray]:
        """Return the mean of the last median over the readings with each answer to one question.

        Parameters
        ----------
        choice : str
            Name of a field of `Reading`, for instance ``"denominator"``.

        Returns
        -------
        dict
            For each answer an array of shape (...).

        Raises
        ------
        ModelInputError
            If there is no such choice.
        """
        _refuse_unknown([choice])
        answers = [reading.choices[choice] for reading in self.readings]
        return {
            answer: np.asarray(self.median[[given == answer for given in answers]].mean(axis=0))
            for answer in dict.fromkeys(answers)
        }


def readings_of(vary: Choices = OPEN_CHOICES, base: Reading = SCHOLZ_2011_TEXT) -> tuple[Reading, ...]:
    """Return a reading for every combination of answers; questions left out are answered as in `base`.

    Raises
    ------
    ModelInputError
        If a choice or an answer does not exist.

    Examples
    --------
    >>> len(readings_of()), len(readings_of({"stay_put": (0.5, 1.0)}))
    (256, 2)
    """
    _refuse_unknown(vary)
    return tuple(
        replace(base, name="custom", version=1, **dict(zip(vary, answers, strict=True)))
        for answers in product(*vary.values())
    )


def multiverse(
    capability: ArrayLike,
    salience: ArrayLike,
    position: ArrayLike,
    vary: Choices = OPEN_CHOICES,
    base: Reading = SCHOLZ_2011_TEXT,
    rounds: int = 10,
) -> Multiverse:
    """Run the challenge model under every combination of the choices that the literature leaves open.

    Parameters
    ----------
    capability, salience, position : array_like, shape (..., parties)
        As in `challenge_model`.
    vary : mapping
        For each choice, by the name of the field of `Reading`, the answers to combine. The eight questions of
        `OPEN_CHOICES` with two answers each make 256 readings.
    base : Reading
        Answers to all other questions.
    rounds : int
        Rounds to play at most.

    Returns
    -------
    Multiverse

    Raises
    ------
    ModelInputError
        As in `challenge_model`, and if a choice or an answer does not exist.

    Notes
    -----
    All readings and draws are computed side by side. Time and memory grow with their product.

    Examples
    --------
    >>> result = multiverse([3.0, 1.0, 2.0], [0.5, 0.9, 0.8], [0.0, 40.0, 100.0], rounds=3)
    >>> result.median.shape, bool((result.quantiles()[0] >= 0) & (result.quantiles()[-1] <= 100))
    ((256,), True)
    """
    c, s, x = checked_inputs(capability, salience, position, rounds)
    readings = readings_of(vary, base)
    if not readings:
        raise ModelInputError("there is no reading: one of the choices has no answers")
    leading, parties = x.shape[:-1], x.shape[-1]
    c, s, x = (np.tile(array.reshape(-1, parties), (len(readings), 1)) for array in (c, s, x))
    result = play(c, s, x, Switches.of(readings, len(x) // len(readings)), rounds)
    return Multiverse(readings, reshaped(result, (len(readings), *leading)))


def _refuse_unknown(choices: Sequence[str] | Choices) -> None:
    known = SCHOLZ_2011_TEXT.choices
    for choice in choices:
        if choice not in known:
            raise ModelInputError(f"{choice} is no choice of the challenge model; there are {', '.join(known)}")
