"""What is on paper, and where is it weak? Texts and their fate, provisions and linkages."""

from collections.abc import Sequence
from itertools import pairwise

from goodoffices.assessment.answer import Answer, Method
from goodoffices.assessment.question import Question
from goodoffices.assessment.questions.texts.exhibits import tables
from goodoffices.assessment.questions.texts.findings import dropped, overview, untied, unverified
from goodoffices.assessment.wording import count
from goodoffices.assessment.worlds import Worlds
from goodoffices.dossier.settlement import on_paper
from goodoffices.dossier.situation import Situation

METHODS = (
    Method(
        "What is on paper",
        "A text counts from the day of its date. What became of it is told as the dossier has it, which gives no day for "
        "that; but a text or a provision counts as replaced only once the text that takes its place is dated, and what is "
        "agreed only by what is agreed in turn. Open are texts that are signed, accepted or still on the table.",
    ),
    Method(
        "Where a text is weak",
        "Read off the provisions, linkages and verifiers that the dossier holds, and no better than these: what "
        "was agreed in a room and stands in no text is not seen. Nothing is said about how likely a text is to be kept.",
    ),
)


def answer(question: Question, situations: Sequence[Situation], worlds: Worlds) -> Answer:  # noqa: ARG001
    """Say at each moment what was on paper and where it was weak; what has not changed since is not said again."""
    settlements = [on_paper(situation) for situation in situations]
    findings = [
        finding
        for say in (overview, untied, unverified, dropped)
        for situation, (before, now) in zip(situations, pairwise([None, *settlements]), strict=True)
        if now is not None
        for finding in say(situation, now, before)
    ]
    missing = tuple(
        f"at {situation.moment.name}: {count(len(settlement.withheld), 'entry', 'entries')} left out because the "
        "documents they cite were written later and dossier.yaml declares no hindsight"
        for situation, settlement in zip(situations, settlements, strict=True)
        if settlement.withheld
    )
    return Answer(
        question.id,
        question.title,
        tuple(findings),
        tables(situations, settlements),
        methods=METHODS,
        missing=missing,
    )
