"""Who among blocs that turn together makes the difference: those with a say, and not those who only stand at the same place."""

from collections.abc import Collection, Sequence

import numpy as np

from goodoffices.models.ratification.home import Constituency, FloatArray

MOST_SUMS = 100_000
"""So many different sums of weights are gone through."""


def turning(body: Constituency, before: Collection[str], tied: Sequence[str]) -> tuple[str, ...]:
    """Return those of some blocs who can be the one with whom a body comes to agree.

    Parameters
    ----------
    body : Constituency
        Without draws.
    before : collection of str
        The blocs that agree already.
    tied : sequence of str
        Those who come to agree at the same place, in no order among themselves. With all of them the body agrees.

    Returns
    -------
    tuple of str
        In the order of `tied`: who, joining in some order of theirs, turns a refusal into agreement. A bloc whose weight changes nothing
        is not among them. Empty if the body agrees without any of them.

    Notes
    -----
    By the sums that the others' weights can reach, O(sums) for each different weight. Beyond `MOST_SUMS` different sums everyone who holds
    any weight is named.

    Examples
    --------
    >>> from goodoffices.models.ratification import MAJORITY, legislature
    >>> chamber = legislature("Diet", {"a": 49, "b": 49, "c": 2, "d": 0}, dict.fromkeys("abcd", 50), MAJORITY)
    >>> turning(chamber, ["a"], ["b", "c", "d"]), turning(chamber, ["a", "b"], ["c", "d"])
    (('b', 'c'), ())
    """
    needed = [name for name in tied if name in body.consent]
    if body.threshold is None:
        return tuple(needed)
    weight = {bloc.name: float(np.asarray(bloc.weight)) for bloc in body.blocs}
    free = [name for name in tied if name not in body.consent]
    start = sum(weight[name] for name in {*before, *needed})
    if _met(body, np.array([start]))[0]:
        return tuple(needed)
    turns: dict[float, bool] = {}
    for own in {weight[name] for name in free}:
        others = [weight[name] for name in free]
        others.remove(own)
        sums = _sums(start, others)
        turns[own] = own > 0 and (sums is None or bool((~_met(body, sums) & _met(body, sums + own)).any()))
    return tuple(name for name in tied if name in needed or turns[weight[name]])


def _met(body: Constituency, sums: FloatArray) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    assert body.threshold is not None
    return body.threshold.met(sums, body.whole)


def _sums(start: float, weights: Sequence[float]) -> FloatArray | None:
    """Return what some of the weights can add up to, or None if that is too much to list."""
    sums = np.array([start])
    for weight in weights:
        sums = np.unique(np.concatenate([sums, sums + weight]))
        if len(sums) > MOST_SUMS:
            return None
    return sums
