"""What can be worked out about a bargain: the fairest package, the surest one, who refuses, what would bring it in, who blocks."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.assessment.questions.agreements.bargain import Bargain, Package
from goodoffices.assessment.questions.agreements.offers import NOTHING, Offer, offer
from goodoffices.errors import ModelInputError
from goodoffices.models.agreements import (
    Logrolling,
    Point,
    Problem,
    Solutions,
    logrolling,
    nash_point,
    nearest_improvements,
    no_agreement,
    solutions,
)
from goodoffices.models.agreements.linked import Effort, explain_blockage
from goodoffices.models.agreements.points import largest_least_share
from goodoffices.models.agreements.robust import DrawnProblem, search_most_signed, side_payments

FloatArray = NDArray[np.float64]
NASH, EVEN, SUREST, STEP = "Nash bargain, whole package", "Most even shares", "Surest to be signed", "Smaller step"
"""What the packages worked out here are called."""
ENOUGH = 0.9
"""A payment is meant to suffice in this share of worlds."""
MOST_COMPARED = 2_000
"""So many efficient packages are compared by how often all sign."""
FEW_PARTIES, FEW_ISSUES, FEW_PACKAGES = 5, 6, 100_000
"""Up to so many parties and issues, or packages, the frontier is worked out; beyond, the Nash bargain alone."""
NODES = 40
"""Relaxations solved for the Nash bargain of many parties."""
FEW_DRAWS = 200
"""So many draws choose between packages; all draws then say how often the chosen one is signed."""
MOST_STEPPED = 1_000_000
"""Up to so many packages smaller steps are looked for."""
LEAST = 1e-6
"""A gain counts from this share of a party's range on."""


@dataclass(frozen=True, eq=False)
class Refusal:
    """Who refuses a package first, and what would bring it in.

    Attributes
    ----------
    party : int
    share : float
        Share of worlds in which it loses by the package.
    payment : float
        What it would have to be paid, in its own points, to lose nothing in `ENOUGH` of the worlds.
    issue : int or None
        The issue on which one change makes all sign in most worlds, if that is more often than before.
    then : Offer or None
        The package so changed.
    """

    party: int
    share: float
    payment: float
    issue: int | None = None
    then: Offer | None = None


@dataclass(frozen=True, eq=False)
class Blocked:
    """Why no package leaves everyone better off, at the likeliest values.

    Attributes
    ----------
    conflicts : tuple of tuple of int
        Smallest sets of parties that cannot all gain together.
    without : int or None
        A party without which the others can all gain.
    others : Offer or None
        The package they would then agree on.
    payment : float
        What the party loses by it, in its own points.
    cuts : ndarray, shape (parties,)
        By how much each party alone would have to lower what it insists on; infinite where that does not help.
    """

    conflicts: tuple[tuple[int, ...], ...]
    without: int | None
    others: Offer | None
    payment: float
    cuts: FloatArray


@dataclass(frozen=True, eq=False)
class Analysis:
    """All that is worked out about a bargain.

    Attributes
    ----------
    solved : Solutions or None
        All solution points; None if no package leaves everyone better off at the likeliest values, if somebody then has to pay who asks for
        nothing, or in outline.
    nash, even, surest : Offer or None
        The Nash point; the Kalai-Smorodinsky point; of the efficient packages the one that all sign in most worlds.
    step : Offer or None
        A package that all sign in more worlds than that, if there is one; nobody gains as much by it.
    refusal : Refusal or None
        Of the Nash point; None if nobody ever refuses.
    from_now, from_midpoint : Logrolling or None
        What the Nash point gives and takes, against the status quo and against the midpoint.
    blocked : Blocked or None
    """

    bargain: Bargain
    solved: Solutions | None
    nash: Offer | None = None
    even: Offer | None = None
    surest: Offer | None = None
    step: Offer | None = None
    refusal: Refusal | None = None
    from_now: Logrolling | None = None
    from_midpoint: Logrolling | None = None
    blocked: Blocked | None = None


