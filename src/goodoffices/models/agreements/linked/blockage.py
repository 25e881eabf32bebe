"""Nothing can be signed: who stands in the way, and what would clear it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.models.agreements.linked.formulation import Formulation
from goodoffices.models.agreements.linked.home import Country
from goodoffices.models.agreements.linked.search import EQUAL, Effort, Progress, Search
from goodoffices.models.agreements.linked.signable import signable
from goodoffices.models.agreements.linked.sums import greatest_sum
from goodoffices.models.agreements.problem import Packages, Problem

Floats = NDArray[np.float64]
SLACK = 1e-5


@dataclass(frozen=True)
class Blockers:
    """Parties that insist on their reservation values, countries whose consent is asked, combinations ruled out.

    Attributes
    ----------
    parties, countries, forbidden : tuple of int
        Each counted from 0.
    """

    parties: tuple[int, ...]
    countries: tuple[int, ...]
    forbidden: tuple[int, ...]


@dataclass(frozen=True)
class Blockage:
    """Why nothing can be signed.

    Attributes
    ----------
    is_blocked : bool or None
        None if the search ended before it was known.
    blockers : Blockers
        Together these leave nothing to sign; without any single one of them the rest would. There can be other such sets.
    alone : ndarray, shape (parties,)
        By how much each party would have to lower its reservation value, all others keeping theirs, for something to be signed;
        0 if nothing blocks, infinite if no concession of this party's would do.
    together : ndarray, shape (parties,)
        Reductions that would do with the smallest total, each counted as a share of the range of the party's worth; infinite
        if no concessions would do.
    package : ndarray of int, shape (issues,) or (0,)
        What could be signed after the concessions in `together`.
    lifting : tuple of int
        Combinations ruled out of which one allowed alone would let something be signed.
    countries_alone : tuple of int
        Countries without whose consent alone something could be signed.
    is_proved : bool
        Whether every part of the answer was settled in time.
    """

    is_blocked: bool | None
    blockers: Blockers
    alone: Floats
    together: Floats
    package: Packages
    lifting: tuple[int, ...]
    countries_alone: tuple[int, ...]
    is_proved: bool


def explain_blockage(
    problem: Problem,
    homes: Sequence[Country] = (),
    effort: Effort = Effort(),  # noqa: B008 (frozen)
    progress: Progress | None = None,
) -> Blockage:
    """Say who and what leaves nothing to sign, and which smallest concessions would change that.

    Parameters
    ----------
    problem : Problem
    homes : sequence of Country
        Countries that must consent.
    effort : Effort
        For each of the programmes solved: one for each party, country and combination ruled out, and some more.
    progress : callable, optional
        Called with the value and the bound after every programme solved.

    Returns
    -------
    Blockage

    Notes
    -----
    Blockers are found by leaving out one condition after the other, combinations first, then countries, then parties from the last
    on, and taking it back only if something could then be signed (a deletion filter). A condition whose test
    did not end in time is kept, and `is_proved` is false.

    References
    ----------
    Chinneck, J. W. and Dravnieks, E. W. (1991). Locating minimal infeasible constraint sets in linear programs. *ORSA Journal on
    Computing* 3(2), 157-168.

    Examples
    --------
    >>> problem = Problem((np.array([[0., 4., 1.], [4., 0., 1.], [1., 1., 1.]]),), np.array([3., 2., 0.]))
    >>> found = explain_blockage(problem)
    >>> found.is_blocked, found.blockers.parties, found.alone.tolist()
    (True, (0, 1), [3.0, 2.0, inf])
    """
    everything = Blockers(tuple(range(problem.parties)), tuple(range(len(homes))), tuple(range(len(problem.forbidden))))

    def can_sign(kept: Blockers) -> bool | None:
        part = Problem(
            problem.worth, problem.reservation, problem.terms, tuple(problem.forbidden[f] for f in kept.forbidden)
        )
        found = signable(part, [homes[c] for c in kept.countries], effort, progress, kept.parties)
        return True if len(found.packages) else False if found.is_proved else None

    now = can_sign(everything)
    if now is not False:
        nobody, nothing = Blockers((), (), ()), np.zeros(problem.parties)
        return Blockage(
            None if now is None else False, nobody, nothing, nothing, np.empty(0, np.int64), (), (), now is True
        )
    kept, answers = everything, []
    for kind, single in [
        *(("forbidden", each) for each in everything.forbidden),
        *(("countries", each) for each in everything.countries),
        *(("parties", each) for each in reversed(everything.parties)),
    ]:
        fewer = _without(kept, kind, single)
        answers.append(can_sign(fewer))
        kept = fewer if answers[-1] is False else kept
    # Only a member of one set of blockers can clear them all by itself.
    lifts = {each: can_sign(_without(everything, "forbidden", each)) for each in kept.forbidden}
    consents = {each: can_sign(_without(everything, "countries", each)) for each in kept.countries}
    alone, alone_proved = _alone(problem, homes, kept.parties, effort, progress)
    together, package, together_proved = _together(problem, homes, effort, progress)
    settled = None not in [*answers, *lifts.values(), *consents.values()]
    return Blockage(
        True,
        kept,
        alone,
        together,
        package,
        tuple(each for each, can in lifts.items() if can),
        tuple(each for each, can in consents.items() if can),
        settled and alone_proved and together_proved,
    )


def _without(kept: Blockers, kind: str, single: int) -> Blockers:
    left = {"parties": kept.parties, "countries": kept.countries, "forbidden": kept.forbidden}
    left[kind] = tuple(each for each in left[kind] if each != single)
    return Blockers(**left)


def _alone(
    problem: Problem,
    homes: Sequence[Country],
    blocking: tuple[int, ...],
    effort: Effort,
    progress: Progress | None,
) -> tuple[Floats, bool]:
    """Return by how much each party alone would have to come down, and whether that is proved."""
    needed, proved = np.full(problem.parties, np.inf), True
    for party in blocking:
        others = [each for each in range(problem.parties) if each != party]
        wanted = np.arange(problem.parties) == party
        best = greatest_sum(Formulation(problem, homes, others), wanted, effort, progress)
        proved &= best.is_proved
        if len(best.packages):
            needed[party] = problem.reservation[party] - best.value
    return needed, proved


def _together(
    problem: Problem, homes: Sequence[Country], effort: Effort, progress: Progress | None
) -> tuple[Floats, Packages, bool]:
    """Return the concessions with the smallest total, the package they allow, and whether that is proved."""
    formulation = Formulation(problem, homes, accepting=())
    program, scales = formulation.program, formulation.scales
    ranges = np.array([max(scale.highest - scale.lowest, EQUAL) for scale in scales])
    reservation = np.array([scale.reservation for scale in scales])

    def total(packages: Packages) -> Floats:
        return np.asarray(-((reservation - formulation.steps(packages)).clip(min=0) / ranges).sum(axis=1))

    search = Search(formulation, total, effort, progress)
    short = program.columns(problem.parties, 0.0, np.inf)
    for party in range(problem.parties):
        program.row(np.array([formulation.u[party], short[party]]), 1.0, reservation[party], np.inf)
    objective = {int(column): -1.0 / range_ for column, range_ in zip(short, ranges, strict=True)}
    for _ in range(effort.rounds):
        solved = program.maximise(objective, seconds=search.seconds_left, nodes=effort.nodes)
        if solved.solution is not None:
            search.look_at(formulation.package(solved.solution))
        search.lower_bound_to(solved.bound + SLACK)
        if search.bound <= search.value + 2 * SLACK or solved.status == "none" or solved.solution is None:
            break
    if not search.packages:
        return np.full(problem.parties, np.inf), np.empty(0, np.int64), search.bound == -np.inf
    package = search.packages[0]
    concessions = (problem.reservation - problem.utilities(package)).clip(min=0)
    return concessions, package, search.bound <= search.value + 2 * SLACK
