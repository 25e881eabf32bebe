"""The course of each plan as its text and the judged conduct of the parties have it, over the worlds."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.assessment.questions.implementation.readings import Reading
from goodoffices.assessment.questions.implementation.stated import drawn, stated
from goodoffices.assessment.worlds import Worlds
from goodoffices.dossier import phase as record
from goodoffices.dossier.values.citation import Citation
from goodoffices.errors import ModelInputError
from goodoffices.models.implementation.course import Compiled, Conduct, compiled, course, numbers_of
from goodoffices.models.implementation.plan import ALL, Range, circle

Draws = NDArray[np.float64]
Numbers = dict[tuple[str, ...], Draws]
HORIZON = 60
"""Plans are followed for so many months: five years."""
MOST_WORLDS = 2_000
"""Plans are followed, and the way to an agreement is counted, in the first so many worlds."""
MOST_STATES = 100_000
"""A plan whose course has more states is not followed."""
CERTAIN_NOT = Range(0.0, 0.0, 0.0)


@dataclass(frozen=True)
class Judged:
    """A plan with the conduct of its parties, ready for many draws.

    Attributes
    ----------
    reading : Reading
        The text as a plan.
    ready : Compiled
        Its course.
    numbers : dict of key to ndarray, shape (draws,)
        The same draws as those of all other questions.
    stated : bool
        Whether any number is uncertain.
    """

    reading: Reading
    ready: Compiled
    numbers: Numbers
    stated: bool

    @property
    def conducts(self) -> tuple[Conduct, ...]:
        """How parties may break the plan."""
        return self.ready.course.conducts

    @property
    def sources(self) -> list[Citation]:
        """What the conduct rests on."""
        return [citation for _, conduct in recorded(self.reading) for citation in conduct.source]

    def first(self, draws: int) -> Numbers:
        """Return the numbers of the first draws."""
        return {key: value[:draws] for key, value in self.numbers.items()}


def judged(reading: Reading, worlds: Worlds) -> Judged | str:
    """Return a plan with its judged conduct, or what it lacks for being followed."""
    name, plan = reading.text.name, reading.plan
    if circle(plan):
        return f"how likely {name} is carried out, since its phases wait for one another in a circle"
    conducts = tuple(_conducts(reading))
    if not conducts:
        return f"how likely {name} is carried out, which needs to be told who may stop where (`conduct` in phases.yaml)"
    made = course(plan, conducts)
    try:
        needed = numbers_of(made)
    except ModelInputError as error:
        return f"how likely {name} is carried out: {error}"
    try:
        ready = compiled(made, MOST_STATES)
    except ModelInputError:
        return f"how likely {name} is carried out, which has more than {MOST_STATES:,} states"
    numbers = {key: draws_of(worlds, key, held) for key, held in needed.items()}
    # Where nothing is said of the time after an exclusion, an attack is as likely then as before, draw by draw.
    for phase, found in recorded(reading):
        if found.attacks_excluded is None and ("attack", found.party, phase.id) in numbers:
            numbers["excluded_attack", found.party, phase.id] = numbers["attack", found.party, phase.id]
    return Judged(reading, ready, numbers, any(value.min() < value.max() for value in numbers.values()))


def draws_of(worlds: Worlds, key: tuple[str, ...], held: Range) -> Draws:
    """Return the draws of one number; days and delays are those of the schedule."""
    what, *who = key
    if what == "days":
        name = f"days of {who[1]} in {who[0]}" if who[1] != ALL else f"days of {who[0]}"
    elif what == "limit":
        name = f"days after which {who[0]} opens anyway"
    else:
        name = f"{what} of {' in '.join(who)}"
    return drawn(worlds, name, held)


def numbers_for(needed: Mapping[tuple[str, ...], Range], known: Numbers, worlds: Worlds) -> Numbers:
    """Return the draws that a changed plan needs: those known, and of what is new its own."""
    return {key: known[key] if key in known else draws_of(worlds, key, held) for key, held in needed.items()}


def recorded(reading: Reading) -> Iterator[tuple[record.Phase, record.Conduct]]:
    """Yield what the dossier judges of those who owe something in the plan."""
    for phase in reading.phases.values():
        for conduct in phase.conduct:
            if conduct.party in reading.plan.phase(phase.id).parties:
                yield phase, conduct


def misplaced(reading: Reading) -> list[str]:
    """Return what cannot be used because the party owes nothing in the phase."""
    return [
        f"the conduct of {reading.dossier.label(conduct.party)} in “{phase.name}”, in which it owes nothing"
        for phase in reading.phases.values()
        for conduct in phase.conduct
        if conduct.party not in reading.plan.phase(phase.id).parties
    ]


def _conducts(reading: Reading) -> Iterator[Conduct]:
    seen = set[tuple[str, str]]()
    for phase, found in recorded(reading):
        if (found.party, phase.id) not in seen:
            seen.add((found.party, phase.id))
            attack = stated(found.attacks)
            after = stated(found.attacks_excluded) or attack
            yield Conduct(
                found.party,
                phase.id,
                stated(found.stops) or CERTAIN_NOT,
                attack or CERTAIN_NOT,
                found.ahead,
                relents=stated(found.relents),
                excluded_attack=after,
            )
