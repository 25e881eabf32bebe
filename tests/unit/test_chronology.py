"""The record in order."""

from goodoffices.dossier.event import Event
from goodoffices.dossier.values.citation import Citation
from goodoffices.dossier.values.dates import Date
from goodoffices.evidence.chronology import chronology


def event(date: str, *actors: str) -> Event:
    return Event(date=Date.parse(date), actor=actors, summary=date, source=(Citation("judgement"),))


def test_events_are_ordered_and_divided_at_the_moment() -> None:
    events = [event("1991", "a"), event("1990-06", "b"), event("1990-06-04", "b", "c"), event("1989-22", "c")]
    ordered = chronology(events, Date.parse("1990-06-05"))
    assert [e.summary for e in ordered.by_then] == ["1989-22", "1990-06", "1990-06-04"]
    assert [e.summary for e in ordered.later] == ["1991"]
    assert ordered.acts == (("c", 2), ("b", 2))


def test_nothing_happened_yet() -> None:
    ordered = chronology([event("1991", "a")], Date.parse("1990"))
    assert ordered.by_then == ()
    assert ordered.acts == ()
