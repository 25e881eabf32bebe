"""Which initiatives a party could take at a moment, and why not the others."""

from collections.abc import Collection
from dataclasses import dataclass

from goodoffices.dossier.dossier import Dossier
from goodoffices.dossier.initiative import Initiative
from goodoffices.dossier.moment import Moment
from goodoffices.errors import NotFoundError, nearest
from goodoffices.initiatives.choosing.calendar import opening


@dataclass(frozen=True)
class Available:
    """The initiatives of a party at a moment.

    Attributes
    ----------
    open : dict of str to Initiative
        Those it could take.
    closed : dict of str to str
        Its other initiatives, with why it could not take them.
    """

    open: dict[str, Initiative]
    closed: dict[str, str]


def available(dossier: Dossier, moment: Moment, actor: str) -> Available:
    """Return what a party could do at a moment.

    Raises
    ------
    NotFoundError
        If the dossier has no such party.
    """
    if actor not in dossier.parties:
        near = nearest(actor, dossier.parties)
        acting = _acting(dossier)
        named = ", ".join(f"{party} ({dossier.label(party)})" for party in acting)
        raise NotFoundError(
            f"{dossier.id} has no party {actor!r}"
            + (f". Did you mean {near!r}?" if near else f"; those with initiatives are {named}" if acting else "")
        )
    own = {name: each for name, each in dossier.initiatives.items() if actor in each.by}
    closed = {name: why for name, each in own.items() if (why := _closed(dossier, moment, each))}
    open_ = {name: each for name, each in own.items() if name not in closed}
    while lacking := {name: why for name, each in open_.items() if (why := _unmet(dossier, each, open_))}:
        closed |= lacking
        open_ = {name: each for name, each in open_.items() if name not in lacking}
    return Available(open_, {name: closed[name] for name in own if name in closed})


def actor_of(dossier: Dossier) -> str:
    """Return the only party that has initiatives with an effect.

    Raises
    ------
    NotFoundError
        If there is none, or more than one.
    """
    found = _acting(dossier)
    if not found:
        raise NotFoundError(
            f"{dossier.id} tells of no initiative that changes something (initiatives.yaml: by, changes)"
        )
    if len(found) > 1:
        raise NotFoundError(f"say who acts: {', '.join(found)} have initiatives in {dossier.id} (--actor {found[0]})")
    return found[0]


def moment_for(dossier: Dossier, actor: str) -> Moment:
    """Return the moment at which a party has most to choose from; of several the last.

    Raises
    ------
    NotFoundError
        If the dossier has no moment or no such party, or the party has no initiative with an effect at any.
    """
    if not dossier.moments:
        raise NotFoundError(f"{dossier.id} has no moment to assess: describe one in moments.yaml")
    ordered = sorted(dossier.moments.values(), key=lambda moment: moment.date.latest)
    counts = [len(available(dossier, moment, actor).open) for moment in ordered]
    if not any(counts):
        label = dossier.label(actor)
        raise NotFoundError(
            f"{dossier.id} tells of no initiative that {label} could take at any moment and that changes something "
            "(initiatives.yaml: by, changes)"
        )
    return max(zip(counts, ordered, strict=True), key=lambda pair: (pair[0], pair[1].date.latest))[1]


def _acting(dossier: Dossier) -> list[str]:
    """Return the parties that have initiatives with an effect."""
    return list(dict.fromkeys(party for each in dossier.initiatives.values() if each.changes for party in each.by))


def _closed(dossier: Dossier, moment: Moment, initiative: Initiative) -> str:
    if not initiative.changes:
        return "what it would change is not judged"
    if initiative.moment is not None and initiative.moment != moment.id:
        return f"meant for {dossier.moments[initiative.moment].name}"
    if initiative.date is not None and initiative.date.earliest > moment.date.latest:
        return f"not before {initiative.date.in_words}"
    if opening(dossier, initiative, moment) is None:
        return "its opening in the calendar comes later"
    late = [
        event
        for event in dossier.events
        if event.id in initiative.after_events and event.date.earliest > moment.date.latest
    ]
    if late:
        return f"waits for what happened only in {late[0].date.in_words}: {late[0].summary}"
    return ""


def _unmet(dossier: Dossier, initiative: Initiative, open_: Collection[str]) -> str:
    lacking = [name for name in initiative.requires if name not in open_]
    return f"needs “{dossier.initiatives[lacking[0]].name}”, which is not open" if lacking else ""
