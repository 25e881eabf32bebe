"""What is on paper: the texts, which of their provisions hold, and where they are weak."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from goodoffices.dossier.dossier import Dossier
from goodoffices.dossier.phase import Phase, Verifier
from goodoffices.dossier.situation import Situation, in_force, later_documents
from goodoffices.dossier.text import Linkage, Provision, Text
from goodoffices.dossier.values.citation import Citation
from goodoffices.dossier.values.dates import Date

ABOUT_ARMS = ("military", "arms_control")
"""Kinds of provision by which a side gives up means of force."""
TO_BE_VERIFIED = (*ABOUT_ARMS, "humanitarian", "territorial")
"""Kinds of provision on which somebody's safety depends."""
LIVE = ("proposed", "accepted", "signed")
"""What a text is before it is refused, given up or replaced."""
AGREED = ("accepted", "signed")
GIVEN_UP = ("rejected", "dropped")
TIED = ("requires", "takes_effect_with", "takes_effect_after")
"""Linkages that keep one provision from taking effect without another."""


@dataclass(frozen=True)
class Settlement:
    """Texts with their provisions, linkages and phases.

    Attributes
    ----------
    texts : dict of str to Text
        In order of date.
    open : tuple of str
        The texts among them that are signed, accepted or still on the table.
    provisions : dict of str to Provision
        What all these texts say.
    live : tuple of Provision
        The provisions of open texts that have neither ended nor been replaced.
    linkages : tuple of Linkage
        Those between the provisions, live or not.
    phases : dict of str to Phase
        The steps of carrying out the texts.
    verifiers : dict of str to Verifier
        Those whom provisions, phases and gates name.
    withheld : tuple of str
        Texts and parts of them left out because their documents were written after the moment and the dossier declares
        no hindsight.
    """

    texts: Mapping[str, Text]
    open: tuple[str, ...]
    provisions: Mapping[str, Provision]
    live: tuple[Provision, ...]
    linkages: tuple[Linkage, ...]
    phases: Mapping[str, Phase]
    verifiers: Mapping[str, Verifier]
    withheld: tuple[str, ...] = ()

    @cached_property
    def unverified(self) -> tuple[Provision, ...]:
        """Live provisions on which somebody's safety depends and that nobody verifies, itself or in a phase."""
        watched = {name for p in self.phases.values() if p.verifier or p.gate for name in p.provisions}
        return tuple(p for p in self.live if p.kind in TO_BE_VERIFIED and p.verifier is None and p.id not in watched)

    @cached_property
    def untied(self) -> tuple[Provision, ...]:
        """Live provisions about arms that take effect whether or not anything political does."""
        live = {provision.id for provision in self.live}
        tied: dict[str, set[str]] = {}
        for linkage in self.linkages:
            if linkage.kind in TIED and {linkage.provision, linkage.other} <= live:
                tied.setdefault(linkage.provision, set()).add(linkage.other)
                tied.setdefault(linkage.other, set()).add(linkage.provision)
        return tuple(
            p
            for p in self.live
            if p.kind in ABOUT_ARMS
            and not any(self.provisions[name].kind == "political" for name in _reached(p.id, tied))
        )

    def political(self, text: str) -> tuple[Provision, ...]:
        """Return the live political provisions of a text."""
        return tuple(p for p in self.live if p.text == text and p.kind == "political")

    def phases_of(self, text: str) -> tuple[Phase, ...]:
        """Return the phases of a text, each after those that it waits for."""
        phases = [phase for phase in self.phases.values() if phase.text == text]
        step = steps(phases)
        return tuple(sorted(phases, key=lambda phase: step[phase.id]))


def everything(dossier: Dossier) -> Settlement:
    """Return all that a dossier has on paper, whenever it was written."""
    open_ = tuple(text.id for text in dossier.texts.values() if text.status in LIVE)
    return Settlement(
        dossier.texts,
        open_,
        dossier.provisions,
        tuple(provision for provision in dossier.provisions.values() if provision.text in open_),
        dossier.linkages,
        dossier.phases,
        dossier.verifiers,
    )


