"""Values of a chain that satisfy *x = gain + P x*, with a bound on their error."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_matrix, identity
from scipy.sparse.linalg import splu

from goodoffices.models.implementation.markov.iteration import iterate
from goodoffices.models.implementation.markov.space import Floats, Mask

Numbers = NDArray[np.int64]
LARGEST = 64
"""Components of up to so many states are eliminated state by state."""
FACTORISED = 10_000
"""Components of up to so many states go to a sparse factorisation; larger ones are solved by gradients."""
ENOUGH = 0.5
"""Equations of expected numbers of steps may be missed by so much: any that fall by some amount in each step are good for a bound."""


@dataclass(frozen=True)
class Chain:
    """A chain as arrays: the entries of state s are those from ``begin[s]`` to ``end[s] - 1``."""

    begin: Numbers
    end: Numbers
    successor: NDArray[np.int32]
    probability: Floats

    @property
    def states(self) -> int:
        """How many states there are."""
        return len(self.begin)


@dataclass(frozen=True)
class Solution:
    """A value for every state.

    Attributes
    ----------
    values : ndarray, shape (states,)
        The values; infinite where an expected reward is.
    error : ndarray, shape (states,)
        No value is further than this from the true one. The bound is computed from the values themselves and covers the rounding
        of the solver; probabilities are taken as they stand in the matrix.
    """

    values: Floats
    error: Floats

    @property
    def initial(self) -> float:
        """The value of the initial state."""
        return float(self.values[0])


@dataclass(frozen=True)
class Order:
    """The components of a chain, each after all that it leads to."""

    states: NDArray[np.int32]
    starts: Numbers


def order_of(chain: Chain, stops: Mask) -> Order:
    """Return the order in which the equations can be solved."""
    from goodoffices.models.implementation.markov.components import components  # noqa: PLC0415 (numba is slow to import)

    return Order(*components(chain.begin, chain.end, chain.successor, stops))


def solved(
    chain: Chain, fixed: Mask, given: Floats, gain: Floats, dead: float, order: Order, allowed: float | None = None
) -> tuple[Floats, Mask]:
    """Return the values, and which states can reach no fixed one and have the value `dead`.

    Parameters
    ----------
    chain : Chain
        The chain.
    fixed : ndarray of bool, shape (states,)
        States whose value is given.
    given : ndarray, shape (states,)
        Their values; the rest is not read.
    gain : ndarray, shape (states,)
        What is earned in a step; not negative.
    dead : float
        The value of states that can reach no fixed one.
    order : Order
        The components of the chain, or of a chain with more steps.
    allowed : float, optional
        The most by which an equation may be missed in a component that is not solved directly; if not said, what rounding lets it.

    Notes
    -----
    O(entries) plus O(size ** 3) for every component of up to `LARGEST` states, a sparse factorisation up to `FACTORISED`, and rounds of
    O(entries) beyond: see :func:`~goodoffices.models.implementation.markov.iteration.iterate`.
    """
    from goodoffices.models.implementation.markov.component_system import system_of  # noqa: PLC0415 (numba is slow to import)
    from goodoffices.models.implementation.markov.elimination import eliminate  # noqa: PLC0415

    values, lost = np.where(fixed, given, 0.0), np.zeros(chain.states, dtype=bool)
    arrays = (chain.begin, chain.end, chain.successor, chain.probability, gain, order.states, order.starts, fixed)
    block = 0
    while True:
        block = eliminate(*arrays, values, lost, dead, block, LARGEST)
        if block == len(order.starts) - 1:
            return values, lost
        members = order.states[order.starts[block] : order.starts[block + 1]]
        if len(members) > FACTORISED:
            members, system = system_of(*arrays[:5], np.sort(members), values, lost, dead)
            values[members] = iterate(system, allowed)
        else:
            _factorised(chain, members, gain, dead, values, lost)
        block += 1


def bounds(chain: Chain, fixed: Mask, gain: Floats, values: Floats, lost: Mask, order: Order) -> Floats:
    r"""Return how far the values can be from the true ones.

    If :math:`w \ge 1 + P w` and :math:`|g + P x - x| \le \delta`, no value is further than :math:`\delta w` from the solution. The
    expected number of steps until a fixed or lost state is such a *w*.
    """
    from goodoffices.models.implementation.markov.elimination import decreases, misses  # noqa: PLC0415

    ended = fixed | lost | ~np.isfinite(values)
    steps, _ = solved(chain, ended, np.zeros(chain.states), np.ones(chain.states), 0.0, order, ENOUGH)
    arrays = (chain.begin, chain.end, chain.successor, chain.probability)
    miss = float(misses(*arrays, gain, ended, values).max(initial=0.0))
    least = float(decreases(*arrays, ended, steps))
    return miss * steps / least if least > 0 else np.where(ended, 0.0, np.inf)


def solution(chain: Chain, fixed: Mask, given: Floats, gain: Floats, dead: float) -> Solution:
    """Return values and the bound on their error; the parameters are those of :func:`solved`."""
    order = order_of(chain, fixed)
    values, lost = solved(chain, fixed, given, gain, dead, order)
    return Solution(values, bounds(chain, fixed, gain, values, lost, order))


def _factorised(
    chain: Chain, members: NDArray[np.int32], gain: Floats, dead: float, values: Floats, lost: Mask
) -> None:
    size = len(members)
    lengths = chain.end[members] - chain.begin[members]
    row = np.repeat(np.arange(size), lengths)
    entry = np.arange(lengths.sum()) + np.repeat(chain.begin[members] - np.cumsum(lengths) + lengths, lengths)
    possible = chain.probability[entry] > 0
    row, entry = row[possible], entry[possible]
    place = np.full(chain.states, -1, dtype=np.int64)
    place[members] = np.arange(size)
    column, chance = place[chain.successor[entry]], chain.probability[entry]
    inside = column >= 0
    out = np.bincount(row[~inside], chance[~inside], size)
    inner = csc_matrix((chance[inside], (row[inside], column[inside])), shape=(size, size))
    stays = _cannot_leave(inner, out > 0)
    lost[members] = stays
    with np.errstate(invalid="ignore"):
        total = gain[members] + np.bincount(
            row[~inside], chance[~inside] * values[chain.successor[entry[~inside]]], size
        )
        if dead and stays.any():
            total = np.where(inner @ stays > 0, dead, total)
    found = np.full(size, dead)
    if not stays.all():
        rest = np.flatnonzero(~stays)
        if np.isinf(total[rest]).any():
            infinite = ~_cannot_leave(inner[rest][:, rest].tocsc(), np.isinf(total[rest]))
            found[rest[infinite]] = np.inf
            rest = rest[~infinite]
        part = inner[rest][:, rest].tocsc()
        found[rest] = splu(identity(len(rest), format="csc") - part).solve(total[rest]) if len(rest) else 0.0
    values[members] = found


def _cannot_leave(inner: csc_matrix, leaves: Mask) -> Mask:
    """Return the states from which none of those that leave can be reached."""
    reached, backwards = leaves, inner.tocsr()
    while True:
        further = reached | (backwards @ reached > 0)
        if (further == reached).all():
            return ~reached
        reached = further
