"""What moves one issue at one moment: the lever models run over the worlds of a dossier."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from goodoffices.assessment.bargainers import INPUTS
from goodoffices.assessment.forecast import FloatArray, ScaleForecast
from goodoffices.assessment.interval import Interval
from goodoffices.assessment.scoring import PRECISION
from goodoffices.dossier.stance import SALIENCE_SCALE
from goodoffices.models.bargaining import weighted_median
from goodoffices.models.bargaining.levers import (
    ByInput,
    compromise_full_range,
    compromise_gradient,
    compromise_reach,
    pivots,
    shift_effects,
    smallest_change,
)

MOST_WORLDS = 10_000
"""Levers are computed in the first so many worlds, however many there are."""


@dataclass(frozen=True)
class Lever:
    """One input of one party at the end of its range that moves the expected settlement more.

    Attributes
    ----------
    what : str
        ``"capability"``, ``"salience"`` or ``"position"``.
    now, then : float
        Its likeliest value, and the one at the end of the range.
    settlement, effect : Interval
        Where the compromise would settle, and by how much that differs.
    same_way : float
        Share of worlds in which it differs in the direction of the median.
    largest : float
        Share of worlds in which no other lever moves the settlement further.
    pivotal : Interval
        By how much it moves the weighted median.
    """

    party: str
    what: str
    now: float
    then: float
    settlement: Interval
    effect: Interval
    same_way: float
    largest: float
    pivotal: Interval


@dataclass(frozen=True)
class Step:
    """The smallest single change that brings the expected settlement to a target.

    Attributes
    ----------
    to : float
        Median of the input's new value over the worlds in which the target is in reach.
    in_reach : float
        Share of worlds in which it is.
    """

    party: str
    what: str
    now: float
    to: float
    in_reach: float


@dataclass(frozen=True)
class Target:
    """A settlement worth reaching, by its names, with the smallest single change that would do; None if none would."""

    names: tuple[str, ...]
    at: float
    step: Step | None


@dataclass(frozen=True)
class Pull:
    """How far one party alone can pull: by its position, and if it also cares for nothing else."""

    party: str
    to_low: float
    to_high: float
    lowest: float
    highest: float


@dataclass(frozen=True)
class IssueLevers:
    """The levers of one issue.

    Attributes
    ----------
    levers : tuple of Lever
        Every input of every party, the one that moves the settlement furthest first.
    per_tenth : dict of str to float
        What a tenth of the scale in each party's position moves the settlement.
    targets : tuple of Target
        What was agreed, the next named positions and the status quo.
    pivotal : tuple of (tuple of str, float)
        Parties that are pivotal, together where several share the place, with the share of worlds; most first.
    margin : float
        Share of the weight that would have to change sides before another party is pivotal, median over worlds.
    pulls : tuple of Pull
    """

    item: ScaleForecast
    levers: tuple[Lever, ...]
    per_tenth: dict[str, float]
    targets: tuple[Target, ...]
    pivotal: tuple[tuple[tuple[str, ...], float], ...]
    margin: float
    pulls: tuple[Pull, ...]


def issue_levers(item: ScaleForecast) -> IssueLevers:
    """Return the levers of an issue at a moment."""
    scale = item.issue.scale
    assert scale is not None
    held = item.inputs
    c, s, x = (array[:MOST_WORLDS] for array in (held.capability, held.salience, held.position))
    ends = scale.low, scale.high, SALIENCE_SCALE[1]
    names = tuple(b.party for b in item.bargainers)
    full = compromise_full_range(c, s, x, *ends)
    reach = compromise_reach(c, s, x, *ends)
    middle = pivots(c, s, x)
    tenth = np.median(compromise_gradient(c, s, x).position, axis=0) * item.length / 10
    return IssueLevers(
        item,
        tuple(_levers(item, c, s, x)),
        dict(zip(names, tenth.tolist(), strict=True)),
        tuple(_targets(item, c, s, x)),
        tuple((tuple(names[i] for i in group), share) for group, share in middle.groups()),
        float(np.median(middle.margin)),
        tuple(
            Pull(name, *values)
            for name, *values in zip(
                names,
                *(
                    np.median(ends_of, axis=0).tolist()
                    for ends_of in (full.at_low.position, full.at_high.position, reach.lowest, reach.highest)
                ),
                strict=True,
            )
        ),
    )


def _levers(item: ScaleForecast, c: FloatArray, s: FloatArray, x: FloatArray) -> list[Lever]:
    scale = item.issue.scale
    assert scale is not None
    full = compromise_full_range(c, s, x, scale.low, scale.high, SALIENCE_SCALE[1])
    now = full.settlement[:, None, None]
    ends = [np.where(np.isnan(end), now, end) for end in (full.at_low.stacked, full.at_high.stacked)]
    sizes = np.maximum(*(np.abs(end - now) for end in ends)).reshape(len(x), -1)
    largest = np.bincount(sizes.argmax(axis=1), minlength=sizes.shape[1]) / len(x)

    def median(c: FloatArray, s: FloatArray, x: FloatArray) -> FloatArray:
        return weighted_median(c, s, x).midpoint

    nothing = np.zeros(x.shape)
    shifted = (
        ByInput(nothing, nothing, np.full(x.shape, scale.low)),
        ByInput(2 * c, np.full(x.shape, SALIENCE_SCALE[1]), np.full(x.shape, scale.high)),
    )
    middles = [np.nan_to_num(shift_effects(median, c, s, x, to).effect.stacked) for to in shifted]
    found = []
    stated = item.compromise.stated
    for i, bargainer in enumerate(item.bargainers):
        for j, (what, quantity) in enumerate(zip(INPUTS, bargainer.quantities, strict=True)):
            effects = [end[:, j, i] - full.settlement for end in ends]
            high = bool(abs(np.median(effects[1])) > abs(np.median(effects[0])))
            effect = effects[high]
            then = {
                "capability": (0.0, 2 * quantity.likely),
                "salience": SALIENCE_SCALE,
                "position": (scale.low, scale.high),
            }[what][high]
            found.append(
                Lever(
                    bargainer.party,
                    what,
                    quantity.likely,
                    then,
                    Interval.over(ends[high][:, j, i], stated),
                    Interval.over(effect, stated),
                    float((np.sign(effect) == np.sign(np.median(effect))).mean()),
                    float(largest[j * len(item.bargainers) + i]),
                    Interval.over(middles[high][:, j, i], stated),
                )
            )
    return sorted(found, key=lambda lever: -abs(lever.effect.median))


def _targets(item: ScaleForecast, c: FloatArray, s: FloatArray, x: FloatArray) -> Iterator[Target]:
    scale = item.issue.scale
    assert scale is not None
    gathered: dict[float, list[str]] = {}
    for name, at in _worth_reaching(item):
        gathered.setdefault(at, []).append(name)
    for at, names in gathered.items():
        upward = at > item.compromise.median
        change = smallest_change(c, s, x, at, scale.low, scale.high, SALIENCE_SCALE[1], upward=upward)
        shares = change.share.stacked.reshape(len(x), -1)
        # The upper median is infinite unless the target is in reach in more than half of the worlds.
        usual = np.partition(shares, len(x) // 2, axis=0)[len(x) // 2]
        best = int(usual.argmin())
        step = None
        if np.isfinite(usual[best]):
            which, party = divmod(best, len(item.bargainers))
            values = change.value.stacked.reshape(len(x), -1)[:, best]
            step = Step(
                item.bargainers[party].party,
                INPUTS[which],
                item.bargainers[party].quantities[which].likely,
                float(np.nanmedian(values)),
                float(np.isfinite(values).mean()),
            )
        yield Target(tuple(names), at, step)


def _worth_reaching(item: ScaleForecast) -> Iterator[tuple[str, float]]:
    """Yield what was agreed, the next named positions on either side, and the status quo, if not where one is already."""
    assert item.issue.scale is not None
    near = PRECISION * item.length
    now = item.compromise.median
    marks = sorted(item.issue.scale.marks, key=lambda mark: abs(mark.at - now))
    above = next((mark for mark in marks if mark.at > now + near), None)
    below = next((mark for mark in marks if mark.at < now - near), None)
    held = item.status_quo
    if item.agreed is not None and abs(item.agreed.likely - now) > near:
        yield "what was agreed", item.agreed.likely
    for mark in (below, above):
        if mark is not None:
            yield f"“{mark.name}”", mark.at
    if held is not None and abs(held.likely - now) > near:
        yield "the status quo", held.likely
