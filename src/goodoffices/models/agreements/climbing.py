"""From a relaxed solution to a good package: the mixtures it suggests, then one or two issues changed while that helps."""

import numpy as np
from numpy.typing import NDArray

from goodoffices.models.agreements.goals import Floats, Goal
from goodoffices.models.agreements.relaxation import Additive

_TRIED = 2048
_WORTH_TRYING = 0.02
_FAR = 1e6
_THOROUGH = 700


def product_of(allowed: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return all packages whose options are allowed, shape (packages, issues)."""
    grids = np.meshgrid(*(np.flatnonzero(each) for each in allowed), indexing="ij", copy=False, sparse=True)
    return (
        np.stack([each.ravel() for each in np.broadcast_arrays(*grids)], axis=1) if len(grids) <= 32 else _rows(allowed)
    )


def _rows(allowed: NDArray[np.bool_]) -> NDArray[np.int64]:
    packages = np.zeros((1, 0), np.int64)
    for each in allowed:
        options = np.flatnonzero(each)
        packages = np.column_stack([np.repeat(packages, len(options), axis=0), np.tile(options, len(packages))])
    return packages


def mixtures(additive: Additive, allowed: NDArray[np.bool_], shares: Floats) -> NDArray[np.int64]:
    """Return the packages made of the options that a relaxed solution mixes, shape (packages, issues)."""
    del additive
    likely = np.zeros(allowed.shape, bool)
    likely[np.arange(len(allowed)), np.where(allowed, shares, -1.0).argmax(axis=1)] = True
    packages = 1
    for issue in shares.max(axis=1).argsort():
        more = likely[issue] | (allowed[issue] & (shares[issue] > _WORTH_TRYING))
        if packages * more.sum() > _TRIED:
            break
        packages *= int(more.sum())
        likely[issue] = more
    return product_of(likely)


def climb(
    additive: Additive, goal: Goal, packages: NDArray[np.int64], thorough: bool
) -> tuple[NDArray[np.int64], float]:
    """Return the best of some packages after changing one issue, or two, while its score rises."""
    gains = additive.gains(packages)
    first = int(_merit(goal, gains * additive.scale).argmax())
    package, at = packages[first].copy(), gains[first]
    merit = float(_merit(goal, (at * additive.scale)[None])[0])
    issues, options = np.nonzero(additive.exists)
    while True:
        moved = additive.whole[issues, options] - additive.whole[issues, package[issues]]
        merits = _merit(goal, (at + moved) * additive.scale)
        move = int(merits.argmax())
        if merits[move] > merit + 1e-12:
            package[issues[move]], merit, at = options[move], float(merits[move]), at + moved[move]
            continue
        if not thorough or len(issues) > _THOROUGH:
            break
        improved = False
        for one in merits.argsort()[::-1][:200]:
            merits = _merit(goal, (at + moved[one] + moved) * additive.scale)
            merits[issues == issues[one]] = -np.inf
            other = int(merits.argmax())
            if merits[other] > merit + 1e-12:
                package[issues[one]], package[issues[other]] = options[one], options[other]
                merit, at, improved = float(merits[other]), at + moved[one] + moved[other], True
                break
        if not improved:
            break
    return package, float(goal.score((at * additive.scale)[None])[0])


def _merit(goal: Goal, gains: Floats) -> Floats:
    """Return the score, and far below every score how much is missing where a package is not acceptable."""
    scores = goal.score(gains)
    missing = np.minimum(gains - 1e-9, 0.0).sum(axis=1)
    return np.where(np.isfinite(scores), scores, missing * _FAR - _FAR)
