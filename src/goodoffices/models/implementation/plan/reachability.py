"""All markings that a plan can reach, by breadth-first search, and the shortest sequence of events to each."""

from dataclasses import dataclass

from goodoffices.errors import ModelInputError
from goodoffices.models.implementation.plan.net import Event, Net

MOST_MARKINGS = 200_000


@dataclass(frozen=True)
class Reachability:
    """The reachability graph of a plan.

    Attributes
    ----------
    net : Net
        What was searched.
    came_from : dict of int to tuple
        Of each reachable marking, except the first, the marking before it on a shortest way and the event between them.
    deadlocks : tuple of int
        The markings in which nothing can happen although somebody would still take a step.
    completed : tuple of int
        The markings in which everyone who has not stopped and is not excluded has done everything.
    """

    net: Net
    came_from: dict[int, tuple[int, Event] | None]
    deadlocks: tuple[int, ...]
    completed: tuple[int, ...]

    @property
    def markings(self) -> int:
        """How many markings can be reached, the first one included."""
        return len(self.came_from)

    def way_to(self, marking: int) -> tuple[Event, ...]:
        """Return a shortest sequence of events that leads to a marking."""
        events: list[Event] = []
        while step := self.came_from[marking]:
            marking = step[0]
            events.append(step[1])
        return tuple(reversed(events))


def reachability(net: Net, most: int = MOST_MARKINGS) -> Reachability:
    """Search everything that can happen in a plan.

    Parameters
    ----------
    net : Net
        The plan, and who stops.
    most : int
        Largest number of markings that is searched.

    Returns
    -------
    Reachability
        The markings in the order in which they were found, nearest first.

    Raises
    ------
    ModelInputError
        If more markings can be reached.

    Notes
    -----
    Without gates the markings of n parties and k phases number (k + 1)^n. :func:`~.furthest_run` answers whether a plan gets stuck
    without visiting them.

    References
    ----------
    Murata (1989), 'Petri nets: properties, analysis and applications', *Proceedings of the IEEE* 77(4), 541-580, section V.A.

    Examples
    --------
    >>> from goodoffices.models.implementation.plan import Gate, Phase, Plan, Step, Stop, Verifier
    >>> canton = Phase("canton", (Step("a"), Step("b")))
    >>> vote = Phase("vote", gate=Gate("un", ("canton",)))
    >>> plan = Plan((canton, vote), (Verifier("un"),))
    >>> found = reachability(Net(plan))
    >>> found.markings, len(found.deadlocks)
    (6, 0)
    >>> stuck = reachability(Net(plan, Stop("b", "canton")))
    >>> stuck.markings, [event.party for event in stuck.way_to(stuck.deadlocks[0])]
    (2, ['a'])
    """
    came_from: dict[int, tuple[int, Event] | None] = {net.start: None}
    queue, deadlocks, completed = [net.start], [], []
    for marking in queue:
        if not net.waiting(marking):
            completed.append(marking)
        elif net.is_deadlock(marking):
            deadlocks.append(marking)
        for event, after in net.enabled(marking):
            if after not in came_from:
                came_from[after] = (marking, event)
                queue.append(after)
        if len(queue) > most:
            raise ModelInputError(
                f"more than {most:,} markings can be reached; the plan has too many parties or phases"
            )
    return Reachability(net, came_from, tuple(deadlocks), tuple(completed))
