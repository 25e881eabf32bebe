"""What a user asks of a schedule: what it does if a phase takes so much longer."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from goodoffices.assessment.answer import Answer, Method, Table
from goodoffices.assessment.finding import Finding
from goodoffices.assessment.question import Question, Step
from goodoffices.assessment.questions.implementation.readings import readings_at
from goodoffices.assessment.questions.implementation.timing import FURTHER_SLIP, schedule_table, slip_of, timing
from goodoffices.assessment.worlds import Worlds
from goodoffices.dossier.dossier import Dossier
from goodoffices.dossier.phase import MOST_DAYS
from goodoffices.dossier.settlement import on_paper
from goodoffices.dossier.situation import Situation
from goodoffices.dossier.values.duration import Duration
from goodoffices.errors import ModelInputError, nearest

DAYS = {"day": 1.0, "week": 7.0, "month": 365.2425 / 12, "year": 365.2425}
METHOD = Method(
    "A slip",
    "The phase takes so much longer, or less, for everybody, in the same draws; nothing else is taken to change.",
)


@dataclass(frozen=True)
class Slip:
    """So many days that a phase takes longer."""

    phase: str
    days: float


def read_slips(dossier: Dossier, given: Sequence[str]) -> tuple[Slip, ...]:
    """Read slips as a user writes them: ``canton=3 months`` or ``canton=-14``, in days.

    Raises
    ------
    ModelInputError
        If any cannot be read, with all that is wrong.
    """
    slips, wrong = [], []
    for text in given:
        phase, _, length = (part.strip() for part in text.partition("="))
        days = _days(length)
        if phase not in dossier.phases:
            guess = nearest(phase, dossier.phases)
            known = f"did you mean {guess!r}?" if guess else f"it has: {', '.join(dossier.phases) or 'none'}"
            wrong.append(f"{dossier.id} has no phase {phase!r}; {known}")
        elif days is None:
            wrong.append(
                f"{text!r} does not say how long: write {phase}=3 months, or {phase}=-14 for fourteen days less"
            )
        else:
            slips.append(Slip(phase, days))
    if wrong:
        raise ModelInputError("; ".join(wrong))
    return tuple(slips)


def _days(length: str) -> float | None:
    try:
        stated = Duration.parse(length)
        days = stated.count * DAYS[stated.unit]
    except ValueError:
        try:
            days = float(length)
        except ValueError:
            return None
    return days if math.isfinite(days) and abs(days) <= MOST_DAYS else None


@dataclass(frozen=True)
class SlipQuestion(Question):
    """The question of whether it will be carried out, with slips that a user asks about."""

    slips: tuple[Slip, ...] = ()

    @property
    def step(self) -> Step:
        """The function that answers what was asked."""
        return lambda _, situations, worlds: answer_slips(self, situations[-1], worlds)


def asking(question: Question, slips: tuple[Slip, ...]) -> SlipQuestion:
    """Return the question with the slips that are asked about."""
    return SlipQuestion(
        question.id, question.title, question.module, question.command, question.needs, question.about, slips
    )


def answer_slips(question: SlipQuestion, situation: Situation, worlds: Worlds) -> Answer:
    """Say of each plan on paper that has such a phase what the slip does to it, all slips of a plan together at the end."""
    findings: list[Finding] = []
    missing: list[str] = []
    tables: list[Table] = []
    for reading in readings_at(situation, on_paper(situation)):
        slips = [slip for slip in question.slips if slip.phase in reading.phases]
        when = timing(reading, worlds) if slips else ""
        if isinstance(when, str):
            missing += [when] if when else []
            continue
        findings += [slip_of(when, slip.phase, slip.days) for slip in slips]
        late = when
        for slip in slips:
            late = late.after(slip.phase, slip.days)
        name = f"With {'the slip' if len(slips) == 1 else 'all of these together'}: {reading.text.name}"
        table = schedule_table((late,))
        kept = table.columns.index(FURTHER_SLIP)
        rows = tuple(row[:kept] for row in table.rows)
        tables.append(Table(f"implementation.slip.{reading.text.id}", name, table.columns[:kept], rows, table.note))
    known = {phase for reading in readings_at(situation, on_paper(situation)) for phase in reading.phases}
    missing += [
        f"{slip.phase} is of no text on paper at {situation.moment.name}"
        for slip in question.slips
        if slip.phase not in known
    ]
    return Answer(question.id, question.title, tuple(findings), tuple(tables), (), (METHOD,), tuple(missing))
