"""On which day each initiative of a plan could be taken: the openings in the calendar, in the order that the plan needs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from goodoffices.dossier.dossier import Dossier
from goodoffices.dossier.initiative import Initiative, Window
from goodoffices.dossier.moment import Moment

NO_END = date.max


@dataclass(frozen=True)
class Opening:
    """The days on which something can be done.

    Attributes
    ----------
    first, last : date
        Both included; `last` is never after the moment.
    window : Window or None
        The entry of the calendar it comes from; None if only a date, or nothing, is told.
    """

    first: date
    last: date
    window: Window | None


@dataclass(frozen=True)
class Appointment:
    """When one initiative of a plan is taken: the first day open to it.

    Attributes
    ----------
    day : date or None
        None if neither a window nor a date is told.
    """

    initiative: Initiative
    day: date | None
    opening: Opening


def opening(dossier: Dossier, initiative: Initiative, moment: Moment) -> Opening | None:
    """Return the days on which an initiative can be taken before a moment is over; None if there are none."""
    window = next((window for window in dossier.windows if window.id == initiative.window), None)
    first, last = date.min, moment.date.latest
    if window is not None:
        first, last = window.from_.earliest, min(last, (window.until or window.from_).latest)
    if initiative.date is not None:
        first = max(first, initiative.date.earliest)
        if window is None:
            last = min(last, initiative.date.latest)
    return Opening(first, last, window) if first <= last else None


def dates_of(dossier: Dossier, moment: Moment, plan: Sequence[Initiative]) -> tuple[Appointment, ...] | None:
    """Return when the initiatives of a plan are taken, in its order; None if one comes too late for another's opening.

    Whatever an initiative comes after, and is in the plan, is taken on an earlier day.
    """
    found: dict[str, Appointment] = {}
    for initiative in plan:
        own = opening(dossier, initiative, moment)
        if own is None:
            return None
        before = [found[name].day for name in initiative.after if name in found]
        known = [day for day in before if day is not None]
        day = max([own.first, *(each + timedelta(days=1) for each in known)])
        if day > own.last:
            return None
        found[initiative.id] = Appointment(initiative, None if day == date.min else day, own)
    return tuple(found.values())
