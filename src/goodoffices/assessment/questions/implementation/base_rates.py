"""The provisions of a plan beside past agreements: how often such provisions were carried out, and how long such agreements lasted."""

from collections.abc import Sequence
from dataclasses import dataclass

from goodoffices.assessment.answer import Answer, Method, Table
from goodoffices.assessment.finding import Finding
from goodoffices.assessment.question import Need, Question, Step
from goodoffices.assessment.questions.implementation.base_rates_told import (
    Compared,
    compare,
    record_finding,
    record_table,
)
from goodoffices.assessment.questions.implementation.provision_types import in_words, types_of
from goodoffices.assessment.questions.implementation.readings import readings_at
from goodoffices.assessment.wording import listing
from goodoffices.dossier.settlement import on_paper
from goodoffices.dossier.situation import Situation
from goodoffices.dossier.text import Provision, Text
from goodoffices.evidence.base_rates import LEVEL
from goodoffices.evidence.past_agreements import MatrixRecord, UcdpRecord

DEFAULT_YEAR = 5
NEEDS = (
    Need(
        "provisions of a text written by then, from documents of that time (texts.yaml, provisions.yaml)",
        lambda situation: bool(on_paper(situation).provisions),
    ),
)
METHODS = (
    Method(
        "Past agreements",
        "Each provision is compared with agreements in a file that the user supplies, under the sort of provision that the dossier states "
        "or, where it states none, that the provision’s name tells. A provision counts as carried out by a year if it was coded so in that "
        "year or an earlier one, whatever came later. Unless the dossier declares hindsight, agreements signed after the moment, and what "
        "was coded or ended after it, are left out.",
        "Joshi, Quinn & Regan (2015), Journal of Peace Research 52(4), 551-562; Harbom, Högbladh & Wallensteen (2006), Journal of Peace "
        "Research 43(5), 617-631",
    ),
    Method(
        "Shares and intervals",
        "Shares are product-limit estimates: an agreement that was not watched to the end of the time counts for as long as it was watched. "
        f"The {LEVEL:.0%} interval is Wilson’s. It covers the chance in so few cases; it does not cover how the cases came about, how they "
        "were coded, or how far this one differs from them.",
        "Kaplan & Meier (1958), Journal of the American Statistical Association 53(282), 457-481; Wilson (1927), Journal of the American "
        "Statistical Association 22(158), 209-212",
    ),
)


@dataclass(frozen=True)
class RecordQuestion(Question):
    """The question of whether it will be carried out, put to the record of past agreements."""

    records: tuple[MatrixRecord | UcdpRecord, ...] = ()
    year: int = DEFAULT_YEAR

    @property
    def step(self) -> Step:
        """The function that answers what was asked."""
        return lambda _, situations, worlds: answer_from_records(self, situations[-1])  # noqa: ARG005


def asking(question: Question, records: Sequence[MatrixRecord | UcdpRecord], year: int) -> RecordQuestion:
    """Return the question put to the record of past agreements, by a year after they were signed."""
    return RecordQuestion(
        question.id, question.title, question.module, question.command, NEEDS, question.about, tuple(records), year
    )


def answer_from_records(question: RecordQuestion, situation: Situation) -> Answer:
    """Compare the provisions of the plans on paper, or of all texts on the table if there is no plan, with each record."""
    provisions = _provisions(situation)
    findings: list[Finding] = []
    tables: list[Table] = []
    missing: list[str] = []
    for number, whole in enumerate(question.records, 1):
        record = whole if situation.dossier.about.hindsight else whole.known_by(situation.moment.date.latest)
        if not record.agreements:
            missing.append(_nothing_known(whole, situation))
            continue
        compared = compare(record, provisions, question.year)
        table = record_table(record, compared, question.year, number)
        tables += [table] if table.rows else []
        for text in dict.fromkeys(one.text.id for one in compared):
            of_text = [one for one in compared if one.text.id == text]
            findings.append(record_finding(record, of_text, situation.moment.id, question.year, number))
        missing += _uncompared(record, provisions, compared)
    return Answer(
        question.id, question.title, tuple(findings), tuple(tables), (), METHODS, tuple(dict.fromkeys(missing))
    )


def _nothing_known(record: MatrixRecord | UcdpRecord, situation: Situation) -> str:
    if isinstance(record, MatrixRecord) and all(one.first_year is None for one in record.agreements):
        return f"a column year in {record.file}: without it, and without hindsight declared, nothing tells which agreements were known by then"
    return f"agreements in {record.file} known by {situation.moment.name}; the dossier declares no hindsight"


def _provisions(situation: Situation) -> list[tuple[Text, Provision]]:
    settlement = on_paper(situation)
    plans = {reading.text.id: reading for reading in readings_at(situation, settlement)}
    live = {provision.id for provision in settlement.live}
    found: list[tuple[Text, Provision]] = []
    for text in plans or settlement.open:
        named = {name for phase in plans[text].phases.values() for name in phase.provisions} if text in plans else set()
        found += [
            (settlement.texts[text], provision)
            for provision in settlement.provisions.values()
            if provision.id in named or (provision.text == text and (text in plans or provision.id in live))
        ]
    return found


def _uncompared(
    record: MatrixRecord | UcdpRecord, provisions: Sequence[tuple[Text, Provision]], compared: Sequence[Compared]
) -> list[str]:
    done = {one.provision.id for one in compared}
    unknown = dict.fromkeys(f"“{p.name}”" for _, p in provisions if p.id not in done and not types_of(p))
    absent = dict.fromkeys(
        f"“{p.name}” ({listing([in_words(sort) for sort in types_of(p)])})"
        for _, p in provisions
        if p.id not in done and types_of(p)
    )
    found = []
    if unknown:
        found.append(f"what to compare {listing(list(unknown))} with (coded_as in provisions.yaml)")
    if absent:
        found.append(f"past agreements in {record.file} to compare with {listing(list(absent))}")
    return found