def outline(bargain: Bargain) -> Analysis:
    """Work out the fairest package alone, or who blocks."""
    if bargain.likely_payers:
        return Analysis(bargain, None)
    if not _is_small(bargain.likely):
        return _roughly(bargain)
    nash = nash_point(bargain.likely) if bargain.likely.is_additive else _nash_of(solutions(bargain.likely))
    if nash is None or (nash.utilities - bargain.likely.reservation <= 0).any():
        return Analysis(bargain, None, blocked=_blocked(bargain))
    held = offer(bargain, NASH, nash.packages[0])
    return Analysis(bargain, None, held, refusal=refusal_of(bargain, held))


def analyse(bargain: Bargain) -> Analysis:
    """Work out what everyone could sign."""
    if bargain.likely_payers:
        return Analysis(bargain, None)
    if not _is_small(bargain.likely):
        return _roughly(bargain)
    solved = solutions(bargain.likely)
    if solved is None or (solved.nash.utilities - bargain.likely.reservation <= 0).any():
        return Analysis(bargain, None, blocked=_blocked(bargain))
    nash = offer(bargain, NASH, solved.nash.packages[0])
    surest = _surest(bargain, solved)
    return Analysis(
        bargain,
        solved,
        nash,
        offer(bargain, EVEN, solved.kalai_smorodinsky.packages[0]),
        surest,
        _step(bargain, surest),
        refusal_of(bargain, nash),
        None if bargain.now is None else logrolling(bargain.likely, nash.package, bargain.now),
        logrolling(bargain.likely, nash.package),
    )


def _is_small(problem: Problem) -> bool:
    """Return whether all points and the frontier are worked out at once."""
    few = problem.parties <= FEW_PARTIES and len(problem.sizes) <= FEW_ISSUES
    return few or problem.package_count <= FEW_PACKAGES or not problem.is_additive


def _roughly(bargain: Bargain) -> Analysis:
    """Work out the Nash bargain of many parties, with a limit on the search; no frontier, and no even shares."""
    try:
        nash = nash_point(bargain.likely, nodes=NODES)
    except ModelInputError:
        return Analysis(bargain, None)
    if nash is None or (nash.utilities - bargain.likely.reservation <= 0).any():
        return Analysis(bargain, None)
    held = offer(bargain, NASH, nash.packages[0])
    return Analysis(
        bargain,
        None,
        held,
        refusal=refusal_of(bargain, held),
        from_now=None if bargain.now is None else logrolling(bargain.likely, held.package, bargain.now),
        from_midpoint=logrolling(bargain.likely, held.package),
    )


def improvement_on(bargain: Bargain, signed: Offer) -> tuple[Offer | None, int, bool]:
    """Return a package that is better for all and changes the fewest issues, on how many, and whether the search was complete.

    Of several the one with the largest least share of what each could so gain.
    """
    try:
        found = nearest_improvements(bargain.likely, signed.package)
    except ModelInputError:
        return None, 0, False
    if not len(found.packages):
        return None, 0, found.is_proved
    whole = bargain.likely
    gains = whole.whole_utilities(found.packages) - whole.whole_utilities(signed.package)
    rows, _ = largest_least_share(gains, whole.whole.units)
    return offer(bargain, "better for all", found.packages[rows[0]]), found.changes, True


def refusal_of(bargain: Bargain, held: Offer) -> Refusal | None:
    """Return who refuses a package in most worlds and what would bring it in; None if nobody ever does."""
    party = int(np.argmin(held.signs))
    if held.signs[party] >= 1:
        return None
    payment = float(side_payments(bargain.drawn, held.package, ENOUGH).each[party])
    changed = [
        (issue, _with(held.package, issue, to))
        for issue, size in enumerate(bargain.likely.sizes)
        for to in range(size)
        if to != held.package[issue]
    ]
    fits = [
        (issue, package)
        for issue, package in changed
        if bargain.likely.feasible(package) and (bargain.likely.utilities(package) > bargain.likely.reservation).all()
    ]
    if fits:
        shares = bargain.all_sign(np.array([package for _, package in fits]))
        best = int(np.argmax(shares))
        if shares[best] > held.all_sign:
            issue, package = fits[best]
            return Refusal(party, 1 - float(held.signs[party]), payment, issue, offer(bargain, "", package))
    return Refusal(party, 1 - float(held.signs[party]), payment)


