"""How far one side can get ahead of another: in steps, and in the share of its forces that it has given up."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import permutations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from goodoffices.models.implementation.plan.language import Plan
from goodoffices.models.implementation.plan.net import Net, Stop
from goodoffices.models.implementation.plan.running import furthest_run


@dataclass(frozen=True)
class Exposure:
    """The furthest that a plan lets one party go while another has stopped.

    Attributes
    ----------
    ahead, behind : str
        The party that has gone on, and the one that has stopped.
    stopped_at : str
        The first step that the party behind has not taken.
    done_ahead, done_behind : frozenset of str
        The phases in which each has taken its step by then.
    lead : tuple of str
        Phases in which the one ahead has taken its step, and the one behind owes one and has not.
    """

    ahead: str
    behind: str
    stopped_at: str
    done_ahead: frozenset[str]
    done_behind: frozenset[str]
    lead: tuple[str, ...]


def exposures(plan: Plan) -> tuple[Exposure, ...]:
    """Return for each ordered pair of parties and each step of the second how far the first can get ahead.

    Parameters
    ----------
    plan : Plan
        One that can be carried out if everybody does everything.

    Returns
    -------
    tuple of Exposure
        Everybody else does all that the plan allows. An exclusion clause counts: the plan goes on without the one who has stopped,
        and the others go on giving up their arms.

    Examples
    --------
    >>> from goodoffices.models.implementation.plan import Gate, Phase, Plan, Step, Verifier
    >>> canton = Phase("canton", (Step("a"), Step("b")))
    >>> disarm = Phase("disarm", (Step("a"), Step("b")), after=("canton",))
    >>> max(len(found.lead) for found in exposures(Plan((canton, disarm))))
    2
    """
    found = []
    for phase in plan.phases:
        for behind in phase.parties:
            net = Net(plan, Stop(behind, phase.id))
            run = furthest_run(net)
            # An excluded party's steps leave the marking; what it did before stopping is in the events.
            own = frozenset(e.phase for e in run.events if e.kind == "done" and e.party == behind)
            for ahead in plan.parties:
                if ahead != behind:
                    done = net.taken(run.marking, ahead)
                    lead = tuple(p.id for p in plan.phases if p.id in done and behind in p.parties and p.id not in own)
                    found.append(Exposure(ahead, behind, phase.id, done, own, lead))
    return tuple(found)


def largest_lead(plan: Plan) -> Exposure | None:
    """Return the exposure with the longest lead, the first of several; None if nobody can be ahead of anybody."""
    return max((e for e in exposures(plan) if e.lead), key=lambda e: len(e.lead), default=None)


def force_gaps(plan: Plan, kept: Mapping[tuple[str, str], ArrayLike]) -> dict[tuple[str, str], NDArray[np.float64]]:
    """Return by how much the share of its forces that one party still has can exceed another's.

    Parameters
    ----------
    plan : Plan
        One that can be carried out if everybody does everything.
    kept : mapping of (phase, party) to array_like, shape (draws,) or ()
        Share of its forces that the party has under arms after its step in the phase, 0 to 1; a step that is not there leaves
        the share as it was. Every party begins with 1, and no step gives arms back.

    Returns
    -------
    dict of (ahead, behind) to ndarray, shape (draws,) or ()
        For each ordered pair the largest gap, in favour of the party behind, over all places where that may stop; never below 0.

    Examples
    --------
    >>> from goodoffices.models.implementation.plan import Phase, Plan, Step
    >>> plan = Plan((Phase("cut", (Step("a"), Step("b"))),))
    >>> round(float(force_gaps(plan, {("cut", "a"): 0.3, ("cut", "b"): 0.3})["a", "b"]), 2)
    0.7
    """
    gaps = {pair: np.zeros(()) for pair in permutations(plan.parties, 2)}
    for found in exposures(plan):
        pair = found.ahead, found.behind
        gaps[pair] = np.maximum(gaps[pair], force_gap(found, kept))
    return gaps


def force_gap(found: Exposure, kept: Mapping[tuple[str, str], ArrayLike]) -> NDArray[np.float64]:
    """Return by how much the share of its forces of the party behind exceeds that of the one ahead; shares as in `force_gaps`."""
    return _left(found.behind, found.done_behind, kept) - _left(found.ahead, found.done_ahead, kept)


def _left(party: str, done: frozenset[str], kept: Mapping[tuple[str, str], ArrayLike]) -> NDArray[np.float64]:
    share = np.ones(())
    for phase in done:
        if (phase, party) in kept:
            share = np.minimum(share, np.asarray(kept[phase, party], dtype=np.float64))
    return share
