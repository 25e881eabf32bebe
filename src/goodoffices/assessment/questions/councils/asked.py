"""What a user asks of bodies beside what the dossier says: what changes if, how likely a decision is, which votes are wanted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from goodoffices.assessment.answer import Answer, Method, Table
from goodoffices.assessment.finding import Finding
from goodoffices.assessment.question import Question, Step
from goodoffices.assessment.questions.councils.changes import Changes
from goodoffices.assessment.questions.councils.changes_told import (
    WHAT_IF,
    findings_of_changes,
    misfits_in_words,
    table_of_changes,
    what_if,
)
from goodoffices.assessment.questions.councils.design import DESIGN, EQUAL_SIDES, sides_findings, wanted_finding
from goodoffices.assessment.questions.councils.lines import Line, line_of
from goodoffices.assessment.questions.councils.told import motions_part
from goodoffices.assessment.worlds import Worlds
from goodoffices.dossier.council import Council, Motion
from goodoffices.dossier.situation import Situation
from goodoffices.errors import ModelInputError

MOST_RULES = 3
"""So many rules have a finding of their own; the table has all."""


@dataclass(frozen=True)
class Request:
    """What is asked of bodies.

    Attributes
    ----------
    changes : Changes or None
        What changes if.
    motion : Motion or None
        How members lean.
    wanted : mapping of str to Fraction
        The power that each is meant to have, in any unit.
    sides : tuple of two tuples of str, or None
        Two sides that are meant to have equal power.
    body, formula, rule : str
        The only ones to look at; empty: all.
    """

    changes: Changes | None = None
    motion: Motion | None = None
    wanted: Mapping[str, Fraction] = field(default_factory=dict)
    sides: tuple[tuple[str, ...], tuple[str, ...]] | None = None
    body: str = ""
    formula: str = ""
    rule: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing but the usual answer is asked for."""
        return not (self.changes or self.motion or self.wanted or self.sides)


@dataclass(frozen=True)
class AskedQuestion(Question):
    """The question of whose vote counts, with what a user asks of it."""

    request: Request = Request()

    @property
    def step(self) -> Step:
        """The function that answers what was asked, or if it is only where to look, the question itself there."""
        if self.request.is_empty:
            usual = super().step
            return lambda question, situations, worlds: usual(
                question, [_narrowed(situation, self.request) for situation in situations], worlds
            )
        return lambda _, situations, worlds: answer_asked(self, situations[-1], worlds)


def asking(question: Question, request: Request) -> AskedQuestion:
    """Return the question with what is asked of it."""
    return AskedQuestion(
        question.id, question.title, question.module, question.command, question.needs, question.about, request
    )


def _narrowed(situation: Situation, request: Request) -> Situation:
    councils = []
    for council in situation.councils:
        formulas = tuple(formula for formula in council.formulas if request.formula in ("", formula.id))
        rules = tuple(rule for rule in council.rules if request.rule in ("", rule.id))
        if request.body in ("", council.id) and formulas and rules:
            councils.append(council.model_copy(update={"formulas": formulas, "rules": rules}))
    return replace(situation, councils=tuple(councils))


def answer_asked(question: AskedQuestion, situation: Situation, worlds: Worlds) -> Answer:
    """Answer what was asked, for every body it fits."""
    request = question.request
    findings: list[Finding] = []
    tables: list[Table] = []
    methods: list[Method] = []
    missing: list[str] = []
    if request.wanted:
        try:
            finding, table = wanted_finding(situation, "councils.wanted", request.wanted, _left_out(situation, request))
            findings.append(finding)
            tables.append(table)
            methods.append(DESIGN)
        except ModelInputError as error:
            missing.append(str(error))
    for council in situation.councils:
        if request.body and council.id != request.body:
            continue
        lines = _lines(situation, council, request, missing)
        if request.changes is not None:
            what = what_if(situation, lines, request.changes)
            place = f"councils.{council.id}.if"
            findings += findings_of_changes(situation, council, what, place, 1, MOST_RULES)
            if table_if := table_of_changes(situation, council, [what], place):
                tables.append(table_if)
                methods.append(WHAT_IF)
            missing += misfits_in_words(council, what.misfits)
        if request.motion is not None:
            part = motions_part(
                situation, council.model_copy(update={"motions": (request.motion,)}), lines, worlds, 1, "leaning"
            )
            findings += part.findings
            tables += part.tables
            methods += part.methods
            missing += part.missing
        if request.sides is not None:
            try:
                for finding, table in sides_findings(
                    situation, council, lines, request.sides, f"councils.{council.id}.sides"
                ):
                    findings.append(finding)
                    tables.append(table)
                    methods.append(EQUAL_SIDES)
            except ModelInputError as error:
                missing.append(f"{council.name}: {error}")
    return Answer(
        question.id, question.title, tuple(findings), tuple(tables), (), tuple(dict.fromkeys(methods)), tuple(missing)
    )  # fmt: skip


def _lines(situation: Situation, council: Council, request: Request, missing: list[str]) -> Sequence[Line]:
    lines = []
    for formula in council.formulas:
        for rule in council.rules:
            if request.formula in ("", formula.id) and request.rule in ("", rule.id):
                try:
                    lines.append(line_of(situation, formula, rule))
                except ModelInputError as error:
                    missing.append(f"{council.name}, {formula.name}, {rule.name}: {error}")
    return lines


def _left_out(situation: Situation, request: Request) -> list[str]:
    """Return the members that a wanted power does not name, under the adopted or else the first formula that has all it names."""
    formulas = [
        formula
        for council in situation.councils
        if request.body in ("", council.id)
        for formula in council.formulas
        if request.formula in ("", formula.id) and set(request.wanted) <= set(formula.seats)
    ]
    first = max(formulas, key=lambda formula: formula.adopted, default=None)
    return (
        [] if first is None else [name for name, seats in first.seats.items() if seats and name not in request.wanted]
    )
