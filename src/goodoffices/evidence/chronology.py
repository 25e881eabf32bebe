"""The record in order: which dated acts had happened by a moment, and who acted most."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from goodoffices.dossier.event import Event
from goodoffices.dossier.values.dates import Date


@dataclass(frozen=True)
class Chronology:
    """Events in the order in which they can have happened.

    Attributes
    ----------
    by_then, later : tuple of Event
        Events that had begun by the moment, and those after it.
    acts : tuple of (str, int)
        Parties by the number of events up to the moment in which they act, most active first.
    """

    by_then: tuple[Event, ...]
    later: tuple[Event, ...]
    acts: tuple[tuple[str, int], ...]


def chronology(events: Iterable[Event], moment: Date) -> Chronology:
    """Order events by the earliest day they can mean, and divide them at a moment.

    Parameters
    ----------
    events : iterable of Event
        In any order; events of the same day keep theirs.
    moment : Date
        An event belongs to ``by_then`` if it can have begun by the last day the moment can mean.

    Returns
    -------
    Chronology
        The ordered record.
    """
    ordered = sorted(events, key=lambda event: (event.date.earliest, event.date.latest))
    by_then = tuple(event for event in ordered if event.date.earliest <= moment.latest)
    acts = Counter(actor for event in by_then for actor in event.actor)
    return Chronology(by_then, tuple(ordered[len(by_then) :]), tuple(acts.most_common()))
