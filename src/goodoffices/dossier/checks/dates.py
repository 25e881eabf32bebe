"""Dates can be what they are said to be, and lengths of time agree with them."""

import datetime
from collections.abc import Iterator

from goodoffices.dossier.checks.check import Files, records
from goodoffices.dossier.dossier import Dossier
from goodoffices.dossier.event import Event
from goodoffices.dossier.values.dates import Date
from goodoffices.errors import Problem

_BEGINNINGS = (("from_", "until"), ("made", "checkable_by"))
MOST_NAMED = 3


def intervals_run_forwards(dossier: Dossier, files: Files) -> Iterator[Problem]:
    """Nothing ends before it begins, and no forecast can be checked before it is made.

    Correct whichever of the two dates is wrong.
    """
    for file, path, record in records(dossier, files):
        for begins, ends in _BEGINNINGS:
            first, last = getattr(record, begins, None), getattr(record, ends, None)
            if isinstance(first, Date) and isinstance(last, Date) and last.latest < first.earliest:
                yield Problem(
                    file,
                    "this ends before it begins",
                    *files.place(file, (*path, ends)),
                    field=ends,
                    found=str(last),
                    expected=f"a date from {first} on",
                )


def events_have_one_date(dossier: Dossier, files: Files) -> Iterator[Problem]:
    """Rows that tell of one event give dates that can be the same day.

    Look both passages up; if the documents disagree, widen the dates or note it in remarks.csv.
    """
    for rows in _testimonies(dossier).values():
        for number, (index, event) in enumerate(rows):
            for other_index, other in rows[:number]:
                if event.date.earliest > other.date.latest or event.date.latest < other.date.earliest:
                    yield Problem(
                        "events.csv",
                        f"{event.id!r} is dated {event.date} here and {other.date} elsewhere",
                        *files.row_place("events.csv", index, "date"),
                        field="date",
                        found=str(event.date),
                        expected="dates that can be the same day",
                        witness=files.row_witness("events.csv", other_index),
                    )
                    break


def events_are_in_order(dossier: Dossier, files: Files) -> Iterator[Problem]:
    """No event comes before one that it is told to have followed.

    Correct one of the dates, or take the event out of 'after'.
    """
    told = _testimonies(dossier)
    for index, event in enumerate(dossier.events):
        for name in event.after:
            earlier = told.get(name, [])
            if earlier and all(event.date.latest < other.date.earliest for _, other in earlier):
                other_index, other = earlier[0]
                yield Problem(
                    "events.csv",
                    f"this is dated {event.date}, yet it is told to have followed {name!r}, dated {other.date}",
                    *files.row_place("events.csv", index, "date"),
                    field="date",
                    found=str(event.date),
                    expected=f"a date from {other.date} on, or an earlier one there",
                    witness=files.row_witness("events.csv", other_index),
                )


def stated_intervals_fit(dossier: Dossier, files: Files) -> Iterator[Problem]:
    """A length of time said to lie between two events agrees with their dates.

    Look up the length and both dates; the message names events that would fit the length.
    """
    told = _testimonies(dossier)
    for index, interval in enumerate(dossier.intervals):
        firsts, seconds = told.get(interval.first, []), told.get(interval.second, [])
        pairs = [(a.date, b.date) for _, a in firsts for _, b in seconds]
        if not pairs or any(interval.said.fits(*pair) for pair in pairs):
            continue
        fitting = [
            f"{event.id} ({event.date})"
            for event in dossier.events
            if event.id
            and event.id != interval.second
            and interval.said.is_measured_by(event.date)
            and any(interval.said.fits(first, event.date) for first, _ in pairs)
        ]
        yield Problem(
            "intervals.csv",
            f"from {interval.first} ({pairs[0][0]}) to {interval.second} ({pairs[0][1]}) it is {_between(*pairs[0])}",
            *files.row_place("intervals.csv", index, "said"),
            field="said",
            found=str(interval.said),
            expected="a length of time that agrees with the dates"
            + (f"; as long after {interval.first} are {', '.join(fitting[:MOST_NAMED])}" if fitting else ""),
            witness=files.row_witness("events.csv", seconds[0][0]),
        )


def days_agree_with_the_calendar(dossier: Dossier, files: Files) -> Iterator[Problem]:
    """A number of days is that from its first to its last day, both counted.

    Count again with the first and the last day, or give the last day that is missing.
    """
    for index, figure in enumerate(dossier.figures):
        if figure.unit not in ("day", "days") or figure.from_ is None:
            continue
        first, days = figure.from_.earliest, figure.value
        if figure.until is None:
            last = _later(first, int(days.likely) - 1)
            yield Problem(
                "figures.csv",
                f"the last day is not given; {days} days from {figure.from_} on, both counted, end on {last}",
                *files.row_place("figures.csv", index),
                field="until",
                expected="the last day",
            )
        elif figure.from_.earliest == figure.from_.latest and figure.until.earliest == figure.until.latest:
            counted = (figure.until.earliest - first).days + 1
            if not days.low <= counted <= days.high:
                yield Problem(
                    "figures.csv",
                    f"from {figure.from_} to {figure.until}, both counted, it is {counted} days",
                    *files.row_place("figures.csv", index, "value"),
                    field="value",
                    found=str(days),
                    expected=str(counted),
                )


def _testimonies(dossier: Dossier) -> dict[str, list[tuple[int, Event]]]:
    """Return for each named event the rows that tell of it."""
    told: dict[str, list[tuple[int, Event]]] = {}
    for index, event in enumerate(dossier.events):
        if event.id:
            told.setdefault(event.id, []).append((index, event))
    return told


def _between(first: Date, second: Date) -> str:
    shortest, longest = (second.earliest - first.latest).days, (second.latest - first.earliest).days
    if len(first.text) == len(second.text) == len("1990"):
        years = second.earliest.year - first.earliest.year
        return f"{years} year{'' if years == 1 else 's'}"
    return f"{shortest} days" if shortest == longest else f"{shortest} to {longest} days"


def _later(day: datetime.date, days: int) -> str:
    try:
        return (day + datetime.timedelta(days=days)).isoformat()
    except OverflowError:
        return "no day of the calendar"
