"""Asking all questions, or some, about one dossier at one or several moments."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace

from goodoffices.assessment import DEFAULT_DRAWS, DEFAULT_SEED
from goodoffices.assessment.answer import Answer
from goodoffices.assessment.question import Question
from goodoffices.assessment.registry import QUESTIONS
from goodoffices.assessment.worlds import Worlds
from goodoffices.dossier.dossier import Dossier
from goodoffices.dossier.situation import Situation, at_moment
from goodoffices.errors import ModelInputError, NotFoundError
from goodoffices.progress import track

LOGGER = logging.getLogger(__name__)


@dataclass(frozen=True)
class Assessment:
    """All answers about a dossier at its moments, and what it takes to reproduce them.

    The same dossier digest, moments, draws and seed give the same answers, bit for bit.
    """

    dossier: Dossier
    situations: tuple[Situation, ...]
    answers: tuple[Answer, ...]
    draws: int
    seed: int

    @property
    def answered(self) -> tuple[Answer, ...]:
        """The questions that could be answered."""
        return tuple(answer for answer in self.answers if answer.is_answered)

    @property
    def unanswered(self) -> tuple[Answer, ...]:
        """The questions that could not, with what is missing."""
        return tuple(answer for answer in self.answers if not answer.is_answered)


def assess(
    dossier: Dossier,
    moments: Sequence[str] = (),
    *,
    draws: int = DEFAULT_DRAWS,
    seed: int = DEFAULT_SEED,
    questions: Sequence[Question] | None = None,
) -> Assessment:
    """Ask questions about a dossier.

    Parameters
    ----------
    dossier : Dossier
        The case.
    moments : sequence of str
        Ids of the moments to assess; all of the dossier's if empty. They are taken in order of date, and each is
        assessed with what was known by then.
    draws : int
        Number of draws of the uncertain inputs.
    seed : int
        Seed of the draws.
    questions : sequence of Question or None
        What to ask; None for every question that the dossier raises.

    Returns
    -------
    Assessment
        One answer per question; a question that cannot be answered says what is missing.

    Raises
    ------
    ModelInputError
        If there is no draw.
    NotFoundError
        If a moment does not exist, or the dossier has none.
    """
    if draws < 1:
        raise ModelInputError(f"at least one draw is needed; asked for {draws}")
    if not dossier.moments:
        raise NotFoundError(f"{dossier.id} has no moment to assess: describe one in moments.yaml")
    chosen = sorted(
        (dossier.moment(m) for m in dict.fromkeys(moments or dossier.moments)), key=lambda m: m.date.earliest
    )
    situations = tuple(at_moment(dossier, moment.id) for moment in chosen)
    worlds = Worlds(draws, seed)
    if questions is None:
        questions = [question for question in QUESTIONS if question.is_raised_by(dossier)]
    asked = track(questions, "Assessing", len(questions)) if len(questions) > 1 else questions  # one shows its own
    answers = [_ask(question, situations, worlds) for question in asked]
    return Assessment(dossier, situations, tuple(answers), draws, seed)


def _ask(question: Question, situations: tuple[Situation, ...], worlds: Worlds) -> Answer:
    lacking = [question.missing(situation) for situation in situations]
    if not question.module:
        missing = lacking[-1] or ("a model: the dossier holds what is needed, but this version cannot answer yet",)
        return Answer(question.id, question.title, missing=missing)
    able = [situation for situation, missing in zip(situations, lacking, strict=True) if not missing]
    if not able:
        return Answer(question.id, question.title, missing=tuple(dict.fromkeys(m for part in lacking for m in part)))
    LOGGER.info("asking %s at %d of %d moments", question.id, len(able), len(situations))
    answer = question.step(question, able, worlds)
    partly = tuple(
        f"at {situation.moment.name}: {what}"
        for situation, missing in zip(situations, lacking, strict=True)
        for what in missing
    )
    return replace(answer, missing=answer.missing + partly)