def _nash_of(solved: Solutions | None) -> Point | None:
    return None if solved is None else solved.nash


def _surest(bargain: Bargain, solved: Solutions) -> Offer:
    """Return the efficient package that all sign in most worlds; of several, that with the most even shares of ideal gains."""
    points = [solved.nash, solved.kalai_smorodinsky, solved.egalitarian, solved.utilitarian]
    packages = np.concatenate([each.packages[:1] for each in points])
    if solved.frontier is not None:
        every = solved.frontier.packages
        packages = np.concatenate([packages, every[:: max(1, -(-len(every) // MOST_COMPARED))]])
    shares = bargain.all_sign(packages, FEW_DRAWS)
    gains = (bargain.likely.utilities(packages) - bargain.likely.reservation) / np.maximum(solved.ideal, 1e-300)
    best = int(np.lexsort((-gains.min(axis=1), -shares))[0])
    return offer(bargain, SUREST, packages[best])


def _step(bargain: Bargain, surest: Offer) -> Offer | None:
    """Return a smaller step that all gain from in more worlds, if there is one."""
    if surest.all_sign >= bargain.exists.most or not bargain.stated or bargain.likely.package_count > MOST_STEPPED:
        return None
    found = search_most_signed(
        _strictly(bargain.drawn.of_draws(np.arange(bargain.drawn.draws)[:FEW_DRAWS])),
        3,
        Effort(np.inf, nodes=200, rounds=5),
    )
    if not len(found.package):
        return None
    step = offer(bargain, STEP, found.package)
    return step if step.all_sign > surest.all_sign else None


def _blocked(bargain: Bargain) -> Blocked:
    problem = bargain.likely
    ranges = sum(worth.max(axis=1) - worth.min(axis=1) for worth in problem.worth)
    least = LEAST * np.maximum(np.asarray(ranges), np.abs(problem.reservation) * NOTHING)
    strict = Problem(problem.worth, problem.reservation + least, problem.terms, problem.forbidden)
    try:
        found = no_agreement(strict)
        conflicts = found.conflicts if found else ()
        cuts = found.alone if found else np.zeros(problem.parties)
    except ModelInputError:
        told = explain_blockage(strict)
        conflicts, cuts = ((told.blockers.parties,) if told.blockers.parties else ()), told.alone
    without, others, payment = None, None, 0.0
    for party in sorted(set().union(*conflicts)) if problem.parties > 1 else ():
        rest = [p for p in range(problem.parties) if p != party]
        part = Problem(
            tuple(worth[rest] for worth in problem.worth),
            problem.reservation[rest],
            tuple(type(t)(t.where, tuple(t.values[p] for p in rest)) for t in problem.terms),
            problem.forbidden,
        )
        solved = solutions(part)
        if solved is None or (solved.nash.utilities <= part.reservation).any():
            continue
        best = offer(bargain, "Without the one", solved.nash.packages[0])
        loss = -float(best.gains[party])
        if without is None or loss < payment:
            without, others, payment = party, best, loss
    return Blocked(conflicts, without, others, payment, np.where(cuts < 2 * least, 0.0, cuts))


def _strictly(drawn: DrawnProblem) -> DrawnProblem:
    ranges = sum(worth.max(axis=2) - worth.min(axis=2) for worth in drawn.worth)
    return DrawnProblem(drawn.worth, drawn.reservation + LEAST * np.asarray(ranges), drawn.terms, drawn.forbidden)


def _with(package: Package, issue: int, option: int) -> Package:
    changed = package.copy()
    changed[issue] = option
    return changed