def on_paper(situation: Situation) -> Settlement:
    """Return what was on paper at a moment, by texts dated by then.

    What became of a text has no date of its own. Yet a text counts as replaced only once the text that takes its place is
    dated, and what is agreed only by what is agreed in turn; so does a provision.

    Parameters
    ----------
    situation : Situation
        The dossier at the moment.

    Returns
    -------
    Settlement
        Without anything dated later, nor, unless hindsight is declared, anything told by later documents.
    """
    dossier, date = situation.dossier, situation.moment.date
    withheld: list[str] = []

    def usable(source: Iterable[Citation], what: str) -> bool:
        if dossier.about.hindsight or not later_documents(dossier, source, date):
            return True
        withheld.append(what)
        return False

    texts = {
        text.id: text
        for text in sorted(dossier.texts.values(), key=lambda text: (text.date.latest, text.date.earliest))
        if in_force(text.date, None, date) and usable(text.source, f"text {text.id}")
    }
    provisions = {
        p.id: p for p in dossier.provisions.values() if p.text in texts and usable(p.source, f"provision {p.id}")
    }
    linkages = tuple(
        linkage
        for linkage in dossier.linkages
        if linkage.provision in provisions
        and linkage.other in provisions
        and usable(linkage.source, f"linkage of {linkage.provision} and {linkage.other}")
    )
    phases = {p.id: p for p in dossier.phases.values() if p.text in texts and usable(p.source, f"phase {p.id}")}
    open_ = tuple(text for text in texts if is_open(dossier, text, date))
    replaced = {
        linkage.other
        for linkage in linkages
        if linkage.kind == "replaces"
        and _gives_way(texts[provisions[linkage.other].text], texts[provisions[linkage.provision].text])
    }
    live = tuple(
        p for p in provisions.values() if p.text in open_ and p.id not in replaced and in_force(None, p.until, date)
    )
    named = {
        *(p.verifier for p in provisions.values()),
        *(p.verifier for p in phases.values()),
        *(p.gate.verifier for p in phases.values() if p.gate),
    }
    verifiers = {v.id: v for v in dossier.verifiers.values() if v.id in named and usable(v.source, f"verifier {v.id}")}
    return Settlement(texts, open_, provisions, live, linkages, phases, verifiers, tuple(withheld))


def successors(dossier: Dossier, text: str, date: Date) -> tuple[Text, ...]:
    """Return the texts dated by a day that are to take a text's place, in order of date."""
    found = [t for t in dossier.texts.values() if t.replaces == text and in_force(t.date, None, date)]
    return tuple(sorted(found, key=lambda t: t.date.earliest))


def is_replaced(dossier: Dossier, text: str, date: Date) -> bool:
    """Whether another text had taken a text's place by a day; what is agreed gives way only to what is agreed in turn."""
    seen, todo = {text}, [text]
    while todo:
        for new in successors(dossier, todo.pop(), date):
            if _gives_way(dossier.texts[text], new):
                return True
            if new.id not in seen:
                seen.add(new.id)
                todo.append(new.id)
    return False


def is_open(dossier: Dossier, text: str, date: Date) -> bool:
    """Whether a text was signed, accepted or still on the table at a day, as far as the dossier tells."""
    if is_replaced(dossier, text, date):
        return False
    status, until = dossier.texts[text].status, dossier.texts[text].until
    if until is not None:
        return until.latest >= date.earliest
    return status in LIVE or (status == "superseded" and any(t.replaces == text for t in dossier.texts.values()))


def _gives_way(old: Text, new: Text) -> bool:
    if old.status == "superseded":
        return True
    return new.status in AGREED or (old.status not in AGREED and new.status not in GIVEN_UP)


def steps(phases: Sequence[Phase]) -> dict[str, int]:
    """Return the step of each phase, from 0: one more than the latest it waits for; those in a circle share the last."""
    left, found = list(phases), dict[str, int]()
    while left:
        waiting = {phase.id for phase in left}
        ready = [phase for phase in left if not waiting & set(waits_for(phase))] or left
        step = max(found.values(), default=-1) + 1
        found |= {phase.id: step for phase in ready}
        left = [phase for phase in left if phase.id not in found]
    return found


def waits_for(phase: Phase) -> tuple[str, ...]:
    """Return the phases that must come before a phase: those it follows and those its gate asks for."""
    return tuple(dict.fromkeys((*phase.after, *(phase.gate.confirms if phase.gate else ()))))


def _reached(start: str, tied: Mapping[str, set[str]]) -> set[str]:
    found, todo = {start}, [start]
    while todo:
        new = tied.get(todo.pop(), set()) - found
        found |= new
        todo += sorted(new)
    return found


def circle(start: str, needs: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Return the shortest way from an entry back to itself, or nothing.

    >>> circle("a", {"a": ("b",), "b": ("c", "a")})
    ('a', 'b', 'a')
    """
    ways: list[tuple[str, ...]] = [(start,)]
    seen: set[str] = set()
    for way in ways:
        for name in needs.get(way[-1], ()):
            if name == start:
                return (*way, start)
            if name not in seen:
                seen.add(name)
                ways.append((*way, name))
    return ()
