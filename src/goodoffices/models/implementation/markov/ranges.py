"""Probabilities known only within ranges: what holds at best and at worst, when chance may use the ranges as it likes."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from goodoffices.errors import ModelInputError
from goodoffices.models.implementation.markov.chains import Target
from goodoffices.models.implementation.markov.decisions import MARGIN
from goodoffices.models.implementation.markov.end_components import shrunk
from goodoffices.models.implementation.markov.equations import Chain, Solution, order_of, solved
from goodoffices.models.implementation.markov.exploring import checked_settings
from goodoffices.models.implementation.markov.model import Kind
from goodoffices.models.implementation.markov.space import Choices, Floats, Mask, StateSpace, as_target
from goodoffices.models.implementation.markov.sweeping import probabilities

MOST_RANGES = 10


@dataclass(frozen=True)
class Ranges:
    """The least and the greatest probability of every entry of a state space, shape (entries,) each."""

    low: Floats
    high: Floats


def probability_ranges(space: StateSpace, ranges: Mapping[str, tuple[float, float]]) -> Ranges:
    """Return the ranges of all probabilities, from ranges of parameters.

    Parameters
    ----------
    space : StateSpace
        Explored at settings within the ranges.
    ranges : mapping of str to (low, high)
        Ranges of some parameters, at most `MOST_RANGES`; the others stay as they are.

    Returns
    -------
    Ranges
        Each probability at its extremes over the corners of the box of parameters. That is exact where every parameter occurs at most in the
        first power, as in ``(1 - attack) * detection``.

    Raises
    ------
    ModelInputError
        If a name is no parameter or decides which states there are; if a range is empty; if a step that is possible at one end is
        impossible at the other (give a low end above 0, or a high end below 1).
    """
    problems = [
        f"parameter {name!r} decides which states there are" for name in ranges if name in space.model.structural()
    ]
    problems += [f"the range of {name!r} is empty" for name, (low, high) in ranges.items() if not low <= high]
    if len(ranges) > MOST_RANGES:
        problems.append(f"{len(ranges)} ranges are given; at most {MOST_RANGES} can be")
    if problems:
        raise ModelInputError("; ".join(problems))
    corners = list(product(*ranges.values()))
    settings = dict(space.settings) | {name: np.array([c[i] for c in corners]) for i, name in enumerate(ranges)}
    low, high = np.full(len(space.branch), np.inf), np.full(len(space.branch), -np.inf)
    for at_corner in probabilities(space, checked_settings(space.model, settings)):
        low, high = np.minimum(low, at_corner), np.maximum(high, at_corner)
    return _checked(space.choices, low, high)


def robust_reachability(
    space: StateSpace, ranges: Ranges, target: Target, *, maximise: bool = True, chance_helps: bool = False
) -> Solution:
    r"""Return the probability of reaching a set of states when chance may choose any probabilities within ranges.

    .. math:: x_s = \max_c \min_{P_c} \sum_t P_{ct} x_t \qquad\text{(each of the two may be a maximum or a minimum)}

    Chance may choose anew at every visit, so the results hold for wrong guesses, for drift and for malice alike; they are wider than those
    of :func:`sweep`, where one setting holds throughout.

    Parameters
    ----------
    space : StateSpace
        Of a chain or of a model of decisions.
    ranges : Ranges
        From :func:`probability_ranges`, or stated entry by entry.
    target : Expression, str or ndarray of bool
        The states to reach.
    maximise : bool
        Of decisions: whether the one who chooses wants the target reached.
    chance_helps : bool
        Whether chance makes the target as likely as it can, or as unlikely.

    Returns
    -------
    Solution

    Raises
    ------
    ModelInputError
        If the model is a game, the target is no set of states, or the ranges hold no probabilities or reach down to 0.

    Notes
    -----
    Policy iteration of chance inside that of the one who chooses. All steps are possible throughout, so what can be reached does not
    depend on chance and the bound on the error is that of :func:`best_reachability`.

    References
    ----------
    Nilim & El Ghaoui (2005), 'Robust control of Markov decision processes with uncertain transition matrices', *Operations Research* 53(5),
    780-798; Givan, Leach & Dean (2000), 'Bounded-parameter Markov decision processes', *Artificial Intelligence* 122, 71-109.

    Examples
    --------
    >>> from goodoffices.models.implementation.markov import (
    ...     Kind, Model, Parameter, Variable, command, explore, probability_ranges, robust_reachability,
    ... )
    >>> x, p = Variable("x", 0, 4, 1), Parameter("p")
    >>> walk = Model(Kind.CHAIN, (x,), (command((x > 0) & (x < 4), (p, {x: x + 1}), (1 - p, {x: x - 1})),), (p,))
    >>> space = explore(walk, {"p": 0.5})
    >>> ranges = probability_ranges(space, {"p": (0.4, 0.6)})
    >>> [round(robust_reachability(space, ranges, x == 4, chance_helps=helps).initial, 4) for helps in (False, True)]
    [0.1231, 0.4154]
    """
    from goodoffices.models.implementation.markov.choosing import can_avoid, can_reach  # noqa: PLC0415 (numba is slow to import)

    if space.model.kind is Kind.GAME:
        raise ModelInputError("robust_reachability needs a chain or a model of decisions, not a game")
    mask, c = as_target(space, target), space.choices
    ranges = _checked(c, ranges.low, ranges.high)
    if maximise:
        fixed = can_reach(c.first_choice, c.first_entry, c.successor, mask) < 0
    else:
        fixed = mask | (can_avoid(c.first_choice, c.first_entry, c.successor, mask) >= 0)
    smaller = shrunk(c, fixed if maximise else np.ones(space.states, dtype=bool))
    ends, wins = np.zeros(smaller.choices.states, dtype=bool), np.zeros(smaller.choices.states, dtype=bool)
    ends[smaller.state[fixed]], wins[smaller.state[mask]] = True, True
    problem = _Problem(smaller.choices, ranges.low[smaller.entry], ranges.high[smaller.entry], ends)
    values = problem.solved(wins.astype(float), 0.0, maximise, chance_helps)
    longest = problem.solved(np.zeros(len(ends)), 1.0, True, True)
    miss = np.abs(problem.after(values, 0.0, maximise, chance_helps) - values).max(initial=0.0)
    miss += 4 * (int(np.diff(c.first_entry).max()) + 2) * np.finfo(float).eps
    fall = np.min((longest - problem.after(longest, 0.0, True, True))[~ends], initial=1.0)
    error = miss * longest / fall if fall > 0 else np.where(ends, 0.0, np.inf)
    return Solution(values[smaller.state], error[smaller.state])


@dataclass(frozen=True)
class _Problem:
    choices: Choices
    low: Floats
    high: Floats
    fixed: Mask

    def solved(self, given: Floats, gain: float, maximise: bool, upwards: bool) -> Floats:
        """Return the values of the best policy against (or with) chance."""
        policy = self.choices.first_choice[:-1].copy()
        while True:
            values = self._against_chance(policy, given, gain, upwards)
            if not self._improved(values, gain, maximise, upwards, policy)[1]:
                return values

    def after(self, values: Floats, gain: float, maximise: bool, upwards: bool) -> Floats:
        """Return the values after one more step."""
        return self._improved(values, gain, maximise, upwards, self.choices.first_choice[:-1].copy())[0]

    def _improved(
        self, values: Floats, gain: float, maximise: bool, upwards: bool, policy: NDArray[np.int64]
    ) -> tuple[Floats, int]:
        from goodoffices.models.implementation.markov.choosing import improved  # noqa: PLC0415

        c, chance = self.choices, self._chance(values, upwards)
        wish, gains = np.full(c.states, maximise), np.full(len(c.first_entry) - 1, gain)
        after, changed = improved(
            c.first_choice, c.first_entry, c.successor, chance, gains, self.fixed, wish, values, policy, MARGIN
        )
        return after, changed

    def _chance(self, values: Floats, upwards: bool) -> Floats:
        from goodoffices.models.implementation.markov.nature import pressed  # noqa: PLC0415

        found: Floats = pressed(self.choices.first_entry, self.choices.successor, self.low, self.high, values, upwards)
        return found

    def _against_chance(self, policy: NDArray[np.int64], given: Floats, gain: float, upwards: bool) -> Floats:
        c, row, best = self.choices, np.where(self.fixed, 0, policy), None
        chance = self._chance(given, upwards)
        while True:
            chain = Chain(c.first_entry[row], c.first_entry[row + 1], c.successor, chance)
            gains = np.where(self.fixed, 0.0, gain)
            values, _ = solved(chain, self.fixed, given, gains, 0.0, order_of(chain, self.fixed))
            if best is not None and not ((values - best) * (1 if upwards else -1) > MARGIN * (1 + np.abs(best))).any():
                return best
            best, chance = values, self._chance(values, upwards)


def _checked(choices: Choices, low: Floats, high: Floats) -> Ranges:
    ranges = Ranges(np.asarray(low, dtype=np.float64), np.asarray(high, dtype=np.float64))
    if ranges.low.shape != choices.successor.shape or ranges.high.shape != choices.successor.shape:
        raise ModelInputError(f"ranges need two numbers for each of the {len(choices.successor)} entries")
    if not ((ranges.low >= 0) & (ranges.low <= ranges.high) & (ranges.high <= 1 + MARGIN)).all():
        raise ModelInputError("a range does not lie between 0 and 1, or is empty")
    if ((ranges.low == 0) & (ranges.high > 0)).any():
        raise ModelInputError(
            "a step is possible at one end of the ranges and impossible at the other; narrow the ranges a little"
        )
    sums = [np.add.reduceat(end, choices.first_entry[:-1]) for end in (ranges.low, ranges.high)]
    if (sums[0] > 1 + 1e-9).any() or (sums[1] < 1 - 1e-9).any():
        raise ModelInputError("the ranges of some choice hold no probabilities that sum to one")
    return ranges
