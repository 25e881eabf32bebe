"""What a plan comes to: how likely it is completed, by when, how it breaks, and how one-sided it gets on the way."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.models.implementation.course.compiled import Compiled
from goodoffices.models.implementation.course.places import EXCLUDED, FOUND_OUT, HOLDS_BACK

Floats = NDArray[np.float64]
ENDS = ("completed", "war", "ended", "stuck")


@dataclass(frozen=True)
class Outcomes:
    """Probabilities of one plan, with draws along the last axis.

    Attributes
    ----------
    completed, war, ended, stuck : ndarray, shape (draws,)
        How likely each end is; they sum to one. Ended: a breach was found out and the agreement is over. Stuck: nobody can go on.
    months : ndarray, shape (draws,)
        Expected months until one of them.
    breaches : dict of (party, phase) to Breaches
        For each conduct how likely it comes about, and what becomes of it.
    behind : dict of str to ndarray, shape (draws,)
        Gap-months of each party: the phases by which the furthest of the others is ahead of it, summed over the months.
    by_month : dict of str to ndarray, shape (months + 1, draws)
        How likely each end has come by each month; and under ``stopped`` how likely it is that somebody has stopped and neither completion
        nor war has come nor is the agreement over.
    """

    completed: Floats
    war: Floats
    ended: Floats
    stuck: Floats
    months: Floats
    breaches: "dict[tuple[str, str], Breaches]"
    behind: dict[str, Floats]
    by_month: dict[str, Floats]

    @property
    def danger(self) -> Floats:
        """How likely war comes in each month, if all is still under way when it begins, shape (months, draws)."""
        running = 1.0 - np.sum([self.by_month[end] for end in ENDS], axis=0)[:-1]
        risen = np.diff(self.by_month["war"], axis=0)
        hazard: Floats = np.divide(risen, running, out=np.zeros_like(risen), where=running > 1e-9)
        return hazard

    @property
    def worst_month(self) -> int | None:
        """The month, from 1, in which war is most likely to come, over all draws; None if it never comes."""
        risen = np.diff(self.by_month["war"], axis=0).mean(axis=1)
        return int(np.argmax(risen)) + 1 if risen.max(initial=0.0) > 0 else None

    def month_of(self, end: str, share: float = 0.5) -> Floats:
        """Return by which month so large a share of a kind of end has come, shape (draws,); infinite if it is later than all months."""
        curve = self.by_month[end]
        total = {"completed": self.completed, "war": self.war, "ended": self.ended, "stuck": self.stuck}[end]
        there = (curve >= share * total) & (curve > 0)
        return np.where(there.any(axis=0), there.argmax(axis=0).astype(float), np.inf)


@dataclass(frozen=True)
class Breaches:
    """What becomes of one conduct: how likely the party holds back, is found out, is excluded; shapes (draws,)."""

    holds_back: Floats
    found_out: Floats
    excluded: Floats


def outcomes(ready: Compiled, chances: Floats, months: int) -> Outcomes:
    """Return what a plan comes to at every draw.

    Parameters
    ----------
    ready : Compiled
        The course.
    chances : ndarray, shape (branches, draws)
        From :meth:`Compiled.chances`.
    months : int
        How far the curves over time go, 1 or more.

    Returns
    -------
    Outcomes

    Examples
    --------
    >>> from goodoffices.models.implementation.course import Conduct, compiled, course, outcomes
    >>> from goodoffices.models.implementation.plan import Gate, Phase, Plan, Range, Step, Verifier
    >>> canton = Phase("canton", (Step("a"), Step("b")), days=Range.point(90), verifier="un")
    >>> vote = Phase("vote", gate=Gate("un", ("canton",)), days=Range.point(60))
    >>> plan = Plan((canton, vote), (Verifier("un", Range.point(0.5), Range.point(30)),))
    >>> ready = compiled(course(plan, (Conduct("b", "canton", Range.point(0.25), attack=Range.point(0.1)),)))
    >>> found = outcomes(ready, ready.chances_at_likeliest(), 48)
    >>> found.completed.round(3).tolist(), found.worst_month, found.month_of("completed").tolist()
    ([0.75], 4, [5.0])
    """
    made = ready.course
    found = {name: ready.probability(ready.space.where(name), chances) for name in ENDS if name != "stuck"}
    rest = np.clip(1.0 - sum(found.values()), 0.0, 1.0)
    breaches = {(c.party, c.phase): _breaches(ready, number, chances) for number, c in enumerate(made.conducts)}
    behind = {party: ready.expected(name, chances) for party, name in made.behind.items()}
    return Outcomes(
        found["completed"],
        found["war"],
        found["ended"],
        rest,
        ready.expected("months", chances),
        breaches,
        behind,
        ends_by_month(ready, chances, months),
    )


def ends_by_month(ready: Compiled, chances: Floats, months: int) -> dict[str, Floats]:
    """Return how likely each end has come by each month, and that somebody has stopped: ``by_month`` of :class:`Outcomes`.

    Parameters
    ----------
    ready : Compiled
        The course.
    chances : ndarray, shape (branches, draws)
        From :meth:`Compiled.chances`.
    months : int
        How far the curves go, 1 or more.

    Returns
    -------
    dict of str to ndarray, shape (months + 1, draws)
    """
    space = ready.space
    done, war, ended = (space.where(name) for name in ("completed", "war", "ended"))
    broken = np.isin(
        [np.zeros(space.states, dtype=int), *(space.values(v) for v in ready.course.places.stance)],
        (HOLDS_BACK, FOUND_OUT, EXCLUDED),
    ).any(axis=0)
    over = done | war | ended
    masks = {"completed": done, "war": war, "ended": ended, "stuck": ready.over & ~over, "stopped": broken & ~over}
    return dict(zip(masks, ready.by_month((*masks.values(),), chances, months), strict=True))


def _breaches(ready: Compiled, number: int, chances: Floats) -> Breaches:
    stance = ready.space.values(ready.course.places.stance[number])
    holds, found, excluded = (
        ready.probability(stance == value, chances) for value in (HOLDS_BACK, FOUND_OUT, EXCLUDED)
    )
    return Breaches(holds, found + excluded, excluded)
